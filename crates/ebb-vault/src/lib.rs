#![doc = include_str!("../README.md")]

mod compacted;
mod founding;
mod join_link;
mod keys;
mod padding;
mod seal;

pub use compacted::{CompactedPlace, seal_compacted};
pub use founding::{DeviceSecrets, card_for, check_card};
pub use join_link::{JoinSecret, MalformedLink};
pub use keys::{MalformedKey, SigningSeed, StreamKey, TicketSecret, TokenSecret};
pub use seal::{BodyTooLong, Opened, Place, SealedSegment, UnopenedReason, nonce, open, seal};
