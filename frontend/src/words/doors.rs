//! The texts of the sample and the doors of the first minute, of Ebb on the home screen, and of deleting everything.

use super::counted_entries;

// The sample, and the doors of the first minute.
pub const SAMPLE_DATA: &str = "Sample data";
pub const LEAVE: &str = "Leave";
pub const LOOK_AROUND: &str = "Look around with sample data";
pub const SAMPLE_IS: &str = "Two made-up years of a journal, to try everything in. It is kept apart from a journal of your own, and is deleted when you leave it.";
pub const OPENING_SAMPLE: &str = "Opening the sample…";
pub const SAMPLE_NOT_THERE: &str = "The sample could not be fetched, because there is no connection.";
pub const SAMPLE_NOT_KEPT: &str = "The sample could not be opened: this browser did not let Ebb write.";
pub const SAMPLE_STAYS: &str = "This is sample data. It stays on this phone.";
pub const SAMPLE_STAYS_MORE: &str = "Sync cannot be turned on for it, and nothing of it comes into a journal of your own. In your own journal, this is the place of your devices.";
pub const SAMPLE_TAKES_NO_FILE: &str = "This is sample data: no file of yours can be brought in here.";
pub const SAMPLE_TAKES_NO_FILE_MORE: &str = "Leave it first, and your file comes into your own journal.";
pub const SAMPLE_LEAVES_WHOLE: &str = "This is sample data. Leaving it deletes it.";
pub const SAMPLE_LEAVES_WHOLE_MORE: &str = "A journal of your own is not touched.";
pub const FILE_IS_SAMPLE: &str = "It holds sample data, and nothing of that comes into a journal of your own.";
pub const SOMEONE_INVITED_ME: &str = "Someone invited me";
pub const INVITATION_IS: &str = "An invitation is a link or a code from someone who wants you to see some of their journal: only what they chose, and only to look at.";
pub const INVITATION: &str = "The link or code";
pub const INVITATION_HINT: &str = "As it was sent to you. Nothing is opened yet.";
pub const INVITATION_MISSING: &str = "Paste the link or code first.";
pub const LOOK_WHAT_IT_IS: &str = "What is this?";
pub const DEVICE_LINK: &str = "This link is not an invitation. It opens a whole journal.";
pub const DEVICE_LINK_OPENS_ALL: &str =
    "It is made to bring a person’s own second device into their journal: everything in it, to read and to change.";
pub const DEVICE_LINK_TO_DO: &str =
    "Is the journal yours? Then go on. If someone else sent it to you, tell them what it opens, and do not use it.";
pub const IT_IS_MINE: &str = "It is my journal";

// Ebb on the home screen.
pub const HOME_SCREEN: &str = "Ebb on your home screen";
pub const HOME_SCREEN_WHY: &str =
    "It opens with one tap there, like any app, and the browser keeps your journal more safely.";
pub const HOME_SCREEN_PUT: &str = "Put it there";
pub const HOME_SCREEN_NOT: &str = "No, thank you";
pub const HOME_SCREEN_EMPTY: &str =
    "On an iPhone, Ebb on the home screen starts empty: it cannot see the journal in this browser.";
pub const HOME_SCREEN_BRING: &str = "To bring your journal along, first save a file of it here. Then touch the share sign of Safari, and “Add to Home Screen”. Open Ebb there, and bring the file in: Settings, “My file to keep”.";
pub const HOME_SCREEN_BRING_BY_SYNC: &str = "To bring your journal along, touch the share sign of Safari, and “Add to Home Screen”. Then open Share here, choose “Add a device” and copy the link. Open Ebb there, choose “I already have a journal”, and paste it.";

// Deleting everything.
pub const DELETE_EVERYTHING: &str = "Delete everything";
pub const DELETE_IS: &str =
    "Takes the journal off this phone. You see first what will go, and nothing goes at one tap.";
pub const WHAT_ELSE_GOES: &str = "Your settings on this phone go too. This cannot be undone.";
pub const COPY_STAYS: &str = "The sealed copy on the server stays, and so does the journal on your other devices.";
pub const COPY_STAYS_MORE: &str = "Nobody can open the copy without one of your devices. If this is the only one, it can never be opened again. This version of Ebb cannot delete it.";
pub const SAVE_A_FILE_FIRST: &str = "Save a file first";
pub const DELETE_FOR_GOOD: &str = "Is this what you want? It cannot be undone.";
pub const KEEP_MY_JOURNAL: &str = "Keep my journal";
pub const YES_DELETE: &str = "Yes, delete everything";
pub const DELETING: &str = "Deleting…";
pub const DELETING_WAITS: &str = "Ebb is still open in another tab or window.";
pub const DELETING_WAITS_MORE: &str = "Close it there, and everything is deleted at once.";
pub const NOT_DELETED: &str = "The browser did not let Ebb delete the journal.";
pub const NOT_DELETED_SAFE: &str = "It is still here, as it was.";
pub const NOT_DELETED_TO_DO: &str = "Close Ebb, open it again, and try once more.";
pub const EVERYTHING_DELETED: &str = "Everything is deleted.";

/// "This will go: your journal on this phone, 1204 entries since 24 November 2026."
pub fn what_goes(entries: usize, since: Option<&str>) -> String {
    let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
    match entries {
        0 => "Nothing is logged on this phone.".to_owned(),
        _ => format!("This will go: your journal on this phone, {}{since}.", counted_entries(entries)),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn what_will_go_is_counted() {
        assert_eq!(what_goes(1, None), "This will go: your journal on this phone, 1 entry.");
        let since = Some("24 November 2026");
        assert_eq!(
            what_goes(1204, since),
            "This will go: your journal on this phone, 1204 entries since 24 November 2026."
        );
    }
}
