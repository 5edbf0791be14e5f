//! What several adjacent segments held, as one: the same ops, and up to where they reached in the chain of each replica.
//!
//! Arrives: what the inputs held. Leaves: the body of a compacted segment, `version 2 (1) ‖ count (2) ‖ count × (replica (16) ‖
//! writer (16) ‖ number (8) ‖ hash (32)) ‖ pack`, which has been opened again and compared. Never here: which segments, and sealing.

use std::collections::BTreeMap;

use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash};

use crate::columns::OPS_PER_PACK_MAX;
use crate::op::Op;
use crate::pack::{MalformedPack, pack, unpack};

/// Version 1 did not tell the writers, and was never let out.
const VERSION: u8 = 2;
const REACH_BYTES: usize = 16 + 16 + 8 + 32;

/// Up to where a segment reaches in the chain of a replica: the last of its own segments that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The replica.
    pub replica: ReplicaId,
    /// Whose replica it is.
    pub writer: MemberId,
    /// Number of that segment in the stream.
    pub number: u64,
    /// Its hash.
    pub hash: SegmentHash,
}

/// What a segment holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// One for each replica, in their order.
    pub reaches: Vec<Reach>,
    /// Its ops.
    pub ops: Vec<Op>,
}

/// A compacted body that cannot be opened. Its segment is set aside as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedCompacted {
    /// Shorter than it says.
    #[error("it is cut short")]
    CutShort,
    /// Written by another version.
    #[error("it is compacted in version {0}, which this version does not know")]
    OtherVersion(u8),
    /// The replicas are not in order, or one has the number 0.
    #[error("its list of replicas cannot be")]
    Reaches,
    /// Its ops.
    #[error("{0}")]
    Pack(#[from] MalformedPack),
}

/// Why segments are not compacted. They stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CompactionRefusal {
    /// Two segments of one replica have the same number, or two writers.
    #[error("two segments of a replica have the same number, or two writers")]
    Forked,
    /// More ops or replicas than one segment holds.
    #[error("they hold more than one segment may")]
    TooMany,
    /// What was compacted does not open.
    #[error("what was compacted does not open: {0}")]
    Unopened(#[from] MalformedCompacted),
    /// What was compacted opens to other ops than went in.
    #[error("what was compacted opens to something else")]
    NotTheSame,
}

/// One body for all that the inputs hold. It has been opened again: it holds exactly the ops of the inputs, as a set.
pub fn compact(inputs: Vec<Contents>) -> Result<Vec<u8>, CompactionRefusal> {
    let reaches = furthest(&inputs)?;
    let mut ops: Vec<Op> = inputs.into_iter().flat_map(|input| input.ops).collect();
    ops.sort_unstable();
    ops.dedup();
    if ops.len() > OPS_PER_PACK_MAX {
        return Err(CompactionRefusal::TooMany);
    }
    let mut body = vec![VERSION];
    body.extend(u16::try_from(reaches.len()).map_err(|_| CompactionRefusal::TooMany)?.to_le_bytes());
    for reach in &reaches {
        body.extend(reach.replica.0);
        body.extend(reach.writer.0);
        body.extend(reach.number.to_le_bytes());
        body.extend(reach.hash.0);
    }
    body.extend(pack(&ops));
    let mut opened = open_compacted(&body)?;
    opened.ops.sort_unstable();
    if opened == (Contents { reaches, ops }) { Ok(body) } else { Err(CompactionRefusal::NotTheSame) }
}

/// Opens the body of a compacted segment.
pub fn open_compacted(body: &[u8]) -> Result<Contents, MalformedCompacted> {
    let (&[version], rest) = body.split_first_chunk::<1>().ok_or(MalformedCompacted::CutShort)?;
    if version != VERSION {
        return Err(MalformedCompacted::OtherVersion(version));
    }
    let (count, rest) = rest.split_first_chunk::<2>().ok_or(MalformedCompacted::CutShort)?;
    let length = usize::from(u16::from_le_bytes(*count)) * REACH_BYTES;
    let (table, packed) = rest.split_at_checked(length).ok_or(MalformedCompacted::CutShort)?;
    let reaches = table.chunks_exact(REACH_BYTES).filter_map(read_reach).collect::<Vec<_>>();
    let rise = reaches.iter().zip(reaches.iter().skip(1)).all(|(left, right)| left.replica < right.replica);
    if !rise || reaches.iter().any(|reach| reach.number == 0) {
        return Err(MalformedCompacted::Reaches);
    }
    Ok(Contents { reaches, ops: unpack(packed)? })
}

fn read_reach(bytes: &[u8]) -> Option<Reach> {
    let (replica, rest) = bytes.split_first_chunk()?;
    let (writer, rest) = rest.split_first_chunk()?;
    let (number, rest) = rest.split_first_chunk()?;
    let (hash, _) = rest.split_first_chunk()?;
    Some(Reach {
        replica: ReplicaId(*replica),
        writer: MemberId(*writer),
        number: u64::from_le_bytes(*number),
        hash: SegmentHash(*hash),
    })
}

/// Of each replica the last segment that any input reaches.
fn furthest(inputs: &[Contents]) -> Result<Vec<Reach>, CompactionRefusal> {
    let mut furthest: BTreeMap<ReplicaId, Reach> = BTreeMap::new();
    for reach in inputs.iter().flat_map(|input| &input.reaches) {
        let known = furthest.entry(reach.replica).or_insert(*reach);
        if known.writer != reach.writer || (known.number == reach.number && known.hash != reach.hash) {
            return Err(CompactionRefusal::Forked);
        }
        if known.number < reach.number {
            *known = *reach;
        }
    }
    Ok(furthest.into_values().collect())
}
