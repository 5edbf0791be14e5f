//! What somebody who follows has left for the owner of the journal, and what the owner said to it. No scope shows it: it is seen by the
//! owner's devices, and by the one follow that wrote it.
//!
//! Frozen fields: 1 the follow, 2 the text, 3 when it was written in milliseconds since 1970, 4 the answer, 5 when that was given,
//! 6 whether the owner hides it.

use crate::record::Unreadable;
use crate::record_id::{Kind, Name, RecordId, Sitting, SittingId};
use crate::value::{self, FieldId, Lookup, Value};

/// A note of somebody who follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaregiverNote {
    /// The follow that wrote it: its name as a member, in hexadecimal.
    pub follow: Box<str>,
    /// What it says.
    pub text: Box<str>,
    /// When it was written, in milliseconds since 1970 by the clock of who wrote it.
    pub written_ms: i64,
    /// What the owner says to it.
    pub answer: Option<Box<str>>,
    /// When the owner said so, in milliseconds since 1970.
    pub answered_ms: Option<i64>,
    /// Whether the owner does not want to see it; who wrote it is not told.
    pub is_hidden: bool,
}

const FOLLOW: FieldId = FieldId(1);
const TEXT: FieldId = FieldId(2);
const WRITTEN: FieldId = FieldId(3);
const ANSWER: FieldId = FieldId(4);
const ANSWERED: FieldId = FieldId(5);
const HIDDEN: FieldId = FieldId(6);

impl CaregiverNote {
    /// The record of a note with this name of twelve bytes, which whoever copies it makes from its place in the stream of notes: two
    /// devices that copy one note make one record.
    pub fn id(name: [u8; 12]) -> RecordId {
        let [sitting @ .., _, _, _, _] = name;
        let [_, _, _, _, _, _, _, _, counter @ ..] = name;
        let (sitting, counter) = (Sitting(sitting), u32::from_le_bytes(counter));
        RecordId { kind: Kind::CAREGIVER_NOTE, name: Name::Made(SittingId { sitting, counter }) }
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![
            (FOLLOW, Value::Text(self.follow.clone())),
            (TEXT, Value::Text(self.text.clone())),
            (WRITTEN, Value::Int(self.written_ms)),
            (ANSWER, Value::text_or_nothing(self.answer.as_deref())),
            (ANSWERED, self.answered_ms.map_or(Value::Nothing, Value::Int)),
            (HIDDEN, Value::yes_or_nothing(self.is_hidden)),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            follow: value::text(lookup, FOLLOW).ok_or(Unreadable::Missing(FOLLOW))?,
            text: value::text(lookup, TEXT).ok_or(Unreadable::Missing(TEXT))?,
            written_ms: lookup(WRITTEN).and_then(Value::as_int).ok_or(Unreadable::Missing(WRITTEN))?,
            answer: value::text(lookup, ANSWER),
            answered_ms: lookup(ANSWERED).and_then(Value::as_int),
            is_hidden: lookup(HIDDEN).and_then(Value::as_int).is_some_and(|hidden| hidden != 0),
        })
    }
}
