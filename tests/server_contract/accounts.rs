//! Founding accounts.

use std::num::NonZeroU32;
use std::time::Duration;

use ebb_protocol::endpoints::{ACCOUNTS, Founded};
use ebb_protocol::problem::ProblemKind;
use ebb_tests::server_client::{Body, Device, Http, Reply};
use hyper::{Method, StatusCode};

use crate::world::{BEGINNING_MS, World};

async fn found(http: &Http, entry: &[u8], headers: &[(&str, &str)]) -> Reply {
    http.send(Method::POST, ACCOUNTS, None, headers, Body::Octets(entry.to_vec())).await.unwrap()
}

#[tokio::test]
async fn an_account_is_founded_once_however_often_it_is_asked_for() {
    let world = World::start().await;
    let (entry, device) = Device::founder(world.address, 1);
    for _ in 0..2 {
        let reply = found(&world.anonymous(), &entry, &[]).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        assert_eq!(reply.json::<Founded>(), Founded { account: device.account, server_time_ms: BEGINNING_MS });
        assert_eq!(reply.header("cache-control"), "no-store");
    }
    device.push_ok(&[device.replica(1).next(300)]).await;
    found(&world.anonymous(), &entry, &[]).await;
    assert_eq!(device.pull_all().await.len(), 1, "founding again takes nothing away");
}

#[tokio::test]
async fn an_entry_that_is_not_whole_or_not_signed_founds_nothing() {
    let world = World::start().await;
    let (entry, device) = Device::founder(world.address, 1);
    let mut altered = entry.clone();
    altered[100] ^= 1;
    for bad in [&entry[1..], &altered, b"", &[0; 400]] {
        assert_eq!(found(&world.anonymous(), bad, &[]).await.refusal(), ProblemKind::Malformed);
    }
    let reply = device.pull(Vec::new()).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::NoAccount);
}

#[tokio::test]
async fn foundings_are_counted_by_address() {
    let world = World::with(|settings| settings.foundings_per_address_per_hour = NonZeroU32::new(3).unwrap()).await;
    let (entry, _) = Device::founder(world.address, 1);
    let http = world.anonymous();
    for _ in 0..3 {
        assert_eq!(found(&http, &entry, &[]).await.status, StatusCode::CREATED);
    }
    // Nobody is trusted here: the header is a mere claim.
    let refused = found(&http, &entry, &[("x-forwarded-for", "192.0.2.1")]).await;
    assert_eq!(refused.refusal(), ProblemKind::TooMany);
    let seconds = refused.problem().retry_after_seconds.unwrap();
    assert_eq!(refused.header("retry-after"), seconds.to_string());
    assert!((1_100..=1_201).contains(&seconds), "a third of an hour, not {seconds} s");

    world.clock.pass(Duration::from_secs(seconds));
    assert_eq!(found(&http, &entry, &[]).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_trusted_proxy_says_for_whom_it_asks() {
    let world = World::with(|settings| {
        settings.foundings_per_address_per_hour = NonZeroU32::MIN;
        settings.trusted_proxies = vec![[127, 0, 0, 1].into()];
    })
    .await;
    let (entry, _) = Device::founder(world.address, 1);
    let statuses =
        async |address: &str| found(&world.anonymous(), &entry, &[("x-forwarded-for", address)]).await.status;
    assert_eq!(statuses("192.0.2.1").await, StatusCode::CREATED);
    assert_eq!(statuses("192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(statuses("192.0.2.2").await, StatusCode::CREATED);
    assert_eq!(statuses("2001:db8::1").await, StatusCode::CREATED);
    assert_eq!(statuses("2001:db8::2").await, StatusCode::TOO_MANY_REQUESTS, "one network counts as one");
    assert_eq!(statuses("2001:db8:0:1::1").await, StatusCode::CREATED);
}
