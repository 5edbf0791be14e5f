//! A journal of somebody else that is shared with this person. It stands in their own journal, so that all their devices follow; it
//! leaves those no more than an invitation does.
//!
//! Frozen fields: 1 what the following side holds, 2 what this person calls whose it is.

use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A journal that is followed.
#[derive(Clone, PartialEq, Eq)]
pub struct FollowedJournal {
    /// What the following side holds, as text that `ebb_sync` reads; it has the follow's secrets in it.
    pub held: Box<str>,
    /// What this person calls whose journal it is; else what the owner calls themselves counts.
    pub called: Option<Box<str>>,
}

/// Without the secrets.
impl std::fmt::Debug for FollowedJournal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FollowedJournal").finish_non_exhaustive()
    }
}

const HELD: FieldId = FieldId(1);
const CALLED: FieldId = FieldId(2);

impl FollowedJournal {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![(HELD, Value::Text(self.held.clone())), (CALLED, Value::text_or_nothing(self.called.as_deref()))]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            held: value::text(lookup, HELD).ok_or(Unreadable::Missing(HELD))?,
            called: value::text(lookup, CALLED),
        })
    }
}
