//! Which records are to be looked at for a feed.

use std::collections::BTreeSet;

use ebb_journal::RecordId;

/// Of more changed records than this, all are looked at.
const CHANGED_MAX: usize = 2_000;

/// What is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pending {
    /// All records.
    All,
    /// What these reach.
    Changed(BTreeSet<RecordId>),
}

/// An empty one: nothing.
impl Default for Pending {
    fn default() -> Self {
        Self::Changed(BTreeSet::new())
    }
}

impl Pending {
    pub(super) fn add(&mut self, record: &RecordId) {
        if let Self::Changed(changed) = self
            && !changed.contains(record)
        {
            changed.insert(record.clone());
            if changed.len() > CHANGED_MAX {
                *self = Self::All;
            }
        }
    }

    pub(super) fn join(&mut self, other: Self) {
        match other {
            Self::All => *self = Self::All,
            Self::Changed(changed) => changed.iter().for_each(|record| self.add(record)),
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Changed(changed) if changed.is_empty())
    }
}
