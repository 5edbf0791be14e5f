//! Bodies that are too long, too slow, or no bodies; methods and paths that are not there; headers on all of it.

use std::time::Duration;

use ebb_protocol::endpoints::{ACCOUNTS, ACCOUNTS_AGAIN, CATALOGUE, LIVE, MAILBOXES, PULL, SEGMENTS, TRUST_LOG};
use ebb_protocol::limits::{
    CONTROL_BYTES_MAX, PUSH_BYTES_MAX, PUSH_SEGMENTS_MAX, SEGMENT_BYTES_MAX, TRUST_APPEND_BYTES_MAX,
    TRUST_LOG_BYTES_MAX,
};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::push;
use ebb_tests::server_client::{Body, Reply};
use hyper::{Method, StatusCode};

use crate::raw::RawHttp;
use crate::world::World;

#[tokio::test]
async fn a_body_over_its_limit_is_refused_before_it_comes() {
    let world = World::start().await;
    let alice = world.device(1).await;
    for (path, limit) in [
        (SEGMENTS, PUSH_BYTES_MAX),
        (PULL, CONTROL_BYTES_MAX),
        (MAILBOXES, CONTROL_BYTES_MAX),
        (ACCOUNTS, CONTROL_BYTES_MAX),
        (ACCOUNTS_AGAIN, TRUST_LOG_BYTES_MAX),
        (TRUST_LOG, TRUST_APPEND_BYTES_MAX),
    ] {
        let mut raw = RawHttp::connect(world.address).await;
        raw.begin_post(path, alice.token(), &format!("Content-Length: {}", limit + 1)).await;
        let said = raw.hear("}").await;
        assert!(said.starts_with("HTTP/1.1 413 "), "{said}");
        assert!(said.contains("urn:ebb:problem:too-large") && said.contains(&format!("\"limit\":{limit}")), "{said}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_tell_its_length_stops_at_the_limit() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut raw = RawHttp::connect(world.address).await;
    raw.begin_post(PULL, alice.token(), "Transfer-Encoding: chunked").await;
    let chunk = [&b"1000\r\n"[..], &[b' '; 0x1000], b"\r\n"].concat();
    for _ in 0..=CONTROL_BYTES_MAX / 0x1000 {
        raw.say(&chunk).await;
    }
    let said = raw.hear("}").await;
    assert!(said.starts_with("HTTP/1.1 413 "), "{said}");
}

#[tokio::test]
async fn whoever_sends_it_all_first_still_hears_the_refusal() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let reply = alice.push_body(vec![0; PUSH_BYTES_MAX + 1]).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::TooLarge);
    assert_eq!(reply.problem().limit, Some(PUSH_BYTES_MAX as u64));
}

#[tokio::test]
async fn a_push_is_no_larger_than_it_may_be() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut replica = alice.replica(1);
    let too_long = alice.push(&[replica.peek(SEGMENT_BYTES_MAX + 1)]).await.unwrap();
    assert_eq!(too_long.refusal(), ProblemKind::TooLarge);
    assert_eq!(too_long.problem().limit, Some(SEGMENT_BYTES_MAX as u64));
    let segments = replica.clone().next_many(PUSH_SEGMENTS_MAX + 1, 300);
    let too_many = alice.push(&segments).await.unwrap();
    assert_eq!(too_many.refusal(), ProblemKind::Malformed);
    assert_eq!(too_many.problem().limit, Some(PUSH_SEGMENTS_MAX as u64));
    // Exactly as large as each may be.
    alice.push_ok(&[replica.next(SEGMENT_BYTES_MAX)]).await;
    alice.push_ok(&replica.next_many(PUSH_SEGMENTS_MAX, 300)).await;
}

#[tokio::test]
async fn what_is_no_push_is_malformed() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let segment = alice.replica(1).next(300);
    let good = push::write([&segment[..]].into_iter());
    let longer = [&good[..], b"x"].concat();
    let other_format = [&[2], &good[1..]].concat();
    for body in [&b""[..], &good[..good.len() - 1], &longer, &other_format, &[1, 0, 0], b"<html>"] {
        assert_eq!(alice.push_body(body.to_vec()).await.unwrap().refusal(), ProblemKind::Malformed);
    }
    for body in [&b""[..], b"{", b"{\"cursors\":[{\"stream\":\"secret\",\"position\":0}]}", b"\xff\xfe"] {
        let reply = alice.send(Method::POST, PULL, Body::Octets(body.to_vec())).await.unwrap();
        assert_eq!(reply.refusal(), ProblemKind::Malformed);
        assert!(!String::from_utf8_lossy(&reply.body).contains("secret"));
    }
}

#[tokio::test]
async fn a_body_that_comes_too_slowly_is_given_up() {
    let world = World::with(|settings| settings.patience.body = Duration::from_millis(200)).await;
    let alice = world.device(1).await;
    let mut raw = RawHttp::connect(world.address).await;
    raw.begin_post(SEGMENTS, alice.token(), "Content-Length: 1000").await;
    raw.say(&[1; 500]).await;
    let said = raw.hear("}").await;
    assert!(said.starts_with("HTTP/1.1 408 ") && said.contains("urn:ebb:problem:too-slow"), "{said}");
}

#[tokio::test]
async fn headers_that_come_too_slowly_are_given_up() {
    let world = World::with(|settings| settings.patience.headers = Duration::from_millis(200)).await;
    let mut raw = RawHttp::connect(world.address).await;
    raw.say(b"GET / HTTP/1.1\r\nHost: test\r\n").await;
    let said = raw.hear_all().await;
    assert!(!said.contains("200 OK"), "{said}");
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_given_up() {
    let world = World::with(|settings| settings.patience.headers = Duration::from_millis(200)).await;
    let mut silent = RawHttp::connect(world.address).await;
    let mut after_an_answer = RawHttp::connect(world.address).await;
    after_an_answer.say(b"GET /healthz HTTP/1.1\r\nHost: test\r\n\r\n").await;
    silent.hear_all().await;
    assert!(after_an_answer.hear_all().await.ends_with("ok\n"));
}

#[tokio::test]
async fn headers_have_a_limit() {
    let world = World::start().await;
    let mut raw = RawHttp::connect(world.address).await;
    raw.say(format!("GET / HTTP/1.1\r\nHost: test\r\nX-Long: {}\r\n\r\n", "x".repeat(20_000)).as_bytes()).await;
    let said = raw.hear_all().await;
    assert!(said.starts_with("HTTP/1.1 431 "), "{said}");
}

#[tokio::test]
async fn other_paths_and_methods_are_refused_in_the_same_form() {
    let world = World::start().await;
    let http = world.anonymous();
    let ask = async |method: Method, path: &str| http.send(method, path, None, &[], Body::Empty).await.unwrap();
    for path in ["/api", "/api/", "/api/v1", "/api/v2/accounts", "/api/v1/segments/", "/api/v1/accounts/x.js"] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let reply = ask(method, path).await;
            assert_eq!(reply.refusal(), ProblemKind::NotFound, "{path}");
            assert_eq!(reply.header("cache-control"), "no-store");
        }
    }
    for (path, allowed) in [(ACCOUNTS, "POST"), (CATALOGUE, "GET,HEAD"), (SEGMENTS, "POST"), (LIVE, "GET,HEAD")] {
        let reply = ask(Method::DELETE, path).await;
        assert_eq!(reply.refusal(), ProblemKind::MethodNotAllowed, "{path}");
        let mut methods: Vec<&str> = reply.header("allow").split(',').collect();
        methods.sort_unstable();
        assert_eq!(methods.join(","), allowed);
    }
    assert_eq!(ask(Method::POST, "/history").await.refusal(), ProblemKind::MethodNotAllowed);
}

#[tokio::test]
async fn the_server_says_how_it_is() {
    let world = World::start().await;
    for path in ["/healthz", "/readyz"] {
        let reply = world.anonymous().send(Method::GET, path, None, &[], Body::Empty).await.unwrap();
        assert_eq!(reply.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let http = world.anonymous();
    let replies: [Reply; 5] = [
        http.send(Method::GET, "/", None, &[], Body::Empty).await.unwrap(),
        http.send(Method::GET, "/api/v1/nowhere", None, &[], Body::Empty).await.unwrap(),
        http.send(Method::POST, SEGMENTS, None, &[], Body::Empty).await.unwrap(),
        alice.push_body(vec![0; PUSH_BYTES_MAX + 1]).await.unwrap(),
        alice.pull(Vec::new()).await.unwrap(),
    ];
    for reply in &replies {
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin");
        assert!(reply.header("permissions-policy").starts_with("camera=(self), "));
        let policy = reply.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "), "{policy}");
        assert!(policy.contains("; connect-src 'self'; "), "{policy}");
        assert!(policy.ends_with("; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains('*'), "{policy}");
    }
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses, [404, 404, 401, 413, 200]);
}
