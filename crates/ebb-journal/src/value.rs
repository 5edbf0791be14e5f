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
    /// Of every kind: whether the record is private, 0 or 1. No follower sees a private record, whatever is shared. Reserved:
    /// no kind gives this number to a field of its own, and saving a record leaves it as it is.
    pub const PRIVATE: Self = Self(250);
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

/// The text that a field holds. In the app once, and not for each field of each kind.
#[inline(never)]
pub(crate) fn text(lookup: Lookup<'_>, field: FieldId) -> Option<Box<str>> {
    lookup(field).and_then(Value::as_text).map(Into::into)
}

/// The moment that a field holds.
#[inline(never)]
pub(crate) fn moment(lookup: Lookup<'_>, field: FieldId) -> Option<Moment> {
    lookup(field).and_then(Value::as_moment).cloned()
}

impl Value {
    /// Text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }

    /// 1 for yes; no is no value.
    pub(crate) const fn yes_or_nothing(is_so: bool) -> Self {
        if is_so { Self::Int(1) } else { Self::Nothing }
    }

    /// A number of which 0 is no value.
    pub(crate) const fn int_or_nothing(number: i64) -> Self {
        if number == 0 { Self::Nothing } else { Self::Int(number) }
    }

    /// A text that may be missing.
    pub(crate) fn text_or_nothing(text: Option<&str>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    /// A moment that may be missing.
    pub(crate) fn moment_or_nothing(moment: Option<&Moment>) -> Self {
        moment.map_or(Self::Nothing, |moment| Self::Moment(moment.clone()))
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

    /// The day, if it is one.
    pub const fn as_day(&self) -> Option<CivilDay> {
        if let Self::Day(day) = self { Some(*day) } else { None }
    }

    /// The decimal, if it is one.
    pub const fn as_decimal(&self) -> Option<Decimal> {
        if let Self::Decimal(decimal) = self { Some(*decimal) } else { None }
    }
}
