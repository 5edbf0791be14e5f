//! A note, as it was typed.
//!
//! Frozen fields: 1 the text, 2 when what it tells of was, 3 the number of the symptom that it is about.

use crate::catalogue::SymptomNumber;
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, in any writing.
    pub text: Box<str>,
    /// When what it tells of was.
    pub at: Moment,
    /// The symptom that it is about, if it is about one.
    pub about: Option<SymptomNumber>,
}

const TEXT: FieldId = FieldId(1);
const AT: FieldId = FieldId(2);
const ABOUT: FieldId = FieldId(3);

impl Note {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![
            (TEXT, Value::Text(self.text.clone())),
            (AT, Value::Moment(self.at.clone())),
            (ABOUT, self.about.map_or(Value::Nothing, |symptom| Value::Int(symptom.0.into()))),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let about = lookup(ABOUT).and_then(Value::as_int).and_then(|number| u16::try_from(number).ok());
        Ok(Self {
            text: value::text(lookup, TEXT).ok_or(Unreadable::Missing(TEXT))?,
            at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))?,
            about: about.map(SymptomNumber),
        })
    }
}
