//! The rules of appending, on a batch without a database.

use super::*;

const ACCOUNT: AccountId = AccountId([1; 16]);
const STREAM: StreamId = StreamId([2; 16]);
const ALICE: MemberId = MemberId([3; 16]);
const BOB: MemberId = MemberId([4; 16]);
const REPLICA: ReplicaId = ReplicaId([5; 16]);
const NEWEST: KeyName = KeyName { epoch: 3, commitment: [6; 16] };
const NOW_MS: i64 = 1_000_000;

fn empty_batch(account_bytes_max: u64) -> Batch {
    let empty = StreamState { head: 0, mark: Mark([0; 8]), bytes: 0 };
    let device = WriterState {
        may_write: true,
        stream: STREAM,
        paused_until_ms: 0,
        replicas: 0,
        epoch: NEWEST.epoch,
        commitment: Some(NEWEST.commitment),
    };
    let known = Known {
        streams: HashMap::from([((ACCOUNT, STREAM), empty)]),
        writers: HashMap::from([ALICE, BOB].map(|member| ((ACCOUNT, member), device))),
        ..Known::default()
    };
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
            key: NEWEST,
            hash: hash_of(number),
            bytes: Bytes::from(vec![0; 10]),
        })
        .collect()
}

fn hash_of(number: u64) -> SegmentHash {
    if number == 0 { SegmentHash::NONE } else { SegmentHash::of(&number.to_le_bytes()) }
}

fn push(member: MemberId, segments: Vec<NewSegment>) -> Push {
    Push { account: ACCOUNT, member, segments, now_ms: NOW_MS }
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

#[test]
fn only_what_is_sealed_under_the_newest_key_is_new() {
    let mut batch = empty_batch(1_000);
    batch.place(&push(ALICE, chain(REPLICA, 1, 1))).unwrap();
    for key in
        [KeyName { epoch: 2, ..NEWEST }, KeyName { epoch: 4, ..NEWEST }, KeyName { commitment: [7; 16], ..NEWEST }]
    {
        let sealed = |number| chain(REPLICA, number, number).into_iter().map(|one| NewSegment { key, ..one }).collect();
        assert_eq!(batch.place(&push(ALICE, sealed(2))), Err(PlacingRefusal::StaleEpoch));
        assert_eq!(batch.place(&push(ALICE, sealed(1))), Ok(vec![Place::New { row: 0 }]), "what is there stays there");
    }
}

#[test]
fn nothing_new_is_taken_from_whom_a_dismissal_is_on_its_way() {
    let mut batch = empty_batch(1_000);
    batch.place(&push(ALICE, chain(REPLICA, 1, 1))).unwrap();
    batch.known.writers.get_mut(&(ACCOUNT, ALICE)).unwrap().paused_until_ms = NOW_MS + 1_001;
    let paused = PlacingRefusal::Paused { retry_after_seconds: 2 };
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 2, 2))), Err(paused));
    assert!(batch.place(&push(ALICE, chain(REPLICA, 1, 1))).is_ok());
    assert!(batch.place(&push(BOB, chain(ReplicaId([6; 16]), 1, 1))).is_ok());
    let later = Push { now_ms: NOW_MS + 1_001, ..push(ALICE, chain(REPLICA, 2, 2)) };
    assert!(batch.place(&later).is_ok());
}

#[test]
fn nothing_is_taken_from_whom_the_account_no_longer_has() {
    let mut batch = empty_batch(1_000);
    batch.known.writers.get_mut(&(ACCOUNT, ALICE)).unwrap().may_write = false;
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 1, 1))), Err(PlacingRefusal::Dismissed));
    batch.known.writers.clear();
    assert_eq!(batch.place(&push(ALICE, chain(REPLICA, 1, 1))), Err(PlacingRefusal::Gone));
}

#[test]
fn a_member_has_no_more_replicas_than_a_dismissal_can_name() {
    let mut batch = empty_batch(1_000);
    batch.known.writers.get_mut(&(ACCOUNT, ALICE)).unwrap().replicas = REPLICAS_PER_MEMBER_MAX - 2;
    let replica = |number| ReplicaId([number; 16]);
    let three = [10, 11, 12].map(|number| chain(replica(number), 1, 2)).concat();
    assert_eq!(batch.place(&push(ALICE, three)), Err(PlacingRefusal::TooManyReplicas));
    assert!(batch.place(&push(ALICE, chain(replica(10), 1, 2))).is_ok());
    assert!(batch.place(&push(ALICE, chain(replica(11), 1, 2))).is_ok());
    assert_eq!(batch.place(&push(ALICE, chain(replica(12), 1, 1))), Err(PlacingRefusal::TooManyReplicas));
    assert!(batch.place(&push(ALICE, chain(replica(10), 3, 3))).is_ok());
}
