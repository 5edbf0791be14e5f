//! Reading what was compacted: it counts as what it was made of would have, and tells as much about who wrote what.

use ebb_protocol::endpoints::{PULL, REPLACED, SEGMENTS, TRUST_LOG};
use ebb_protocol::head::HEAD_BYTES;
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::PullPage;
use ebb_protocol::trust::{Detail, SignedEntry, batch};
use ebb_replica::{Contents, Reach, compact};
use ebb_sync::{Event, Reply, StoreEffect, SyncTrouble, Wish};

use crate::compacting::{as_set, reader, server_of};
use crate::scripted::{Device, admitted, answer, is_well, ops, problem};
use crate::server::{Peer, Server, ops_on};

/// Another device compacts what stands at these positions.
pub(crate) fn compact_at(server: &mut Server, peer: &Peer, positions: std::ops::RangeInclusive<u64>) {
    let standing: Vec<u64> = server.positions().filter(|position| positions.contains(position)).collect();
    let body = compact(standing.into_iter().map(|position| server.contents(position)).collect()).unwrap();
    let segment = peer.compacted(server, &body);
    server.put_in_place(positions, segment);
}

/// One who writes, and one who compacts and has written before.
fn writer_and_compactor(server: &mut Server) -> (Peer, Peer) {
    let (writer, mut compactor) = (Peer::new(10), Peer::new(11));
    server.admit(&writer);
    server.admit(&compactor);
    compactor.write(server, &ops(100, 1));
    (writer, compactor)
}

#[test]
fn one_that_is_damaged_is_set_aside_as_any_other() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 3);
    let whole = peer.compacted(&server, &compact(vec![Contents { reaches: Vec::new(), ops: ops(50, 2) }]).unwrap());
    let mut altered = whole.clone();
    altered[HEAD_BYTES + 40] ^= 1;
    let log = server.log.clone();
    for (segment, words) in [
        (altered, "signature"),
        (peer.compacted(&server, b""), "cut short"),
        (peer.compacted(&server, &[7, 0, 0]), "compacted in version 7"),
        (peer.compacted(&server, &[2, 9, 0, 0]), "cut short"),
        (peer.compacted(&server, &[2, 0, 0, 5, 0, 0, 0, 0]), "version 5"),
    ] {
        server.log.clone_from(&log);
        server.log.insert(1, segment.clone());
        let device = Device::settled(admitted(), &mut server);
        assert_eq!(as_set(&device.merged), as_set(&ops(1, 3)), "{words}");
        let kept = &device.store.set_aside[0];
        assert_eq!((kept.position, &kept.bytes), (2, &segment));
        assert!(kept.reason.contains(words), "{words}: {}", kept.reason);
    }
}

/// A server that came back from a backup took more from someone who had been dismissed; another device, which had not heard
/// of that yet, compacted it. What counts of it is taken from what it was made of.
#[test]
fn one_that_reaches_past_a_cut_is_taken_apart() {
    for (depth, page_segments) in [(1, 100), (2, 100), (1, 1), (2, 1)] {
        let mut server = Server::new();
        let (mut gone, compactor) = writer_and_compactor(&mut server);
        for number in 1..=2 {
            gone.write(&mut server, &ops(number, 1));
        }
        let cut = gone.cut();
        gone.write(&mut server, &ops(3, 1));
        compact_at(&mut server, &compactor, 2..=4);
        if depth == 2 {
            compact_at(&mut server, &compactor, 1..=4);
        }
        server.dismiss(gone.member(), vec![cut]);
        server.page_segments = page_segments;
        let device = Device::settled(reader(), &mut server);
        assert!(is_well(&device), "{:?}", device.standing());
        let counts = [ops(1, 2), ops(100, 1)].concat();
        assert_eq!(as_set(&device.merged), as_set(&counts), "{depth} {page_segments}");
        let aside: Vec<_> = device.store.set_aside.iter().map(|aside| aside.position).collect();
        assert_eq!(aside, [4], "once, and as it came");
        assert!(device.store.set_aside[0].reason.contains("do not count"));
        assert_eq!(device.store.persisted.cursor.unwrap().position, 4);

        // After thirty days nothing is left to ask for.
        server.replaced.clear();
        let late = Device::settled(reader(), &mut server);
        assert!(is_well(&late));
        assert_eq!(late.merged.len(), usize::from(depth == 1), "what stands by itself");
    }
}

/// Whoever made what nobody counts wrote it anew: it is in its journal.
#[test]
fn who_had_read_past_the_cut_vouches_for_what_was_compacted() {
    let mut server = Server::new();
    let (mut gone, compactor) = writer_and_compactor(&mut server);
    gone.write(&mut server, &ops(1, 1));
    let cut = gone.cut();
    gone.write(&mut server, &ops(2, 1));
    compact_at(&mut server, &compactor, 2..=3);
    let mut device = Device::settled(admitted(), &mut server);
    assert_eq!(device.merged.len(), 3);
    server.dismiss(gone.member(), vec![cut]);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    server.replaced.clear();
    let late = Device::settled(reader(), &mut server);
    assert_eq!(as_set(&late.merged), as_set(&[ops(1, 2), ops(100, 1)].concat()), "also what the server forgets");
}

#[test]
fn whatever_is_answered_to_the_asking_back_the_page_comes_again() {
    for reply in [
        Reply::NoAnswer,
        problem(ProblemKind::Unavailable),
        problem(ProblemKind::TooMany),
        answer(200, b""),
        answer(200, &PullPage::default().to_bytes()),
        answer(200, b"<!doctype html><title>Log in to the hotel</title>"),
        answer(404, b"<!doctype html><title>Not here</title>"),
    ] {
        let mut server = Server::new();
        let (mut gone, compactor) = writer_and_compactor(&mut server);
        gone.write(&mut server, &ops(1, 1));
        let cut = gone.cut();
        gone.write(&mut server, &ops(2, 1));
        compact_at(&mut server, &compactor, 2..=3);
        server.dismiss(gone.member(), vec![cut]);
        let mut device = Device::start(reader());
        device.settle_until(&mut server, REPLACED);
        assert!(device.store.persisted.cursor.is_none() && device.merged.is_empty(), "the page is not stored yet");
        device.answered(reply.clone());
        assert_eq!(device.asks(), None);
        device.tell(Event::Woken);
        assert_eq!(device.asks(), Some(PULL), "{reply:?}");
        device.settle(&mut server);
        assert!(is_well(&device), "{reply:?}");
        assert_eq!(as_set(&device.merged), as_set(&[ops(1, 1), ops(100, 1)].concat()));
    }
}

/// A device that has seen compacted segments alone can dismiss: they tell the last numbers.
#[test]
fn a_dismissal_names_last_segments_that_were_compacted() {
    let mut server = Server::new();
    let (mut gone, compactor) = writer_and_compactor(&mut server);
    for number in 1..=3 {
        gone.write(&mut server, &ops(number, 1));
    }
    compact_at(&mut server, &compactor, 1..=3);
    compact_at(&mut server, &compactor, 3..=4);
    let device = Device::settled(admitted(), &mut server);
    let mut device = device.restart();
    device.settle(&mut server);
    for (member, cut) in [(gone.member(), gone.cut()), (compactor.member(), compactor.cut())] {
        device.tell(Event::Wished(Wish::Dismiss(member)));
        device.settle_until(&mut server, TRUST_LOG);
        let logged = batch::read(&device.sent.as_ref().unwrap().body).unwrap().remove(0);
        let entry = SignedEntry::read(&logged.entry).unwrap();
        let Detail::Dismissed(dismissal) = &entry.head.detail else { panic!("{entry:?}") };
        assert_eq!(dismissal.cuts, [cut]);
        device.settle(&mut server);
        server.keys = device.identity().keys.clone();
    }
    // Who compacted was dismissed, and what it had compacted before goes on to count.
    let late = Device::settled(reader(), &mut server);
    assert_eq!((late.merged.len(), late.standing().set_aside), (4, 0));
}

/// The answer to a push was lost, and another device has compacted what was pushed: its number is not held any more. What the
/// compacted segment says of this replica tells that it arrived.
#[test]
fn what_was_sent_and_compacted_since_leaves_the_outbox() {
    for is_restarted in [false, true] {
        let mut server = Server::new();
        let peer = Peer::new(10);
        server.admit(&peer);
        let mut device = Device::settled(admitted(), &mut server);
        device.save(ops(1, 1));
        device.settle(&mut server);
        device.save(ops(2, 1));
        server.answer(device.sent.as_ref().unwrap());
        device.answered(Reply::NoAnswer);
        device.save(ops(3, 1));
        compact_at(&mut server, &peer, 1..=2);
        if is_restarted {
            device = device.restart();
        } else {
            device.tell(Event::Woken);
        }
        device.settle_until(&mut server, SEGMENTS);
        let refused = server.answer(device.sent.as_ref().unwrap());
        device.answered(refused);
        assert_eq!(device.asks(), Some(PULL));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::LogsDiffer));
        device.settle(&mut server);
        assert!(is_well(&device), "{:?}", device.standing());
        assert_eq!(server.log.len(), 3, "what came after it was sent under the next number");
        assert_eq!(device.identity().replica, admitted().replica);
        let other = Device::settled(reader(), &mut server);
        assert_eq!(as_set(&other.merged), as_set(&ops(1, 3)));
    }
}

/// This phone is not the only one that goes by its name: the other has sent more, or something else under the same number.
#[test]
fn a_clone_sees_itself_in_what_was_compacted() {
    for (number, saves) in [(1, true), (7, true), (7, false)] {
        let mut server = Server::new();
        let peer = Peer::new(10);
        server.admit(&peer);
        let mut device = Device::settled(admitted(), &mut server);
        let (replica, writer) = (admitted().replica, admitted().secrets().member());
        let reach = Reach { replica, writer, number, hash: SegmentHash([9; 32]) };
        let body = compact(vec![Contents { reaches: vec![reach], ops: ops(7, 1) }]).unwrap();
        server.log.push(peer.compacted(&server, &body));
        if saves {
            device.save(ops(1, 1));
            device.answered(problem(ProblemKind::NumberTaken));
        } else {
            device.tell(Event::Nudged);
        }
        device.settle(&mut server);
        assert!(is_well(&device), "{number} {saves}: {:?}", device.standing());
        assert_ne!(device.identity().replica, replica);
        device.save(ops(2, 1));
        device.settle(&mut server);
        let expected = if saves { vec![ops(1, 2), ops(7, 1)] } else { vec![ops(2, 1), ops(7, 1)] };
        assert_eq!(as_set(&ops_on(&server)), as_set(&expected.concat()));
    }
}

/// The answer to a push is lost, a new key comes, the app ends just when its own segment was pulled, and that is compacted: sealed
/// anew under the same number, it would look like another phone's.
#[test]
fn what_was_pulled_before_a_restart_is_not_sealed_anew() {
    let (mut server, peer, left) = (Server::new(), Peer::new(10), Peer::new(20));
    server.admit(&peer);
    server.admit(&left);
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    drop(server.answer(device.sent.as_ref().unwrap()));
    device.answered(Reply::NoAnswer);
    server.dismiss(left.member(), Vec::new());
    device.breaks = |effect| matches!(effect, StoreEffect::DropOutbox { .. });
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, device.standing().trouble), (1, Some(SyncTrouble::Storage)));
    compact_at(&mut server, &peer, 1..=1);
    let mut device = device.restart();
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    assert_eq!((device.identity().replica, server.log.len()), (admitted().replica, 1));
    assert!(device.store.persisted.outbox.is_empty());
}

/// The server does not hold the cursor of this device: all is pulled anew, and what was compacted tells how far this replica
/// had come.
#[test]
fn after_a_loss_the_numbers_go_on_after_what_was_compacted() {
    let mut server = Server::new();
    let peer = Peer::new(10);
    server.admit(&peer);
    let mut device = Device::settled(admitted(), &mut server);
    for number in 1..=3 {
        device.save(ops(number, 1));
        device.settle(&mut server);
    }
    compact_at(&mut server, &peer, 1..=3);
    server.incarnation = 1;
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert!(is_well(&device), "{:?}", device.standing());
    assert_eq!((device.identity().replica, server.log.len()), (admitted().replica, 3), "nothing was lacking");
    device.save(ops(4, 1));
    device.settle(&mut server);
    assert!(is_well(&device));
    assert_eq!(as_set(&ops_on(&server)), as_set(&ops(1, 4)));
    assert_eq!(server.contents(4).reaches[0].number, 4);
    assert_ne!(device.identity().replica, ReplicaId([77; 16]));
}

/// The numbers of a replica rise by one, or from where a compacted segment reaches: what is compacted is no gap, and what is
/// left out after it is one.
#[test]
fn what_is_left_out_after_what_was_compacted_is_noticed() {
    for is_left_out in [false, true] {
        let mut server = Server::new();
        let (mut writer, compactor) = writer_and_compactor(&mut server);
        for number in 1..=5 {
            writer.write(&mut server, &ops(number, 1));
        }
        compact_at(&mut server, &compactor, 2..=4);
        if is_left_out {
            server.gone.insert(5);
        }
        for page_segments in [1, 100] {
            server.page_segments = page_segments;
            let device = Device::settled(reader(), &mut server);
            let trouble = is_left_out.then_some(SyncTrouble::OddAnswer);
            assert_eq!(device.standing().trouble, trouble, "{page_segments}");
            assert_eq!(device.merged.iter().any(|op| *op == ops(5, 1)[0]), !is_left_out);
        }
    }
}
