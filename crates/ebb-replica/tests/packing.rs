//! Properties of the packed form: it holds exactly the ops that went in, and refuses everything else without falling over.

use std::collections::BTreeSet;

use ebb_replica::{MalformedPack, Op, pack, unpack};
use ebb_testkit::strategies::ops;
use proptest::prelude::*;

fn as_set(ops: &[Op]) -> BTreeSet<Op> {
    ops.iter().cloned().collect()
}

proptest! {
    #[test]
    fn what_was_packed_is_unpacked(ops in prop::collection::vec(ops(), 0..60)) {
        let unpacked = unpack(&pack(&ops)).unwrap();
        prop_assert_eq!(unpacked.len(), as_set(&ops).len(), "each op once");
        prop_assert_eq!(as_set(&unpacked), as_set(&ops));
    }

    #[test]
    fn the_same_ops_give_the_same_bytes(ops in prop::collection::vec(ops(), 0..40), seed: u64) {
        let mut shuffled = ops.clone();
        let mut random = ebb_testkit::seeded::Seeded::new(seed);
        for index in (1..shuffled.len()).rev() {
            let other = usize::try_from(random.below(index as u64 + 1)).unwrap();
            shuffled.swap(index, other);
        }
        prop_assert_eq!(pack(&shuffled), pack(&ops));
    }

    #[test]
    fn altered_bytes_are_refused_or_read_and_never_panic(
        ops in prop::collection::vec(ops(), 1..20),
        place: prop::sample::Index,
        byte: u8,
    ) {
        let mut bytes = pack(&ops);
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(read) = unpack(&bytes) {
            prop_assert!(read.len() <= ebb_replica::OPS_PER_PACK_MAX);
        }
    }

    #[test]
    fn cut_bytes_are_refused(ops in prop::collection::vec(ops(), 1..20), place: prop::sample::Index) {
        let bytes = pack(&ops);
        prop_assert!(unpack(&bytes[..place.index(bytes.len())]).is_err());
    }

    #[test]
    fn noise_is_refused(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut bytes = vec![1, 200, 0, 0, 0];
        bytes.extend(noise);
        let _ = unpack(&bytes);
    }
}

#[test]
fn a_newer_version_and_a_bomb_are_named() {
    assert_eq!(unpack(&[]), Err(MalformedPack::CutShort));
    assert_eq!(unpack(&[2, 0, 0, 0, 0]), Err(MalformedPack::NewerVersion(2)));
    assert_eq!(unpack(&[1, 0xff, 0xff, 0xff, 0xff]), Err(MalformedPack::TooLong));
    // Inflates to far more than its head says: the limit stops it.
    let mut bomb = vec![1, 10, 0, 0, 0];
    bomb.extend(miniz_oxide::deflate::compress_to_vec(&vec![0; 1 << 20], 9));
    assert_eq!(unpack(&bomb), Err(MalformedPack::Deflate));
}
