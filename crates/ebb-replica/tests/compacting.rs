//! Compacting: the output holds exactly the ops of the inputs, and says up to where they reached.

use std::collections::BTreeSet;

use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash};
use ebb_replica::{CompactionRefusal, Contents, MalformedCompacted, MalformedPack, Op, Reach, compact, open_compacted};
use ebb_testkit::strategies::ops;
use proptest::prelude::*;

const fn reach(replica: u8, number: u64, hash: u8) -> Reach {
    let writer = MemberId([replica ^ 0x80; 16]);
    Reach { replica: ReplicaId([replica; 16]), writer, number, hash: SegmentHash([hash; 32]) }
}

fn inputs() -> impl Strategy<Value = Vec<Contents>> {
    let input = (0_u8..4, 1_u64..30, prop::collection::vec(ops(), 0..20));
    prop::collection::vec(input, 0..12).prop_map(|inputs| {
        let of = |(replica, number, ops): (u8, u64, Vec<Op>)| {
            let hash = u8::try_from(number).unwrap_or(0) ^ replica;
            Contents { reaches: vec![reach(replica, number, hash)], ops }
        };
        inputs.into_iter().map(of).collect()
    })
}

fn as_set<'a>(inputs: impl IntoIterator<Item = &'a Contents>) -> BTreeSet<Op> {
    inputs.into_iter().flat_map(|input| input.ops.iter().cloned()).collect()
}

proptest! {
    #[test]
    fn nothing_is_added_and_nothing_is_lost(inputs in inputs()) {
        let opened = open_compacted(&compact(inputs.clone()).unwrap()).unwrap();
        prop_assert_eq!(as_set([&opened]), as_set(&inputs));
        for replica in 0..4 {
            let replica = ReplicaId([replica; 16]);
            let of = |contents: &Contents| {
                contents.reaches.iter().filter(|reach| reach.replica == replica).map(|reach| reach.number).max()
            };
            prop_assert_eq!(of(&opened), inputs.iter().filter_map(of).max());
        }
    }

    /// Compacted twice by different ways round, it is the same bytes.
    #[test]
    fn the_way_does_not_matter(inputs in inputs(), place: prop::sample::Index) {
        let at_once = compact(inputs.clone()).unwrap();
        let (left, right) = inputs.split_at(place.index(inputs.len() + 1));
        let halves = [left, right].map(|half| open_compacted(&compact(half.to_vec()).unwrap()).unwrap());
        prop_assert_eq!(compact(halves.to_vec()), Ok(at_once));
    }

    #[test]
    fn altered_and_cut_bodies_are_refused_or_read_and_never_panic(
        inputs in inputs(), place: prop::sample::Index, byte: u8,
    ) {
        let mut body = compact(inputs).unwrap();
        let place = place.index(body.len());
        prop_assert!(open_compacted(&body[..place]).is_err());
        body[place] = byte;
        let _ = open_compacted(&body);
    }

    #[test]
    fn noise_is_refused(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = open_compacted(&[&[2, 1, 0], &noise[..]].concat());
    }
}

/// If these bytes move, compacted journals that are stored on servers stop opening.
#[test]
fn a_compacted_body_is_frozen() {
    let inputs = vec![
        Contents { reaches: vec![reach(2, 3, 7)], ops: Vec::new() },
        Contents { reaches: vec![reach(1, 258, 9)], ops: Vec::new() },
        Contents { reaches: vec![reach(2, 4, 8)], ops: Vec::new() },
    ];
    let body = compact(inputs).unwrap();
    let text = body.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    let expected = [
        "020200",
        &"01".repeat(16),
        &"81".repeat(16),
        "0201000000000000",
        &"09".repeat(32),
        &"02".repeat(16),
        &"82".repeat(16),
        "0400000000000000",
        &"08".repeat(32),
        // No ops: five empty counts.
        "01050000006360000200",
    ];
    assert_eq!(text, expected.concat());
}

#[test]
fn what_cannot_be_compacted_is_said() {
    let of = |reach| Contents { reaches: vec![reach], ops: Vec::new() };
    assert_eq!(compact(vec![of(reach(1, 5, 1)), of(reach(1, 5, 2))]), Err(CompactionRefusal::Forked));
    assert!(compact(vec![of(reach(1, 5, 1)), of(reach(1, 5, 1))]).is_ok());
    let mut others = reach(1, 6, 1);
    others.writer = MemberId([9; 16]);
    assert_eq!(compact(vec![of(reach(1, 5, 1)), of(others)]), Err(CompactionRefusal::Forked));
    let no_number = Err(CompactionRefusal::Unopened(MalformedCompacted::Reaches));
    assert_eq!(compact(vec![of(reach(1, 0, 1))]), no_number);
}

#[test]
fn bodies_that_cannot_be_opened_are_told_apart() {
    assert_eq!(open_compacted(&[]), Err(MalformedCompacted::CutShort));
    assert_eq!(open_compacted(&[1, 0, 0]), Err(MalformedCompacted::OtherVersion(1)));
    assert_eq!(open_compacted(&[2, 1, 0, 5]), Err(MalformedCompacted::CutShort));
    assert_eq!(open_compacted(&[2, 0, 0]), Err(MalformedCompacted::Pack(MalformedPack::CutShort)));
    let body = compact(vec![Contents { reaches: vec![reach(1, 1, 1), reach(2, 1, 1)], ops: Vec::new() }]).unwrap();
    let swapped = [&body[..3], &body[3 + 72..3 + 144], &body[3..3 + 72], &body[3 + 144..]].concat();
    assert_eq!(open_compacted(&swapped), Err(MalformedCompacted::Reaches));
}
