//! An open invitation: what the inviting side holds of it, so that any device of the owner can look after it and approve, also
//! after the one that made it was closed. It is deleted once it is over; it never leaves the devices of the owner.
//!
//! Frozen fields: 1 what the inviting side holds, 2 when it ends in milliseconds since 1970, 3 the hash of the card that came, in
//! hexadecimal, 4 for whom it is, where that is somebody who is to follow.

use crate::record::Unreadable;
use crate::value::{FieldId, Lookup, Value, text};

/// An open invitation.
#[derive(Clone, PartialEq, Eq)]
pub struct Invitation {
    /// What the inviting side holds, as text that `ebb_sync::Inviting` reads; it has the invitation's secrets in it.
    pub held: Box<str>,
    /// When it ends, in milliseconds since 1970 by the server's clock.
    pub ends_ms: i64,
    /// By its hash the newcomer's card for which it was opened, or is about to be; none before one has come.
    pub card: Option<Box<str>>,
    /// What the owner calls who is to follow by it; none where it is for a device.
    pub follows: Option<Box<str>>,
}

/// Without the secrets.
impl std::fmt::Debug for Invitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Invitation").field("ends_ms", &self.ends_ms).finish_non_exhaustive()
    }
}

const HELD: FieldId = FieldId(1);
const ENDS: FieldId = FieldId(2);
const CARD: FieldId = FieldId(3);
const FOLLOWS: FieldId = FieldId(4);

impl Invitation {
    /// Whether it is still open at that time.
    pub const fn is_open(&self, now_ms: i64) -> bool {
        now_ms < self.ends_ms
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        vec![
            (HELD, Value::Text(self.held.clone())),
            (ENDS, Value::Int(self.ends_ms)),
            (CARD, Value::text_or_nothing(self.card.as_deref())),
            (FOLLOWS, Value::text_or_nothing(self.follows.as_deref())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        Ok(Self {
            held: text(lookup, HELD).ok_or(Unreadable::Missing(HELD))?,
            ends_ms: lookup(ENDS).and_then(Value::as_int).ok_or(Unreadable::Missing(ENDS))?,
            card: text(lookup, CARD),
            follows: text(lookup, FOLLOWS),
        })
    }
}
