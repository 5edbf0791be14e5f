//! The trust log: what is read of it is checked, what it says decides who is read and under which key is sealed.

use ebb_protocol::endpoints::{LogPage, PULL, SEGMENTS, TRUST_LOG_READ};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::MemberId;
use ebb_protocol::live::LiveFrame;
use ebb_protocol::push;
use ebb_protocol::trust::{Detail, Logged, OpenHead};
use ebb_sync::{Event, Reply, SyncTrouble};

use crate::scripted::{Device, NOW_MS, admitted, answer, founder, newcomer, ops};
use crate::server::{Peer, Server};

fn log_page(logged: Vec<Logged>) -> Reply {
    answer(200, &LogPage { server_time_ms: NOW_MS, logged }.to_bytes())
}

/// The next entry of a server's log, of a kind of next year.
fn entry_of_a_newer_kind(server: &Server) -> Logged {
    let head = OpenHead {
        index: server.trust.next_index(),
        previous: server.trust.head(),
        previous_member: server.trust.member_head(),
        signer: founder().secrets().member(),
        epoch: server.trust.epoch(),
        detail: Detail::Unknown { kind: 77, bytes: vec![1, 2, 3] },
    };
    let entry = head.sign(founder().account, &[], &founder().secrets().signing.signing_key());
    Logged { entry, keyboxes: Vec::new() }
}

#[test]
fn an_unknown_writer_is_asked_for_before_its_segments_are_opened() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(Event::Nudged);
    device.settle_until(&mut server, PULL);
    let peer = Peer::new(10);
    server.admit(&peer);
    server.log.push(peer.segment(&ops(1, 1)));
    let page = server.answer(device.sent.as_ref().unwrap());
    device.answered(page);
    assert_eq!(device.asks(), Some(TRUST_LOG_READ));
    device.settle(&mut server);
    assert_eq!(device.merged, ops(1, 1));
    assert_eq!((device.standing().set_aside, device.standing().devices), (0, 2));
    assert_eq!(device.store.identity.as_ref().unwrap().log, server.logged, "stored before the page");
}

/// The log was read, then someone joined and wrote, then the journal was pulled; and once more.
#[test]
fn someone_who_joined_since_the_log_was_read_is_asked_for_too() {
    let mut server = Server::new();
    let mut device = Device::start(admitted());
    device.settle_until(&mut server, PULL);
    let (first, second) = (Peer::new(10), Peer::new(11));
    server.admit(&first);
    server.log.push(first.segment(&ops(1, 1)));
    let page = server.answer(device.sent.as_ref().unwrap());
    device.answered(page);
    device.settle_until(&mut server, PULL);
    server.admit(&second);
    server.log.push(second.segment(&ops(2, 1)));
    device.settle(&mut server);
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!(device.standing().set_aside, 0);
    assert_eq!(device.merged.len(), 2);
}

/// An honest server cannot show a segment of someone whom its own log does not know. It is given some time to be right, and
/// then the segment no longer stops the rest.
#[test]
fn a_writer_that_nobody_vouches_for_is_asked_for_some_times() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    server.log.push(Peer::new(10).segment(&ops(1, 1)));
    device.tell(Event::Nudged);
    let mut asked = 0;
    for _ in 0..9 {
        while let Some(request) = device.sent.clone() {
            asked += usize::from(request.path == TRUST_LOG_READ);
            device.answered(server.answer(&request));
        }
        device.tell(Event::Woken);
    }
    assert_eq!(device.standing().set_aside, 1);
    assert!((2..=4).contains(&asked), "{asked}");
    assert_eq!(device.standing().trouble, None);
}

#[test]
fn what_nobody_signed_or_does_not_follow_changes_nothing() {
    let mut good = Server::new();
    let peer = Peer::new(10);
    good.admit(&peer);
    let entry = good.logged[1].clone();
    let altered = |change: fn(&mut Logged)| {
        let mut logged = entry.clone();
        change(&mut logged);
        logged
    };
    let mut twice = good.logged[1..].to_vec();
    twice.extend(twice.clone());
    for (name, logged) in [
        ("the signature", vec![altered(|logged| *logged.entry.last_mut().unwrap() ^= 1)]),
        ("the key", vec![altered(|logged| logged.entry[100] ^= 1)]),
        ("the kind", vec![altered(|logged| logged.entry[1] = 4)]),
        ("cut short", vec![altered(|logged| logged.entry.truncate(logged.entry.len() - 1))]),
        ("the keybox", vec![altered(|logged| logged.keyboxes[0].1[7] ^= 1)]),
        ("no keybox", vec![altered(|logged| logged.keyboxes.clear())]),
        ("another's keybox", vec![altered(|logged| logged.keyboxes[0].0 = MemberId([1; 16]))]),
        ("the first again", founder().log),
        ("the same again", twice),
    ] {
        let mut server = Server::new();
        let mut device = Device::start(admitted());
        device.settle_until(&mut server, TRUST_LOG_READ);
        device.answered(log_page(logged));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::OddAnswer), "{name}");
        assert_eq!((device.store.identity.clone(), device.asks()), (Some(admitted()), None), "{name}");
        device.tell(Event::Woken);
        device.settle(&mut good);
        assert_eq!((device.standing().trouble, device.standing().devices), (None, 2), "{name}");
    }
}

#[test]
fn after_a_dismissal_everything_is_sealed_under_the_new_key_with_the_same_numbers() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    device.settle(&mut server);
    device.save(ops(2, 2));
    device.answered(Reply::NoAnswer);
    device.save(ops(4, 1));
    let mut other = Peer::new(11);
    server.admit(&other);
    peer.write(&mut server, &ops(20, 1));
    server.dismiss(peer.member(), vec![peer.cut()]);
    other.write(&mut server, &ops(30, 1));
    device.tell(Event::Woken);
    assert_eq!(device.asks(), Some(SEGMENTS));
    device.settle_until(&mut server, TRUST_LOG_READ);
    assert_eq!((device.standing().waiting, device.standing().trouble), (3, None), "a new key is no trouble");
    device.settle_until(&mut server, PULL);
    device.settle_until(&mut server, SEGMENTS);
    assert_eq!(device.standing().waiting, 3);
    let sent = device.sent.clone().unwrap();
    let heads: Vec<_> =
        push::read(&sent.body).unwrap().into_iter().map(|segment| SegmentHead::of_segment(segment).unwrap()).collect();
    assert!(heads.iter().all(|head| head.epoch == 1 && head.replica == admitted().replica));
    assert_eq!(heads[0].number, 2);
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, device.standing().trouble, device.standing().set_aside), (0, None, 0));
    assert_eq!(device.merged.iter().filter(|op| ops(20, 1).contains(op) || ops(30, 1).contains(op)).count(), 2);
    assert_eq!(crate::server::ops_on(&server).len(), 6);
}

/// The dismissed device's late segments: an honest server takes none. Of another server they are set aside and counted.
#[test]
fn what_lies_past_a_cut_is_set_aside() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    peer.write(&mut server, &ops(20, 1));
    let cut = peer.cut();
    peer.write(&mut server, &ops(21, 1));
    server.dismiss(peer.member(), vec![cut]);
    let device = Device::settled(admitted(), &mut server);
    assert_eq!((device.merged.clone(), device.standing().set_aside), (ops(20, 1), 1));
}

#[test]
fn a_newer_kind_of_entry_stops_sending_and_never_logging() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let mut peer = Peer::new(10);
    server.admit(&peer);
    let newer = entry_of_a_newer_kind(&server);
    server.push_entry(newer);
    device.tell(Event::Noticed(LiveFrame::TrustLog { entries: 3 }));
    device.settle(&mut server);
    assert_eq!(device.standing().trouble, Some(SyncTrouble::NeedsNewer));
    device.save(ops(1, 2));
    assert_eq!((device.asks(), device.standing().waiting), (None, 2));
    peer.write(&mut server, &ops(9, 1));
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(device.merged, ops(9, 1), "others are still read");
    let mut device = device.restart();
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, device.standing().trouble), (2, Some(SyncTrouble::NeedsNewer)));
    assert_eq!(server.log.len(), 1);
}

#[test]
fn a_notice_of_the_log_reads_it_where_it_has_grown_or_shrunk() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(Event::LiveOpened);
    device.tell(Event::Noticed(LiveFrame::TrustLog { entries: 1 }));
    assert_eq!(device.asks(), None);
    for entries in [0, 2] {
        device.tell(Event::Noticed(LiveFrame::TrustLog { entries }));
        assert_eq!(device.asks(), Some(TRUST_LOG_READ));
        device.settle(&mut server);
    }
}

#[test]
fn a_newcomer_reads_what_was_sealed_under_every_earlier_key() {
    let (mut first, mut second) = (Peer::new(10), Peer::new(11));
    let mut server = Server::with(&[&first, &second]);
    first.write(&mut server, &ops(1, 1));
    server.dismiss(first.member(), vec![first.cut()]);
    second.write(&mut server, &ops(2, 1));
    server.dismiss(second.member(), vec![second.cut()]);
    server.invite();
    let mut device = Device::start(newcomer(9));
    device.save(ops(3, 1));
    device.settle(&mut server);
    assert!(ops(1, 2).iter().all(|op| device.merged.contains(op)));
    assert_eq!((device.standing().waiting, device.standing().set_aside), (0, 0));
    let head = SegmentHead::of_segment(server.log.last().unwrap()).unwrap();
    assert_eq!(head.epoch, 2);
}
