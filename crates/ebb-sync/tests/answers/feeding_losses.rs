//! A server that has lost a part of the journal and none of the feeds made from it.

use ebb_protocol::ids::ReplicaId;
use ebb_sync::{Event, FeedStanding};

use crate::feeding::followed;
use crate::guest::{Guest, heat};
use crate::scripted::Device;
use crate::server::Server;

/// What was logged last is lost on the server, the feed shows it; the device has put it back under another name.
fn lost() -> (Device, Server, Guest, ReplicaId) {
    let (mut device, mut server, guest) = followed();
    device.log_flash(2, 2);
    device.settle(&mut server);
    let name = device.identity().replica;
    server.log.pop();
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_ne!(device.identity().replica, name);
    (device, server, guest, name)
}

#[test]
fn a_feed_made_from_what_was_lost_goes_on() {
    let (mut device, mut server, guest, name) = lost();
    assert_eq!(device.standing().follows[0].feed, FeedStanding::UpToDate);
    assert_eq!(device.identity().former.iter().map(|(replica, _)| *replica).collect::<Vec<_>>(), [name]);
    device.log_flash(3, 3);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}

#[test]
fn it_goes_on_after_a_start_too() {
    let (device, mut server, guest, _) = lost();
    let mut device = device.restart();
    device.log_flash(3, 3);
    device.settle(&mut server);
    assert!(guest.sees_exactly(&server, &device, &heat()));
}
