//! What the driver tells the engine.

use ebb_journal::RecordId;
use ebb_protocol::ids::MemberId;
use ebb_protocol::live::LiveFrame;
use ebb_protocol::pull::Cursor;
use ebb_replica::Op;
use ebb_vault::{Code, FollowBody, Label, Newcomer};

use crate::effect::{OutboxSegment, ReplicaHead, Sealing, SetAside};
use crate::feeds::{FeedCursor, FeedSegment};
use crate::inviting::ApprovedFollow;
use crate::projecting::Projected;

/// When an event came, and fresh randomness for what it may set off.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances {
    /// Milliseconds since 1970 by this device's clock.
    pub now_ms: i64,
    /// 32 random bytes, drawn for this event alone.
    pub random: [u8; 32],
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The engine may begin.
    Started,
    /// Records were saved on this device (by any of its tabs), durably.
    Saved(Vec<RecordId>),
    /// Answers `ReadUnsealed`.
    UnsealedRead {
        /// The ops, in any order.
        ops: Vec<Op>,
        /// The place in the device's log up to which they were read.
        through: u64,
    },
    /// Answers `PutOutbox`.
    OutboxStored,
    /// Answers `DropOutbox`.
    OutboxDropped,
    /// Answers `PutPulled`.
    PulledStored,
    /// Answers `ReadSetAside`.
    SetAsideRead(Vec<SetAside>),
    /// Answers `TakeSetAside`.
    SetAsideTaken,
    /// Answers `PutIdentity`.
    IdentityStored,
    /// Answers `BeginAnew`.
    BegunAnew,
    /// Answers `PutFeed`.
    FeedStored,
    /// Answers `ReadFeed`; empty where nothing more is held.
    FeedRead(Vec<FeedSegment>),
    /// Answers `DropFeed`.
    FeedDropped,
    /// Answers `PutFeedsSettled`.
    FeedsSettledStored,
    /// Answers [`crate::Effect::Project`].
    Projected(Projected),
    /// Answers [`crate::Effect::KeepNotes`].
    NotesKept,
    /// The person wants to change who belongs to the account.
    Wished(Wish),
    /// Answers any store effect that failed; nothing of it was stored.
    StoreFailed,
    /// Answers `Send`.
    Answered(Reply),
    /// The live channel is open.
    LiveOpened,
    /// The live channel brought a word.
    Noticed(LiveFrame),
    /// The live channel is closed, or could not be opened.
    LiveClosed,
    /// The time that was asked for has passed.
    Woken,
    /// Now is a good time to try: the network came back, or the app came to the front.
    Nudged,
}

/// A change of who belongs to the account. It waits until there is a connection, in memory alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Let a device in that was compared and approved.
    Admit(Box<Newcomer>),
    /// Make a recovery sheet of this code, and call it so.
    AdmitSheet(Code, Label),
    /// Dismiss a device or a sheet.
    Dismiss(MemberId),
    /// Let somebody follow who was compared and approved.
    Follow(Box<ApprovedFollow>),
    /// Change what a follow may see, until when, or what else is kept of it.
    ChangeFollow(Box<FollowChanged>),
    /// Stop a follow.
    StopFollow(MemberId),
    /// End the account on the server.
    Close,
}

/// What a follow is to be from now on. It was chosen by somebody who saw how it is: where it was changed elsewhere meanwhile, it is
/// refused, see [`crate::WishRefused::ChangedMeanwhile`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowChanged {
    /// The follow.
    pub member: MemberId,
    /// Its body as it was shown, with what is to be another: fields of newer versions stay as they are.
    pub body: FollowBody,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// Index of the entry that it changes, see [`crate::FollowShown::newest_entry`].
    pub made_from: u32,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The server (or something on the way) answered.
    Answer {
        /// HTTP status.
        status: u16,
        /// Body, bounded by the driver to what a page may hold.
        body: Vec<u8>,
    },
    /// No connection, cut off, or too slow.
    NoAnswer,
}

/// What a store holds of sync when it is opened.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Persisted {
    /// How far sealing has come.
    pub sealing: Sealing,
    /// Segments that wait to be confirmed, in the order of their numbers.
    pub outbox: Vec<OutboxSegment>,
    /// Up to where the journal was pulled.
    pub cursor: Option<Cursor>,
    /// Positions of the segments that are set aside.
    pub set_aside: Vec<u64>,
    /// Records that were saved on this device and are not sealed.
    pub unsealed: Vec<RecordId>,
    /// The last segment of each replica that was pulled.
    pub replicas: Vec<ReplicaHead>,
    /// How far each feed is held, in any order.
    pub feeds: Vec<FeedCursor>,
    /// What was stored by `PutFeedsSettled`; empty where nothing was.
    pub feeds_settled: Vec<u8>,
}
