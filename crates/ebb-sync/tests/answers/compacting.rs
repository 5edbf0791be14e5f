//! Compacting: done when there is nothing else to do, given up without a word, and never a reason to lose or to double anything.

use std::collections::BTreeSet;

use ebb_protocol::compact::{CompactAnswer, Compaction, InputsRequest};
use ebb_protocol::endpoints::{COMPACT, INPUTS, OUTLINE, PULL, SEGMENTS};
use ebb_protocol::head::{HEAD_BYTES, SegmentHead, SegmentKind};
use ebb_protocol::ids::{Mark, ReplicaId, SegmentHash};
use ebb_protocol::outline::{Outline, OutlineEntry, OutlineRequest};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_replica::{Contents, Op, Reach, compact, open_compacted};
use ebb_sync::{Event, Identity, Method, Reply, Request, SyncTrouble};
use ebb_vault::{CompactedPlace, open, seal_compacted};

use crate::scripted::{Device, JOURNAL, Peer, Server, admitted, answer, appended, founder, mark, ops, problem};

impl Server {
    /// What a good server answers to a device that compacts.
    pub(crate) fn compaction(&mut self, request: &Request) -> Reply {
        match request.path {
            OUTLINE => {
                let asked: OutlineRequest = serde_json::from_slice(&request.body).unwrap();
                answer(200, &self.outline(asked.after).to_bytes())
            }
            INPUTS => {
                let asked: InputsRequest = serde_json::from_slice(&request.body).unwrap();
                let head = self.log.len() as u64;
                let pulled = |position: u64| Pulled { position, mark: mark(position), segment: self.at(position) };
                let segments = asked.inputs.iter().map(|spot| pulled(spot.position)).collect();
                let page = StreamPage { stream: JOURNAL, head, mark: mark(head), more: false, segments };
                answer(200, &PullPage { streams: vec![page] }.to_bytes())
            }
            _ => self.replace(&Compaction::read(&request.body).unwrap()),
        }
    }

    fn outline(&self, after: u64) -> Outline {
        let head = self.log.len() as u64;
        let entry = |position: u64| {
            let segment = self.at(position);
            let code = segment.get(1).copied().unwrap_or(0);
            let length = u32::try_from(segment.len()).unwrap();
            OutlineEntry { position, mark: mark(position), length, kind: SegmentKind::of_code(code) }
        };
        let entries = self.positions().filter(|position| *position > after).map(entry).collect();
        Outline { stream: JOURNAL, head, mark: mark(head), more: false, entries }
    }

    fn replace(&mut self, compaction: &Compaction<'_>) -> Reply {
        let (first, last) = (compaction.inputs[0].position, compaction.inputs.last().unwrap().position);
        let standing = self.positions().filter(|position| (first..=last).contains(position));
        let standing: Vec<_> = standing.map(|position| (position, SegmentHash::of(&self.at(position)))).collect();
        let named: Vec<_> = compaction.inputs.iter().map(|input| (input.position, input.hash)).collect();
        if standing != named {
            return problem(ProblemKind::InputsChanged);
        }
        self.gone.extend(first..last);
        self.log[usize::try_from(last).unwrap() - 1] = compaction.segment.to_vec();
        answer(200, &serde_json::to_vec(&CompactAnswer { place: appended(last) }).unwrap())
    }

    fn at(&self, position: u64) -> Vec<u8> {
        self.log[usize::try_from(position).unwrap() - 1].clone()
    }

    fn positions(&self) -> impl Iterator<Item = u64> {
        (1..=self.log.len() as u64).filter(|position| !self.gone.contains(position))
    }
}

/// A server with so many segments of another device, each with the ops of one record.
fn server_of(peer: &mut Peer, count: u32) -> Server {
    let mut server = Server::new();
    server.cards.push(peer.card());
    server.log = (1..=count).map(|number| peer.next(&ops(number, 1))).collect();
    server
}

fn as_set(ops: &[Op]) -> BTreeSet<Op> {
    ops.iter().cloned().collect()
}

fn opened(segment: &[u8], writers: &Identity) -> Contents {
    let writers = writers.writers();
    let opened = open(&founder().key, founder().account, |member| writers.get(&member).copied(), segment).unwrap();
    assert_eq!(opened.head.kind, SegmentKind::Compacted);
    open_compacted(&opened.body).unwrap()
}

#[test]
fn a_device_at_the_head_compacts_and_a_new_one_gets_the_same() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let device = Device::settled(admitted(), &mut server);
    assert_eq!(server.positions().collect::<Vec<_>>(), [16, 17, 18, 19, 20]);
    assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    let contents = opened(&server.at(16), &device.store.identity.clone().unwrap());
    assert_eq!(as_set(&contents.ops), as_set(&ops(1, 16)));
    let last = Reach { replica: ReplicaId([10; 16]), number: 16, hash: peer.hashes[15] };
    assert_eq!(contents.reaches, [last]);

    let other = Device::settled(admitted(), &mut server);
    assert_eq!(as_set(&other.merged), as_set(&ops(1, 20)));
    assert_eq!(other.store.persisted.cursor.map(|cursor| cursor.position), Some(20));
    assert_eq!(other.standing().set_aside, 0);
    assert_eq!(server.positions().count(), 5, "there was nothing more to be gained");
}

#[test]
fn a_short_log_is_not_even_looked_at() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 15);
    let mut device = Device::start(admitted());
    while let Some((_, path)) = device.asks() {
        assert_ne!(path, OUTLINE);
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
    }
}

#[test]
fn it_is_looked_at_again_after_as_many_as_are_worth_it() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let mut device = Device::settled(admitted(), &mut server);
    let mut looks = 0;
    for number in 21..=60 {
        server.log.push(peer.next(&ops(number, 1)));
        device.tell(Event::Nudged);
        while let Some((_, path)) = device.asks() {
            looks += usize::from(path == OUTLINE);
            let reply = server.answer(device.sent.as_ref().unwrap());
            device.answered(reply);
        }
    }
    assert_eq!(looks, 2, "40 segments, and each 17 make this device look");
    assert!(server.positions().count() < 22);
    let other = Device::settled(admitted(), &mut server);
    assert_eq!(as_set(&other.merged), as_set(&ops(1, 60)));
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
            let mut device = Device::start(admitted());
            device.settle_until(&mut server, Method::Post, path);
            let before = device.standing().clone();
            device.answered(reply);
            assert_eq!((device.asks(), device.standing()), (None, &before), "{path}");
            assert!(device.wakes.is_empty(), "there is nothing to wait for");
            assert_eq!(server.positions().count(), 20);
            device.save(ops(50, 1));
            assert_eq!(device.asks(), Some((Method::Post, SEGMENTS)));
            device.settle(&mut server);
            assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
        }
    }
}

#[test]
fn what_is_saved_meanwhile_goes_first() {
    for path in [OUTLINE, INPUTS, COMPACT] {
        let mut server = server_of(&mut Peer::new(10), 20);
        let mut device = Device::start(admitted());
        device.settle_until(&mut server, Method::Post, path);
        device.save(ops(500, 1));
        let reply = server.answer(device.sent.as_ref().unwrap());
        device.answered(reply);
        assert_eq!(device.asks(), Some((Method::Post, SEGMENTS)), "{path}");
        device.settle(&mut server);
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    }
}

#[test]
fn the_answer_was_lost_and_it_was_done() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let mut device = Device::start(admitted());
    device.settle_until(&mut server, Method::Post, COMPACT);
    server.answer(device.sent.as_ref().unwrap());
    device.answered(Reply::NoAnswer);
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!((server.positions().count(), device.standing().trouble), (5, None));
}

/// Two read the same; the one replaces it. What the other made of it must not come in its place.
#[test]
fn who_comes_second_gives_up() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let [mut first, mut second] = [Device::start(admitted()), Device::start(admitted())];
    for device in [&mut first, &mut second] {
        device.settle_until(&mut server, Method::Post, COMPACT);
    }
    first.settle(&mut server);
    let log = server.log.clone();
    second.settle(&mut server);
    assert_eq!(server.log, log);
    assert_eq!((second.standing().trouble, second.asks()), (None, None));
}

#[test]
fn what_this_device_does_not_understand_is_never_taken_in() {
    let mut peer = Peer::new(10);
    let stranger = Peer::new(11);
    let newer_kind = {
        let segment = Peer::new(12).segment(&ops(300, 1));
        let head = SegmentHead { kind: SegmentKind::Unknown(9), ..SegmentHead::of_segment(&segment).unwrap() };
        [&head.to_bytes()[..], &segment[HEAD_BYTES..]].concat()
    };
    let newer_pack = peer.segment_at(peer.place(), b"\x09no pack of this version");
    for odd in [newer_kind, newer_pack, stranger.segment(&ops(300, 1))] {
        let mut server = server_of(&mut peer, 40);
        server.log.insert(10, odd.clone());
        let device = Device::settled(admitted(), &mut server);
        assert_eq!(device.standing().set_aside, 1);
        assert_eq!(server.at(11), odd, "it stands there as it came");
        let left: Vec<u64> = server.positions().collect();
        assert_eq!(left[..11], (1..=11).collect::<Vec<u64>>(), "what is before it is too little by itself");
        assert!(left.len() < 30, "what is after it was compacted: {left:?}");
        let other = Device::settled(admitted(), &mut server);
        assert_eq!(as_set(&other.merged), as_set(&ops(1, 40)));
    }
}

#[test]
fn a_compacted_segment_that_is_damaged_is_set_aside_as_any_other() {
    let mut peer = Peer::new(10);
    let sealed = |body: &[u8]| {
        let place =
            CompactedPlace { account: founder().account, stream: JOURNAL, epoch: 0, replica: ReplicaId([10; 16]) };
        let signing = &founder().device.signing;
        seal_compacted(&founder().key, signing, &place, &[0; 32], body, [9; 24]).unwrap().into_bytes()
    };
    let whole = sealed(&compact(vec![Contents { reaches: Vec::new(), ops: ops(50, 2) }]).unwrap());
    let mut altered = whole.clone();
    altered[HEAD_BYTES + 40] ^= 1;
    for (segment, words) in [
        (altered, "signature"),
        (sealed(b""), "cut short"),
        (sealed(&[7, 0, 0]), "compacted in version 7"),
        (sealed(&[1, 9, 0, 0]), "cut short"),
        (sealed(&[1, 0, 0, 5, 0, 0, 0, 0]), "version 5"),
    ] {
        let mut server = server_of(&mut peer, 3);
        server.log.insert(1, segment.clone());
        let device = Device::settled(admitted(), &mut server);
        assert_eq!(as_set(&device.merged), as_set(&ops(1, 3)), "{words}");
        let kept = &device.store.set_aside[0];
        assert_eq!((kept.position, &kept.bytes), (2, &segment));
        assert!(kept.reason.contains(words), "{words}: {}", kept.reason);
    }
}

/// The answer to a push was lost, and another device has compacted what was pushed: its number is not held any more. What the
/// compacted segment says of this replica tells that it arrived.
#[test]
fn what_was_sent_and_compacted_since_leaves_the_outbox() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    device.settle(&mut server);
    device.save(ops(2, 1));
    server.answer(device.sent.as_ref().unwrap());
    device.answered(Reply::NoAnswer);
    device.save(ops(3, 1));
    let contents = |segment: &[u8], number, ops| Contents {
        reaches: vec![Reach { replica: founder().replica, number, hash: SegmentHash::of(segment) }],
        ops,
    };
    let body = compact(vec![contents(&server.at(1), 1, ops(1, 1)), contents(&server.at(2), 2, ops(2, 1))]).unwrap();
    let peer = Peer::new(10);
    server.cards.push(peer.card());
    server.log[1] = peer.compacted(&body);
    server.gone.insert(1);

    let mut device = device.restart();
    device.settle_until(&mut server, Method::Post, SEGMENTS);
    device.answered(problem(ProblemKind::NumberTaken));
    device.settle_until(&mut server, Method::Post, PULL);
    assert_eq!((device.standing().waiting, device.standing().trouble), (2, None), "not told before it is sure");
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    assert_eq!(server.log.len(), 3, "what came after it was sent under the next number");
    let other = Device::settled(admitted(), &mut server);
    assert_eq!(as_set(&other.merged), as_set(&ops(1, 3)));
}

/// The same number with another hash: this phone is not the one that sent it.
#[test]
fn a_number_that_another_segment_has_stays_taken() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    let reach = Reach { replica: founder().replica, number: 1, hash: SegmentHash([9; 32]) };
    let body = compact(vec![Contents { reaches: vec![reach], ops: ops(7, 1) }]).unwrap();
    let peer = Peer::new(10);
    server.cards.push(peer.card());
    server.log.push(peer.compacted(&body));
    device.answered(problem(ProblemKind::NumberTaken));
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, device.standing().trouble), (1, Some(SyncTrouble::LogsDiffer)));
    assert_eq!(as_set(&device.merged), as_set(&ops(7, 1)));
}

/// What a server says is weighed before it is believed.
#[test]
fn answers_that_do_not_fit_are_given_up() {
    let mut peer = Peer::new(10);
    let mut server = server_of(&mut peer, 20);
    let mut device = Device::start(admitted());
    device.settle_until(&mut server, Method::Post, INPUTS);
    let head = 20;
    let pulled = |position: u64| Pulled { position, mark: mark(position), segment: server.at(position) };
    let page = |segments: Vec<Pulled>| {
        let page = StreamPage { stream: JOURNAL, head, mark: mark(head), more: false, segments };
        answer(200, &PullPage { streams: vec![page] }.to_bytes())
    };
    let fewer = page((1..=15).map(pulled).collect());
    let others = page((2..=17).map(pulled).collect());
    let marked = page((1..=16).map(|position| Pulled { mark: Mark([9; 8]), ..pulled(position) }).collect());
    for odd in [fewer, others, marked, answer(200, &PullPage::default().to_bytes())] {
        device.answered(odd);
        assert_eq!((device.asks(), device.standing().trouble), (None, None));
        let mut again = Device::start(admitted());
        again.settle_until(&mut server, Method::Post, INPUTS);
        device = again;
    }
}
