//! `/api/v1/segments`: members append segments and read them.
//!
//! Arrives: the body of a push, or the cursors of a pull. Leaves: places once they are on the disk, or a page.
//! Never here: what is inside a segment. Its open head is all that is read.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use bytes::Bytes;
use ebb_protocol::endpoints::BYTES_TYPE;
use ebb_protocol::head::{MalformedHead, SegmentHead, SegmentKind};
use ebb_protocol::ids::{SegmentHash, StreamId};
use ebb_protocol::limits::{PULL_STREAMS_MAX, PUSH_BYTES_MAX, PUSH_SEGMENTS_MAX, SEGMENT_BYTES_MAX};
use ebb_protocol::pull::PullRequest;
use ebb_protocol::push::{self, MalformedPush, PushAnswer};

use crate::Server;
use crate::auth::{Caller, Device};
use crate::body::{JsonBody, LongBody, MEMBERS};
use crate::db::placing::{KeyName, NewSegment, Push};
use crate::db::pull::Asked;
use crate::error::Refusal;

/// Appends all segments of a push, or none.
pub(crate) async fn append(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    body: LongBody<PUSH_BYTES_MAX, MEMBERS>,
) -> Result<Json<PushAnswer>, Refusal> {
    let push = read_push(&body.bytes, &caller, server.clock.wall_ms())?;
    Ok(Json(server.db.append(push).await?))
}

/// Answers with a page of what lies after the cursors.
pub(crate) async fn pull(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<PullRequest>,
) -> Result<impl IntoResponse, Refusal> {
    let (cursors, set_aside) = (&request.cursors, &request.set_aside);
    if cursors.len() > PULL_STREAMS_MAX || set_aside.len() > PULL_STREAMS_MAX {
        return Err(Refusal::OverLimit("The pull names too many streams.", PULL_STREAMS_MAX as u64));
    }
    if cursors.iter().any(|cursor| cursor.position != 0 && cursor.mark.is_none()) {
        return Err(Refusal::Malformed("A cursor has a position but no mark."));
    }
    let names_twice = |mut streams: Vec<StreamId>| {
        streams.sort_unstable();
        streams.windows(2).any(|pair| pair[0] == pair[1])
    };
    if names_twice(cursors.iter().map(|cursor| cursor.stream).collect())
        || names_twice(set_aside.iter().map(|aside| aside.stream).collect())
    {
        return Err(Refusal::Malformed("The pull names a stream twice."));
    }
    let asked = Asked { cursors, set_aside, now_ms: server.clock.wall_ms() };
    let page = server.db.pull(caller.account, caller.member, asked).await?;
    Ok(([(CONTENT_TYPE, BYTES_TYPE)], page.to_bytes()))
}

fn read_push(body: &Bytes, caller: &Caller, now_ms: i64) -> Result<Push, Refusal> {
    let segments = push::read(body).map_err(unreadable)?;
    let segments = segments.into_iter().map(|segment| read_segment(body.slice_ref(segment), caller));
    let segments = segments.collect::<Result<_, _>>()?;
    Ok(Push { account: caller.account, member: caller.member, segments, now_ms })
}

/// What a push that cannot be read is told.
pub(super) fn unreadable(problem: MalformedPush) -> Refusal {
    match problem {
        MalformedPush::Shape => Refusal::Malformed("The body is not a push of this version."),
        MalformedPush::TooMany => Refusal::OverLimit("The push has too many segments.", PUSH_SEGMENTS_MAX as u64),
        MalformedPush::TooLong => Refusal::TooLarge { limit: SEGMENT_BYTES_MAX as u64 },
    }
}

/// The head of a segment by the caller.
pub(super) fn read_head(bytes: &[u8], caller: &Caller) -> Result<SegmentHead, Refusal> {
    let head = SegmentHead::of_segment(bytes).map_err(|problem| match problem {
        MalformedHead::CutShort => Refusal::Malformed("A segment is cut short."),
        MalformedHead::UnknownFormat(_) => Refusal::Malformed("A segment has a format that this server does not know."),
        MalformedHead::Number => Refusal::Malformed("A segment's number and predecessor do not fit together."),
    })?;
    if head.writer == caller.member {
        Ok(head)
    } else {
        Err(Refusal::Forbidden("A segment is by another writer than the caller."))
    }
}

/// A segment as it is placed, once its head was read.
pub(super) fn new_segment(head: &SegmentHead, bytes: Bytes) -> NewSegment {
    NewSegment {
        stream: head.stream,
        replica: head.replica,
        number: head.number,
        previous: head.previous,
        key: KeyName { epoch: head.epoch, commitment: head.commitment },
        hash: SegmentHash::of(&bytes),
        bytes,
    }
}

fn read_segment(bytes: Bytes, caller: &Caller) -> Result<NewSegment, Refusal> {
    let head = read_head(&bytes, caller)?;
    match head.kind {
        SegmentKind::Ops | SegmentKind::Unknown(_) => {}
        SegmentKind::Compacted => {
            return Err(Refusal::Malformed("A compacted segment is not pushed: it comes in the place of others."));
        }
        SegmentKind::FeedChanges | SegmentKind::FeedAnew | SegmentKind::Note => {
            return Err(Refusal::Malformed("A segment is not of the journal's kinds."));
        }
    }
    Ok(new_segment(&head, bytes))
}
