//! Ops as columns, before they are deflated: what is alike stands together.
//!
//! ```text
//! columns   = replicas sittings zones start shapes
//! replicas  = count, count × 16 bytes              sittings = count, count × 8 bytes
//! zones     = count, count × column of UTF-8       start    = the first stamp, 0 where there is none
//! shapes    = count, count × shape
//! shape     = kind, id form, fields, fields × (field, tag), groups, stamps, replicas, id columns, value columns
//! column    = length, bytes
//! ```
//!
//! A *group* is what one save changed in one record: one record, one stamp, one replica. Groups that set the same fields to
//! values of the same tags have one *shape*, and lie in the order of their stamps. All numbers are base-128 varints, signed
//! ones zigzag; "Δ" is the difference to the group before. Stamps are Δ, unsigned, at first to the start; replicas are
//! indexes.
//!
//! | id form | id columns |
//! | --- | --- |
//! | 0 | none |
//! | 1 | Δ sitting's index · Δ counter, to 0 where the sitting is another |
//! | 2 | the medication's sitting and counter, likewise · Δ day · slot |
//! | 3 | Δ day · symptom · site |
//! | newer | length and bytes |
//!
//! An index and a counter are at first Δ to 0, a day to the start's day in UTC. The value columns of a field, by its tag:
//!
//! | tag | value | columns |
//! | --- | --- | --- |
//! | 0 | nothing | none |
//! | 1 | int | the number, signed |
//! | 2 | text | length and bytes |
//! | 3 | decimal | digits, signed · places |
//! | 4 | moment | since the stamp · offset in minutes, signed · zone's index + 1, 0 for none |
//! | 5 | day | day less the stamp's day in UTC |
//! | newer | | length and bytes |
//!
//! "Since the stamp" is signed: twice the milliseconds; for a moment on a full minute, which somebody picked, twice the
//! minutes from the end of the stamp's minute, and one more.

mod read;
#[cfg(test)]
mod tests;
mod varint;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// Ops in one pack. Ten full years are about 420,000.
pub const OPS_PER_PACK_MAX: usize = 1 << 20;
const FIELDS_PER_GROUP_MAX: usize = 256;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;
const MINUTE_MS: i64 = 60 * 1000;

/// Columns that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedColumns {
    /// A column ends before its last value.
    #[error("a column is cut short")]
    CutShort,
    /// A column goes on after its last value.
    #[error("a column is too long")]
    LeftOver,
    /// A number outside its range.
    #[error("a number is out of range")]
    Number,
    /// A count or index that cannot be.
    #[error("a count is out of range")]
    Count,
    /// More than [`OPS_PER_PACK_MAX`] ops.
    #[error("too many ops")]
    TooMany,
    /// A text, moment, zone, day, decimal or id that cannot be.
    #[error("a value cannot be")]
    Value,
    /// A stamp of the year 2200 or later.
    #[error("a time stamp of the year 2200 or later")]
    Stamp,
}
