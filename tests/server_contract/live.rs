//! The live channel.

use std::time::Duration;

use ebb_protocol::endpoints::LIVE;
use ebb_protocol::ids::Mark;
use ebb_protocol::limits::{LIVE_CHANNELS_PER_MEMBER_MAX, LIVE_FRAME_BYTES_MAX};
use ebb_protocol::live::{CLOSE_FORBIDDEN, CLOSE_TOO_MANY, CLOSE_UNAUTHORIZED, LiveFrame, Notice};
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_tests::server_client::{Body, Device, Mailbox, Newcomer};
use futures_util::{SinkExt as _, StreamExt as _};
use hyper::Method;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::world::World;

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(crate) async fn connect(world: &World) -> Socket {
    connect_async(format!("ws://{}{LIVE}", world.address)).await.unwrap().0
}

async fn connect_from(world: &World, origin: &str) -> Result<Socket, Error> {
    let mut request = format!("ws://{}{LIVE}", world.address).into_client_request().unwrap();
    request.headers_mut().insert("origin", origin.parse().unwrap());
    connect_async(request).await.map(|(socket, _)| socket)
}

/// Opens a channel and shows the token; returns the first notice, too.
pub(crate) async fn open(world: &World, device: &Device) -> (Socket, Notice) {
    let mut socket = connect(world).await;
    socket.send(Message::text(device.token())).await.unwrap();
    let first = notice(&mut socket).await;
    (socket, first)
}

pub(crate) async fn frame(socket: &mut Socket) -> LiveFrame {
    loop {
        match socket.next().await.unwrap().unwrap() {
            Message::Text(text) => return serde_json::from_str(&text).unwrap(),
            Message::Ping(_) => {}
            other => panic!("a frame was expected, not {other:?}"),
        }
    }
}

/// The next frame that is about a stream.
pub(crate) async fn notice(socket: &mut Socket) -> Notice {
    loop {
        if let LiveFrame::Stream(notice) = frame(socket).await {
            return notice;
        }
    }
}

/// Reads until the server closes, and returns the code. A server that never does is told from one that is slow.
pub(crate) async fn close_code(socket: &mut Socket) -> u16 {
    let until_closed = async {
        loop {
            match socket.next().await {
                Some(Ok(Message::Close(Some(frame)))) => return frame.code.into(),
                Some(Ok(Message::Text(_) | Message::Ping(_))) => {}
                other => panic!("a close was expected, not {other:?}"),
            }
        }
    };
    timeout(Duration::from_mins(1), until_closed).await.unwrap()
}

#[tokio::test]
async fn the_first_notice_says_where_the_journal_stands() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let (_, empty) = open(&world, &alice).await;
    assert_eq!(empty, Notice { stream: alice.journal, head: 0, mark: Mark([0; 8]) });
    let head = alice.push_ok(&alice.replica(1).next_many(3, 300)).await.heads.remove(0);
    let (_, three) = open(&world, &alice).await;
    assert_eq!(three, Notice { stream: alice.journal, head: 3, mark: head.mark });
}

#[tokio::test]
async fn a_push_wakes_all_members_and_nobody_else() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let phone = alice.admit(&Newcomer::device(3)).await;
    let (mut at_alice, _) = open(&world, &alice).await;
    let (mut at_phone, _) = open(&world, &phone).await;
    let (mut at_bob, _) = open(&world, &bob).await;

    let head = alice.push_ok(&[alice.replica(1).next(300)]).await.heads.remove(0);
    let expected = Notice { stream: alice.journal, head: 1, mark: head.mark };
    assert_eq!(notice(&mut at_phone).await, expected);
    assert_eq!(notice(&mut at_alice).await, expected);
    // What reaches the other account first is its own.
    bob.push_ok(&[bob.replica(2).next(300)]).await;
    assert_eq!(notice(&mut at_bob).await.stream, bob.journal);
}

#[tokio::test]
async fn a_slow_listener_holds_nobody_up_and_gets_the_last_head() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let (mut slow, _) = open(&world, &alice).await;
    let (mut quick, _) = open(&world, &alice).await;
    let mut replica = alice.replica(1);
    for head in 1..=200 {
        alice.push_ok(&[replica.next(300)]).await;
        let told = notice(&mut quick).await.head;
        assert_eq!(told, head);
    }
    let mut last = 0;
    while last < 200 {
        let told = notice(&mut slow).await.head;
        assert!(told > last, "notices only rise");
        last = told;
    }
}

#[tokio::test]
async fn without_its_token_a_channel_is_closed() {
    let world = World::start().await;
    let alice = world.device(1).await;
    for first in [
        Message::text("nonsense"),
        Message::text(format!("{}.{}.{}", alice.account, alice.member, "ab".repeat(32))),
        Message::text(format!("Bearer {}", alice.token())),
        Message::binary(alice.token().as_bytes().to_vec()),
    ] {
        let mut socket = connect(&world).await;
        socket.send(first).await.unwrap();
        assert_eq!(close_code(&mut socket).await, CLOSE_UNAUTHORIZED);
    }
}

#[tokio::test]
async fn a_first_frame_that_does_not_come_closes_the_channel() {
    let world = World::with(|settings| settings.patience.first_frame = Duration::from_millis(50)).await;
    let mut socket = connect(&world).await;
    assert_eq!(close_code(&mut socket).await, CLOSE_UNAUTHORIZED);
}

#[tokio::test]
async fn frames_have_a_limit() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let too_long = Message::text("x".repeat(LIVE_FRAME_BYTES_MAX + 1));
    let mut early = connect(&world).await;
    let (mut late, _) = open(&world, &alice).await;
    for socket in [&mut early, &mut late] {
        socket.send(too_long.clone()).await.unwrap();
        assert_eq!(close_code(socket).await, 1009);
    }
}

#[tokio::test]
async fn the_oldest_of_too_many_channels_goes() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut channels = Vec::new();
    for _ in 0..=LIVE_CHANNELS_PER_MEMBER_MAX {
        channels.push(open(&world, &alice).await.0);
    }
    assert_eq!(close_code(&mut channels[0]).await, CLOSE_TOO_MANY);
    alice.push_ok(&[alice.replica(1).next(300)]).await;
    for channel in &mut channels[1..] {
        assert_eq!(notice(channel).await.head, 1);
    }
}

#[tokio::test]
async fn pages_of_other_sites_get_no_channel() {
    let world = World::start().await;
    let own = format!("http://{}", world.address);
    assert!(connect_from(&world, &own).await.is_ok());
    for origin in ["https://elsewhere.example", "null", "http://127.0.0.1", "http://localhost:1"] {
        let Err(Error::Http(reply)) = connect_from(&world, origin).await else { panic!("{origin} got a channel") };
        let problem: Problem = serde_json::from_slice(reply.body().as_ref().unwrap()).unwrap();
        assert_eq!(problem.kind(), ProblemKind::Forbidden, "{origin}");
    }
}

#[tokio::test]
async fn a_plain_request_is_no_channel() {
    let world = World::start().await;
    let reply = world.anonymous().send(Method::GET, LIVE, None, &[], Body::Empty).await.unwrap();
    assert_eq!(reply.refusal(), ProblemKind::Malformed);
}

#[tokio::test]
async fn whoever_answers_no_ping_is_dropped() {
    let world = World::with(|settings| {
        settings.patience.ping = Duration::from_millis(50);
        settings.patience.silence = Duration::from_millis(600);
    })
    .await;
    let alice = world.device(1).await;
    let (mut deaf, _) = open(&world, &alice).await;
    let (mut answering, _) = open(&world, &alice).await;
    let listening = tokio::spawn(async move { while let Some(Ok(_)) = answering.next().await {} });
    // Read behind the protocol's back, so that nothing answers; the line ends.
    let MaybeTlsStream::Plain(line) = deaf.get_mut() else { panic!("no TLS here") };
    let mut heard = Vec::new();
    let _ = line.read_to_end(&mut heard).await;
    assert!(heard.contains(&0x89), "it was pinged before");
    assert!(!listening.is_finished(), "whoever answers stays");
    listening.abort();
}

#[tokio::test]
async fn a_stopping_server_says_goodbye() {
    let world = World::start().await;
    let alice = world.device(1).await;
    let mut unsigned = connect(&world).await;
    let (mut socket, _) = open(&world, &alice).await;
    let farewell = async { (close_code(&mut socket).await, close_code(&mut unsigned).await) };
    let (_, codes) = tokio::join!(world.stop(), farewell);
    assert_eq!(codes, (1001, 1001));
}

#[tokio::test]
async fn whoever_may_not_listen_is_told_so() {
    let world = World::start().await;
    let mut alice = world.device(1).await;
    let sheet = alice.admit(&Newcomer::sheet(2)).await;
    let phone = alice.admit(&Newcomer::device(3)).await;
    let (mut at_phone, _) = open(&world, &phone).await;
    let (mut at_alice, _) = open(&world, &alice).await;
    alice.dismiss(phone.member).await;
    assert_eq!(close_code(&mut at_phone).await, CLOSE_FORBIDDEN, "at once");
    let stranger = Device::founder(world.address, 9).1;
    for device in [&sheet, &phone, &stranger] {
        let mut socket = connect(&world).await;
        socket.send(Message::text(device.token())).await.unwrap();
        assert_eq!(close_code(&mut socket).await, CLOSE_FORBIDDEN);
    }
    alice.append_ok(&alice.closing_of(&alice.log().await)).await;
    assert_eq!(close_code(&mut at_alice).await, CLOSE_FORBIDDEN, "the account is closed");
}

#[tokio::test]
async fn devices_hear_of_the_trust_log_and_of_mailboxes() {
    let world = World::start().await;
    let (alice, bob) = (world.device(1).await, world.device(2).await);
    let (mut socket, _) = open(&world, &alice).await;
    let (mut at_bob, _) = open(&world, &bob).await;
    assert_eq!(frame(&mut socket).await, LiveFrame::TrustLog { entries: 1 });
    assert_eq!(frame(&mut at_bob).await, LiveFrame::TrustLog { entries: 1 });

    alice.make_mailbox(7, 600).await;
    let mailbox = Mailbox(7);
    for card in [b"card", b"card", b"evil", b"evil"] {
        mailbox.leave_card(&world.anonymous(), card).await;
    }
    let of_mailbox = LiveFrame::Mailbox { mailbox: mailbox.id() };
    assert_eq!(frame(&mut socket).await, of_mailbox, "a card came");
    alice.admit(&Newcomer { mailbox: Some(mailbox.id()), ..Newcomer::device(3) }).await;
    let mut heard = vec![frame(&mut socket).await, frame(&mut socket).await];
    if heard.last() == Some(&of_mailbox) && heard[0] == of_mailbox {
        // Another card came before the admission, or was told together with it.
        heard.push(frame(&mut socket).await);
    }
    assert!(heard.contains(&LiveFrame::TrustLog { entries: 2 }) && heard.contains(&of_mailbox), "{heard:?}");
    // What reaches the other account first is its own.
    bob.push_ok(&[bob.replica(2).next(300)]).await;
    assert!(matches!(frame(&mut at_bob).await, LiveFrame::Stream(notice) if notice.stream == bob.journal));
}
