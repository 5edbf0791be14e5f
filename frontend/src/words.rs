//! Every text of the app, in plain English: short, active, reading age 12. The names of the catalogue and what is wrong with a draft
//! come from `ebb_journal`.

mod days;
mod doors;
mod followed;
mod follows;
pub mod kept;
mod labs;
mod medicines;
mod scanning;
pub mod seen;
mod settings;
mod sharing;
mod sheet;
mod symptom;
pub mod trends;
pub mod troubles;

pub use self::days::*;
pub use self::doors::*;
pub use self::followed::*;
pub use self::follows::*;
pub use self::labs::*;
pub use self::medicines::*;
pub use self::scanning::*;
pub use self::settings::*;
pub use self::sharing::*;
pub use self::sheet::*;
pub use self::symptom::*;

// Ebb itself.
pub const WHAT_EBB_IS: &str = "A private journal of how you feel on an aromatase inhibitor. It stays on this phone and gives no treatment advice.";
pub const OPENING: &str = "Opening your journal…";
pub const NOT_OPEN: &str = "Your journal is not open";
pub const LOADING: &str = "Opening…";
pub const PLACE_NOT_THERE: &str = "This page could not be opened, because there is no connection.";
pub const PLACE_NOT_THERE_SAFE: &str = "Your journal is as it was, and logging works.";
pub const PLACE_NOT_THERE_TO_DO: &str = "Try again when you are online.";
pub const BACK: &str = "Back";
pub const PLACES: &str = "Places";
pub const TRENDS: &str = "Trends";
pub const MEDICINES: &str = "Medicines";
pub const NEW_VERSION: &str = "A new version of Ebb is ready.";
pub const NEW_VERSION_SAFE: &str = "Your journal stays as it is.";
pub const NEW_VERSION_TAKE: &str = "Use it now";
pub const CLOSE_NOTICE: &str = "Close";

// The first minute.
pub const WHAT_DO_YOU_TAKE: &str = "What do you take?";
pub const ANASTROZOLE: &str = "Anastrozole";
pub const ANASTROZOLE_ALSO: &str = "Arimidex";
pub const LETROZOLE: &str = "Letrozole";
pub const LETROZOLE_ALSO: &str = "Femara";
pub const EXEMESTANE: &str = "Exemestane";
pub const EXEMESTANE_ALSO: &str = "Aromasin";
pub const ANOTHER_ONE: &str = "Another one";
pub const SAY_LATER: &str = "I’ll say later";
pub const ALREADY_A_JOURNAL: &str = "I already have a journal";
pub const ITS_NAME: &str = "Its name";
pub const ITS_NAME_HINT: &str = "As on the box, or a name of your own.";
pub const ITS_NAME_MISSING: &str = "Write its name first.";
pub const ITS_NAME_TOO_LONG: &str = "This is too long. 120 letters are enough for any name.";
pub const GO_ON: &str = "Go on";
pub const SINCE_WHEN: &str = "Since when?";
pub const THIS_MONTH: &str = "This month";
pub const THIS_YEAR: &str = "This year";
pub const EARLIER: &str = "Earlier";
pub const WHO_ARE_YOU: &str = "Who are you?";
pub const WHO_WHY: &str = "This chooses the symptoms that Ebb will offer first.";
pub const AFTER_MENOPAUSE: &str = "After menopause";
pub const WITH_SUPPRESSION: &str = "With ovarian suppression";
pub const A_MAN: &str = "A man";
pub const RATHER_NOT_SAY: &str = "I’d rather not say";

// Today.
pub const TODAY: &str = "Today";
pub const TAKEN: &str = "Taken";
pub const LATER: &str = "Later";
pub const SKIP: &str = "Skip";
pub const UNDO: &str = "Undo";
pub const LATER_TODAY: &str = "later today";
pub const SKIPPED: &str = "skipped on purpose";
pub const HOT_FLASH: &str = "Hot flash";
pub const TAP_WHEN_IT_STARTS: &str = "tap when it starts";
pub const IT_HAS_PASSED: &str = "It has passed";
pub const JUST_COUNT_IT: &str = "Just count it";
pub const EARLIER_TODAY: &str = "Earlier today";
pub const REMOVE: &str = "Remove";
pub const COUNTED: &str = "counted";
pub const ADD_WHAT_YOU_TAKE: &str = "Add what you take";
pub const NIGHT_VIEW: &str = "Night view";
pub const TAP_WHEN_IT_ENDS: &str = "Tap when it ends";
pub const DAY_VIEW: &str = "Day view";

// The check-in, and Log.
pub const HOW_IS_TODAY: &str = "How is today?";
pub const ALSO_TODAY: &str = "Also today";
pub const ROUGH_DAY: &str = "Rough day";
pub const A_ROUGH_DAY: &str = "A rough day";
pub const ROUGH_DAY_ENOUGH: &str = "One tap is enough. You can say more another time.";
pub const ROUGH_PAIN: &str = "Pain";
pub const ROUGH_TIRED: &str = "Very tired";
pub const ROUGH_LOW: &str = "Low or foggy";
pub const NOT_NOW: &str = "Not now";
pub const SAME_AS_YESTERDAY: &str = "Same as yesterday";
pub const LOG: &str = "Log";
pub const WHAT_HAPPENED: &str = "What happened?";
pub const SEARCH_SYMPTOMS: &str = "Search for a symptom";
pub const SEARCH_HINT: &str = "knee, sleep, mood…";
pub const YOURS: &str = "Yours";
pub const EVERYTHING: &str = "Everything";
pub const NOTHING_FOUND: &str = "Nothing found. Try another word, or look through the list.";
pub const SYMPTOM_NOT_KNOWN: &str = "A newer version of Ebb knows this symptom. This one does not.";
pub const HOW_IS_IT_TODAY: &str = "How is it today?";
pub const LOG_IT_NOW: &str = "Log it now";
pub const IN_MY_CHECK_IN: &str = "In my check-in";
pub const IN_MY_CHECK_IN_HINT: &str = "Today asks for it. What you logged stays either way.";
pub const MORE_IF_YOU_LIKE: &str = "More, if you like";
pub const IN_THE_WAY: &str = "Did it get in the way?";
pub const NOTE: &str = "Note";
pub const NOTE_HINT: &str = "Kept as you write it.";
pub const KEEP_NOTE: &str = "Keep the note";
pub const CALL_EMERGENCY: &str = "If this is happening now, call the emergency number.";
pub const CALL_TODAY: &str = "Call your care team or a doctor today.";

// Where the last entry is: the one line on every place.
pub const THIS_PHONE_ONLY: &str = "On this phone only";
pub const SAFE_OFF_THIS_PHONE: &str = "Safe off this phone";
/// "On all your devices", "On all your devices but one".
pub fn on_all_devices(but: usize) -> String {
    if but == 0 {
        return "On all your devices".to_owned();
    }
    counted(but, ["On all your devices but one", "On all your devices but #"])
}

pub const SENDING: &str = "On its way off this phone";

fn counted_entries(entries: usize) -> String {
    counted(entries, ["# entry", "# entries"])
}

/// A count and what is counted: the one place that knows which form a number takes in English. `#` stands for the number.
pub fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    let form = if count == 1 { one } else { many };
    let (before, after) = form.split_once('#').unwrap_or((form, ""));
    [before, &count.to_string(), after].concat()
}

/// "vaginal dryness, pain during sex · never shared unless you say so".
pub fn never_shared(hint: &str) -> String {
    format!("{hint} · never shared unless you say so")
}

/// "later today" and its like: how many flashes have been logged today; an invitation where none was.
pub fn flashes_today(count: usize) -> String {
    match count {
        0 => TAP_WHEN_IT_STARTS.to_owned(),
        count => format!("{count} today"),
    }
}

/// "Remove the entry at 9:41".
pub fn remove_entry(at: &str) -> String {
    format!("{REMOVE} the entry at {at}")
}

/// "Joint pain, last seven days".
pub fn last_seven_days(name: &str) -> String {
    format!("{name}, last seven days")
}

/// "3 found".
pub fn found(count: usize) -> String {
    format!("{count} found")
}

/// "3 flashes tonight, this one included".
pub fn flashes_tonight(count: usize, one_is_going: bool) -> String {
    let included = if one_is_going && count > 1 { ", this one included" } else { "" };
    match count {
        0 => "No flash logged tonight".to_owned(),
        count => [&counted(count, ["# flash tonight", "# flashes tonight"]), included].concat(),
    }
}

/// "going since 9:41, 4 minutes".
pub fn going_since(at: &str, minutes: u32) -> String {
    match minutes {
        0 => format!("going since {at}"),
        minutes => format!("going since {at}, {}", minutes_long(minutes)),
    }
}

/// "Going since 3:12".
pub fn going_at_night(at: &str) -> String {
    format!("Going since {at}")
}

/// "4 minutes", "less than a minute".
pub fn minutes_long(minutes: u32) -> String {
    match minutes {
        0 => "less than a minute".to_owned(),
        minutes => counted(minutes as usize, ["# minute", "# minutes"]),
    }
}

/// "taken 8:04".
pub fn taken_at(at: &str) -> String {
    format!("taken {at}")
}

/// The name of a button that undoes what a medicine's row says: "Undo, Exemestane taken 8:04".
pub fn undo_of(name: &str, state: &str) -> String {
    format!("{UNDO}, {name} {state}")
}

/// "Remove the hot flash at 9:41".
pub fn remove_flash(at: &str) -> String {
    format!("{REMOVE} the hot flash at {at}")
}

/// "Waiting for a connection (3)".
pub fn waiting_for_connection(count: usize) -> String {
    format!("Waiting for a connection ({count})")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn one_and_many_are_told_apart() {
        assert_eq!(flashes_today(0), "tap when it starts");
        assert_eq!(flashes_today(2), "2 today");
        assert_eq!(flashes_tonight(1, true), "1 flash tonight");
        assert_eq!(flashes_tonight(3, true), "3 flashes tonight, this one included");
        assert_eq!(flashes_tonight(3, false), "3 flashes tonight");
        assert_eq!(going_since("9:41", 0), "going since 9:41");
        assert_eq!(going_since("9:41", 1), "going since 9:41, 1 minute");
        assert_eq!(minutes_long(4), "4 minutes");
        assert_eq!(file_holds(2, None), "2 entries.");
        assert_eq!((times(0), times(1)), ("0 times".to_owned(), "1 time".to_owned()));
    }

    #[wasm_bindgen_test]
    fn space_is_told_in_tenths_of_a_megabyte() {
        assert_eq!(space_used(40_000), "It takes less than 0.1 MB here.");
        assert_eq!(space_used(1_234_567), "It takes 1.2 MB here.");
    }
}
