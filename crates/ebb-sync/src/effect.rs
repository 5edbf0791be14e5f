//! What the engine asks of its driver.

use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::Cursor;
use ebb_protocol::token::Token;
use ebb_replica::Op;

use crate::feeds::{FeedCursor, FeedSegment, NoteCame};
use crate::identity::Identity;
use crate::projecting::Projecting;
use crate::standing::Standing;

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Store or read something; each brings one event, or [`crate::Event::StoreFailed`].
    Store(StoreEffect),
    /// Send a request; brings [`crate::Event::Answered`]. At most one is under way.
    Send(Request),
    /// Open the live channel: its first frame is the token. Brings `LiveOpened` or `LiveClosed`.
    OpenLive(Token),
    /// Bring [`crate::Event::Woken`] after this time; a later one replaces it.
    WakeAfter {
        /// Milliseconds.
        ms: u64,
    },
    /// Merge these ops, now stored, into the state that the screen shows.
    Merge(Vec<Op>),
    /// Look at what a scope shows of the journal as it stands now, ops of this device that are not sealed yet included:
    /// [`Projecting::look`], which never takes long. Brings [`crate::Event::Projected`].
    Project(Box<Projecting>),
    /// Put notes of those who follow into the journal, durably: of each that the state does not know by its name, the record,
    /// saved as any that is made here. One that is known, deleted or not, is left as it is. Brings [`crate::Event::NotesKept`] after
    /// the [`crate::Event::Saved`] of what was written, or [`crate::Event::StoreFailed`].
    KeepNotes(Vec<NoteCame>),
    /// How sync stands has changed.
    Show(Standing),
}

/// What a driver's store must do; see [`crate::conformance`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreEffect {
    /// Read the ops that were saved on this device after that place of its log and are not sealed. At `None`: all ops, also
    /// those that came from others; nothing was ever sealed, or the server has lost something. Brings [`crate::Event::UnsealedRead`].
    ReadUnsealed {
        /// A place that an earlier `UnsealedRead` named.
        after: Option<u64>,
    },
    /// In one durable transaction: put segments into the outbox, and remember how far sealing has come. Brings
    /// [`crate::Event::OutboxStored`].
    PutOutbox {
        /// In the order of their numbers.
        segments: Vec<OutboxSegment>,
        /// How far sealing has come.
        sealing: Sealing,
    },
    /// Drop the segments that the server has confirmed, and store the cursor if it moved. Brings
    /// [`crate::Event::OutboxDropped`].
    DropOutbox {
        /// Up to this number.
        through: u64,
        /// The new cursor.
        cursor: Option<Cursor>,
    },
    /// In one durable transaction: ops of others, the cursor, and what could not be opened. Brings
    /// [`crate::Event::PulledStored`].
    PutPulled {
        /// Ops to keep.
        ops: Vec<Op>,
        /// Up to where they reach; absent where the stored one is to stay.
        cursor: Option<Cursor>,
        /// Segments that could not be opened.
        set_aside: Vec<SetAside>,
        /// The last segment of each replica, all of them; they take the place of those that were stored.
        replicas: Vec<ReplicaHead>,
    },
    /// Read segments that are set aside, from the first position after this one on, as many as are worth having in memory
    /// ([`SET_ASIDE_AT_ONCE`]). Brings [`crate::Event::SetAsideRead`].
    ReadSetAside {
        /// 0 for the first ones.
        after: u64,
    },
    /// In one durable transaction: ops of segments that were set aside and open now; these segments go.
    /// Brings [`crate::Event::SetAsideTaken`].
    TakeSetAside {
        /// Ops to keep.
        ops: Vec<Op>,
        /// Positions of the segments that go.
        positions: Vec<u64>,
    },
    /// In one durable transaction: the identity if there is a new one (its replica is this device's from then on), these
    /// segments in the place of the whole outbox, how far sealing has come, and the cursor if there is one. Brings
    /// [`crate::Event::BegunAnew`].
    BeginAnew {
        /// This device under a new replica.
        identity: Option<Box<Identity>>,
        /// In the order of their numbers.
        segments: Vec<OutboxSegment>,
        /// How far sealing has come.
        sealing: Sealing,
        /// Up to where the journal was pulled.
        cursor: Option<Cursor>,
    },
    /// Durably replace the identity. Brings [`crate::Event::IdentityStored`].
    PutIdentity(Box<Identity>),
    /// In one durable transaction: sealed segments of a feed, and its cursor in the place of the one that was stored. Brings
    /// [`crate::Event::FeedStored`].
    PutFeed {
        /// How far the feed is held with these.
        cursor: Box<FeedCursor>,
        /// In the order of their numbers; none where only the cursor is another.
        segments: Vec<FeedSegment>,
        /// What was stored of the feed goes first.
        is_anew: bool,
    },
    /// Read segments of a feed with a higher number than this one, in their order, as many as are worth having in memory: at least
    /// one where there is one, and no more than [`FEED_SEGMENTS_AT_ONCE`]. Brings [`crate::Event::FeedRead`].
    ReadFeed {
        /// Which feed.
        feed: StreamId,
        /// 0 for the first ones.
        after: u64,
    },
    /// Drop all that is held of a feed, its cursor included. Brings [`crate::Event::FeedDropped`].
    DropFeed(StreamId),
    /// Remember that all feeds were equal to what they are to show, in a form that only the engine reads; it takes the place of what
    /// was remembered. Brings [`crate::Event::FeedsSettledStored`].
    PutFeedsSettled(Vec<u8>),
}

/// How many segments of a feed are read at once.
pub const FEED_SEGMENTS_AT_ONCE: usize = 8;

/// How many segments that are set aside are read at once.
pub const SET_ASIDE_AT_ONCE: usize = 16;

/// A sealed segment that waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxSegment {
    /// Its number in the stream.
    pub number: u64,
    /// How many records it changes.
    pub records: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The last segment of one replica, as far as this device has pulled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReplicaHead {
    /// The replica.
    pub replica: ReplicaId,
    /// Whose it is.
    pub writer: MemberId,
    /// Its last number in the journal.
    pub number: u64,
    /// Hash of that segment.
    pub hash: SegmentHash,
}

impl ReplicaHead {
    /// `replica (16) ‖ writer (16) ‖ number (8) ‖ hash (32)`.
    pub fn to_bytes(&self) -> [u8; 72] {
        let mut bytes = [0; 72];
        bytes[..16].copy_from_slice(&self.replica.0);
        bytes[16..32].copy_from_slice(&self.writer.0);
        bytes[32..40].copy_from_slice(&self.number.to_le_bytes());
        bytes[40..].copy_from_slice(&self.hash.0);
        bytes
    }

    /// Reads what [`ReplicaHead::to_bytes`] wrote; `None` where it did not.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (replica, rest) = bytes.split_first_chunk()?;
        let (writer, rest) = rest.split_first_chunk()?;
        let (number, hash) = rest.split_first_chunk()?;
        Some(Self {
            replica: ReplicaId(*replica),
            writer: MemberId(*writer),
            number: u64::from_le_bytes(*number),
            hash: SegmentHash(hash.try_into().ok()?),
        })
    }
}

/// How far sealing has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealing {
    /// Ops that were saved up to this place of the device's log are sealed; `None` before the first.
    pub through: Option<u64>,
    /// Number of the last segment, 0 before the first.
    pub number: u64,
    /// Hash of the last segment.
    pub hash: SegmentHash,
}

impl Default for Sealing {
    fn default() -> Self {
        Self { through: None, number: 0, hash: SegmentHash::NONE }
    }
}

/// A segment that could not be opened, kept as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Its position in the stream.
    pub position: u64,
    /// Why, for the log; holds nothing of the segment.
    pub reason: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How a request is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `GET`, without a body.
    Get,
    /// `POST`.
    Post,
}

/// A request to the server, ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `POST`.
    pub method: Method,
    /// Path below the server's origin.
    pub path: &'static str,
    /// Goes into `Authorization`; absent where nobody is signed in yet.
    pub token: Option<Token>,
    /// Its type.
    pub content_type: &'static str,
    /// Its body; may hold secrets, and is never logged.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Request {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Request({:?} {}, {} bytes)", self.method, self.path, self.body.len())
    }
}
