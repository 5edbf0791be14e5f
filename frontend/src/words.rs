//! Every text of the app, in plain English: short, active, reading age 12. What the journal itself says comes with its views.

mod days;
mod doors;
mod medicines;
pub mod trends;

pub use self::days::*;
pub use self::doors::*;
pub use self::medicines::*;

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

// Where the last entry is: the one line on every place.
pub const THIS_PHONE_ONLY: &str = "On this phone only";
pub const SAFE_OFF_THIS_PHONE: &str = "Safe off this phone";
pub const SENDING: &str = "On its way off this phone";

// Share and joining.
pub const SHARE: &str = "Share";
pub const MY_DEVICES: &str = "My devices";
pub const SYNC_IS_OFF: &str = "Your journal is on this phone and nowhere else.";
pub const SYNC_WOULD: &str = "With sync, a sealed copy is kept off this phone, and a second phone or a computer can have the journal too. \
    It is sealed here first: the server keeps it and cannot read it. No name and no mail address is asked for.";
pub const TURN_SYNC_ON: &str = "Turn sync on";
pub const TURNING_ON: &str = "Turning sync on…";
pub const TRY_AGAIN: &str = "Try again";
pub const ADD_A_DEVICE: &str = "Add a device";
pub const ADD_HOW: &str = "Point the camera of the other device at this code, or open the link there.";
pub const ADD_SECRET: &str =
    "Whoever has this code can read your journal. Show it to nobody, and send it to nobody but yourself.";
pub const ADD_ON_IPHONE: &str = "Is Ebb on the home screen of an iPhone there? Then open it there, choose “I already have a journal”, \
    and paste the link.";
pub const CODE_FOR_A_DEVICE: &str = "Code that brings another device into this journal";
pub const COPY_LINK: &str = "Copy the link";
pub const LINK_COPIED: &str = "The link is copied.";
pub const LINK_NOT_COPIED: &str = "This browser did not let Ebb copy the link. Press on it, and choose Copy.";
pub const MAKE_A_NEW_CODE: &str = "Make a new code";
pub const MAKING_A_CODE: &str = "Making a code…";
pub const SYNC_FIRST: &str = "Sync is not on yet.";
pub const SYNC_FIRST_WHY: &str = "Another device gets the journal through sync. Turn it on first.";
pub const JOIN: &str = "Open my journal here";
pub const JOIN_BY_LINK: &str = "This link brings your journal to this device.";
pub const JOIN_BY_LINK_MORE: &str = "From then on both devices have the whole journal and stay in step.";
pub const JOIN_HOW: &str = "On the device that has your journal, open Share, turn sync on, and choose “Add a device”. Then scan the code there with the camera \
    of this device, or paste the link here.";
pub const THE_LINK: &str = "The link";
pub const THE_LINK_HINT: &str = "It begins with https:// and is valid for a few minutes.";
pub const THE_LINK_MISSING: &str = "Paste the link first.";
pub const JOINING: &str = "Fetching your journal…";
pub const JOIN_WAITS: &str = "Waiting for a connection. Ebb goes on by itself as soon as there is one.";
pub const JOINED: &str = "Your journal is on this device now.";
pub const JOINED_MORE: &str = "What you log on one device shows on the other.";
pub const GO_TO_TODAY: &str = "Go to Today";

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

fn counted_entries(entries: usize) -> String {
    counted(entries, ["# entry", "# entries"])
}

/// A count and what is counted: the one place that knows which form a number takes in English. `#` stands for the number.
pub fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    let form = if count == 1 { one } else { many };
    let (before, after) = form.split_once('#').unwrap_or((form, ""));
    [before, &count.to_string(), after].concat()
}

/// "1204 entries, saved on 24 November 2026."
pub fn file_holds(records: usize, made: Option<&str>) -> String {
    let entries = counted_entries(records);
    match made {
        Some(made) => format!("{entries}, saved on {made}."),
        None => format!("{entries}."),
    }
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

/// "1 time", "3 times".
pub fn times(count: u16) -> String {
    counted(count.into(), ["# time", "# times"])
}

/// "Remove the entry at 9:41".
pub fn remove_entry(at: &str) -> String {
    format!("{REMOVE} the entry at {at}")
}

/// "Joint pain, last seven days".
pub fn last_seven_days(name: &str) -> String {
    format!("{name}, last seven days")
}

/// "At 9:41", "Yesterday, 9:41".
pub fn it_was_at(at: &str) -> String {
    if at.starts_with(|letter: char| letter.is_ascii_digit()) && !at.contains(' ') {
        format!("At {at}")
    } else {
        let mut letters = at.chars();
        letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
    }
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

/// "This code works for 10 minutes."
pub fn code_works_for(minutes: u32) -> String {
    format!("This code works for {}.", minutes_long(minutes))
}

/// What was set aside, counted.
pub fn set_aside(count: usize) -> String {
    const FORMS: [&str; 2] = [
        "# piece of your journal could not be opened on this device.",
        "# pieces of your journal could not be opened on this device.",
    ];
    counted(count, FORMS)
}

/// "It takes 1.2 MB here." Nothing where the browser does not say.
pub fn space_used(bytes: u64) -> String {
    let tenths = bytes / 100_000;
    match tenths {
        0 => "It takes less than 0.1 MB here.".to_owned(),
        tenths => format!("It takes {}.{} MB here.", tenths / 10, tenths % 10),
    }
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
