//! Compacting: done when there is nothing else to do, given up without a word, and never a reason to lose or to double anything.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::{COMPACT, INPUTS, OUTLINE, SEGMENTS, TRUST_LOG, TRUST_LOG_READ};
use ebb_protocol::head::{HEAD_BYTES, SegmentHead, SegmentKind};
use ebb_protocol::ids::{Mark, ReplicaId, SegmentHash};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_replica::{Op, Reach};
use ebb_sync::{Event, Identity, Reply, Wish};

use crate::scripted::{Device, JOURNAL, admitted, answer, ops, problem};
use crate::server::{Peer, Server};

/// A server with so many segments of another device, each with the ops of one record.
pub(crate) fn server_of(peer: &mut Peer, count: u32) -> Server {
    let mut server = Server::with(&[peer]);
    for number in 1..=count {
        peer.write(&mut server, &ops(number, 1));
    }
    server
}

/// A device that has saved something: whoever has sent nothing yet does not compact. What it saved comes after what is there.
fn compactor() -> Device {
    let mut device = Device::start(admitted());
    device.save(ops(900, 1));
    device
}

/// Another device, as far as it reads: the same member with another replica.
pub(crate) fn reader() -> Identity {
    Identity { replica: ReplicaId([77; 16]), ..admitted() }
}

fn settled_compactor(server: &mut Server) -> Device {
    let mut device = compactor();
    device.settle(server);
    device
}

pub(crate) fn as_set(ops: &[Op]) -> BTreeSet<Op> {
    ops.iter().cloned().collect()
}

/// So many ops from 1, and what the compactor saved.
fn all_ops(count: u32) -> BTreeSet<Op> {
    as_set(&[ops(1, count), ops(900, 1)].concat())
}

#[test]
fn a_device_at_the_head_compacts_and_a_new_one_gets_the_same() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let device = settled_compactor(&mut server);
    assert_eq!(server.positions().collect::<Vec<_>>(), [16, 17, 18, 19, 20, 21]);
    assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    let contents = server.contents(16);
    assert_eq!(as_set(&contents.ops), as_set(&ops(1, 16)));
    let hash = SegmentHash::of(&server.replaced[15].2);
    assert_eq!(contents.reaches, [Reach { replica: ReplicaId([10; 16]), writer: peer.member(), number: 16, hash }]);

    let other = Device::settled(reader(), &mut server);
    assert_eq!(as_set(&other.merged), all_ops(20));
    assert_eq!(other.store.persisted.cursor.map(|cursor| cursor.position), Some(21));
    assert_eq!(other.standing().set_aside, 0);
    assert_eq!(server.positions().count(), 6, "there was nothing more to be gained");
}

#[test]
fn a_short_log_is_not_even_looked_at() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 14);
    let mut device = compactor();
    while let Some(path) = device.asks() {
        assert_ne!(path, OUTLINE);
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
    }
}

#[test]
fn it_is_looked_at_again_after_as_many_as_are_worth_it() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let mut device = settled_compactor(&mut server);
    let mut looks = 0;
    for number in 21..=60 {
        peer.write(&mut server, &ops(number, 1));
        device.tell(Event::Nudged);
        while let Some(path) = device.asks() {
            looks += usize::from(path == OUTLINE);
            let reply = server.answer(device.sent.as_ref().unwrap());
            device.answered(reply);
        }
    }
    assert_eq!(looks, 2, "40 segments, and each 17 make this device look");
    assert!(server.positions().count() < 23);
    let other = Device::settled(reader(), &mut server);
    assert_eq!(as_set(&other.merged), all_ops(60));
}

/// Whatever is answered to whichever step: everything stays as it is, nothing shows, and sending and pulling go on.
#[test]
fn whatever_goes_wrong_is_given_up_without_a_word() {
    let hotel = || answer(200, b"<!doctype html><title>Log in to the hotel</title>");
    let replies: [fn() -> Reply; 8] = [
        || Reply::NoAnswer,
        || problem(ProblemKind::InputsChanged),
        || problem(ProblemKind::NumberTaken),
        || problem(ProblemKind::Lost),
        || problem(ProblemKind::Unauthorized),
        || problem(ProblemKind::TooMany),
        || problem(ProblemKind::NotFound),
        || answer(200, &[]),
    ];
    for path in [OUTLINE, INPUTS, COMPACT] {
        for reply in replies.iter().map(|reply| reply()).chain([hotel()]) {
            let mut peer = Peer::new(10);
            let mut server = server_of(&mut peer, 20);
            let mut device = compactor();
            device.settle_until(&mut server, path);
            let before = device.standing().clone();
            device.answered(reply);
            assert_eq!((device.asks(), device.standing()), (None, &before), "{path}");
            assert!(device.wakes.is_empty(), "there is nothing to wait for");
            assert_eq!(server.positions().count(), 21);
            device.save(ops(50, 1));
            assert_eq!(device.asks(), Some(SEGMENTS));
            device.settle(&mut server);
            assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
        }
    }
}

#[test]
fn what_is_saved_meanwhile_goes_first() {
    for path in [OUTLINE, INPUTS, COMPACT] {
        let mut server = server_of(&mut Peer::new(10), 20);
        let mut device = compactor();
        device.settle_until(&mut server, path);
        device.save(ops(500, 1));
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
        assert_eq!(device.asks(), Some(SEGMENTS), "{path}");
        device.settle(&mut server);
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    }
}

#[test]
fn the_answer_was_lost_and_it_was_done() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let mut device = compactor();
    device.settle_until(&mut server, COMPACT);
    server.answer(device.sent.as_ref().unwrap());
    device.answered(Reply::NoAnswer);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!((server.positions().count(), device.standing().trouble), (6, None));
}

/// Two read the same; the one replaces it. What the other made of it must not come in its place.
#[test]
fn who_comes_second_gives_up() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let [mut first, mut second] = [compactor(), Device::start(reader())];
    second.save(ops(901, 1));
    for device in [&mut first, &mut second] {
        device.settle_until(&mut server, COMPACT);
    }
    first.settle(&mut server);
    let log = server.log.clone();
    second.settle(&mut server);
    assert_eq!(server.log, log);
    assert_eq!((second.standing().trouble, second.asks()), (None, None));
}

#[test]
fn what_this_device_does_not_understand_is_never_taken_in() {
    let (peer, other) = (Peer::new(10), Peer::new(12));
    let newer_kind = {
        let segment = other.segment(&ops(300, 1));
        let head = SegmentHead { kind: SegmentKind::Unknown(9), ..SegmentHead::of_segment(&segment).unwrap() };
        [&head.to_bytes()[..], &segment[HEAD_BYTES..]].concat()
    };
    let newer_pack = other.segment_at(other.place(), b"\x09no pack of this version");
    for odd in [newer_kind, newer_pack] {
        let mut server = Server::with(&[&peer, &other]);
        let mut writer = Peer::new(10);
        for number in 1..=40 {
            if number == 11 {
                server.log.push(odd.clone());
            }
            writer.write(&mut server, &ops(number, 1));
        }
        let device = settled_compactor(&mut server);
        assert_eq!(device.standing().set_aside, 1);
        assert_eq!(server.at(11), odd, "it stands there as it came");
        let left: Vec<u64> = server.positions().collect();
        assert_eq!(left[..11], (1..=11).collect::<Vec<u64>>(), "what is before it is too little by itself");
        assert!(left.len() < 30, "what is after it was compacted: {left:?}");
        let other = Device::settled(reader(), &mut server);
        assert_eq!(as_set(&other.merged), all_ops(40));
    }
}

/// What a server says is weighed before it is believed.
#[test]
fn answers_that_do_not_fit_are_given_up() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let mut device = compactor();
    device.settle_until(&mut server, INPUTS);
    let (head, mark) = (21, server.mark(21));
    let pulled = |position: u64| Pulled { position, mark: server.mark(position), segment: server.at(position) };
    let page = |segments: Vec<Pulled>| {
        let page = StreamPage { stream: JOURNAL, head, mark, more: false, segments };
        answer(200, &PullPage { streams: vec![page] }.to_bytes())
    };
    let fewer = page((1..=15).map(pulled).collect());
    let others = page((2..=17).map(pulled).collect());
    let marked = page((1..=16).map(|position| Pulled { mark: Mark([9; 8]), ..pulled(position) }).collect());
    for odd in [fewer, others, marked, answer(200, &PullPage::default().to_bytes())] {
        device.answered(odd);
        assert_eq!((device.asks(), device.standing().trouble), (None, None));
        let mut again = compactor();
        again.settle_until(&mut server, INPUTS);
        device = again;
    }
}

/// What decides over the rest, and what was read of the log, is not held up; and nothing is compacted while logs differ.
#[test]
fn whoever_has_sent_nothing_or_wishes_something_does_not_compact() {
    let mut server = server_of(&mut Peer::new(10), 20);
    let device = Device::settled(admitted(), &mut server);
    assert_eq!((server.positions().count(), device.standing().trouble), (20, None));
    let mut device = compactor();
    device.settle_until(&mut server, INPUTS);
    let inputs = server.answer(device.sent.as_ref().unwrap());
    device.tell(Event::Wished(Wish::Admit(Box::new(Peer::new(11).as_newcomer()))));
    device.answered(inputs);
    assert_eq!(device.asks(), Some(TRUST_LOG));
    device.settle(&mut server);
    assert_eq!((server.positions().count(), server.trust.next_index()), (6, 3));
}

/// Someone was dismissed between the reading and the sealing: what is sealed under the old key comes in the place of nothing.
#[test]
fn a_newer_key_is_read_before_it_is_compacted() {
    let (mut peer, gone) = (Peer::new(10), Peer::new(11));
    let mut server = server_of(&mut peer, 20);
    server.admit(&gone);
    let mut device = compactor();
    device.settle_until(&mut server, COMPACT);
    server.dismiss(gone.member(), Vec::new());
    let refused = server.answer(device.sent.as_ref().unwrap());
    assert_eq!(refused, problem(ProblemKind::StaleEpoch));
    device.answered(refused);
    assert_eq!(device.asks(), Some(TRUST_LOG_READ));
    device.settle(&mut server);
    assert_eq!((server.positions().count(), device.standing().trouble), (21, None));
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!((server.positions().count(), device.standing().trouble), (6, None));
    let head = SegmentHead::of_segment(&server.at(16)).unwrap();
    assert_eq!((head.epoch, head.writer), (1, admitted().secrets().member()));
    assert_eq!(as_set(&Device::settled(reader(), &mut server).merged), all_ops(20));
}

/// What stands there was sealed under several keys, one of its writers was dismissed: it becomes one under the newest.
#[test]
fn segments_of_all_epochs_become_one_of_the_newest() {
    let (mut peer, mut gone) = (Peer::new(10), Peer::new(11));
    let mut server = Server::with(&[&peer, &gone]);
    for number in 1..=10 {
        gone.write(&mut server, &ops(number, 1));
    }
    server.dismiss(gone.member(), vec![gone.cut()]);
    for number in 11..=20 {
        peer.write(&mut server, &ops(number, 1));
    }
    let device = settled_compactor(&mut server);
    assert_eq!((server.positions().count(), device.standing().set_aside), (6, 0));
    assert_eq!(SegmentHead::of_segment(&server.at(16)).unwrap().epoch, 1);
    let reaches = server.contents(16).reaches;
    let told: Vec<_> = reaches.iter().map(|reach| (reach.writer, reach.number)).collect();
    assert_eq!(told, [(peer.member(), 6), (gone.member(), 10)]);
    let other = Device::settled(reader(), &mut server);
    assert_eq!((as_set(&other.merged), other.standing().set_aside), (all_ops(20), 0));
}

/// What lies past a cut is no part of what a device compacts.
#[test]
fn what_lies_past_a_cut_is_never_taken_in() {
    let (mut peer, mut gone) = (Peer::new(10), Peer::new(11));
    let mut server = Server::with(&[&peer, &gone]);
    gone.write(&mut server, &ops(1, 1));
    let cut = gone.cut();
    gone.write(&mut server, &ops(2, 1));
    server.dismiss(gone.member(), vec![cut]);
    for number in 3..=20 {
        peer.write(&mut server, &ops(number, 1));
    }
    let device = settled_compactor(&mut server);
    assert_eq!(device.standing().set_aside, 1);
    assert_eq!(server.positions().collect::<Vec<_>>()[..3], [1, 2, 18]);
}
