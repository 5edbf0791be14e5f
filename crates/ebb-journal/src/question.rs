//! A question for the care team: written down when it comes to mind, asked at the next visit, perhaps answered.
//!
//! Frozen fields: 1 the question, 2 when it was written down, 3 when it was asked, 4 the answer.

use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A question for the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: Box<str>,
    /// When it was written down.
    pub at: Moment,
    /// When it was asked, if it was.
    pub asked: Option<Moment>,
    /// What the team said, if that was written down.
    pub answer: Option<Box<str>>,
}

const TEXT: FieldId = FieldId(1);
const AT: FieldId = FieldId(2);
const ASKED: FieldId = FieldId(3);
const ANSWER: FieldId = FieldId(4);

impl Question {
    /// Whether it is still to be asked.
    pub const fn is_open(&self) -> bool {
        self.asked.is_none() && self.answer.is_none()
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![
            (TEXT, Value::Text(self.text.clone())),
            (AT, Value::Moment(self.at.clone())),
            (ASKED, Value::moment_or_nothing(self.asked.as_ref())),
            (ANSWER, Value::text_or_nothing(self.answer.as_deref())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            text: value::text(lookup, TEXT).ok_or(Unreadable::Missing(TEXT))?,
            at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))?,
            asked: value::moment(lookup, ASKED),
            answer: value::text(lookup, ANSWER),
        })
    }
}
