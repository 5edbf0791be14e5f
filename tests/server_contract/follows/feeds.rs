//! Writing and reading a feed.

use ebb_protocol::compact::Spot;
use ebb_protocol::endpoints::OUTLINE;
use ebb_protocol::feed::FeedAppend;
use ebb_protocol::ids::{Mark, SegmentHash, StreamId};
use ebb_protocol::limits::{FEED_BYTES_MAX, SEGMENT_BYTES_MAX};
use ebb_protocol::outline::OutlineRequest;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::Cursor;
use ebb_protocol::push::Appended;
use ebb_tests::server_client::{Body, Feed, Newcomer, Owner, Reply, stream_page};
use hyper::{Method, StatusCode};

use super::Following;
use crate::world::World;

#[tokio::test]
async fn what_a_device_writes_the_follow_reads_and_opens() {
    let Following { owner, follower, mut feed, world: _world } = Following::start().await;
    assert!(follower.read().await.segments.is_empty());
    let first = owner.write(&mut feed, true, "all").await;
    let made_from = owner.made_from(feed.stream).await;
    let more = [owner.next(&mut feed, false, "one"), owner.next(&mut feed, false, "two")];
    let last: Appended = owner.append(&made_from, &more).await.json();
    assert_eq!((first.stream, first.position, last.position), (follower.feed, 1, 3));
    let page = follower.read().await;
    assert_eq!((page.stream, page.head, page.mark, page.more), (follower.feed, 3, last.mark, false));
    assert_eq!(follower.opened(&page).await, ["all", "one", "two"]);
    let rest = stream_page(&follower.ask(follower.feed, Some((1, first.mark))).await);
    assert_eq!(rest.segments, page.segments[1..]);
    assert_eq!(owner.read(follower.feed).await, page, "a device sees what they see");
}

#[tokio::test]
async fn anew_takes_the_place_of_all_before_it() {
    let Following { owner, follower, mut feed, world: _world } = Following::start().await.written(3).await;
    let before = follower.read().await;
    let weight = owner.device.pull_all().await.len();
    assert_eq!(weight, 0, "nothing of it is in the journal");
    let made_from = owner.made_from(feed.stream).await;
    feed.last_number += 40;
    let anew = [owner.next(&mut feed, true, "all now"), owner.next(&mut feed, false, "and one more")];
    let last: Appended = owner.append(&made_from, &anew).await.json();
    assert_eq!(last.position, 5, "positions are never given twice");
    let page = follower.read().await;
    assert_eq!(follower.opened(&page).await, ["all now", "and one more"]);
    for old in &before.segments {
        let again = stream_page(&follower.ask(follower.feed, Some((old.position, old.mark))).await);
        assert_eq!(again, page, "a cursor that is gone begins with what is there");
    }
    let never = stream_page(&follower.ask(follower.feed, Some((5, Mark([9; 8])))).await);
    assert_eq!(never, page);
    let at_end = stream_page(&follower.ask(follower.feed, Some((5, last.mark))).await);
    assert!(at_end.segments.is_empty() && !at_end.more);
}

/// Each of the three on which an append stands, one too few and one too many.
#[tokio::test]
async fn whoever_has_not_merged_all_that_is_held_is_behind_and_nothing_changes() {
    let Following { owner, follower, mut feed, world: _world } = Following::start().await.written(2).await;
    owner.device.push_ok(&owner.device.replica(1).next_many(2, 300)).await;
    let right = owner.made_from(feed.stream).await;
    assert_eq!((right.feed_head, right.journal_head, right.entries), (2, 2, 2));
    let before = follower.read().await;
    let next = [owner.next(&mut feed, false, "more")];
    for wrong in [
        FeedAppend { feed_head: 1, ..right },
        FeedAppend { feed_head: 3, ..right },
        FeedAppend { journal_head: 1, ..right },
        FeedAppend { journal_head: 3, ..right },
        FeedAppend { entries: 1, ..right },
        FeedAppend { entries: 3, ..right },
    ] {
        let reply = owner.append(&wrong, &next).await;
        assert_eq!((reply.status, reply.refusal()), (StatusCode::CONFLICT, ProblemKind::Behind), "{wrong:?}");
        assert_eq!(follower.read().await, before);
    }
    assert_eq!(owner.append(&right, &next).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_does_not_follow_the_feeds_last_segment_is_behind() {
    let Following { owner, follower, feed, world: _world } = Following::start().await;
    let empty = owner.made_from(feed.stream).await;
    let changes = owner.next(&mut feed.clone(), false, "changes");
    assert_eq!(owner.append(&empty, &[changes]).await.refusal(), ProblemKind::Behind, "an empty feed begins anew");
    let mut feed = feed;
    owner.write(&mut feed, true, "all").await;
    let made_from = owner.made_from(feed.stream).await;
    let other_hash = Feed { last_hash: SegmentHash([9; 32]), ..feed.clone() };
    let gap = Feed { last_number: 5, ..feed.clone() };
    let again = Feed::empty(feed.stream);
    for (mut wrong, is_anew) in [(other_hash.clone(), false), (other_hash, true), (gap, false), (again, true)] {
        let segment = owner.next(&mut wrong, is_anew, "wrong");
        let reply = owner.append(&made_from, &[segment]).await;
        assert_eq!(reply.refusal(), ProblemKind::Behind, "{wrong:?}");
    }
    assert_eq!(follower.read().await.segments.len(), 1);
}

#[tokio::test]
async fn the_same_append_again_is_answered_as_it_was_while_it_stands_at_the_end() {
    let Following { owner, follower, mut feed, world: _world } = Following::start().await;
    let empty = owner.made_from(feed.stream).await;
    let anew = [owner.next(&mut feed, true, "all"), owner.next(&mut feed, false, "one")];
    let first: Appended = owner.append(&empty, &anew).await.json();
    // Also where the journal has gone on since: it is the answer that was lost.
    owner.device.push_ok(&[owner.device.replica(1).next(300)]).await;
    assert_eq!(owner.append(&empty, &anew).await.json::<Appended>(), first);
    assert_eq!(owner.append(&empty, &anew[1..]).await.json::<Appended>(), first);
    assert_eq!(owner.append(&empty, &anew[..1]).await.refusal(), ProblemKind::Behind);
    assert_eq!(follower.read().await.segments.len(), 2);
    owner.write(&mut feed, false, "two").await;
    assert_eq!(owner.append(&empty, &anew).await.refusal(), ProblemKind::Behind);
}

#[tokio::test]
async fn a_feed_waits_until_its_follow_has_the_key_of_a_new_epoch() {
    let Following { mut owner, follower, mut feed, world: _world } = Following::start().await.written(1).await;
    let tablet = owner.device.admit(&Newcomer::device(7)).await;
    owner.dismiss(tablet.member).await;
    let made_from = owner.made_from(feed.stream).await;
    let segment = owner.next(&mut feed.clone(), true, "early");
    assert_eq!(owner.append(&made_from, &[segment]).await.refusal(), ProblemKind::StaleEpoch, "it could not open it");
    owner.change(follower.member(), None).await;
    let made_from = owner.made_from(feed.stream).await;
    let of_epoch_0 = Following::start().await.owner.next(&mut feed.clone(), true, "old key");
    assert_eq!(owner.append(&made_from, &[of_epoch_0]).await.refusal(), ProblemKind::StaleEpoch);
    owner.write(&mut feed, true, "under the new key").await;
    assert_eq!(follower.key().await.0, 1);
    assert_eq!(follower.opened(&follower.read().await).await, ["under the new key"]);
}

#[tokio::test]
async fn any_device_of_the_account_writes_and_no_other() {
    let Following { owner, follower, mut feed, world } = Following::start().await.written(1).await;
    let stranger = Owner::found(world.address, 9).await;
    let made_from = owner.made_from(feed.stream).await;
    let segment = owner.next(&mut feed, false, "mine");
    let by_stranger = stranger.next(&mut Feed::empty(feed.stream), true, "not mine");
    let refusal = |reply: Reply| reply.refusal();
    assert_eq!(refusal(stranger.append(&made_from, &[by_stranger]).await), ProblemKind::Forbidden, "its account");
    assert_eq!(
        refusal(stranger.append(&made_from, std::slice::from_ref(&segment)).await),
        ProblemKind::Forbidden,
        "its name"
    );
    assert_eq!(refusal(stranger.ask(feed.stream, None).await), ProblemKind::Forbidden);
    assert_eq!(refusal(stranger.ask(follower.notes, None).await), ProblemKind::Forbidden);
    assert_eq!(refusal(stranger.take_notes(follower.notes, 1).await), ProblemKind::Forbidden);
    assert_eq!(owner.append(&made_from, &[segment]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_feed_holds_a_feeds_kinds_and_the_journal_its_own() {
    let Following { owner, follower, mut feed, world: _world } = Following::start().await.written(1).await;
    let journal = owner.device.journal;
    let changes = owner.next(&mut feed.clone(), false, "changes");
    assert_eq!(owner.device.push(std::slice::from_ref(&changes)).await.unwrap().refusal(), ProblemKind::Malformed);
    // Ops where a feed or notes are: the kind is right, the stream is not.
    for stream in [follower.feed, follower.notes] {
        let mut ops = owner.device.replica(3);
        ops.stream = stream;
        assert_eq!(owner.device.push(&[ops.next(300)]).await.unwrap().refusal(), ProblemKind::Forbidden);
    }
    let made_from = owner.made_from(feed.stream).await;
    let mut ops = owner.device.replica(4);
    ops.stream = feed.stream;
    assert_eq!(owner.append(&made_from, &[ops.next(300)]).await.refusal(), ProblemKind::Malformed, "ops in a feed");
    for stream in [journal, follower.notes, StreamId([7; 16])] {
        let anew = owner.next(&mut Feed::empty(stream), true, "not a feed");
        let made_from = FeedAppend { feed: stream, feed_head: 0, ..made_from };
        assert_eq!(owner.append(&made_from, &[anew]).await.refusal(), ProblemKind::Forbidden, "{stream}");
    }
    let elsewhere = FeedAppend { feed: follower.notes, ..made_from };
    assert_eq!(owner.append(&elsewhere, &[changes]).await.refusal(), ProblemKind::Malformed);
    // In one append all follow each other, and only the first may begin anew.
    let twice = [owner.next(&mut feed.clone(), false, "a"), owner.next(&mut feed.clone(), false, "b")];
    assert_eq!(owner.append(&made_from, &twice).await.refusal(), ProblemKind::Malformed);
    let anew_later = [owner.next(&mut feed, false, "a"), owner.next(&mut feed, true, "b")];
    assert_eq!(owner.append(&made_from, &anew_later).await.refusal(), ProblemKind::Malformed);
    let no_feed = owner.ask(journal, None).await;
    assert_eq!(no_feed.refusal(), ProblemKind::Forbidden, "the journal is no feed");
}

#[tokio::test]
async fn the_journals_requests_know_the_journal_alone() {
    let Following { owner, follower, world: _world, .. } = Following::start().await.written(2).await;
    for stream in [follower.feed, follower.notes] {
        let mut aside = owner.device.clone();
        aside.journal = stream;
        let cursor = Cursor { stream, position: 0, mark: None };
        assert_eq!(aside.pull(vec![cursor]).await.unwrap().refusal(), ProblemKind::Forbidden);
        let spot = Spot { position: 1, mark: Mark([0; 8]) };
        let later = Spot { position: 2, ..spot };
        assert_eq!(aside.inputs(&[spot, later]).await.refusal(), ProblemKind::Forbidden);
        assert_eq!(aside.replaced(b"x", 0).await.refusal(), ProblemKind::Forbidden);
        let request = OutlineRequest { stream, after: 0 };
        let body = Body::json(&request);
        let outline = aside.send(Method::POST, OUTLINE, body).await.unwrap();
        assert_eq!(outline.refusal(), ProblemKind::Forbidden);
    }
}

/// The account holds 1,300 bytes, and the shortest segment of a feed weighs 470.
#[tokio::test]
async fn feeds_count_for_the_account_and_what_makes_less_is_taken() {
    let world = World::with(|settings| settings.account_bytes_max = 1_300).await;
    let owner = Owner::found(world.address, 1).await;
    let follower = owner.let_follow(2, None).await;
    let mut feed = Feed::empty(follower.feed);
    owner.write(&mut feed, true, "all").await;
    owner.write(&mut feed, false, "one").await;
    let made_from = owner.made_from(feed.stream).await;
    let more = owner.next(&mut feed.clone(), false, "two");
    assert_eq!(owner.append(&made_from, &[more]).await.refusal(), ProblemKind::AccountFull);
    assert_eq!(
        owner.device.push(&[owner.device.replica(1).next(600)]).await.unwrap().refusal(),
        ProblemKind::AccountFull
    );
    owner.write(&mut feed, true, "less").await;
    assert_eq!(follower.opened(&follower.read().await).await, ["less"]);
    owner.device.push_ok(&[owner.device.replica(1).next(600)]).await;
}

/// An account can hold more than it may: the limit was lowered.
#[tokio::test]
async fn a_feed_that_gets_no_longer_is_taken_over_quota_too() {
    let Following { owner, follower, mut feed, world } = Following::start().await.written(2).await;
    owner.device.push_ok(&owner.device.replica(1).next_many(2, 600)).await;
    let world = World::over(world.stop().await, |settings| settings.account_bytes_max = 1_000).await;
    let (owner, follower) = (owner.at(world.address), follower.at(world.address));
    let made_from = owner.made_from(feed.stream).await;
    let more = owner.next(&mut feed.clone(), false, "more");
    assert_eq!(owner.append(&made_from, &[more]).await.refusal(), ProblemKind::AccountFull);
    owner.write(&mut feed, true, "less").await;
    assert_eq!(follower.opened(&follower.read().await).await, ["less"]);
}

#[tokio::test]
async fn a_feed_has_a_limit_of_its_own() {
    let Following { owner, mut feed, world: _world, .. } = Following::start().await.written(1).await;
    let length = SEGMENT_BYTES_MAX - 1;
    for _ in 0..FEED_BYTES_MAX / length as u64 {
        let made_from = owner.made_from(feed.stream).await;
        let segment = owner.next_noise(&mut feed, length);
        let reply = owner.append(&made_from, &[segment]).await;
        if reply.status != StatusCode::OK {
            assert_eq!((reply.refusal(), reply.problem().limit), (ProblemKind::TooLarge, Some(FEED_BYTES_MAX)));
            return;
        }
    }
    panic!("a feed grows without a limit");
}
