//! Notes that a follow leaves, and devices take.

use std::time::Duration;

use ebb_protocol::endpoints::{NOTES, USAGE, Usage};
use ebb_protocol::limits::{NOTE_SEGMENT_BYTES_MAX, NOTES_A_DAY, NOTES_MAX};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::push::PushAnswer;
use ebb_protocol::token::Token;
use ebb_tests::server_client::{Body, Device, Follower, Newcomer, stream_page};
use ebb_vault::{StreamKey, open_note};
use hyper::{Method, StatusCode};

use super::Following;

const DAY: Duration = Duration::from_hours(24);

async fn leave_ok(follower: &Follower, notes: &[Vec<u8>]) -> PushAnswer {
    let reply = follower.leave(notes).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()
}

#[tokio::test]
async fn a_note_waits_until_a_device_has_it() {
    let Following { owner, mut follower, world: _world, .. } = Following::start().await;
    let notes = [follower.note("How was the scan?").await, follower.note("See you on Monday").await];
    let left = leave_ok(&follower, &notes).await;
    assert_eq!(left.heads[0].position, 2);
    let page = owner.read(follower.notes).await;
    let (_, key): (u32, StreamKey) = follower.key().await;
    let state = Device::state_of(&owner.device.log().await);
    let key_of = |writer| state.follows().get(&writer).map(|follow| follow.signing_key);
    let place = (owner.device.account, follower.notes);
    let said = page.segments.iter().map(|pulled| open_note(&key, place, key_of, &pulled.segment).unwrap().1.text);
    assert_eq!(said.collect::<Vec<_>>(), ["How was the scan?", "See you on Monday"]);

    for _ in 0..2 {
        assert_eq!(owner.take_notes(follower.notes, 1).await.status, StatusCode::OK);
        let left = owner.read(follower.notes).await;
        assert_eq!((left.head, left.segments.len(), left.segments[0].position), (2, 1, 2));
    }
    assert_eq!(owner.take_notes(follower.notes, u64::MAX).await.status, StatusCode::OK);
    let third = follower.note("Thank you").await;
    assert_eq!(leave_ok(&follower, &[third]).await.appended[0].position, 3, "a head never goes back");
    // A device that had read what was taken meanwhile.
    let first = page.segments[0].clone();
    let rest = stream_page(&owner.ask(follower.notes, Some((first.position, first.mark))).await);
    assert_eq!(rest.segments.iter().map(|pulled| pulled.position).collect::<Vec<_>>(), [3]);
    for stream in [follower.feed, owner.device.journal] {
        assert_eq!(owner.take_notes(stream, 1).await.refusal(), ProblemKind::Forbidden, "only notes are taken");
    }
}

#[tokio::test]
async fn notes_follow_each_other_as_segments_of_a_replica_do() {
    let Following { mut follower, world: _world, owner, .. } = Following::start().await;
    let notes = follower.next_notes(3).await;
    let first = leave_ok(&follower, &notes[..1]).await;
    assert_eq!(leave_ok(&follower, &notes[..1]).await, first, "the same again is answered as it was");
    let gap = follower.leave(&notes[2..]).await;
    assert_eq!((gap.refusal(), gap.problem().last_number), (ProblemKind::NumberTaken, Some(1)));
    let left = leave_ok(&follower, &notes).await;
    owner.take_notes(follower.notes, 3).await;
    assert_eq!(leave_ok(&follower, &notes).await, left, "also where a device has taken them before the answer came");
    assert!(owner.read(follower.notes).await.segments.is_empty(), "and they do not come back");
}

/// What was taken is known for as long as somebody may still wait for the answer, and not for ever.
#[tokio::test]
async fn of_notes_that_were_taken_little_is_kept() {
    let Following { owner, mut follower, world, .. } = Following::start().await;
    let first = follower.note("first").await;
    leave_ok(&follower, std::slice::from_ref(&first)).await;
    for _ in 0..2 {
        world.clock.pass(DAY);
        owner.take_notes(follower.notes, u64::MAX).await;
        leave_ok(&follower, std::slice::from_ref(&first)).await;
        let more = follower.next_notes(NOTES_MAX).await;
        leave_ok(&follower, &more).await;
    }
    owner.take_notes(follower.notes, u64::MAX).await;
    world.clock.pass(DAY);
    let forgotten = follower.leave(&[first]).await;
    assert_eq!((forgotten.refusal(), forgotten.problem().last_number), (ProblemKind::NumberTaken, Some(129)));
    let usage: Usage = owner.device.send(Method::GET, USAGE, Body::Empty).await.unwrap().json();
    assert_eq!(usage.bytes, 0);
}

#[tokio::test]
async fn notes_are_short_few_at_a_time_and_few_in_a_day() {
    let Following { owner, mut follower, world, .. } = Following::start().await;
    let long = follower.clone().note(&"x".repeat(NOTE_SEGMENT_BYTES_MAX)).await;
    let reply = follower.leave(&[long]).await;
    assert_eq!((reply.refusal(), reply.problem().limit), (ProblemKind::TooLarge, Some(NOTE_SEGMENT_BYTES_MAX as u64)));

    let notes = follower.next_notes(NOTES_MAX + 1).await;
    leave_ok(&follower, &notes[..NOTES_MAX]).await;
    let waiting = follower.leave(&notes[NOTES_MAX..]).await;
    assert_eq!(waiting.refusal(), ProblemKind::TooMany, "nobody has taken them");
    assert!(waiting.problem().retry_after_seconds.is_some());
    owner.take_notes(follower.notes, NOTES_MAX as u64).await;
    leave_ok(&follower, &notes[NOTES_MAX..]).await;

    let many = follower.next_notes(NOTES_A_DAY as usize - NOTES_MAX - 2).await;
    leave_ok(&follower, &many).await;
    let one_more = follower.note("one more").await;
    let refused = follower.leave(std::slice::from_ref(&one_more)).await;
    assert_eq!((refused.status, refused.refusal()), (StatusCode::TOO_MANY_REQUESTS, ProblemKind::TooMany));
    assert_eq!(refused.problem().retry_after_seconds, Some(DAY.as_secs() / u64::from(NOTES_A_DAY) + 1));
    assert_eq!(follower.read().await.head, 0, "it reads on");
    world.clock.pass(DAY / NOTES_A_DAY);
    leave_ok(&follower, &[one_more]).await;
}

#[tokio::test]
async fn a_note_is_sealed_under_the_newest_key_that_its_follow_was_given() {
    let Following { mut owner, mut follower, world: _world, .. } = Following::start().await;
    let meanwhile = follower.note("no other key yet").await;
    let tablet = owner.device.admit(&Newcomer::device(7)).await;
    owner.dismiss(tablet.member).await;
    leave_ok(&follower, &[meanwhile]).await;
    let stale = follower.clone().note("under the old one").await;
    owner.change(follower.member(), None).await;
    assert_eq!(follower.leave(&[stale]).await.refusal(), ProblemKind::StaleEpoch);
    let newest = follower.note("under the new one").await;
    leave_ok(&follower, &[newest]).await;
}

#[tokio::test]
async fn notes_are_of_their_kind_their_stream_and_their_writer() {
    let Following { owner, mut follower, world: _world, .. } = Following::start().await;
    let mut other = owner.let_follow(3, None).await;
    let of_other = other.note("in another's name").await;
    assert_eq!(follower.leave(std::slice::from_ref(&of_other)).await.refusal(), ProblemKind::Forbidden);
    let notes = follower.notes;
    follower.notes = other.notes;
    let elsewhere = follower.note("into another's notes").await;
    assert_eq!(follower.leave(&[elsewhere]).await.refusal(), ProblemKind::Forbidden);
    follower.notes = follower.feed;
    let into_feed = follower.clone().note("into the feed").await;
    assert_eq!(follower.leave(&[into_feed]).await.refusal(), ProblemKind::Forbidden);
    let mut ops = follower.caller.replica(1);
    ops.stream = notes;
    assert_eq!(follower.leave(&[ops.next(300)]).await.refusal(), ProblemKind::Malformed, "ops are no note");
    let secret = Token::new(owner.device.account, follower.member(), [7; 32]).reveal();
    let body = Body::Empty;
    let http = &follower.caller.http;
    let reply = http.send(Method::POST, NOTES, Some(&secret), &[], body).await;
    assert_eq!(reply.unwrap().refusal(), ProblemKind::Unauthorized);
    assert!(owner.read(notes).await.segments.is_empty());
    leave_ok(&other, &[of_other]).await;
}
