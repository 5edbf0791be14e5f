//! Sealing and pushing: one thing at a time, and never a moment in which an unsent record does not count as waiting.

use ebb_protocol::endpoints::{SEGMENTS, TRUST_LOG_READ};
use ebb_protocol::limits::PUSH_SEGMENTS_MAX;
use ebb_protocol::push;
use ebb_sync::{Event, Reply, SyncTrouble};

use crate::scripted::{Device, admitted, ops};
use crate::server::{Peer, Server};

#[test]
fn a_second_push_waits_for_the_first() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    assert_eq!(device.asks(), Some(SEGMENTS));
    // The harness stops the test where a second request is sent while one is under way.
    device.save(ops(2, 1));
    device.tell(Event::Nudged);
    device.tell(Event::Woken);
    device.save(ops(3, 1));
    assert_eq!(device.standing().waiting, 3);
    device.settle(&mut server);
    assert_eq!(device.standing().waiting, 0);
    assert_eq!(server.log.len(), 2, "what was saved during a push goes together");
}

#[test]
fn a_record_changed_again_while_it_waits_counts_once() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    for _ in 0..3 {
        device.save(ops(1, 1));
        device.answered(Reply::NoAnswer);
        device.tell(Event::Woken);
    }
    device.save(ops(2, 1));
    assert_eq!(device.standing().waiting, 2);
    device.settle(&mut server);
    assert_eq!(device.standing().waiting, 0);
}

#[test]
fn many_segments_go_in_pushes_of_what_one_may_hold() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    let count = u32::try_from(PUSH_SEGMENTS_MAX).unwrap() + 10;
    for number in 1..=count {
        // No network: each save is sealed by itself.
        device.answered(Reply::NoAnswer);
        device.save(ops(100 * number, 1));
        device.tell(Event::Woken);
    }
    assert_eq!(device.standing().waiting, PUSH_SEGMENTS_MAX + 11);
    let first = push::read(&device.sent.as_ref().unwrap().body).unwrap().len();
    assert!(first <= PUSH_SEGMENTS_MAX);
    device.settle(&mut server);
    assert_eq!(device.standing().waiting, 0);
}

#[test]
fn a_nudge_during_a_rest_tries_at_once() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    for _ in 0..6 {
        device.answered(Reply::NoAnswer);
        assert_eq!(device.asks(), None);
        device.save(ops(50, 1));
        assert_eq!(device.asks(), None, "saving is no reason to try sooner");
        device.tell(Event::Nudged);
        assert_eq!(device.asks(), Some(TRUST_LOG_READ));
        device.settle_until(&mut server, SEGMENTS);
    }
    device.settle(&mut server);
    assert_eq!(device.standing().waiting, 0);
}

#[test]
fn records_wait_while_they_are_read_and_stored() {
    let mut server = Server::new();
    for holds_back in [
        (|event| matches!(event, Event::UnsealedRead { .. })) as fn(&Event) -> bool,
        |event| matches!(event, Event::OutboxStored),
        |event| matches!(event, Event::OutboxDropped),
    ] {
        let mut device = Device::settled(admitted(), &mut server);
        device.holds_back = holds_back;
        let shown_before = device.shown.len();
        device.save(ops(1, 2));
        device.settle(&mut server);
        assert_eq!(device.standing().waiting, 2, "the store has not answered yet");
        device.let_go();
        device.settle(&mut server);
        assert_eq!(device.standing().waiting, 0);
        let shown = &device.shown[shown_before..];
        let last = shown.iter().rposition(|standing| standing.waiting > 0).unwrap();
        assert!(shown[..=last].iter().all(|standing| standing.waiting == 2), "never less in between");
    }
}

/// The read's transaction was before the save's, its answer comes after: what was saved is not in what was read.
#[test]
fn what_is_saved_while_the_store_is_read_is_sealed_next() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.holds_back = |event| matches!(event, Event::UnsealedRead { .. });
    device.save(ops(1, 1));
    device.save(ops(2, 1));
    assert_eq!(device.standing().waiting, 2);
    device.let_go();
    device.settle(&mut server);
    assert_eq!(device.standing().waiting, 0);
    assert_eq!(crate::server::ops_on(&server), ops(1, 2), "both are on the server");
}

#[test]
fn what_was_sent_to_an_empty_log_is_not_pulled() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    device.settle(&mut server);
    assert_eq!(device.store.persisted.cursor.map(|cursor| cursor.position), Some(1));
    device.save(ops(2, 1));
    device.settle(&mut server);
    assert_eq!(device.store.persisted.cursor.map(|cursor| cursor.position), Some(1), "what lies before 2 is not known");
}

/// A server came back from a backup, others have filled it up again, and this device's own next number fits by chance.
#[test]
fn the_next_position_does_not_vouch_for_those_before_it() {
    let mut peer = Peer::new(9);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    device.settle(&mut server);
    peer.write(&mut server, &ops(10, 1));
    device.tell(Event::Nudged);
    device.settle(&mut server);
    server.log.truncate(1);
    server.incarnation = 1;
    server.log.push(Peer::new(9).segment(&ops(20, 1)));
    device.save(ops(2, 1));
    device.settle(&mut server);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(device.merged.contains(&ops(20, 1)[0]));
    assert_eq!(crate::server::ops_on(&server).len(), 4, "and what was lost is put back");
}

#[test]
fn what_was_saved_before_sync_was_turned_on_is_sent_whole() {
    let mut server = Server::new();
    let mut device = Device::start(crate::scripted::founder());
    device.save(ops(1, 5));
    device.save(ops(10, 5));
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    assert_eq!(crate::server::ops_on(&server).len(), 10);
}

/// Without the trust log it is not known where to send; nothing may count as sealed then.
#[test]
fn a_damaged_identity_seals_nothing_away() {
    let mut identity = admitted();
    identity.log[0].entry.truncate(40);
    let mut device = Device::start(identity);
    device.save(ops(1, 2));
    assert_eq!((device.standing().waiting, device.standing().trouble), (2, Some(SyncTrouble::Storage)));
    device.settle(&mut Server::new());
    assert_eq!((device.standing().waiting, device.standing().trouble), (2, Some(SyncTrouble::Storage)));
    assert_eq!(device.store.persisted.sealing.through, None);
    assert!(!device.wakes.is_empty());
}
