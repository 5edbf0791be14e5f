//! A follow that wants more than it was given. Each of these ends where a door stands open.

use std::num::NonZeroU32;
use std::time::Duration;

use ebb_protocol::compact::{Input, Spot};
use ebb_protocol::endpoints::{
    ACCOUNTS_AGAIN, FEED, FOLLOWED, MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOXES, NOTES_TAKEN, RECOVERY, TRUST_LOG, USAGE,
};
use ebb_protocol::feed::{FollowedRequest, NotesTaken};
use ebb_protocol::ids::{SegmentHash, StreamId};
use ebb_protocol::limits::NOTES_MAX;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::Cursor;
use ebb_protocol::trust::{Detail, FollowChange, Logged, batch};
use ebb_tests::server_client::{Body, Feed, Mailbox, Newcomer, Owner};
use hyper::{Method, StatusCode};

use super::{Following, HOUR, after, assert_ended};
use crate::world::World;

#[tokio::test]
async fn who_follows_does_not_get_the_journal() {
    let Following { owner, follower, world: _world, .. } = Following::start().await;
    owner.device.push_ok(&owner.device.replica(1).next_many(2, 300)).await;
    let (caller, journal) = (&follower.caller, owner.device.journal);
    let spots = owner.device.spots().await;
    let cursor = |stream| Cursor { stream, position: 0, mark: None };
    // Neither as the journal, nor dressed up as something else.
    for reply in [
        caller.pull(vec![cursor(journal)]).await.unwrap(),
        caller.pull(vec![cursor(follower.feed), cursor(journal)]).await.unwrap(),
        caller.pull(Vec::new()).await.unwrap(),
        caller.inputs(&spots).await,
        caller.replaced(b"output", 0).await,
        follower.ask(journal, None).await,
        follower.ask(journal, Some((1, spots[0].mark))).await,
        caller.send(Method::GET, USAGE, Body::Empty).await.unwrap(),
    ] {
        assert_eq!((reply.status, reply.refusal()), (StatusCode::FORBIDDEN, ProblemKind::Forbidden));
    }
}

#[tokio::test]
async fn who_follows_reads_neither_anothers_feed_nor_any_notes() {
    let Following { owner, mut follower, world, .. } = Following::start().await.written(1).await;
    let mut other = owner.let_follow(3, None).await;
    owner.write(&mut Feed::empty(other.feed), true, "for another").await;
    let (note, own_note) = (other.note("of another").await, follower.note("of its own").await);
    other.leave(&[note]).await;
    follower.leave(&[own_note]).await;
    let elsewhere = Owner::found(world.address, 9).await.let_follow(4, None).await;
    // Another's, unknown, and its own notes: all are answered alike.
    for stream in [other.feed, other.notes, follower.notes, elsewhere.feed, StreamId([7; 16])] {
        let reply = follower.ask(stream, None).await;
        assert_eq!(reply.refusal(), ProblemKind::Forbidden, "{stream}");
        assert_eq!(reply.body, follower.ask(StreamId([8; 16]), None).await.body);
    }
    // A token of one account opens nothing in another.
    let token =
        follower.caller.token().replacen(&owner.device.account.to_string(), &elsewhere.caller.account.to_string(), 1);
    let reply = world.anonymous().send(Method::POST, TRUST_LOG, Some(&token), &[], Body::Empty).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Unauthorized);
}

#[tokio::test]
async fn who_follows_writes_neither_feed_nor_journal() {
    let Following { owner, follower, mut feed, world: _world } = Following::start().await.written(1).await;
    owner.device.push_ok(&owner.device.replica(1).next_many(2, 300)).await;
    let made_from = owner.made_from(feed.stream).await;
    let by_owner = owner.next(&mut feed, false, "by its owner");
    let body = Body::Octets(made_from.to_bytes([&by_owner[..]].into_iter()));
    let reply = follower.caller.send(Method::POST, FEED, body).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Forbidden);
    let mut own = follower.caller.replica(1);
    for stream in [owner.device.journal, follower.feed, follower.notes] {
        own.stream = stream;
        assert_eq!(follower.caller.push(&[own.peek(300)]).await.unwrap().refusal(), ProblemKind::Forbidden);
    }
    let inputs: Vec<Input> = owner
        .device
        .pull_all()
        .await
        .iter()
        .map(|(position, segment)| Input { position: *position, hash: SegmentHash::of(segment) })
        .collect();
    own.stream = owner.device.journal;
    assert_eq!(follower.caller.compact(&inputs, &own.compacted(1, 300)).await.refusal(), ProblemKind::Forbidden);
    let taken = Body::json(&NotesTaken { notes: follower.notes, through: 9 });
    let reply = follower.caller.send(Method::POST, NOTES_TAKEN, taken).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Forbidden);
    assert_eq!((follower.read().await.segments.len(), owner.device.pull_all().await.len()), (1, 2));
}

/// Its end and its being stopped hold on every way in; only the journal's owner moves them.
#[tokio::test]
async fn who_follows_reads_nothing_after_the_end_or_the_stop() {
    let Following { owner, follower, world, .. } = Following::until(Some(after(HOUR))).await.written(1).await;
    let shown = follower.read().await.segments.remove(0);
    let (have, head) = follower.log_end().await;
    world.clock.pass(HOUR + Duration::from_secs(1));
    let following = owner.device.log().await[1].clone();
    for at in [None, Some((shown.position, shown.mark))] {
        assert_ended(&follower.ask(follower.feed, at).await, &following);
    }
    assert_ended(&follower.caller.ask_log(have, Some(head)).await, &following);
    let stop = owner.stop(follower.member()).await;
    for at in [None, Some((shown.position, shown.mark))] {
        assert_ended(&follower.ask(follower.feed, at).await, &stop);
    }
    assert_ended(&follower.caller.ask_log(have, Some(head)).await, &stop);
}

/// Every kind of entry, signed by the follow itself, and as the owner would, pushed by the follow.
#[tokio::test]
async fn who_follows_signs_no_entry_and_brings_none() {
    let Following { owner, follower, world, .. } = Following::until(Some(after(HOUR))).await;
    let log = owner.device.log().await;
    let forever = FollowChange { member: follower.member(), keybox_hash: batch::hash_of(&[7; 80]), until_ms: None };
    let keyboxes = vec![(follower.member(), [7; 80])];
    let by_follow = |detail, keyboxes| Logged { entry: follower.caller.sign_next(&log, detail), keyboxes };
    let device = Newcomer::device(7);
    let (admission, keybox) = device.admission(2);
    let entries = [
        // Its own end.
        by_follow(Detail::FollowChanged(forever), keyboxes.clone()),
        // Its own device, in the owner's account.
        by_follow(admission, keybox),
        by_follow(Detail::Closed, Vec::new()),
        by_follow(Detail::FollowStopped(follower.member()), Vec::new()),
        follower.caller.dismissal_of(&log, owner.device.member, Vec::new()),
        // What its owner signed, brought by itself.
        owner.change_of(&log, follower.member(), None),
        owner.device.admission_of(&log, &device),
    ];
    for logged in &entries {
        assert_eq!(follower.caller.append(logged).await.refusal(), ProblemKind::Forbidden);
    }
    // Brought by the owner's device, what the follow signed is not taken either.
    for logged in &entries[..5] {
        assert_eq!(owner.device.append(logged).await.refusal(), ProblemKind::Forbidden);
    }
    assert_eq!(owner.device.log().await, log);
    world.clock.pass(HOUR);
    assert_eq!(follower.ask(follower.feed, None).await.refusal(), ProblemKind::FollowEnded);
}

#[tokio::test]
async fn who_follows_enrols_nobody_in_the_owners_name() {
    let Following { owner, follower, world, .. } = Following::start().await;
    let log = owner.device.log().await;
    owner.open_mailbox_for(9).await;
    let caller = &follower.caller;
    for (path, body) in [
        (MAILBOXES, Body::Empty),
        (MAILBOX_OPENING, Body::Empty),
        (MAILBOX_CLOSE, Body::Empty),
        (ACCOUNTS_AGAIN, Body::Octets(batch::write(&log))),
    ] {
        let reply = caller.send(Method::POST, path, body).await.unwrap();
        assert_eq!(reply.refusal(), ProblemKind::Forbidden, "{path}");
    }
    // The owner's name beside its own secret, and its own name as that of a sheet.
    let secret = caller.token().rsplit('.').next().unwrap();
    let as_owner = format!("{}.{}.{secret}", owner.device.account, owner.device.member);
    let reply = world.anonymous().send(Method::GET, USAGE, Some(&as_owner), &[], Body::Empty).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Unauthorized);
    let body = Body::Json(serde_json::json!({ "secret": secret }));
    let reply = world.anonymous().send(Method::POST, RECOVERY, None, &[], body).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::NotFound, "no sheet has it");
    assert_eq!(Mailbox(9).look(&world.anonymous()).await.status, StatusCode::OK, "the invitation is still open");
    assert_eq!(owner.device.log().await, log);
}

/// The account holds little more than the notes of one who fills what there is for notes.
#[tokio::test]
async fn who_follows_does_not_fill_the_account() {
    let Following { owner, mut follower, world: _world, .. } = Following::start().await;
    let notes = follower.next_notes(NOTES_MAX + 1).await;
    for note in &notes[..NOTES_MAX] {
        assert_eq!(follower.leave(std::slice::from_ref(note)).await.status, StatusCode::OK);
    }
    assert_eq!(follower.leave(&notes[NOTES_MAX..]).await.refusal(), ProblemKind::TooMany);
    let held = owner.read(follower.notes).await;
    assert_eq!(held.segments.len(), NOTES_MAX, "and no more");
    owner.device.push_ok(&[owner.device.replica(1).next(300)]).await;
    let spots: Vec<Spot> = owner.device.spots().await;
    assert_eq!(spots.len(), 1, "the journal goes on");
}

#[tokio::test]
async fn who_asks_in_a_loop_is_put_off_and_nobody_else() {
    let world = World::with(|settings| settings.requests_per_member_per_minute = NonZeroU32::new(20).unwrap()).await;
    let owner = Owner::found(world.address, 1).await;
    let (follower, other) = (owner.let_follow(2, None).await, owner.let_follow(3, None).await);
    let mut put_off = None;
    for _ in 0..21 {
        let reply = follower.ask(follower.feed, None).await;
        if reply.status != StatusCode::OK {
            put_off = Some(reply);
            break;
        }
    }
    let reply = put_off.expect("asked on and on");
    assert_eq!((reply.status, reply.refusal()), (StatusCode::TOO_MANY_REQUESTS, ProblemKind::TooMany));
    assert!(reply.problem().retry_after_seconds.is_some());
    assert_eq!(other.ask(other.feed, None).await.status, StatusCode::OK);
    assert_eq!(owner.ask(follower.feed, None).await.status, StatusCode::OK);
    // Asking for what it may not is counted as well.
    world.clock.pass(Duration::from_mins(1));
    let mut last = StatusCode::OK;
    for _ in 0..21 {
        last = follower.caller.pull(Vec::new()).await.unwrap().status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_dismissed_device_writes_no_feed_and_reads_none() {
    let Following { mut owner, follower, mut feed, world: _world } = Following::start().await.written(1).await;
    let tablet = owner.device.admit(&Newcomer::device(7)).await;
    let made_from = owner.made_from(feed.stream).await;
    owner.dismiss(tablet.member).await;
    let segment = owner.next(&mut feed, false, "more");
    let body = Body::Octets(made_from.to_bytes([&segment[..]].into_iter()));
    assert_eq!(tablet.send(Method::POST, FEED, body).await.unwrap().refusal(), ProblemKind::Dismissed);
    let asked = FollowedRequest { stream: follower.feed, position: 0, mark: None };
    let reply = tablet.send(Method::POST, FOLLOWED, Body::json(&asked)).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Dismissed);
}
