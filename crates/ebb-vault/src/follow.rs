//! What devices alone know of a follow: what the owner calls it, and what it may see. It is the sealed body of the follow's newest
//! entry in the trust log.
//!
//! `nonce (24) ‖ sealed (version 1 (1) ‖ field by field: code (1) ‖ length (2) ‖ bytes; then zeros, until the fields fill steps of 256)
//! ‖ tag (16)`, under HKDF(journal key of the entry's epoch, `"ebb/v1/follow body"`); associated data: `"ebb/v1/follow body" ‖ account ‖ the
//! entry's open head`. Codes rise: 1 name (UTF-8), 2 scope (bytes of `ebb_journal::scope`), 3 since when (8, milliseconds since
//! 1970), 4 terms (bytes of `ebb_journal::scope::FollowTerms`; left out where nothing was agreed), 5 when this was changed (8; left out in the
//! first). Codes of newer versions are kept as they are.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ebb_protocol::head::NONCE_BYTES;
use ebb_protocol::ids::{AccountId, StreamId};
use ebb_protocol::trust::SignedEntry;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::epochs::EpochKeys;
use crate::fields;
use crate::keys::StreamKey;

const DOMAIN: &[u8] = b"ebb/v1/follow body";
const STEP: usize = 256;
const NAME: u8 = 1;
const SCOPE: u8 = 2;
const SINCE: u8 = 3;
const TERMS: u8 = 4;
const CHANGED: u8 = 5;

/// How many bytes a follow's body may have before it is sealed.
pub const FOLLOW_BODY_BYTES_MAX: usize = 8 * 1024;

/// What devices alone know of a follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowBody {
    /// What the owner calls who follows.
    pub name: String,
    /// What it may see, in the bytes of `ebb_journal::scope`.
    pub scope: Vec<u8>,
    /// When it was let in, in milliseconds since 1970, by the clock of who let it in.
    pub since_ms: i64,
    /// What else is agreed, in the bytes of `ebb_journal::scope::FollowTerms`; empty where nothing was.
    pub terms: Vec<u8>,
    /// Fields of newer versions, by their codes.
    pub rest: BTreeMap<u8, Vec<u8>>,
}

/// A body that is longer than [`FOLLOW_BODY_BYTES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what is to be kept of a follow is too long")]
pub struct TooLong;

impl FollowBody {
    /// When this was changed, in milliseconds since 1970 by the clock of who changed it; `None` where it is as it began.
    pub fn changed_ms(&self) -> Option<i64> {
        Some(i64::from_le_bytes(self.rest.get(&CHANGED)?.as_slice().try_into().ok()?))
    }

    /// Notes when this is changed.
    #[must_use]
    pub fn changed_at(mut self, now_ms: i64) -> Self {
        self.rest.insert(CHANGED, now_ms.to_le_bytes().to_vec());
        self
    }

    /// The body in an entry about a follow, if this device can open it.
    pub fn in_entry(entry: &SignedEntry, account: AccountId, keys: &EpochKeys) -> Option<Self> {
        let key = keys.of(entry.head.epoch)?.follow_body_key();
        let (nonce, sealed) = entry.sealed_body.split_first_chunk::<NONCE_BYTES>()?;
        let bound = bound_text(account, &entry.head.to_bytes());
        let cipher = XChaCha20Poly1305::new(&Key::from(*key));
        let plain = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &bound }).ok()?;
        Self::read(&plain)
    }

    pub(crate) fn seal(
        &self,
        account: AccountId,
        head: &[u8],
        key: &StreamKey,
        nonce: [u8; NONCE_BYTES],
    ) -> Result<Vec<u8>, TooLong> {
        let plain = self.to_bytes()?;
        let bound = bound_text(account, head);
        let cipher = XChaCha20Poly1305::new(&Key::from(*key.follow_body_key()));
        let payload = Payload { msg: &plain, aad: &bound };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| TooLong)?;
        Ok([&nonce[..], &sealed].concat())
    }

    fn to_bytes(&self) -> Result<Vec<u8>, TooLong> {
        let mut told: BTreeMap<u8, &[u8]> = self.rest.iter().map(|(code, bytes)| (*code, bytes.as_slice())).collect();
        let since = self.since_ms.to_le_bytes();
        told.extend([(NAME, self.name.as_bytes()), (SCOPE, self.scope.as_slice()), (SINCE, &since[..])]);
        if !self.terms.is_empty() {
            told.insert(TERMS, &self.terms);
        }
        told.remove(&0);
        if told.values().map(|field| field.len()).sum::<usize>() > FOLLOW_BODY_BYTES_MAX {
            return Err(TooLong);
        }
        let bytes = [&[1][..], &fields::write(told, STEP)].concat();
        if bytes.len() > FOLLOW_BODY_BYTES_MAX { Err(TooLong) } else { Ok(bytes) }
    }

    fn read(plain: &[u8]) -> Option<Self> {
        let [1, told @ ..] = plain else { return None };
        let mut told = fields::read(told)?;
        Some(Self {
            name: String::from_utf8(told.remove(&NAME)?).ok()?,
            scope: told.remove(&SCOPE)?,
            since_ms: i64::from_le_bytes(told.remove(&SINCE)?.try_into().ok()?),
            terms: told.remove(&TERMS).unwrap_or_default(),
            rest: told,
        })
    }
}

fn bound_text(account: AccountId, head: &[u8]) -> Vec<u8> {
    [DOMAIN, &account.0, head].concat()
}

/// By what name a record goes in a feed: 12 bytes of HMAC-SHA-256 under HKDF(journal key of the epoch in which the follow began,
/// `"ebb/v1/feed names" ‖ feed (16)`) over the record's id. Nobody who follows learns anything of the id from it.
#[derive(Debug, Clone)]
pub struct FeedNames(Hmac<Sha256>);

/// Two are the same that give the same names.
impl PartialEq for FeedNames {
    fn eq(&self, other: &Self) -> bool {
        self.name(&[]) == other.name(&[])
    }
}
impl Eq for FeedNames {}

impl FeedNames {
    /// The names of one feed.
    #[expect(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn new(begun: &StreamKey, feed: StreamId) -> Self {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mac = Hmac::new_from_slice(&begun.feed_names_key(feed)[..]).expect("any length");
        Self(mac)
    }

    /// The name of a record.
    pub fn name(&self, record: &[u8]) -> [u8; 12] {
        let mut mac = self.0.clone();
        mac.update(record);
        let tag = mac.finalize().into_bytes();
        let mut name = [0; 12];
        name.copy_from_slice(&tag[..12]);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body() -> FollowBody {
        FollowBody {
            name: "My daughter".to_owned(),
            scope: vec![1, 2, 3],
            since_ms: 5,
            terms: vec![7],
            rest: BTreeMap::new(),
        }
    }

    #[test]
    fn what_a_body_says_shows_in_its_length_in_steps_alone() {
        assert_eq!(body().to_bytes().unwrap().len(), 1 + STEP);
        let longer = FollowBody { name: "x".repeat(300), ..body() };
        assert_eq!(longer.to_bytes().unwrap().len(), 1 + 2 * STEP);
        assert_eq!(FollowBody { scope: vec![1; FOLLOW_BODY_BYTES_MAX], ..body() }.to_bytes(), Err(TooLong));
    }

    #[test]
    fn each_feed_and_each_epoch_has_keys_and_names_of_its_own() {
        let (key, other) = (StreamKey::new([1; 32]), StreamKey::new([2; 32]));
        let (feed, elsewhere) = (StreamId([3; 16]), StreamId([4; 16]));
        let follow = key.follow_key(feed);
        let keys = [
            key.clone(),
            follow.clone(),
            follow.feed_key(),
            follow.notes_key(),
            key.follow_key(elsewhere),
            other.follow_key(feed),
        ];
        let distinct: std::collections::BTreeSet<_> = keys.iter().map(|key| *key.dangerously_reveal()).collect();
        assert_eq!(distinct.len(), keys.len());
        let names = [FeedNames::new(&key, feed), FeedNames::new(&key, elsewhere), FeedNames::new(&other, feed)];
        let distinct: std::collections::BTreeSet<_> =
            names.iter().flat_map(|names| [names.name(b"one"), names.name(b"another")]).collect();
        assert_eq!(distinct.len(), 6);
        assert_eq!(names[0].name(b"one"), FeedNames::new(&key, feed).name(b"one"));
    }

    proptest! {
        #[test]
        fn a_body_reads_back_with_what_newer_versions_know(
            name in "\\PC{0,40}",
            scope in prop::collection::vec(any::<u8>(), 0..300),
            since_ms: i64,
            terms in prop::collection::vec(any::<u8>(), 0..30),
            rest in prop::collection::btree_map(5_u8.., prop::collection::vec(any::<u8>(), 0..40), 0..4),
        ) {
            let body = FollowBody { name, scope, since_ms, terms, rest };
            prop_assert_eq!(FollowBody::read(&body.to_bytes().unwrap()), Some(body));
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            drop(FollowBody::read(&noise));
            drop(FollowBody::read(&[&[1][..], &noise].concat()));
        }
    }
}
