//! The trust log: the signed, hash-chained list of who is a member of an account, and the only thing that changes it. The
//! server and the devices call the same functions; what they refuse, nobody can bring about.
//!
//! - [`entry`]: one entry, its open head and how it is signed.
//! - [`change`]: what an entry changed.
//! - [`state`]: what a chain of entries says, and the one function that takes the next entry in.
//! - [`follows`]: who follows.
//! - [`followed`]: the part of the log that a follow reads.
//! - [`removed`]: what counts of a member's segments once it was dismissed.
//! - [`batch`]: entries with the keyboxes beside them, as they cross the wire.

pub mod batch;
pub mod change;
pub mod entry;
pub mod followed;
pub mod follows;
pub mod removed;
pub mod state;

pub use batch::{Logged, MalformedBatch};
pub use change::Change;
pub use entry::{
    Admission, Cut, Detail, Dismissal, FollowChange, Following, Founding, KEYBOX_BYTES, MalformedEntry, MemberKind,
    OpenHead, SEALED_KEY_BYTES, SignedEntry,
};
pub use followed::FollowedLog;
pub use follows::Follow;
pub use removed::{Removed, Written};
pub use state::{Member, TrustRefusal, TrustState};
