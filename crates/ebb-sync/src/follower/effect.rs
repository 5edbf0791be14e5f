//! What a follower asks of its driver.

use ebb_journal::scope::{FeedChange, FollowTerms, Scope};
use ebb_protocol::token::Token;
use ebb_protocol::trust::Logged;

use super::event::{FeedCursor, FeedSegment, Notes};
use super::standing::FollowerStanding;
use crate::effect::Request;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowerEffect {
    /// Store or read something in this device's store of the follow; each brings one event, or [`super::FollowerEvent::StoreFailed`].
    Store(FollowerStoreEffect),
    /// Durably put this text into the person's own journal, as the record of this follow: a secret. Brings
    /// [`super::FollowerEvent::Kept`] or `StoreFailed`.
    Keep(String),
    /// Send a request; brings [`super::FollowerEvent::Answered`]. At most one is under way.
    Send(Request),
    /// Open the live channel: its first frame is the token. Brings `LiveOpened` or `LiveClosed`.
    OpenLive(Token),
    /// Bring [`super::FollowerEvent::Woken`] after this time; a later one replaces it.
    WakeAfter {
        /// Milliseconds.
        ms: u64,
    },
    /// Show what a segment of the feed says, now stored: [`ebb_replica::State::show`].
    Show(Box<FeedShown>),
    /// Forget all that was shown: the copy is gone, or is shown from the beginning again.
    Forget,
    /// How the follow stands has changed.
    Tell(Box<FollowerStanding>),
}

/// What one segment of a feed says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedShown {
    /// Everything that was shown before is to be forgotten first.
    pub is_anew: bool,
    /// The segment's number, for [`ebb_replica::State::show`]; each is told once, and they rise.
    pub number: u64,
    /// What changes.
    pub changes: Vec<FeedChange>,
    /// What is shared from here on.
    pub scope: Scope,
    /// What else is agreed from here on.
    pub terms: FollowTerms,
    /// When it was made, in milliseconds since 1970 by the clock of who made it.
    pub made_ms: i64,
    /// More follows at once: a screen that is shown now would be a part of the whole.
    pub more_follows: bool,
}

/// What a driver's store must do; see [`super::conformance`]. All of it is beside the person's own journal, and one store for each follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowerStoreEffect {
    /// Durably keep the chain, whole, and the clock's offset. Brings [`super::FollowerEvent::Stored`], as all but `ReadFeed` do.
    PutLog {
        /// All entries, with the follow's keyboxes.
        log: Vec<Logged>,
        /// See [`super::FollowerPersisted::clock_offset_ms`].
        clock_offset_ms: Option<i64>,
    },
    /// In one durable transaction: segments of the feed, how far it was read, and when it was last heard from.
    PutFeed {
        /// All segments that were kept go first.
        is_anew: bool,
        /// In the order of their numbers.
        segments: Vec<FeedSegment>,
        /// Up to where the feed was read.
        cursor: Option<FeedCursor>,
        /// See [`super::FollowerPersisted::heard_ms`].
        heard_ms: Option<i64>,
    },
    /// Read segments of the feed with numbers after this one, in their order: at least one if there is one, and at most
    /// [`FEED_SEGMENTS_AT_ONCE`]. Brings [`super::FollowerEvent::FeedRead`].
    ReadFeed {
        /// 0 for the first ones.
        after: u64,
    },
    /// Durably keep these notes in the place of those that were kept.
    PutNotes(Notes),
    /// In one durable transaction: all segments of the feed go, and how far it was read and when it was heard from; the chain is kept,
    /// by which it is known why. Notes that wait stay: they are the person's own.
    DropCopy {
        /// All entries.
        log: Vec<Logged>,
        /// See [`super::FollowerPersisted::clock_offset_ms`].
        clock_offset_ms: Option<i64>,
    },
}

/// How many segments of a feed are read at once.
pub const FEED_SEGMENTS_AT_ONCE: usize = 16;
