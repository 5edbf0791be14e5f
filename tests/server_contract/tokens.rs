//! Who calls: every signed-in path refuses every wrong token in the same words.

use std::num::NonZeroU32;
use std::time::Duration;

use ebb_protocol::endpoints::{MAILBOXES, PULL, SEGMENTS, USAGE};
use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Device};
use hyper::{Method, StatusCode};

use crate::world::World;

#[tokio::test]
async fn wrong_tokens_cannot_be_told_apart() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let secret = |device: &Device| device.token().rsplit('.').next().unwrap().to_owned();
    let wrong = [
        String::new(),
        "nonsense".into(),
        format!("{}.{}.{}", alice.account, alice.member, secret(&bob)),
        format!("{}.{}.{}", alice.account, bob.member, secret(&bob)),
        format!("{}.{}.{}", bob.account, alice.member, secret(&alice)),
        alice.token().to_uppercase(),
    ];
    let paths = [(Method::GET, USAGE), (Method::POST, SEGMENTS), (Method::POST, PULL), (Method::POST, MAILBOXES)];
    let mut bodies = Vec::new();
    for (method, path) in paths {
        let missing = world.anonymous().send(method.clone(), path, None, &[], Body::Empty).await.unwrap();
        let scheme = [("authorization", "Basic YWxpY2U6YWxpY2U=")];
        let basic = world.anonymous().send(method.clone(), path, None, &scheme, Body::Empty).await.unwrap();
        let mut replies = vec![missing, basic];
        for token in &wrong {
            let reply = world.anonymous().send(method.clone(), path, Some(token), &[], Body::Empty).await.unwrap();
            replies.push(reply);
        }
        for reply in replies {
            assert_eq!(reply.refusal(), ProblemKind::Unauthorized);
            assert_eq!(reply.header("www-authenticate"), "Bearer");
            bodies.push(reply.body);
        }
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn requests_are_counted_by_member() {
    let world = World::with(|settings| settings.requests_per_member_per_minute = NonZeroU32::new(3).unwrap()).await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    for _ in 0..3 {
        assert_eq!(alice.pull(Vec::new()).await.unwrap().status, StatusCode::OK);
    }
    let refused = alice.pull(Vec::new()).await.unwrap();
    assert_eq!(refused.refusal(), ProblemKind::TooMany);
    assert_eq!(refused.header("retry-after"), refused.problem().retry_after_seconds.unwrap().to_string());
    assert_eq!(bob.pull(Vec::new()).await.unwrap().status, StatusCode::OK);
    world.clock.pass(Duration::from_secs(refused.problem().retry_after_seconds.unwrap()));
    assert_eq!(alice.pull(Vec::new()).await.unwrap().status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_secret_does_not_use_up_the_members_requests() {
    let world = World::with(|settings| settings.requests_per_member_per_minute = NonZeroU32::MIN).await;
    let alice = world.device(1).await;
    let guess = format!("{}.{}.{}", alice.account, alice.member, "ab".repeat(32));
    for _ in 0..3 {
        let reply = world.anonymous().send(Method::GET, USAGE, Some(&guess), &[], Body::Empty).await.unwrap();
        assert_eq!(reply.refusal(), ProblemKind::Unauthorized);
    }
    assert_eq!(alice.send(Method::GET, USAGE, Body::Empty).await.unwrap().status, StatusCode::OK);
}
