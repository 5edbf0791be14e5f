//! The texts for whoever follows somebody: looking at an invitation, the people whom one follows.

use ebb_sync::follower::{FollowRefused, NoteRefused};

use super::counted;

// Looking at an invitation.
pub const OPENING_INVITATION: &str = "Looking at the invitation…";
pub const WHAT_FOLLOWING_IS: &str = "Ebb is their private journal. You see the part of it that they chose, as soon as they write it down, and cannot \
    change anything. Nobody else can read it, the server neither.";
pub const YOU_WILL_SEE: &str = "You will see";
pub const YOU_WILL_NOT_SEE: &str = "You will not see";
pub const SHOW_MY_NUMBER: &str = "Yes, show me the number";
pub const SHOW_MY_NUMBER_MORE: &str =
    "Then you tell them the number, so that they know that it is you. You can stop following at any time.";
pub const FOLLOW_INSIDE: &str = "Is Ebb on your home screen?";
pub const FOLLOW_INSIDE_MORE: &str = "What you open here does not reach it. Open Ebb there instead, choose “Someone invited me”, and scan or type \
    the code there.";
pub const BROWSER_MAY_FORGET: &str =
    "A browser may forget what it shows. Put Ebb on your home screen to keep following.";
pub const ASKING_TO_SEE: &str = "Asking to see it…";
pub const WAITING_FOR_OWNER: &str = "Waiting until they look…";
pub const WAITING_FOR_OWNER_MORE: &str =
    "Tell them that you opened the invitation. Ebb has to be open on their phone for a moment.";
pub const TELL_THEM_THIS_NUMBER: &str = "Tell them this number.";
pub const TELL_THEM_MORE: &str = "Their screen must show the same. If it does, they say yes. If it does not, somebody stands between you: stop here.";
pub const WAITING_FOR_THEIR_YES: &str = "Waiting for their yes…";
pub const DO_NOT_FOLLOW: &str = "Stop here";
pub const LET_IN: &str = "They let you in. Fetching what they share…";

pub const TELL_THEM_THAT_I_TRIED: &str = "Tell them that I tried";
pub const TELLING_THEM: &str = "Telling them…";
pub const THEY_ARE_TOLD: &str =
    "Where they compare the number, Ebb tells them that somebody else tried. Tell them yourself too.";

/// "Mum lets you see how they are."
pub fn invites_you(owner: &str) -> String {
    if owner.is_empty() {
        "Somebody wants you to see a part of their journal.".to_owned()
    } else {
        format!("{owner} wants you to see a part of their journal.")
    }
}

/// "From 26 November 2026 on."
pub fn offered_from(day: Option<&str>) -> String {
    match day {
        Some(day) => format!("From {day} on."),
        None => "From the beginning on.".to_owned(),
    }
}

/// "Until 26 December 2026, 9:41."
pub fn offered_until(moment: Option<&str>) -> String {
    match moment {
        Some(moment) => format!("Until {moment}. They can pause it or stop it at any time."),
        None => "Until they stop it. They can pause it at any time.".to_owned(),
    }
}

/// Why nothing comes of an invitation.
pub const fn follow_refused(why: FollowRefused) -> (&'static str, &'static str) {
    match why {
        FollowRefused::Gone => (
            "This invitation no longer works.",
            "It was taken back, or its seven days are over. Ask them for a new one.",
        ),
        FollowRefused::Used | FollowRefused::UsedBefore => (
            "Somebody else has used this invitation.",
            "If that was not you on another phone, tell them at once, and ask for a new one.",
        ),
        FollowRefused::Own => ("This is an invitation to your own journal.", "Send it to the person whom it is for."),
        FollowRefused::ForDevice => (
            "This code is for a device, not for following.",
            "If the journal is yours, choose “I already have a journal”. If not, tell who sent it: it would show you everything.",
        ),
        FollowRefused::Forged => (
            "What came is not what was sent to you.",
            "Somebody may stand between you and the server. Nothing was opened. Ask for a new invitation from another place.",
        ),
        FollowRefused::NeedsNewer => ("This needs a newer Ebb.", "Update Ebb on this phone, then open it again."),
    }
}

// The people whom one follows.
pub const NOT_CONNECTED_YET: &str = "Not connected yet.";
pub const READING_WHAT_IS_NEW: &str = "Reading what is new…";
pub const NOT_ALL_IS_SHOWN: &str = "The server does not show everything. What is here stays.";
pub const OPENING_FOLLOWED: &str = "Opening…";
pub const NOBODY_IS_FOLLOWED: &str = "You follow nobody. Somebody who uses Ebb can invite you.";
pub const KEEP_ONE_MYSELF: &str = "Keep a journal of my own";
pub const YOUR_NOTES: &str = "Your notes to them";
pub const THEIR_ANSWER: &str = "Their answer";
pub const YOUR_NOTE: &str = "Your note";
pub const YOUR_NOTE_HINT: &str = "Such as “You seemed very tired yesterday.” Only they see it.";
pub const NOTE_MISSING: &str = "Write something first.";
pub const NOTE_TOO_LONG: &str = "That is longer than a note may be.";
pub const LEAVE_IT: &str = "Leave the note";
pub const IT_COULD_OPEN: &str = "It could open what these people share";
pub const IT_COULD_OPEN_MORE: &str = "If it is lost, ask them to stop this and to invite you anew: only that shuts it out. Your other devices \
    follow on until then.";
pub const ASK_ANEW: &str = "Ask them";
pub const ASKED_ANEW: &str = "They are asked, each by a note of yours.";
pub const ASK_ANEW_NOTE: &str = "I have lost a phone that can open what you share with me. Please invite me anew: on my page in Ebb, “Stop \
    this, and invite them anew”.";
pub const THEIR_YES_IS_MISSING: &str = "You said yes. Now they have to: to the same number, on their phone.";
pub const SEE_THE_NUMBER: &str = "See the number";
pub const NOTE_LEFT: &str = "The note is on its way to them.";
pub const COMPARE_WITH_THEM: &str =
    "Under “Who can open what” they see the same number. If they do not, the server shows one of you something else.";
pub const CALL_THEM: &str = "What do you call them?";
pub const CALL_THEM_HINT: &str = "A name of your own, such as “Mum”. Only you see it.";
pub const NAME_KEPT: &str = "Saved.";
pub const FOLLOW_NO_MORE: &str = "Follow them no more";
pub const FOLLOW_NO_MORE_WHAT: &str =
    "What you see of them goes from your devices. They are not told. To follow them again you need a new invitation.";
pub const FOLLOW_NO_MORE_SURE: &str = "Yes, follow no more";
pub const GO_ON_FOLLOWING: &str = "Go on following";

/// "Up to date, 9:45".
pub fn up_to_date(at: &str) -> String {
    format!("Up to date, {at}")
}

/// "No connection. As of 9:41."
pub fn no_connection_as_of(at: &str) -> String {
    format!("No connection. As of {at}.")
}

/// "1 note waits for a connection."
pub fn notes_wait(count: usize) -> String {
    counted(count, ["# note waits for a connection.", "# notes wait for a connection."])
}

/// Why a note does not go.
pub const fn note_refused(why: NoteRefused) -> (&'static str, &'static str) {
    match why {
        NoteRefused::NotWelcome => ("They take no notes at the moment.", "Your note is kept here. Call them instead."),
        NoteRefused::Length => ("That is longer than a note may be.", "It was not kept. Make it shorter."),
        NoteRefused::TooMany => ("Many notes wait already.", "Yours goes when they have seen some of them."),
        NoteRefused::NotFollowing => ("You do not follow them any more.", "The note was not sent."),
        NoteRefused::Refused => ("The server does not take the note.", "It is kept here, and tried again."),
    }
}
