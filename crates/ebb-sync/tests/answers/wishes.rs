//! What a person wishes for who belongs to the account: made into entries, again where the log has moved, and said where it
//! cannot be.

use ebb_protocol::endpoints::{ACCOUNTS_AGAIN, OUTLINE, PULL, TRUST_LOG, TRUST_LOG_READ};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Detail, Logged, MemberKind, SignedEntry, batch};
use ebb_sync::{Event, Reply, SyncTrouble, Wish, WishRefused};
use ebb_vault::{Code, label_in, sheet_proves, sheet_secrets};

use crate::scripted::{Device, admitted, answer, founder, label, newcomer, ops, problem};
use crate::server::{Peer, Server};

fn sent_entry(device: &Device) -> (Logged, SignedEntry) {
    let logged = batch::read(&device.sent.as_ref().unwrap().body).unwrap().remove(0);
    let entry = SignedEntry::read(&logged.entry).unwrap();
    (logged, entry)
}

fn admit(peer: &Peer) -> Event {
    Event::Wished(Wish::Admit(Box::new(peer.as_newcomer())))
}

#[test]
fn a_device_is_admitted_and_its_segments_are_read_from_then_on() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let mut peer = Peer::new(10);
    device.tell(admit(&peer));
    assert_eq!((device.asks(), device.standing().wishes), (Some(TRUST_LOG), 1));
    let (logged, entry) = sent_entry(&device);
    assert!(logged.fits(&entry));
    assert_eq!(label_in(&entry, founder().account, &founder().keys), Some(label("Tablet")));
    device.settle(&mut server);
    let standing = device.standing();
    assert_eq!((standing.wishes, standing.wish_refused, standing.devices), (0, None, 2));
    assert_eq!(device.store.identity.as_ref().unwrap().log, server.logged);
    peer.write(&mut server, &ops(1, 1));
    device.tell(Event::Nudged);
    device.settle(&mut server);
    assert_eq!(device.merged, ops(1, 1));
    assert_eq!(device.restart().standing().devices, 2);
}

#[test]
fn a_sheet_is_admitted_with_its_proof_and_counts_as_no_device() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let code = Code::new([50; 16]);
    device.tell(Event::Wished(Wish::AdmitSheet(code.clone(), label("Sheet of May"))));
    device.settle(&mut server);
    assert_eq!((device.standing().wishes, device.standing().devices), (0, 1));
    let entry = SignedEntry::read(&server.logged[1].entry).unwrap();
    let Detail::Admitted(admission) = &entry.head.detail else { panic!("{entry:?}") };
    let genesis = server.trust.hash_at(0).unwrap();
    assert!(sheet_proves(&code, admission, genesis, genesis));
    assert_eq!(admission.kind, MemberKind::Sheet);
    let sheet = sheet_secrets(&code).member();
    device.tell(Event::Wished(Wish::Dismiss(sheet)));
    device.settle(&mut server);
    assert_eq!((server.trust.epoch(), server.trust.open_members().count()), (1, 1));
}

#[test]
fn a_dismissal_names_the_last_segments_and_seals_under_a_new_key() {
    let (mut peer, other) = (Peer::new(10), Peer::new(11));
    let mut server = Server::with(&[&peer, &other]);
    for number in 1..4 {
        peer.write(&mut server, &ops(number, 1));
    }
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(Event::Wished(Wish::Dismiss(peer.member())));
    assert_eq!((device.asks(), device.standing().wishes), (Some(OUTLINE), 1));
    device.settle_until(&mut server, TRUST_LOG);
    let (logged, entry) = sent_entry(&device);
    let Detail::Dismissed(dismissal) = &entry.head.detail else { panic!("{entry:?}") };
    assert_eq!((dismissal.member, &dismissal.cuts), (peer.member(), &vec![peer.cut()]));
    assert_eq!(logged.keyboxes.len(), 2, "its own and the other's");
    device.settle(&mut server);
    assert_eq!((device.standing().devices, device.store.identity.as_ref().unwrap().keys.all().len()), (2, 2));
    let mut device = device.restart();
    device.save(ops(50, 1));
    server.keys = device.identity().keys.clone();
    device.settle(&mut server);
    assert_eq!((device.standing().waiting, server.log.len()), (0, 4));
    assert_eq!(crate::server::ops_on(&server).len(), 4);
}

/// Someone who is to be dismissed and writes on: the cut is taken from what was pulled, also of what could not be opened.
#[test]
fn where_the_cut_has_moved_it_is_pulled_and_the_dismissal_made_anew() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    peer.write(&mut server, &ops(1, 1));
    device.tell(Event::Wished(Wish::Dismiss(peer.member())));
    device.settle_until(&mut server, TRUST_LOG);
    device.answered(problem(ProblemKind::CutMoved));
    assert_eq!(device.asks(), Some(PULL));
    assert_eq!(device.standing().wishes, 1);
    device.settle_until(&mut server, TRUST_LOG);
    let (_, entry) = sent_entry(&device);
    let Detail::Dismissed(dismissal) = &entry.head.detail else { panic!("{entry:?}") };
    assert_eq!(dismissal.cuts, [peer.cut()]);
    device.settle(&mut server);
    assert_eq!((device.standing().wishes, device.standing().devices), (0, 1));
}

/// Whoever is to be dismissed must not be able to prevent it by a segment that nobody can open.
#[test]
fn a_segment_that_does_not_open_is_cut_after_too() {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    peer.write(&mut server, &ops(1, 1));
    let cut = peer.cut();
    *server.log[0].last_mut().unwrap() ^= 1;
    let mut device = Device::settled(admitted(), &mut server);
    assert_eq!(device.standing().set_aside, 1);
    device.tell(Event::Wished(Wish::Dismiss(peer.member())));
    assert_eq!((device.asks(), device.standing().wishes), (Some(OUTLINE), 1));
    device.settle_until(&mut server, TRUST_LOG);
    let (_, entry) = sent_entry(&device);
    let Detail::Dismissed(dismissal) = &entry.head.detail else { panic!("{entry:?}") };
    assert_eq!((dismissal.cuts.len(), dismissal.cuts[0].number), (1, cut.number));
    assert_eq!(dismissal.cuts[0].hash, ebb_protocol::ids::SegmentHash::of(&server.log[0]));
}

#[test]
fn where_the_log_has_moved_it_is_read_and_the_entry_made_anew() {
    let (first, second) = (Peer::new(10), Peer::new(11));
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    server.admit(&first);
    device.tell(admit(&second));
    device.settle_until(&mut server, TRUST_LOG_READ);
    assert_eq!(device.standing().trouble, None);
    device.settle(&mut server);
    assert_eq!((device.standing().wishes, device.standing().devices), (0, 3));
}

/// The answer was lost; what was wished for has come about.
#[test]
fn an_entry_whose_answer_was_lost_is_not_made_twice() {
    let mut server = Server::with(&[&Peer::new(11)]);
    for wish in [
        Wish::Admit(Box::new(Peer::new(10).as_newcomer())),
        Wish::AdmitSheet(Code::new([50; 16]), label("Sheet")),
        Wish::Dismiss(Peer::new(11).member()),
    ] {
        let mut device = Device::settled(admitted(), &mut server);
        device.tell(Event::Wished(wish.clone()));
        device.settle_until(&mut server, TRUST_LOG);
        drop(server.answer(device.sent.as_ref().unwrap()));
        device.answered(Reply::NoAnswer);
        assert_eq!(device.standing().wishes, 1);
        let entries = server.logged.len();
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert_eq!((device.standing().wishes, server.logged.len()), (0, entries), "{wish:?}");
        assert_eq!(device.standing().wish_refused, Some(WishRefused::Pointless), "{wish:?}");
    }
}

#[test]
fn what_changes_nothing_or_has_no_room_is_refused_without_being_sent() {
    let peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let mut device = Device::settled(admitted(), &mut server);
    let own = device.identity().secrets().member();
    for (wish, refused) in [
        (Wish::Admit(Box::new(peer.as_newcomer())), WishRefused::Pointless),
        (Wish::Dismiss(Peer::new(20).member()), WishRefused::Pointless),
        (Wish::Dismiss(own), WishRefused::Refused),
    ] {
        device.tell(Event::Wished(wish.clone()));
        assert_eq!((device.asks(), device.standing().wish_refused), (None, Some(refused)), "{wish:?}");
        assert_eq!(device.standing().wishes, 0);
    }
    for number in 0..3 {
        let name = label(&format!("Sheet {number}"));
        device.tell(Event::Wished(Wish::AdmitSheet(Code::new([60 + number; 16]), name)));
        device.settle(&mut server);
        assert_eq!(device.standing().wish_refused, None);
    }
    device.tell(Event::Wished(Wish::AdmitSheet(Code::new([70; 16]), label("One too many"))));
    assert_eq!((device.asks(), device.standing().wish_refused), (None, Some(WishRefused::Full)));
}

#[test]
fn a_refusal_of_the_server_drops_the_wish_and_other_troubles_keep_it() {
    for kind in [ProblemKind::Forbidden, ProblemKind::Malformed, ProblemKind::NotFound] {
        let mut server = Server::new();
        let mut device = Device::settled(admitted(), &mut server);
        device.tell(admit(&Peer::new(10)));
        device.answered(problem(kind));
        assert_eq!((device.standing().wishes, device.standing().wish_refused), (0, Some(WishRefused::Refused)));
        assert_eq!(device.asks(), Some(TRUST_LOG_READ), "{kind:?}: the log may tell why");
        device.settle(&mut server);
        assert_eq!((device.standing().wish_refused, device.standing().devices), (Some(WishRefused::Refused), 1));
        device.tell(admit(&Peer::new(10)));
        device.settle(&mut server);
        assert_eq!((device.standing().wish_refused, device.standing().devices), (None, 2), "{kind:?}");
    }
    for kind in [ProblemKind::Internal, ProblemKind::Unavailable, ProblemKind::TooMany, ProblemKind::AccountFull] {
        let mut server = Server::new();
        let mut device = Device::settled(admitted(), &mut server);
        device.tell(admit(&Peer::new(10)));
        for _ in 0..3 {
            device.answered(problem(kind));
            assert_eq!((device.asks(), device.standing().wishes), (None, 1), "{kind:?}");
            device.tell(Event::Woken);
            assert_eq!(device.asks(), Some(TRUST_LOG), "{kind:?}");
        }
        device.settle(&mut server);
        assert_eq!((device.standing().wishes, device.standing().devices), (0, 2), "{kind:?}");
    }
}

#[test]
fn a_server_that_says_for_ever_that_the_log_or_the_cut_has_moved_is_not_asked_in_a_circle() {
    for kind in [ProblemKind::LogMoved, ProblemKind::CutMoved] {
        let mut server = Server::with(&[&Peer::new(10)]);
        let mut device = Device::settled(admitted(), &mut server);
        device.tell(Event::Wished(Wish::Dismiss(Peer::new(10).member())));
        let mut asked = 0;
        while let Some(request) = device.sent.clone() {
            asked += 1;
            assert!(asked < 30, "{kind:?}");
            let reply = if request.path == TRUST_LOG { problem(kind) } else { server.answer(&request) };
            device.answered(reply);
        }
        assert_eq!((device.standing().wishes, device.wakes.len()), (1, 1), "{kind:?}");
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert_eq!((device.standing().wishes, device.standing().devices), (0, 1), "{kind:?}");
    }
}

#[test]
fn closing_ends_it_for_all() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(Event::Wished(Wish::Close));
    device.settle(&mut server);
    assert!(server.trust.is_closed());
    device.save(ops(1, 1));
    device.tell(Event::Nudged);
    for _ in 0..3 {
        assert_ne!(device.asks(), Some(TRUST_LOG));
        if device.sent.is_some() {
            device.answered(problem(ProblemKind::Closed));
        }
    }
    assert_eq!((device.standing().trouble, device.standing().waiting), (Some(SyncTrouble::Closed), 1));
    assert_eq!(device.asks(), None);
}

/// A server that came back from a backup of before the end, or that lost its disk, is shown the end by whoever knows of it.
#[test]
fn an_end_that_the_server_has_forgotten_is_told_again() {
    for forgotten in [ProblemKind::LogLost, ProblemKind::NoAccount] {
        let mut server = Server::new();
        let mut device = Device::settled(admitted(), &mut server);
        device.tell(Event::Wished(Wish::Close));
        device.settle(&mut server);
        let mut device = device.restart();
        assert_eq!(device.asks(), Some(TRUST_LOG_READ));
        device.answered(problem(forgotten));
        for lost in [Reply::NoAnswer, problem(ProblemKind::Unavailable)] {
            assert_eq!(device.asks(), Some(ACCOUNTS_AGAIN), "{forgotten:?}");
            let presented = batch::read(&device.sent.as_ref().unwrap().body).unwrap();
            assert_eq!(presented, server.logged);
            device.answered(lost);
            assert_eq!(device.asks(), None);
            device.tell(Event::Woken);
        }
        device.answered(problem(ProblemKind::Closed));
        for event in [Event::Woken, Event::Nudged, Event::LiveClosed] {
            device.tell(event);
            assert_eq!((device.asks(), device.standing().trouble), (None, Some(SyncTrouble::Closed)));
        }
    }
}

#[test]
fn a_wish_of_who_is_no_member_yet_waits() {
    let mut server = Server::new();
    server.invite();
    let mut device = Device::start(newcomer(9));
    device.tell(admit(&Peer::new(10)));
    assert_eq!(device.standing().wishes, 1);
    device.settle(&mut server);
    assert_eq!((device.standing().wishes, device.standing().devices), (0, 3));
}

#[test]
fn an_answer_to_something_else_makes_no_entry() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.tell(admit(&Peer::new(10)));
    for body in [&b""[..], b"<html>", b"{}", b"{\"index\":0}", b"{\"index\":2}"] {
        device.answered(answer(201, body));
        assert_eq!((device.standing().wishes, device.standing().trouble), (1, Some(SyncTrouble::OddAnswer)));
        assert_eq!(device.store.identity.as_ref().unwrap().log, founder().log);
        device.tell(Event::Woken);
        device.settle_until(&mut server, TRUST_LOG);
    }
    device.settle(&mut server);
    assert_eq!((device.standing().wishes, device.standing().devices), (0, 2));
}
