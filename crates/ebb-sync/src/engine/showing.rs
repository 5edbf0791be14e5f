//! What the screen is told.

use std::collections::BTreeSet;

use ebb_journal::RecordId;
use ebb_protocol::trust::TrustState;

use super::{Engine, UnderWay};
use crate::effect::Effect;
use crate::standing::SyncTrouble;

impl Engine {
    /// How many records wait. One that was changed again while it waited is in several segments, and counts once.
    fn waiting(&self) -> usize {
        let mut records: BTreeSet<&RecordId> = BTreeSet::new();
        records.extend(self.unsealed.iter().chain(self.under_way.unsealed()));
        records.extend(self.in_outbox.values().flatten());
        let from_before = self.outbox.iter().filter(|segment| !self.in_outbox.contains_key(&segment.number));
        records.len() + from_before.map(|segment| segment.records as usize).sum::<usize>()
    }

    pub(super) fn show(&mut self, effects: &mut Vec<Effect>) {
        self.standing.waiting = self.waiting();
        self.standing.devices = if self.identity.is_admitted() { self.devices() } else { 0 };
        self.standing.others = if self.identity.is_admitted() { self.others() } else { Vec::new() };
        self.standing.set_aside = self.aside.positions.len();
        self.standing.joining = self.join_stage();
        self.standing.follows = if self.identity.is_admitted() { self.follow_standings() } else { Vec::new() };
        let is_being_granted =
            matches!(self.under_way, UnderWay::Listing(_) | UnderWay::LogAppend { wish: Some(_), .. });
        self.standing.wishes = self.wishes.len() + usize::from(is_being_granted);
        if self.trust.as_ref().is_some_and(TrustState::is_closed) {
            self.standing.trouble = Some(SyncTrouble::Closed);
        }
        let mut standing = self.standing.clone();
        // These two last as long as what they tell of, whatever an answer said meanwhile.
        if self.repair.is_trouble() {
            standing.trouble.get_or_insert(SyncTrouble::LogsDiffer);
        }
        if self.trust.as_ref().is_some_and(TrustState::needs_newer) {
            standing.trouble.get_or_insert(SyncTrouble::NeedsNewer);
        }
        if self.shown.as_ref() != Some(&standing) {
            self.shown = Some(standing.clone());
            effects.push(Effect::Show(standing));
        }
    }
}
