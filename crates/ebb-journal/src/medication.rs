//! What is taken: one of the three aromatase inhibitors, or a medicine by a name of the person's own.

use std::fmt;

use crate::civil::CivilDay;
use crate::decimal::Decimal;
use crate::record::Unreadable;
use crate::schedule::Schedule;
use crate::value::{FieldId, Lookup, Value};

/// A medication with its schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medication {
    /// What it is.
    pub substance: Substance,
    /// How strong one dose is, if known.
    pub strength: Option<Strength>,
    /// Since when it is taken, as exactly as it was told.
    pub since: Option<Since>,
    /// When doses are planned.
    pub schedule: Schedule,
}

/// What a medication is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Substance {
    /// One of the drugs that Ebb is made for.
    Inhibitor(AromataseInhibitor),
    /// Something else, by a name of the person's own.
    Own(Box<str>),
}

/// The three aromatase inhibitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AromataseInhibitor {
    /// Non-steroidal.
    Anastrozole,
    /// Non-steroidal.
    Letrozole,
    /// Steroidal.
    Exemestane,
}

/// An amount with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Strength {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub unit: Unit,
}

/// The unit of a strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// UCUM `mg`.
    Milligram,
}

/// Since when something is so, as exactly as it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Some day of a month.
    Month {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// Some day of a year.
    Year(i16),
    /// Before that year began.
    BeforeYear(i16),
}

const INHIBITOR: FieldId = FieldId(1);
const OWN_NAME: FieldId = FieldId(2);
const AMOUNT: FieldId = FieldId(3);
const UNIT: FieldId = FieldId(4);
const SINCE: FieldId = FieldId(5);
const SCHEDULE: FieldId = FieldId(6);
const INHIBITORS: [(AromataseInhibitor, i64); 3] =
    [(AromataseInhibitor::Anastrozole, 1), (AromataseInhibitor::Letrozole, 2), (AromataseInhibitor::Exemestane, 3)];
/// Longer than any name on a box.
const OWN_NAME_CHARS_MAX: usize = 120;

impl AromataseInhibitor {
    /// The strength of the tablet that each label names: 1 mg, 2.5 mg and 25 mg once a day. A start to be confirmed by
    /// the person, never advice. Labels: openFDA anastrozole, letrozole and exemestane.
    pub fn label_strength(self) -> Strength {
        let (digits, places) = match self {
            Self::Anastrozole => (1, 0),
            Self::Letrozole => (25, 1),
            Self::Exemestane => (25, 0),
        };
        let amount = Decimal::new(digits, places).unwrap_or(Decimal::whole(0));
        Strength { amount, unit: Unit::Milligram }
    }
}

impl Substance {
    /// A medicine by a name of the person's own: trimmed; `None` where nothing is left or it is longer than 120
    /// characters.
    pub fn own(name: &str) -> Option<Self> {
        let name = name.trim();
        (!name.is_empty() && name.chars().count() <= OWN_NAME_CHARS_MAX).then(|| Self::Own(name.into()))
    }
}

impl Since {
    /// "This month", said on that day.
    pub fn this_month(today: CivilDay) -> Self {
        let (year, month, _) = today.ymd();
        Self::Month { year, month }
    }

    /// "This year", said on that day.
    pub fn this_year(today: CivilDay) -> Self {
        Self::Year(today.ymd().0)
    }

    /// "Earlier", said on that day.
    pub fn earlier(today: CivilDay) -> Self {
        Self::BeforeYear(today.ymd().0)
    }

    fn of_text(text: &str) -> Option<Self> {
        if let Some(year) = text.strip_prefix('<') {
            return Some(Self::BeforeYear(year.parse().ok()?));
        }
        match text.split_once('-') {
            Some((year, month)) => {
                let (year, month) = (year.parse().ok()?, month.parse().ok()?);
                CivilDay::of_ymd(year, month, 1).map(|_| Self::Month { year, month })
            }
            None => Some(Self::Year(text.parse().ok()?)),
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month { year, month } => write!(formatter, "{year:04}-{month:02}"),
            Self::Year(year) => write!(formatter, "{year:04}"),
            Self::BeforeYear(year) => write!(formatter, "<{year:04}"),
        }
    }
}

impl Medication {
    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let (inhibitor, own_name) = match &self.substance {
            Substance::Inhibitor(drug) => {
                let number = INHIBITORS.iter().find(|row| row.0 == *drug).map_or(0, |row| row.1);
                (Value::Int(number), Value::Nothing)
            }
            Substance::Own(name) => (Value::Nothing, Value::Text(name.clone())),
        };
        let (amount, unit) = match self.strength {
            Some(Strength { amount, unit: Unit::Milligram }) => (Value::Decimal(amount), Value::text("mg")),
            None => (Value::Nothing, Value::Nothing),
        };
        vec![
            (INHIBITOR, inhibitor),
            (OWN_NAME, own_name),
            (AMOUNT, amount),
            (UNIT, unit),
            (SINCE, self.since.map_or(Value::Nothing, |since| Value::text(&since.to_string()))),
            (SCHEDULE, Value::text(&self.schedule.to_text())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let drug = lookup(INHIBITOR).and_then(Value::as_int);
        let own = lookup(OWN_NAME).and_then(Value::as_text);
        let substance = match (drug, own) {
            (_, Some(name)) => Substance::Own(name.into()),
            (Some(number), None) => {
                let row = INHIBITORS.iter().find(|row| row.1 == number).ok_or(Unreadable::Newer(INHIBITOR))?;
                Substance::Inhibitor(row.0)
            }
            (None, None) => return Err(Unreadable::Missing(INHIBITOR)),
        };
        let strength = match (lookup(AMOUNT).and_then(Value::as_decimal), lookup(UNIT).and_then(Value::as_text)) {
            (Some(amount), Some("mg")) => Some(Strength { amount, unit: Unit::Milligram }),
            _ => None,
        };
        Ok(Self {
            substance,
            strength,
            since: lookup(SINCE).and_then(Value::as_text).and_then(Since::of_text),
            schedule: lookup(SCHEDULE).and_then(Value::as_text).map_or_else(Schedule::once_a_day, Schedule::of_text),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_reads_back_as_exactly_as_it_was_told() {
        let today = CivilDay::of_ymd(2026, 11, 23).unwrap();
        for (since, text) in
            [(Since::this_month(today), "2026-11"), (Since::this_year(today), "2026"), (Since::earlier(today), "<2026")]
        {
            assert_eq!(since.to_string(), text);
            assert_eq!(Since::of_text(text), Some(since));
        }
        assert_eq!(Since::of_text("2026-13"), None);
    }

    #[test]
    fn a_name_of_ones_own_is_trimmed_and_bounded() {
        assert_eq!(Substance::own("  morning tablet "), Some(Substance::Own("morning tablet".into())));
        assert_eq!(Substance::own(" \n"), None);
        assert_eq!(Substance::own(&"x".repeat(121)), None);
    }
}
