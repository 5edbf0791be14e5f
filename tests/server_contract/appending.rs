//! Pushes of one device: where segments go, and what is refused.

use ebb_protocol::head::{SEGMENT_BYTES_MIN, SegmentHead, SegmentKind};
use ebb_protocol::ids::{Mark, SegmentHash, StreamId};
use ebb_protocol::limits::ACCOUNT_BYTES_MAX;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::push::{Appended, PushAnswer};
use ebb_tests::server_client::{Device, Newcomer, Reply};
use hyper::StatusCode;

use crate::world::World;

/// Pushes what the server must refuse, and must refuse whole.
async fn refusal(device: &Device, segments: &[Vec<u8>]) -> Problem {
    let before = device.pull_all().await;
    let problem = device.push(segments).await.unwrap().problem();
    assert_eq!(device.pull_all().await, before, "nothing of a refused push stays");
    problem
}

fn with_head(segment: &[u8], change: impl FnOnce(&mut SegmentHead)) -> Vec<u8> {
    let mut head = SegmentHead::of_segment(segment).unwrap();
    change(&mut head);
    [&head.to_bytes()[..], &segment[head.to_bytes().len()..]].concat()
}

#[tokio::test]
async fn segments_stand_in_the_order_of_their_push() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let first = replica.next_many(3, 300);
    let second = replica.next_many(2, 300);
    let answers = [alice.push_ok(&first).await, alice.push_ok(&second).await];
    let positions: Vec<u64> =
        answers.iter().flat_map(|answer| &answer.appended).map(|appended| appended.position).collect();
    assert_eq!(positions, [1, 2, 3, 4, 5]);
    for answer in &answers {
        assert_eq!(answer.heads, [answer.appended.last().unwrap().clone()]);
        assert!(answer.appended.iter().all(|appended| appended.stream == alice.journal));
    }
    let mut marks: Vec<Mark> = answers.iter().flat_map(|answer| &answer.appended).map(|one| one.mark).collect();
    marks.sort_unstable();
    marks.dedup();
    assert_eq!(marks.len(), 5, "each position has a mark of its own");
    let pulled: Vec<Vec<u8>> = alice.pull_all().await.into_iter().map(|(_, segment)| segment).collect();
    assert_eq!(pulled, [first, second].concat());
}

#[tokio::test]
async fn what_is_pushed_again_is_answered_as_it_was() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let segments = replica.next_many(2, 300);
    let first = alice.push_ok(&segments).await;
    assert_eq!(alice.push_ok(&segments).await, first);

    let more = replica.next_many(1, 300);
    let grown = alice.push_ok(&[segments.clone(), more.clone()].concat()).await;
    assert_eq!(grown.appended[..2], first.appended);
    assert_eq!(grown.appended[2].position, 3);
    // Places stay, the head is today's.
    let late = alice.push_ok(&segments).await;
    assert_eq!((late.appended, late.heads), (first.appended, grown.heads));
    assert_eq!(alice.pull_all().await.len(), 3);
}

#[tokio::test]
async fn a_segment_twice_in_one_push_has_one_place() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let segments = replica.next_many(2, 300);
    let answer = alice.push_ok(&[segments.clone(), segments].concat()).await;
    let positions: Vec<u64> = answer.appended.iter().map(|appended| appended.position).collect();
    assert_eq!(positions, [1, 2, 1, 2]);
    assert_eq!(alice.pull_all().await.len(), 2);
}

#[tokio::test]
async fn replicas_number_their_segments_by_themselves() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let (mut phone, mut tablet) = (alice.replica(1), alice.replica(2));
    let mixed = [phone.next(300), tablet.next(300), phone.next(300), tablet.next(300)];
    let answer = alice.push_ok(&mixed).await;
    assert_eq!(answer.appended.iter().map(|appended| appended.position).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[tokio::test]
async fn a_number_that_is_taken_or_does_not_follow_is_refused() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let segments = replica.next_many(2, 300);
    let too_early = refusal(&alice, &segments[1..]).await;
    assert_eq!((too_early.kind(), too_early.last_number), (ProblemKind::NumberTaken, Some(0)));
    alice.push_ok(&segments).await;

    let other_second = [&segments[1][..], b"x"].concat();
    let gap = with_head(&replica.peek(300), |head| head.number = 4);
    let other_chain = with_head(&replica.peek(300), |head| head.previous = SegmentHash([9; 32]));
    let far = with_head(&replica.peek(300), |head| head.number = u64::MAX);
    for bad in [other_second, gap, other_chain, far] {
        let problem = refusal(&alice, &[bad]).await;
        assert_eq!((problem.kind(), problem.last_number), (ProblemKind::NumberTaken, Some(2)));
    }
    assert_eq!(alice.push_ok(&[replica.next(300)]).await.appended[0].position, 3);
}

#[tokio::test]
async fn one_bad_segment_spoils_its_whole_push_and_no_other() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let good = replica.next_many(2, 300);
    let gap = with_head(&replica.peek(300), |head| head.number = 7);
    let problem = refusal(&alice, &[good.clone(), vec![gap]].concat()).await;
    // What stays counts, not what the push began with.
    assert_eq!((problem.kind(), problem.last_number), (ProblemKind::NumberTaken, Some(0)));
    alice.push_ok(&good).await;
}

#[tokio::test]
async fn nobody_writes_in_the_name_of_another() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let as_bob = with_head(&alice.replica(1).next(300), |head| head.writer = bob.member);
    assert_eq!(refusal(&alice, &[as_bob]).await.kind(), ProblemKind::Forbidden);
}

#[tokio::test]
async fn streams_of_others_look_like_streams_that_are_not_there() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let into = |stream: StreamId| with_head(&alice.replica(1).next(300), |head| head.stream = stream);
    let replies: [Reply; 2] =
        [alice.push(&[into(bob.journal)]).await.unwrap(), alice.push(&[into(StreamId([9; 16]))]).await.unwrap()];
    assert_eq!(replies[0].refusal(), ProblemKind::Forbidden);
    assert_eq!((replies[0].status, &replies[0].body), (replies[1].status, &replies[1].body));
    assert!(bob.pull_all().await.is_empty());
}

#[tokio::test]
async fn a_replica_belongs_to_the_member_that_first_wrote_with_it() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;

    let mut replica = alice.replica(1);
    let first = replica.next(300);
    alice.push_ok(std::slice::from_ref(&first)).await;
    replica.writer = phone.member;
    assert_eq!(refusal(&phone, &[replica.next(300)]).await.kind(), ProblemKind::Forbidden);
    let repeated = with_head(&first, |head| head.writer = phone.member);
    assert_eq!(refusal(&phone, &[repeated]).await.kind(), ProblemKind::Forbidden);
    // The same name in another account is another replica.
    let bob = world.device(3).await;
    bob.push_ok(&[bob.replica(1).next(300)]).await;
}

#[tokio::test]
async fn kinds_of_a_newer_version_are_kept_as_they_are() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let newer = with_head(&alice.replica(1).next(300), |head| head.kind = SegmentKind::Unknown(77));
    alice.push_ok(std::slice::from_ref(&newer)).await;
    assert_eq!(alice.pull_all().await, [(1, newer)]);
}

#[tokio::test]
async fn segments_that_cannot_be_read_are_malformed() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let shortest = alice.replica(1).next(SEGMENT_BYTES_MIN);
    let mut format_2 = shortest.clone();
    format_2[0] = 2;
    let orphan = with_head(&shortest, |head| head.number = 2);
    let zeroth = with_head(&shortest, |head| head.number = 0);
    for bad in [&shortest[1..], &format_2, &orphan, &zeroth, b""] {
        assert_eq!(refusal(&alice, &[bad.to_vec()]).await.kind(), ProblemKind::Malformed);
    }
    alice.push_ok(&[shortest]).await;
}

#[tokio::test]
async fn a_full_account_says_so_and_keeps_what_it_has() {
    let world = World::with(|settings| settings.account_bytes_max = 1_000).await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let mut replica = alice.replica(1);
    let three = replica.next_many(3, 300);
    let first: PushAnswer = alice.push_ok(&three).await;
    let problem = refusal(&alice, &[replica.peek(300)]).await;
    assert_eq!((problem.kind(), problem.limit), (ProblemKind::AccountFull, Some(ACCOUNT_BYTES_MAX)));
    assert_eq!(alice.push_ok(&three).await, first);
    let head: &Appended = &first.heads[0];
    assert_eq!(head.position, 3);
    assert_eq!(bob.push(&[bob.replica(1).next(300)]).await.unwrap().status, StatusCode::OK);
}
