//! What a lab, a cuff or a scale measured. The number stays in the unit in which it was reported; no other number is ever stored.
//!
//! Frozen fields: 1 the lab's number, 2 the number that was reported, 3 its unit in UCUM, 4 when it was taken, 5 what the report said
//! of it (1 less than, 2 more than), 6 by which method (1 LC-MS/MS, 2 GC-MS/MS, 3 immunoassay), 7 a note, such as which laboratory.

use crate::catalogue::LabNumber;
use crate::decimal::Decimal;
use crate::moment::Moment;
use crate::record::Unreadable;
use crate::value::{self, FieldId, Lookup, Value};

/// A lab value, as it stood on the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabValue {
    /// Of what.
    pub lab: LabNumber,
    /// The number.
    pub value: Decimal,
    /// Its unit, in UCUM.
    pub unit: Box<str>,
    /// When it was taken. Reports tell the day; the time of it says nothing.
    pub at: Moment,
    /// Whether the report said less or more than the number; `None` where it said the number.
    pub comparator: Option<Comparator>,
    /// By which method, where that was said.
    pub method: Option<LabMethod>,
    /// A note, such as which laboratory.
    pub note: Option<Box<str>>,
}

/// What a report says of a number that it could not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    /// Less than the number.
    LessThan,
    /// More than the number.
    MoreThan,
}

/// How a lab measured a hormone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabMethod {
    /// Liquid chromatography with mass spectrometry.
    LcMsMs,
    /// Gas chromatography with mass spectrometry.
    GcMsMs,
    /// An immunoassay: the usual one.
    Immunoassay,
}

const LAB: FieldId = FieldId(1);
const VALUE: FieldId = FieldId(2);
const UNIT: FieldId = FieldId(3);
const AT: FieldId = FieldId(4);
const COMPARATOR: FieldId = FieldId(5);
const METHOD: FieldId = FieldId(6);
const NOTE: FieldId = FieldId(7);

impl LabValue {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let comparator = self.comparator.map_or(Value::Nothing, |comparator| {
            Value::Int(match comparator {
                Comparator::LessThan => 1,
                Comparator::MoreThan => 2,
            })
        });
        let method = self.method.map_or(Value::Nothing, |method| {
            Value::Int(match method {
                LabMethod::LcMsMs => 1,
                LabMethod::GcMsMs => 2,
                LabMethod::Immunoassay => 3,
            })
        });
        vec![
            (LAB, Value::Int(self.lab.0.into())),
            (VALUE, Value::Decimal(self.value)),
            (UNIT, Value::Text(self.unit.clone())),
            (AT, Value::Moment(self.at.clone())),
            (COMPARATOR, comparator),
            (METHOD, method),
            (NOTE, Value::text_or_nothing(self.note.as_deref())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let number = |field| lookup(field).and_then(Value::as_int);
        let lab = number(LAB).ok_or(Unreadable::Missing(LAB))?;
        // Whoever does not know what was said of a number must not show the number by itself.
        let comparator = match number(COMPARATOR) {
            None => None,
            Some(1) => Some(Comparator::LessThan),
            Some(2) => Some(Comparator::MoreThan),
            Some(_) => return Err(Unreadable::Newer(COMPARATOR)),
        };
        let method = match number(METHOD) {
            Some(1) => Some(LabMethod::LcMsMs),
            Some(2) => Some(LabMethod::GcMsMs),
            Some(3) => Some(LabMethod::Immunoassay),
            _ => None,
        };
        Ok(Self {
            lab: LabNumber(u16::try_from(lab).map_err(|_| Unreadable::Newer(LAB))?),
            value: lookup(VALUE).and_then(Value::as_decimal).ok_or(Unreadable::Missing(VALUE))?,
            unit: value::text(lookup, UNIT).ok_or(Unreadable::Missing(UNIT))?,
            at: value::moment(lookup, AT).ok_or(Unreadable::Missing(AT))?,
            comparator,
            method,
            note: value::text(lookup, NOTE),
        })
    }
}
