//! What a field of a record may hold, and how typed records look their fields up.

use crate::civil::CivilDay;
use crate::decimal::Decimal;
use crate::moment::Moment;

/// A field of a record. A number within its kind, so that a field of a newer version can be carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

impl FieldId {
    /// Of every kind: whether the record is deleted, 0 or 1. Deleting is a change like any other, and can be undone.
    pub const DELETED: Self = Self(0);
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// The field was emptied.
    Nothing,
    /// A whole number; yes and no are 1 and 0, a choice is its number.
    Int(i64),
    /// Text as it was typed.
    Text(Box<str>),
    /// An exact number.
    Decimal(Decimal),
    /// When something was.
    Moment(Moment),
    /// A day of the calendar.
    Day(CivilDay),
    /// A value of a newer version: its tag and its bytes, carried as they are.
    Newer {
        /// The tag, 16 or above.
        tag: u8,
        /// The bytes.
        bytes: Box<[u8]>,
    },
}

/// How a typed record asks for its fields.
pub type Lookup<'a> = &'a dyn Fn(FieldId) -> Option<&'a Value>;

impl Value {
    /// Text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// The number, if it is one.
    pub const fn as_int(&self) -> Option<i64> {
        if let Self::Int(number) = self { Some(*number) } else { None }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The moment, if it is one.
    pub const fn as_moment(&self) -> Option<&Moment> {
        if let Self::Moment(moment) = self { Some(moment) } else { None }
    }

    /// The decimal, if it is one.
    pub const fn as_decimal(&self) -> Option<Decimal> {
        if let Self::Decimal(decimal) = self { Some(*decimal) } else { None }
    }
}
