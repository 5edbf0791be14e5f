//! What a feed's segments and a follow's notes hold, once opened.
//!
//! - feed: `version 1 (1) ‖ made (8, milliseconds since 1970) ‖ tally, scope, terms: each length (2) and bytes ‖ changes`. Scope and terms
//!   are empty where they are what they were; an *anew* tells both. Changes are columns of `ebb_replica::feed`.
//! - tally: `nonce (24) ‖ sealed (version 1 (1) ‖ rules (2) ‖ entries of the trust log (4) ‖ count (2) ‖ count × (first 8 bytes of a
//!   replica's name (8) ‖ its last number (8)), names rising) ‖ tag (16)`, under HKDF(journal key of the epoch, `"ebb/v1/tally"`);
//!   associated data: `"ebb/v1/tally" ‖ account ‖ feed ‖ number (8)`
//! - note: `version 1 (1) ‖ written (8, milliseconds since 1970) ‖ UTF-8`

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ebb_protocol::head::{NONCE_BYTES, SegmentHead, SegmentKind};
use ebb_protocol::ids::{AccountId, EntryHash, MemberId, ReplicaId, StreamId};
use sha2::{Digest, Sha256};

use crate::keys::{SigningSeed, StreamKey};
use crate::seal::{BodyTooLong, Place, SealedSegment, UnopenedReason, open, seal_as};

const TALLY_DOMAIN: &[u8] = b"ebb/v1/tally";
const NOTE_NAME_DOMAIN: &[u8] = b"ebb/v1/note name";
const VERSION: u8 = 1;
/// Replicas that one tally tells of.
const COVERED_MAX: usize = 1024;

/// What one segment of a feed says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedBody {
    /// When it was made, in milliseconds since 1970 by the clock of who made it.
    pub made_ms: i64,
    /// From what it was made, sealed: see [`Tally`].
    pub tally: Vec<u8>,
    /// What the follow may see from here on, in the bytes of `ebb_journal::scope`; empty where that is as before.
    pub scope: Vec<u8>,
    /// What else is agreed, in the bytes of `ebb_journal::scope::FollowTerms`; empty where that is as before.
    pub terms: Vec<u8>,
    /// What has changed, in the bytes of `ebb_replica::feed`.
    pub changes: Vec<u8>,
}

/// From what a feed was made. Devices alone can read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Version of the sharing rules.
    pub rules: u16,
    /// Entries of the trust log.
    pub entries: u32,
    /// The last number of each replica of the journal, by the first bytes of its name.
    covered: BTreeMap<[u8; 8], u64>,
}

/// A segment of a feed that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedFeed {
    /// Its open head.
    pub head: SegmentHead,
    /// The last entry about a device or a sheet that its writer knew.
    pub trust_head: EntryHash,
    /// What it says.
    pub body: FeedBody,
}

impl OpenedFeed {
    /// Whether everything before it is to be forgotten.
    pub fn is_anew(&self) -> bool {
        self.head.kind == SegmentKind::FeedAnew
    }
}

/// Why a segment of a feed, or a note, was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOfFeed {
    /// As any segment.
    #[error(transparent)]
    Unopened(#[from] UnopenedReason),
    /// It is of another stream, or of a kind that this stream does not have.
    #[error("the segment is of another stream or kind")]
    OtherStream,
    /// What was sealed is no body of this version.
    #[error("what the segment seals cannot be read")]
    Body,
}

impl FeedBody {
    fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.made_ms.to_le_bytes());
        for part in [&self.tally, &self.scope, &self.terms] {
            bytes.extend(u16::try_from(part.len()).ok()?.to_le_bytes());
            bytes.extend(part);
        }
        bytes.extend(&self.changes);
        Some(bytes)
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (made_ms, mut rest) = bytes.strip_prefix(&[VERSION])?.split_first_chunk::<8>()?;
        let mut part = || {
            let (length, after) = rest.split_first_chunk::<2>()?;
            let (part, after) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
            rest = after;
            Some(part.to_vec())
        };
        let (tally, scope, terms) = (part()?, part()?, part()?);
        Some(Self { made_ms: i64::from_le_bytes(*made_ms), tally, scope, terms, changes: rest.to_vec() })
    }
}

impl Tally {
    /// Of a journal that was merged up to these numbers.
    pub fn new(rules: u16, entries: u32, numbers: impl IntoIterator<Item = (ReplicaId, u64)>) -> Self {
        let mut covered = BTreeMap::new();
        for (replica, number) in numbers {
            let mut name = [0; 8];
            name.copy_from_slice(&replica.0[..8]);
            let last = covered.entry(name).or_insert(0);
            *last = number.max(*last);
        }
        Self { rules, entries, covered }
    }

    /// Whether all that this one was made from, `other` was made from too.
    pub fn is_within(&self, other: &Self) -> bool {
        let is_covered =
            |(name, number): (&[u8; 8], &u64)| other.covered.get(name).is_some_and(|known| known >= number);
        self.rules <= other.rules && self.entries <= other.entries && self.covered.iter().all(is_covered)
    }

    /// Seals it under the journal's key of the segment's epoch. The nonce must be drawn at random for this one tally.
    pub fn seal(
        &self,
        key: &StreamKey,
        (account, feed, number): (AccountId, StreamId, u64),
        nonce: [u8; NONCE_BYTES],
    ) -> Vec<u8> {
        let mut plain = vec![VERSION];
        plain.extend(self.rules.to_le_bytes());
        plain.extend(self.entries.to_le_bytes());
        let covered = self.covered.iter().take(COVERED_MAX);
        plain.extend(u16::try_from(covered.len()).unwrap_or(0).to_le_bytes());
        for (name, number) in covered {
            plain.extend(name);
            plain.extend(number.to_le_bytes());
        }
        let bound = tally_bound(account, feed, number);
        let payload = Payload { msg: &plain, aad: &bound };
        // Encryption fails for texts of many gigabytes alone.
        let sealed = tally_cipher(key).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
        [&nonce[..], &sealed].concat()
    }

    /// Opens the tally of a segment; `None` where the key is another, or it is damaged or of a newer version.
    pub fn open(key: &StreamKey, (account, feed, number): (AccountId, StreamId, u64), sealed: &[u8]) -> Option<Self> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
        let bound = tally_bound(account, feed, number);
        let payload = Payload { msg: sealed, aad: &bound };
        let plain = tally_cipher(key).decrypt(&XNonce::from(*nonce), payload).ok()?;
        let (rules, rest) = plain.strip_prefix(&[VERSION])?.split_first_chunk()?;
        let (entries, rest) = rest.split_first_chunk()?;
        let (count, rest) = rest.split_first_chunk()?;
        let count = usize::from(u16::from_le_bytes(*count));
        if count > COVERED_MAX || rest.len() != count * 16 {
            return None;
        }
        let mut covered = BTreeMap::new();
        for one in rest.chunks_exact(16) {
            let (name, number) = one.split_first_chunk()?;
            covered.insert(*name, u64::from_le_bytes(number.try_into().ok()?));
        }
        Some(Self { rules: u16::from_le_bytes(*rules), entries: u32::from_le_bytes(*entries), covered })
    }
}

fn tally_cipher(key: &StreamKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key.tally_key()))
}

fn tally_bound(account: AccountId, feed: StreamId, number: u64) -> Vec<u8> {
    [TALLY_DOMAIN, &account.0, &feed.0, &number.to_le_bytes()].concat()
}

/// Seals what a feed says, anew or as changes. `follow_key` is the follow's key of the epoch; the place's number and hash run through
/// the feed, whoever writes. The nonce must be drawn at random for this one segment.
pub fn seal_feed(
    is_anew: bool,
    follow_key: &StreamKey,
    signer: &SigningSeed,
    place: &Place,
    trust_head: EntryHash,
    body: &FeedBody,
    nonce: [u8; NONCE_BYTES],
) -> Result<SealedSegment, BodyTooLong> {
    let kind = if is_anew { SegmentKind::FeedAnew } else { SegmentKind::FeedChanges };
    let body = body.to_bytes().ok_or(BodyTooLong)?;
    seal_as(kind, &follow_key.feed_key(), signer, place, &trust_head.0, &body, nonce)
}

/// Opens a segment of a feed that one of these members wrote.
pub fn open_feed(
    follow_key: &StreamKey,
    (account, feed): (AccountId, StreamId),
    verifying_key_of: impl Fn(MemberId) -> Option<[u8; 32]>,
    segment: &[u8],
) -> Result<OpenedFeed, NotOfFeed> {
    let opened = open(&follow_key.feed_key(), account, verifying_key_of, segment)?;
    if opened.head.stream != feed || !matches!(opened.head.kind, SegmentKind::FeedAnew | SegmentKind::FeedChanges) {
        return Err(NotOfFeed::OtherStream);
    }
    let body = FeedBody::read(&opened.body).ok_or(NotOfFeed::Body)?;
    Ok(OpenedFeed { head: opened.head, trust_head: EntryHash(opened.trust_head), body })
}

/// What a follow leaves for the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteBody {
    /// When it was written, in milliseconds since 1970 by the clock of who wrote it.
    pub written_ms: i64,
    /// What it says.
    pub text: String,
}

/// Seals a note. The nonce must be drawn at random for this one note.
pub fn seal_note(
    follow_key: &StreamKey,
    signer: &SigningSeed,
    place: &Place,
    trust_head: EntryHash,
    note: &NoteBody,
    nonce: [u8; NONCE_BYTES],
) -> Result<SealedSegment, BodyTooLong> {
    let body = [&[VERSION][..], &note.written_ms.to_le_bytes(), note.text.as_bytes()].concat();
    seal_as(SegmentKind::Note, &follow_key.notes_key(), signer, place, &trust_head.0, &body, nonce)
}

/// Opens a note that a follow wrote; its name and number in the head make it one among all.
pub fn open_note(
    follow_key: &StreamKey,
    (account, notes): (AccountId, StreamId),
    verifying_key_of: impl Fn(MemberId) -> Option<[u8; 32]>,
    segment: &[u8],
) -> Result<(SegmentHead, NoteBody), NotOfFeed> {
    let opened = open(&follow_key.notes_key(), account, verifying_key_of, segment)?;
    if opened.head.stream != notes || opened.head.kind != SegmentKind::Note {
        return Err(NotOfFeed::OtherStream);
    }
    let told = opened.body.strip_prefix(&[VERSION]).and_then(|rest| rest.split_first_chunk::<8>());
    let (written_ms, text) = told.ok_or(NotOfFeed::Body)?;
    let text = std::str::from_utf8(text).map_err(|_| NotOfFeed::Body)?.to_owned();
    Ok((opened.head, NoteBody { written_ms: i64::from_le_bytes(*written_ms), text }))
}

/// By what name a note stands in the journal: the first twelve bytes of SHA-256(`"ebb/v1/note name"` ‖ writer (16) ‖ replica (16) ‖
/// number (8)), of its head. Two devices that copy one note give it one name.
pub fn note_name(head: &SegmentHead) -> [u8; 12] {
    let text = [NOTE_NAME_DOMAIN, &head.writer.0, &head.replica.0, &head.number.to_le_bytes()].concat();
    let hash = Sha256::digest(text);
    let mut name = [0; 12];
    name.copy_from_slice(&hash[..12]);
    name
}

#[cfg(test)]
mod tests;
