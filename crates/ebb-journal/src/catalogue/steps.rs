//! The words of the five steps: Ebb's own, in this one place. Wordings of published questionnaires belong to their owners.

/// What each of the five steps is called, 0 to 4; for how strong something is, and for how much it gets in the way.
pub const STEP_WORDS: [&str; 5] = ["none", "a bit", "some", "a lot", "severe"];

/// The word of a step; `None` above 4.
pub fn step_word(step: u16) -> Option<&'static str> {
    STEP_WORDS.get(usize::from(step)).copied()
}
