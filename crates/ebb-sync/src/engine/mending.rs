//! Bringing logs together that differ: the server lost something, this phone is a clone, a new key came before the outbox was
//! sent.
//!
//! Nothing is sent until it is seen what of it the server holds. What it does not hold is sealed anew: under the newest key, and
//! under a new replica where the numbers of the old one no longer fit.

use std::collections::BTreeSet;

use ebb_journal::RecordId;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_replica::{Op, unpack};
use ebb_vault::open;

use super::{Engine, Next, Sealed, UnderWay};
use crate::effect::{Effect, OutboxSegment, ReplicaHead, Sealing, StoreEffect};
use crate::event::Circumstances;
use crate::identity::FORMER_MAX;
use crate::standing::SyncTrouble;

/// What is to be brought together.
#[derive(Debug)]
pub(super) enum Repair {
    /// Nothing.
    None,
    /// The outbox waits until it is seen what of it the server holds already.
    Looking {
        /// Everything was pulled since.
        pulled: bool,
        /// The last number of this replica that the server holds, as it says.
        last_number: Option<u64>,
    },
    /// The server holds segments of this replica that this store never made: it is a clone, or an old copy. What went out under
    /// that name nobody can tell by its numbers: all is to be compared, to the op.
    Cloned,
    /// Everything is pulled anew, and what is not found there is sealed anew.
    Mending {
        /// Everything was pulled since.
        pulled: bool,
        /// All ops that were found.
        found: BTreeSet<Op>,
        /// The last number of this replica that was found.
        own_last: u64,
        /// See [`Repair::Cloned`].
        is_clone: bool,
    },
}

impl Repair {
    pub(super) const fn mending() -> Self {
        Self::Mending { pulled: false, found: BTreeSet::new(), own_last: 0, is_clone: false }
    }

    const fn looking(last_number: Option<u64>) -> Self {
        Self::Looking { pulled: false, last_number }
    }

    pub(super) const fn is_mending(&self) -> bool {
        matches!(self, Self::Mending { .. })
    }

    /// Whether the person is told: a new key that came in between is none.
    pub(super) const fn is_trouble(&self) -> bool {
        matches!(self, Self::Mending { .. } | Self::Cloned | Self::Looking { last_number: Some(_), .. })
    }

    /// Whether somebody else wrote under this replica's name.
    const fn is_of_a_clone(&self) -> bool {
        matches!(self, Self::Cloned | Self::Mending { is_clone: true, .. })
    }

    pub(super) const fn pulled_all(&mut self) {
        match self {
            Self::None | Self::Cloned => {}
            Self::Looking { pulled, .. } | Self::Mending { pulled, .. } => *pulled = true,
        }
    }

    pub(super) fn found(&mut self, ops: &[Op]) {
        if let Self::Mending { found, .. } = self {
            found.extend(ops.iter().cloned());
        }
    }

    /// Another device goes by this one's name.
    pub(super) fn is_a_clone(&mut self) {
        match self {
            Self::None | Self::Looking { .. } | Self::Cloned => *self = Self::Cloned,
            Self::Mending { is_clone, .. } => *is_clone = true,
        }
    }

    const fn has_pulled(&self) -> bool {
        matches!(self, Self::Looking { pulled: true, .. } | Self::Mending { pulled: true, .. })
    }
}

/// The last number of a replica that the server is known to hold: the one before the outbox, or that of a segment of the outbox
/// which was pulled when the last session ended before it was dropped. Sealed anew, that one would be another under its number.
pub(super) fn confirmed(outbox: &[OutboxSegment], sealed: u64, pulled: Option<&ReplicaHead>) -> u64 {
    let before = outbox.first().map_or(sealed, |segment| segment.number.saturating_sub(1));
    let is_it = |segment: &&OutboxSegment| {
        pulled.is_some_and(|head| (head.number, head.hash) == (segment.number, SegmentHash::of(&segment.bytes)))
    };
    outbox.iter().find(is_it).map_or(before, |segment| segment.number)
}

impl Engine {
    /// What comes next while logs are being brought together.
    pub(super) fn repair(&mut self, circumstances: Circumstances) -> Next {
        if matches!(self.repair, Repair::None) && self.has_stale_outbox() {
            self.repair = Repair::looking(None);
        }
        if self.replicas.get(&self.identity.replica).is_some_and(|head| self.is_anothers(head)) {
            // Where that was seen, and the last session ended before a new name was taken.
            self.repair.is_a_clone();
        }
        if matches!(self.repair, Repair::None) || !self.may_send() {
            return None;
        }
        if matches!(self.repair, Repair::Cloned) {
            self.lost();
            self.repair.is_a_clone();
        }
        if !self.repair.has_pulled() {
            self.wants.pull = false;
            return self.pull();
        }
        match &self.repair {
            Repair::Looking { last_number, .. } => {
                let last_number = *last_number;
                self.looked_through(last_number, circumstances)
            }
            Repair::Mending { .. } => {
                let records = std::mem::take(&mut self.unsealed);
                let read = StoreEffect::ReadUnsealed { after: None };
                Some((UnderWay::AllRead { records }, Effect::Store(read)))
            }
            Repair::None | Repair::Cloned => None,
        }
    }

    /// Whether somebody else wrote under the name of this replica.
    pub(super) fn is_anothers(&self, head: &ReplicaHead) -> bool {
        head.replica == self.identity.replica && head.writer != self.member
    }

    /// The server holds another segment under a number of this replica, or none where one was.
    pub(super) fn number_taken(&mut self, last_number: Option<u64>) {
        self.repair = Repair::looking(Some(last_number.unwrap_or(0)));
    }

    /// Segments in the outbox that are not sealed under the newest key.
    fn has_stale_outbox(&self) -> bool {
        let Some(trust) = &self.trust else { return false };
        let epoch_of = |segment: &OutboxSegment| SegmentHead::of_segment(&segment.bytes).ok().map(|head| head.epoch);
        self.outbox.iter().any(|segment| epoch_of(segment) != Some(trust.epoch()))
    }

    /// A segment of this device's own replica was pulled, or one was compacted that it was part of, whose ops nobody can tell
    /// any more: it has left the outbox, or this phone is not the only one that goes by its name.
    pub(super) fn look_at_own(&mut self, head: &ReplicaHead, ops: Option<&Vec<Op>>) {
        let is_the_same = |segment: &OutboxSegment| {
            SegmentHash::of(&segment.bytes) == head.hash || ops.is_some_and(|ops| self.holds_the_same(segment, ops))
        };
        let is_ours = head.writer == self.member
            && match self.outbox.iter().find(|segment| segment.number == head.number) {
                Some(segment) => is_the_same(segment),
                None => head.number <= self.sealing.number,
            };
        if let Repair::Mending { own_last, .. } = &mut self.repair {
            *own_last = (*own_last).max(head.number);
        }
        if is_ours {
            self.confirmed = self.confirmed.max(head.number);
        } else {
            self.repair.is_a_clone();
        }
    }

    fn holds_the_same(&self, segment: &OutboxSegment, ops: &[Op]) -> bool {
        let mut own = self.ops_in(segment).unwrap_or_default();
        let mut others = ops.to_vec();
        own.sort_unstable();
        others.sort_unstable();
        own == others
    }

    /// Opens a segment of the outbox, which this device sealed itself.
    fn ops_in(&self, segment: &OutboxSegment) -> Option<Vec<Op>> {
        let head = SegmentHead::of_segment(&segment.bytes).ok()?;
        let own_key = self.secrets.signing.verifying_key();
        let key = self.identity.keys.of(head.epoch)?;
        let opened = open(key, self.identity.account, |_| Some(own_key), &segment.bytes).ok()?;
        unpack(&opened.body).ok()
    }

    /// Everything was pulled: what of the outbox is not on the server goes on, anew where it has to.
    fn looked_through(&mut self, last_number: Option<u64>, circumstances: Circumstances) -> Next {
        if self.confirmed >= self.outbox.front().map_or(u64::MAX, |segment| segment.number) {
            let through = self.confirmed;
            let drop = StoreEffect::DropOutbox { through, cursor: None };
            return Some((UnderWay::OutboxDrop { through, cursor: None }, Effect::Store(drop)));
        }
        let Some(first) = self.outbox.front() else {
            self.repair = Repair::None;
            return None;
        };
        if let Some(last_number) = last_number {
            let follows = last_number + 1 == first.number;
            // Either the server has lost what it had confirmed, without this having shown otherwise. Or the number follows and
            // was refused all the same: under the one before, it holds something else than this phone sealed.
            self.lost();
            if follows {
                self.repair.is_a_clone();
            }
            return self.pull();
        }
        if !self.has_stale_outbox() {
            self.repair = Repair::None;
            return None;
        }
        let before = SegmentHead::of_segment(&first.bytes).ok().map(|head| (head.number - 1, head.previous));
        let mut ops = Vec::new();
        for segment in &self.outbox {
            let Some(opened) = self.ops_in(segment) else {
                // What this device sealed it cannot open any more: its store is damaged. All ops are still in the log.
                self.lost();
                return self.pull();
            };
            ops.extend(opened);
        }
        self.begin_anew(&ops, BTreeSet::new(), self.sealing.through, before, false, circumstances)
    }

    /// Everything was read: what was not found on the server is sealed anew.
    pub(super) fn all_or_unsealed(
        &mut self,
        ops: &[Op],
        through: u64,
        circumstances: Circumstances,
        effects: &mut Vec<Effect>,
    ) {
        if !matches!(self.under_way, UnderWay::AllRead { .. }) {
            self.seal(ops, through, circumstances, effects);
            return;
        }
        let UnderWay::AllRead { records } = std::mem::replace(&mut self.under_way, UnderWay::Nothing) else { return };
        let Repair::Mending { found, own_last, is_clone, .. } = &self.repair else { return };
        let lacking: Vec<Op> = ops.iter().filter(|op| !found.contains(op)).cloned().collect();
        // The last number that the server is known to have confirmed.
        let confirmed = self.outbox.front().map_or(self.sealing.number, |segment| segment.number - 1);
        let is_new = *is_clone || *own_last < confirmed;
        let before = match self.outbox.front().and_then(|first| SegmentHead::of_segment(&first.bytes).ok()) {
            Some(head) if *own_last == confirmed => Some((head.number - 1, head.previous)),
            _ => self.replicas.get(&self.identity.replica).map(|head| (head.number, head.hash)),
        };
        if let Some((under_way, effect)) =
            self.begin_anew(&lacking, records.clone(), Some(through), before, is_new, circumstances)
        {
            self.under_way = under_way;
            effects.push(effect);
        } else {
            self.unsealed.extend(records);
            self.fail(SyncTrouble::NoRoom, None, circumstances, effects);
        }
    }

    /// Puts segments with these ops in the place of the outbox: after `before`, the last number and hash that the server holds
    /// of this replica, or from 1 under a new one. `records` are those that were not sealed before and are now.
    fn begin_anew(
        &self,
        ops: &[Op],
        records: BTreeSet<RecordId>,
        through: Option<u64>,
        before: Option<(u64, SegmentHash)>,
        is_new_replica: bool,
        circumstances: Circumstances,
    ) -> Next {
        let mut identity = self.identity.clone();
        let (mut number, mut hash) = before.unwrap_or((0, SegmentHash::NONE));
        if is_new_replica {
            if !self.repair.is_of_a_clone() {
                // The server lost it, this journal has not.
                identity.former.push((identity.replica, self.sealing.number));
                let over = identity.former.len().saturating_sub(FORMER_MAX);
                identity.former.drain(..over);
            }
            identity.replica = ReplicaId::drawn(&circumstances.random);
            (number, hash) = (0, SegmentHash::NONE);
        }
        let mut sealing = Sealing { through, number, hash };
        let sealed = self.seal_all(identity.replica, ops, &mut sealing, circumstances).ok()?;
        let segments = sealed.iter().map(|(segment, _)| segment.clone()).collect();
        let identity = is_new_replica.then(|| Box::new(identity));
        let cursor = self.cursor;
        let effect = StoreEffect::BeginAnew { identity: identity.clone(), segments, sealing, cursor };
        Some((UnderWay::AnewStore { identity, sealed, sealing, records }, Effect::Store(effect)))
    }

    pub(super) fn begun_anew(&mut self, effects: &mut Vec<Effect>) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        let UnderWay::AnewStore { identity, sealed, sealing, .. } = under_way else { return };
        if let Some(identity) = identity {
            if self.replicas.get(&self.identity.replica).is_some_and(|head| head.writer != self.member) {
                self.replicas.remove(&self.identity.replica);
            }
            self.identity = *identity;
        }
        self.outbox.clear();
        self.in_outbox.clear();
        self.put_in_outbox(sealed);
        self.sealing = sealing;
        self.confirmed = sealing.number.saturating_sub(self.outbox.len() as u64);
        let has_mended = self.repair.is_mending();
        self.repair = Repair::None;
        if has_mended && !self.mended_for.is_empty() {
            self.mended_for.clear();
            let (under_way, effect) =
                self.store_page(false, Vec::new(), self.cursor, Vec::new(), self.replicas.clone());
            self.under_way = under_way;
            effects.push(effect);
        }
    }

    pub(super) fn put_in_outbox(&mut self, sealed: Vec<Sealed>) {
        for (segment, records) in sealed {
            self.in_outbox.insert(segment.number, records);
            self.outbox.push_back(segment);
        }
    }
}
