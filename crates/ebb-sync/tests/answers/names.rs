//! A phone that is not the only one of its name goes on under another, and what went out under the old one is not lost.

use ebb_protocol::endpoints::{PULL, SEGMENTS};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::push::PushAnswer;
use ebb_sync::{Event, Reply};

use crate::scripted::{Device, admitted, asked_position, is_well, newcomer_as, ops, problem};
use crate::server::{Peer, Server, appended, as_reply, ops_on};

/// Two phones from one backup: both are called the same, and both write.
#[test]
fn a_clone_goes_on_as_a_new_replica_and_both_keep_everything() {
    let mut server = Server::new();
    let mut first = Device::settled(admitted(), &mut server);
    first.save(ops(1, 1));
    first.settle(&mut server);
    let mut second = first.cloned();
    first.save(ops(2, 1));
    first.settle(&mut server);
    second.save(ops(3, 1));
    second.answered(Reply::NoAnswer);
    second.save(ops(4, 1));
    second.tell(Event::Woken);
    second.settle(&mut server);
    assert!(is_well(&second));
    assert_ne!(second.store.identity.as_ref().unwrap().replica, admitted().replica);
    first.tell(Event::Nudged);
    first.settle(&mut server);
    assert!(is_well(&first));
    assert_eq!(first.store.identity.as_ref().unwrap().replica, admitted().replica);
    assert_eq!(ops_on(&server), ops(1, 4));
    for number in 10..13 {
        for device in [&mut first, &mut second] {
            device.save(ops(number * 10, 1));
            device.settle(&mut server);
            assert!(is_well(device));
        }
    }
    let mut second = second.restart();
    second.settle(&mut server);
    assert!(is_well(&second));
}

#[test]
fn a_clone_that_only_reads_sees_it_too() {
    let mut server = Server::new();
    let mut first = Device::settled(admitted(), &mut server);
    first.save(ops(1, 1));
    first.settle(&mut server);
    let mut second = first.cloned();
    first.save(ops(2, 1));
    first.settle(&mut server);
    second.tell(Event::Nudged);
    second.settle(&mut server);
    assert!(is_well(&second));
    assert_ne!(second.store.identity.as_ref().unwrap().replica, admitted().replica);
    second.save(ops(3, 1));
    second.settle(&mut server);
    assert_eq!(SegmentHead::of_segment(server.log.last().unwrap()).unwrap().number, 1);
}

/// A phone that was set up anew from a backup of before it was a member: its replica is that of a former member.
#[test]
fn a_replica_of_a_former_member_is_left() {
    let mut former = Peer::new(1);
    let mut server = Server::with(&[&former]);
    former.write(&mut server, &ops(1, 1));
    server.invite();
    let mut device = Device::start(newcomer_as(former.place().replica));
    device.save(ops(2, 1));
    device.settle_until(&mut server, SEGMENTS);
    device.answered(problem(ProblemKind::Forbidden));
    device.tell(Event::Woken);
    assert_eq!(device.asks(), Some(PULL), "others are read all the same");
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    assert_ne!(device.store.identity.as_ref().unwrap().replica, former.place().replica);
}

/// What went out under a name that was another's too may never have been taken: the server gave an old answer again.
#[test]
fn what_a_former_members_replica_sent_is_looked_for_to_the_op() {
    let mut former = Peer::new(1);
    let mut server = Server::with(&[&former]);
    former.write(&mut server, &ops(1, 1));
    former.write(&mut server, &ops(2, 1));
    server.invite();
    let mut device = Device::start(newcomer_as(former.place().replica));
    device.save(ops(3, 1));
    device.settle_until(&mut server, SEGMENTS);
    device.answered(as_reply(200, &PushAnswer { heads: vec![appended(2)], appended: vec![appended(2)] }));
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    assert_ne!(device.store.identity.as_ref().unwrap().replica, former.place().replica);
    assert_eq!(ops_on(&server), ops(1, 3));
}

/// The app ends while all is compared: the server holds the cursor, and takes nothing under that name.
#[test]
fn a_former_members_replica_is_left_also_after_a_restart() {
    let mut former = Peer::new(1);
    let mut server = Server::with(&[&former, &Peer::new(30)]);
    server.page_segments = 1;
    let mut peer = Peer::new(30);
    peer.write(&mut server, &ops(10, 1));
    former.write(&mut server, &ops(1, 1));
    server.invite();
    let mut device = Device::start(newcomer_as(former.place().replica));
    device.settle_until(&mut server, PULL);
    while device.asks() != Some(PULL) || device.store.persisted.cursor.is_none() || asked_position(&device) > 0 {
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
    }
    device.settle_until(&mut server, PULL);
    let first_page = server.answer(device.sent.as_ref().unwrap());
    device.answered(first_page);
    let mut device = device.restart();
    device.save(ops(2, 1));
    device.settle(&mut server);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    assert_ne!(device.store.identity.as_ref().unwrap().replica, former.place().replica);
    assert_eq!(ops_on(&server), [ops(1, 2), ops(10, 1)].concat());
}
