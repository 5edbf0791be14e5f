//! The texts of the place Medicines.

use super::counted;

pub const DOSE_TAKEN: &str = "taken";
pub const NOT_LOGGED: &str = "not logged";
pub const DOSE_OPEN_TODAY: &str = "open today";
pub const DOSE_NOT_DUE: &str = "none planned";
pub const EACH_DAY: &str = "each day";
pub const NO_DOSES_PLANNED: &str = "no doses planned";
pub const PLAN_OF_A_NEWER_EBB: &str = "in a way that a newer Ebb plans";
pub const AND: &str = " and ";
pub const NOTHING_TAKEN: &str = "Nothing is on your list yet.";
pub const NOTHING_TAKEN_MORE: &str = "What you put here shows on Today when a dose is due.";
pub const ADD_A_MEDICINE: &str = "Add a medicine";
pub const BEFORE: &str = "Before";
pub const SEARCH_MEDICINES: &str = "Search for a medicine";
pub const SEARCH_MEDICINES_HINT: &str = "its name, or the name on the box";
pub const NO_MEDICINE_FOUND: &str = "Nothing found. You can put it in by a name of your own.";
pub const BY_ANOTHER_NAME: &str = "Another one, by its name";
pub const GROUP_INHIBITORS: &str = "Aromatase inhibitors";
pub const GROUP_SUPPRESSION: &str = "To quiet the ovaries";
pub const GROUP_HORMONES: &str = "Other hormone medicines";
pub const GROUP_TARGETED: &str = "Targeted medicines";
pub const GROUP_BONE: &str = "For the bones";
pub const GROUP_SUPPLEMENTS: &str = "Vitamins and minerals";
pub const GROUP_PAIN: &str = "For pain";
pub const GROUP_MOOD_AND_PAIN: &str = "For mood and nerve pain";
pub const GROUP_HOT_FLASH: &str = "For hot flashes";
pub const GROUP_VAGINAL: &str = "For dryness";
pub const GROUP_HEART: &str = "For heart, blood and sugar";
pub const GROUP_HAIR: &str = "For the hair";
pub const HOW_MUCH: &str = "How much is one dose?";
pub const HOW_MUCH_OTHER: &str = "Another amount";
pub const AMOUNT: &str = "Amount";
pub const AMOUNT_HINT: &str = "As on the box. May stay empty.";
pub const UNIT: &str = "Of what";
pub const WHEN_TAKEN: &str = "On which days?";
pub const EVERY_DAY: &str = "Every day";
pub const SOME_WEEKDAYS: &str = "Some days of the week";
pub const NOT_PLANNED: &str = "No fixed days";
pub const NOT_PLANNED_MORE: &str =
    "For what you take when you need it, or every few weeks. It is on your list, and Today will not ask for it.";
pub const AS_IT_IS: &str = "As it is";
pub const THE_DAYS: &str = "Which days?";
pub const DOSES_A_DAY: &str = "How often on such a day?";
pub const ONCE: &str = "Once";
pub const TWICE: &str = "Twice";
pub const THREE_TIMES: &str = "3 times";
pub const FOUR_TIMES: &str = "4 times";
pub const TIME_HINT: &str = "May stay empty: then it is due all day.";
pub const SINCE_TODAY: &str = "Today";
pub const SINCE_A_DAY: &str = "A day";
pub const SINCE_AS_TOLD: &str = "As told before";
pub const THE_DAY: &str = "The day";
pub const CALLED: &str = "What do you call it?";
pub const CALLED_HINT: &str = "Shown in place of its name. May stay empty.";
pub const SAVE: &str = "Save";
pub const CHANGE_IT: &str = "Change how I take it";
pub const NO_LONGER: &str = "I no longer take it";
pub const STOPPED_ON: &str = "First day without it";
pub const WHY_STOPPED: &str = "Why, if you like";
pub const WHY_STOPPED_HINT: &str = "In your words: joint pain, it was the plan, my team changed it…";
pub const CHANGE_TO_ANOTHER: &str = "Change to another medicine";
pub const CHANGE_TO_ANOTHER_MORE: &str = "This one ends on the day on which the other begins.";
pub const PRIVATE: &str = "Private";
pub const PRIVATE_HINT: &str = "Nobody who follows you ever sees it, whatever you share.";
pub const TAKE_OUT: &str = "It was put in by mistake";
pub const TAKE_OUT_MORE: &str = "Takes it out of your journal. If you took it, choose “I no longer take it” instead.";
pub const MEDICINE_REMOVED: &str = "Taken out of your list.";
pub const MEDICINE_GONE: &str = "This medicine is not in your journal any more.";
pub const SKIPPED_IT: &str = "Skipped";
pub const HOW_MANY_LEFT: &str = "How many are left";
pub const CHANGE_HOW_MANY_LEFT: &str = "Change how many are left";
pub const DOSES_LEFT: &str = "Doses that are left";
pub const DOSES_LEFT_HINT: &str = "What you have now. Today’s dose is one of them while it is still to be taken.";
pub const COUNTED_TODAY: &str = "counted today";
pub const COUNTED_YESTERDAY: &str = "counted yesterday";
pub const BY_YOUR_PLAN: &str = "By your plan";
pub const BY_THE_PLAN: &str = "By the plan";

/// "28 left", "None left".
fn left(doses: u16) -> String {
    if doses == 0 { "None left".to_owned() } else { format!("{doses} left") }
}

/// "28 left. Saved."
pub fn supply_kept(doses: u16) -> String {
    left(doses) + ". Saved."
}

/// "28 left, counted today."
pub fn left_counted(doses: u16, counted: &str) -> String {
    format!("{}, {counted}.", left(doses))
}

/// "counted on 23 November".
pub fn counted_on(day: &str) -> String {
    format!("counted on {day}")
}

/// "By your plan they last until about 23 December."
pub fn last_until(plan: &str, doses: u16, is_over: bool, day: &str) -> String {
    let last = match (doses, is_over) {
        (1, false) => "it lasts",
        (1, true) => "it lasted",
        (_, false) => "they last",
        (_, true) => "they lasted",
    };
    format!("{plan} {last} until about {day}.")
}

/// "Lasts until about 3 December".
pub fn lasts_until(is_over: bool, day: &str) -> String {
    format!("{} until about {day}", if is_over { "Lasted" } else { "Lasts" })
}

/// "Vitamin D added. Saved."
pub fn medicine_added(name: &str) -> String {
    format!("{name} added. Saved.")
}

/// "Vitamin D changed. Saved."
pub fn medicine_changed(name: &str) -> String {
    format!("{name} changed. Saved.")
}

/// What was marked.
pub fn private_marked(is_private: bool) -> &'static str {
    if is_private { "Marked as private. Saved." } else { "No longer private. Saved." }
}

/// "on Monday and Friday".
pub fn on_days(days: &str) -> String {
    format!("on {days}")
}

/// "each day at 8:00".
pub fn plan_at(days: &str, times: &str) -> String {
    format!("{days} at {times}")
}

/// "each day, 3 times".
pub fn plan_times(days: &str, count: usize) -> String {
    format!("{days}, {}", times_a_day(count))
}

/// "before 2023".
pub fn before_year(year: i16) -> String {
    format!("before {year}")
}

/// "March 2023 – 30 May 2026, joint pain".
pub fn taken_from_to(since: Option<&str>, last: &str, why: Option<&str>) -> String {
    let span = since.map_or_else(|| format!("until {last}"), |since| format!("{since} – {last}"));
    why.map_or_else(|| span.clone(), |why| format!("{span}, {why}"))
}

/// "1 of 2 taken".
pub fn taken_of(taken: usize, planned: usize) -> String {
    format!("{taken} of {planned} taken")
}

/// "Sunday is not logged".
pub fn is_not_logged(day: &str) -> String {
    format!("{day} is {NOT_LOGGED}")
}

/// "5 times".
pub fn times_a_day(count: usize) -> String {
    counted(count, ["# time", "# times"])
}

/// "Time of dose 2".
pub fn time_of_dose(place: usize, of: usize) -> String {
    match (place, of) {
        (_, 1) => "Time".to_owned(),
        (place, _) => format!("Time of dose {}", place + 1),
    }
}

/// "Instead of Letrozole".
pub fn instead_of(name: &str) -> String {
    format!("Instead of {name}")
}
