//! "Please call me": the owner of the journal asks somebody who follows to get in touch. No scope shows it: the one follow that is
//! asked sees it.
//!
//! Frozen fields: 1 the follow, 2 when, in milliseconds since 1970.

use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A wish to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRequest {
    /// Who is asked: the follow's name as a member, in hexadecimal.
    pub follow: Box<str>,
    /// When, in milliseconds since 1970.
    pub asked_ms: i64,
}

const FOLLOW: FieldId = FieldId(1);
const ASKED: FieldId = FieldId(2);

impl CallRequest {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![(FOLLOW, Value::Text(self.follow.clone())), (ASKED, Value::Int(self.asked_ms))]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            follow: value::text(lookup, FOLLOW).ok_or(Unreadable::Missing(FOLLOW))?,
            asked_ms: lookup(ASKED).and_then(Value::as_int).ok_or(Unreadable::Missing(ASKED))?,
        })
    }
}
