//! Mailboxes of invitations.

use std::num::NonZeroU32;
use std::time::Duration;

use ebb_protocol::endpoints::{MAILBOX_READ, MAILBOXES, MailboxState};
use ebb_protocol::limits::{CARD_BYTES_MAX, MAILBOX_SECONDS_MAX, MAILBOXES_MAX, OFFER_BYTES_MAX};
use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Mailbox, Newcomer, seeded};
use hyper::{Method, StatusCode};
use serde_json::json;

use crate::world::World;

const INVITED: Mailbox = Mailbox(7);

fn hexadecimal(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

#[tokio::test]
async fn an_invitation_goes_its_way() {
    let world = World::start().await;
    let (alice, http) = (world.device(1).await, world.anonymous());
    let look = async || INVITED.look(&http).await.json::<MailboxState>();
    assert_eq!(INVITED.look(&http).await.refusal(), ProblemKind::NotFound);
    assert_eq!(alice.make_mailbox(7, 600).await.status, StatusCode::CREATED);
    let mut expected = MailboxState {
        offer: hexadecimal(&seeded(7, "offer")),
        card: None,
        opening: None,
        tried_again: false,
        admitted: false,
        seconds_left: 600,
    };
    for _ in 0..3 {
        assert_eq!(look().await, expected, "looking changes nothing");
    }
    assert_eq!(alice.open_mailbox(7, [5; 32]).await.refusal(), ProblemKind::Forbidden, "no card, no opening");
    for _ in 0..2 {
        assert_eq!(INVITED.leave_card(&http, b"card").await.status, StatusCode::CREATED);
    }
    expected.card = Some(hexadecimal(b"card"));
    assert_eq!(look().await, expected);
    for _ in 0..2 {
        assert_eq!(alice.open_mailbox(7, [5; 32]).await.status, StatusCode::CREATED);
    }
    assert_eq!(alice.open_mailbox(7, [6; 32]).await.refusal(), ProblemKind::CardTaken);
    expected.opening = Some(hexadecimal(&[5; 32]));
    assert_eq!(look().await, expected);

    world.clock.pass(Duration::from_secs(599));
    let newcomer = Newcomer { mailbox: Some(INVITED.id()), ..Newcomer::device(2) };
    let phone = alice.admit(&newcomer).await;
    (expected.admitted, expected.seconds_left) = (true, 1);
    assert_eq!(look().await, expected, "the newcomer learns that it was let in");
    assert_eq!(alice.close_mailbox(7).await.status, StatusCode::OK);
    assert_eq!(look().await, expected);
    assert_eq!(phone.pull(Vec::new()).await.unwrap().status, StatusCode::OK);
    world.clock.pass(Duration::from_secs(1));
    assert_eq!(INVITED.look(&http).await.refusal(), ProblemKind::NotFound);
}

#[tokio::test]
async fn a_second_card_is_refused_and_told() {
    let world = World::start().await;
    let (alice, http) = (world.device(1).await, world.anonymous());
    alice.make_mailbox(7, 600).await;
    INVITED.leave_card(&http, b"card").await;
    assert_eq!(INVITED.leave_card(&http, b"evil").await.refusal(), ProblemKind::CardTaken);
    assert_eq!(INVITED.leave_card(&http, b"card").await.status, StatusCode::CREATED, "the first is answered as before");
    let state: MailboxState = INVITED.look(&http).await.json();
    assert_eq!((state.card, state.tried_again), (Some(hexadecimal(b"card")), true));
}

#[tokio::test]
async fn an_invitation_ends_by_its_time_by_its_owner_or_by_a_dismissal() {
    let world = World::start().await;
    let (mut alice, bob) = (world.device(1).await, world.device(2).await);
    let (phone, http) = (alice.admit(&Newcomer::device(3)).await, world.anonymous());
    alice.make_mailbox(7, 60).await;
    alice.make_mailbox(8, 600).await;
    alice.make_mailbox(9, 600).await;
    bob.make_mailbox(10, 600).await;
    world.clock.pass(Duration::from_mins(1));
    assert_eq!(Mailbox(7).look(&http).await.refusal(), ProblemKind::NotFound);
    assert_eq!(Mailbox(7).leave_card(&http, b"card").await.refusal(), ProblemKind::NotFound);
    assert_eq!(alice.open_mailbox(7, [5; 32]).await.refusal(), ProblemKind::NotFound);

    for _ in 0..2 {
        assert_eq!(phone.close_mailbox(8).await.status, StatusCode::OK, "any device may, and again");
    }
    assert_eq!(Mailbox(8).look(&http).await.refusal(), ProblemKind::NotFound);
    assert_eq!(bob.close_mailbox(9).await.status, StatusCode::OK);
    assert_eq!(Mailbox(9).look(&http).await.status, StatusCode::OK, "not another's");
    Mailbox(9).leave_card(&http, b"card").await;
    assert_eq!(bob.open_mailbox(9, [5; 32]).await.refusal(), ProblemKind::NotFound, "not another's");

    alice.dismiss(phone.member).await;
    assert_eq!(Mailbox(9).look(&http).await.refusal(), ProblemKind::NotFound, "the dismissed one knew its code");
    assert_eq!(Mailbox(10).look(&http).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_mailbox_is_made_once_and_within_its_limits() {
    let world = World::start().await;
    let (alice, bob, http) = (world.device(1).await, world.device(2).await, world.anonymous());
    alice.make_mailbox(7, 600).await;
    world.clock.pass(Duration::from_secs(100));
    assert_eq!(alice.make_mailbox(7, 600).await.status, StatusCode::CREATED, "as before");
    assert_eq!(INVITED.look(&http).await.json::<MailboxState>().seconds_left, 500, "with its first end");
    assert_eq!(bob.make_mailbox(7, 600).await.refusal(), ProblemKind::CardTaken);
    let make = async |mailbox: String, seconds: u64, offer: String| {
        let body = Body::Json(json!({"mailbox": mailbox, "seconds": seconds, "offer": offer}));
        alice.send(Method::POST, MAILBOXES, body).await.unwrap()
    };
    let other_offer = make(INVITED.id().to_string(), 600, "ab".into()).await;
    assert_eq!(other_offer.refusal(), ProblemKind::CardTaken);
    let (new, offer) = (Mailbox(8).id().to_string(), || "ab".repeat(OFFER_BYTES_MAX));
    for bad in [
        make(new.clone(), 0, offer()).await,
        make(new.clone(), MAILBOX_SECONDS_MAX + 1, offer()).await,
        make(new.clone(), u64::MAX, offer()).await,
        make(new.clone(), 600, offer() + "ab").await,
        make(new.clone(), 600, String::new()).await,
        make(new.clone(), 600, "zz".into()).await,
        make("ab".into(), 600, offer()).await,
    ] {
        assert_eq!(bad.refusal(), ProblemKind::Malformed);
    }
    assert_eq!(make(new, MAILBOX_SECONDS_MAX, offer()).await.status, StatusCode::CREATED);
    let card = Mailbox(8).leave_card(&http, &[1; CARD_BYTES_MAX + 1]).await;
    assert_eq!((card.refusal(), card.problem().limit), (ProblemKind::Malformed, Some(CARD_BYTES_MAX as u64)));
    assert_eq!(Mailbox(8).leave_card(&http, b"").await.refusal(), ProblemKind::Malformed);
    assert_eq!(Mailbox(8).leave_card(&http, &[1; CARD_BYTES_MAX]).await.status, StatusCode::CREATED);
    let nameless = Body::Json(json!({"name": "abab"}));
    let nameless = http.send(Method::POST, MAILBOX_READ, None, &[], nameless).await.unwrap();
    assert_eq!(nameless.refusal(), ProblemKind::Malformed);
    assert!(!String::from_utf8_lossy(&nameless.body).contains("abab"));
}

#[tokio::test]
async fn of_too_many_the_ones_that_end_first_go_but_not_the_newest() {
    let world = World::start().await;
    let (alice, http) = (world.device(1).await, world.anonymous());
    for seed in 0..MAILBOXES_MAX as u64 {
        alice.make_mailbox(seed, 1_000 + seed).await;
    }
    // Shorter than all others, as the code on a screen is.
    alice.make_mailbox(100, 600).await;
    assert_eq!(Mailbox(0).look(&http).await.refusal(), ProblemKind::NotFound);
    for seed in (1..MAILBOXES_MAX as u64).chain([100]) {
        assert_eq!(Mailbox(seed).look(&http).await.status, StatusCode::OK, "{seed}");
    }
}

#[tokio::test]
async fn looks_are_counted_by_address() {
    let world =
        World::with(|settings| settings.mailbox_looks_per_address_per_minute = NonZeroU32::new(2).unwrap()).await;
    let (alice, http) = (world.device(1).await, world.anonymous());
    alice.make_mailbox(7, 600).await;
    assert_eq!(INVITED.look(&http).await.status, StatusCode::OK);
    assert_eq!(INVITED.leave_card(&http, b"card").await.status, StatusCode::CREATED);
    assert_eq!(INVITED.look(&http).await.refusal(), ProblemKind::TooMany);
    assert_eq!(INVITED.leave_card(&http, b"card").await.refusal(), ProblemKind::TooMany);
}
