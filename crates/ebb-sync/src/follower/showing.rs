//! How the follow stands, told where it has changed.

use ebb_protocol::trust::FollowedLog;
use ebb_vault::fingerprint;

use super::Follower;
use super::effect::FollowerEffect;
use super::standing::{FollowerStage, FollowerStanding};

impl Follower {
    pub(super) fn tell(&mut self, effects: &mut Vec<FollowerEffect>) {
        let standing = self.standing();
        if self.told.as_ref() != Some(&standing) {
            self.told = Some(standing.clone());
            effects.push(FollowerEffect::Tell(Box::new(standing)));
        }
    }

    fn standing(&self) -> FollowerStanding {
        let stage = match (self.ended, &self.log) {
            (Some(end), _) => FollowerStage::Ended(end),
            (None, Some(_)) => FollowerStage::Following,
            (None, None) => self.stage_on_the_way_in(),
        };
        let offered = self.offer.as_ref();
        let own = self.log.as_ref().and_then(FollowedLog::own);
        let told = self.feed.terms.as_ref().map(|terms| terms.owner.clone()).filter(|owner| !owner.is_empty());
        FollowerStanding {
            stage,
            owner: told.or_else(|| offered.map(|read| read.told.inviter.clone())).unwrap_or_default(),
            scope: self.feed.scope.clone().or_else(|| offered.map(|read| read.scope.clone())),
            terms: self.feed.terms.clone(),
            until_ms: own.map_or_else(|| offered.and_then(|read| read.told.until_ms), |own| own.until_ms),
            fingerprint: self.log.as_ref().map(|log| fingerprint(log.state().member_head())),
            connected: self.connected,
            reached_ms: self.reached_ms,
            heard_ms: self.feed.heard_ms,
            is_read: self.reading.is_done && !self.wants.feed,
            shows_not_all: self.shows_not_all(),
            needs_newer: self.feed.passed_over || self.reading.reads_newer(),
            cannot_store: self.waiting.cannot_store,
            notes_waiting: self.noting.notes.waiting.len(),
            note_refused: self.noting.refused,
        }
    }
}
