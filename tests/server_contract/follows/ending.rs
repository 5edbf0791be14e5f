//! How a follow ends: it is stopped, its time is over, the account is closed; and what comes back after a loss.

use std::time::Duration;

use ebb_protocol::endpoints::{FOLLOWED, USAGE, Usage};
use ebb_protocol::limits::FOLLOWS_REST_SECONDS;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Detail, Logged, SignedEntry};
use ebb_tests::server_client::{Body, Feed, Follower, Newcomer, Owner};
use hyper::{Method, StatusCode};

use super::{Following, HOUR, after, assert_ended};
use crate::world::World;

/// Everything that a follow may ask, once it has ended.
async fn assert_answers_nothing_but(follower: &mut Follower, by: &Logged, note: Vec<u8>) {
    assert_ended(&follower.ask(follower.feed, None).await, by);
    assert_ended(&follower.caller.ask_log(0, None).await, by);
    assert_ended(&follower.leave(&[note]).await, by);
    // Also where it asks for what it never could.
    assert_ended(&follower.caller.pull(Vec::new()).await.unwrap(), by);
}

async fn weight(owner: &Owner) -> u64 {
    owner.device.send(Method::GET, USAGE, Body::Empty).await.unwrap().json::<Usage>().bytes
}

#[tokio::test]
async fn a_stopped_follow_is_answered_with_the_entry_and_its_streams_go_at_once() {
    let Following { owner, mut follower, mut feed, world } = Following::start().await.written(2).await;
    let other = owner.let_follow(3, None).await;
    let note = follower.note("a question").await;
    assert_eq!(follower.leave(&[note]).await.status, StatusCode::OK);
    let late = follower.note("too late").await;
    let made_from = owner.made_from(feed.stream).await;
    let stop = owner.stop(follower.member()).await;
    assert_answers_nothing_but(&mut follower, &stop, late).await;
    assert_eq!(weight(&owner).await, 0, "nothing is left of feed and notes");
    let write = owner.next(&mut feed, false, "one more");
    assert_ended(&owner.append(&made_from, &[write]).await, &stop);
    for stream in [follower.feed, follower.notes] {
        assert_eq!(owner.ask(stream, None).await.refusal(), ProblemKind::Forbidden);
    }
    assert_eq!(owner.take_notes(follower.notes, 9).await.status, StatusCode::OK, "they are gone already");
    // The entry tells it to the follow, who checks it on the chain that it reads.
    let entry = SignedEntry::read(&stop.entry).unwrap();
    assert_eq!(entry.head.detail, Detail::FollowStopped(follower.member()));
    assert!(other.read().await.segments.is_empty(), "the other one goes on");
    let world = World::over(world.stop().await, |_| {}).await;
    let mut later = follower.at(world.address);
    assert_answers_nothing_but(&mut later, &stop, Vec::from([0; 300])).await;
}

#[tokio::test]
async fn a_stop_is_the_last_that_is_said_of_a_follow() {
    let Following { owner, follower, world: _world, .. } = Following::start().await;
    let log = owner.device.log().await;
    let change = owner.change_of(&log, follower.member(), None);
    owner.stop(follower.member()).await;
    let log = owner.device.log().await;
    assert_eq!(owner.device.append(&change).await.refusal(), ProblemKind::LogMoved);
    for logged in [owner.change_of(&log, follower.member(), None), owner.following_of(&log, 2, None)] {
        assert_eq!(owner.device.append(&logged).await.refusal(), ProblemKind::Forbidden);
    }
    assert_eq!(owner.device.log().await, log);
}

#[tokio::test]
async fn at_its_end_by_the_servers_clock_a_follow_gets_nothing_with_no_device_there() {
    let Following { owner, mut follower, mut feed, world } = Following::until(Some(after(HOUR))).await.written(2).await;
    let following = owner.device.log().await[1].clone();
    let late = follower.note("too late").await;
    world.clock.pass(Duration::from_millis(60 * 60 * 1_000 - 1));
    assert_eq!(follower.read().await.segments.len(), 2);
    let made_from = owner.made_from(feed.stream).await;
    world.clock.pass(Duration::from_millis(1));
    let page = owner.read(follower.feed).await;
    assert_eq!((page.head, page.segments.len(), page.more), (2, 0, false), "nor does a device, before it is dropped");
    assert_answers_nothing_but(&mut follower, &following, late).await;
    assert_ended(&owner.append(&made_from, &[owner.next(&mut feed, false, "one more")]).await, &following);
    // What the follow asked had the feed dropped; whatever writes comes after that.
    owner.open_mailbox_for(9).await;
    assert_eq!(weight(&owner).await, 0);
}

/// Lengthened after its end: it is read on, but nothing comes back that was shown before.
#[tokio::test]
async fn a_follow_that_is_lengthened_after_its_end_begins_anew() {
    let Following { owner, follower, mut feed, world } = Following::until(Some(after(HOUR))).await.written(2).await;
    let held = follower.read().await;
    let last = held.segments.last().unwrap();
    world.clock.pass(HOUR);
    // Nobody has asked for anything since: it is the change itself that drops the feed.
    owner.change(follower.member(), Some(after(HOUR * 3))).await;
    let page = follower.read().await;
    assert_eq!((page.head, page.mark, page.segments.len()), (2, last.mark, 0));
    let made_from = owner.made_from(feed.stream).await;
    let changes = owner.next(&mut feed.clone(), false, "changes");
    assert_eq!(owner.append(&made_from, &[changes]).await.refusal(), ProblemKind::Behind);
    owner.write(&mut feed, true, "all again").await;
    assert_eq!(follower.opened(&follower.read().await).await, ["all again"]);
    world.clock.pass(HOUR * 2);
    let change = owner.device.log().await[2].clone();
    assert_ended(&follower.ask(follower.feed, None).await, &change);
}

#[tokio::test]
async fn a_follow_whose_end_is_moved_before_now_ends_at_once() {
    let Following { owner, follower, world, .. } = Following::start().await.written(1).await;
    world.clock.pass(HOUR);
    let change = owner.change(follower.member(), Some(after(HOUR))).await;
    assert_ended(&follower.ask(follower.feed, None).await, &change);
    assert_eq!(weight(&owner).await, 0);
    // It still is no stop: it can be lengthened.
    owner.change(follower.member(), None).await;
    assert!(follower.read().await.segments.is_empty());
}

#[tokio::test]
async fn of_a_closed_account_follows_are_told_too() {
    let Following { owner, follower, world: _world, .. } = Following::start().await.written(1).await;
    let stopped = owner.let_follow(3, None).await;
    owner.stop(stopped.member()).await;
    let closing = owner.device.closing_of(&owner.device.log().await);
    owner.device.append_ok(&closing).await;
    for reply in [
        follower.ask(follower.feed, None).await,
        follower.caller.ask_log(0, None).await,
        stopped.ask(stopped.feed, None).await,
    ] {
        assert_eq!((reply.status, reply.refusal()), (StatusCode::GONE, ProblemKind::Closed));
        assert_eq!(reply.problem().entry, Some(base16ct::lower::encode_string(&closing.entry)));
    }
}

#[tokio::test]
async fn a_dismissal_leaves_follows_alone() {
    let Following { mut owner, follower, world: _world, .. } = Following::start().await.written(1).await;
    let tablet = owner.device.admit(&Newcomer::device(7)).await;
    owner.dismiss(tablet.member).await;
    assert_eq!(follower.opened(&follower.read().await).await, ["segment 0"]);
}

#[tokio::test]
async fn an_account_that_is_founded_again_serves_follows_nothing_for_seven_days() {
    let kept = Following::until(Some(after(HOUR))).await;
    let lasting = kept.owner.let_follow(3, None).await;
    let stopped = kept.owner.let_follow(4, None).await;
    let stop = kept.owner.stop(stopped.member()).await;
    let log = kept.owner.device.log().await;

    let lost = World::start().await;
    let owner = kept.owner.at(lost.address);
    assert_eq!(owner.device.present(&log).await.status, StatusCode::OK);
    let (lasting, limited) = (lasting.at(lost.address), kept.follower.at(lost.address));
    let mut feed = Feed::empty(lasting.feed);
    owner.write(&mut feed, true, "all").await;
    let nearly_all = Duration::from_secs(FOLLOWS_REST_SECONDS - 90);
    for (passed, expected) in [(Duration::ZERO, 3_600), (nearly_all, 90)] {
        lost.clock.pass(passed);
        // Also who was let in until an hour after the beginning: a lost entry may have lengthened that.
        for follow in [&lasting, &limited] {
            let reply = follow.ask(follow.feed, None).await;
            assert_eq!((reply.status, reply.refusal()), (StatusCode::SERVICE_UNAVAILABLE, ProblemKind::Unavailable));
            assert_eq!(reply.problem().retry_after_seconds, Some(expected));
            assert_eq!(follow.caller.ask_log(0, None).await.refusal(), ProblemKind::Unavailable);
        }
    }
    assert_ended(&stopped.at(lost.address).ask(stopped.feed, None).await, &stop);
    lost.clock.pass(Duration::from_secs(90));
    assert_eq!(lasting.opened(&lasting.read().await).await, ["all"]);
    assert_eq!(limited.ask(limited.feed, None).await.refusal(), ProblemKind::FollowEnded);
}

#[tokio::test]
async fn the_rest_of_a_log_brings_follows_and_their_ends() {
    let Following { owner, follower, feed: _, world } = Following::start().await.written(1).await;
    let log = owner.device.log().await;
    let lost = World::start().await;
    let behind = owner.at(lost.address);
    assert_eq!(behind.device.present(&log[..1]).await.status, StatusCode::OK);
    let later = follower.at(lost.address);
    assert_eq!(later.ask(later.feed, None).await.refusal(), ProblemKind::Unauthorized, "nothing is known of it yet");
    assert_eq!(behind.device.present(&log).await.status, StatusCode::OK);
    assert_eq!(later.ask(later.feed, None).await.refusal(), ProblemKind::Unavailable);
    let stop = owner.stop(follower.member()).await;
    assert_eq!(behind.device.present(&owner.device.log().await).await.status, StatusCode::OK);
    assert_ended(&later.ask(later.feed, None).await, &stop);
    drop(world);
}

/// The path alone, as whoever knows nothing else would try it.
#[tokio::test]
async fn without_a_body_the_answer_is_the_same() {
    let Following { owner, follower, world: _world, .. } = Following::start().await;
    let stop = owner.stop(follower.member()).await;
    let reply = follower.caller.send(Method::POST, FOLLOWED, Body::Empty).await.unwrap();
    assert_ended(&reply, &stop);
}
