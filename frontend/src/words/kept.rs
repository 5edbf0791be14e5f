//! What is said of what was just kept, changed or taken out.

use super::minutes_long;

/// "Hot flash at 9:41. Saved."
pub fn flash_kept(at: &str) -> String {
    format!("Hot flash at {at}. Saved.")
}

/// "Hot flash, 4 minutes. Saved."
pub fn flash_ended(minutes: u32) -> String {
    format!("Hot flash, {}. Saved.", minutes_long(minutes))
}

/// "Cramps at 9:41. Saved."
pub fn episode_kept(name: &str, at: &str) -> String {
    format!("{name} at {at}. Saved.")
}

/// "Brain fog is in your check-in. Saved."
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
pub const COPIED: &str = "Copied from yesterday. Saved.";
pub const NOTE_KEPT: &str = "Note saved.";
pub const FLASH_COUNTED: &str = "Hot flash counted. Saved.";
pub const FLASH_REMOVED: &str = "Hot flash removed.";
pub const NAME_UNUSABLE: &str = "The name could not be used.";

/// "Letrozole taken. Saved."
pub fn dose_taken(name: &str) -> String {
    format!("{name} taken. Saved.")
}

/// "Letrozole skipped on purpose. Saved."
pub fn dose_skipped(name: &str) -> String {
    format!("{name} skipped on purpose. Saved.")
}

/// "Letrozole is open again."
pub fn dose_cleared(name: &str) -> String {
    format!("{name} is open again.")
}
