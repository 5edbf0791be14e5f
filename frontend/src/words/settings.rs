//! The texts of the settings and of the file to keep.

use super::counted_entries;

// Settings.
pub const SETTINGS: &str = "Settings";
pub const COLOURS: &str = "Colours";
pub const LIKE_THE_PHONE: &str = "Like the phone";
pub const LIGHT: &str = "Light";
pub const DARK: &str = "Dark";
pub const NIGHT: &str = "Night";
pub const NIGHT_VIEW_HINT: &str =
    "From ten in the evening to six in the morning Ebb opens dim, with one large button for a hot flash.";
pub const TEXT_SIZE: &str = "Text size";
pub const USUAL: &str = "Usual";
pub const LARGE: &str = "Large";
pub const VERY_LARGE: &str = "Very large";
pub const STORAGE: &str = "Where your journal is kept";
pub const NOT_LOCKED: &str = "Ebb does not lock the journal on this phone.";
pub const NOT_LOCKED_MORE: &str =
    "Whoever can unlock this phone can read it. The lock of the phone itself guards it: set one if you have none.";
pub const PERSISTED: &str = "The browser keeps your journal until you delete it.";
pub const PERSISTED_MORE: &str =
    "Clearing the data of this site in the browser deletes it. With sync on, a sealed copy is safe off this phone.";
pub const NOT_PERSISTED: &str = "The browser may clear your journal when this phone runs out of space.";
pub const NOT_PERSISTED_MORE: &str = "It rarely does, and most browsers stop once Ebb is on the home screen. With sync on, a sealed copy is safe off this phone.";
pub const PERSISTENCE_UNKNOWN: &str = "The browser does not say whether it keeps your journal for good.";
pub const SET_ASIDE_SAFE: &str =
    "It is kept as it came, the rest of your journal is complete, and Ebb tries it again by itself.";
pub const SET_ASIDE_TO_DO: &str = "A newer version of Ebb can often read it: look for one on your other devices.";

// My file to keep.
pub const MY_FILE: &str = "My file to keep";
pub const MY_FILE_IS: &str =
    "Your whole journal as one file: to keep where you like, and to bring in on another phone or after a new start.";
pub const SAVE_A_FILE: &str = "Save a file";
pub const FILE_HANDED_OUT: &str = "The file is handed over.";
pub const FILE_NOT_HANDED_OUT: &str = "The browser did not take the file. Your journal is as it was.";
pub const FILE_NOT_SEALED: &str = "The file is not sealed.";
pub const FILE_NOT_SEALED_MORE: &str = "Whoever has it can read it. Keep it where only you can get at it.";
pub const BRING_A_FILE_IN: &str = "Bring a file in";
pub const BRING_A_FILE_IN_HOW: &str =
    "What is in it comes into this journal. Nothing is doubled, and nothing that you logged is replaced.";
pub const CHOOSE_A_FILE: &str = "Choose a file";
pub const READING_FILE: &str = "Reading the file…";
pub const FILE_REFUSED: &str = "This file could not be brought in.";
pub const FILE_NOT_READ: &str = "The phone did not let Ebb read it. Your journal is as it was. Choose it once more.";
pub const FILE_IS_IN: &str = "It is in your journal now. Saved.";
pub const FILE_IS_IN_MORE: &str = "With sync on, your other devices get it too.";
pub const BRING_IT_IN: &str = "Bring it in";
pub const FILE_MERGES: &str = "Nothing has been brought in yet.";
pub const FILE_IS_KNOWN: &str = "Everything in it is in your journal already.";

/// "1204 entries, saved on 24 November 2026."
pub fn file_holds(records: usize, made: Option<&str>) -> String {
    let entries = counted_entries(records);
    match made {
        Some(made) => format!("{entries}, saved on {made}."),
        None => format!("{entries}."),
    }
}

/// "It takes 1.2 MB here." Nothing where the browser does not say.
pub fn space_used(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    match tenths {
        0 => "It takes less than 0.1 MB here.".to_owned(),
        tenths => format!("It takes {}.{} MB here.", tenths / 10, tenths % 10),
    }
}
