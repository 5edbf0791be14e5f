//! Where the last entry is safe, as the engine knows it. The app makes the sentence.

use ebb_protocol::ids::MemberId;

/// How sync stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// Records with changes that the server has not confirmed.
    pub waiting: usize,
    /// Whether the last exchange with the server went well.
    pub connected: bool,
    /// What keeps sync from going on, if it is more than a missing connection.
    pub trouble: Option<SyncTrouble>,
    /// Segments that could not be opened and are kept as they are.
    pub set_aside: usize,
    /// Devices of the account, this one included; 0 before it is admitted.
    pub devices: usize,
    /// The other devices, in the order of their names as members, and whether each has what this one has.
    pub others: Vec<OtherDevice>,
    /// How far the server's clock is ahead of this device's, in milliseconds, once the server has told.
    pub clock_offset_ms: Option<i64>,
    /// How far joining has come, while this device joins.
    pub joining: Option<JoinStage>,
    /// Those who follow and were not stopped, in the order of their names as members.
    pub follows: Vec<FollowStanding>,
    /// Changes of who belongs to the account that wait to be made.
    pub wishes: usize,
    /// Why the last of them was not made.
    pub wish_refused: Option<WishRefused>,
}

/// What another device has, by its own word, as the server has passed it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherDevice {
    /// The device.
    pub member: MemberId,
    /// It holds all that this device has sent and read, the last entry included.
    pub has_all: bool,
    /// When it was there last, by the server's clock, to the hour; none where the server has not told.
    pub seen_ms: Option<i64>,
}

/// How it stands with somebody who follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowStanding {
    /// The follow.
    pub member: MemberId,
    /// When it was there last, by the server's clock, to the hour; none where the server has not told.
    pub seen_ms: Option<i64>,
    /// Whether its feed shows what it is to show.
    pub feed: FeedStanding,
    /// Notes of it that could not be read and were dropped, in this session.
    pub notes_dropped: u32,
}

/// Whether a feed shows what it is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FeedStanding {
    /// Not yet, or that is not known: this device has not come to it, or the server was not reached.
    #[default]
    Waiting,
    /// It does, as far as this device knows the journal.
    UpToDate,
    /// A newer version of the app, or a device that has read more than the server shows to this one, has written it, or has changed what
    /// it is to show: this device leaves it alone.
    LeftAlone,
    /// The server does not take it, for want of room for one.
    Refused,
    /// Its time is over.
    Ended,
}

/// How far joining has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinStage {
    /// The invitation is being read, and this device's card left.
    Asking,
    /// The other device has not looked yet.
    Waiting,
    /// Both devices show these six digits; the other one has to say that they are the same.
    Compare(u32),
}

/// Why a change of who belongs to the account was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WishRefused {
    /// It is about somebody who is (not) a member any more, or has come by itself.
    #[error("there is nothing to change any more")]
    Pointless,
    /// There are as many members as there may be.
    #[error("the account has as many members as it may have")]
    Full,
    /// What was to be changed was changed on another device since it was shown: it is to be looked at again.
    #[error("it was changed on another device meanwhile")]
    ChangedMeanwhile,
    /// What is to be kept of a follow is too long.
    #[error("there is no room for all that is to be kept of it")]
    TooLong,
    /// The invitation has ended, or the server did not take the change for another reason.
    #[error("the server did not take the change")]
    Refused,
}

/// Why sync does not go on. Nothing is lost by any of them, and each is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SyncTrouble {
    /// 401 or 403: the server does not know this device (any more).
    #[error("the server does not know this device")]
    NotKnown,
    /// The invitation has ended, was taken back, or is of another kind.
    #[error("the server did not let this device join")]
    JoinRefused,
    /// Someone else has used the invitation.
    #[error("someone else has used the invitation")]
    InvitationUsed,
    /// What the server told is not of the account that the invitation names.
    #[error("the answer was of another account")]
    WrongAccount,
    /// This device was dismissed by another one.
    #[error("this device was dismissed")]
    Dismissed,
    /// Another device has closed the account.
    #[error("the account was closed")]
    Closed,
    /// The server shows, or another device has seen, a trust log that parts from this device's.
    #[error("two trust logs part")]
    Forked,
    /// Another device did something that this version does not understand.
    #[error("a newer version of the app is needed")]
    NeedsNewer,
    /// The server holds less than it did, or another segment under a number of this phone: they are being brought together.
    #[error("the server's log and this phone's do not fit together")]
    LogsDiffer,
    /// 413: the account is full, or a limit of the server is smaller than this app knows.
    #[error("the server has no room for this")]
    NoRoom,
    /// 429 or 503: asked to come back later.
    #[error("the server asks to wait")]
    Busy,
    /// Another status, or a body that is no answer of an Ebb server (a hotel's log-in page, for one).
    #[error("the answer was not one of an Ebb server")]
    OddAnswer,
    /// This phone could not store what came or what it sealed.
    #[error("this phone could not store it")]
    Storage,
}

impl SyncTrouble {
    /// Whether nothing is sent any more, whatever comes.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Dismissed | Self::Closed | Self::Forked)
    }
}
