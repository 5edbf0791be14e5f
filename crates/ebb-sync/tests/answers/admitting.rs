//! Founding an account, and joining one by an invitation.

use ebb_protocol::endpoints::{
    ACCOUNTS, CardRequest, Founded, LogPage, MAILBOX_CARD, MAILBOX_READ, MailboxState, TRUST_LOG_READ,
};
use ebb_protocol::ids::{AccountId, ReplicaId, StreamId};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Logged, TrustState};
use ebb_sync::{Admission, Event, FoundingDraw, Identity, JoinStage, SyncTrouble};
use ebb_vault::{Code, invitation};

use crate::scripted::{CODE, Device, NOW_MS, admitted, answer, founder, label, newcomer, ops, problem};
use crate::server::{Server, as_reply};

/// What a server could make that wants a newcomer in an account of its own.
fn other_account() -> Identity {
    let draw =
        FoundingDraw { seed: [12; 32], key: [3; 32], journal: StreamId([5; 16]), random: [6; 16], name_seed: [4; 32] };
    Identity::founding(ReplicaId([1; 16]), &label("Phone"), &draw)
}

fn log_page(logged: Vec<Logged>) -> ebb_sync::Reply {
    answer(200, &LogPage { server_time_ms: NOW_MS, logged }.to_bytes())
}

#[test]
fn the_founder_sends_its_genesis_entry_and_keeps_being_let_in() {
    let mut server = Server::new();
    let mut device = Device::start(founder());
    let request = device.sent.as_ref().unwrap();
    assert_eq!((request.path, request.body.as_slice()), (ACCOUNTS, founder().log[0].entry.as_slice()));
    assert!(request.token.is_none());
    device.settle(&mut server);
    assert_eq!(device.store.identity, Some(admitted()));
    assert_eq!((device.standing().devices, device.standing().clock_offset_ms), (1, Some(5)));
    let device = device.restart();
    assert_eq!(device.asks(), Some(TRUST_LOG_READ), "an account is founded once");
}

#[test]
fn a_newcomer_goes_in_step_by_step_and_both_sides_show_the_same_digits() {
    let mut server = Server::with(&[&crate::server::Peer::new(10)]);
    server.invite().approves = false;
    let mut device = Device::start(newcomer(9));
    device.save(ops(1, 2));
    assert_eq!(device.asks(), Some(MAILBOX_READ));
    assert!(device.sent.as_ref().unwrap().token.is_none());
    assert_eq!(device.standing().joining, Some(JoinStage::Asking));
    let reply = server.answer(device.sent.as_ref().unwrap());
    device.answered(reply);
    let Some(Identity { admission: Admission::Joining(joining), account, .. }) = &device.store.identity else {
        panic!("the offer is stored before the card is left");
    };
    assert_eq!((&base16ct::lower::encode_string(&joining.offer), *account), {
        (&server.mailbox.as_ref().unwrap().offer, founder().account)
    });
    assert_eq!(device.asks(), Some(MAILBOX_CARD));
    let card: CardRequest = serde_json::from_slice(&device.sent.as_ref().unwrap().body).unwrap();
    let card = invitation::open_card(&Code::new(CODE), &base16ct::lower::decode_vec(&card.card).unwrap()).unwrap();
    assert_eq!((card.name.as_str(), card.signing_key), ("Tablet", newcomer(9).secrets().signing.verifying_key()));
    let reply = server.answer(device.sent.as_ref().unwrap());
    device.answered(reply);
    assert_eq!(device.standing().joining, Some(JoinStage::Waiting));
    device.settle(&mut server);
    assert_eq!(device.standing().joining, server.digits.map(JoinStage::Compare));
    assert!(server.digits.is_some());
    assert!(device.wakes.iter().all(|wait| *wait == 1_500), "{:?}", device.wakes);
    assert_eq!((device.standing().devices, device.standing().waiting, device.channels_opened), (0, 2, 0));
    server.approves = true;
    device.settle(&mut server);
    assert!(device.store.identity.as_ref().unwrap().is_admitted());
    assert_eq!(device.store.identity.as_ref().unwrap().log, server.logged);
    assert_eq!((device.standing().devices, device.standing().waiting), (3, 0));
    assert_eq!((device.standing().joining, device.standing().trouble), (None, None));
}

#[test]
fn a_restart_at_any_point_of_joining_goes_on_with_the_same_card() {
    for answers in 0..9 {
        let mut server = Server::new();
        server.invite();
        let mut device = Device::start(newcomer(9));
        device.save(ops(1, 2));
        for _ in 0..answers {
            if device.sent.is_none() {
                device.tell(Event::Woken);
            }
            let reply = server.answer(device.sent.as_ref().unwrap());
            device.answered(reply);
        }
        let mut device = device.restart();
        device.settle(&mut server);
        assert!(device.store.identity.as_ref().unwrap().is_admitted(), "after {answers} answers");
        assert_eq!((device.standing().waiting, device.standing().devices), (0, 2), "after {answers} answers");
        assert!(!server.mailbox.unwrap().tried_again, "after {answers} answers");
    }
}

#[test]
fn an_invitation_that_was_used_or_has_ended_is_said() {
    let mut server = Server::new();
    let mut device = Device::start(newcomer(9));
    device.settle(&mut server);
    assert_eq!(device.standing().trouble, Some(SyncTrouble::JoinRefused), "there is no such mailbox");
    server.invite();
    server.mailbox.as_mut().unwrap().card = Some("another's".to_owned());
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert_eq!(device.standing().trouble, Some(SyncTrouble::InvitationUsed));
    assert!(server.mailbox.as_ref().unwrap().tried_again, "the owner is told of it");
    for _ in 0..3 {
        assert_eq!(device.asks(), None);
        device.tell(Event::Woken);
        assert_eq!(device.asks(), Some(MAILBOX_CARD));
        device.answered(problem(ProblemKind::CardTaken));
    }
    assert!(!device.store.identity.as_ref().unwrap().is_admitted());
}

#[test]
fn an_offer_that_the_code_does_not_open_is_not_taken() {
    let mut server = Server::new();
    server.invite();
    let good = server.mailbox.clone().unwrap();
    let other = invitation::open_offer(&Code::new(CODE), &base16ct::lower::decode_vec(&good.offer).unwrap()).unwrap();
    let other = invitation::seal_offer(&Code::new([8; 16]), &other, [1; 32]);
    for offer in [base16ct::lower::encode_string(&other), String::new(), "00".repeat(154), good.offer[2..].to_owned()] {
        let mut device = Device::start(newcomer(9));
        device.answered(as_reply(200, &MailboxState { offer, ..good.clone() }));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount));
        assert_eq!((device.asks(), device.store.identity.clone()), (None, Some(newcomer(9))));
        device.tell(Event::Woken);
        let mut server = Server::new();
        server.invite();
        device.settle(&mut server);
        assert!(device.store.identity.as_ref().unwrap().is_admitted());
    }
}

/// Who holds the code could lay out a second offer; a newcomer that has read the first never takes it.
#[test]
fn a_second_offer_under_the_same_code_is_not_taken() {
    let mut server = Server::new();
    server.invite().approves = false;
    let mut device = Device::settled(newcomer(9), &mut server);
    let code = Code::new(CODE);
    let state = server.mailbox.clone().unwrap();
    let read = invitation::open_offer(&code, &base16ct::lower::decode_vec(&state.offer).unwrap()).unwrap();
    let offer = base16ct::lower::encode_string(&invitation::seal_offer(&code, &read, [77; 32]));
    let before = device.store.identity.clone();
    device.tell(Event::Woken);
    device.answered(as_reply(200, &MailboxState { offer, admitted: true, ..state }));
    assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount));
    assert_eq!((device.asks(), device.store.identity.clone()), (None, before));
}

#[test]
fn an_opening_that_was_not_offered_shows_no_digits() {
    for opening in ["17".repeat(32), "16".repeat(31), "no hexadecimal".to_owned()] {
        let mut server = Server::new();
        server.invite().approves = false;
        let mut device = Device::start(newcomer(9));
        device.settle_until(&mut server, MAILBOX_CARD);
        device.settle_until(&mut server, MAILBOX_READ);
        let state = server.mailbox.clone().unwrap();
        device.answered(as_reply(200, &MailboxState { opening: Some(opening), ..state }));
        let trouble = device.standing().trouble;
        assert!(matches!(trouble, Some(SyncTrouble::WrongAccount | SyncTrouble::OddAnswer)), "{trouble:?}");
        assert_eq!(device.standing().joining, Some(JoinStage::Waiting));
        device.tell(Event::Woken);
        server.approves = true;
        device.settle(&mut server);
        assert!(device.store.identity.as_ref().unwrap().is_admitted());
    }
}

/// Logs that a server could show to a newcomer instead of the one into which it was invited.
fn wrong_logs(server: &Server) -> Vec<(&'static str, Vec<Logged>)> {
    let good = server.logged.clone();
    let altered = |change: fn(&mut Vec<Logged>)| {
        let mut logged = good.clone();
        change(&mut logged);
        logged
    };
    let mut elsewhere = Server::new();
    elsewhere.logged = other_account().log;
    elsewhere.trust = TrustState::found(&elsewhere.logged[0].entry).unwrap();
    let shorter = {
        // The same founder and newcomer, without the entry that the offer named as the log's end.
        let mut server = Server::new();
        server.let_in(&crate::server::Peer::new(9).as_newcomer());
        server.logged
    };
    vec![
        ("nothing", Vec::new()),
        ("another account's", elsewhere.logged),
        ("without the newcomer", good[..good.len() - 1].to_vec()),
        ("without the offered head", shorter),
        ("without the first", good[1..].to_vec()),
        ("with an altered entry", altered(|logged| *logged[1].entry.last_mut().unwrap() ^= 1)),
        ("with one left out", altered(|logged| drop(logged.remove(1)))),
        ("with an altered keybox", altered(|logged| logged.last_mut().unwrap().keyboxes[0].1[40] ^= 1)),
        ("without the keybox", altered(|logged| logged.last_mut().unwrap().keyboxes.clear())),
    ]
}

#[test]
fn a_log_that_is_not_the_offered_one_lets_nobody_in() {
    let names: Vec<_> = {
        let server = Server::with(&[&crate::server::Peer::new(10)]);
        wrong_logs(&server).into_iter().map(|(name, _)| name).collect()
    };
    for (number, name) in names.into_iter().enumerate() {
        let mut server = Server::with(&[&crate::server::Peer::new(10)]);
        server.invite();
        let mut device = Device::start(newcomer(9));
        device.save(ops(1, 2));
        device.settle_until(&mut server, TRUST_LOG_READ);
        let (_, logged) = wrong_logs(&server).swap_remove(number);
        device.answered(log_page(logged));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount), "{name}");
        assert!(!device.store.identity.as_ref().unwrap().is_admitted(), "{name}");
        assert_eq!((device.standing().waiting, device.asks()), (2, None), "{name}");
        device.tell(Event::Woken);
        device.settle(&mut server);
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None), "{name}");
    }
}

#[test]
fn an_answer_of_another_account_lets_no_founder_in() {
    let mut device = Device::start(founder());
    device.save(ops(1, 2));
    device.answered(as_reply(201, &Founded { account: AccountId([9; 16]), server_time_ms: NOW_MS }));
    assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount));
    assert_eq!((device.standing().waiting, device.standing().devices), (2, 0));
    assert_eq!((device.store.identity.clone(), device.asks()), (Some(founder()), None));
    device.tell(Event::Woken);
    device.settle(&mut Server::new());
    assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
}

#[test]
fn the_digits_need_both_secrets() {
    let mut shown = std::collections::BTreeSet::new();
    for number in [9, 20, 30] {
        let mut server = Server::new();
        server.invite().approves = false;
        let device = Device::settled(newcomer(number), &mut server);
        assert_eq!(device.standing().joining, server.digits.map(JoinStage::Compare));
        shown.insert(server.digits);
    }
    assert_eq!(shown.len(), 3, "another newcomer, other digits");
}

/// Something on the way said that the card was left, and another card is in the mailbox, or none.
#[test]
fn a_card_that_is_not_in_the_mailbox_is_left_again() {
    let mut server = Server::new();
    server.invite();
    let mut device = Device::start(newcomer(9));
    device.settle_until(&mut server, MAILBOX_CARD);
    device.answered(answer(201, b"<html>"));
    device.settle_until(&mut server, MAILBOX_CARD);
    server.mailbox.as_mut().unwrap().card = Some("00".repeat(20));
    device.answered(answer(201, b"<html>"));
    let reply = server.answer(device.sent.as_ref().unwrap());
    device.answered(reply);
    assert_eq!(device.standing().trouble, Some(SyncTrouble::InvitationUsed));
    server.mailbox.as_mut().unwrap().card = None;
    device.tell(Event::Woken);
    device.settle(&mut server);
    assert!(device.store.identity.as_ref().unwrap().is_admitted());
}
