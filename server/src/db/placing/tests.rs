//! The rules of appending, on a batch without a database.

use super::*;

const ACCOUNT: AccountId = AccountId([1; 16]);
const STREAM: StreamId = StreamId([2; 16]);
const ALICE: MemberId = MemberId([3; 16]);
const BOB: MemberId = MemberId([4; 16]);
const REPLICA: ReplicaId = ReplicaId([5; 16]);

fn empty_batch(account_bytes_max: u64) -> Batch {
    let empty = StreamState { head: 0, mark: Mark([0; 8]), bytes: 0 };
    let known = Known { streams: HashMap::from([((ACCOUNT, STREAM), empty)]), ..Known::default() };
    Batch::new(known, account_bytes_max)
}

/// Segments `first..=last` of one replica, each 10 bytes and chained to the one before.
fn chain(replica: ReplicaId, first: u64, last: u64) -> Vec<NewSegment> {
    (first..=last)
        .map(|number| NewSegment {
            stream: STREAM,
            replica,
            number,
            previous: hash_of(number - 1),
            hash: hash_of(number),
            bytes: Bytes::from(vec![0; 10]),
        })
        .collect()
}

fn hash_of(number: u64) -> SegmentHash {
    if number == 0 { SegmentHash::NONE } else { SegmentHash::of(&number.to_le_bytes()) }
}

fn push(member: MemberId, segments: Vec<NewSegment>) -> Push {
    Push { account: ACCOUNT, member, segments }
}

#[test]
fn pushes_of_a_batch_follow_each_other() {
    let mut batch = empty_batch(1_000);
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 1, 2))), Ok(vec![Place::New { row: 0 }, Place::New { row: 1 }]));
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 3, 3))), Ok(vec![Place::New { row: 2 }]));
    assert_eq!(batch.growth[&(ACCOUNT, STREAM)], Growth { segments: 3, bytes: 30, last_row: 2 });
    assert_eq!(batch.rows.iter().map(|row| row.nth).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn the_same_segment_has_the_same_place_wherever_it_was_pushed_before() {
    let mut batch = empty_batch(1_000);
    let twice = [chain(REPLICA, 1, 1), chain(REPLICA, 1, 1)].concat();
    assert_eq!(batch.place(&push(ALICE, twice)), Ok(vec![Place::New { row: 0 }, Place::New { row: 0 }]));
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 1, 2))), Ok(vec![Place::New { row: 0 }, Place::New { row: 1 }]));
    assert_eq!(batch.rows.len(), 2);
}

#[test]
fn a_refused_push_leaves_nothing_behind() {
    let mut batch = empty_batch(1_000);
    batch.place(&push(ALICE, chain(REPLICA, 1, 1))).unwrap();
    let mut gap = chain(REPLICA, 2, 4);
    gap.remove(1);
    assert_eq!(batch.place(&push(ALICE, gap)), Err(PlacingRefusal::NumberTaken { last_number: 1 }));
    assert_eq!(batch.rows.len(), 1);
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 2, 2))), Ok(vec![Place::New { row: 1 }]));
}

#[test]
fn another_segment_under_a_taken_number_is_refused() {
    let mut batch = empty_batch(1_000);
    batch.place(&push(ALICE, chain(REPLICA, 1, 2))).unwrap();
    let mut other = chain(REPLICA, 2, 2);
    other[0].hash = SegmentHash([9; 32]);
    assert_eq!(batch.place(&push(ALICE, other)), Err(PlacingRefusal::NumberTaken { last_number: 2 }));
}

#[test]
fn a_segment_that_names_another_predecessor_is_refused() {
    let mut batch = empty_batch(1_000);
    batch.place(&push(ALICE, chain(REPLICA, 1, 1))).unwrap();
    let mut forked = chain(REPLICA, 2, 2);
    forked[0].previous = SegmentHash([9; 32]);
    assert_eq!(batch.place(&push(ALICE, forked)), Err(PlacingRefusal::NumberTaken { last_number: 1 }));
}

#[test]
fn a_number_that_is_no_longer_held_is_refused() {
    let mut batch = empty_batch(1_000);
    let replica = ReplicaState { writer: ALICE, last_number: 5, last_hash: hash_of(5) };
    batch.known.replicas.insert((ACCOUNT, STREAM, REPLICA), replica);
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 3, 3))), Err(PlacingRefusal::NumberTaken { last_number: 5 }));
}

#[test]
fn a_replica_belongs_to_its_first_writer() {
    let mut batch = empty_batch(1_000);
    batch.place(&push(ALICE, chain(REPLICA, 1, 1))).unwrap();
    assert_eq!(batch.place(&push(BOB, chain(REPLICA, 2, 2))), Err(PlacingRefusal::Forbidden));
    assert_eq!(batch.place(&push(BOB, chain(REPLICA, 1, 1))), Err(PlacingRefusal::Forbidden));
    assert!(batch.place(&push(BOB, chain(ReplicaId([6; 16]), 1, 1))).is_ok());
}

#[test]
fn a_stream_that_the_account_does_not_have_is_refused() {
    let mut batch = empty_batch(1_000);
    let mut elsewhere = chain(REPLICA, 1, 1);
    elsewhere[0].stream = StreamId([7; 16]);
    assert_eq!(batch.place(&push(ALICE, elsewhere)), Err(PlacingRefusal::Forbidden));
}

#[test]
fn a_full_account_takes_what_still_fits_and_repeats_what_it_has() {
    let mut batch = empty_batch(25);
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 1, 3))), Err(PlacingRefusal::AccountFull));
    assert!(batch.place(&push(ALICE, chain(REPLICA, 1, 2))).is_ok());
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 3, 3))), Err(PlacingRefusal::AccountFull));
    assert!(batch.place(&push(ALICE, chain(REPLICA, 1, 2))).is_ok());
}
