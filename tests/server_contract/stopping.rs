//! Stopping and starting again.

use std::time::Duration;

use ebb_protocol::endpoints::SEGMENTS;
use ebb_protocol::push;
use ebb_tests::server_client::{Mailbox, Newcomer};
use hyper::StatusCode;
use tokio::net::TcpStream;

use crate::raw::RawHttp;
use crate::world::World;

#[tokio::test]
async fn a_restart_keeps_everything() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let phone = alice.admit(&Newcomer::device(2)).await;
    alice.make_mailbox(8, 600).await;
    let (mut of_alice, mut of_phone) = (alice.replica(1), phone.replica(2));
    let segments = of_alice.next_many(3, 300);
    let before = alice.push_ok(&segments).await;
    phone.push_ok(&[of_phone.next(300)]).await;
    let all = alice.pull_all().await;

    let world = World::over(world.stop().await, |_| {}).await;
    let (alice, phone) = (alice.at(world.address), phone.at(world.address));
    assert_eq!(alice.pull_all().await, all);
    assert_eq!(alice.push_ok(&segments).await.appended, before.appended);
    assert_eq!(alice.push_ok(&[of_alice.next(300)]).await.appended[0].position, 5);
    assert_eq!(phone.push_ok(&[of_phone.next(300)]).await.appended[0].position, 6);
    assert_eq!(Mailbox(8).look(&world.anonymous()).await.status, StatusCode::OK, "an open mailbox is still open");
}

#[tokio::test]
async fn what_is_in_flight_is_answered_before_the_end() {
    let mut world = World::start().await;
    let alice = world.device(1).await;
    let body = push::write([&alice.replica(1).next(300)[..]].into_iter());
    let mut raw = RawHttp::connect(world.address).await;
    raw.begin_post(SEGMENTS, alice.token(), &format!("Content-Length: {}\r\nExpect: 100-continue", body.len())).await;
    // The server reads the body: the request is in flight.
    raw.hear("100 Continue").await;
    raw.say(&body[..100]).await;
    world.ask_to_stop();
    // It takes nothing new once it has heard of it; what it took before is let go unanswered.
    while let Ok(connection) = TcpStream::connect(world.address).await {
        drop(connection);
        tokio::task::yield_now().await;
    }
    raw.say(&body[100..]).await;
    let said = raw.hear_all().await;
    assert!(said.contains("HTTP/1.1 200 OK") && said.contains("\"position\":1"), "{said}");

    let world = World::over(world.stop().await, |_| {}).await;
    assert_eq!(alice.at(world.address).pull_all().await.len(), 1);
}

#[tokio::test]
async fn a_peer_that_never_ends_does_not_hold_the_server_up() {
    let world = World::with(|settings| settings.patience.stop = Duration::from_millis(50)).await;
    let alice = world.device(1).await;
    let mut raw = RawHttp::connect(world.address).await;
    raw.begin_post(SEGMENTS, alice.token(), "Content-Length: 1000\r\nExpect: 100-continue").await;
    raw.hear("100 Continue").await;
    world.stop().await;
}

#[tokio::test]
async fn a_stopped_server_leaves_one_whole_file() {
    let world = World::start().await;
    let alice = world.device(1).await;
    alice.push_ok(&[alice.replica(1).next(300)]).await;
    let folder = world.stop().await;
    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("deep")).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["ebb.db"]);
}
