#![doc = include_str!("../README.md")]

mod columns;
mod compacted;
mod feed;
mod history;
mod op;
mod pack;
mod save;
mod stamp;
mod state;
pub mod tiers;
mod value_bytes;

pub use columns::{MalformedColumns, OPS_PER_PACK_MAX};
pub use compacted::{CompactionRefusal, Contents, MalformedCompacted, Reach, compact, open_compacted};
pub use ebb_protocol::ids::ReplicaId;
pub use feed::{pack_feed, unpack_feed};
pub use history::Version;
pub use op::Op;
pub use pack::{MalformedPack, pack, unpack};
pub use save::{Before, Clock};
pub use stamp::{MalformedStamp, Stamp};
pub use state::{Merged, State};
