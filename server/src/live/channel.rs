//! One live channel, from its first frame to its close.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use bytes::Bytes;
use ebb_protocol::ids::StreamId;
use ebb_protocol::live::{CLOSE_TOO_MANY, CLOSE_UNAUTHORIZED, Notice};
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until, timeout};

use super::{Heads, Listener};
use crate::Server;
use crate::auth::{self, Caller};
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

/// What a channel has told its listener: the last head of each stream.
type Told = BTreeMap<StreamId, u64>;

async fn welcome(server: &Server, socket: &mut WebSocket) -> Result<(Listener, Told), End> {
    let Caller { account, member } = match timeout(server.patience.first_frame, socket.recv()).await {
        Ok(Some(Ok(Message::Text(token)))) => auth::check(server, &token).await.map_err(|refusal| refused(&refusal))?,
        Ok(Some(Err(_))) => return Err(End::Close(CLOSE_TOO_LARGE)),
        Ok(None | Some(Ok(Message::Close(_)))) => return Err(End::Gone),
        // Too late, or something else than a token.
        Err(_) | Ok(Some(Ok(_))) => return Err(End::Close(CLOSE_UNAUTHORIZED)),
    };
    // Listening begins before the head is read, so that no growth falls between.
    let listener = server.hub.listen(account, member);
    let journal = match server.db.journal_head(account).await {
        Ok(journal) => journal,
        Err(error) => return Err(refused(&Refusal::Db(error))),
    };
    let told = Told::from([(journal.stream, journal.head)]);
    send(server, socket, &journal).await?;
    Ok((listener, told))
}

fn refused(refusal: &Refusal) -> End {
    End::Close(match refusal {
        Refusal::TooMany { .. } => CLOSE_TOO_MANY,
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
        let sent = tokio::select! {
            changed = listener.heads.changed() => {
                if changed.is_err() {
                    return End::Gone;
                }
                let heads = listener.heads.borrow_and_update().clone();
                tell(server, socket, &heads, &mut told).await
            }
            frame = socket.recv() => match frame {
                None => return End::Gone,
                Some(Err(_)) => return End::Close(CLOSE_TOO_LARGE),
                // A device has nothing to say here but that it lives; a close is answered by the next reading.
                Some(Ok(_)) => {
                    heard = Instant::now();
                    Ok(())
                }
            },
            _ = ping.tick() => send_within(server, socket, Message::Ping(Bytes::new())).await,
            () = sleep_until(heard + patience.silence) => return End::Gone,
            _ = &mut listener.displaced => return End::Close(CLOSE_TOO_MANY),
        };
        if let Err(end) = sent {
            return end;
        }
    }
}

async fn tell(server: &Server, socket: &mut WebSocket, heads: &Heads, told: &mut Told) -> Result<(), End> {
    for (&stream, &(head, mark)) in heads {
        if told.get(&stream).is_none_or(|&last| last < head) {
            told.insert(stream, head);
            send(server, socket, &Notice { stream, head, mark }).await?;
        }
    }
    Ok(())
}

async fn send(server: &Server, socket: &mut WebSocket, notice: &Notice) -> Result<(), End> {
    // A notice is ids and a number: it always has a JSON form.
    let text = serde_json::to_string(notice).map_err(|_| End::Close(CLOSE_INTERNAL))?;
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
