//! `/api/v1/follows/…`: devices write feeds, follows read them and leave notes, devices take the notes.
//!
//! Arrives: segments of a feed or notes, or what is asked of them. Leaves: places once they are on the disk, or a page.
//! Never here: what is inside a segment. Its open head is all that is read.

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use bytes::Bytes;
use ebb_protocol::endpoints::BYTES_TYPE;
use ebb_protocol::feed::{FeedAppend, FollowedRequest, NotesTaken};
use ebb_protocol::head::SegmentKind;
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::limits::{NOTE_SEGMENT_BYTES_MAX, PUSH_BYTES_MAX, PUSH_SEGMENTS_MAX};
use ebb_protocol::pull::PullPage;
use ebb_protocol::push::{self, Appended, PushAnswer};

use super::segments::{new_segment, read_head, unreadable};
use crate::Server;
use crate::auth::{Caller, Device, DeviceOrFollow, Follow};
use crate::body::{JsonBody, LongBody, MEMBERS};
use crate::db::feeds::{FeedPush, FeedSegment};
use crate::db::notes::Taken;
use crate::db::placing::{NewSegment, Push};
use crate::error::Refusal;

/// The body of the longest push of notes: format, count, and each note with its length.
const NOTES_BYTES_MAX: usize = 3 + PUSH_SEGMENTS_MAX * (4 + NOTE_SEGMENT_BYTES_MAX);
/// The database counts no further.
const NUMBER_MAX: u64 = i64::MAX as u64;

/// Appends to a feed, all segments or none.
pub(crate) async fn append_to_feed(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    body: LongBody<PUSH_BYTES_MAX, MEMBERS>,
) -> Result<Json<Appended>, Refusal> {
    let (made_from, segments) = FeedAppend::read(&body.bytes).map_err(unreadable)?;
    let read = |segment: &[u8]| read_feed_segment(body.bytes.slice_ref(segment), &caller, &made_from);
    let segments = segments.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let follow_each_other = segments.windows(2).all(|pair| {
        !pair[1].is_anew && pair[1].previous == pair[0].hash && Some(pair[1].number) == pair[0].number.checked_add(1)
    });
    if !follow_each_other {
        return Err(Refusal::Malformed("The segments do not follow each other, or one but the first begins anew."));
    }
    let now_ms = server.clock.wall_ms();
    let push = FeedPush { account: caller.account, member: caller.member, made_from, segments, now_ms };
    Ok(Json(server.db.append_to_feed(push).await?))
}

fn read_feed_segment(bytes: Bytes, caller: &Caller, made_from: &FeedAppend) -> Result<FeedSegment, Refusal> {
    let head = read_head(&bytes, caller)?;
    let is_anew = match head.kind {
        SegmentKind::FeedAnew => true,
        SegmentKind::FeedChanges => false,
        _ => return Err(Refusal::Malformed("A segment is not of a feed's kinds.")),
    };
    if head.stream != made_from.feed {
        return Err(Refusal::Malformed("A segment is of another stream than the append."));
    }
    if head.number > NUMBER_MAX {
        return Err(Refusal::OverLimit("A segment's number is too high.", NUMBER_MAX));
    }
    Ok(FeedSegment {
        is_anew,
        replica: head.replica,
        number: head.number,
        previous: head.previous,
        epoch: head.epoch,
        hash: SegmentHash::of(&bytes),
        bytes,
    })
}

/// Answers with a page of what lies after a position of a feed or of notes.
pub(crate) async fn read(
    State(server): State<Arc<Server>>,
    DeviceOrFollow(caller): DeviceOrFollow,
    JsonBody(request): JsonBody<FollowedRequest>,
) -> Result<impl IntoResponse, Refusal> {
    if request.position != 0 && request.mark.is_none() {
        return Err(Refusal::Malformed("The request has a position but no mark."));
    }
    let page = server.db.followed(caller.at(server.clock.wall_ms()), request).await?;
    Ok(([(CONTENT_TYPE, BYTES_TYPE)], PullPage { streams: vec![page] }.to_bytes()))
}

/// Appends all notes of a push, or none.
pub(crate) async fn append_notes(
    State(server): State<Arc<Server>>,
    Follow(caller): Follow,
    body: LongBody<NOTES_BYTES_MAX, MEMBERS>,
) -> Result<Json<PushAnswer>, Refusal> {
    let notes = push::read(&body.bytes).map_err(unreadable)?;
    let notes = notes.into_iter().map(|note| read_note(body.bytes.slice_ref(note), &caller));
    let segments = notes.collect::<Result<Vec<_>, _>>()?;
    if let Some(count) = u32::try_from(segments.len()).ok().and_then(NonZeroU32::new) {
        server.rates.count_notes(caller.account, caller.member, count)?;
    }
    let now_ms = server.clock.wall_ms();
    let push = Push { account: caller.account, member: caller.member, segments, now_ms };
    Ok(Json(server.db.append_notes(push).await?))
}

fn read_note(bytes: Bytes, caller: &Caller) -> Result<NewSegment, Refusal> {
    if bytes.len() > NOTE_SEGMENT_BYTES_MAX {
        return Err(Refusal::TooLarge { limit: NOTE_SEGMENT_BYTES_MAX as u64 });
    }
    let head = read_head(&bytes, caller)?;
    if head.kind != SegmentKind::Note {
        return Err(Refusal::Malformed("A segment is not a note."));
    }
    Ok(new_segment(&head, bytes))
}

/// Drops notes that are in the journal by now.
pub(crate) async fn take_notes(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(NotesTaken { notes, through }): JsonBody<NotesTaken>,
) -> Result<(), Refusal> {
    Ok(server.db.take_notes(Taken { account: caller.account, member: caller.member, notes, through }).await?)
}
