//! Who the journal is about, as far as the app must know to start with the right symptoms.

use crate::record::Unreadable;
use crate::value::{FieldId, Lookup, Value};

/// Who keeps the journal: one record a journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The answer to "Who are you?".
    pub who: Who,
}

/// The answer to "Who are you?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A woman after menopause.
    AfterMenopause,
    /// A woman whose ovaries are suppressed by another medicine.
    WithOvarianSuppression,
    /// A man.
    Man,
    /// Would rather not say.
    NotSaid,
}

const WHO: FieldId = FieldId(1);
const WHOS: [(Who, i64); 4] =
    [(Who::AfterMenopause, 1), (Who::WithOvarianSuppression, 2), (Who::Man, 3), (Who::NotSaid, 4)];

impl Person {
    pub(crate) fn fields(self) -> Vec<(FieldId, Value)> {
        let number = WHOS.iter().find(|(who, _)| *who == self.who).map_or(4, |row| row.1);
        vec![(WHO, Value::Int(number))]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let number = lookup(WHO).and_then(Value::as_int).ok_or(Unreadable::Missing(WHO))?;
        // An answer of a newer version is, to this one, an answer that was not given.
        let who = WHOS.iter().find(|row| row.1 == number).map_or(Who::NotSaid, |row| row.0);
        Ok(Self { who })
    }
}
