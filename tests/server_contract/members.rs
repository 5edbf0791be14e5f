//! Tickets and joining.

use std::num::NonZeroU32;
use std::time::Duration;

use ebb_protocol::endpoints::{MEMBERS, Members, TICKETS};
use ebb_protocol::ids::AccountId;
use ebb_protocol::limits::{MEMBERS_MAX, TICKET_SECONDS, TICKETS_MAX};
use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Device, Joiner, Reply};
use hyper::{Method, StatusCode};
use serde_json::json;

use crate::world::World;

fn hexadecimal(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

#[tokio::test]
async fn a_device_joins_and_all_see_the_same_list() {
    let world = World::start().await;
    let (entry, alice) = Device::founder(world.address, 1);
    world.device(1).await;
    assert_eq!(alice.leave_ticket(7).await.status, StatusCode::CREATED);
    let joiner = Joiner::new(2);
    let reply = joiner.join(&world.anonymous(), alice.account, 7).await;
    assert_eq!(reply.status, StatusCode::CREATED);
    let phone = joiner.device(&alice);
    for reply in [reply, alice.send(Method::GET, MEMBERS, Body::Empty).await.unwrap()] {
        let members: Members = reply.json();
        assert_eq!(members.genesis, hexadecimal(&entry));
        assert_eq!(members.cards, [hexadecimal(&joiner.card.to_bytes())]);
    }
    phone.push_ok(&[phone.replica(5).next(300)]).await;
    assert_eq!(alice.pull_all().await, phone.pull_all().await);
    assert_eq!(alice.pull_all().await.len(), 1);
}

#[tokio::test]
async fn cards_are_listed_in_the_order_of_joining() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut expected = Vec::new();
    for seed in [30, 10, 20] {
        alice.leave_ticket(seed).await;
        let joiner = Joiner::new(seed);
        let members: Members = joiner.join(&world.anonymous(), alice.account, seed).await.json();
        expected.push(hexadecimal(&joiner.card.to_bytes()));
        assert_eq!(members.cards, expected);
    }
}

#[tokio::test]
async fn a_ticket_lets_one_device_in_and_answers_it_again() {
    let world = World::start().await;
    let alice = world.device(1).await;
    alice.leave_ticket(7).await;
    let (first, second) = (Joiner::new(2), Joiner::new(3));
    let join = async |joiner: &Joiner| joiner.join(&world.anonymous(), alice.account, 7).await;
    assert_eq!(join(&first).await.status, StatusCode::CREATED);
    assert_eq!(join(&second).await.refusal(), ProblemKind::Forbidden);
    world.clock.pass(Duration::from_secs(TICKET_SECONDS + 1));
    let again = join(&first).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(again.json::<Members>().cards.len(), 1);
}

#[tokio::test]
async fn a_device_that_scans_twice_is_one_member() {
    let world = World::start().await;
    let alice = world.device(1).await;
    alice.leave_ticket(7).await;
    alice.leave_ticket(8).await;
    let joiner = Joiner::new(2);
    joiner.join(&world.anonymous(), alice.account, 7).await;
    let again = joiner.join(&world.anonymous(), alice.account, 8).await;
    assert_eq!(again.json::<Members>().cards.len(), 1);
    let other = Joiner::new(3).join(&world.anonymous(), alice.account, 8).await;
    assert_eq!(other.refusal(), ProblemKind::Forbidden, "the second ticket is used up as well");
}

#[tokio::test]
async fn nobody_takes_over_the_key_of_a_member() {
    let world = World::start().await;
    let alice = world.device(1).await;
    alice.leave_ticket(7).await;
    alice.leave_ticket(8).await;
    let honest = Joiner::new(2);
    honest.join(&world.anonymous(), alice.account, 7).await;
    // The same signing key with another token.
    let mut thief = Joiner::new(2);
    thief.card.token_hash = Joiner::new(3).card.token_hash;
    // Seed 1 has the founder's key.
    for joiner in [thief, Joiner::new(1)] {
        assert_eq!(joiner.join(&world.anonymous(), alice.account, 8).await.refusal(), ProblemKind::Forbidden);
    }
    assert_eq!(honest.device(&alice).pull(Vec::new()).await.unwrap().status, StatusCode::OK);
}

#[tokio::test]
async fn a_ticket_ends() {
    let world = World::start().await;
    let alice = world.device(1).await;
    alice.leave_ticket(7).await;
    alice.leave_ticket(8).await;
    world.clock.pass(Duration::from_secs(TICKET_SECONDS - 1));
    let in_time = Joiner::new(2).join(&world.anonymous(), alice.account, 7).await;
    assert_eq!(in_time.status, StatusCode::CREATED);
    world.clock.pass(Duration::from_secs(1));
    let late = Joiner::new(3).join(&world.anonymous(), alice.account, 8).await;
    assert_eq!(late.refusal(), ProblemKind::Forbidden);
    // Left anew, it is good again.
    alice.leave_ticket(8).await;
    let renewed = Joiner::new(3).join(&world.anonymous(), alice.account, 8).await;
    assert_eq!(renewed.status, StatusCode::CREATED);
}

#[tokio::test]
async fn tickets_that_were_never_left_cannot_be_told_from_used_ones() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    alice.leave_ticket(7).await;
    Joiner::new(3).join(&world.anonymous(), alice.account, 7).await;
    alice.leave_ticket(8).await;
    let joiner = Joiner::new(4);
    let replies: [Reply; 4] = [
        joiner.join(&world.anonymous(), alice.account, 7).await,
        joiner.join(&world.anonymous(), alice.account, 9).await,
        joiner.join(&world.anonymous(), bob.account, 8).await,
        joiner.join(&world.anonymous(), AccountId([9; 16]), 8).await,
    ];
    for reply in &replies {
        assert_eq!(reply.refusal(), ProblemKind::Forbidden);
        assert_eq!(reply.body, replies[0].body);
    }
}

#[tokio::test]
async fn an_account_has_a_last_member() {
    let world = World::with(|settings| settings.foundings_per_address_per_hour = NonZeroU32::new(100).unwrap()).await;
    let alice = world.device(1).await;
    let http = world.anonymous();
    for seed in 2..=MEMBERS_MAX as u64 {
        alice.leave_ticket(seed).await;
        assert_eq!(Joiner::new(seed).join(&http, alice.account, seed).await.status, StatusCode::CREATED);
    }
    alice.leave_ticket(99).await;
    let refused = Joiner::new(99).join(&http, alice.account, 99).await;
    assert_eq!(refused.refusal(), ProblemKind::Forbidden);
    assert_eq!(refused.problem().limit, Some(MEMBERS_MAX as u64));
}

#[tokio::test]
async fn of_too_many_tickets_the_ones_that_end_first_go() {
    let world = World::start().await;
    let alice = world.device(1).await;
    for seed in 0..=TICKETS_MAX as u64 {
        alice.leave_ticket(seed).await;
        world.clock.pass(Duration::from_secs(1));
    }
    let http = world.anonymous();
    assert_eq!(Joiner::new(50).join(&http, alice.account, 0).await.refusal(), ProblemKind::Forbidden);
    assert_eq!(Joiner::new(51).join(&http, alice.account, 1).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn joins_are_counted_by_address() {
    let world = World::with(|settings| settings.foundings_per_address_per_hour = NonZeroU32::new(2).unwrap()).await;
    let alice = world.device(1).await;
    let guess = async || Joiner::new(2).join(&world.anonymous(), alice.account, 7).await.refusal();
    assert_eq!(guess().await, ProblemKind::Forbidden);
    assert_eq!(guess().await, ProblemKind::TooMany);
}

#[tokio::test]
async fn what_is_no_ticket_and_no_card_is_malformed() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let card = hexadecimal(&Joiner::new(2).card.to_bytes());
    let ticket = "ab".repeat(32);
    for body in [
        json!({"account": alice.account, "ticket": "zz".repeat(32), "card": card}),
        json!({"account": alice.account, "ticket": "ab", "card": card}),
        json!({"account": alice.account, "ticket": ticket, "card": &card[2..]}),
        json!({"account": alice.account, "ticket": ticket, "card": format!("02{}", &card[2..])}),
        json!({"account": "me", "ticket": ticket, "card": card}),
        json!({"ticket": ticket, "card": card}),
        json!([]),
    ] {
        let reply = world.anonymous().send(Method::POST, MEMBERS, None, &[], Body::Json(body)).await.unwrap();
        assert_eq!(reply.refusal(), ProblemKind::Malformed);
        assert!(!String::from_utf8_lossy(&reply.body).contains("abab"), "nothing of the body comes back");
    }
    let reply = alice.send(Method::POST, TICKETS, Body::Octets(b"{".to_vec())).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Malformed);
}
