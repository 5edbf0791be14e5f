#![doc = include_str!("../README.md")]

mod code;
mod compacted;
mod entries;
mod epochs;
mod feed;
mod fields;
mod fingerprint;
mod follow;
pub mod invitation;
mod keybox;
mod keys;
mod member;
mod names;
mod padding;
mod randomness;
mod seal;
mod sheet;

pub use code::{Code, CodeKind, MalformedCode};
pub use compacted::{CompactedPlace, seal_compacted};
pub use entries::{Author, Beginning, DatedAuthor, NewFollow, Newcomer, Unmade, found};
pub use epochs::{EpochKeys, WrongKeys};
pub use feed::{
    FeedBody, NotOfFeed, NoteBody, OpenedFeed, Tally, note_name, open_feed, open_note, seal_feed, seal_note,
};
pub use fingerprint::fingerprint;
pub use follow::{FOLLOW_BODY_BYTES_MAX, FeedNames, FollowBody, TooLong};
pub use keybox::{KeyboxPlace, Unsealable, open_keybox, seal_keybox};
pub use keys::{MalformedKey, MemberSeed, SealingSeed, SigningSeed, StreamKey, TokenSecret};
pub use member::MemberSecrets;
pub use names::{Label, NAME_BYTES_MAX, label_in, told_ms};
pub use seal::{BodyTooLong, Opened, Place, SealedSegment, UnopenedReason, nonce, open, seal};
pub use sheet::{sheet_newcomer, sheet_proves, sheet_secrets};
