//! The texts of what somebody who follows sees. "They" and "them" for whoever shares; never "missed", never "all is well".

use super::counted;

pub const SOMEBODY: &str = "Somebody who shares with you";
pub const YOU_SEE_WHAT_THEY_CHOSE: &str = "You see what they chose to share. You cannot change it.";
pub const LEAVE_A_NOTE: &str = "Leave a note for them";
pub const SEEN_THAT_THEY_ASK: &str = "I have seen it";
pub const LAST_SEVEN_DAYS: &str = "The last seven days";

// How the card stands.
pub const WAITING_FOR_THE_FIRST: &str = "Waiting for the first news.";
pub const WAITING_FOR_THE_FIRST_MORE: &str = "It comes once their phone and yours have a connection.";
pub const NO_NEWS_MORE: &str =
    "Their phone may be off or without a connection. This does not mean that something is wrong, nor that all is well.";
pub const NOT_HEARD_TODAY: &str = "Nothing heard yet today.";
pub const NOTHING_TODAY: &str = "Connected. Nothing logged today.";
pub const TODAY_NOT_SHARED: &str = "Today is not shared.";
pub const TODAY_NOT_SHARED_MORE: &str = "It says nothing about how they are.";
pub const PAUSE_SAYS_NOTHING: &str = "A pause says nothing about how they are.";
pub const STOPPED_SHARING: &str = "They have stopped sharing with you.";
pub const SHARING_IS_OVER: &str = "The time for which they shared with you is over.";
pub const WHAT_WAS_SEEN_IS_GONE: &str = "What you saw of it was deleted here.";

// What is told of days.
pub const NOT_SHARED: &str = "not shared";
pub const NOT_HEARD: &str = "nothing heard yet";
pub const MAY_HAVE_BEEN_TAKEN: &str = "? is not logged. It may still have been taken.";
pub const STRIPED_IS_NOT_SHARED: &str = "Striped days are not shared.";
pub const EMPTY_IS_NOT_HEARD: &str = "Empty days: nothing was heard yet.";
pub const IT_MAY_HAVE_BEEN_TAKEN: &str = "It may still have been taken.";
pub const MANY_REASONS: &str = "There can be many reasons.";
pub const THEY_MAY_HAVE_NEW_ONES: &str = "They may have new ones already.";
pub const ASKS_TO_CALL: &str = "They ask you to call.";

// The sections of what is shared.
pub const DAYS: &str = "What was logged";
pub const MORE_DAYS: &str = "Show earlier days";
pub const LABS_AND_SCANS: &str = "Lab values and scans";
pub const NOTES_AND_QUESTIONS: &str = "Notes and questions";
pub const MORE_NOTES: &str = "Show earlier notes";
pub const A_QUESTION: &str = "Question for the team";
pub const WAS_ASKED: &str = "was asked";
pub const NO_MEDICINES_SHARED: &str = "No medicine is on their list.";
pub const NO_NOTES_SHARED: &str = "No note and no question so far.";
pub const NO_LABS_SHARED: &str = "No lab value and no scan so far.";
pub const NOTHING_SHARED_YET: &str = "Nothing of what they share was logged so far.";

// "See it as they will".
pub const WHAT_THEY_WILL_SEE: &str = "This is what they will see";
pub const WHAT_THEY_SEE: &str = "This is what they see";
pub const MAKING_READY: &str = "Putting together what they will see…";
pub const NOT_SENT: &str = "Not sent";
pub const PRIVATE_IS_NOT_SENT: &str = "What you marked as private.";
pub const NOTHING_IS_SENT: &str = "Any entry: you chose nothing to share.";

/// "Intimate, mood, notes."
pub fn kinds_not_sent(kinds: &[&str]) -> String {
    let listed = kinds.join(", ");
    let mut letters = listed.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    [&first, letters.as_str(), "."].concat()
}

/// "Days before 23 November 2026."
pub fn days_before(day: &str) -> String {
    format!("Days before {day}.")
}

/// "Days left out: 1 November 2026 to 3 November 2026."
pub fn days_left_out(days: &str) -> String {
    format!("Days left out: {days}.")
}

/// "Anything from 23 November 2026 on, until you go on."
pub fn paused_from(day: &str) -> String {
    format!("Anything from {day} on, until you go on.")
}

/// "Leave a note for them, Mother": the name of a button that stands on several cards.
pub fn leave_a_note_for(name: &str) -> String {
    [LEAVE_A_NOTE, ", ", name].concat()
}

/// "heard from 4 minutes ago", "heard from yesterday 20:30".
pub fn heard_from(when: &str) -> String {
    format!("heard from {when}")
}

pub const JUST_NOW: &str = "just now";

/// "4 minutes ago".
pub fn minutes_ago(minutes: u32) -> String {
    match minutes {
        0 => JUST_NOW.to_owned(),
        1..60 => counted(minutes as usize, ["# minute ago", "# minutes ago"]),
        minutes => counted((minutes / 60) as usize, ["# hour ago", "# hours ago"]),
    }
}

/// "today 9:41", "yesterday 20:30", "Saturday 21:10", "24 November 2026, 21:10".
pub fn day_and_time(day: &DayWord, time: &str) -> String {
    let between = if matches!(day, DayWord::Date(_)) { ", " } else { " " };
    [&day_alone(day), between, time].concat()
}

/// A day as it is told from today.
pub enum DayWord {
    /// Today.
    Today,
    /// Yesterday.
    Yesterday,
    /// "Saturday", of the last days.
    Weekday(&'static str),
    /// "24 November 2026".
    Date(String),
}

/// "yesterday", "Saturday", "24 November 2026".
pub fn day_alone(day: &DayWord) -> String {
    match day {
        DayWord::Today => "today".to_owned(),
        DayWord::Yesterday => "yesterday".to_owned(),
        DayWord::Weekday(name) => (*name).to_owned(),
        DayWord::Date(date) => date.clone(),
    }
}

/// "Paused by them on Saturday."
pub fn paused_by_them(day: &DayWord) -> String {
    let when = match day {
        DayWord::Weekday(_) | DayWord::Date(_) => ["on ", &day_alone(day)].concat(),
        DayWord::Today | DayWord::Yesterday => day_alone(day),
    };
    format!("Paused by them {when}.")
}

/// "Nothing heard since Saturday 21:10."
pub fn nothing_heard_since(when: &str) -> String {
    format!("Nothing heard since {when}.")
}

/// "Last entry yesterday 20:30."
pub fn last_entry(when: &str) -> String {
    format!("Last entry {when}.")
}

/// "Nothing logged since Saturday 21:10."
pub fn nothing_logged_since(when: &str) -> String {
    format!("Nothing logged since {when}.")
}

/// "Asked yesterday 20:30."
pub fn asked_to_call(when: &str) -> String {
    format!("Asked {when}.")
}

/// "Then: tablet taken, joint pain 3 of 10".
pub fn then(told: &[String]) -> String {
    format!("Then: {}", told.join(", "))
}

/// When in the day the last entry was.
pub const fn logged_at_hour(hour: u16) -> &'static str {
    match hour {
        0..5 => "Logged last night.",
        5..12 => "Logged this morning.",
        12..18 => "Logged this afternoon.",
        _ => "Logged this evening.",
    }
}

/// What is taken, in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// One of the drugs that Ebb is made for.
    Tablet,
    /// Anything else.
    Dose,
}

/// "tablet".
pub const fn taken_word(what: Taken) -> &'static str {
    match what {
        Taken::Tablet => "tablet",
        Taken::Dose => "dose",
    }
}

/// "Today’s tablet".
fn todays(what: Taken) -> String {
    format!("Today’s {}", taken_word(what))
}

/// "Today’s tablet taken."
pub fn todays_taken(what: Taken) -> String {
    todays(what) + " taken."
}

/// "Today’s tablet skipped on purpose."
pub fn todays_skipped(what: Taken) -> String {
    todays(what) + " skipped on purpose."
}

/// "Today’s tablet is not logged yet."
pub fn todays_open(what: Taken) -> String {
    todays(what) + " is not logged yet."
}

/// "Today’s tablet is due at 20:00."
pub fn todays_due(what: Taken, at: &str) -> String {
    format!("{} is due at {at}.", todays(what))
}

/// "All doses of today taken.", "1 of 2 doses of today taken, 1 skipped on purpose."
pub fn doses_taken(taken: usize, skipped: usize, planned: usize) -> String {
    match (taken, skipped) {
        (0, 0) => "Today’s doses are not logged yet.".to_owned(),
        (taken, _) if taken == planned => "All doses of today taken.".to_owned(),
        (taken, 0) => format!("{taken} of {planned} doses of today taken."),
        (taken, skipped) => format!("{taken} of {planned} doses of today taken, {skipped} skipped on purpose."),
    }
}

/// "The tablet of 8:00 is not logged yet.", "The tablet of yesterday 20:00 is not logged.", "Vitamin D of 8:00 is not logged yet."
pub fn dose_of(what: &str, of: &str) -> String {
    format!("{what} of {of} is not logged yet.")
}

pub const THE_TABLET: &str = "The tablet";

/// "The doses of Letrozole last until about 3 December, by the plan."
pub fn doses_last(name: &str, is_over: bool, day: &str) -> String {
    format!("The doses of {name} {} until about {day}, by the plan.", if is_over { "lasted" } else { "last" })
}

/// "3 hot flashes".
pub fn hot_flashes(count: u16) -> String {
    counted(count.into(), ["# hot flash", "# hot flashes"])
}

/// "Fatigue: a lot", within a sentence of the day.
pub fn is_told(name: &str, value: &str) -> String {
    format!("{name}: {value}")
}

/// "Joint pain 4 of 10", within a sentence of the day.
pub fn is_measured(name: &str, value: &str) -> String {
    format!("{name} {value}")
}

/// "since March 2023".
pub fn since_when(since: &str) -> String {
    format!("since {since}")
}

/// "Not shared: 1 to 3 November".
pub fn span_not_shared(days: &str) -> String {
    format!("Not shared: {days}")
}

/// "Nothing logged: 1 to 3 November".
pub fn span_not_logged(days: &str) -> String {
    format!("Nothing logged: {days}")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use ebb_journal::scope::SharingKind;

    use super::*;
    use crate::words::sharing_kind_in_a_sentence;

    #[wasm_bindgen_test]
    fn times_and_doses_are_told_in_words() {
        assert_eq!(
            [0, 1, 59, 60, 125].map(minutes_ago),
            ["just now", "1 minute ago", "59 minutes ago", "1 hour ago", "2 hours ago"]
        );
        assert_eq!(doses_taken(0, 0, 2), "Today’s doses are not logged yet.");
        assert_eq!(doses_taken(2, 0, 2), "All doses of today taken.");
        assert_eq!(doses_taken(1, 0, 2), "1 of 2 doses of today taken.");
        assert_eq!(doses_taken(1, 1, 2), "1 of 2 doses of today taken, 1 skipped on purpose.");
        assert_eq!(paused_by_them(&DayWord::Yesterday), "Paused by them yesterday.");
        assert_eq!(todays_due(Taken::Dose, "20:00"), "Today’s dose is due at 20:00.");
    }

    #[wasm_bindgen_test]
    fn each_kind_has_its_words() {
        let mut words = SharingKind::ALL.map(sharing_kind_in_a_sentence).to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), SharingKind::ALL.len());
        assert_eq!(kinds_not_sent(&["mood", "body"]), "Mood, body.");
    }
}
