//! The texts of devices and joining.

use super::{counted, minutes_long};

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
