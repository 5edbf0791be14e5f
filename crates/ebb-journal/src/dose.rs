//! A planned dose and what became of it. Its name holds the medication, the planned day and the slot, so that the same dose
//! marked on two phones is one dose.
//!
//! Frozen fields: 1 what became of it (1 taken, 2 skipped), 2 when.

use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// What became of a planned dose. A dose that nobody logged has no record; one that was undone is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dose {
    /// Taken, or skipped on purpose.
    pub state: DoseState,
    /// When it was taken, or when the person said that it was skipped.
    pub at: Moment,
}

/// Taken, or skipped on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseState {
    /// Taken.
    Taken,
    /// Skipped on purpose.
    Skipped,
}

/// How a dose stands: what is shown of it, and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseStanding {
    /// Taken.
    Taken,
    /// Skipped on purpose.
    Skipped,
    /// Due, and nobody said what became of it. Never called missed.
    NotLogged,
    /// Not planned, or its day or time is still to come.
    NotDue,
}

const STATE: FieldId = FieldId(1);
const AT: FieldId = FieldId(2);

impl From<DoseState> for DoseStanding {
    fn from(state: DoseState) -> Self {
        match state {
            DoseState::Taken => Self::Taken,
            DoseState::Skipped => Self::Skipped,
        }
    }
}

impl Dose {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let state = match self.state {
            DoseState::Taken => 1,
            DoseState::Skipped => 2,
        };
        vec![(STATE, Value::Int(state)), (AT, Value::Moment(self.at.clone()))]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let state = match lookup(STATE).and_then(Value::as_int) {
            Some(1) => DoseState::Taken,
            Some(2) => DoseState::Skipped,
            Some(_) => return Err(Unreadable::Newer(STATE)),
            None => return Err(Unreadable::Missing(STATE)),
        };
        Ok(Self { state, at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))? })
    }
}
