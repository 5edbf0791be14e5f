//! Whatever is answered instead of what was asked for: the entry stays, the standing says so, and it is tried again.

use ebb_protocol::endpoints::{ACCOUNTS, ACCOUNTS_AGAIN, MAILBOX_READ, PULL, SEGMENTS, TRUST_LOG_READ};
use ebb_protocol::ids::StreamId;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::push::{Appended, PushAnswer};
use ebb_sync::{Event, Reply, SyncTrouble};

use crate::scripted::{Device, admitted, answer, founder, newcomer, ops, problem};
use crate::server::{Server, appended};

const HOTEL: &[u8] = b"<!doctype html><title>Welcome to the hotel</title>";

/// Every answer that is not the one hoped for, and the trouble that it is.
fn refusals() -> Vec<(&'static str, Reply, Option<SyncTrouble>)> {
    let busy = Problem { retry_after_seconds: Some(30), ..Problem::new(ProblemKind::TooMany) };
    vec![
        ("403", problem(ProblemKind::Forbidden), Some(SyncTrouble::NotKnown)),
        ("404", problem(ProblemKind::NotFound), Some(SyncTrouble::NotKnown)),
        ("413 too large", problem(ProblemKind::TooLarge), Some(SyncTrouble::NoRoom)),
        ("413 account full", problem(ProblemKind::AccountFull), Some(SyncTrouble::NoRoom)),
        ("429", answer(429, &serde_json::to_vec(&busy).unwrap()), Some(SyncTrouble::Busy)),
        ("500", problem(ProblemKind::Internal), Some(SyncTrouble::OddAnswer)),
        ("503", problem(ProblemKind::Unavailable), Some(SyncTrouble::Busy)),
        ("a hotel with 200", answer(200, HOTEL), Some(SyncTrouble::OddAnswer)),
        ("a hotel with 201", answer(201, HOTEL), Some(SyncTrouble::OddAnswer)),
        ("a hotel with 401", answer(401, HOTEL), Some(SyncTrouble::OddAnswer)),
        ("a gateway with 502", answer(502, HOTEL), Some(SyncTrouble::OddAnswer)),
        ("nothing with 200", answer(200, b""), Some(SyncTrouble::OddAnswer)),
        ("nothing with 201", answer(201, b""), Some(SyncTrouble::OddAnswer)),
        ("no answer", Reply::NoAnswer, None),
    ]
}

/// Longer than the tries after which waits stop growing.
const TRIES: usize = 14;

/// Answers the request that waits with `reply`, again and again, and looks at the waits.
fn refuse_often(device: &mut Device, server: &mut Server, name: &str, reply: &Reply) {
    let asked = device.asks();
    let asked_for = if name == "429" { 30_000 } else { 0 };
    for failures in 0..TRIES {
        let waits_before = device.wakes.len();
        device.answered(reply.clone());
        assert_eq!(device.asks(), None, "{name}: asked again without a rest");
        assert_eq!(device.wakes.len(), waits_before + 1, "{name}: no wait was asked for");
        let step = (1_000_u64 << failures).min(300_000);
        let bounds = (step / 2).max(asked_for)..=step.max(asked_for);
        let wait = *device.wakes.last().unwrap();
        assert!(bounds.contains(&wait), "{name}: waits {wait} ms after {failures} failures");
        device.tell(Event::Woken);
        if device.asks() == Some(PULL) && asked == Some(SEGMENTS) {
            // What cannot be sent is no reason not to read.
            device.settle_until(server, SEGMENTS);
        }
        assert_eq!(device.asks(), asked, "{name}: the same is asked for again");
    }
    let waits: std::collections::BTreeSet<_> = device.wakes.iter().rev().take(5).collect();
    assert!(waits.len() > 1, "{name}: waits without jitter");
}

#[test]
fn what_cannot_be_sent_stays_and_is_sent_later() {
    for (name, reply, trouble) in refusals() {
        let mut server = Server::new();
        let mut device = Device::settled(admitted(), &mut server);
        device.save(ops(1, 3));
        assert_eq!(device.asks(), Some(SEGMENTS), "{name}");
        let body = device.sent.as_ref().unwrap().body.clone();
        refuse_often(&mut device, &mut server, name, &reply);
        assert_eq!(device.standing().waiting, 3, "{name}");
        assert_eq!(device.standing().trouble, trouble, "{name}");
        assert_eq!(device.standing().connected, trouble.is_some(), "{name}");
        assert_eq!(device.store.persisted.outbox.len(), 1, "{name}");
        assert_eq!(device.store.identity, Some(admitted()), "{name}: an answer wiped the identity");
        assert_eq!(device.sent.as_ref().unwrap().body, body, "{name}: not the same bytes again");

        let mut device = device.restart();
        assert_eq!(device.standing().waiting, 3, "{name}, after a restart");
        device.settle(&mut server);
        assert_eq!(server.log.len(), 1, "{name}");
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{name}");
        assert!(device.store.persisted.outbox.is_empty(), "{name}");
    }
}

#[test]
fn recovery_needs_no_restart() {
    for (name, reply, _) in refusals() {
        let mut server = Server::new();
        let mut device = Device::settled(admitted(), &mut server);
        device.save(ops(1, 3));
        refuse_often(&mut device, &mut server, name, &reply);
        device.settle(&mut server);
        let standing = device.standing();
        assert_eq!((standing.waiting, standing.trouble, standing.connected), (0, None, true), "{name}");
        // The next failure begins with a short wait again.
        device.save(ops(4, 1));
        device.answered(Reply::NoAnswer);
        assert!(*device.wakes.last().unwrap() <= 1_000, "{name}");
    }
}

#[test]
fn what_cannot_be_asked_for_is_asked_for_again() {
    for (name, reply, trouble) in refusals() {
        for path in [TRUST_LOG_READ, PULL] {
            let mut server = Server::new();
            let mut device = Device::start(admitted());
            device.settle_until(&mut server, path);
            refuse_often(&mut device, &mut server, name, &reply);
            assert_eq!(device.standing().trouble, trouble, "{name} to {path}");
            device.settle(&mut server);
            assert_eq!(device.standing().trouble, None, "{name} to {path}");
        }
    }
}

#[test]
fn founding_and_joining_are_tried_again() {
    for (name, reply, trouble) in refusals() {
        for (identity, devices) in [(founder(), 1), (newcomer(9), 2)] {
            // Before this device is let in, the server knows it by nothing that it could have forgotten.
            let trouble = match trouble {
                Some(SyncTrouble::NotKnown) if devices == 2 => Some(SyncTrouble::JoinRefused),
                other => other,
            };
            let mut server = Server::new();
            server.invite();
            let mut device = Device::start(identity.clone());
            device.save(ops(1, 2));
            assert!(matches!(device.asks(), Some(ACCOUNTS | MAILBOX_READ)), "{name}");
            refuse_often(&mut device, &mut server, name, &reply);
            assert_eq!(device.standing().trouble, trouble, "{name}");
            assert_eq!((device.standing().waiting, device.standing().devices), (2, 0), "{name}");
            assert_eq!(device.store.identity, Some(identity), "{name}");
            assert_eq!(device.channels_opened, 0, "{name}: a live channel before being let in");
            device.settle(&mut server);
            device.tell(Event::Woken);
            device.settle(&mut server);
            assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{name}");
            assert_eq!(device.standing().devices, devices, "{name}");
        }
    }
}

#[test]
fn every_cut_of_a_good_answer_is_odd() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 1));
    let push_answer = server.answer(device.sent.as_ref().unwrap());
    device.settle(&mut server);
    device.tell(Event::Nudged);
    server.log.push(b"anything".to_vec());
    let page = server.answer(device.sent.as_ref().unwrap());
    device.answered(Reply::NoAnswer);
    for (reply, path) in [(push_answer, SEGMENTS), (page, PULL)] {
        let Reply::Answer { status, body } = reply else { panic!("a good server answers") };
        for length in 0..body.len() {
            let mut device = Device::start(admitted());
            device.save(ops(1, 1));
            device.settle_until(&mut server, path);
            let waiting = device.standing().waiting;
            device.answered(answer(status, &body[..length]));
            assert_eq!(device.standing().trouble, Some(SyncTrouble::OddAnswer), "{path} cut at {length}");
            assert_eq!(device.standing().waiting, waiting);
        }
    }
}

#[test]
fn an_answer_to_another_push_is_odd() {
    let mut server = Server::new();
    let other_stream = Appended { stream: StreamId([9; 16]), ..appended(1) };
    for appended in [vec![], vec![appended(1), appended(2)], vec![other_stream]] {
        let mut device = Device::settled(admitted(), &mut server);
        device.save(ops(1, 2));
        let body = serde_json::to_vec(&PushAnswer { heads: appended.clone(), appended }).unwrap();
        device.answered(answer(200, &body));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::OddAnswer));
        assert_eq!((device.standing().waiting, device.store.persisted.outbox.len()), (2, 1));
        assert_eq!(device.store.persisted.cursor, None);
    }
}

/// Only a push can be refused like this; a server that says it of something else must not be asked in a circle.
#[test]
fn a_taken_number_where_none_was_sent_is_no_reason_to_hurry() {
    for (identity, path) in [(founder(), ACCOUNTS), (admitted(), TRUST_LOG_READ), (admitted(), PULL)] {
        let mut server = Server::new();
        let mut device = Device::start(identity);
        device.settle_until(&mut server, path);
        refuse_often(&mut device, &mut server, path, &problem(ProblemKind::NumberTaken));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::LogsDiffer));
        device.settle(&mut server);
        assert_eq!(device.standing().trouble, None);
    }
}

/// A server that says that it lost the account is shown the trust log once; one that says so again is not, until the app
/// comes to the front.
#[test]
fn a_forgetful_server_is_shown_the_trust_log_once() {
    for kind in [ProblemKind::LogLost, ProblemKind::NoAccount, ProblemKind::Unauthorized] {
        for path in [TRUST_LOG_READ, SEGMENTS, PULL] {
            let mut server = Server::new();
            let mut device = Device::settled(admitted(), &mut server);
            device.tell(Event::Nudged);
            device.save(ops(1, 2));
            device.settle_until(&mut server, path);
            device.answered(problem(kind));
            assert_eq!(device.asks(), Some(ACCOUNTS_AGAIN), "{kind:?} to {path}");
            let shown = ebb_protocol::trust::batch::read(&device.sent.as_ref().unwrap().body).unwrap();
            assert_eq!(shown, founder().log);
            let reply = server.answer(device.sent.as_ref().unwrap());
            device.answered(reply);
            device.settle_until(&mut server, path);
            refuse_often(&mut device, &mut server, "again", &problem(kind));
            let trouble = if kind == ProblemKind::LogLost { SyncTrouble::LogsDiffer } else { SyncTrouble::NotKnown };
            assert_eq!(device.standing().trouble, Some(trouble), "{kind:?} to {path}");
            assert_eq!(device.store.identity, Some(admitted()), "nothing is wiped");
            device.answered(Reply::NoAnswer);
            device.tell(Event::Nudged);
            device.answered(problem(kind));
            assert_eq!(device.asks(), Some(ACCOUNTS_AGAIN), "{kind:?} to {path}, after a nudge");
            device.settle(&mut server);
            assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{kind:?} to {path}");
        }
    }
}

#[test]
fn what_is_final_is_asked_once_in_a_session_and_keeps_everything() {
    for (kind, trouble) in [
        (ProblemKind::Dismissed, SyncTrouble::Dismissed),
        (ProblemKind::Closed, SyncTrouble::Closed),
        (ProblemKind::Forked, SyncTrouble::Forked),
    ] {
        for path in [TRUST_LOG_READ, SEGMENTS, PULL] {
            let mut server = Server::new();
            let mut device = Device::settled(admitted(), &mut server);
            device.tell(Event::Nudged);
            device.save(ops(1, 2));
            device.settle_until(&mut server, path);
            let waiting = device.standing().waiting;
            device.answered(problem(kind));
            for event in [Event::Woken, Event::Nudged, Event::LiveClosed, Event::Woken] {
                device.tell(event);
                device.save(ops(3, 1));
                assert_eq!(device.asks(), None, "{kind:?} to {path}");
                assert_eq!(device.standing().trouble, Some(trouble), "{kind:?} to {path}");
            }
            assert_eq!((device.standing().waiting, device.channels_opened), (waiting + 1, 1), "{kind:?} to {path}");
            assert!(device.store.identity.as_ref().unwrap().is_admitted());
            // The app that begins anew asks anew: so a server that was wrong can be right again.
            let mut device = device.restart();
            assert_eq!(device.standing().waiting, waiting + 1);
            device.settle(&mut server);
            assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{kind:?} to {path}");
        }
    }
}

/// The log that a forked device presents is refused.
#[test]
fn a_log_that_parts_is_kept_and_said() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    device.save(ops(1, 2));
    device.answered(problem(ProblemKind::LogLost));
    assert_eq!(device.asks(), Some(ACCOUNTS_AGAIN));
    device.answered(problem(ProblemKind::Forked));
    assert_eq!((device.standing().trouble, device.asks()), (Some(SyncTrouble::Forked), None));
    assert_eq!((device.standing().waiting, device.store.persisted.outbox.len()), (2, 1));
}
