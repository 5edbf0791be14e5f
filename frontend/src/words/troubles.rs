//! What went wrong, in words: what happened, what is safe, what to do. And what is said of devices.

use ebb_sync::SyncTrouble;
use ebb_vault::{CodeKind, MalformedCode};

use crate::journal::Trouble;
use crate::platform::indexed_db::StoreTrouble;
use crate::sync::{LinkRefused, NotEntered, NotFollowed};

/// Why the journal cannot be opened.
pub fn opening_refused(trouble: &StoreTrouble) -> Trouble {
    match trouble {
        StoreTrouble::Full => Trouble::new(
            "Your journal could not be opened, because this phone has no room left.",
            "What you logged before is still there.",
            "Free some space on the phone, then open Ebb again.",
        ),
        StoreTrouble::Refused | StoreTrouble::Broken(_) => Trouble::new(
            "This browser does not let Ebb keep anything, so nothing can be logged here.",
            "Nothing is lost: a journal that you had before is still where it was.",
            "Leave private browsing, or allow this page to keep data, then open Ebb again.",
        ),
    }
}

/// Why something could not be saved.
pub fn save_failed(trouble: &StoreTrouble) -> Trouble {
    match trouble {
        StoreTrouble::Full => Trouble::new(
            "This was not saved: the phone has no room left.",
            "Everything that you logged before is still here.",
            "Free some space on the phone, then log it again.",
        ),
        StoreTrouble::Refused | StoreTrouble::Broken(_) => Trouble::new(
            "This was not saved: the browser did not let Ebb write it down.",
            "Everything that you logged before is still here.",
            "Close Ebb and open it again, then log it once more.",
        ),
    }
}

/// What keeps sync from going on: what happened; then what is safe, and what to do.
pub fn sync_trouble(trouble: SyncTrouble) -> (&'static str, &'static str) {
    match trouble {
        SyncTrouble::NotKnown => (
            "The server does not know this device",
            "Everything is saved on this phone. Open Share on your other device, and add this one again.",
        ),
        SyncTrouble::JoinRefused | SyncTrouble::WrongAccount | SyncTrouble::InvitationUsed => {
            ("This device was not let in", "Make a new code on the device that has your journal.")
        }
        SyncTrouble::Dismissed => (
            "Taken off your devices",
            "Everything that was on it is still here. It gets nothing new, and sends nothing. You can add it again with a \
            new code, or start a journal of its own from what is here.",
        ),
        SyncTrouble::Closed => (
            "No copy on the server any more",
            "Your journal is on this phone, and on your other devices as it was. They no longer stay in step.",
        ),
        SyncTrouble::Forked => (
            "The server shows another history",
            "It is not the history of your devices that this phone knows. Everything is saved here, and nothing more is sent. Somebody may have meddled with the server. You can \
            start anew, with a new sealed copy filled from this phone.",
        ),
        SyncTrouble::NeedsNewer => (
            "Another of your devices has a newer Ebb",
            "Everything is saved on this phone. Take the new version here, and it is sent.",
        ),
        SyncTrouble::LogsDiffer => (
            "The server has lost something",
            "Everything is saved on this phone, and Ebb puts it back. Do not clear the browser’s data.",
        ),
        SyncTrouble::NoRoom => {
            ("The server has no room left", "Everything is saved on this phone. Whoever runs the server can help.")
        }
        SyncTrouble::Busy => ("The server is busy", "Everything is saved on this phone. Ebb tries again by itself."),
        SyncTrouble::OddAnswer => (
            "The server gave no proper answer",
            "Everything is saved on this phone. Is there a log-in page on this network? Ebb tries again by itself.",
        ),
        SyncTrouble::Storage => (
            "This phone could not store what came",
            "What you logged is saved. Free some space on the phone; Ebb tries again by itself.",
        ),
    }
}

/// Why the sample could not be looked at.
pub fn sample_not_kept(trouble: &StoreTrouble) -> Trouble {
    Trouble { happened: super::SAMPLE_NOT_KEPT.to_owned(), ..save_failed(trouble) }
}

/// Why the sample could not be opened at all.
pub fn sample_not_kept_at_all() -> Trouble {
    Trouble::new(super::SAMPLE_NOT_KEPT, super::PLACE_NOT_THERE_SAFE, "Leave private browsing, then try again.")
}

fn sample_stays() -> Trouble {
    Trouble::new(super::SAMPLE_STAYS, super::SAMPLE_STAYS_MORE, "")
}

/// Why sync could not be turned on.
pub fn sync_not_turned_on(why: &NotEntered) -> Trouble {
    const AGAIN: &str = "Close Ebb, open it again, and try once more.";
    let (happened, to_do) = match why {
        NotEntered::Sample => return sample_stays(),
        NotEntered::NotLoaded => ("Sync could not be turned on, because there is no connection.", ONCE_ONLINE),
        NotEntered::Store(StoreTrouble::Full) => ("Sync could not be turned on: the phone has no room left.", AGAIN),
        NotEntered::Store(_) | NotEntered::Code(_) => {
            ("Sync could not be turned on: the browser did not let Ebb write.", AGAIN)
        }
    };
    Trouble::new(happened, "Everything that you logged is saved on this phone.", to_do)
}

const ONCE_ONLINE: &str = "Try again when you are online.";

/// Why no code could be made for another device.
pub fn link_not_made(refused: LinkRefused) -> Trouble {
    let (happened, to_do) = match refused {
        LinkRefused::NoAnswer => ("The code could not be made, because there is no connection.", ONCE_ONLINE),
        LinkRefused::Refused => {
            ("The code could not be made, because the server refused.", "Wait a minute, then try again.")
        }
    };
    Trouble::new(happened, "Your journal is as it was.", to_do)
}

/// Why the journal could not be fetched.
pub fn not_joined(why: &NotEntered) -> Trouble {
    match why {
        NotEntered::Code(why) => code_not_read(*why),
        NotEntered::Sample => sample_stays(),
        NotEntered::Store(trouble) => join_not_stored(trouble),
        NotEntered::NotLoaded => Trouble::new(
            "The journal could not be fetched, because there is no connection.",
            "Nothing has changed on this device.",
            ONCE_ONLINE,
        ),
    }
}

/// Why an invitation to follow is not looked at.
pub fn not_followed(why: &NotFollowed) -> Trouble {
    let (happened, to_do) = match why {
        NotFollowed::Code(MalformedCode::Mistyped) => (
            "There is a mistake in this code.",
            "Compare it with what was sent to you, sign by sign. A code has no letters O, I, L and U.",
        ),
        NotFollowed::Code(why) => return code_not_read(*why),
        NotFollowed::OpensAll(CodeKind::Sheet) => (
            "This is the code of a recovery sheet. It opens a whole journal.",
            "If someone sent it to you, tell them, and do not use it. If the journal is yours, choose “I already have a journal”.",
        ),
        NotFollowed::OpensAll(_) => (
            "This code is for a device, not for following. It opens a whole journal.",
            "If the journal is yours, choose “I already have a journal”. If someone sent it to you, tell them what it opens, and do not use it.",
        ),
        NotFollowed::NotLoaded => ("The invitation could not be opened, because there is no connection.", ONCE_ONLINE),
        NotFollowed::Unreadable => ("This needs a newer Ebb.", "Update Ebb on this phone, then open it again."),
        NotFollowed::Store(StoreTrouble::Full) => (
            "The invitation could not be opened: the phone has no room left.",
            "Make room on the phone, then try again.",
        ),
        NotFollowed::Store(_) => (
            "The invitation could not be opened: the browser did not let Ebb write.",
            "Close Ebb, open it again, and try once more.",
        ),
    };
    Trouble::new(happened, "Nothing was sent, and the invitation still works.", to_do)
}

fn code_not_read(why: MalformedCode) -> Trouble {
    let (happened, to_do) = match why {
        MalformedCode::NotWhole => (
            "This is not a whole link or code from Ebb.",
            "A code has 27 letters and digits. Copy or type it again, from the first to the last.",
        ),
        MalformedCode::Mistyped => (
            "There is a mistake in this code.",
            "Compare it with the other device, sign by sign. A code has no letters O, I, L and U.",
        ),
        MalformedCode::OtherKind => (
            "This code is for something else.",
            "A code from a recovery sheet belongs into “From my recovery sheet”, one to see somebody’s journal into “Someone invited \
             me”. A device of your own needs the code that “Add a device” shows.",
        ),
    };
    Trouble::new(happened, "Nothing has changed on this device.", to_do)
}

/// Why what was typed is no sheet's code.
pub const fn sheet_not_read(why: &NotEntered) -> &'static str {
    match why {
        NotEntered::Code(MalformedCode::NotWhole) => {
            "A code has 27 letters and digits. This has more, fewer or others."
        }
        NotEntered::Code(MalformedCode::Mistyped) => "There is a mistake in it. Compare it sign by sign.",
        NotEntered::Code(MalformedCode::OtherKind) => "This is the code of an invitation, not of a recovery sheet.",
        NotEntered::NotLoaded | NotEntered::Sample | NotEntered::Store(_) => {
            "It could not be compared. Try again when you are online."
        }
    }
}

/// Why the journal could not be brought back by a sheet.
pub fn not_restored(why: &NotEntered) -> Trouble {
    match why {
        NotEntered::Code(_) => Trouble::new(sheet_not_read(why), "Nothing has changed on this device.", ""),
        other => not_joined(other),
    }
}

/// An invitation that did not lead in.
pub fn not_let_in(why: SyncTrouble) -> Trouble {
    match why {
        SyncTrouble::InvitationUsed => Trouble::new(
            "Another device has used this code already.",
            "Nothing has changed on this device.",
            "If that was not you, say no on the device that shows the code, and make a new one.",
        ),
        SyncTrouble::WrongAccount => Trouble::new(
            "What the server showed does not belong to this code.",
            "Nothing has changed on this device or on the other one.",
            "Make a new code on the device that has your journal. If it happens again, do not trust this server.",
        ),
        _ => Trouble::new(
            "This code no longer works.",
            "Nothing has changed on this device or on the other one.",
            "Make a new code on the device that has your journal, and use it within ten minutes.",
        ),
    }
}

/// This device has a journal with sync.
pub fn already_a_member() -> Trouble {
    Trouble::new(
        "This device has a journal with sync already.",
        "Nothing has changed.",
        "To bring it into another journal, clear Ebb’s data in this browser first.",
    )
}

fn join_not_stored(trouble: &StoreTrouble) -> Trouble {
    Trouble {
        happened: "The journal could not be fetched: this browser did not let Ebb write.".to_owned(),
        ..save_failed(trouble)
    }
}

/// The phone’s clock is off.
pub fn clock_is_off() -> Trouble {
    Trouble::new(
        "This phone’s clock is more than a day off.",
        "Everything is saved.",
        "Set the date in the phone’s settings, so that what you log stands on the right day.",
    )
}
