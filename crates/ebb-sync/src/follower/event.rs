//! What the driver tells a follower.

use ebb_protocol::ids::{Mark, ReplicaId, SegmentHash};
use ebb_protocol::live::LiveFrame;
use ebb_protocol::trust::Logged;

use crate::event::Reply;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowerEvent {
    /// The follower may begin.
    Started,
    /// The person has read what is offered, and says yes.
    Accepted,
    /// The person was told that somebody else has used the invitation, and lets the owner know that they tried: see
    /// [`super::FollowRefused::UsedBefore`].
    TellOwner,
    /// Answers `Keep`: the text is in their own journal, durably.
    Kept,
    /// Answers `ReadFeed`; empty where there is no more.
    FeedRead(Vec<FeedSegment>),
    /// Answers every other store effect.
    Stored,
    /// Answers `Keep` and any store effect that failed; nothing of it was stored.
    StoreFailed,
    /// The person leaves a note for the owner.
    WriteNote(String),
    /// The person takes a note back that waits to be sent, by its number.
    DropNote(u64),
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

/// A segment of a feed, as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSegment {
    /// Its number in the feed, by which it is kept.
    pub number: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Up to where a feed was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedCursor {
    /// The position of the last segment that was taken.
    pub position: u64,
    /// Its mark.
    pub mark: Mark,
}

/// A note that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingNote {
    /// Its number among this device's notes.
    pub number: u64,
    /// When it was written, in milliseconds since 1970 by this device's clock.
    pub written_ms: i64,
    /// What it says.
    pub text: String,
    /// The sealed segment.
    pub bytes: Vec<u8>,
}

/// The notes of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// Under which they are numbered: drawn at random by each device; zeros before the first note.
    pub replica: ReplicaId,
    /// The number of the last one that the server has taken; 0 for none.
    pub sent: u64,
    /// Hash of that one.
    pub hash: SegmentHash,
    /// Those that wait, in the order of their numbers.
    pub waiting: Vec<WaitingNote>,
}

impl Default for Notes {
    fn default() -> Self {
        Self { replica: ReplicaId([0; 16]), sent: 0, hash: SegmentHash::NONE, waiting: Vec::new() }
    }
}

/// What a device's store holds of a follow when it is opened, besides the segments of the feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FollowerPersisted {
    /// The follow's chain of the owner's trust log, with its keyboxes.
    pub log: Vec<Logged>,
    /// How far the server's clock was ahead of this device's, in milliseconds, when it last told.
    pub clock_offset_ms: Option<i64>,
    /// Up to where the feed was read.
    pub cursor: Option<FeedCursor>,
    /// When the newest segment of the feed was made, in milliseconds since 1970 by the owner's clock.
    pub heard_ms: Option<i64>,
    /// The notes of this device.
    pub notes: Notes,
}
