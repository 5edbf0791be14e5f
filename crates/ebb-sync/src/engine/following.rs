//! Whether what a dismissed writer is shown to have written is what it had written.
//!
//! Up to its cut its segments count. But it still has its signing key and the keys of its time: with the help of a server it
//! could seal other segments under numbers that it had used before, and no cut is in their way. So each must follow the one
//! before it, by number and hash: who has read up to the cut takes nothing more, and who has not sees where the row parts.

use std::collections::BTreeMap;

use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_protocol::pull::Pulled;
use ebb_protocol::trust::{TrustState, Written};

use super::Engine;
use crate::effect::ReplicaHead;

/// Why such a segment is set aside.
pub(super) const DOES_NOT_FOLLOW: &str =
    "the segment does not follow what its writer, who belongs to the journal no longer, wrote before";

impl Engine {
    /// For each segment of a page, whether it is one of a dismissed writer that stands before its cut, and does not follow.
    pub(super) fn astray(&self, trust: &TrustState, segments: &[Pulled]) -> Vec<bool> {
        let mut last: BTreeMap<ReplicaId, (u64, SegmentHash)> = BTreeMap::new();
        let mut is_astray = |pulled: &Pulled| {
            let Some(head) = counted_of_dismissed(trust, pulled) else { return false };
            // Where all is pulled from the beginning, nothing came before.
            let noted =
                self.replicas.get(&head.replica).filter(|noted| self.cursor.is_some() && noted.writer == head.writer);
            let noted = noted.map_or((0, SegmentHash::NONE), |noted| (noted.number, noted.hash));
            let last = last.entry(head.replica).or_insert(noted);
            // What leaves some out may lead on to the cut all the same.
            let follows = head.number > last.0 + 1 || (head.number == last.0 + 1 && head.previous == last.1);
            if follows {
                *last = (head.number, SegmentHash::of(&pulled.segment));
            }
            !follows
        };
        segments.iter().map(&mut is_astray).collect()
    }

    /// Remembers how far the row of a dismissed writer has come.
    pub(super) fn note_dismissed(&mut self, segments: &[Pulled], astray: &[bool]) {
        let Some(trust) = &self.trust else { return };
        for (pulled, _) in segments.iter().zip(astray).filter(|(_, is_astray)| !**is_astray) {
            if let Some(SegmentHead { replica, writer, number, .. }) = counted_of_dismissed(trust, pulled) {
                let hash = SegmentHash::of(&pulled.segment);
                self.replicas.insert(replica, ReplicaHead { replica, writer, number, hash });
            }
        }
    }
}

/// The head of a segment of the journal whose writer was dismissed, where the segment stands before the cut.
fn counted_of_dismissed(trust: &TrustState, pulled: &Pulled) -> Option<SegmentHead> {
    let head = SegmentHead::of_segment(&pulled.segment).ok()?;
    let is_dismissed = trust.members().get(&head.writer).is_some_and(|member| !member.is_open());
    let SegmentHead { stream, replica, number, .. } = head;
    let written = Written { stream, replica, number, hash: SegmentHash::of(&pulled.segment) };
    let counts = stream == trust.journal() && trust.writer_key(head.writer, written).is_some();
    (is_dismissed && counts).then_some(head)
}
