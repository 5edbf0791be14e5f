//! The packed form of ops: what a sealed segment holds, and what the local store keeps.
//!
//! Arrives: ops. Leaves: `version 1 (1) ‖ length of the columns (4) ‖ the columns, raw deflate`. A reader bounds every
//! length before it allocates. Never here: sealing.

use ebb_protocol::limits::SEGMENT_UNPACKED_BYTES_MAX;

use crate::columns::{self, MalformedColumns};
use crate::op::Op;

const VERSION: u8 = 1;
const HEAD_BYTES: usize = 5;
/// The strongest that `miniz_oxide` offers at reasonable speed.
const DEFLATE_LEVEL: u8 = 9;

/// A pack that cannot be opened. It is set aside as it is; nothing else suffers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedPack {
    /// Shorter than its head.
    #[error("it is cut short")]
    CutShort,
    /// Written by a newer version.
    #[error("it has version {0}, which this version does not know")]
    NewerVersion(u8),
    /// Would unpack to more than [`SEGMENT_UNPACKED_BYTES_MAX`].
    #[error("it would unpack to more than is allowed")]
    TooLong,
    /// The deflated bytes are damaged, or longer or shorter than the head says.
    #[error("its compressed part is damaged")]
    Deflate,
    /// The columns do not fit together.
    #[error("its columns cannot be read: {0}")]
    Columns(#[from] MalformedColumns),
}

/// Packs ops; the same set of ops gives the same bytes.
pub fn pack(ops: &[Op]) -> Vec<u8> {
    let columns = columns::write(ops);
    let mut bytes = vec![VERSION];
    // Columns of 4 GiB would need more memory than a phone has.
    bytes.extend(u32::try_from(columns.len()).unwrap_or(u32::MAX).to_le_bytes());
    bytes.extend(miniz_oxide::deflate::compress_to_vec(&columns, DEFLATE_LEVEL));
    bytes
}

/// Opens a pack.
pub fn unpack(bytes: &[u8]) -> Result<Vec<Op>, MalformedPack> {
    let (head, deflated) = bytes.split_first_chunk::<HEAD_BYTES>().ok_or(MalformedPack::CutShort)?;
    let [version, length @ ..] = *head;
    if version != VERSION {
        return Err(MalformedPack::NewerVersion(version));
    }
    let length = usize::try_from(u32::from_le_bytes(length)).map_err(|_| MalformedPack::TooLong)?;
    if length > SEGMENT_UNPACKED_BYTES_MAX {
        return Err(MalformedPack::TooLong);
    }
    let columns =
        miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, length).map_err(|_| MalformedPack::Deflate)?;
    if columns.len() != length {
        return Err(MalformedPack::Deflate);
    }
    Ok(columns::read(&columns)?)
}
