//! What is taken: one of the three aromatase inhibitors, a medicine of the catalogue, or one by a name of the person's own.
//!
//! Frozen fields: 1 the inhibitor, 2 the own name, 3 the amount, 4 its unit (UCUM), 5 since when, 6 the schedule, 7 the medicine's
//! number in the catalogue, 8 what the person calls it, 9 the first day without it, 10 why it was stopped.

use std::fmt;

pub use crate::catalogue::tables::units::Unit;
use crate::catalogue::{Medicine, MedicineNumber};
use crate::civil::CivilDay;
use crate::decimal::Decimal;
use crate::record::Unreadable;
use crate::schedule::Schedule;
use crate::value::{self, FieldId, Lookup, Value};

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
    /// What the person calls it ("morning tablet"), to be shown in place of its name.
    pub called: Option<Box<str>>,
    /// The first day without it, if it was stopped.
    pub stopped: Option<CivilDay>,
    /// Why it was stopped, in the person's words.
    pub why_stopped: Option<Box<str>>,
}

/// What a medication is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Substance {
    /// One of the drugs that Ebb is made for.
    Inhibitor(AromataseInhibitor),
    /// Another one of the catalogue.
    Listed(MedicineNumber),
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

/// Since when something is so, as exactly as it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// That day.
    Day(CivilDay),
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
const LISTED: FieldId = FieldId(7);
const CALLED: FieldId = FieldId(8);
const STOPPED: FieldId = FieldId(9);
const WHY_STOPPED: FieldId = FieldId(10);
const INHIBITORS: [(AromataseInhibitor, i64); 3] =
    [(AromataseInhibitor::Anastrozole, 1), (AromataseInhibitor::Letrozole, 2), (AromataseInhibitor::Exemestane, 3)];
/// Longer than any name on a box.
pub(crate) const OWN_NAME_CHARS_MAX: usize = 120;

impl AromataseInhibitor {
    /// Its number in the catalogue of medicines.
    pub const fn medicine(self) -> MedicineNumber {
        match self {
            Self::Anastrozole => MedicineNumber::ANASTROZOLE,
            Self::Letrozole => MedicineNumber::LETROZOLE,
            Self::Exemestane => MedicineNumber::EXEMESTANE,
        }
    }

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
    /// A medicine of the catalogue; the aromatase inhibitors keep the form in which they were stored from the start.
    pub const fn of_catalogue(number: MedicineNumber) -> Self {
        match number {
            MedicineNumber::ANASTROZOLE => Self::Inhibitor(AromataseInhibitor::Anastrozole),
            MedicineNumber::LETROZOLE => Self::Inhibitor(AromataseInhibitor::Letrozole),
            MedicineNumber::EXEMESTANE => Self::Inhibitor(AromataseInhibitor::Exemestane),
            other => Self::Listed(other),
        }
    }

    /// What the catalogue says of it; `None` for a name of the person's own, and for a medicine of a newer version.
    pub fn medicine(&self) -> Option<&'static Medicine> {
        match self {
            Self::Inhibitor(drug) => drug.medicine().entry(),
            Self::Listed(number) => number.entry(),
            Self::Own(_) => None,
        }
    }

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

    /// The first day on which it may have been so; `None` where that is open.
    pub fn first_day(self) -> Option<CivilDay> {
        match self {
            Self::Day(day) => Some(day),
            Self::Month { year, month } => CivilDay::of_ymd(year, month, 1),
            Self::Year(year) => CivilDay::of_ymd(year, 1, 1),
            Self::BeforeYear(_) => None,
        }
    }

    /// Reads what it writes as text.
    pub fn of_text(text: &str) -> Option<Self> {
        if let Some(year) = text.strip_prefix('<') {
            return Some(Self::BeforeYear(year.parse().ok()?));
        }
        match text.split_once('-') {
            Some((_, rest)) if rest.contains('-') => CivilDay::of_text(text).map(Self::Day),
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
            Self::Day(day) => day.fmt(formatter),
            Self::Month { year, month } => write!(formatter, "{year:04}-{month:02}"),
            Self::Year(year) => write!(formatter, "{year:04}"),
            Self::BeforeYear(year) => write!(formatter, "<{year:04}"),
        }
    }
}

impl Medication {
    /// A medication once a day, of which nothing else was told.
    pub fn of(substance: Substance) -> Self {
        Self {
            substance,
            strength: None,
            since: None,
            schedule: Schedule::once_a_day(),
            called: None,
            stopped: None,
            why_stopped: None,
        }
    }

    /// How it is named on a screen: what the person calls it, else its name; empty for a medicine of a newer version.
    pub fn name(&self) -> &str {
        match (&self.called, &self.substance) {
            (Some(called), _) => called,
            (None, Substance::Own(name)) => name,
            (None, substance) => substance.medicine().map_or("", |medicine| medicine.name),
        }
    }

    /// Whether it is taken on a day, as far as was told: not before it began, and no longer from the day on which it was
    /// stopped.
    pub fn is_in_use_on(&self, day: CivilDay) -> bool {
        let has_begun = self.since.and_then(Since::first_day).is_none_or(|first| first <= day);
        has_begun && self.stopped.is_none_or(|stopped| day < stopped)
    }

    pub(crate) fn fields(&self) -> Vec<(FieldId, Value)> {
        let (inhibitor, own_name, listed) = match &self.substance {
            Substance::Inhibitor(drug) => {
                let number = INHIBITORS.iter().find(|row| row.0 == *drug).map_or(0, |row| row.1);
                (Value::Int(number), Value::Nothing, Value::Nothing)
            }
            Substance::Listed(number) => (Value::Nothing, Value::Nothing, Value::Int(number.0.into())),
            Substance::Own(name) => (Value::Nothing, Value::Text(name.clone()), Value::Nothing),
        };
        let (amount, unit) = match self.strength {
            Some(Strength { amount, unit }) => (Value::Decimal(amount), Value::text(unit.ucum())),
            None => (Value::Nothing, Value::Nothing),
        };
        vec![
            (INHIBITOR, inhibitor),
            (OWN_NAME, own_name),
            (AMOUNT, amount),
            (UNIT, unit),
            (SINCE, self.since.map_or(Value::Nothing, |since| Value::text(&since.to_string()))),
            (SCHEDULE, Value::text(&self.schedule.to_text())),
            (LISTED, listed),
            (CALLED, Value::text_or_nothing(self.called.as_deref())),
            (STOPPED, self.stopped.map_or(Value::Nothing, Value::Day)),
            (WHY_STOPPED, Value::text_or_nothing(self.why_stopped.as_deref())),
        ]
    }

    pub(crate) fn read(lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        let drug = lookup(INHIBITOR).and_then(Value::as_int);
        let own = lookup(OWN_NAME).and_then(Value::as_text);
        let listed = lookup(LISTED).and_then(Value::as_int);
        let substance = match (drug, own, listed) {
            (_, Some(name), _) => Substance::Own(name.into()),
            (Some(number), None, _) => {
                let row = INHIBITORS.iter().find(|row| row.1 == number).ok_or(Unreadable::Newer(INHIBITOR))?;
                Substance::Inhibitor(row.0)
            }
            (None, None, Some(number)) => {
                Substance::Listed(MedicineNumber(u16::try_from(number).map_err(|_| Unreadable::Newer(LISTED))?))
            }
            (None, None, None) => return Err(Unreadable::Missing(INHIBITOR)),
        };
        let strength = match (lookup(AMOUNT).and_then(Value::as_decimal), lookup(UNIT).and_then(Value::as_text)) {
            (Some(amount), Some(unit)) => {
                Unit::ALL.iter().find(|known| known.ucum() == unit).map(|unit| Strength { amount, unit: *unit })
            }
            _ => None,
        };
        Ok(Self {
            substance,
            strength,
            since: lookup(SINCE).and_then(Value::as_text).and_then(Since::of_text),
            schedule: lookup(SCHEDULE).and_then(Value::as_text).map_or_else(Schedule::once_a_day, Schedule::of_text),
            called: value::text(lookup, CALLED),
            stopped: lookup(STOPPED).and_then(Value::as_day),
            why_stopped: value::text(lookup, WHY_STOPPED),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn since_reads_back_as_exactly_as_it_was_told() {
        let today = CivilDay::of_ymd(2026, 11, 23).unwrap();
        for (since, text) in [
            (Since::Day(today), "2026-11-23"),
            (Since::this_month(today), "2026-11"),
            (Since::this_year(today), "2026"),
            (Since::earlier(today), "<2026"),
        ] {
            assert_eq!(since.to_string(), text);
            assert_eq!(Since::of_text(text), Some(since));
        }
        assert_eq!(Since::of_text("2026-13"), None);
        assert_eq!(Since::of_text("2026-02-30"), None);
    }

    #[test]
    fn a_medication_is_in_use_from_its_first_day_until_it_is_stopped() {
        let day = |month, day| CivilDay::of_ymd(2026, month, day).unwrap();
        let since = Some(Since::this_month(day(11, 23)));
        let medication =
            Medication { since, stopped: Some(day(11, 25)), ..Medication::of(Substance::own("x").unwrap()) };
        let days = [day(10, 31), day(11, 1), day(11, 24), day(11, 25)];
        assert_eq!(days.map(|day| medication.is_in_use_on(day)), [false, true, true, false]);
    }

    #[test]
    fn the_inhibitors_have_one_form_and_their_numbers_and_strengths_agree_with_the_catalogue() {
        for (drug, number) in INHIBITORS {
            assert_eq!(i64::from(drug.medicine().0), number);
            assert_eq!(Substance::of_catalogue(drug.medicine()), Substance::Inhibitor(drug));
            let label = drug.label_strength();
            let listed = drug.medicine().entry().unwrap().strengths[0];
            assert_eq!((listed.digits, listed.places), (label.amount.digits(), label.amount.places()));
        }
        let mut tamoxifen = Medication::of(Substance::of_catalogue(MedicineNumber::TAMOXIFEN));
        assert_eq!(tamoxifen.name(), "Tamoxifen");
        tamoxifen.called = Some("morning tablet".into());
        assert_eq!(tamoxifen.name(), "morning tablet");
    }

    #[test]
    fn a_name_of_ones_own_is_trimmed_and_bounded() {
        assert_eq!(Substance::own("  morning tablet "), Some(Substance::Own("morning tablet".into())));
        assert_eq!(Substance::own(" \n"), None);
        assert_eq!(Substance::own(&"x".repeat(121)), None);
    }
}
