//! What the journal itself says: of what was kept, of where it is safe, of what went wrong.

use ebb_journal::catalogue::Symptom;
use ebb_journal::{CivilDay, CivilTime, DoseState, DueDose, Medication, Moment, Schedule, Since, Substance};
use ebb_sync::SyncTrouble;
use ebb_vault::MalformedLink;

pub use super::dates::{
    clock, date, date_title, from_to, month_of_year, month_short, named_month, weekday, weekday_names,
};
pub use super::rating::value_words;
use super::view::Trouble;
use crate::platform::indexed_db::StoreTrouble;
use crate::sync::{LinkRefused, NotEntered};
use crate::words;

/// What the person calls it, else its name.
pub fn medicine_name(medication: &Medication) -> String {
    use ebb_journal::AromataseInhibitor::{Anastrozole, Exemestane, Letrozole};
    if let Some(called) = &medication.called {
        return called.to_string();
    }
    match &medication.substance {
        Substance::Inhibitor(Anastrozole) => words::ANASTROZOLE.to_owned(),
        Substance::Inhibitor(Letrozole) => words::LETROZOLE.to_owned(),
        Substance::Inhibitor(Exemestane) => words::EXEMESTANE.to_owned(),
        Substance::Listed(_) | Substance::Own(_) => medication.name().to_owned(),
    }
}

/// "2.5 mg".
pub fn strength(medication: &Medication) -> Option<String> {
    medication.strength.map(|strength| format!("{}\u{a0}{}", strength.amount, strength.unit.shown()))
}

/// "each day at 8:00 and 20:00".
pub fn plan(schedule: &Schedule) -> String {
    let days = match schedule {
        Schedule::Daily(_) => words::EACH_DAY.to_owned(),
        Schedule::Weekdays { on, .. } => {
            let name = |day| weekday_names().get(usize::try_from(day).ok()?).copied();
            let names: Vec<_> = on.days().filter_map(name).collect();
            words::on_days(&listed(&names))
        }
        Schedule::Unplanned => return words::NO_DOSES_PLANNED.to_owned(),
        Schedule::Newer(_) => return words::PLAN_OF_A_NEWER_EBB.to_owned(),
    };
    let times: Vec<String> = schedule.slots().iter().filter_map(|slot| slot.at).map(clock).collect();
    match schedule.slots().len() {
        count if count == times.len() => words::plan_at(&days, &listed(&times)),
        1 => days,
        count => words::plan_times(&days, count),
    }
}

/// "Monday, Wednesday and Friday".
fn listed(things: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for (at, thing) in things.iter().enumerate() {
        text.push_str(match things.len() - at {
            _ if at == 0 => "",
            1 => words::AND,
            _ => ", ",
        });
        text.push_str(thing.as_ref());
    }
    text
}

/// "March 2023 – 30 May 2026, joint pain".
pub fn taken_until(medication: &Medication) -> String {
    let since = medication.since.map(since);
    let last = medication.stopped.and_then(|stopped| stopped.plus(-1)).map(date).unwrap_or_default();
    words::taken_from_to(since.as_deref(), &last, medication.why_stopped.as_deref())
}

/// "3 March 2023", "March 2023", "2023", "before 2023".
pub fn since(since: Since) -> String {
    match since {
        Since::Day(day) => date(day),
        Since::Month { year, month } => named_month(year, month),
        Since::Year(year) => year.to_string(),
        Since::BeforeYear(year) => words::before_year(year),
    }
}

/// What became of a medicine's doses of today.
pub fn doses_of_today(doses: &[DueDose<'_>]) -> String {
    let taken: Vec<_> = doses.iter().filter_map(|due| due.dose.filter(|dose| dose.state == DoseState::Taken)).collect();
    match (doses, taken.as_slice()) {
        ([], _) => String::new(),
        ([DueDose { dose: None, .. }], _) => words::DOSE_OPEN_TODAY.to_owned(),
        ([_], []) => words::SKIPPED.to_owned(),
        ([_], [dose]) => words::taken_at(&clock(dose.at.time())),
        _ => words::taken_of(taken.len(), doses.len()),
    }
}

/// "Sunday is not logged", "Sunday 20:00 is not logged".
pub fn not_logged(day: CivilDay, at: Option<CivilTime>) -> String {
    let at = at.map(|at| [" ", clock(at).as_str()].concat()).unwrap_or_default();
    words::is_not_logged(&[weekday(day), at.as_str()].concat())
}

/// A time as the phone's own field for times wants it: "08:00".
pub fn time_field(time: CivilTime) -> String {
    format!("{:02}:{:02}", time.minutes() / 60, time.minutes() % 60)
}

pub fn flash_kept(at: &Moment) -> String {
    format!("Hot flash at {}. Saved.", clock(at.time()))
}

pub fn flash_ended(minutes: u32) -> String {
    format!("Hot flash, {}. Saved.", words::minutes_long(minutes))
}

/// "Joint pain 4 of 10".
pub fn rated(symptom: &Symptom, value: u16) -> String {
    format!("{} {}", symptom.name, value_words(symptom.scale, value))
}

pub fn episode_kept(name: &str, at: &Moment) -> String {
    format!("{name} at {}. Saved.", clock(at.time()))
}

pub fn followed(name: &str, is_followed: bool) -> String {
    let words = if is_followed { "is in your check-in. Saved." } else { "is no longer in your check-in. Saved." };
    [name, " ", words].concat()
}

/// "A rough day: pain."
pub fn rough_day(what: &str) -> String {
    format!("A rough day: {what}.")
}

pub const ENTRY_REMOVED: &str = "Removed.";
pub const OF_A_NEWER_EBB: &str = "an entry of a newer Ebb";
pub const NOT_LOGGED: &str = "not logged";
pub const COPIED: &str = "Copied from yesterday. Saved.";
pub const NOTE_KEPT: &str = "Note saved.";
pub const FLASH_COUNTED: &str = "Hot flash counted. Saved.";
pub const FLASH_REMOVED: &str = "Hot flash removed.";
pub const NAME_UNUSABLE: &str = "The name could not be used.";

pub fn dose_taken(name: &str) -> String {
    format!("{name} taken. Saved.")
}

pub fn dose_skipped(name: &str) -> String {
    format!("{name} skipped on purpose. Saved.")
}

pub fn dose_cleared(name: &str) -> String {
    format!("{name} is open again.")
}

/// Why the journal cannot be opened.
pub fn opening_refused(trouble: &StoreTrouble) -> Trouble {
    match trouble {
        StoreTrouble::Full => Trouble::new(
            "Your journal could not be opened, because this phone has no room left.",
            "What you logged before is still there.",
            "Free some space on the phone, then open Ebb again.",
        ),
        StoreTrouble::Refused | StoreTrouble::Broken(_) => Trouble::new(
            "This browser does not let Ebb keep anything, so nothing can be logged here.",
            "Nothing is lost: a journal that you had before is still where it was.",
            "Leave private browsing, or allow this page to keep data, then open Ebb again.",
        ),
    }
}

/// Why something could not be saved.
pub fn save_failed(trouble: &StoreTrouble) -> Trouble {
    match trouble {
        StoreTrouble::Full => Trouble::new(
            "This was not saved: the phone has no room left.",
            "Everything that you logged before is still here.",
            "Free some space on the phone, then log it again.",
        ),
        StoreTrouble::Refused | StoreTrouble::Broken(_) => Trouble::new(
            "This was not saved: the browser did not let Ebb write it down.",
            "Everything that you logged before is still here.",
            "Close Ebb and open it again, then log it once more.",
        ),
    }
}

/// What keeps sync from going on: what happened; then what is safe, and what to do.
pub fn sync_trouble(trouble: SyncTrouble) -> (&'static str, &'static str) {
    match trouble {
        SyncTrouble::NotKnown => (
            "The server does not know this device",
            "Everything is saved on this phone. Open Share on your other device, and add this one again.",
        ),
        SyncTrouble::JoinRefused | SyncTrouble::WrongAccount => {
            ("This device was not let in", "Make a new code on the device that has your journal.")
        }
        SyncTrouble::LogsDiffer => (
            "The server has lost something",
            "Everything is saved on this phone. Keep Ebb here, and do not clear the browser’s data.",
        ),
        SyncTrouble::NoRoom => {
            ("The server has no room left", "Everything is saved on this phone. Whoever runs the server can help.")
        }
        SyncTrouble::Busy => ("The server is busy", "Everything is saved on this phone. Ebb tries again by itself."),
        SyncTrouble::OddAnswer => (
            "The server gave no proper answer",
            "Everything is saved on this phone. Is there a log-in page on this network? Ebb tries again by itself.",
        ),
        SyncTrouble::Storage => (
            "This phone could not store what came",
            "What you logged is saved. Free some space on the phone; Ebb tries again by itself.",
        ),
    }
}

/// Why the sample could not be looked at.
pub fn sample_not_kept(trouble: &StoreTrouble) -> Trouble {
    Trouble { happened: words::SAMPLE_NOT_KEPT.to_owned(), ..save_failed(trouble) }
}

pub fn sample_not_kept_at_all() -> Trouble {
    Trouble::new(words::SAMPLE_NOT_KEPT, words::PLACE_NOT_THERE_SAFE, "Leave private browsing, then try again.")
}

fn sample_stays() -> Trouble {
    Trouble::new(words::SAMPLE_STAYS, words::SAMPLE_STAYS_MORE, "")
}

pub fn sync_not_turned_on(why: &NotEntered) -> Trouble {
    const AGAIN: &str = "Close Ebb, open it again, and try once more.";
    let (happened, to_do) = match why {
        NotEntered::Sample => return sample_stays(),
        NotEntered::NotLoaded => ("Sync could not be turned on, because there is no connection.", ONCE_ONLINE),
        NotEntered::Store(StoreTrouble::Full) => ("Sync could not be turned on: the phone has no room left.", AGAIN),
        NotEntered::Store(_) | NotEntered::Link(_) => {
            ("Sync could not be turned on: the browser did not let Ebb write.", AGAIN)
        }
    };
    Trouble::new(happened, "Everything that you logged is saved on this phone.", to_do)
}

const ONCE_ONLINE: &str = "Try again when you are online.";

pub fn link_not_made(refused: LinkRefused) -> Trouble {
    let (happened, to_do) = match refused {
        LinkRefused::NoAnswer => ("The code could not be made, because there is no connection.", ONCE_ONLINE),
        LinkRefused::Refused => {
            ("The code could not be made, because the server refused.", "Wait a minute, then try again.")
        }
    };
    Trouble::new(happened, "Your journal is as it was.", to_do)
}

pub fn not_joined(why: &NotEntered) -> Trouble {
    match why {
        NotEntered::Link(why) => link_not_read(*why),
        NotEntered::Sample => sample_stays(),
        NotEntered::Store(trouble) => join_not_stored(trouble),
        NotEntered::NotLoaded => Trouble::new(
            "The journal could not be fetched, because there is no connection.",
            "Nothing has changed on this device.",
            ONCE_ONLINE,
        ),
    }
}

fn link_not_read(why: MalformedLink) -> Trouble {
    let (happened, to_do) = match why {
        MalformedLink::NotWhole => (
            "This is not a whole link from Ebb.",
            "Copy the link again on the device that has your journal, from its first letter to its last.",
        ),
        MalformedLink::NewerVersion(_) => (
            "This link was made by a newer Ebb.",
            "Open Ebb here while you are online, take the new version, and try again.",
        ),
    };
    Trouble::new(happened, "Nothing has changed on this device.", to_do)
}

pub fn not_let_in() -> Trouble {
    Trouble::new(
        "This code no longer works.",
        "Nothing has changed on this device or on the other one.",
        "Make a new code on the device that has your journal, and use it within ten minutes.",
    )
}

pub fn already_a_member() -> Trouble {
    Trouble::new(
        "This device has a journal with sync already.",
        "Nothing has changed.",
        "To bring it into another journal, clear Ebb’s data in this browser first.",
    )
}

fn join_not_stored(trouble: &StoreTrouble) -> Trouble {
    Trouble {
        happened: "The journal could not be fetched: this browser did not let Ebb write.".to_owned(),
        ..save_failed(trouble)
    }
}

pub fn clock_is_off() -> Trouble {
    Trouble::new(
        "This phone’s clock is more than a day off.",
        "Everything is saved.",
        "Set the date in the phone’s settings, so that what you log stands on the right day.",
    )
}

pub const THIS_DEVICE: &str = "This device";
pub const ANOTHER_DEVICE: &str = "Another device";
pub const IN_STEP: &str = "has the whole journal";
pub const JOINED_BY_CODE: &str = "joined by a code";
