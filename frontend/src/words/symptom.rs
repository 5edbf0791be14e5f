//! The texts of one symptom by itself: when it was, how much, how long, where.

use super::counted;

// A symptom by itself: when it was, how much, how long.
pub const WHICH_DAY: &str = "Which day?";
pub const YESTERDAY: &str = "Yesterday";
pub const ANOTHER_DAY: &str = "Another day";
pub const DAY_MISSING: &str = "Please choose the day.";
pub const DAY_TO_COME: &str = "That day is still to come. Please choose a day up to today.";
pub const DAY_LONG_AGO: &str = "That is very long ago. Please look at the year.";
pub const HOW_WAS_IT: &str = "How was it that day?";
pub const WHEN_WAS_IT: &str = "When was it?";
pub const NOW: &str = "Now";
pub const DATE: &str = "Date";
pub const HOW_LONG_AGO: &str = "How long ago?";
pub const MINUTES_AGO: [(u16, &str); 5] =
    [(15, "15 min"), (30, "30 min"), (60, "1 hour"), (120, "2 hours"), (240, "4 hours")];
pub const OR_AT_WHAT_TIME: &str = "Or at what time?";
pub const AT_WHAT_TIME: &str = "At what time?";
pub const ABOUT_IS_FINE: &str = "About is fine.";
pub const TIME_MISSING: &str = "Please say at what time. About is fine.";
pub const LOG_IT: &str = "Log it";
pub const HOW_STRONG_WAS_IT: &str = "How strong was it?";
pub const HOW_LONG: &str = "How long was it there?";
pub const ENDS_TOO_LATE: &str =
    "Then it would still be going on. If it is over, take this one out, and log it again with “Earlier”.";
pub const ANOTHER_NUMBER: &str = "Another number";
pub const MINUTES: &str = "Minutes";
pub const HOW_OFTEN: &str = "How often";
pub const HOW_STRONG: &str = "How strong?";
pub const SAVE_IT: &str = "Save it";
pub const DONE: &str = "Done";
pub const TAKE_IT_OUT: &str = "Take it out";

// Where on the body.
pub const WHERE: &str = "Where";
pub const WHERE_DOES_IT_HURT: &str = "Where does it hurt?";
pub const WHERE_IS_IT: &str = "Where is it?";
pub const TAP_TO_SHOW_WHERE: &str = "tap to show where";
pub const PLACE_NOT_KNOWN: &str = "a place of a newer Ebb";
pub const NO_PLACE: &str = "no place";
pub const NO_PLACES: &str = "This is not at one place of the body.";
pub const PART_OF_THE_BODY: &str = "Part of the body";
pub const BODY: &str = "Body";
pub const HANDS: &str = "Hands";
pub const FEET: &str = "Feet";
pub const FRONT: &str = "Front";
pub const BACK_VIEW: &str = "Back";
pub const LEFT_HAND: &str = "L · Left hand";
pub const RIGHT_HAND: &str = "R · Right hand";
pub const LEFT_FOOT: &str = "L · Left foot";
pub const RIGHT_FOOT: &str = "R · Right foot";
pub const TAP_WHERE_IT_IS: &str = "Tap where it is. R is your right, L is your left.";
pub const TAP_A_FINGER: &str = "Tap a finger to see its joints.";
pub const WHICH_ONE: &str = "Which one?";
pub const OR_IS_IT: &str = "Or is it here?";
pub const MARKED_TODAY: &str = "Marked today";
pub const MARKED_YESTERDAY: &str = "Marked yesterday";
pub const MARKED_THAT_DAY: &str = "Marked that day";
pub const NOTHING_MARKED: &str = "No place is marked yet.";
pub const AS_A_WHOLE: &str = "As a whole";
pub const CHOOSE_FROM_A_LIST: &str = "or choose from a list";
pub const HANDS_AND_ARMS: &str = "Hands and arms";
pub const FINGERS: &str = "Fingers, one by one";
pub const HEAD_AND_TRUNK: &str = "Head, back, chest";
pub const LEGS_AND_FEET: &str = "Legs and feet";
pub const LEFT: &str = "Left";
pub const RIGHT: &str = "Right";
pub const MARK: &str = "Mark";
pub const LOG_IT_FIRST: &str = "Log it first. Then say where it was.";

/// "At 9:41", "Yesterday, 9:41".
pub fn it_was_at(at: &str) -> String {
    if at.starts_with(|letter: char| letter.is_ascii_digit()) && !at.contains(' ') {
        format!("At {at}")
    } else {
        let mut letters = at.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
    }
}

/// "1 time", "3 times".
pub fn times(count: u16) -> String {
    counted(count.into(), ["# time", "# times"])
}

pub const AT_A_TAP: &str = "At a tap on Today";
pub const AT_A_TAP_HINT: &str = "One tap on Today then logs it. Two of them have room there.";

/// "Cramps is on Today. Saved."
pub fn at_a_tap(name: &str, is_there: bool) -> String {
    let words = if is_there { " is on Today. Saved." } else { " is no longer on Today. Saved." };
    [name, words].concat()
}

/// "Left knee taken off."
pub fn place_taken_off(place: &str) -> String {
    [place, " taken off."].concat()
}

/// After what was said: of which day.
pub const AND_YESTERDAY: &str = ", yesterday";
