//! The browser's own database, in which the journal lives.
//!
//! Arrives: ops to keep, effects of the sync engine. Leaves: the ops again, and events. Every write is one transaction with
//! strict durability: what is said to be saved survives the browser's sudden end. Never here: what ops mean.
//!
//! | object store | key | value |
//! | --- | --- | --- |
//! | `meta` | a name | bytes, see `meta` |
//! | `log` | a number that rises with every save of any tab | `number (8) ‖ origin (1) ‖ packed ops` |
//! | `snapshot` | a number | `version 1 (1) ‖ packed ops`; the version leaves room for sealing them |
//! | `outbox` | the segment's number | `records (4) ‖ segment` |
//! | `set_aside` | position in the stream | `reason's length (2) ‖ reason ‖ segment` |

#[cfg(test)]
mod conformance;
mod deleting;
mod feed_rows;
mod feed_store;
mod log;
mod making;
mod meta;
mod opening;
mod packing;
mod sync_rows;
mod transaction;

use indexed_db_futures::database::Database;

pub use feed_store::{FeedChanges, FeedStore};
pub use log::ReadOn;
pub use opening::SyncStart;
pub use packing::ROWS_WORTH_PACKING;

/// The open database.
pub struct LocalStore {
    database: Database,
}

/// Why something could not be stored. Nothing of it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreTrouble {
    /// No room is left.
    Full,
    /// The browser does not let this page keep anything, or a newer version of the app has the database open.
    Refused,
    /// Anything else; the cause is for the log.
    Broken(String),
}

const META: &str = "meta";
const LOG: &str = "log";
const SNAPSHOT: &str = "snapshot";
const OUTBOX: &str = "outbox";
const SET_ASIDE: &str = "set_aside";
