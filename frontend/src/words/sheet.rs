//! The texts of the recovery sheet.

pub const RECOVERY_SHEET: &str = "Recovery sheet";
pub const SHEET_NEEDS_SYNC: &str =
    "A recovery sheet brings back what the server keeps sealed for you. Turn sync on first.";
pub const SHEET_IS: &str = "If you lose every device, a code on paper brings your journal back. Nobody else can: the server cannot \
    read it, and nobody can reset it.";
pub const SHEET_KEEP: &str = "Keep the sheet where you keep papers that matter. Whoever has it can read your journal.";
pub const MAKE_A_SHEET: &str = "Make a recovery sheet";
pub const MAKE_A_NEW_SHEET: &str = "Make a new recovery sheet";
pub const MAKING_A_SHEET: &str = "Making it…";
pub const ANOTHER_SHEET: &str = "A new sheet";
pub const ANOTHER_SHEET_WHY: &str = "If the old one is lost, or somebody may have seen it. Once you have typed the new code back, the old \
    sheet lets nobody in any more.";
pub const SHEET_TITLE: &str = "Ebb: my recovery sheet";
pub const SHEET_HOW: &str =
    "On a new phone open Ebb, choose “I already have a journal”, then “From my recovery sheet”, and type this code.";
pub const SHEET_SECRET: &str = "Whoever has this code can read the journal. Ebb keeps no copy of it.";
pub const PRINT_IT: &str = "Print it";
pub const OR_BY_HAND: &str =
    "Or copy it by hand, onto paper. The code stays here until you have typed it back or close Ebb.";
pub const TYPE_IT_BACK: &str = "Now type it back";
pub const TYPE_IT_BACK_WHY: &str = "From the paper, not from the screen. So you know that the paper is right.";
pub const CODE_ON_THE_SHEET: &str = "The code on the sheet";
pub const CODE_ON_THE_SHEET_HINT: &str = "27 letters and digits. Capitals and hyphens do not matter.";
pub const COMPARE_IT: &str = "Compare";
pub const SHEET_IS_RIGHT: &str = "It is right. Your sheet works.";
pub const OLD_SHEET_GOES: &str = "Making the old sheet worthless… Keep Ebb open until it is gone from the list.";
pub const ANOTHER_CODE: &str = "This is a whole code, but not of a sheet that works for this journal.";
pub const TEST_THE_SHEET: &str = "Test the sheet";
pub const TEST_WHY: &str = "Type the code from the paper. Nothing is changed by it.";
pub const NOT_TESTED: &str = "not tested on this device yet";
pub const TEST_AGAIN: &str = "tested more than a year ago: test it again";
pub const FROM_MY_SHEET: &str = "From my recovery sheet";
pub const RESTORE_HOW: &str =
    "Type the code from the paper. Your journal comes back from the sealed copy on the server.";
pub const RESTORE: &str = "Bring my journal back";
pub const RESTORING: &str = "Looking for your journal…";
pub const RESTORED_MORE: &str = "Did you lose a device? Take it off under Share. And make a new recovery sheet: the old one was used in the \
    open.";

/// "tested 4 October 2026".
pub fn tested(day: &str) -> String {
    format!("tested {day}")
}
