//! Bringing logs together that differ: nothing is lost, and nothing is sent twice under one number.

use ebb_protocol::endpoints::{PULL, SEGMENTS};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_sync::{Event, Reply, StoreEffect, SyncTrouble};

use crate::scripted::{Device, admitted, asked_position, is_well, ops, problem};
use crate::server::{Peer, Server, as_reply, ops_on};

fn taken(last_number: u64) -> Reply {
    as_reply(409, &Problem { last_number: Some(last_number), ..Problem::new(ProblemKind::NumberTaken) })
}

/// The first push came through, its answer did not, and was sealed anew since: the server holds the same ops under the number.
#[test]
fn a_number_that_was_taken_by_the_same_ops_is_dropped() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 2));
    let request = device.sent.clone().unwrap();
    drop(server.answer(&request));
    device.answered(taken(1));
    assert_eq!(device.asks(), Some(PULL));
    assert_eq!((device.standing().waiting, device.standing().trouble), (2, Some(SyncTrouble::LogsDiffer)));
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!((server.log.len(), device.store.persisted.outbox.len()), (1, 0));
    assert_eq!(device.store.identity.as_ref().unwrap().replica, admitted().replica);
}

#[test]
fn a_server_that_lost_everything_gets_everything_again_under_a_new_replica() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    peer.write(&mut server, &ops(50, 1));
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 2));
    device.settle(&mut server);
    device.save(ops(3, 1));
    device.answered(Reply::NoAnswer);
    server.log.clear();
    server.incarnation = 1;
    device.tell(Event::Nudged);
    device.settle_until(&mut server, SEGMENTS);
    assert_eq!(device.standing().waiting, 1);
    device.settle(&mut server);
    assert!(is_well(&device));
    let mut expected = [ops(1, 3), ops(50, 1)].concat();
    expected.sort_unstable();
    assert_eq!(ops_on(&server), expected);
    assert_ne!(device.store.identity.as_ref().unwrap().replica, admitted().replica);
    let numbers: Vec<_> = server.log.iter().map(|held| SegmentHead::of_segment(held).unwrap().number).collect();
    assert_eq!(numbers[0], 1);
    // Heads of the lost log must not come back: a dismissal would name them.
    let device = device.restart();
    assert!(device.store.persisted.replicas.iter().all(|head| head.replica != peer.place().replica));
}

#[test]
fn an_old_backup_gets_what_it_lacks_and_nothing_else() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    for number in 1..5 {
        device.save(ops(number, 1));
        device.settle(&mut server);
    }
    server.log.truncate(2);
    device.tell(Event::Nudged);
    device.settle_until(&mut server, PULL);
    device.answered(problem(ProblemKind::Lost));
    assert_eq!((device.asks(), asked_position(&device)), (Some(PULL), 0));
    assert_eq!(device.standing().trouble, Some(SyncTrouble::LogsDiffer));
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!((ops_on(&server), server.log.len()), (ops(1, 4), 3));
}

/// The position is gone, but nothing of this replica: then its numbers go on.
#[test]
fn where_the_own_numbers_are_all_there_the_replica_stays() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    device.settle(&mut server);
    peer.write(&mut server, &ops(50, 1));
    device.tell(Event::Nudged);
    device.settle(&mut server);
    server.log.truncate(1);
    server.incarnation = 1;
    device.save(ops(2, 1));
    device.settle(&mut server);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!(device.store.identity.as_ref().unwrap().replica, admitted().replica);
    assert_eq!(ops_on(&server), [ops(1, 2), ops(50, 1)].concat());
}

#[test]
fn a_restart_or_a_failing_store_in_the_middle_of_mending_loses_nothing() {
    let breaks: [fn(&StoreEffect) -> bool; 4] = [
        |effect| matches!(effect, StoreEffect::BeginAnew { .. }),
        |effect| matches!(effect, StoreEffect::PutPulled { .. }),
        |effect| matches!(effect, StoreEffect::ReadUnsealed { .. }),
        |effect| matches!(effect, StoreEffect::DropOutbox { .. }),
    ];
    for (case, breaks) in breaks.into_iter().enumerate() {
        for restarts in [false, true] {
            let mut peer = Peer::new(10);
            let mut server = Server::with(&[&peer]);
            let mut device = Device::settled(admitted(), &mut server);
            for number in 1..4 {
                device.save(ops(number, 1));
                device.settle(&mut server);
            }
            server.log.truncate(1);
            server.incarnation = 1;
            peer.write(&mut server, &ops(50, 1));
            device.save(ops(4, 2));
            device.breaks = breaks;
            device.tell(Event::Nudged);
            for _ in 0..3 {
                device.settle(&mut server);
                assert!(device.standing().trouble.is_some(), "case {case}");
                device.tell(Event::Woken);
            }
            device.settle(&mut server);
            if restarts {
                device = device.restart();
            }
            device.breaks = |_| false;
            device.tell(Event::Nudged);
            device.settle(&mut server);
            assert!(is_well(&device), "case {case}, {restarts}: {:?}", device.standing());
            assert_eq!(ops_on(&server), [ops(1, 5), ops(50, 1)].concat(), "case {case}, {restarts}");
        }
    }
}

#[test]
fn a_server_that_loses_everything_again_and_again_is_not_asked_in_a_circle() {
    for kind in [ProblemKind::Lost, ProblemKind::NumberTaken, ProblemKind::StaleEpoch, ProblemKind::Forbidden] {
        let mut server = Server::new();
        let mut device = Device::settled(admitted(), &mut server);
        device.save(ops(1, 2));
        device.settle(&mut server);
        device.save(ops(3, 2));
        let path = if kind == ProblemKind::Lost { PULL } else { SEGMENTS };
        device.tell(Event::Nudged);
        let mut asked = 0;
        for _ in 0..3 {
            while let Some(request) = device.sent.clone() {
                asked += 1;
                assert!(asked < 60, "{kind:?}: asked in a circle");
                let reply = if request.path == path { problem(kind) } else { server.answer(&request) };
                device.answered(reply);
            }
            assert!(!device.wakes.is_empty(), "{kind:?}");
            device.tell(Event::Woken);
        }
        device.settle(&mut server);
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert!(is_well(&device), "{kind:?}: {:?}", device.standing());
        assert_eq!(ops_on(&server), ops(1, 4), "{kind:?}");
    }
}

#[test]
fn a_push_that_is_answered_lost_is_sent_again() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 2));
    device.answered(problem(ProblemKind::Lost));
    assert_eq!((device.standing().waiting, device.standing().trouble), (2, Some(SyncTrouble::LogsDiffer)));
    device.settle(&mut server);
    assert!(is_well(&device));
}

/// A server that answers an old answer again has not taken the new segment.
#[test]
fn an_old_answer_to_a_push_does_not_count() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    let old = server.answer(device.sent.as_ref().unwrap());
    device.answered(old.clone());
    device.settle(&mut server);
    device.save(ops(2, 1));
    device.answered(old);
    assert_eq!((device.standing().waiting, device.standing().trouble), (1, Some(SyncTrouble::LogsDiffer)));
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!(ops_on(&server), ops(1, 2));
}

/// What was read before its writer's cut was known is vouched for by who read it: everyone else sets it aside.
#[test]
fn what_was_read_past_a_cut_is_put_back() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    peer.write(&mut server, &ops(20, 1));
    let cut = peer.cut();
    peer.write(&mut server, &ops(21, 1));
    let mut device = Device::settled(admitted(), &mut server);
    assert_eq!(device.merged.len(), 2);
    server.dismiss(peer.member(), vec![cut]);
    let mut other = device.cloned();
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    let own = server.log.last().unwrap();
    assert_eq!(SegmentHead::of_segment(own).unwrap().writer, admitted().secrets().member());
    assert_eq!(ops_on(&server), ops(20, 2));
    let log_length = server.log.len();
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!(server.log.len(), log_length, "once");
    other.tell(Event::Nudged);
    other.settle(&mut server);
    assert!(is_well(&other));
}

/// The app ends while everything is pulled anew: the server holds the cursor, and what was read past the cut is remembered.
#[test]
fn what_was_read_past_a_cut_is_put_back_also_after_a_restart() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    server.page_segments = 1;
    peer.write(&mut server, &ops(20, 1));
    let cut = peer.cut();
    peer.write(&mut server, &ops(21, 1));
    let mut device = Device::settled(admitted(), &mut server);
    server.dismiss(peer.member(), vec![cut]);
    device.tell(Event::Nudged);
    while device.asks() != Some(PULL) || asked_position(&device) != 1 {
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
    }
    let mut device = device.restart();
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    let own = server.log.last().unwrap();
    assert_eq!(SegmentHead::of_segment(own).unwrap().writer, admitted().secrets().member());
    let log_length = server.log.len();
    let mut device = device.restart();
    device.settle_until(&mut server, PULL);
    assert!(asked_position(&device) > 0, "all is pulled anew once");
    device.settle(&mut server);
    assert_eq!(server.log.len(), log_length);
}

/// A server answers a pull with the page of a later one: what that leaves out is missed, and everything pulled anew.
#[test]
fn a_page_that_leaves_something_out_is_not_taken() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    for number in 1..4 {
        peer.write(&mut server, &ops(number, 1));
    }
    let mut device = Device::start(admitted());
    device.settle_until(&mut server, PULL);
    let whole = server.page(ebb_protocol::pull::Cursor { stream: crate::scripted::JOURNAL, position: 0, mark: None });
    let mut cut = whole.unwrap();
    cut.streams[0].segments.remove(0);
    device.answered(crate::scripted::answer(200, &cut.to_bytes()));
    assert_eq!((device.standing().trouble, device.store.persisted.cursor), (Some(SyncTrouble::OddAnswer), None));
    device.tell(Event::Woken);
    assert_eq!((device.asks(), asked_position(&device)), (Some(PULL), 0));
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!(device.merged.len(), 3);
}

/// A phone that was set up from an old backup has entries of its own to read, under its own name or one that it had.
#[test]
fn nor_one_that_leaves_out_something_of_its_own() {
    for identity in [admitted(), crate::compacting::reader()] {
        let mut server = Server::new();
        let mut former = Device::settled(admitted(), &mut server);
        for number in 1..4 {
            former.save(ops(number, 1));
            former.settle(&mut server);
        }
        let mut device = Device::start(identity);
        device.settle_until(&mut server, PULL);
        let first = ebb_protocol::pull::Cursor { stream: crate::scripted::JOURNAL, position: 0, mark: None };
        let mut cut = server.page(first).unwrap();
        cut.streams[0].segments.remove(0);
        device.answered(crate::scripted::answer(200, &cut.to_bytes()));
        assert_eq!((device.standing().trouble, device.store.persisted.cursor), (Some(SyncTrouble::OddAnswer), None));
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert!(is_well(&device), "{:?}", device.standing());
        assert_eq!(device.merged.len(), 3);
    }
}

/// It holds nothing else: then it is taken, and does not stop the rest.
#[test]
fn what_a_server_never_shows_does_not_stop_the_rest() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    for number in 1..4 {
        peer.write(&mut server, &ops(number, 1));
    }
    server.log.remove(0);
    let mut device = Device::start(admitted());
    for _ in 0..5 {
        device.settle(&mut server);
        device.tell(Event::Woken);
    }
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!(device.merged.len(), 2);
}
