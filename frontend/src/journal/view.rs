//! What the pages are shown of the journal: plain values, ready to be read aloud.

use ebb_journal::RecordId;
use ebb_protocol::ids::MemberId;

pub use crate::trouble::Trouble;

/// Whether the journal can be read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// It is being read.
    Reading,
    /// It is there.
    Open,
    /// The browser does not give it out, or keeps nothing at all.
    Refused(Trouble),
}

/// A planned dose, as its buttons name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseDue {
    /// The name of its record.
    pub id: RecordId,
    /// The medicine's name, for what is said after a tap.
    pub name: String,
}

/// Today, as the page of that name shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Today {
    /// "Monday 23 November".
    pub date_title: String,
    /// The doses planned for today.
    pub doses: Vec<DoseLine>,
    /// Today's flashes, the last one first.
    pub flashes: Vec<FlashLine>,
    /// The flash that is going on.
    pub going: Option<FlashLine>,
    /// Flashes since the evening.
    pub tonight: usize,
    /// Whether anything is taken.
    pub has_medicine: bool,
    /// Whether it is between 22:00 and 6:00.
    pub is_night: bool,
    /// "3:12".
    pub clock: String,
}

/// A dose of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseLine {
    /// Which dose.
    pub due: DoseDue,
    /// "Letrozole".
    pub name: String,
    /// "2.5 mg".
    pub strength: Option<String>,
    /// "8:00", if a time is planned.
    pub planned: Option<String>,
    /// What became of it.
    pub state: DoseLineState,
}

/// What became of a dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoseLineState {
    /// Nothing was logged.
    Due,
    /// Taken.
    Taken {
        /// "8:04".
        at: String,
    },
    /// Skipped on purpose.
    Skipped,
}

/// A hot flash of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlashLine {
    /// The name of its record.
    pub id: RecordId,
    /// "9:41".
    pub at: String,
    /// How long it lasted, as far as it is known.
    pub length: FlashLength,
}

/// How long a flash lasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlashLength {
    /// It is going on.
    Going {
        /// For that many minutes.
        minutes: u32,
    },
    /// It has passed.
    Lasted {
        /// After that many minutes.
        minutes: u32,
    },
    /// Only that it was is known.
    Counted,
}

/// Where the last entry is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SafePlace {
    /// Sync is off.
    ThisPhoneOnly,
    /// The server has confirmed everything.
    SafeOffThisPhone,
    /// And every device of the owner has it.
    OnAllDevices {
        /// But for so many that were not seen for a month, which are not waited for.
        but: usize,
    },
    /// Something is on its way.
    Sending,
    /// There is no connection.
    Waiting {
        /// Records that wait.
        count: usize,
    },
    /// More than a missing connection keeps sync from going on.
    Trouble {
        /// What happened.
        sentence: String,
        /// What is safe, and what to do.
        what_to_do: String,
    },
}

/// What was just kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// "Hot flash at 9:41. Saved."
    pub sentence: String,
    /// Whether it can be undone.
    pub can_undo: bool,
}

/// How sync stands for the page of devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sharing {
    /// Never turned on.
    Off,
    /// The server has not confirmed it yet.
    TurningOn,
    /// On.
    On {
        /// This device first.
        devices: Vec<DeviceLine>,
        /// "24 November 2026, 9:41": when everything was last known to be off this phone; empty where that was never.
        last_copy: String,
        /// Pieces that could not be opened.
        set_aside: usize,
    },
    /// It could not be turned on.
    Failed(Trouble),
    /// It is over for this device, or for the account.
    Ended {
        /// What happened.
        happened: String,
        /// What is safe, and what can be done.
        more: String,
        /// Whether this device alone was taken off, and could be let in again.
        was_dismissed: bool,
    },
}

/// A device of the owner, or a recovery sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceLine {
    /// Its name as a member.
    pub member: MemberId,
    /// "Android phone".
    pub name: String,
    /// Whether it is this one.
    pub this_one: bool,
    /// A recovery sheet, not a device.
    pub is_sheet: bool,
    /// "since 23 November 2026".
    pub since: String,
    /// "has everything"; empty for this device, for a sheet, and where nothing is known.
    pub has: String,
}

/// The invitation for another device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkState {
    /// None was asked for.
    None,
    /// Being made.
    Making,
    /// Ready to be shown.
    Ready {
        /// The whole link; a secret.
        url: String,
        /// The same as it is typed.
        code: String,
        /// For how long it works.
        valid_minutes: u32,
    },
    /// Somebody has come, and the device that made the invitation has to look first.
    WaitsForMaker,
    /// A device has come: both show these digits.
    Compare {
        /// Six digits.
        digits: u32,
        /// What it calls itself.
        name: String,
        /// Someone else tried the same code.
        tried_again: bool,
    },
    /// It is being let in.
    Admitting {
        /// What it calls itself.
        name: String,
    },
    /// It belongs to the journal now.
    Admitted {
        /// What it calls itself.
        name: String,
    },
    /// The person said no.
    Refused,
    /// What came was made by somebody who does not have the code.
    Forged,
    /// Nobody came in time, or it was taken back on another device.
    Ended,
    /// It could not be made.
    Failed(Trouble),
}

impl LinkState {
    /// Whether a new invitation may take its place.
    pub const fn has_ended(&self) -> bool {
        matches!(
            self,
            Self::None | Self::Admitted { .. } | Self::Refused | Self::Forged | Self::Ended | Self::Failed(_)
        )
    }
}

/// A recovery sheet that is being made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetState {
    /// None is.
    None,
    /// Its code is being drawn.
    Making,
    /// Made; it works as soon as it is among the members.
    Shown {
        /// Its code; a secret.
        code: String,
        /// Its name as a member.
        member: MemberId,
    },
    /// Its code was typed back: it is right.
    Done,
    /// It could not be made.
    Failed(Trouble),
}

/// How joining goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joining {
    /// Nobody tried.
    Idle,
    /// Under way.
    Working,
    /// Both devices show these digits; the other one has to say yes.
    Compare(u32),
    /// The journal is here.
    Joined,
    /// It did not work.
    Failed(Trouble),
}

/// How the browser keeps the journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StorageState {
    /// Whether it keeps it until the person deletes it.
    pub persisted: Option<bool>,
    /// Bytes taken.
    pub used: Option<u64>,
    /// Bytes that may be taken.
    pub quota: Option<u64>,
}

/// The answers of the first minute.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FirstAnswers {
    /// What is taken, if it was said.
    pub medicine: Option<MedicineAnswer>,
    /// Since when.
    pub since: Option<Since>,
    /// By whom.
    pub who: Option<Who>,
}

/// "What do you take?"
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MedicineAnswer {
    /// Anastrozole.
    Anastrozole,
    /// Letrozole.
    Letrozole,
    /// Exemestane.
    Exemestane,
    /// Something else, by a name of the person's own.
    Own(String),
}

/// "Since when?"
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// This month.
    ThisMonth,
    /// This year.
    ThisYear,
    /// Earlier.
    Earlier,
}

pub use ebb_journal::Who;
