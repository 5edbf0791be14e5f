//! What entries about follows say. A follow is one person's access to what the owner shares, on all their devices. What it may
//! see, and what the owner calls it, is in the entry's sealed body, for devices alone.
//!
//! - followed: `signing key (32) ‖ sealing key (32) ‖ token hash (32) ‖ hash of the keybox (32) ‖ mailbox (32) ‖ feed's stream (16) ‖
//!   notes' stream (16) ‖ until (8)`
//! - follow changed: `follow (16) ‖ hash of the keybox (32) ‖ until (8)`
//! - follow stopped: `follow (16)`
//!
//! *until* is in milliseconds since 1970, signed; 0 where it goes on until it is stopped.

use super::MalformedEntry;
use crate::bytes::Reader;
use crate::ids::{MailboxId, MemberId, SecretHash, StreamId};

/// Somebody may follow from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Following {
    /// The follow's Ed25519 key, by which its notes are signed. It signs no entry.
    pub signing_key: [u8; 32],
    /// The follow's X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server knows the follow's token.
    pub token_hash: SecretHash,
    /// SHA-256 of its keybox, which holds its key of the epoch.
    pub keybox_hash: [u8; 32],
    /// The mailbox through which it came, which closes with this entry.
    pub mailbox: MailboxId,
    /// The stream that devices write and the follow reads.
    pub feed: StreamId,
    /// The stream that the follow writes and devices read.
    pub notes: StreamId,
    /// When it ends by itself; `None` where it goes on until it is stopped.
    pub until_ms: Option<i64>,
}

/// What a follow may see, or until when, is another from now on; or a new epoch has begun, and it gets the key of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowChange {
    /// The follow.
    pub member: MemberId,
    /// See [`Following::keybox_hash`].
    pub keybox_hash: [u8; 32],
    /// See [`Following::until_ms`].
    pub until_ms: Option<i64>,
}

impl Following {
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(200);
        bytes.extend(self.signing_key);
        bytes.extend(self.sealing_key);
        bytes.extend(self.token_hash.0);
        bytes.extend(self.keybox_hash);
        bytes.extend(self.mailbox.0);
        bytes.extend(self.feed.0);
        bytes.extend(self.notes.0);
        bytes.extend(until_bytes(self.until_ms));
        bytes
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, MalformedEntry> {
        Ok(Self {
            signing_key: reader.array()?,
            sealing_key: reader.array()?,
            token_hash: SecretHash(reader.array()?),
            keybox_hash: reader.array()?,
            mailbox: MailboxId(reader.array()?),
            feed: StreamId(reader.array()?),
            notes: StreamId(reader.array()?),
            until_ms: read_until(reader)?,
        })
    }
}

impl FollowChange {
    pub(super) fn to_bytes(self) -> Vec<u8> {
        [&self.member.0[..], &self.keybox_hash, &until_bytes(self.until_ms)].concat()
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, MalformedEntry> {
        Ok(Self { member: MemberId(reader.array()?), keybox_hash: reader.array()?, until_ms: read_until(reader)? })
    }
}

fn until_bytes(until_ms: Option<i64>) -> [u8; 8] {
    until_ms.unwrap_or(0).to_le_bytes()
}

fn read_until(reader: &mut Reader<'_>) -> Result<Option<i64>, MalformedEntry> {
    match i64::from_le_bytes(reader.array()?) {
        0 => Ok(None),
        until_ms if until_ms > 0 => Ok(Some(until_ms)),
        _ => Err(MalformedEntry::Shape),
    }
}
