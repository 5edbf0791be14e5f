//! Compaction: adjacent segments go, one comes in their place, and nobody notices who reads on.

use std::time::Duration;

use ebb_protocol::compact::{Input, Spot};
use ebb_protocol::endpoints::{COMPACT, OUTLINE};
use ebb_protocol::head::{HEAD_BYTES, SegmentHead};
use ebb_protocol::ids::{Mark, SegmentHash, StreamId};
use ebb_protocol::limits::{COMPACT_INPUTS_MAX, OUTLINE_ENTRIES_MAX, REPLACED_DAYS, SEGMENT_BYTES_MAX};
use ebb_protocol::outline::{OutlineRequest, Outlined};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::Cursor;
use ebb_tests::server_client::{Body, Device, Newcomer, Replica, stream_page};
use hyper::Method;

use crate::world::World;

const DAY: Duration = Duration::from_hours(24);

/// A device whose journal has so many segments, their replica, and the segments.
async fn journal_of(world: &World, count: usize) -> (Device, Replica, Vec<Vec<u8>>) {
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let segments = replica.next_many(count, 300);
    for push in segments.chunks(60) {
        alice.push_ok(push).await;
    }
    (alice, replica, segments)
}

fn cursor_at(device: &Device, spot: Spot) -> Cursor {
    Cursor { stream: device.journal, position: spot.position, mark: Some(spot.mark) }
}

#[tokio::test]
async fn one_stands_for_several_at_the_place_of_the_last() {
    let world = World::start().await;
    let (alice, replica, segments) = journal_of(&world, 6).await;
    let (spots, inputs) = (alice.spots().await, alice.all_inputs().await);
    let output = replica.compacted(1, 500);
    let answer = alice.compact_ok(&inputs[1..4], &output).await;
    assert_eq!((answer.place.stream, answer.place.position, answer.place.mark), (alice.journal, 4, spots[3].mark));
    let expected = [(1, segments[0].clone()), (4, output.clone()), (5, segments[4].clone()), (6, segments[5].clone())];
    assert_eq!(alice.pull_all().await, expected);
    let outline = alice.outline(0).await;
    let told: Vec<_> = outline.entries.iter().map(|entry| (entry.position, entry.length, entry.holds)).collect();
    let (ops, hash) = (Outlined::Ops, SegmentHash::of(&output));
    let compacted = Outlined::Compacted { writer: alice.member, hash };
    assert_eq!(told, [(1, 300, ops), (4, 500, compacted), (5, 300, ops), (6, 300, ops)]);
    assert_eq!((outline.head, outline.mark, outline.more), (6, spots[5].mark, false));
    // What was compacted is compacted again.
    let whole = replica.compacted(2, 900);
    alice.compact_ok(&alice.all_inputs().await, &whole).await;
    assert_eq!(alice.pull_all().await, [(6, whole)]);
}

#[tokio::test]
async fn whoever_stands_among_what_went_reads_on() {
    let world = World::start().await;
    let (alice, mut replica, segments) = journal_of(&world, 6).await;
    let spots = alice.spots().await;
    let output = replica.compacted(1, 500);
    alice.compact_ok(&alice.all_inputs().await[1..5], &output).await;
    for spot in &spots {
        let page = alice.pull_ok(cursor_at(&alice, *spot)).await.streams.remove(0);
        let rest: Vec<_> = page.segments.into_iter().map(|pulled| (pulled.position, pulled.segment)).collect();
        let all = [(5, output.clone()), (6, segments[5].clone())];
        let expected: Vec<_> = all.into_iter().filter(|(position, _)| *position > spot.position).collect();
        assert_eq!(rest, expected, "from {}", spot.position);
    }
    let other_mark = Cursor { mark: Some(Mark([9; 8])), ..cursor_at(&alice, spots[2]) };
    assert_eq!(alice.pull(vec![other_mark]).await.unwrap().refusal(), ProblemKind::Lost);
    // The log goes on as if nothing had been.
    assert_eq!(alice.push_ok(&[replica.next(300)]).await.appended[0].position, 7);
}

#[tokio::test]
async fn only_what_stands_there_side_by_side_is_replaced() {
    let world = World::start().await;
    let (alice, replica, _) = journal_of(&world, 5).await;
    let before = alice.pull_all().await;
    let (spots, inputs) = (alice.spots().await, alice.all_inputs().await);
    let output = replica.compacted(1, 500);
    let changed = [inputs[1], Input { hash: SegmentHash([9; 32]), ..inputs[2] }];
    let not_there = [inputs[4], Input { position: 6, ..inputs[4] }];
    let far = [inputs[0], Input { position: u64::MAX, ..inputs[4] }];
    let gap = [inputs[0], inputs[2]];
    for inputs in [&changed, &not_there, &far, &gap] {
        assert_eq!(alice.compact(inputs, &output).await.refusal(), ProblemKind::InputsChanged);
    }
    let wrong_mark = [spots[1], Spot { mark: Mark([9; 8]), ..spots[2] }];
    for spots in [wrong_mark, [spots[0], spots[2]], [spots[4], Spot { position: 6, ..spots[4] }]] {
        assert_eq!(alice.inputs(&spots).await.refusal(), ProblemKind::InputsChanged);
    }
    assert_eq!(alice.pull_all().await, before);
}

/// What one device has read is not what stands there any more, though its last one has left position and mark behind: were it
/// replaced all the same, what the other device put in would be lost.
#[tokio::test]
async fn of_two_that_compact_at_the_same_time_one_is_first() {
    let world = World::start().await;
    let (alice, replica, segments) = journal_of(&world, 5).await;
    let inputs = alice.all_inputs().await;
    let output = replica.compacted(1, 500);
    alice.compact_ok(&inputs[..3], &output).await;
    let late = replica.compacted(2, 400);
    for inputs in [&inputs[..3], &inputs[1..4], &inputs[2..], &inputs[..]] {
        assert_eq!(alice.compact(inputs, &late).await.refusal(), ProblemKind::InputsChanged);
    }
    assert_eq!(alice.pull_all().await, [(3, output), (4, segments[3].clone()), (5, segments[4].clone())]);
}

#[tokio::test]
async fn inputs_are_read_as_they_are() {
    let world = World::start().await;
    let (alice, _, segments) = journal_of(&world, 5).await;
    let spots = alice.spots().await;
    let page = stream_page(&alice.inputs(&spots[1..4]).await);
    assert_eq!((page.stream, page.head, page.more), (alice.journal, 5, false));
    let read: Vec<_> = page.segments.into_iter().map(|pulled| (pulled.position, pulled.segment)).collect();
    assert_eq!(read, [(2, segments[1].clone()), (3, segments[2].clone()), (4, segments[3].clone())]);
    // It says nothing of how far this device has read.
    let cursor = alice.pull_ok(cursor_at(&alice, spots[4])).await.streams.remove(0);
    assert!(cursor.segments.is_empty());
}

#[tokio::test]
async fn the_same_compaction_again_is_answered_as_it_was() {
    let world = World::start().await;
    let (alice, mut replica, _) = journal_of(&world, 4).await;
    let spots = alice.all_inputs().await;
    let output = replica.compacted(1, 500);
    let first = alice.compact_ok(&spots[..3], &output).await;
    assert_eq!(alice.compact_ok(&spots[..3], &output).await, first);
    alice.push_ok(&[replica.next(300)]).await;
    assert_eq!(alice.compact_ok(&spots[..3], &output).await, first);
    // Also after it was replaced in its turn.
    alice.compact_ok(&alice.all_inputs().await[..2], &replica.compacted(2, 600)).await;
    assert_eq!(alice.compact_ok(&spots[..3], &output).await, first);
    assert_eq!(alice.pull_all().await.iter().map(|(position, _)| *position).collect::<Vec<_>>(), [4, 5]);
}

#[tokio::test]
async fn what_was_replaced_is_kept_for_thirty_days() {
    let world = World::start().await;
    let (alice, mut replica, segments) = journal_of(&world, 40).await;
    let spots = alice.spots().await;
    let output = replica.compacted(1, 500);
    alice.compact_ok(&alice.all_inputs().await[..3], &output).await;
    let page = stream_page(&alice.replaced(&output, 0).await);
    let kept: Vec<_> = page.segments.into_iter().map(|pulled| (pulled.position, pulled.mark, pulled.segment)).collect();
    let expected: Vec<_> =
        spots.iter().zip(&segments).take(3).map(|(spot, held)| (spot.position, spot.mark, held.clone())).collect();
    assert_eq!(kept, expected);
    assert_eq!(stream_page(&alice.replaced(&output, 2).await).segments.len(), 1);
    assert!(stream_page(&alice.replaced(&output, 3).await).segments.is_empty());
    assert_eq!(alice.replaced(&segments[0], 0).await.refusal(), ProblemKind::NotFound);

    // The next compaction after that time lets it go, and with it what a cursor stood on.
    for (days, is_kept) in [(u64::from(REPLACED_DAYS) - 1, true), (1, false)] {
        world.clock.pass(DAY * u32::try_from(days).unwrap());
        alice.push_ok(&replica.next_many(2, 300)).await;
        let now = alice.all_inputs().await;
        alice.compact_ok(&now[now.len() - 2..], &replica.compacted(100 + days, 500)).await;
        assert_eq!(alice.replaced(&output, 0).await.status == hyper::StatusCode::OK, is_kept);
        let reply = alice.pull(vec![cursor_at(&alice, spots[1])]).await.unwrap();
        assert_eq!(reply.status == hyper::StatusCode::OK, is_kept);
    }
    // The last of them has its place in the log for good.
    alice.pull_ok(cursor_at(&alice, spots[2])).await;
}

#[tokio::test]
async fn a_full_account_is_compacted_and_has_room_again() {
    let world = World::with(|settings| settings.account_bytes_max = 1_300).await;
    let (alice, mut replica, _) = journal_of(&world, 4).await;
    assert_eq!(alice.push(&[replica.peek(300)]).await.unwrap().refusal(), ProblemKind::AccountFull);
    let spots = alice.spots().await;
    let output = replica.compacted(1, 400);
    alice.compact_ok(&alice.all_inputs().await[..3], &output).await;
    alice.push_ok(&[replica.next(300)]).await;
    assert_eq!(stream_page(&alice.replaced(&output, 0).await).segments.len(), 3);
    // What is kept for a while weighs no more than an account may: the oldest bodies go first, their places stay.
    let whole = replica.compacted(2, 1_000);
    alice.compact_ok(&alice.all_inputs().await, &whole).await;
    assert_eq!(stream_page(&alice.replaced(&whole, 0).await).segments.len(), 3);
    let of_the_first = alice.replaced(&output, 0).await;
    assert_eq!(stream_page(&of_the_first).segments.len(), 1, "1,000 bytes and one of 300");
    alice.pull_ok(cursor_at(&alice, spots[0])).await;
}

#[tokio::test]
async fn a_compaction_never_makes_a_journal_heavier() {
    let world = World::start().await;
    let (alice, replica, _) = journal_of(&world, 3).await;
    let spots = alice.all_inputs().await;
    let refused = alice.compact(&spots, &replica.compacted(1, 901)).await;
    assert_eq!((refused.refusal(), refused.problem().limit), (ProblemKind::TooLarge, Some(900)));
    alice.compact_ok(&spots, &replica.compacted(1, 900)).await;
}

#[tokio::test]
async fn a_number_that_was_compacted_away_is_taken() {
    let world = World::start().await;
    let (alice, mut replica, segments) = journal_of(&world, 4).await;
    alice.compact_ok(&alice.all_inputs().await[..3], &replica.compacted(1, 500)).await;
    let problem = alice.push(&segments[1..2]).await.unwrap().problem();
    assert_eq!((problem.kind(), problem.last_number), (ProblemKind::NumberTaken, Some(4)));
    // The last one still stands there, and the next one follows.
    assert_eq!(alice.push_ok(&segments[3..]).await.appended[0].position, 4);
    assert_eq!(alice.push_ok(&[replica.next(300)]).await.appended[0].position, 5);
}

#[tokio::test]
async fn streams_of_others_look_like_streams_that_are_not_there() {
    let world = World::start().await;
    let (alice, replica, _) = journal_of(&world, 3).await;
    let bob = world.device(2).await;
    let (spots, inputs) = (alice.spots().await, alice.all_inputs().await);
    let as_bob = Replica { writer: bob.member, ..replica.clone() };
    let (mut posing, mut nowhere) = (bob.clone(), bob.clone());
    (posing.journal, nowhere.journal) = (alice.journal, StreamId([9; 16]));
    let into_nowhere = Replica { stream: nowhere.journal, ..as_bob.clone() };
    let replies = [
        posing.compact(&inputs, &as_bob.compacted(1, 500)).await,
        nowhere.compact(&inputs, &into_nowhere.compacted(1, 500)).await,
        posing.inputs(&spots).await,
        posing.replaced(b"x", 0).await,
        posing
            .send(Method::POST, OUTLINE, Body::json(&OutlineRequest { stream: alice.journal, after: 0 }))
            .await
            .unwrap(),
    ];
    for reply in &replies {
        assert_eq!(reply.refusal(), ProblemKind::Forbidden);
        assert_eq!(reply.body, replies[0].body);
    }
    assert_eq!(alice.pull_all().await.len(), 3);
}

#[tokio::test]
async fn any_device_compacts_what_all_wrote_and_none_in_the_name_of_another() {
    let world = World::start().await;
    let (alice, replica, _) = journal_of(&world, 3).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    let spots = alice.all_inputs().await;
    assert_eq!(phone.compact(&spots, &replica.compacted(1, 500)).await.refusal(), ProblemKind::Forbidden);
    // A dismissal names the replicas that a member has written with: nobody compacts under another one.
    let mut own = phone.replica(5);
    let as_alice = Replica { writer: phone.member, ..replica.clone() };
    for fresh in [&own, &as_alice] {
        assert_eq!(phone.compact(&spots, &fresh.compacted(1, 500)).await.refusal(), ProblemKind::Forbidden);
    }
    let written = own.next(300);
    phone.push_ok(std::slice::from_ref(&written)).await;
    let output = own.compacted(1, 500);
    phone.compact_ok(&spots, &output).await;
    assert_eq!(alice.pull_all().await, [(3, output), (4, written)]);
}

/// Whoever was dismissed knows the older keys: nothing that is sealed under them comes in the place of anything.
#[tokio::test]
async fn only_the_newest_key_seals_what_comes() {
    let world = World::start().await;
    let (mut alice, replica, _) = journal_of(&world, 6).await;
    let inputs = alice.all_inputs().await;
    let old = replica.compacted(1, 500);
    alice.compact_ok(&inputs[..3], &old).await;
    let gone = alice.admit(&Newcomer::device(2)).await;
    alice.dismiss(gone.member).await;
    let newest = Replica { sealed_under: alice.sealed_under, ..replica.clone() };
    let other_commitment = Replica { sealed_under: (1, [9; 16]), ..replica.clone() };
    let of_next_year = Replica { sealed_under: (2, alice.sealed_under.1), ..replica.clone() };
    let all = alice.all_inputs().await;
    for stale in [&replica, &other_commitment, &of_next_year] {
        assert_eq!(alice.compact(&all, &stale.compacted(2, 700)).await.refusal(), ProblemKind::StaleEpoch);
    }
    alice.compact_ok(&inputs[..3], &old).await;
    let output = newest.compacted(3, 700);
    alice.compact_ok(&all, &output).await;
    assert_eq!(alice.pull_all().await, [(6, output)]);
}

#[tokio::test]
async fn what_is_no_compaction_is_malformed() {
    let world = World::start().await;
    let (alice, mut replica, _) = journal_of(&world, 3).await;
    let (spots, all) = (alice.spots().await, alice.all_inputs().await);
    let output = replica.compacted(1, 500);
    let ops = replica.peek(500);
    let elsewhere = Replica { stream: StreamId([9; 16]), ..replica.clone() }.compacted(1, 500);
    let numbered = {
        let head = SegmentHead { number: 1, ..SegmentHead::of_segment(&output).unwrap() };
        [&head.to_bytes()[..], &output[HEAD_BYTES..]].concat()
    };
    for segment in [&ops, &elsewhere, &numbered, &output[..100].to_vec(), &Vec::new()] {
        assert_eq!(alice.compact(&all, segment).await.refusal(), ProblemKind::Malformed);
    }
    for inputs in [&all[..1], &[], &[all[1], all[0]]] {
        assert_eq!(alice.compact(inputs, &output).await.refusal(), ProblemKind::Malformed);
    }
    for spots in [&spots[..1], &[], &[spots[1], spots[0]]] {
        assert_eq!(alice.inputs(spots).await.refusal(), ProblemKind::Malformed);
    }
    let many: Vec<Spot> = (1..=COMPACT_INPUTS_MAX as u64 + 1).map(|position| Spot { position, ..spots[0] }).collect();
    let many_inputs: Vec<Input> = many.iter().map(|spot| Input { position: spot.position, ..all[0] }).collect();
    for reply in [alice.compact(&many_inputs, &output).await, alice.inputs(&many).await] {
        assert_eq!(reply.problem().limit, Some(COMPACT_INPUTS_MAX as u64));
    }
    let too_long = alice.compact(&all, &replica.compacted(1, SEGMENT_BYTES_MAX + 1)).await;
    assert_eq!(too_long.refusal(), ProblemKind::TooLarge);
    let noise = alice.send(Method::POST, COMPACT, Body::Octets(vec![7; 90])).await.unwrap();
    assert_eq!(noise.refusal(), ProblemKind::Malformed);
    // A compacted segment does not come by a push.
    assert_eq!(alice.push(&[output]).await.unwrap().refusal(), ProblemKind::Malformed);
    assert_eq!(alice.push_ok(&[replica.next(300)]).await.appended[0].position, 4);
}

#[tokio::test]
async fn inputs_that_are_too_long_for_one_page_are_refused() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    for _ in 0..2 {
        alice.push_ok(&[replica.next(SEGMENT_BYTES_MAX)]).await;
    }
    let reply = alice.inputs(&alice.spots().await).await;
    assert_eq!((reply.refusal(), reply.problem().limit), (ProblemKind::Malformed, Some(SEGMENT_BYTES_MAX as u64)));
}

#[tokio::test]
async fn a_long_outline_comes_in_parts() {
    let world = World::with(|settings| settings.requests_per_member_per_minute = 100_000.try_into().unwrap()).await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let count = OUTLINE_ENTRIES_MAX + 5;
    for push in replica.next_many(count, 214).chunks(64) {
        alice.push_ok(push).await;
    }
    let first = alice.outline(0).await;
    assert_eq!((first.entries.len(), first.more), (OUTLINE_ENTRIES_MAX, true));
    let rest = alice.outline(first.entries.last().unwrap().position).await;
    assert_eq!((rest.entries.len(), rest.more), (5, false));
    assert!(alice.outline(count as u64).await.entries.is_empty());
}
