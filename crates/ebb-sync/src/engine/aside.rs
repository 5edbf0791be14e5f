//! Segments that could not be opened are tried again: at each start, for a newer version of the app may know more, and after
//! each entry of the trust log.
//!
//! Arrives: what the store kept of them. Leaves: the ops of those that open now. Those that do not stay as they were received.

use std::collections::{BTreeMap, BTreeSet};

use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{ReplicaId, StreamId};
use ebb_protocol::pull::LastSetAside;

use super::mending::Repair;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, SetAside, StoreEffect};

/// What is set aside, and how far trying it again has come.
#[derive(Debug, Default)]
pub(super) struct Aside {
    /// Where the segments stood in the journal.
    pub(super) positions: BTreeSet<u64>,
    /// Those after this position are still to be tried; none where nothing is.
    after: Option<u64>,
    /// Of each replica the number of the first segment that is set aside: from there on, not all that it wrote is merged.
    unmerged: BTreeMap<ReplicaId, u64>,
}

impl Aside {
    pub(super) fn new(positions: Vec<u64>) -> Self {
        let mut aside = Self::default();
        aside.positions.extend(positions);
        aside.try_again();
        aside
    }

    /// A segment is set aside. What a compacted one holds nobody can tell who cannot open it; nor is it noted as read.
    pub(super) fn note(&mut self, segment: &[u8]) {
        let head = SegmentHead::of_segment(segment).ok().filter(|head| head.kind == SegmentKind::Ops);
        if let Some(SegmentHead { replica, number, .. }) = head {
            let first = self.unmerged.entry(replica).or_insert(number);
            *first = number.min(*first);
        }
    }

    /// Up to which number all segments of a replica are merged, of which those up to `number` were read.
    pub(super) fn merged_through(&self, replica: ReplicaId, number: u64) -> u64 {
        self.unmerged.get(&replica).map_or(number, |first| number.min(first.saturating_sub(1)))
    }

    /// Whether some are still to be tried.
    pub(super) const fn is_to_be_tried(&self) -> bool {
        self.after.is_some()
    }

    /// From the first one on.
    pub(super) fn try_again(&mut self) {
        self.after = (!self.positions.is_empty()).then_some(0);
    }
}

impl Engine {
    /// What is to be tried again now, when there is nothing to send or to read.
    pub(super) fn retrial(&self) -> Next {
        let after = self.aside.after?;
        let is_time = matches!(self.repair, Repair::None) && self.trust.is_some();
        is_time.then_some((UnderWay::AsideRead, Effect::Store(StoreEffect::ReadSetAside { after })))
    }

    pub(super) fn aside_read(&mut self, segments: &[SetAside], effects: &mut Vec<Effect>) {
        if !matches!(self.under_way, UnderWay::AsideRead) {
            return;
        }
        self.under_way = UnderWay::Nothing;
        let Some(trust) = &self.trust else { return };
        if self.aside.after == Some(0) {
            self.aside.unmerged.clear();
        }
        self.aside.after = segments.last().map(|last| last.position);
        let astray = self.astray_of_aside(trust, segments);
        let open = |segment: &SetAside| Some((segment.position, self.open(trust, &segment.bytes).ok()?));
        let follow = segments.iter().zip(astray).filter(|(_, is_astray)| !is_astray);
        let opened: Vec<_> = follow.filter_map(|(segment, _)| open(segment)).collect();
        for segment in segments {
            if opened.iter().all(|(position, _)| *position != segment.position) {
                self.aside.note(&segment.bytes);
            }
        }
        if opened.is_empty() {
            return;
        }
        let (mut ops, mut positions) = (Vec::new(), Vec::new());
        // Whose they are was noted when they came; and where the server has lost them since, its heads are others.
        for (position, read) in opened {
            ops.extend(read.contents.ops);
            positions.push(position);
        }
        self.under_way = UnderWay::AsideTake { ops: ops.clone(), positions: positions.clone() };
        effects.push(Effect::Store(StoreEffect::TakeSetAside { ops, positions }));
    }

    pub(super) fn aside_taken(&mut self, effects: &mut Vec<Effect>) {
        match std::mem::replace(&mut self.under_way, UnderWay::Nothing) {
            UnderWay::AsideTake { ops, positions } => {
                for position in positions {
                    self.aside.positions.remove(&position);
                }
                // The other devices are told that this one has them now.
                self.wants.pull |= self.devices() > 1;
                self.feeds.changed(ops.iter().map(|op| &op.record));
                if !ops.is_empty() {
                    effects.push(Effect::Merge(ops));
                }
            }
            under_way => self.under_way = under_way,
        }
    }

    /// What a pull says of it.
    pub(super) fn last_set_aside(&self, stream: StreamId) -> Vec<LastSetAside> {
        self.aside.positions.last().map(|&position| LastSetAside { stream, position }).into_iter().collect()
    }
}
