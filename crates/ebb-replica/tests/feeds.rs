//! Properties of a feed's changes: they read back, and a journal made of them shows what the feed holds.

use std::collections::BTreeMap;

use ebb_journal::scope::{FeedChange, FeedId, Marked, Scope, SharingKind, Shown, difference};
use ebb_journal::{FieldId, RecordId, Sitting, SittingId};
use ebb_replica::{Op, State, pack_feed, unpack_feed};
use ebb_testkit::strategies::ops;
use proptest::prelude::*;

fn pseudonym(id: &RecordId) -> SittingId {
    let sum = id.to_bytes().iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(*byte)));
    SittingId { sitting: Sitting(sum.to_le_bytes()), counter: 1 }
}

fn feed_of(ops: Vec<Op>) -> BTreeMap<FeedId, Shown> {
    let mut state = State::default();
    state.merge(ops);
    let mark = |id: &RecordId| state.value(id, FieldId::PRIVATE);
    Scope::of(SharingKind::ALL).feed(Marked::new(state.journal(), &mark), &pseudonym)
}

fn apply(changes: Vec<FeedChange>, feed: &mut BTreeMap<FeedId, Shown>) {
    for change in changes {
        change.apply(feed);
    }
}

proptest! {
    #[test]
    fn what_a_feed_says_reads_back_and_shows(
        first in prop::collection::vec(ops(), 0..60),
        then in prop::collection::vec(ops(), 0..60),
    ) {
        let (first, then) = (feed_of(first), feed_of(then));
        let (mut feed, mut state) = (BTreeMap::new(), State::default());
        for (number, goal) in [(1, &first), (2, &then)] {
            let changes = difference(&feed, goal, |held, now| held == now);
            let (read, passed_over) = unpack_feed(&pack_feed(&changes)).unwrap();
            prop_assert_eq!((&read, passed_over), (&changes, 0));
            state.show(&read, number).unwrap();
            apply(read, &mut feed);
            prop_assert_eq!(&feed, goal);
            for (id, shown) in goal {
                prop_assert_eq!(state.journal().record(id.record_id()), Some(shown.record()));
            }
            prop_assert_eq!(state.journal().len(), goal.len());
        }
    }

    #[test]
    fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(unpack_feed(&noise));
    }
}
