//! The texts of the view of a day, of what is written, and of what helped.

use super::NOTE;

// What is written, and what helped.
pub const WRITE: &str = "Note, or question for my team";
pub const WHAT_IS_IT: &str = "What is it?";
pub const A_NOTE: &str = "A note";
pub const A_QUESTION: &str = "A question for my team";
pub const YOUR_WORDS: &str = "Your words";
pub const QUESTION_KEPT: &str = "Question saved.";
pub const QUESTIONS_TO_ASK: &str = "To ask at the next visit";
pub const IT_WAS_ASKED: &str = "It was asked";
pub const QUESTION_ASKED: &str = "Marked as asked. Saved.";
pub const HELPED: &str = "What helped, what may have";
pub const HELPED_HINT: &str = "walking, warmth, alcohol, stress";
pub const HELPED_MORE: &str = "What it did is what you say. Ebb draws no conclusion from it.";
pub const SEARCH_FACTORS: &str = "Search";
pub const SEARCH_FACTORS_HINT: &str = "walk, sleep, warmth…";
pub const IN_YOUR_WORDS: &str = "Something else, in your words";
pub const WHAT_IT_WAS: &str = "What it was";
pub const FACTOR_KEPT: &str = "Logged. Saved.";

// A day.
pub const NOTHING_THAT_DAY: &str = "Nothing was logged on this day.";
pub const DAY_BEFORE: &str = "Day before";
pub const DAY_AFTER: &str = "Day after";
pub const MEDICINES_THAT_DAY: &str = "Medicines";
pub const SHOW_THE_DAY: &str = "Show this day";
pub const HOW_MUCH_OF_IT: &str = "How much?";
pub const HOW_IT_WAS: &str = "How it was";
pub const WHAT_ELSE: &str = "What happened";
pub const NOT_SAID: &str = "Not said on this day";
pub const NOT_SAID_MORE: &str = "It stays a gap unless you say it.";
pub const HISTORY: &str = "What it was before";
pub const MAKE_IT_SO: &str = "Make it so again";
pub const BACK_TO_BEFORE: &str = "As it was before. Saved.";
pub const ON_THIS_PHONE: &str = "on this phone";
pub const ON_ANOTHER_DEVICE: &str = "on another device";
pub const WAS_TAKEN_OUT: &str = "taken out";
pub const WHAT_DAYS_HOLD: &str = "All of today, and days before";
pub const STARTED_AT: &str = "It started at";
pub const LASTED_MINUTES: &str = "Minutes it lasted";
pub const LASTED_HINT: &str = "May stay empty: then it only counts.";
pub const NO_END_LOGGED: &str = "no end logged";
pub const DOES_NOT_APPLY: &str = "does not apply";
pub const RATHER_NOT_SAY_IT: &str = "rather not say";
pub const WAS_COPIED: &str = "copied from the day before";
pub const QUESTION: &str = "Question for my team";
pub const IT_HELPED: &str = "it helped";
pub const NO_CHANGE: &str = "it changed nothing";
pub const MADE_WORSE: &str = "it made it worse";
pub const WHAT_IT_DID: &str = "What did it do?";
pub const THE_QUESTION: &str = "The question";
pub const THE_ANSWER: &str = "What the team said";
pub const MAY_STAY_EMPTY: &str = "May stay empty.";
pub const TAKE_THIS_OUT: &str = "Take this out";

/// "written down on 23 November 2026".
pub fn written_down(date: &str) -> String {
    format!("written down on {date}")
}

/// "How much, in minutes?"
pub fn how_much_in(unit: &str) -> String {
    format!("How much ({unit})?")
}

/// "in the way: a bit".
pub fn got_in_the_way(how: &str) -> String {
    format!("in the way: {how}")
}

/// "Note on Joint pain".
pub fn note_about(symptom: &str) -> String {
    format!("{NOTE}, {symptom}")
}

/// A question with what the team said.
pub fn question_answered(question: &str, answer: &str) -> String {
    format!("{question} — {answer}")
}

/// "Joint pain 4 of 10. Saved."
pub fn is_saved(what: &str) -> String {
    format!("{what}. Saved.")
}
