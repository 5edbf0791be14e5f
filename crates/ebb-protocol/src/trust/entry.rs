//! One entry of the trust log. All integers are little-endian.
//!
//! | offset | bytes | field |
//! | --- | --- | --- |
//! | 0 | 1 | format, 1 |
//! | 1 | 1 | kind: 1 founded, 2 admitted, 3 dismissed, 4 closed, 5 followed, 6 follow changed, 7 follow stopped |
//! | 2 | 4 | index, from 0 |
//! | 6 | 32 | hash of the entry before it, zeros for the first |
//! | 38 | 32 | hash of the last entry about a device or sheet, zeros for the first |
//! | 70 | 16 | who signs |
//! | 86 | 4 | the journal's epoch from this entry on |
//! | 90 | 2 + n | length and detail, by kind: [`detail`](super::entry::Detail) |
//! | | 2 + n | length and sealed body: names, and what a follow may see, for devices alone |
//! | | 64 | Ed25519 signature |
//!
//! The signature covers `"ebb/v1/trust entry" ‖ account (16; zeros for the first) ‖ SHA-256(all before the signature)`.

mod detail;
pub mod follow;

pub use detail::{Admission, Cut, Detail, Dismissal, Founding, MemberKind};
pub use follow::{FollowChange, Following};

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{AccountId, EntryHash, MemberId};
use crate::limits::TRUST_ENTRY_BYTES_MAX;

/// A key sealed to one member: HPKE's encapsulated key (32), the sealed key (32) and its tag (16).
pub const KEYBOX_BYTES: usize = 80;
/// A key sealed under another: nonce (24), key (32), tag (16).
pub const SEALED_KEY_BYTES: usize = 72;

const FORMAT: u8 = 1;
const SIGNATURE_BYTES: usize = 64;
const DOMAIN: &[u8] = b"ebb/v1/trust entry";

/// An entry that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedEntry {
    /// Cut short, too long, or with fields that do not fit together.
    #[error("not a trust-log entry of this version")]
    Shape,
    /// Not format 1.
    #[error("the entry has format {0}, which this version does not know")]
    UnknownFormat(u8),
}

impl From<EndedEarly> for MalformedEntry {
    fn from(_: EndedEarly) -> Self {
        Self::Shape
    }
}

/// What stands open in an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHead {
    /// Its place in the log, from 0.
    pub index: u32,
    /// Hash of the entry before it.
    pub previous: EntryHash,
    /// Hash of the last entry about a device or sheet: follows read that shorter chain.
    pub previous_member: EntryHash,
    /// Who signs.
    pub signer: MemberId,
    /// The journal's epoch from this entry on.
    pub epoch: u32,
    /// What it does.
    pub detail: Detail,
}

impl OpenHead {
    /// The head's bytes: what a sealed body is bound to, and what an entry begins with.
    pub fn to_bytes(&self) -> Vec<u8> {
        let detail = self.detail.to_bytes();
        let mut bytes = vec![FORMAT, self.detail.code()];
        bytes.extend(self.index.to_le_bytes());
        bytes.extend(self.previous.0);
        bytes.extend(self.previous_member.0);
        bytes.extend(self.signer.0);
        bytes.extend(self.epoch.to_le_bytes());
        push_counted(&mut bytes, &detail);
        bytes
    }

    /// The whole entry, signed. `account` is that of the log; zeros for the entry that founds it.
    pub fn sign(&self, account: AccountId, sealed_body: &[u8], signer: &SigningKey) -> Vec<u8> {
        let mut entry = self.to_bytes();
        push_counted(&mut entry, sealed_body);
        let signature = signer.sign(&signed_text(account, &entry));
        entry.extend(signature.to_bytes());
        entry
    }
}

/// An entry that was read; its signature is not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedEntry {
    /// What stands open.
    pub head: OpenHead,
    /// The sealed names, empty where there are none.
    pub sealed_body: Vec<u8>,
    /// Hash of the whole entry.
    pub hash: EntryHash,
    unsigned_hash: [u8; 32],
    signature: [u8; SIGNATURE_BYTES],
}

impl SignedEntry {
    /// Reads an entry. Kinds of newer versions are read as [`Detail::Unknown`].
    pub fn read(entry: &[u8]) -> Result<Self, MalformedEntry> {
        if entry.len() > TRUST_ENTRY_BYTES_MAX {
            return Err(MalformedEntry::Shape);
        }
        let mut reader = Reader::new(entry);
        let format = reader.u8()?;
        if format != FORMAT {
            return Err(MalformedEntry::UnknownFormat(format));
        }
        let kind = reader.u8()?;
        let index = reader.u32()?;
        let (previous, previous_member) = (EntryHash(reader.array()?), EntryHash(reader.array()?));
        let (signer, epoch) = (MemberId(reader.array()?), reader.u32()?);
        let length = usize::from(reader.u16()?);
        let detail = Detail::read(kind, reader.slice(length)?)?;
        let length = usize::from(reader.u16()?);
        let sealed_body = reader.slice(length)?.to_vec();
        let signature = reader.array()?;
        if !reader.is_at_end() {
            return Err(MalformedEntry::Shape);
        }
        let unsigned = &entry[..entry.len() - SIGNATURE_BYTES];
        Ok(Self {
            head: OpenHead { index, previous, previous_member, signer, epoch, detail },
            sealed_body,
            hash: EntryHash::of(entry),
            unsigned_hash: Sha256::digest(unsigned).into(),
            signature,
        })
    }

    /// Whether this key signed it, for this account (zeros for the entry that founds one).
    pub fn is_signed_by(&self, signing_key: &[u8; 32], account: AccountId) -> bool {
        let text = [DOMAIN, &account.0, &self.unsigned_hash].concat();
        VerifyingKey::from_bytes(signing_key)
            .and_then(|key| key.verify_strict(&text, &Signature::from_bytes(&self.signature)))
            .is_ok()
    }
}

fn signed_text(account: AccountId, unsigned: &[u8]) -> Vec<u8> {
    [DOMAIN, &account.0, &Sha256::digest(unsigned)[..]].concat()
}

/// Writes a length and the bytes. What is too long for the length makes an entry that nobody reads.
fn push_counted(bytes: &mut Vec<u8>, counted: &[u8]) {
    bytes.extend(u16::try_from(counted.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(counted);
}

#[cfg(test)]
mod tests;
