//! What counts of a member's segments once it was dismissed. Its keys of before stay with it, so the dismissal says it: of each
//! replica the last segment, and each compacted segment that stood in the journal.

use super::entry::Cut;
use crate::ids::{ReplicaId, SegmentHash, StreamId};

/// How a member stopped being one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Index of the entry.
    pub index: u32,
    /// Up to where its segments count, in rising order of stream and replica.
    pub cuts: Vec<Cut>,
    /// Which of its compacted segments of the journal count, in rising order.
    pub compacted: Vec<SegmentHash>,
}

/// Which segment of a writer it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The stream.
    pub stream: StreamId,
    /// The replica.
    pub replica: ReplicaId,
    /// The number in the stream; 0 for a compacted one.
    pub number: u64,
    /// Hash of the segment.
    pub hash: SegmentHash,
}

impl Removed {
    /// Whether a compacted segment of this member stood in the journal when it was dismissed.
    pub fn names(&self, compacted: SegmentHash) -> bool {
        // An entry whose list does not rise cannot be read.
        self.compacted.binary_search(&compacted).is_ok()
    }

    /// Whether a segment of this member counts. A numbered one does up to its replica's cut; a compacted one has no number, and
    /// does if the dismissal names it.
    pub(super) fn lets_count(&self, journal: StreamId, written: Written) -> bool {
        let Written { stream, replica, number, hash } = written;
        if number == 0 {
            return stream == journal && self.names(hash);
        }
        let cut = self.cuts.iter().find(|cut| (cut.stream, cut.replica) == (stream, replica));
        cut.is_some_and(|cut| number < cut.number || (number == cut.number && hash == cut.hash))
    }
}
