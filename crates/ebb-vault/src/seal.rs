//! Sealing a body into a segment, and opening it again.
//!
//! Arrives: a body (bytes), its place, a key. Leaves: a segment that says nothing but its head, bound to its account and
//! place, and signed. Never here: what the body means.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ebb_protocol::head::{HEAD_BYTES, MalformedHead, NONCE_BYTES, SIGNATURE_BYTES, SegmentHead, SegmentKind};
use ebb_protocol::ids::{AccountId, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::limits::SEGMENT_BYTES_MAX;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::keys::{SigningSeed, StreamKey};
use crate::padding::padded;

const SEAL_DOMAIN: &[u8] = b"ebb/v1/segment";
const SIGNATURE_DOMAIN: &[u8] = b"ebb/v1/segment signature";
const TRUST_HEAD_BYTES: usize = 32;
const LENGTH_BYTES: usize = 4;

/// Where a segment belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The account.
    pub account: AccountId,
    /// The stream.
    pub stream: StreamId,
    /// Generation of the stream's key.
    pub epoch: u32,
    /// The copy of the journal that seals.
    pub replica: ReplicaId,
    /// Its running number in the stream.
    pub number: u64,
    /// Hash of its last segment in the stream.
    pub previous: SegmentHash,
}

/// A segment, sealed and signed, as it crosses the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedSegment(Vec<u8>);

impl SealedSegment {
    /// A segment that this device sealed before and kept.
    pub const fn kept(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Its bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Its hash.
    pub fn hash(&self) -> SegmentHash {
        SegmentHash::of(&self.0)
    }
}

/// A segment that was opened: signed by a member, sealed under the key, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its open head.
    pub head: SegmentHead,
    /// Hash of the writer's newest trust-log entry when it was sealed.
    pub trust_head: [u8; 32],
    /// The body.
    pub body: Vec<u8>,
}

/// Why a segment was not opened. It is set aside as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnopenedReason {
    /// Its head cannot be read, or is of a newer version.
    #[error("{0}")]
    Head(#[from] MalformedHead),
    /// A kind of a newer version.
    #[error("the segment is of kind {0}, which this version does not know")]
    NewerKind(u8),
    /// Longer than any segment may be.
    #[error("the segment is longer than any may be")]
    TooLong,
    /// Sealed under another key.
    #[error("the segment is sealed under a key that this device does not have")]
    OtherKey,
    /// Not signed by the member that its head names, or signed for another account.
    #[error("the segment's signature is not its writer's")]
    Signature,
    /// The seal is broken: altered, or moved from another place or account.
    #[error("the segment's seal is broken")]
    Seal,
    /// What was sealed does not fit together.
    #[error("what the segment seals cannot be read")]
    Body,
}

/// A body that does not fit into one segment; its ops go into two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body does not fit into one segment")]
pub struct BodyTooLong;

/// Seals `body`. The nonce must be drawn at random for this one segment.
pub fn seal(
    key: &StreamKey,
    signer: &SigningSeed,
    place: &Place,
    trust_head: &[u8; 32],
    body: &[u8],
    nonce: [u8; NONCE_BYTES],
) -> Result<SealedSegment, BodyTooLong> {
    seal_as(SegmentKind::Ops, key, signer, place, trust_head, body, nonce)
}

/// Seals `body` as a segment of this kind.
pub(crate) fn seal_as(
    kind: SegmentKind,
    key: &StreamKey,
    signer: &SigningSeed,
    place: &Place,
    trust_head: &[u8; 32],
    body: &[u8],
    nonce: [u8; NONCE_BYTES],
) -> Result<SealedSegment, BodyTooLong> {
    let signing_key = signer.signing_key();
    let head = SegmentHead {
        kind,
        stream: place.stream,
        epoch: place.epoch,
        commitment: key.commitment(),
        writer: MemberId::of_signing_key(&signing_key.verifying_key().to_bytes()),
        replica: place.replica,
        number: place.number,
        previous: place.previous,
    };
    let plain = plain_text(trust_head, body);
    let mut segment = head.to_bytes().to_vec();
    let bound = bound_text(place.account, &segment);
    let sealed =
        cipher(key).encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: &bound }).map_err(|_| BodyTooLong)?;
    segment.extend(nonce);
    segment.extend(sealed);
    let signature = signing_key.sign(&signed_text(place.account, &segment));
    segment.extend(signature.to_bytes());
    if segment.len() > SEGMENT_BYTES_MAX { Err(BodyTooLong) } else { Ok(SealedSegment(segment)) }
}

/// Opens a segment of this account with the key of its epoch, if `verifying_key_of` knows its writer.
pub fn open(
    key: &StreamKey,
    account: AccountId,
    verifying_key_of: impl Fn(MemberId) -> Option<[u8; 32]>,
    segment: &[u8],
) -> Result<Opened, UnopenedReason> {
    if segment.len() > SEGMENT_BYTES_MAX {
        return Err(UnopenedReason::TooLong);
    }
    let head = SegmentHead::of_segment(segment)?;
    if let SegmentKind::Unknown(kind) = head.kind {
        return Err(UnopenedReason::NewerKind(kind));
    }
    let (unsigned, signature) =
        segment.split_last_chunk::<SIGNATURE_BYTES>().ok_or(UnopenedReason::Head(MalformedHead::CutShort))?;
    let writer_key = verifying_key_of(head.writer).ok_or(UnopenedReason::Signature)?;
    VerifyingKey::from_bytes(&writer_key)
        .and_then(|key| key.verify_strict(&signed_text(account, unsigned), &Signature::from_bytes(signature)))
        .map_err(|_| UnopenedReason::Signature)?;
    if head.commitment != key.commitment() {
        return Err(UnopenedReason::OtherKey);
    }
    let (head_bytes, rest) = unsigned.split_at(HEAD_BYTES);
    let (nonce, sealed) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(UnopenedReason::Seal)?;
    let bound = bound_text(account, head_bytes);
    let plain = cipher(key)
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &bound })
        .map_err(|_| UnopenedReason::Seal)?;
    let (trust_head, body) = read_plain_text(&plain).ok_or(UnopenedReason::Body)?;
    Ok(Opened { head, trust_head, body })
}

/// The nonce of the `index`th segment that is sealed with one draw of 32 random bytes.
pub fn nonce(random: &[u8; 32], index: u32) -> [u8; NONCE_BYTES] {
    let text = [&b"ebb/v1/nonce"[..], random, &index.to_le_bytes()].concat();
    let mut nonce = [0; NONCE_BYTES];
    nonce.copy_from_slice(&Sha256::digest(text)[..NONCE_BYTES]);
    nonce
}

fn cipher(key: &StreamKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key.segment_key()))
}

fn bound_text(account: AccountId, head: &[u8]) -> Vec<u8> {
    [SEAL_DOMAIN, &account.0, head].concat()
}

/// The signature covers the hash, so that a large segment is walked through once.
pub(crate) fn signed_text(account: AccountId, unsigned: &[u8]) -> Vec<u8> {
    [SIGNATURE_DOMAIN, &account.0, &Sha256::digest(unsigned)[..]].concat()
}

/// `trust head (32) ‖ length (4) ‖ body ‖ zeros`.
fn plain_text(trust_head: &[u8; 32], body: &[u8]) -> Zeroizing<Vec<u8>> {
    let length = TRUST_HEAD_BYTES + LENGTH_BYTES + body.len();
    let mut plain = Zeroizing::new(Vec::with_capacity(padded(length)));
    plain.extend(trust_head);
    plain.extend(u32::try_from(body.len()).unwrap_or(u32::MAX).to_le_bytes());
    plain.extend(body);
    plain.resize(padded(length), 0);
    plain
}

fn read_plain_text(plain: &[u8]) -> Option<([u8; 32], Vec<u8>)> {
    let (trust_head, rest) = plain.split_first_chunk::<TRUST_HEAD_BYTES>()?;
    let (length, rest) = rest.split_first_chunk::<LENGTH_BYTES>()?;
    let body = rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    Some((*trust_head, body.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place() -> Place {
        Place {
            account: AccountId([1; 16]),
            stream: StreamId([2; 16]),
            epoch: 0,
            replica: ReplicaId([3; 16]),
            number: 1,
            previous: SegmentHash::NONE,
        }
    }

    fn key() -> StreamKey {
        StreamKey::new([7; 32])
    }

    fn signer() -> SigningSeed {
        SigningSeed::new([8; 32])
    }

    fn known(member: MemberId) -> Option<[u8; 32]> {
        let key = signer().verifying_key();
        (MemberId::of_signing_key(&key) == member).then_some(key)
    }

    fn sealed(body: &[u8]) -> Vec<u8> {
        seal(&key(), &signer(), &place(), &[9; 32], body, [4; NONCE_BYTES]).unwrap().into_bytes()
    }

    /// If these bytes move, segments on phones and servers stop opening.
    #[test]
    fn a_sealed_segment_is_frozen() {
        let segment = sealed(b"a body");
        assert_eq!(segment.len(), HEAD_BYTES + NONCE_BYTES + 256 + 16 + SIGNATURE_BYTES);
        assert_eq!(
            SegmentHash::of(&segment).to_string(),
            "4bab40cdb1c3abaef79eee7774a8beedb3ced717f8237a4fadbbed099dbc9f31"
        );
    }

    #[test]
    fn a_body_that_does_not_fit_is_said() {
        let body = vec![0; SEGMENT_BYTES_MAX];
        let sealed = seal(&key(), &signer(), &place(), &[9; 32], &body, [4; NONCE_BYTES]);
        assert_eq!(sealed, Err(BodyTooLong));
    }

    #[test]
    fn another_account_stream_or_key_opens_nothing() {
        let segment = sealed(b"a body");
        assert_eq!(open(&key(), AccountId([2; 16]), known, &segment), Err(UnopenedReason::Signature));
        let other = StreamKey::new([6; 32]);
        assert_eq!(open(&other, place().account, known, &segment), Err(UnopenedReason::OtherKey));
        assert_eq!(open(&key(), place().account, |_| None, &segment), Err(UnopenedReason::Signature));
        let mut newer = segment.clone();
        newer[1] = 9;
        assert_eq!(open(&key(), place().account, known, &newer), Err(UnopenedReason::NewerKind(9)));
        newer[0] = 9;
        let format = UnopenedReason::Head(MalformedHead::UnknownFormat(9));
        assert_eq!(open(&key(), place().account, known, &newer), Err(format));
    }

    /// A member who signs again over a moved head still cannot move what another key sealed.
    #[test]
    fn a_body_moved_to_another_place_and_signed_again_stays_shut() {
        let mut segment = sealed(b"a body");
        segment[70] = 2;
        segment[78] = 1;
        let unsigned = segment.len() - SIGNATURE_BYTES;
        let signature = signer().signing_key().sign(&signed_text(place().account, &segment[..unsigned]));
        segment[unsigned..].copy_from_slice(&signature.to_bytes());
        assert_eq!(open(&key(), place().account, known, &segment), Err(UnopenedReason::Seal));
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened(body in prop::collection::vec(any::<u8>(), 0..2000)) {
            let opened = open(&key(), place().account, known, &sealed(&body)).unwrap();
            prop_assert_eq!(opened.body, body);
            prop_assert_eq!(opened.trust_head, [9; 32]);
        }

        #[test]
        fn any_altered_byte_and_any_cut_is_noticed(place_of: prop::sample::Index, bit in 0..8_u8) {
            let segment = sealed(b"a body");
            let at = place_of.index(segment.len());
            let mut altered = segment.clone();
            altered[at] ^= 1 << bit;
            prop_assert!(open(&key(), place().account, known, &altered).is_err());
            prop_assert!(open(&key(), place().account, known, &segment[..at]).is_err());
        }
    }
}
