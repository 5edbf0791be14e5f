//! Segments that could not be opened: kept, tried again after each entry of the trust log and at each start, and told of.

use ebb_protocol::endpoints::PULL;
use ebb_protocol::pull::{LastSetAside, PullRequest};
use ebb_sync::{Event, SET_ASIDE_AT_ONCE, StoreEffect};

use crate::scripted::{Device, JOURNAL, admitted, ops};
use crate::server::{Peer, Server};

/// A device that has set aside what a peer wrote, since the server did not show the peer's entry in the log.
fn with_set_aside(segments: u32) -> (Device, Server, Peer) {
    let mut server = Server::new();
    let peer = Peer::new(10);
    server.log.extend((1..=segments).map(|number| peer.segment(&ops(number, 1))));
    let mut device = Device::settled(admitted(), &mut server);
    for _ in 0..9 {
        device.tell(Event::Woken);
        device.settle(&mut server);
    }
    assert_eq!(device.standing().set_aside, segments as usize);
    assert!(device.merged.is_empty());
    (device, server, peer)
}

#[test]
fn what_did_not_open_opens_once_the_log_says_whose_it_is() {
    let more_than_once = u32::try_from(SET_ASIDE_AT_ONCE).unwrap() + 3;
    for segments in [1, more_than_once] {
        let (mut device, mut server, peer) = with_set_aside(segments);
        server.admit(&peer);
        device.tell(Event::Nudged);
        device.settle(&mut server);
        assert_eq!(device.merged.len(), segments as usize);
        assert_eq!((device.standing().set_aside, device.standing().trouble), (0, None));
        assert!(device.store.set_aside.is_empty());
        assert_eq!(device.restart().standing().set_aside, 0);
    }
}

#[test]
fn a_newer_app_that_starts_tries_again() {
    let (mut device, mut server, peer) = with_set_aside(2);
    server.admit(&peer);
    // The log is stored, and the app ends before it has tried.
    device.breaks = |effect| matches!(effect, StoreEffect::ReadSetAside { .. });
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!((device.merged.len(), device.standing().set_aside), (0, 2));
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!((device.merged.len(), device.standing().set_aside), (2, 0));
}

#[test]
fn what_does_not_open_stays_as_it_was_received() {
    let (mut device, mut server, _) = with_set_aside(2);
    let kept = device.store.set_aside.clone();
    server.admit(&Peer::new(11));
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(device.store.set_aside, kept);
    assert_eq!(device.standing().set_aside, 2);
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!((&device.store.set_aside, device.standing().set_aside), (&kept, 2));
}

#[test]
fn a_store_that_fails_meanwhile_loses_nothing() {
    let (mut device, mut server, peer) = with_set_aside(2);
    server.admit(&peer);
    device.breaks = |effect| matches!(effect, StoreEffect::TakeSetAside { .. });
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!((device.merged.len(), device.standing().set_aside), (0, 2));
    device.breaks = |_| false;
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!((device.merged.len(), device.standing().set_aside), (2, 0));
}

#[test]
fn pulls_tell_what_this_device_does_not_have() {
    let (mut device, mut server, peer) = with_set_aside(2);
    let told = |device: &Device| {
        let request = device.sent.as_ref().unwrap();
        serde_json::from_slice::<PullRequest>(&request.body).unwrap().set_aside
    };
    device.tell(Event::Nudged);
    device.settle_until(&mut server, PULL);
    assert_eq!(told(&device), [LastSetAside { stream: JOURNAL, position: 2 }]);
    server.admit(&peer);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    device.tell(Event::Nudged);
    device.settle_until(&mut server, PULL);
    assert_eq!(told(&device), []);
}
