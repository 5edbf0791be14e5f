//! The live channel's life: opened once let in, opened again after growing waits, and never trusted further than a hint.

use ebb_protocol::endpoints::{PULL, TRUST_LOG_READ};
use ebb_protocol::ids::StreamId;
use ebb_protocol::live::{LiveFrame, Notice};
use ebb_sync::{Event, Reply};

use crate::scripted::{Device, JOURNAL, admitted, founder, ops};
use crate::server::{Peer, Server, mark};

const fn notice(head: u64) -> Event {
    Event::Noticed(LiveFrame::Stream(Notice { stream: JOURNAL, head, mark: mark(head) }))
}

fn live(server: &mut Server) -> Device {
    let mut device = Device::settled(admitted(), server);
    device.tell(Event::LiveOpened);
    device.tell(notice(server.log.len() as u64));
    device.settle(server);
    device
}

#[test]
fn it_opens_once_the_device_is_let_in() {
    let mut server = Server::new();
    let mut device = Device::start(founder());
    assert_eq!(device.channels_opened, 0);
    device.settle(&mut server);
    assert_eq!(device.channels_opened, 1);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(device.channels_opened, 1, "not a second one beside the first");
}

#[test]
fn it_opens_again_after_growing_waits_and_at_once_on_a_nudge() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    for failures in 0..12 {
        device.tell(Event::LiveClosed);
        let step = (1_000_u64 << failures).min(300_000);
        assert!((step / 2..=step).contains(device.wakes.last().unwrap()), "{:?}", device.wakes);
        assert_eq!(device.channels_opened, 1 + failures, "not before the wait is over");
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert_eq!(device.channels_opened, 2 + failures);
    }
    device.tell(Event::LiveOpened);
    device.tell(notice(0));
    device.tell(Event::LiveClosed);
    assert!(*device.wakes.last().unwrap() <= 1_000, "a channel that worked begins with short waits again");
    let opened = device.channels_opened;
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(device.channels_opened, opened + 1);
}

#[test]
fn a_notice_of_something_new_pulls_and_one_of_something_known_does_not() {
    let mut server = Server::new();
    let mut device = live(&mut server);
    device.tell(notice(0));
    assert_eq!(device.asks(), None);
    let peer = Peer::new(9);
    server.admit(&peer);
    server.log.push(peer.segment(&ops(1, 1)));
    device.tell(notice(1));
    assert_eq!(device.asks(), Some(PULL));
    device.settle(&mut server);
    assert_eq!(device.merged, ops(1, 1));
    device.tell(notice(1));
    assert_eq!(device.asks(), None);
    device.tell(Event::Noticed(LiveFrame::Stream(Notice { stream: StreamId([9; 16]), head: 7, mark: mark(7) })));
    assert_eq!(device.asks(), None, "another stream's head says nothing of the journal");
    device.tell(Event::Noticed(LiveFrame::Stream(Notice { stream: JOURNAL, head: 1, mark: mark(77) })));
    assert_eq!(device.asks(), Some(PULL), "the same position with another mark is another log");
}

#[test]
fn a_notice_during_a_request_is_not_forgotten() {
    let mut server = Server::new();
    let mut device = live(&mut server);
    let peer = Peer::new(9);
    server.admit(&peer);
    device.save(ops(5, 1));
    let request = device.sent.clone().unwrap();
    let reply = server.answer(&request);
    server.log.push(peer.segment(&ops(1, 1)));
    device.tell(notice(2));
    device.answered(reply);
    device.settle(&mut server);
    assert!(device.merged.contains(&ops(1, 1)[0]));
}

#[test]
fn without_a_live_channel_each_waking_asks() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(Event::LiveClosed);
    device.tell(Event::Woken);
    assert_eq!(device.asks(), Some(TRUST_LOG_READ));
    device.settle_until(&mut server, PULL);
}

#[test]
fn a_nudge_asks_even_where_a_channel_seems_open() {
    let mut server = Server::new();
    let mut device = live(&mut server);
    device.tell(Event::Nudged);
    assert_eq!(device.asks(), Some(TRUST_LOG_READ));
    device.settle_until(&mut server, PULL);
}

#[test]
fn it_neither_opens_nor_asks_for_a_wake_during_a_rest() {
    let mut server = Server::new();
    let mut device = live(&mut server);
    device.save(ops(1, 1));
    device.answered(Reply::NoAnswer);
    let (opened, wakes) = (device.channels_opened, device.wakes.len());
    device.tell(Event::LiveClosed);
    assert_eq!((device.channels_opened, device.wakes.len()), (opened, wakes), "the rest's own wait stays");
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!(device.channels_opened, opened + 1);
    assert_eq!(device.standing().waiting, 0);
}
