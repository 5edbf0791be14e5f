//! A feed is kept equal to what its scope shows, whoever writes and whatever comes between.

use ebb_protocol::endpoints::{FEED, FOLLOWED, PULL};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_sync::{Event, FeedStanding, Reply, Wish};

use crate::guest::{Guest, changes_in, day, flash_id, heat, heat_and_mood};
use crate::scripted::{Device, admitted};
use crate::server::Server;

/// The founder's phone, a server, and somebody who follows hot flashes; everything is settled.
pub(crate) fn followed() -> (Device, Server, Guest) {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let guest = Guest::new(60);
    device.log_flash(1, 1);
    device.rate_mood(1, 3);
    device.tell(guest.let_in(&heat()));
    device.settle(&mut server);
    (device, server, guest)
}

fn feed_standing(device: &Device) -> FeedStanding {
    device.standing().follows[0].feed
}

pub(crate) fn kinds(server: &Server, guest: &Guest) -> Vec<SegmentKind> {
    let standing = server.streams.of(guest.feed()).standing;
    standing.values().map(|segment| SegmentHead::of_segment(segment).unwrap().kind).collect()
}

#[test]
fn who_is_let_in_sees_what_the_scope_shows_and_what_is_logged_later() {
    let (mut device, mut server, guest) = followed();
    assert_eq!(guest.sees(&server).len(), 1);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(feed_standing(&device), FeedStanding::UpToDate);
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert_eq!(guest.sees(&server).len(), 2);
    assert_eq!(kinds(&server, &guest), [SegmentKind::FeedAnew, SegmentKind::FeedChanges]);
    device.rate_mood(2, 4);
    device.settle(&mut server);
    assert_eq!(kinds(&server, &guest).len(), 2, "what is not shown makes no segment");
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn an_empty_feed_tells_its_scope_all_the_same() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let guest = Guest::new(60);
    device.tell(guest.let_in(&heat()));
    device.settle(&mut server);
    let standing = server.streams.of(guest.feed()).standing;
    let opened = guest.open(&server, &standing[&1]);
    assert!(opened.is_anew() && changes_in(&opened).is_empty());
    assert_eq!(opened.body.scope, heat().to_bytes());
    assert!(!opened.body.terms.is_empty());
    assert_eq!(opened.trust_head, server.trust.member_head());
}

#[test]
fn what_is_deleted_or_private_stands_nowhere_any_more() {
    let (mut device, mut server, guest) = followed();
    device.log_flash(2, 2);
    device.log_flash(3, 3);
    device.settle(&mut server);
    device.delete(&flash_id(2));
    device.settle(&mut server);
    assert_eq!(guest.sees(&server).len(), 2);
    assert_eq!(kinds(&server, &guest), [SegmentKind::FeedAnew]);
    device.mark_private(&flash_id(3));
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(guest.sees(&server).len(), 1);
}

#[test]
fn a_wider_scope_adds_and_a_narrower_one_takes_away() {
    let (mut device, mut server, guest) = followed();
    device.tell(guest.change(&server, &heat_and_mood(), None));
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat_and_mood()));
    assert_eq!((guest.sees(&server).len(), kinds(&server, &guest).len()), (2, 2));
    let mut paused = heat_and_mood();
    paused.pause(day(1));
    device.tell(guest.change(&server, &paused, None));
    device.settle(&mut server);
    assert_eq!(guest.sees(&server).len(), 0);
    assert_eq!(kinds(&server, &guest), [SegmentKind::FeedAnew]);
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert_eq!(kinds(&server, &guest).len(), 1, "nothing of the pause is told");
    device.tell(guest.change(&server, &heat_and_mood(), None));
    device.settle(&mut server);
    assert_eq!(guest.sees(&server).len(), 3);
}

#[test]
fn a_scope_that_shows_the_same_is_told_all_the_same() {
    let (mut device, mut server, guest) = followed();
    let mut later = heat();
    later.pause(day(9));
    device.tell(guest.change(&server, &later, None));
    device.settle(&mut server);
    let standing = server.streams.of(guest.feed()).standing;
    let opened = guest.open(&server, &standing[&2]);
    assert_eq!((opened.body.scope.clone(), changes_in(&opened).len()), (later.to_bytes(), 0));
    assert!(opened.body.terms.is_empty(), "they are what they were");
}

#[test]
fn who_is_stopped_is_written_to_no_longer_and_the_store_keeps_nothing_of_the_feed() {
    let (mut device, mut server, guest) = followed();
    assert_eq!(device.store.feeds.len(), 1);
    device.tell(Event::Wished(Wish::StopFollow(guest.member())));
    device.settle(&mut server);
    assert!(device.standing().follows.is_empty());
    assert!(device.store.feeds.is_empty() && device.store.persisted.feeds.is_empty());
    let ever = server.streams.of(guest.feed()).ever.len();
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert_eq!(server.streams.of(guest.feed()).ever.len(), ever);
}

#[test]
fn a_restart_reads_the_feed_from_its_cursor_and_looks_at_nothing() {
    let (device, mut server, guest) = followed();
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!((device.looks, device.feed_reads), (0, 0));
    device.log_flash(2, 2);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!((device.looks, kinds(&server, &guest).len()), (1, 2), "only what was logged is looked at");
}

#[test]
fn what_was_logged_without_a_network_is_told_after_a_restart() {
    let (mut device, mut server, guest) = followed();
    device.log_flash(2, 2);
    // The answer never comes.
    let mut device = device.restart();
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
    assert_eq!(guest.sees(&server).len(), 2);
}

#[test]
fn where_the_answer_to_an_append_is_lost_nothing_is_told_twice() {
    let (mut device, mut server, guest) = followed();
    device.log_flash(2, 2);
    device.settle_until(&mut server, FEED);
    let lost = server.answer(device.sent.as_ref().unwrap());
    assert!(matches!(lost, Reply::Answer { status: 200, .. }));
    device.answered(Reply::NoAnswer);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!(kinds(&server, &guest).len(), 2);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn a_device_that_is_behind_reads_and_then_writes() {
    let (mut device, mut server, guest) = followed();
    let mut tablet = crate::scripted::join(&mut server, 30);
    device.log_flash(2, 2);
    device.settle_until(&mut server, FEED);
    tablet.log_flash(3, 3);
    tablet.settle(&mut server);
    assert_eq!(device.asks(), Some(FEED));
    device.settle_until(&mut server, PULL);
    device.settle(&mut server);
    tablet.tell(Event::Nudged);
    tablet.settle(&mut server);
    for device in [&device, &tablet] {
        assert!(guest.sees_exactly(&server, device, &heat()));
        assert_eq!(feed_standing(device), FeedStanding::UpToDate);
    }
    assert_eq!(guest.sees(&server).len(), 3);
}

#[test]
fn nobody_who_follows_costs_nothing() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.log_flash(1, 1);
    let mut paths = Vec::new();
    while let Some(path) = device.asks() {
        paths.push(path);
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
    }
    assert!(!paths.contains(&FOLLOWED) && !paths.contains(&FEED));
    assert!(device.store.persisted.feeds_settled.is_empty());
}
