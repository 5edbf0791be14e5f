//! One live channel, from its first frame to its close.

use std::collections::BTreeMap;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use bytes::Bytes;
use ebb_protocol::ids::{MailboxId, MemberId, StreamId};
use ebb_protocol::live::{CLOSE_FORBIDDEN, CLOSE_TOO_MANY, CLOSE_UNAUTHORIZED, LiveFrame, Notice, Reached};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep, sleep_until, timeout};

use super::{Listener, News};
use crate::Server;
use crate::auth::{self, Caller};
use crate::db::members::{Asker, Kind};
use crate::error::Refusal;

/// RFC 6455: the server goes away.
const CLOSE_AWAY: u16 = 1001;
/// RFC 6455: a frame is over its limit, or of the wrong kind.
const CLOSE_TOO_LARGE: u16 = 1009;
/// RFC 6455: something broke on the server.
const CLOSE_INTERNAL: u16 = 1011;
/// How long the other side may take to answer a close.
const FAREWELL: Duration = Duration::from_secs(1);

/// Why a channel ends.
enum End {
    /// The other side closed, or is not heard any more.
    Gone,
    /// With this code.
    Close(u16),
}

/// Answers a first frame with a token, then tells of each growth until one side ends it.
pub(crate) async fn run(server: Arc<Server>, mut socket: WebSocket, mut stopping: watch::Receiver<bool>) {
    let end = tokio::select! {
        end = converse(&server, &mut socket) => end,
        // An error would mean that the hub is gone, and the server with it.
        _ = stopping.wait_for(|is_stopping| *is_stopping) => End::Close(CLOSE_AWAY),
    };
    if let End::Close(code) = end {
        close(&mut socket, code).await;
    }
}

async fn converse(server: &Server, socket: &mut WebSocket) -> End {
    match welcome(server, socket).await {
        Ok((listener, told)) => attend(server, socket, listener, told).await,
        Err(end) => end,
    }
}

/// What a listener hears.
#[derive(Debug, Clone, Copy, Default)]
enum Hears {
    /// All of its account: a device.
    #[default]
    Everything,
    /// Of the growth of its feed, and of the entries that it reads, until it ends: a follow.
    Feed { feed: StreamId, until_ms: Option<i64> },
}

/// What a channel has told its listener.
#[derive(Debug, Default)]
struct Told {
    hears: Hears,
    /// The last head of each stream.
    heads: BTreeMap<StreamId, u64>,
    entries: u32,
    /// How far each device has read a stream.
    reached: BTreeMap<(MemberId, StreamId), Reached>,
    /// The last change of each mailbox.
    mailboxes: BTreeMap<MailboxId, u64>,
}

async fn welcome(server: &Server, socket: &mut WebSocket) -> Result<(Listener, Told), End> {
    let caller = match timeout(server.patience.first_frame, socket.recv()).await {
        Ok(Some(Ok(Message::Text(token)))) => auth::check(server, &token).await.map_err(|refusal| refused(&refusal))?,
        Ok(Some(Err(_))) => return Err(End::Close(CLOSE_TOO_LARGE)),
        Ok(None | Some(Ok(Message::Close(_)))) => return Err(End::Gone),
        // Too late, or something else than a token.
        Err(_) | Ok(Some(Ok(_))) => return Err(End::Close(CLOSE_UNAUTHORIZED)),
    };
    // Listening begins before the heads are read, and the member is asked about with them: no growth falls between, and
    // no dismissal.
    let listener = server.hub.listen(caller.account, caller.member);
    let told = match caller.kind {
        Kind::Device => welcome_device(server, socket, caller).await?,
        Kind::Follow => welcome_follow(server, socket, caller).await?,
        Kind::Sheet => return Err(End::Close(CLOSE_FORBIDDEN)),
    };
    Ok((listener, told))
}

async fn welcome_device(server: &Server, socket: &mut WebSocket, caller: Caller) -> Result<Told, End> {
    let heads = server.db.heads(caller.account, caller.member).await.map_err(|lapse| refused(&lapse.into()))?;
    let mut told = Told {
        heads: BTreeMap::from([(heads.journal.stream, heads.journal.head)]),
        entries: heads.entries,
        reached: heads.reached.iter().map(|reached| ((reached.reader, reached.stream), *reached)).collect(),
        ..Told::default()
    };
    send(server, socket, &LiveFrame::Stream(heads.journal)).await?;
    send(server, socket, &LiveFrame::TrustLog { entries: heads.entries }).await?;
    for reached in heads.reached {
        send(server, socket, &LiveFrame::Reached(reached)).await?;
    }
    for notice in heads.of_follows {
        told.heads.insert(notice.stream, notice.head);
        send(server, socket, &LiveFrame::Stream(notice)).await?;
    }
    Ok(told)
}

async fn welcome_follow(server: &Server, socket: &mut WebSocket, caller: Caller) -> Result<Told, End> {
    let asker = Asker { account: caller.account, member: caller.member, now_ms: server.clock.wall_ms() };
    let heads = server.db.follow_heads(asker).await.map_err(|lapse| refused(&lapse.into()))?;
    let told = Told {
        hears: Hears::Feed { feed: heads.feed.stream, until_ms: heads.until_ms },
        heads: BTreeMap::from([(heads.feed.stream, heads.feed.head)]),
        entries: heads.entries,
        ..Told::default()
    };
    send(server, socket, &LiveFrame::Stream(heads.feed)).await?;
    send(server, socket, &LiveFrame::TrustLog { entries: heads.entries }).await?;
    Ok(told)
}

fn refused(refusal: &Refusal) -> End {
    End::Close(match refusal {
        Refusal::TooMany { .. } => CLOSE_TOO_MANY,
        Refusal::Dismissed
        | Refusal::NoAccount
        | Refusal::Closed(_)
        | Refusal::FollowEnded(_)
        | Refusal::Resting { .. } => CLOSE_FORBIDDEN,
        Refusal::Db(error) => {
            tracing::error!(%error, "a live channel failed");
            CLOSE_INTERNAL
        }
        _ => CLOSE_UNAUTHORIZED,
    })
}

async fn attend(server: &Server, socket: &mut WebSocket, mut listener: Listener, mut told: Told) -> End {
    let patience = &server.patience;
    let mut ping = interval_at(Instant::now() + patience.ping, patience.ping);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    loop {
        let left = told.hears.left(server.clock.wall_ms());
        if left == Some(Duration::ZERO) {
            server.db.drop_ended_feeds(server.clock.wall_ms());
            return End::Close(CLOSE_FORBIDDEN);
        }
        let sent = tokio::select! {
            code = &mut listener.displaced => return End::Close(code.unwrap_or(CLOSE_TOO_MANY)),
            changed = listener.news.changed() => {
                if changed.is_err() {
                    return End::Gone;
                }
                let news = listener.news.borrow_and_update().clone();
                match told.hears {
                    Hears::Everything => tell(server, socket, listener.member, &news, &mut told).await,
                    Hears::Feed { feed, .. } => tell_follow(server, socket, (&listener, feed), &news, &mut told).await,
                }
            }
            frame = socket.recv() => match frame {
                None => return End::Gone,
                Some(Err(_)) => return End::Close(CLOSE_TOO_LARGE),
                // A listener has nothing to say here but that it lives; a close is answered by the next reading.
                Some(Ok(_)) => {
                    heard = Instant::now();
                    Ok(())
                }
            },
            _ = ping.tick() => send_within(server, socket, Message::Ping(Bytes::new())).await,
            () = sleep_until(heard + patience.silence) => return End::Gone,
            // The wall clock may jump: it is looked at again above, at the latest with the next ping.
            () = until_over(left) => Ok(()),
        };
        if let Err(end) = sent {
            return end;
        }
    }
}

impl Hears {
    /// How much time a follow has left; `None` where it does not end by itself.
    fn left(self, now_ms: i64) -> Option<Duration> {
        let Self::Feed { until_ms: Some(until_ms), .. } = self else { return None };
        Some(Duration::from_millis(u64::try_from(until_ms.saturating_sub(now_ms)).unwrap_or_default()))
    }
}

async fn until_over(left: Option<Duration>) {
    match left {
        Some(left) => sleep(left).await,
        None => pending().await,
    }
}

/// Tells a follow of what is its own, and of nothing else.
async fn tell_follow(
    server: &Server,
    socket: &mut WebSocket,
    (listener, feed): (&Listener, StreamId),
    news: &News,
    told: &mut Told,
) -> Result<(), End> {
    let own_entries = news.for_follows.get(&listener.member).copied().unwrap_or_default();
    let entries = news.for_all_follows.max(own_entries);
    if entries > told.entries {
        // Such an entry may say that it ends at another time, or that it has.
        let now_ms = server.clock.wall_ms();
        let asker = Asker { account: listener.account, member: listener.member, now_ms };
        let heads = server.db.follow_heads(asker).await.map_err(|lapse| refused(&lapse.into()))?;
        told.hears = Hears::Feed { feed, until_ms: heads.until_ms };
        told.entries = entries;
        send(server, socket, &LiveFrame::TrustLog { entries }).await?;
    }
    if let Some(&(head, mark)) = news.heads.get(&feed)
        && told.heads.get(&feed).is_none_or(|&last| last < head)
    {
        told.heads.insert(feed, head);
        send(server, socket, &LiveFrame::Stream(Notice { stream: feed, head, mark })).await?;
    }
    Ok(())
}

async fn tell(
    server: &Server,
    socket: &mut WebSocket,
    listener: MemberId,
    news: &News,
    told: &mut Told,
) -> Result<(), End> {
    for (&stream, &(head, mark)) in &news.heads {
        if told.heads.get(&stream).is_none_or(|&last| last < head) {
            told.heads.insert(stream, head);
            send(server, socket, &LiveFrame::Stream(Notice { stream, head, mark })).await?;
        }
    }
    if news.entries > told.entries {
        told.entries = news.entries;
        send(server, socket, &LiveFrame::TrustLog { entries: news.entries }).await?;
    }
    for (key, reached) in &news.reached {
        // What a device has read it knows by itself.
        if key.0 != listener && told.reached.get(key) != Some(reached) {
            told.reached.insert(*key, *reached);
            send(server, socket, &LiveFrame::Reached(*reached)).await?;
        }
    }
    for (&mailbox, &change) in &news.mailboxes {
        if told.mailboxes.get(&mailbox).is_none_or(|&last| last < change) {
            send(server, socket, &LiveFrame::Mailbox { mailbox }).await?;
        }
    }
    told.mailboxes.clone_from(&news.mailboxes);
    Ok(())
}

async fn send(server: &Server, socket: &mut WebSocket, frame: &LiveFrame) -> Result<(), End> {
    // A frame is ids and numbers: it always has a JSON form.
    let text = serde_json::to_string(frame).map_err(|_| End::Close(CLOSE_INTERNAL))?;
    send_within(server, socket, Message::text(text)).await
}

/// Sends, unless the other side takes nothing for as long as it may be silent.
async fn send_within(server: &Server, socket: &mut WebSocket, message: Message) -> Result<(), End> {
    match timeout(server.patience.silence, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Gone),
    }
}

/// Says why, and waits a moment for the other side's farewell: without it the reason may never arrive.
async fn close(socket: &mut WebSocket, code: u16) {
    let frame = CloseFrame { code, reason: "".into() };
    // Whoever does not listen any more is not told.
    let _ = timeout(FAREWELL, async {
        if socket.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = socket.recv().await {}
        }
    })
    .await;
}
