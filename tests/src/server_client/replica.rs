//! One copy of a journal: segments that follow each other, with noise for sealed bodies.

use ebb_protocol::head::{SEGMENT_BYTES_MIN, SegmentHead, SegmentKind};
use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash, StreamId};

use super::seed::{noise, seeded};

/// One copy of a journal, which numbers and chains its segments.
#[derive(Debug, Clone)]
pub struct Replica {
    /// Where its segments go.
    pub stream: StreamId,
    /// Who writes them.
    pub writer: MemberId,
    /// Its own name.
    pub id: ReplicaId,
    /// The epoch of the journal's key, and the commitment to it.
    pub sealed_under: (u32, [u8; 16]),
    /// Number of its last segment.
    pub last_number: u64,
    /// Hash of its last segment.
    pub last_hash: SegmentHash,
}

impl Replica {
    /// The next segment, `length` bytes long, which counts as pushed.
    pub fn next(&mut self, length: usize) -> Vec<u8> {
        let segment = self.peek(length);
        self.last_number += 1;
        self.last_hash = SegmentHash::of(&segment);
        segment
    }

    /// Several next segments.
    pub fn next_many(&mut self, count: usize, length: usize) -> Vec<Vec<u8>> {
        (0..count).map(|_| self.next(length)).collect()
    }

    /// The next segment, without counting it.
    pub fn peek(&self, length: usize) -> Vec<u8> {
        assert!(length >= SEGMENT_BYTES_MIN);
        let mut segment = self.head().to_bytes().to_vec();
        let seed = u64::from_le_bytes(seeded(self.last_number, &self.id.to_string())[..8].try_into().unwrap_or([0; 8]));
        segment.extend(noise(seed, length - segment.len()));
        segment
    }

    /// The head of the next segment.
    pub const fn head(&self) -> SegmentHead {
        let (epoch, commitment) = self.sealed_under;
        SegmentHead {
            kind: SegmentKind::Ops,
            stream: self.stream,
            epoch,
            commitment,
            writer: self.writer,
            replica: self.id,
            number: self.last_number + 1,
            previous: self.last_hash,
        }
    }
}
