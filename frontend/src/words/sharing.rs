//! The texts of devices and joining.

use ebb_sync::WishRefused;

use super::{counted, minutes_long};
use crate::platform::device_kind::DeviceKind;

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
pub const A_CODE_IS_OPEN: &str = "A code is open. Who comes with it can be let in here, or where it was made.";
pub const SOMEONE_CAME_WITH_THE_CODE: &str = "A device has come with this code.";
pub const OPEN_WHERE_THE_CODE_IS: &str = "Open Ebb on the device that made the code, for a moment. Then you can compare the number here too. If you no longer \
    have that device, let nobody in by this code, and make a new one.";
pub const NOBODY_BY_THIS_CODE: &str = "Let nobody in by it";
pub const ADD_HOW: &str = "Point the camera of the other device at this code, or open the link there.";
pub const ADD_SECRET: &str =
    "The code alone lets nobody in: you see here who has come, and say yes. Still, show it to nobody else.";
pub const ADD_ON_IPHONE: &str = "Is Ebb on the home screen of an iPhone there? Then open it there, choose “I already have a journal”, \
    and scan this code there.";
pub const CODE_FOR_A_DEVICE: &str = "Code that invites another device into this journal";
pub const OR_TYPE_IT: &str = "Or type it there:";
pub const COPY_LINK: &str = "Copy the link";
pub const LINK_COPIED: &str = "The link is copied.";
pub const LINK_NOT_COPIED: &str = "This browser did not let Ebb copy the link. Type the code instead.";
pub const WAITING_FOR_THE_OTHER: &str = "Waiting for the other device…";
pub const ITS_SCREEN_MUST_SHOW: &str = "Its screen must show";
pub const SAME_NUMBER: &str = "Yes, the same number";
pub const NOT_THE_SAME: &str = "No, or I am not sure";
pub const UNTIL_YOU_SAY_YES: &str =
    "Until you say yes, nothing is shared. If the number differs, someone else has the code.";
pub const SOMEONE_ELSE_TRIED: &str = "Someone else tried this code too.";
pub const SOMEONE_ELSE_TRIED_MORE: &str =
    "They were not let in. Compare the numbers with care, and say no if you did not open the code twice yourself.";
pub const NOBODY_CAME_IN: &str = "Nobody was let in.";
pub const NOBODY_CAME_IN_MORE: &str = "The code no longer works. Your journal is as it was.";
pub const FORGED: &str = "Somebody who does not have the code tried to come in.";
pub const FORGED_MORE: &str = "They were not let in, and the code no longer works. Whoever runs the server, or stands before it, may be \
    meddling.";
pub const CODE_ENDED: &str = "This code no longer works.";
pub const CODE_ENDED_MORE: &str = "Nobody came in by it. Your journal is as it was.";
pub const MAKE_A_NEW_CODE: &str = "Make a new code";
pub const MAKING_A_CODE: &str = "Making a code…";
pub const SYNC_FIRST: &str = "Sync is not on yet.";
pub const SYNC_FIRST_WHY: &str = "Another device gets the journal through sync. Turn it on first.";
pub const JOIN: &str = "Open my journal here";
pub const JOIN_BY_LINK: &str = "This link invites this device into your journal.";
pub const JOIN_BY_LINK_MORE: &str =
    "On the other device you will be asked whether it is you. After that both have the whole journal and stay in step.";
pub const JOIN_INSIDE: &str = "Is Ebb on your home screen? What you open here does not reach it. Open Ebb there instead, choose “I already \
    have a journal”, and scan the code.";
pub const JOIN_HOW: &str = "On the device that has your journal, open Share, turn sync on, and choose “Add a device”. Then scan the code there, \
    or type it here.";
pub const THE_CODE: &str = "The code or link";
pub const THE_CODE_HINT: &str = "27 letters and digits, such as K7QM-2F9C-… Capitals and hyphens do not matter.";
pub const THE_CODE_MISSING: &str = "Type or paste the code first.";
pub const JOINING: &str = "Asking to come in…";
pub const JOIN_WAITS: &str = "Waiting for a connection. Ebb goes on by itself as soon as there is one.";
pub const COMPARE: &str = "Compare this number.";
pub const COMPARE_MORE: &str =
    "The device with your journal must show the same. If it does, say yes there. If it does not, say no there.";
pub const WAITING_FOR_YES: &str = "Waiting for your yes on the other device…";
pub const STOP_JOINING: &str = "Do not join";
pub const JOINED: &str = "Your journal is on this device now.";
pub const JOINED_MORE: &str = "What you log on one device shows on the other.";
pub const GO_TO_TODAY: &str = "Go to Today";

// One device.
pub const ANOTHER_DEVICE: &str = "Another device";
pub const THIS_ONE: &str = "this one";
pub const HAS_EVERYTHING: &str = "has everything";
pub const HAS_NOT_ALL: &str = "does not have the newest yet";
pub const DISMISS: &str = "Take this device off";
pub const DISMISS_SHEET: &str = "Make this sheet worthless";
pub const DISMISS_WHAT: &str = "It keeps what it has now. It gets nothing that you log from then on, and nothing that it logs comes to \
    your other devices. This cannot be undone, but you can add it again with a new code.";
pub const DISMISS_SHEET_WHAT: &str = "Its code lets nobody in any more. If you have no other sheet, make a new one.";
pub const DISMISS_SURE: &str = "Yes, take it off";
pub const DISMISS_SHEET_SURE: &str = "Yes, make it worthless";
pub const KEEP_IT: &str = "Keep it";
pub const DISMISSED: &str = "It is taken off. It gets nothing new.";
pub const DISMISSING: &str = "Taking it off…";
pub const DISMISS_WAITS: &str = "As soon as there is a connection. Keep Ebb open until then.";
pub const THIS_IS_IT: &str = "This is the device in your hand.";
pub const THIS_IS_IT_MORE: &str = "Another of your devices can take it off. To remove the journal from it, use “Delete everything” in \
    Settings.";
pub const NO_SUCH_DEVICE: &str = "There is no such device any more.";

// The account.
pub const ON_THE_SERVER: &str = "On the server";
pub const DELETE_SERVER_COPY: &str = "Delete the copy on the server";
pub const DELETE_SERVER_COPY_WHAT: &str = "The server drops everything that it keeps for you: the sealed journal, the list of your devices, \
    your recovery sheet. Every device keeps the journal that it has. They no longer stay in step, and this cannot be undone.";
pub const DELETE_SERVER_COPY_SURE: &str = "Yes, delete it there";
pub const KEEP_SERVER_COPY: &str = "Keep it there";
pub const DELETING_SERVER_COPY: &str = "Deleting it…";
pub const ADD_AGAIN: &str = "Add this device again";
pub const START_ANEW: &str = "Start a new sealed copy";

/// "since 23 November 2026".
pub fn since(day: &str) -> String {
    format!("since {day}")
}

/// "not here since 12 October 2026".
pub fn not_seen_since(day: &str) -> String {
    format!("not here since {day}")
}

/// "Last copy: 24 November 2026, 9:41".
pub fn last_copy(moment: &str) -> String {
    format!("Last copy: {moment}")
}

/// "Is this your Android phone?"
pub fn is_this_yours(name: &str) -> String {
    format!("Is this your {}?", called(name))
}

/// "Letting the Android phone in…"
pub fn admitting(name: &str) -> String {
    format!("Letting the {} in…", called(name))
}

/// "The Android phone has your journal now."
pub fn admitted(name: &str) -> String {
    format!("The {} has your journal now.", called(name))
}

const COMPUTER: &str = "Computer";

/// The name of a device within a sentence.
fn called(name: &str) -> &str {
    match name {
        "" => "device",
        COMPUTER => "computer",
        name => name,
    }
}

/// "482 917".
pub fn digits(number: u32) -> String {
    format!("{:03}\u{a0}{:03}", number / 1_000, number % 1_000)
}

/// What a device of this kind is called.
pub const fn device_kind(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::IPhone => "iPhone",
        DeviceKind::IPad => "iPad",
        DeviceKind::AndroidPhone => "Android phone",
        DeviceKind::AndroidTablet => "Android tablet",
        DeviceKind::Mac => "Mac",
        DeviceKind::Windows => "Windows computer",
        DeviceKind::Computer => COMPUTER,
    }
}

/// Why something about the devices was not done.
pub const fn wish_refused(why: WishRefused) -> (&'static str, &'static str) {
    match why {
        WishRefused::Pointless => ("It was done already.", "Nothing had to be changed."),
        WishRefused::Full => (
            "There are as many devices as there may be.",
            "Nothing has changed. Take one off that you no longer use, then try again.",
        ),
        WishRefused::ChangedMeanwhile => (
            "It was changed on another device meanwhile.",
            "Nothing was changed here. Look at it again, then choose once more.",
        ),
        WishRefused::TooLong => {
            ("There is no room for all of it.", "Nothing has changed. Make it shorter, then try again.")
        }
        WishRefused::Refused => ("The server did not do it.", "Nothing has changed. Wait a minute, then try again."),
    }
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
