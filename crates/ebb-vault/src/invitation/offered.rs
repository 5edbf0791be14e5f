//! What somebody reads before they begin to follow: who invites, what will be seen, until when. It stands in the sealed offer, so
//! whoever has the code reads it, and nobody else.
//!
//! Field by field: `code (1) ‖ length (2) ‖ bytes`, codes rising, then zeros up to the next 256: 1 what who invites is to be called
//! (UTF-8), 2 scope (bytes of `ebb_journal::scope`), 3 until (8, milliseconds since 1970; left out where it goes on until it is stopped).
//! Codes of newer versions are passed over: what will be seen is told by the scope alone.

use crate::fields;

/// No offer is longer before it is sealed, in bytes: [`ebb_protocol::limits::OFFER_BYTES_MAX`] holds it sealed.
pub const OFFERED_BYTES_MAX: usize = 3 * 1024;
const STEP: usize = 256;
const INVITER: u8 = 1;
const SCOPE: u8 = 2;
const UNTIL: u8 = 3;

/// What somebody is to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedFollow {
    /// What who invites is called, in their own words.
    pub inviter: String,
    /// What will be seen, in the bytes of `ebb_journal::scope`.
    pub scope: Vec<u8>,
    /// When it ends by itself.
    pub until_ms: Option<i64>,
}

impl OfferedFollow {
    /// Whether it is short enough to be offered.
    pub fn fits(&self) -> bool {
        self.to_bytes().len() <= OFFERED_BYTES_MAX
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let until = self.until_ms.map(i64::to_le_bytes);
        let mut told: Vec<(u8, &[u8])> = vec![(INVITER, self.inviter.as_bytes()), (SCOPE, &self.scope)];
        told.extend(until.as_ref().map(|until| (UNTIL, &until[..])));
        fields::write(told, STEP)
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut told = fields::read(bytes)?;
        let until_ms = match told.remove(&UNTIL) {
            Some(until) => Some(i64::from_le_bytes(until.try_into().ok()?)),
            None => None,
        };
        Some(Self {
            inviter: String::from_utf8(told.remove(&INVITER)?).ok()?,
            scope: told.remove(&SCOPE)?,
            until_ms: until_ms.filter(|until_ms| *until_ms > 0),
        })
    }
}
