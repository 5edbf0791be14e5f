//! Founding, joining, and who belongs to the account.

use ebb_protocol::endpoints::{ACCOUNTS, Founded, JoinRequest, MEMBERS, Members, PULL};
use ebb_protocol::ids::{AccountId, ReplicaId, SecretHash, StreamId};
use ebb_protocol::member_card::MemberCard;
use ebb_sync::{Admission, Identity, Method, Reply, SyncTrouble};
use ebb_vault::check_card;

use crate::scripted::{Device, NOW_MS, Peer, Server, admitted, answer, founder, newcomer, ops};

fn members(genesis: &[u8], cards: Vec<String>) -> Members {
    Members { genesis: base16ct::lower::encode_string(genesis), cards, server_time_ms: NOW_MS }
}

fn as_reply(status: u16, body: &impl serde::Serialize) -> Reply {
    answer(status, &serde_json::to_vec(body).unwrap())
}

/// The same key, another founder: what a server could make that was handed the key's commitment.
fn other_account() -> Identity {
    Identity::founding(ReplicaId([1; 16]), [[12; 32], [3; 32], [4; 32]], StreamId([5; 16]), [6; 16])
}

#[test]
fn the_founder_sends_its_genesis_entry_and_keeps_being_let_in() {
    let mut server = Server::new();
    let mut device = Device::start(founder());
    let request = device.sent.as_ref().unwrap();
    assert_eq!((request.path, request.body.as_slice()), (ACCOUNTS, founder().genesis.as_slice()));
    assert!(request.token.is_none());
    device.settle(&mut server);
    assert_eq!(device.store.identity, Some(admitted()));
    assert_eq!((device.standing().devices, device.standing().clock_offset_ms), (1, Some(5)));
    let device = device.restart();
    assert_eq!(device.asks(), Some((Method::Get, MEMBERS)), "an account is founded once");
}

#[test]
fn a_newcomer_sends_a_card_of_the_key_and_learns_the_journal() {
    let mut server = Server::new();
    server.cards.push(Peer::new(10).card());
    let mut device = Device::start(newcomer(9));
    let request = device.sent.as_ref().unwrap();
    assert!(request.token.is_none());
    let join: JoinRequest = serde_json::from_slice(&request.body).unwrap();
    assert_eq!((join.account, join.ticket), (founder().account, "07".repeat(32)));
    let card = MemberCard::from_bytes(&base16ct::lower::decode_vec(&join.card).unwrap()).unwrap();
    assert!(check_card(&card, &founder().key));
    server.cards.push(join.card);
    device.settle(&mut server);
    let identity = device.store.identity.as_ref().unwrap();
    assert!(identity.is_admitted());
    assert_eq!(identity.journal(), founder().journal());
    assert_eq!(device.standing().devices, 3, "the founder, the other and this one");
}

#[test]
fn an_answer_of_another_account_lets_nobody_in() {
    let other = other_account();
    let founded = as_reply(201, &Founded { account: AccountId([9; 16]), server_time_ms: NOW_MS });
    let joined = as_reply(201, &members(&other.genesis, Vec::new()));
    for (identity, reply) in [(founder(), founded), (newcomer(9), joined)] {
        let mut device = Device::start(identity.clone());
        device.save(ops(1, 2));
        device.answered(reply);
        assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount));
        assert_eq!((device.standing().waiting, device.standing().devices), (2, 0));
        assert_eq!(device.store.identity, Some(identity));
        assert_eq!(device.asks(), None);
        device.tell(ebb_sync::Event::Woken);
        device.settle(&mut Server::new());
        assert_eq!((device.standing().waiting, device.standing().trouble), (0, None));
    }
}

#[test]
fn members_of_another_account_change_nothing() {
    let mut altered = founder().genesis;
    altered[100] ^= 1;
    for genesis in [other_account().genesis, altered, Vec::new(), b"no entry".to_vec()] {
        let mut server = Server::new();
        let mut device = Device::start(admitted());
        device.settle_until(&mut server, Method::Get, MEMBERS);
        device.answered(as_reply(200, &members(&genesis, vec![Peer::new(10).card()])));
        assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount));
        assert_eq!(device.store.identity, Some(admitted()));
    }
}

#[test]
fn cards_that_no_holder_of_the_key_made_are_passed_over() {
    let good = Peer::new(10);
    let mut forged = MemberCard::from_bytes(&base16ct::lower::decode_vec(Peer::new(11).card()).unwrap()).unwrap();
    forged.token_hash = SecretHash([1; 32]);
    let forged = base16ct::lower::encode_string(&forged.to_bytes());
    let mut server = Server::new();
    server.cards.extend([forged, "no hexadecimal".to_owned(), String::new(), good.card()]);
    server.log.push(good.segment(&ops(1, 1)));
    server.log.push(Peer::new(11).segment(&ops(2, 1)));
    let mut device = Device::settled(admitted(), &mut server);
    device.settle(&mut server);
    assert_eq!(device.standing().devices, 2);
    assert_eq!(device.merged, ops(1, 1));
    assert_eq!(device.standing().set_aside, 1, "what a slipped-in writer wrote");
    assert!(matches!(device.store.identity.as_ref().unwrap().admission, Admission::Admitted));
}

#[test]
fn an_unknown_writer_is_asked_for_before_its_segments_are_opened() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    let peer = Peer::new(10);
    server.cards.push(peer.card());
    server.log.push(peer.segment(&ops(1, 1)));
    device.tell(ebb_sync::Event::Nudged);
    device.settle_until(&mut server, Method::Get, MEMBERS);
    device.settle(&mut server);
    assert_eq!(device.merged, ops(1, 1));
    assert_eq!((device.standing().set_aside, device.standing().devices), (0, 2));
}

/// Members were told, then someone joined and wrote, then the journal was pulled.
#[test]
fn someone_who_joined_since_the_members_were_told_is_asked_for_too() {
    let mut server = Server::new();
    let mut device = Device::start(admitted());
    device.settle_until(&mut server, Method::Post, PULL);
    let (first, second) = (Peer::new(10), Peer::new(11));
    server.cards.push(first.card());
    server.log.push(first.segment(&ops(1, 1)));
    let page = server.answer(device.sent.as_ref().unwrap());
    device.answered(page);
    device.settle_until(&mut server, Method::Post, PULL);
    server.cards.push(second.card());
    server.log.push(second.segment(&ops(2, 1)));
    device.settle(&mut server);
    assert_eq!(device.standing().set_aside, 0);
    assert_eq!(device.merged.len(), 2);
}

#[test]
fn a_writer_that_nobody_vouches_for_is_asked_for_once_a_page() {
    let mut server = Server::new();
    let mut device = Device::settled(admitted(), &mut server);
    server.log.push(Peer::new(10).segment(&ops(1, 1)));
    device.tell(ebb_sync::Event::Nudged);
    let mut asked = 0;
    while let Some(request) = device.sent.clone() {
        asked += usize::from(request.path == MEMBERS);
        device.answered(server.answer(&request));
    }
    assert_eq!((asked, device.standing().set_aside), (1, 1));
}
