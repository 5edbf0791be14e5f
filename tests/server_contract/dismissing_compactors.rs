//! Dismissing somebody who has compacted: the entry names the last segments, and the compacted ones that stand in the journal.

use std::time::Duration;

use ebb_protocol::compact::Input;
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::limits::{COMPACTED_PER_MEMBER_MAX, DISMISSAL_PAUSE_SECONDS};
use ebb_protocol::outline::Outlined;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Cut, Logged};
use ebb_tests::server_client::{Device, Newcomer, Replica};
use hyper::StatusCode;

use crate::world::World;

/// Alice, and her phone, which has written so many segments.
async fn alice_and_phone(world: &World, count: usize) -> (Device, Device, Replica) {
    let alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let mut replica = phone.replica(5);
    for push in replica.next_many(count, 300).chunks(60) {
        phone.push_ok(push).await;
    }
    (alice, phone, replica)
}

async fn dismissal(alice: &Device, replica: &Replica, compacted: &[SegmentHash]) -> Logged {
    let cut = Cut { stream: replica.stream, replica: replica.id, number: replica.last_number, hash: replica.last_hash };
    let mut compacted = compacted.to_vec();
    compacted.sort_unstable();
    alice.dismissal_naming(&alice.log().await, replica.writer, vec![cut], compacted)
}

/// The compacted segments of a member that an outline tells.
async fn told_of(alice: &Device, replica: &Replica) -> Vec<SegmentHash> {
    let hash = |holds| match holds {
        Outlined::Compacted { writer, hash } if writer == replica.writer => Some(hash),
        _ => None,
    };
    alice.outline(0).await.entries.into_iter().filter_map(|entry| hash(entry.holds)).collect()
}

/// Compacting takes nothing from what a dismissal has to name, and adds to it.
#[tokio::test]
async fn a_dismissal_names_exactly_the_compacted_segments_that_stand_there() {
    let world = World::start().await;
    let (alice, phone, own) = alice_and_phone(&world, 8).await;
    let mut alices = alice.replica(1);
    alice.push_ok(&alices.next_many(2, 300)).await;
    let inputs = alice.all_inputs().await;
    let (first, second, third) = (own.compacted(1, 500), own.compacted(2, 500), own.compacted(3, 500));
    phone.compact_ok(&inputs[..2], &first).await;
    phone.compact_ok(&inputs[2..4], &second).await;
    phone.compact_ok(&inputs[4..6], &third).await;
    alice.compact_ok(&inputs[8..], &alices.compacted(4, 500)).await;
    // One of them was compacted again, by another.
    alice.compact_ok(&alice.all_inputs().await[..2], &alices.compacted(5, 700)).await;
    let [gone, _, stays] = [&first, &second, &third].map(|segment| SegmentHash::of(segment));
    assert_eq!(told_of(&alice, &own).await, [stays]);

    let before = alice.log().await;
    for wrong in [vec![], vec![gone], vec![stays, gone], vec![stays, SegmentHash([9; 32])]] {
        let refused = alice.append(&dismissal(&alice, &own, &wrong).await).await;
        assert_eq!(refused.refusal(), ProblemKind::CutMoved, "{wrong:?}");
    }
    assert_eq!(alice.log().await, before);
    let moved = Replica { last_number: own.last_number - 1, ..own.clone() };
    assert_eq!(alice.append(&dismissal(&alice, &moved, &[stays]).await).await.refusal(), ProblemKind::CutMoved);
    alice.append_ok(&dismissal(&alice, &own, &[stays]).await).await;
    let inputs = alice.all_inputs().await;
    let refused = phone.compact(&inputs, &own.compacted(6, 400)).await;
    assert_eq!((refused.status, refused.refusal()), (StatusCode::FORBIDDEN, ProblemKind::Dismissed));
}

/// Whoever compacts on and on cannot prevent that it is dismissed.
#[tokio::test]
async fn a_dismissal_that_was_refused_stops_compacting_too_for_a_while() {
    let world = World::start().await;
    let (alice, phone, own) = alice_and_phone(&world, 6).await;
    let inputs = alice.all_inputs().await;
    let early = dismissal(&alice, &own, &[]).await;
    let first = own.compacted(1, 500);
    phone.compact_ok(&inputs[..2], &first).await;
    assert_eq!(alice.append(&early).await.refusal(), ProblemKind::CutMoved);
    let paused = phone.compact(&inputs[2..4], &own.compacted(2, 500)).await;
    assert_eq!(paused.refusal(), ProblemKind::Unavailable);
    assert_eq!(paused.problem().retry_after_seconds, Some(DISMISSAL_PAUSE_SECONDS));
    // What is done already is answered as it was.
    phone.compact_ok(&inputs[..2], &first).await;
    world.clock.pass(Duration::from_secs(DISMISSAL_PAUSE_SECONDS));
    let second = own.compacted(2, 500);
    phone.compact_ok(&inputs[2..4], &second).await;
    let both = [&first, &second].map(|segment| SegmentHash::of(segment));
    alice.append_ok(&dismissal(&alice, &own, &both).await).await;
}

/// No more stand there than one dismissal can name. What is compacted once more takes none of the room.
#[tokio::test]
async fn a_member_has_a_last_compacted_segment() {
    let world = World::with(|settings| settings.requests_per_member_per_minute = 100_000.try_into().unwrap()).await;
    let (alice, phone, own) = alice_and_phone(&world, 2 * COMPACTED_PER_MEMBER_MAX + 2).await;
    let inputs = alice.all_inputs().await;
    let mut standing = Vec::new();
    for (seed, pair) in (1..).zip(inputs.chunks_exact(2)).take(COMPACTED_PER_MEMBER_MAX) {
        let segment = own.compacted(seed, 300);
        phone.compact_ok(pair, &segment).await;
        standing.push(SegmentHash::of(&segment));
    }
    let (last, next) = (inputs.len() - 2, own.compacted(1_000, 300));
    let refused = phone.compact(&inputs[last..], &next).await;
    assert_eq!(refused.refusal(), ProblemKind::Forbidden);
    assert_eq!(refused.problem().limit, Some(COMPACTED_PER_MEMBER_MAX as u64));
    // Others have their own number.
    let mut alices = alice.replica(1);
    alice.push_ok(&[alices.next(300)]).await;
    let others = alices.compacted(1_001, 300);
    alice.compact_ok(&inputs[last..], &others).await;

    let of_the_last = Input { position: inputs[last - 1].position, hash: standing[COMPACTED_PER_MEMBER_MAX - 1] };
    let other = Input { position: inputs[last + 1].position, hash: SegmentHash::of(&others) };
    phone.compact_ok(&[of_the_last, other], &next).await;
    standing[COMPACTED_PER_MEMBER_MAX - 1] = SegmentHash::of(&next);
    assert_eq!(told_of(&alice, &own).await, standing);
    alice.append_ok(&dismissal(&alice, &own, &standing).await).await;
}

/// The server came back without some of them, or with others: what was signed is taken as it is.
#[tokio::test]
async fn a_log_that_is_presented_is_not_held_against_what_stands_there() {
    let (kept, lost) = (World::start().await, World::start().await);
    let (alice, phone, own) = alice_and_phone(&kept, 4).await;
    let compacted = own.compacted(1, 500);
    phone.compact_ok(&alice.all_inputs().await[..2], &compacted).await;
    let before = alice.log().await;
    alice.append_ok(&dismissal(&alice, &own, &[SegmentHash::of(&compacted)]).await).await;
    let log = alice.log().await;

    let (alice, phone) = (alice.at(lost.address), phone.at(lost.address));
    assert_eq!(phone.present(&before).await.status, StatusCode::OK);
    let mut own = phone.replica(5);
    phone.push_ok(&own.next_many(4, 300)).await;
    let other = own.compacted(2, 500);
    phone.compact_ok(&phone.all_inputs().await[2..], &other).await;
    assert_eq!(alice.present(&log).await.status, StatusCode::OK);
    assert_eq!(alice.log().await, log);
    assert_eq!(told_of(&alice, &own).await, [SegmentHash::of(&other)], "it stands there, and nobody takes it in");
}
