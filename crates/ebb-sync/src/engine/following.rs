//! Whether what a dismissed writer is shown to have written is what it had written.
//!
//! Up to its cut its segments count. But it still has its signing key and the keys of its time: with the help of a server it
//! could seal other segments under numbers that it had used before, and no cut is in their way. The cut names the hash of its
//! last segment, and each segment that of the one before it: on one page it shows by that which are its own. Of the others,
//! none goes back behind what was read before, and the next one names its hash.

use std::collections::BTreeMap;

use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash};
use ebb_protocol::pull::Pulled;
use ebb_protocol::trust::{TrustState, Written};

use super::Engine;
use super::unfolding::Page;
use crate::effect::{ReplicaHead, SetAside};

/// Why such a segment is set aside.
pub(super) const DOES_NOT_FOLLOW: &str =
    "the segment does not follow what its writer, who belongs to the journal no longer, wrote before";

impl Engine {
    /// For each segment of a page, and then for each that was asked back for it, whether it is one of a dismissed writer that
    /// stands before its cut, and does not follow.
    pub(super) fn astray(&self, trust: &TrustState, page: &Page) -> Vec<bool> {
        let counted = |segments: &[Pulled]| -> Vec<_> {
            segments.iter().map(|pulled| counted_of_dismissed(trust, &pulled.segment)).collect()
        };
        let (standing, asked_back) = (counted(&page.segments), counted(&page.inputs));
        let known = known_hashes(trust, standing.iter().chain(&asked_back).flatten());
        let mut astray = self.astray_in(&standing, &known);
        astray.extend(self.astray_in(&asked_back, &known));
        astray
    }

    /// The same for segments that were set aside.
    pub(super) fn astray_of_aside(&self, trust: &TrustState, segments: &[SetAside]) -> Vec<bool> {
        let counted: Vec<_> = segments.iter().map(|aside| counted_of_dismissed(trust, &aside.bytes)).collect();
        self.astray_in(&counted, &known_hashes(trust, counted.iter().flatten()))
    }

    /// The same for a row of segments in the order in which they stand.
    fn astray_in(&self, counted: &[Option<Counted>], known: &KnownHashes) -> Vec<bool> {
        let mut last: BTreeMap<ReplicaId, (u64, SegmentHash)> = BTreeMap::new();
        let mut is_astray = |counted: &Option<Counted>| {
            let Some((head, hash)) = counted else { return false };
            // Where all is pulled from the beginning, nothing came before.
            let is_its_own = |noted: &&ReplicaHead| self.cursor.is_some() && noted.writer == head.writer;
            let noted = self.replicas.get(&head.replica).filter(is_its_own);
            let noted = noted.map_or((0, SegmentHash::NONE), |noted| (noted.number, noted.hash));
            let last = last.entry(head.replica).or_insert(noted);
            let follows = match known.get(&(head.replica, head.number)) {
                Some(known) => known == hash,
                // What leaves some out may lead on to the cut all the same.
                None => head.number > last.0 + 1 || (head.number == last.0 + 1 && head.previous == last.1),
            };
            if follows && head.number > last.0 {
                *last = (head.number, *hash);
            }
            !follows
        };
        counted.iter().map(&mut is_astray).collect()
    }

    /// Whether somebody belonged to the account, and does so no longer.
    pub(super) fn is_dismissed(&self, member: MemberId) -> bool {
        let members = self.trust.as_ref().map(TrustState::members);
        members.and_then(|members| members.get(&member)).is_some_and(|member| !member.is_open())
    }

    /// Remembers how far the row of a dismissed writer has come. What is shown again does not take it back.
    pub(super) fn note_dismissed(&mut self, page: &Page, astray: &[bool]) {
        let Some(trust) = &self.trust else { return };
        let mut furthest: BTreeMap<ReplicaId, ReplicaHead> = BTreeMap::new();
        for (pulled, _) in page.segments.iter().chain(&page.inputs).zip(astray).filter(|(_, is_astray)| !**is_astray) {
            if let Some((SegmentHead { replica, writer, number, .. }, hash)) =
                counted_of_dismissed(trust, &pulled.segment)
            {
                let head = ReplicaHead { replica, writer, number, hash };
                let known = furthest.entry(replica).or_insert(head);
                if known.number < number {
                    *known = head;
                }
            }
        }
        for (replica, head) in furthest {
            let noted =
                self.replicas.get(&replica).filter(|noted| self.cursor.is_some() && noted.writer == head.writer);
            if noted.is_none_or(|noted| noted.number < head.number) {
                self.replicas.insert(replica, head);
            }
        }
    }
}

/// The head and hash of a segment whose writer was dismissed, and that stands before the cut.
type Counted = (SegmentHead, SegmentHash);

/// The hash of a replica's segment of that number.
type KnownHashes = BTreeMap<(ReplicaId, u64), SegmentHash>;

/// The hashes of a dismissed writer's segments, as far as its cuts and what leads up to them on this page tell.
fn known_hashes<'a>(trust: &TrustState, counted: impl Iterator<Item = &'a Counted>) -> KnownHashes {
    let mut known = BTreeMap::new();
    for removed in trust.members().values().filter_map(|member| member.removed.as_ref()) {
        let cuts = removed.cuts.iter().filter(|cut| cut.stream == trust.journal());
        known.extend(cuts.map(|cut| ((cut.replica, cut.number), cut.hash)));
    }
    let mut counted: Vec<_> = counted.collect();
    counted.sort_by_key(|(head, _)| std::cmp::Reverse(head.number));
    for (head, hash) in counted {
        if known.get(&(head.replica, head.number)) == Some(hash) {
            known.insert((head.replica, head.number - 1), head.previous);
        }
    }
    known
}

/// A segment of the journal, if its writer was dismissed and it stands before the cut. A compacted one has no number and is in
/// no row.
fn counted_of_dismissed(trust: &TrustState, segment: &[u8]) -> Option<Counted> {
    let head = SegmentHead::of_segment(segment).ok().filter(|head| head.kind != SegmentKind::Compacted)?;
    let is_dismissed = trust.members().get(&head.writer).is_some_and(|member| !member.is_open());
    let hash = SegmentHash::of(segment);
    let written = Written { stream: head.stream, replica: head.replica, number: head.number, hash };
    let counts = head.stream == trust.journal() && trust.writer_key(head.writer, written).is_some();
    (is_dismissed && counts).then_some((head, hash))
}
