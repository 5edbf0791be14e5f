//! What is agreed with somebody who follows besides what they see: what the owner is called, whether notes are welcome, and what they are
//! to be told of. The owner sets them; who follows is told them by the feed.
//!
//! Frozen, integers little-endian: `version 1 (1) ‖ notes welcome (1) ‖ count (1) ‖ count × (alert (1) ‖ minutes (4)), rising ‖ what the
//! owner is called (UTF-8, to the end)`.

use std::collections::BTreeMap;

use super::{Scope, SharingKind};

/// Of what somebody who follows may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alert {
    /// A planned dose was not logged for so long after its time.
    MissedDose,
    /// A medicine runs out within that time.
    RefillDue,
    /// Nothing of what is shared was logged for so long.
    NothingLogged,
    /// The owner pressed "please call me".
    CallMe,
}

/// What is agreed with somebody who follows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowTerms {
    /// What the owner is called, in their own words.
    pub owner: String,
    /// Whether who follows may leave notes.
    pub takes_notes: bool,
    /// What who follows is told of, each after so many minutes.
    alerts: BTreeMap<Alert, u32>,
}

/// Bytes that this version reads as no terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no terms of this version")]
pub struct UnreadableTerms;

const VERSION: u8 = 1;

impl Alert {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::MissedDose, Self::RefillDue, Self::NothingLogged, Self::CallMe];

    const fn code(self) -> u8 {
        match self {
            Self::MissedDose => 1,
            Self::RefillDue => 2,
            Self::NothingLogged => 3,
            Self::CallMe => 4,
        }
    }

    /// Whether a scope shows what this alert would tell: only then it is offered.
    pub fn is_within(self, scope: &Scope) -> bool {
        match self {
            Self::MissedDose | Self::RefillDue => scope.shares(SharingKind::Medicines),
            Self::NothingLogged => scope.kinds().next().is_some(),
            Self::CallMe => true,
        }
    }
}

impl FollowTerms {
    /// As they begin: notes are welcome, and nothing is told.
    pub fn begun(owner: &str) -> Self {
        Self { owner: owner.to_owned(), takes_notes: true, alerts: BTreeMap::new() }
    }

    /// The alerts that are agreed, each with its delay in minutes.
    pub fn alerts(&self) -> impl Iterator<Item = (Alert, u32)> {
        self.alerts.iter().map(|(alert, minutes)| (*alert, *minutes))
    }

    /// After how many minutes who follows is told; `None` where never.
    pub fn alert(&self, alert: Alert) -> Option<u32> {
        self.alerts.get(&alert).copied()
    }

    /// Agrees to an alert, or takes it back.
    pub fn set_alert(&mut self, alert: Alert, minutes: Option<u32>) {
        match minutes {
            Some(minutes) => self.alerts.insert(alert, minutes),
            None => self.alerts.remove(&alert),
        };
    }

    /// Takes back what a scope does not show any more.
    pub fn keep_within(&mut self, scope: &Scope) {
        self.alerts.retain(|alert, _| alert.is_within(scope));
    }

    /// Their bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = u8::try_from(self.alerts.len()).unwrap_or(u8::MAX);
        let mut bytes = vec![VERSION, self.takes_notes.into(), count];
        for (alert, minutes) in &self.alerts {
            bytes.push(alert.code());
            bytes.extend(minutes.to_le_bytes());
        }
        bytes.extend(self.owner.as_bytes());
        bytes
    }

    /// Reads terms from all of `bytes`. Alerts of newer versions are passed over.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, UnreadableTerms> {
        let [VERSION, takes_notes, count, rest @ ..] = bytes else { return Err(UnreadableTerms) };
        let (told, owner) = rest.split_at_checked(usize::from(*count) * 5).ok_or(UnreadableTerms)?;
        let mut alerts = BTreeMap::new();
        for one in told.chunks_exact(5) {
            let [code, minutes @ ..] = one else { return Err(UnreadableTerms) };
            let minutes = u32::from_le_bytes(minutes.try_into().map_err(|_| UnreadableTerms)?);
            if let Some(alert) = Alert::ALL.into_iter().find(|alert| alert.code() == *code) {
                alerts.insert(alert, minutes);
            }
        }
        let owner = std::str::from_utf8(owner).map_err(|_| UnreadableTerms)?.to_owned();
        Ok(Self { owner, takes_notes: *takes_notes != 0, alerts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn terms_read_back(owner in "\\PC{0,20}", takes_notes: bool, told in prop::collection::vec((0_usize..4, any::<u32>()), 0..5)) {
            let mut terms = FollowTerms { owner, takes_notes, ..FollowTerms::default() };
            for (alert, minutes) in told {
                terms.set_alert(Alert::ALL[alert], Some(minutes));
            }
            prop_assert_eq!(FollowTerms::from_bytes(&terms.to_bytes()), Ok(terms));
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..40)) {
            drop(FollowTerms::from_bytes(&noise));
        }
    }

    #[test]
    fn their_bytes_are_frozen_and_alerts_of_newer_versions_are_passed_over() {
        let mut terms = FollowTerms { owner: "Mum".to_owned(), takes_notes: true, ..FollowTerms::default() };
        terms.set_alert(Alert::MissedDose, Some(120));
        assert_eq!(terms.to_bytes(), b"\x01\x01\x01\x01\x78\0\0\0Mum");
        assert_eq!(FollowTerms::from_bytes(b"\x01\x01\x02\x01\x78\0\0\0\x09\x01\0\0\0Mum"), Ok(terms));
        assert_eq!(FollowTerms::from_bytes(b"\x02\x01\0"), Err(UnreadableTerms));
    }

    #[test]
    fn nothing_is_told_of_what_is_not_shared() {
        let mut terms = FollowTerms::default();
        for alert in Alert::ALL {
            terms.set_alert(alert, Some(60));
        }
        terms.keep_within(&Scope::of([SharingKind::Mood]));
        assert_eq!(terms.alerts().map(|(alert, _)| alert).collect::<Vec<_>>(), [Alert::NothingLogged, Alert::CallMe]);
        terms.keep_within(&Scope::default());
        assert_eq!(terms.alerts().map(|(alert, _)| alert).collect::<Vec<_>>(), [Alert::CallMe]);
    }
}
