//! Bodies, never longer and never slower than they may be.
//!
//! Arrives: a request whose caller was already checked. Leaves: its body as [`Octets`], [`LongBody`] or [`JsonBody`].
//! Never here: a body over its limit in memory, and any part of a body in an answer.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use bytes::{Bytes, BytesMut};
use ebb_protocol::limits::CONTROL_BYTES_MAX;
use http_body_util::BodyExt as _;
use hyper::body::Body as _;
use serde::de::DeserializeOwned;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

use crate::Server;
use crate::error::Refusal;

/// A body that goes on at this rate is not slow, however long it takes: a phone on a bad line must get through.
const BYTES_PER_SECOND_MIN: usize = 4 * 1024;
/// All long bodies that are in memory at one time, counted in steps: of members, and of those who are not known yet, so
/// that these keep nobody from pushing.
const ROOM_BYTES: [usize; 2] = [256 * 1024 * 1024, 64 * 1024 * 1024];
/// Whose room a long body takes.
pub(crate) const MEMBERS: usize = 0;
pub(crate) const STRANGERS: usize = 1;
const ROOM_STEP_BYTES: usize = 64 * 1024;
/// A refused body is read to nowhere up to this size and for this time, so that the answer reaches a peer that sends
/// first and reads afterwards.
const DISCARDED_BYTES_MAX: usize = 16 * 1024 * 1024;
const DISCARDING_MAX: Duration = Duration::from_secs(10);

/// The rooms that all long bodies share.
#[derive(Debug, Clone)]
pub(crate) struct Room([Arc<Semaphore>; 2]);

impl Room {
    pub(crate) fn new() -> Self {
        Self(ROOM_BYTES.map(|bytes| Arc::new(Semaphore::new(bytes / ROOM_STEP_BYTES))))
    }
}

/// A short body that is bytes.
pub(crate) struct Octets<const BYTES_MAX: usize = CONTROL_BYTES_MAX>(pub(crate) Bytes);

impl<const BYTES_MAX: usize> FromRequest<Arc<Server>> for Octets<BYTES_MAX> {
    type Rejection = Refusal;

    async fn from_request(request: Request, server: &Arc<Server>) -> Result<Self, Refusal> {
        read(request.into_body(), BYTES_MAX, server.patience.body, |_| Ok(())).await.map(Self)
    }
}

/// A short body that is JSON of a known shape.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<Server>> for JsonBody<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, server: &Arc<Server>) -> Result<Self, Refusal> {
        let Octets(body) = <Octets>::from_request(request, server).await?;
        // What the parser says of it may quote the body.
        serde_json::from_slice(&body)
            .map(Self)
            .map_err(|_| Refusal::Malformed("The body is not the JSON of this path."))
    }
}

/// A body that may be long, with the room that it takes until it is dropped.
pub(crate) struct LongBody<const BYTES_MAX: usize, const WHOSE: usize> {
    pub(crate) bytes: Bytes,
    _room: Option<OwnedSemaphorePermit>,
}

impl<const BYTES_MAX: usize, const WHOSE: usize> FromRequest<Arc<Server>> for LongBody<BYTES_MAX, WHOSE> {
    type Rejection = Refusal;

    async fn from_request(request: Request, server: &Arc<Server>) -> Result<Self, Refusal> {
        let mut room: Option<OwnedSemaphorePermit> = None;
        let take_room = |length: usize| {
            while room.as_ref().map_or(0, OwnedSemaphorePermit::num_permits) * ROOM_STEP_BYTES < length {
                let step = Arc::clone(&server.room.0[WHOSE]).try_acquire_owned().map_err(|_| Refusal::NoRoom)?;
                match &mut room {
                    Some(room) => room.merge(step),
                    None => room = Some(step),
                }
            }
            Ok(())
        };
        let bytes = read(request.into_body(), BYTES_MAX, server.patience.body, take_room).await?;
        Ok(Self { bytes, _room: room })
    }
}

/// Reads a body. `patience` is how long it may be silent; `take_room` is asked before the body grows to a length.
async fn read(
    mut body: Body,
    limit: usize,
    patience: Duration,
    mut take_room: impl FnMut(usize) -> Result<(), Refusal>,
) -> Result<Bytes, Refusal> {
    let announced = body.size_hint().lower();
    if announced > limit as u64 {
        discard(body);
        return Err(Refusal::TooLarge { limit: limit as u64 });
    }
    let started = Instant::now();
    let mut read = BytesMut::new();
    loop {
        let earned = Duration::from_secs((read.len() / BYTES_PER_SECOND_MIN) as u64);
        let frame = timeout_at(started + patience + earned, body.frame()).await.map_err(|_| Refusal::TooSlow)?;
        let Some(frame) = frame else { return Ok(read.freeze()) };
        let frame = frame.map_err(|_| Refusal::Malformed("The body ended early."))?;
        let Ok(data) = frame.into_data() else { continue };
        let length = read.len() + data.len();
        if length > limit {
            discard(body);
            return Err(Refusal::TooLarge { limit: limit as u64 });
        }
        if let Err(refusal) = take_room(length) {
            discard(body);
            return Err(refusal);
        }
        read.extend_from_slice(&data);
    }
}

fn discard(mut body: Body) {
    tokio::spawn(timeout(DISCARDING_MAX, async move {
        let mut discarded = 0;
        while let Some(Ok(frame)) = body.frame().await {
            discarded += frame.data_ref().map_or(0, Bytes::len);
            if discarded > DISCARDED_BYTES_MAX {
                return;
            }
        }
    }));
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use ebb_protocol::limits::PUSH_BYTES_MAX;
    use futures_util::stream;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    /// A body of so many chunks, one each second.
    fn trickle(chunks: usize, chunk_bytes: usize) -> Body {
        Body::from_stream(stream::unfold(0, move |sent| async move {
            if sent == chunks {
                return None;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some((Ok::<_, Infallible>(vec![0_u8; chunk_bytes]), sent + 1))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn a_bad_line_gets_through_and_a_trickle_does_not() {
        let steady = read(trickle(200, BYTES_PER_SECOND_MIN), PUSH_BYTES_MAX, PATIENCE, |_| Ok(())).await;
        assert_eq!(steady.unwrap().len(), 200 * BYTES_PER_SECOND_MIN);

        let started = Instant::now();
        let trickled = read(trickle(200, 100), PUSH_BYTES_MAX, PATIENCE, |_| Ok(())).await;
        assert!(matches!(trickled, Err(Refusal::TooSlow)));
        assert_eq!(started.elapsed(), PATIENCE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_without_end_stops_at_the_limit() {
        let endless = read(trickle(usize::MAX, 1_000_000), PUSH_BYTES_MAX, PATIENCE, |_| Ok(())).await;
        assert!(matches!(endless, Err(Refusal::TooLarge { limit }) if limit == PUSH_BYTES_MAX as u64));
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_has_no_room_is_put_off() {
        let mut room_left = 2;
        let take_room = |_| {
            room_left -= 1;
            if room_left == 0 { Err(Refusal::NoRoom) } else { Ok(()) }
        };
        let refused = read(trickle(3, 1_000), PUSH_BYTES_MAX, PATIENCE, take_room).await;
        assert!(matches!(refused, Err(Refusal::NoRoom)));
    }
}
