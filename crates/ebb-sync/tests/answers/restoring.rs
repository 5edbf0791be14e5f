//! Coming in by a recovery sheet: the phone takes that log alone for which the sheet was made, and nothing before it is in.

use ebb_protocol::endpoints::{LogPage, RECOVERY, Recovered, TRUST_LOG, TRUST_LOG_READ};
use ebb_protocol::ids::{AccountId, EntryHash, ReplicaId};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Detail, Logged, MemberKind, SignedEntry, batch};
use ebb_sync::{Event, Identity, Reply, SyncTrouble};
use ebb_vault::{Code, Newcomer, sheet_newcomer, sheet_secrets};

use crate::scripted::{Device, NOW_MS, answer, founder, label, ops, problem};
use crate::server::{Peer, Server, as_reply};

const SHEET: [u8; 16] = [50; 16];

fn code() -> Code {
    Code::new(SHEET)
}

/// The newcomer that the sheet is, with its proof of a server's log as it is now.
fn sheet_in(server: &Server) -> Newcomer {
    sheet_newcomer(&code(), &label("Sheet of May"), server.trust.hash_at(0).unwrap(), server.trust.head())
}

/// An account with two devices and the sheet, and something in its journal.
fn server() -> Server {
    let mut peer = Peer::new(10);
    let mut server = Server::with(&[&peer]);
    let sheet = sheet_in(&server);
    server.let_in(&sheet);
    peer.write(&mut server, &ops(1, 2));
    server
}

fn phone() -> Identity {
    Identity::restoring(ReplicaId([77; 16]), label("New phone"), code(), [78; 32])
}

fn recovered() -> Reply {
    as_reply(200, &Recovered { account: founder().account, member: sheet_secrets(&code()).member() })
}

fn log_page(logged: &[Logged]) -> Reply {
    answer(200, &LogPage { server_time_ms: NOW_MS, logged: logged.to_vec() }.to_bytes())
}

/// A phone whose sheet was found.
fn found() -> Device {
    let mut device = Device::start(phone());
    assert_eq!(device.asks(), Some(RECOVERY));
    device.answered(recovered());
    assert_eq!(device.asks(), Some(TRUST_LOG_READ));
    device
}

fn assert_is_out(device: &Device, name: &str) {
    assert_eq!(device.standing().trouble, Some(SyncTrouble::WrongAccount), "{name}");
    assert!(!device.store.identity.as_ref().unwrap().is_admitted(), "{name}");
    assert_eq!((device.asks(), device.merged.len(), device.channels_opened), (None, 0, 0), "{name}");
}

#[test]
fn a_sheet_lets_its_phone_in_and_signs_nothing_else() {
    let mut server = server();
    let mut device = found();
    let token = device.sent.as_ref().unwrap().token.clone();
    assert_eq!(token, Some(sheet_secrets(&code()).token(founder().account)), "the sheet's own token");
    device.answered(log_page(&server.logged));
    assert_eq!(device.asks(), Some(TRUST_LOG));
    let logged = batch::read(&device.sent.as_ref().unwrap().body).unwrap().remove(0);
    let head = SignedEntry::read(&logged.entry).unwrap().head;
    assert_eq!(head.signer, sheet_secrets(&code()).member());
    assert!(matches!(head.detail, Detail::Admitted(admission) if admission.kind == MemberKind::Device));
    device.settle(&mut server);
    assert!(device.store.identity.as_ref().unwrap().is_admitted());
    assert_eq!((device.merged.clone(), device.standing().devices), (ops(1, 2), 3));
}

/// Logs that a server could show instead of the sheet's, with the help of whoever was a device of the account.
fn wrong_logs() -> Vec<(&'static str, Vec<Logged>)> {
    let right = server().logged;
    let altered = |change: fn(&mut Vec<Logged>)| {
        let mut logged = right.clone();
        change(&mut logged);
        logged
    };
    let for_another = |sheet: &dyn Fn(&Server) -> Newcomer| {
        let mut server = Server::with(&[&Peer::new(10)]);
        let sheet = sheet(&server);
        server.let_in(&sheet);
        server.logged
    };
    let mut dismissed = server();
    dismissed.dismiss(sheet_secrets(&code()).member(), Vec::new());
    let mut elsewhere = Server::with(&[&Peer::new(11)]);
    let sheet = sheet_in(&server_before());
    elsewhere.let_in(&sheet);
    vec![
        ("nothing", Vec::new()),
        ("without the sheet", right[..2].to_vec()),
        ("without the first", right[1..].to_vec()),
        ("with one left out", altered(|logged| drop(logged.remove(1)))),
        ("with an altered entry", altered(|logged| *logged[1].entry.last_mut().unwrap() ^= 1)),
        ("with an altered keybox", altered(|logged| logged[2].keyboxes[0].1[40] ^= 1)),
        ("without its keybox", altered(|logged| logged[2].keyboxes.clear())),
        ("with the sheet dismissed", dismissed.logged),
        ("with the sheet's keys, and no proof", for_another(&|server| Newcomer { proof: [0; 32], ..sheet_in(server) })),
        ("with the proof of another place", elsewhere.logged),
        (
            "with the proof of another account",
            for_another(&|server| sheet_newcomer(&code(), &label("Sheet"), EntryHash([1; 32]), server.trust.head())),
        ),
        (
            "with the sheet as a device",
            for_another(&|server| Newcomer { kind: MemberKind::Device, proof: [0; 32], ..sheet_in(server) }),
        ),
    ]
}

/// The account as it was when the sheet was made.
fn server_before() -> Server {
    Server::with(&[&Peer::new(10)])
}

#[test]
fn a_log_that_is_not_the_sheets_lets_nobody_in() {
    for (name, logged) in wrong_logs() {
        let mut device = found();
        device.answered(log_page(&logged));
        assert_is_out(&device, name);
        device.tell(Event::Woken);
        device.settle(&mut server());
        assert!(device.store.identity.as_ref().unwrap().is_admitted(), "{name}: a right one does");
    }
}

#[test]
fn a_log_that_parts_once_the_sheet_has_signed_lets_nobody_in() {
    for (name, logged) in wrong_logs() {
        let mut server = server();
        let mut device = found();
        device.answered(log_page(&server.logged));
        device.settle_until(&mut server, TRUST_LOG_READ);
        let with_this_phone = [&logged[..], &server.logged[3..]].concat();
        for shown in [logged, with_this_phone] {
            device.answered(log_page(&shown));
            assert_is_out(&device, name);
            device.tell(Event::Woken);
            if device.asks() != Some(TRUST_LOG_READ) {
                device.settle_until(&mut server, TRUST_LOG_READ);
            }
        }
        device.settle(&mut server);
        assert!(device.store.identity.as_ref().unwrap().is_admitted(), "{name}: a right one does");
    }
}

#[test]
fn an_account_that_is_not_the_sheets_is_not_entered() {
    let mut device = Device::start(phone());
    device.answered(as_reply(200, &Recovered { account: founder().account, member: Peer::new(10).member() }));
    assert_is_out(&device, "another member");
    let mut device = Device::start(phone());
    let member = sheet_secrets(&code()).member();
    device.answered(as_reply(200, &Recovered { account: AccountId([9; 16]), member }));
    device.answered(log_page(&server().logged));
    assert_is_out(&device, "another account's log");
    for kind in [ProblemKind::NotFound, ProblemKind::Dismissed] {
        let mut device = Device::start(phone());
        device.answered(problem(kind));
        assert_eq!((device.standing().trouble, device.asks()), (Some(SyncTrouble::JoinRefused), None), "{kind:?}");
    }
}

/// A sheet has keys, and could sign: what it writes into the journal, a server may show, and nobody reads.
#[test]
fn what_a_sheet_writes_is_set_aside() {
    let mut server = server();
    let place = Peer::new(12).place().clone();
    let key = founder().keys.newest().unwrap().1.clone();
    let sheet = sheet_secrets(&code());
    let segment =
        ebb_vault::seal(&key, &sheet.signing, &place, &server.trust.head().0, &ebb_replica::pack(&ops(66, 1)), [9; 24]);
    server.log.push(segment.unwrap().into_bytes());
    let device = Device::settled(crate::scripted::admitted(), &mut server);
    assert_eq!((device.merged.clone(), device.standing().set_aside), (ops(1, 2), 1));
}
