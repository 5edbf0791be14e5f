//! Sealing a compacted segment: as any other, with its kind in the open head, and no place in its replica's chain.

use ebb_protocol::head::{NONCE_BYTES, SegmentKind};
use ebb_protocol::ids::{AccountId, ReplicaId, SegmentHash, StreamId};

use crate::keys::{SigningSeed, StreamKey};
use crate::seal::{BodyTooLong, Place, SealedSegment, seal_as};

/// Where a compacted segment belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompactedPlace {
    /// The account.
    pub account: AccountId,
    /// The stream.
    pub stream: StreamId,
    /// Generation of the stream's key: the current one, whichever its inputs were sealed under.
    pub epoch: u32,
    /// The copy of the journal that compacts.
    pub replica: ReplicaId,
}

/// Seals the body of a compacted segment. The nonce must be drawn at random for this one segment. What it gives is opened by
/// [`crate::open`].
pub fn seal_compacted(
    key: &StreamKey,
    signer: &SigningSeed,
    place: &CompactedPlace,
    trust_head: &[u8; 32],
    body: &[u8],
    nonce: [u8; NONCE_BYTES],
) -> Result<SealedSegment, BodyTooLong> {
    let place = Place {
        account: place.account,
        stream: place.stream,
        epoch: place.epoch,
        replica: place.replica,
        number: 0,
        previous: SegmentHash::NONE,
    };
    seal_as(SegmentKind::Compacted, key, signer, &place, trust_head, body, nonce)
}

#[cfg(test)]
mod tests {
    use ebb_protocol::head::{HEAD_BYTES, SIGNATURE_BYTES};
    use ebb_protocol::ids::MemberId;
    use ed25519_dalek::Signer as _;
    use proptest::prelude::*;

    use super::*;
    use crate::seal::{UnopenedReason, open, seal, signed_text};

    fn place() -> CompactedPlace {
        CompactedPlace { account: AccountId([1; 16]), stream: StreamId([2; 16]), epoch: 3, replica: ReplicaId([4; 16]) }
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
        seal_compacted(&key(), &signer(), &place(), &[9; 32], body, [5; NONCE_BYTES]).unwrap().into_bytes()
    }

    /// If these bytes move, compacted journals on servers stop opening.
    #[test]
    fn a_sealed_compacted_segment_is_frozen() {
        let segment = sealed(b"a body");
        assert_eq!(segment.len(), HEAD_BYTES + NONCE_BYTES + 256 + 16 + SIGNATURE_BYTES);
        assert_eq!(
            SegmentHash::of(&segment).to_string(),
            "17670a2818b31b46b8d716016d315d8a0b54328113fc07461b68f278f8f9fccc"
        );
    }

    /// A member who signs again cannot pass a body of one kind off as the other.
    #[test]
    fn the_kind_is_bound_by_the_seal() {
        let ops = Place {
            account: place().account,
            stream: place().stream,
            epoch: 3,
            replica: place().replica,
            number: 1,
            previous: SegmentHash::NONE,
        };
        let written = seal(&key(), &signer(), &ops, &[9; 32], b"a body", [5; NONCE_BYTES]).unwrap().into_bytes();
        let mut posing = sealed(b"a body");
        let unsigned = posing.len() - SIGNATURE_BYTES;
        posing[HEAD_BYTES..unsigned].copy_from_slice(&written[HEAD_BYTES..unsigned]);
        let signature = signer().signing_key().sign(&signed_text(place().account, &posing[..unsigned]));
        posing[unsigned..].copy_from_slice(&signature.to_bytes());
        assert_eq!(open(&key(), place().account, known, &posing), Err(UnopenedReason::Seal));
    }

    proptest! {
        #[test]
        fn what_was_sealed_is_opened(body in prop::collection::vec(any::<u8>(), 0..2000)) {
            let opened = open(&key(), place().account, known, &sealed(&body)).unwrap();
            prop_assert_eq!(opened.body, body);
            prop_assert_eq!((opened.head.kind, opened.head.number, opened.head.epoch), (SegmentKind::Compacted, 0, 3));
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
