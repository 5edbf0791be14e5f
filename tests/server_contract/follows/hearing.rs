//! The live channel of a follow, and what devices hear of follows.

use std::time::Duration;

use ebb_protocol::live::{CLOSE_FORBIDDEN, LiveFrame, Notice, Reached};
use ebb_protocol::push::PushAnswer;
use ebb_tests::server_client::{Device, Feed, Newcomer, Owner};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::Message;

use super::{Following, HOUR, after};
use crate::live::{Socket, close_code, connect, frame, notice, open};
use crate::world::{BEGINNING_MS, World};

/// Opens a channel and reads what comes first: where the stream stands, and how long the log is.
async fn welcome(world: &World, caller: &Device) -> (Socket, Notice, LiveFrame) {
    let (mut socket, first) = open(world, caller).await;
    let second = frame(&mut socket).await;
    (socket, first, second)
}

#[tokio::test]
async fn a_follow_is_told_where_its_feed_and_its_part_of_the_log_stand() {
    let Following { owner, follower, feed: _feed, world } = Following::start().await.written(2).await;
    owner.let_follow(3, None).await;
    owner.let_follow(4, None).await;
    let page = follower.read().await;
    let (_socket, first, second) = welcome(&world, &follower.caller).await;
    assert_eq!(first, Notice { stream: follower.feed, head: 2, mark: page.mark });
    assert_eq!(second, LiveFrame::TrustLog { entries: 2 }, "others who follow are none of its business");
}

/// Whatever happens in the account, the next frame that a follow hears is about itself.
#[tokio::test]
async fn a_follow_hears_of_its_own_alone() {
    let Following { owner, mut follower, mut feed, world } = Following::start().await;
    let mut other = owner.let_follow(3, None).await;
    let mut feed_of_other = Feed::empty(other.feed);
    let (mut at_follow, ..) = welcome(&world, &follower.caller).await;
    owner.device.push_ok(&[owner.device.replica(1).next(300)]).await;
    owner.write(&mut feed_of_other, true, "for another").await;
    let notes = [other.note("of another").await];
    other.leave(&notes).await;
    let own = [follower.note("its own").await];
    follower.leave(&own).await;
    other.read().await;
    owner.device.pull_all().await;
    owner.change(other.member(), None).await;
    owner.open_mailbox_for(9).await;
    let place = owner.write(&mut feed, true, "for it").await;
    let own_feed = LiveFrame::Stream(Notice { stream: feed.stream, head: 1, mark: place.mark });
    assert_eq!(frame(&mut at_follow).await, own_feed);
    owner.stop(other.member()).await;
    owner.change(follower.member(), None).await;
    assert_eq!(frame(&mut at_follow).await, LiveFrame::TrustLog { entries: 6 }, "up to the entry about itself");
    owner.device.admit(&Newcomer::device(7)).await;
    assert_eq!(frame(&mut at_follow).await, LiveFrame::TrustLog { entries: 7 }, "it may write the feed");
}

#[tokio::test]
async fn devices_hear_of_feeds_and_notes_and_when_a_follow_was_there_last() {
    let Following { owner, mut follower, mut feed, world } = Following::start().await;
    let (mut at_device, ..) = welcome(&world, &owner.device).await;
    let place = owner.write(&mut feed, true, "all").await;
    let of_feed = Notice { stream: follower.feed, head: 1, mark: place.mark };
    assert_eq!(notice(&mut at_device).await, of_feed);
    let note = follower.note("a question").await;
    let left: PushAnswer = follower.leave(&[note]).await.json();
    let of_notes = Notice { stream: follower.notes, head: 1, mark: left.heads[0].mark };
    assert_eq!(notice(&mut at_device).await, of_notes);

    let reached = |position, seen_ms| {
        let (reader, stream) = (follower.member(), follower.feed);
        LiveFrame::Reached(Reached { reader, stream, position, set_aside: 0, seen_ms })
    };
    follower.read().await;
    assert_eq!(frame(&mut at_device).await, reached(0, BEGINNING_MS));
    world.clock.pass(HOUR);
    follower.ask(follower.feed, Some((1, place.mark))).await;
    assert_eq!(frame(&mut at_device).await, reached(1, BEGINNING_MS + 3_600_000));
    // What it said of a position that is not held is not believed.
    follower.ask(follower.feed, Some((9, place.mark))).await;
    assert_eq!(frame(&mut at_device).await, reached(0, BEGINNING_MS + 3_600_000));
    // Whoever listens later is told as well.
    let (mut later, ..) = welcome(&world, &owner.device).await;
    assert_eq!(frame(&mut later).await, reached(0, BEGINNING_MS + 3_600_000));
    let mut notices = [notice(&mut later).await, notice(&mut later).await];
    notices.sort_by_key(|notice| notice.stream != follower.feed);
    assert_eq!(notices, [of_feed, of_notes]);
}

/// A stop is heard on open channels and refused as soon as it is answered; another who follows hears nothing of it.
#[tokio::test]
async fn a_stop_closes_open_channels_and_refuses_at_once() {
    let Following { owner, follower, feed: _feed, world } = Following::start().await.written(1).await;
    let other = owner.let_follow(3, None).await;
    let (mut first, ..) = welcome(&world, &follower.caller).await;
    let (mut second, ..) = welcome(&world, &follower.caller).await;
    let (mut at_other, ..) = welcome(&world, &other.caller).await;
    owner.stop(follower.member()).await;
    // The server's clock stands still meanwhile, and its pings are far apart: nothing waits for them.
    assert!(!follower.ask(follower.feed, None).await.status.is_success());
    assert_eq!(close_code(&mut first).await, CLOSE_FORBIDDEN);
    assert_eq!(close_code(&mut second).await, CLOSE_FORBIDDEN);
    assert_closed(&world, follower.caller.token()).await;
    let mut feed_of_other = Feed::empty(other.feed);
    owner.write(&mut feed_of_other, true, "for the other").await;
    assert!(matches!(frame(&mut at_other).await, LiveFrame::Stream(notice) if notice.stream == other.feed));
}

async fn assert_closed(world: &World, token: &str) {
    let mut socket = connect(world).await;
    socket.send(Message::text(token)).await.unwrap();
    assert_eq!(close_code(&mut socket).await, CLOSE_FORBIDDEN);
}

#[tokio::test]
async fn at_its_end_a_follows_channel_is_closed_and_no_new_one_is_opened() {
    let world = World::with(|settings| settings.patience.ping = Duration::from_millis(20)).await;
    let owner = Owner::found(world.address, 1).await;
    let follower = owner.let_follow(2, Some(after(HOUR))).await;
    let lasting = owner.let_follow(3, None).await;
    let (mut socket, ..) = welcome(&world, &follower.caller).await;
    let (mut at_lasting, ..) = welcome(&world, &lasting.caller).await;
    world.clock.pass(HOUR);
    assert_eq!(close_code(&mut socket).await, CLOSE_FORBIDDEN);
    assert_closed(&world, follower.caller.token()).await;
    // Its end is moved while it listens: into the past it closes at once, without waiting for a ping.
    owner.change(lasting.member(), Some(BEGINNING_MS)).await;
    assert_eq!(close_code(&mut at_lasting).await, CLOSE_FORBIDDEN);
}

/// Nothing is told to somebody whose time is over, whatever comes first: the next ping or something to tell.
#[tokio::test]
async fn what_grows_after_its_end_a_follow_does_not_hear() {
    let Following { owner, follower, feed: _feed, world } = Following::until(Some(after(HOUR))).await;
    let (mut socket, ..) = welcome(&world, &follower.caller).await;
    world.clock.pass(HOUR);
    // Both wake the channel: one is about devices, which a follow reads of.
    owner.device.admit(&Newcomer::device(7)).await;
    let heard = socket.next().await.unwrap().unwrap();
    assert!(matches!(&heard, Message::Close(Some(frame)) if u16::from(frame.code) == CLOSE_FORBIDDEN), "{heard:?}");
}

#[tokio::test]
async fn a_follow_that_waits_after_a_loss_gets_no_channel() {
    let kept = Following::start().await;
    let lost = World::start().await;
    let owner = kept.owner.at(lost.address);
    owner.device.present(&kept.owner.device.log().await).await;
    assert_closed(&lost, kept.follower.caller.token()).await;
}
