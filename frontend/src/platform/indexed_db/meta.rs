//! The named values of `meta` and their bytes.

use ebb_protocol::ids::{Mark, SegmentHash, StreamId};
use ebb_protocol::pull::Cursor;
use ebb_sync::{ReplicaHead, Sealing};

/// This copy of the journal: 16 bytes.
pub(super) const REPLICA: &str = "replica";
/// The last number of `log`: 8 bytes.
pub(super) const LOG_END: &str = "log_end";
/// `ebb_sync::Identity`, as it writes itself.
pub(super) const IDENTITY: &str = "identity";
/// How far sealing has come.
pub(super) const SEALING: &str = "sealing";
/// Up to where the journal was pulled.
pub(super) const CURSOR: &str = "cursor";
/// How far the server's clock is ahead, in milliseconds: 8 bytes.
pub(super) const CLOCK_OFFSET: &str = "clock_offset";
/// When the server last confirmed that it holds something, in milliseconds since 1970: 8 bytes.
pub(super) const LAST_COPY: &str = "last_copy";
/// The last segment of each replica that was pulled.
pub(super) const REPLICAS: &str = "replicas";

/// One after the other.
pub(super) fn replicas_bytes(replicas: &[ReplicaHead]) -> Vec<u8> {
    replicas.iter().flat_map(ReplicaHead::to_bytes).collect()
}

/// What cannot be read is passed over: pulling brings it again.
pub(super) fn read_replicas(bytes: &[u8]) -> Vec<ReplicaHead> {
    bytes.chunks(72).filter_map(ReplicaHead::from_bytes).collect()
}

pub(super) fn number(bytes: &[u8]) -> Option<u64> {
    bytes.try_into().ok().map(u64::from_le_bytes)
}

/// `has a place (1) ‖ place (8) ‖ number (8) ‖ hash (32)`.
pub(super) fn sealing_bytes(sealing: &Sealing) -> Vec<u8> {
    let mut bytes = vec![u8::from(sealing.through.is_some())];
    bytes.extend(sealing.through.unwrap_or(0).to_le_bytes());
    bytes.extend(sealing.number.to_le_bytes());
    bytes.extend(sealing.hash.0);
    bytes
}

pub(super) fn read_sealing(bytes: &[u8]) -> Option<Sealing> {
    let ([has_place], rest) = bytes.split_first_chunk()?;
    let (through, rest) = rest.split_first_chunk()?;
    let (number, hash) = rest.split_first_chunk()?;
    Some(Sealing {
        through: (*has_place == 1).then(|| u64::from_le_bytes(*through)),
        number: u64::from_le_bytes(*number),
        hash: SegmentHash(hash.try_into().ok()?),
    })
}

/// `stream (16) ‖ position (8) ‖ mark (8)`, zeros where the position has none.
pub(super) fn cursor_bytes(cursor: &Cursor) -> Vec<u8> {
    let mark = cursor.mark.unwrap_or(Mark([0; 8]));
    [&cursor.stream.0[..], &cursor.position.to_le_bytes(), &mark.0].concat()
}

pub(super) fn read_cursor(bytes: &[u8]) -> Option<Cursor> {
    let (stream, rest) = bytes.split_first_chunk()?;
    let (position, mark) = rest.split_first_chunk()?;
    let position = u64::from_le_bytes(*position);
    let mark = Mark(mark.try_into().ok()?);
    Some(Cursor { stream: StreamId(*stream), position, mark: (position > 0).then_some(mark) })
}
