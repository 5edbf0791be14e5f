//! `/api/v1/segments/…`: devices compact a stream.
//!
//! Arrives: what is to be compacted, or read for it. Leaves: an outline, pages of segments, and the place of what replaced them.
//! Never here: what is inside a segment. Its open head is all that is read.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use ebb_protocol::compact::{
    CompactAnswer, Compaction, InputsRequest, MalformedCompaction, ReplacedRequest, are_inputs,
};
use ebb_protocol::endpoints::BYTES_TYPE;
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::limits::{COMPACT_INPUTS_MAX, PUSH_BYTES_MAX, SEGMENT_BYTES_MAX};
use ebb_protocol::outline::OutlineRequest;
use ebb_protocol::pull::PullPage;

use crate::Server;
use crate::auth::Device;
use crate::body::{JsonBody, LongBody, MEMBERS};
use crate::db::compact::Replacement;
use crate::db::placing::KeyName;
use crate::error::Refusal;

/// Answers with what a stream consists of.
pub(crate) async fn outline(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<OutlineRequest>,
) -> Result<impl IntoResponse, Refusal> {
    let outline = server.db.outline((caller.account, caller.member), request.stream, request.after).await?;
    Ok(octets(outline.to_bytes()))
}

/// Answers with exactly the segments that are named, if they stand side by side.
pub(crate) async fn inputs(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<InputsRequest>,
) -> Result<impl IntoResponse, Refusal> {
    if request.inputs.len() > COMPACT_INPUTS_MAX {
        return Err(too_many());
    }
    if !are_inputs(&request.inputs) {
        return Err(Refusal::Malformed("Inputs are at least two, and their positions rise."));
    }
    let page = server.db.inputs((caller.account, caller.member), request.stream, &request.inputs).await?;
    Ok(octets(PullPage { streams: vec![page] }.to_bytes()))
}

/// Replaces adjacent segments by one, or leaves everything as it is.
pub(crate) async fn compact(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    body: LongBody<PUSH_BYTES_MAX, MEMBERS>,
) -> Result<Json<CompactAnswer>, Refusal> {
    let compaction = Compaction::read(&body.bytes).map_err(|problem| match problem {
        MalformedCompaction::Shape => Refusal::Malformed("The body is not a compaction of this version."),
        MalformedCompaction::TooMany => too_many(),
        MalformedCompaction::TooLong => Refusal::TooLarge { limit: SEGMENT_BYTES_MAX as u64 },
    })?;
    let head = SegmentHead::of_segment(compaction.segment)
        .map_err(|_| Refusal::Malformed("The head of the segment cannot be read."))?;
    if head.kind != SegmentKind::Compacted || head.stream != compaction.stream {
        return Err(Refusal::Malformed("The segment is not a compacted one of this stream."));
    }
    if head.writer != caller.member {
        return Err(Refusal::Forbidden("The segment is by another writer than the caller."));
    }
    let replacement = Replacement {
        account: caller.account,
        member: caller.member,
        stream: compaction.stream,
        inputs: compaction.inputs,
        replica: head.replica,
        key: KeyName { epoch: head.epoch, commitment: head.commitment },
        hash: SegmentHash::of(compaction.segment),
        bytes: body.bytes.slice_ref(compaction.segment),
        now_ms: server.clock.wall_ms(),
    };
    Ok(Json(CompactAnswer { place: server.db.compact(replacement).await? }))
}

/// Answers with what a compacted segment was made of.
pub(crate) async fn replaced(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<ReplacedRequest>,
) -> Result<impl IntoResponse, Refusal> {
    let page =
        server.db.replaced((caller.account, caller.member), request.stream, request.output, request.after).await?;
    let page = page.ok_or(Refusal::NotFound)?;
    Ok(octets(PullPage { streams: vec![page] }.to_bytes()))
}

fn octets(bytes: Vec<u8>) -> impl IntoResponse {
    ([(CONTENT_TYPE, BYTES_TYPE)], bytes)
}

fn too_many() -> Refusal {
    Refusal::OverLimit("The compaction has too many inputs.", COMPACT_INPUTS_MAX as u64)
}
