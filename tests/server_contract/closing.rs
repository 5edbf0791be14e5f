//! Closing an account, and finding one by its recovery sheet.

use std::num::NonZeroU32;

use ebb_protocol::endpoints::{ACCOUNTS, RECOVERY, Recovered, USAGE, Usage};
use ebb_protocol::limits::ACCOUNT_BYTES_MAX;
use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Device, Mailbox, Newcomer};
use hyper::{Method, StatusCode};
use serde_json::json;

use crate::world::World;

#[tokio::test]
async fn a_closed_account_answers_its_members_with_the_entry_and_nothing_else() {
    let world = World::start().await;
    let mut alice = world.device(1).await;
    let (phone, sheet) = (alice.admit(&Newcomer::device(2)).await, alice.admit(&Newcomer::sheet(3)).await);
    let gone = alice.admit(&Newcomer::device(4)).await;
    alice.dismiss(gone.member).await;
    alice.push_ok(&[alice.replica(1).next(300)]).await;
    alice.make_mailbox(7, 600).await;
    let log = alice.log().await;
    let closing = alice.closing_of(&log);
    alice.append_ok(&closing).await;
    let entry = base16ct::lower::encode_string(&closing.entry);

    let (founding, _) = Device::founder(world.address, 1);
    let founded = world.anonymous().send(Method::POST, ACCOUNTS, None, &[], Body::Octets(founding)).await.unwrap();
    for reply in [
        alice.append(&closing).await,
        alice.pull(Vec::new()).await.unwrap(),
        phone.push(&[phone.replica(2).next(300)]).await.unwrap(),
        sheet.ask_log(0, None).await,
        alice.present(&log).await,
        Newcomer::sheet(3).recover(&world.anonymous()).await,
        founded,
    ] {
        assert_eq!((reply.status, reply.refusal()), (StatusCode::GONE, ProblemKind::Closed));
        assert_eq!(reply.problem().entry.as_ref(), Some(&entry));
    }
    assert_eq!(gone.pull(Vec::new()).await.unwrap().refusal(), ProblemKind::Dismissed);
    for token in [format!("{}.{}.{}", alice.account, alice.member, "ab".repeat(32)), "nonsense".into()] {
        let reply = world.anonymous().send(Method::GET, USAGE, Some(&token), &[], Body::Empty).await.unwrap();
        assert_eq!(reply.refusal(), ProblemKind::Unauthorized);
    }
    assert_eq!(Mailbox(7).look(&world.anonymous()).await.refusal(), ProblemKind::NotFound);

    let world = World::over(world.stop().await, |_| {}).await;
    assert_eq!(alice.at(world.address).pull(Vec::new()).await.unwrap().refusal(), ProblemKind::Closed);
}

#[tokio::test]
async fn a_sheet_finds_its_account() {
    let world = World::start().await;
    let (mut alice, bob, http) = (world.device(1).await, world.device(2).await, world.anonymous());
    let (sheet, phone) = (Newcomer::sheet(3), Newcomer::device(4));
    assert_eq!(sheet.recover(&http).await.refusal(), ProblemKind::NotFound);
    alice.admit(&sheet).await;
    alice.admit(&phone).await;
    let found: Recovered = sheet.recover(&http).await.json();
    assert_eq!(found, Recovered { account: alice.account, member: sheet.member() });
    assert_eq!(phone.recover(&http).await.refusal(), ProblemKind::NotFound, "a device is no sheet");
    // Another account with the same sheet would lead who restores to the wrong place.
    let stolen = bob.append(&bob.admission_of(&bob.log().await, &sheet)).await;
    assert_eq!(stolen.refusal(), ProblemKind::Forbidden);
    alice.dismiss(sheet.member()).await;
    assert_eq!(sheet.recover(&http).await.refusal(), ProblemKind::NotFound);
    for secret in ["", "ab", &"zz".repeat(32)] {
        let body = Body::Json(json!({"secret": secret}));
        let reply = http.send(Method::POST, RECOVERY, None, &[], body).await.unwrap();
        assert_eq!(reply.refusal(), ProblemKind::Malformed);
    }
}

#[tokio::test]
async fn tried_sheets_and_presented_logs_are_counted_by_address() {
    let world = World::with(|settings| settings.foundings_per_address_per_hour = NonZeroU32::new(3).unwrap()).await;
    let (alice, http) = (world.device(1).await, world.anonymous());
    let log = alice.log().await;
    assert_eq!(Newcomer::sheet(3).recover(&http).await.refusal(), ProblemKind::NotFound);
    assert_eq!(alice.present(&log).await.status, StatusCode::OK);
    assert_eq!(Newcomer::sheet(3).recover(&http).await.refusal(), ProblemKind::TooMany);
    assert_eq!(alice.present(&log).await.refusal(), ProblemKind::TooMany);
}

#[tokio::test]
async fn an_account_knows_what_it_weighs() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    alice.push_ok(&alice.replica(1).next_many(3, 300)).await;
    for (device, bytes) in [(&alice, 900), (&bob, 0)] {
        let usage: Usage = device.send(Method::GET, USAGE, Body::Empty).await.unwrap().json();
        assert_eq!(usage, Usage { bytes, bytes_max: ACCOUNT_BYTES_MAX });
    }
}
