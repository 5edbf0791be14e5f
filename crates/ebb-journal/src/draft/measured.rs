//! The drafts of what was measured: lab values, blood pressure, bone scans. A number that cannot be is refused; one that is far from
//! common is asked about, and taken.

use std::cmp::Ordering;

use super::{DraftField, Findings, Problem, TextLimit, Wrong};
use crate::bone_scan::BoneScan;
use crate::catalogue::{BoneSiteNumber, LabNumber};
use crate::decimal::Decimal;
use crate::lab_value::{Comparator, LabMethod, LabValue};
use crate::moment::Moment;

/// A lab value, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabDraft {
    /// Of what.
    pub lab: Option<LabNumber>,
    /// The number, as it was typed; "< 5" says what the report said of it.
    pub value: String,
    /// Its unit, in UCUM.
    pub unit: String,
    /// When it was taken.
    pub at: Option<Moment>,
    /// What the report said of the number.
    pub comparator: Option<Comparator>,
    /// By which method.
    pub method: Option<LabMethod>,
    /// A note, such as which laboratory; empty for none.
    pub note: String,
}

/// Both numbers of a blood pressure, as a form holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PressureDraft {
    /// The upper number, as it was typed.
    pub upper: String,
    /// The lower number, as it was typed.
    pub lower: String,
    /// When it was taken.
    pub at: Option<Moment>,
    /// A note; empty for none.
    pub note: String,
}

/// A part of a bone scan, as a form holds it. Numbers are as they were typed; empty for what the report does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoneDraft {
    /// Which part of the skeleton.
    pub site: Option<BoneSiteNumber>,
    /// The T-score.
    pub t_score: String,
    /// The Z-score.
    pub z_score: String,
    /// Bone mineral density, in g/cm².
    pub density: String,
    /// When it was taken.
    pub at: Option<Moment>,
    /// The clinic or the machine; empty for none.
    pub place: String,
}

/// What can be a T-score or a Z-score, and what is common, in tenths. No categories: see [`crate::catalogue::Range`].
const SCORES_TENTHS: [i64; 2] = [-100, 100];
const COMMON_SCORES_TENTHS: [i64; 2] = [-60, 50];
/// What can be a bone mineral density, in tenths of g/cm².
const DENSITIES_TENTHS: [i64; 2] = [1, 30];

impl LabDraft {
    /// The lab value, or all problems.
    pub fn check(&self, now: &Moment) -> Result<LabValue, Vec<Problem>> {
        let mut findings = Findings::default();
        let lab = findings.required(DraftField::What, self.lab);
        let entry = lab.and_then(LabNumber::entry);
        if lab.is_some() && entry.is_none() {
            findings.add(DraftField::What, Wrong::NotKnown);
        }
        if entry.is_some_and(|lab| lab.is_derived) {
            findings.add(DraftField::What, Wrong::IsWorkedOut);
        }
        let reading = findings.reading(DraftField::Value, &self.value);
        let unit = findings.text(DraftField::Unit, &self.unit, TextLimit::Short);
        let unit = findings.required(DraftField::Unit, unit);
        if let (Some(lab), Some(reading)) = (entry, reading)
            && !lab.can_be(reading.value, &self.unit)
        {
            findings.add(DraftField::Value, Wrong::CannotBe);
        }
        let note = findings.text(DraftField::Text, &self.note, TextLimit::Short);
        let at = findings.moment(self.at.as_ref(), now);
        let value = lab.zip(reading).zip(unit).zip(at).map(|(((lab, reading), unit), at)| LabValue {
            lab,
            value: reading.value,
            unit,
            at,
            comparator: reading.comparator.or(self.comparator),
            method: self.method.filter(|_| entry.is_some_and(|lab| lab.has_method)),
            note,
        });
        findings.end(value)
    }

    /// Whether to ask if the number is right. It is taken either way.
    pub fn is_doubtful(&self) -> bool {
        let reading = Reading::of_text(&self.value);
        let entry = self.lab.and_then(LabNumber::entry);
        entry.zip(reading).is_some_and(|(lab, reading)| {
            lab.can_be(reading.value, &self.unit) && !lab.is_common(reading.value, &self.unit)
        })
    }
}

impl PressureDraft {
    /// The upper and the lower number, each a value of its own; or all problems.
    pub fn check(&self, now: &Moment) -> Result<[LabValue; 2], Vec<Problem>> {
        let half = |lab: LabNumber, value: &str| LabDraft {
            lab: Some(lab),
            value: value.to_owned(),
            unit: lab.entry().map(|lab| lab.unit.to_owned()).unwrap_or_default(),
            at: self.at.clone(),
            note: self.note.clone(),
            ..LabDraft::default()
        };
        let upper = half(LabNumber::BP_SYS, &self.upper).check(now);
        let lower = half(LabNumber::BP_DIA, &self.lower).check(now);
        let (upper, lower) = match (upper, lower) {
            (Ok(upper), Ok(lower)) => (upper, lower),
            (upper, lower) => {
                let mut problems = upper.err().unwrap_or_default();
                for problem in lower.err().unwrap_or_default() {
                    let field = if problem.field == DraftField::Value { DraftField::Lower } else { problem.field };
                    let problem = Problem { field, ..problem };
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                }
                return Err(problems);
            }
        };
        if upper.value.cmp_value(lower.value) == Ordering::Greater {
            Ok([upper, lower])
        } else {
            Err(vec![Problem { field: DraftField::Lower, wrong: Wrong::NotBelowUpper }])
        }
    }
}

impl BoneDraft {
    /// The part of a bone scan, or all problems.
    pub fn check(&self, now: &Moment) -> Result<BoneScan, Vec<Problem>> {
        let mut findings = Findings::default();
        let site = findings.required(DraftField::Site, self.site);
        if site.is_some_and(|site| site.entry().is_none()) {
            findings.add(DraftField::Site, Wrong::NotKnown);
        }
        let t_score = findings.measured(DraftField::TScore, &self.t_score, SCORES_TENTHS);
        let z_score = findings.measured(DraftField::ZScore, &self.z_score, SCORES_TENTHS);
        let density = findings.measured(DraftField::Density, &self.density, DENSITIES_TENTHS);
        if [&self.t_score, &self.z_score, &self.density].iter().all(|text| text.trim().is_empty()) {
            findings.add(DraftField::TScore, Wrong::NothingMeasured);
        }
        let place = findings.text(DraftField::Text, &self.place, TextLimit::Short);
        let at = findings.moment(self.at.as_ref(), now);
        findings.end(site.zip(at).map(|(site, at)| BoneScan { site, t_score, z_score, density, at, place }))
    }

    /// Whether to ask if the scores are right. They are taken either way.
    pub fn is_doubtful(&self) -> bool {
        [&self.t_score, &self.z_score]
            .into_iter()
            .filter_map(|text| signed(text))
            .any(|score| is_within(score, SCORES_TENTHS) && !is_within(score, COMMON_SCORES_TENTHS))
    }
}

/// A number as a report tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    comparator: Option<Comparator>,
    value: Decimal,
}

impl Reading {
    /// Reads "34", "34,5" and "< 5".
    fn of_text(text: &str) -> Option<Self> {
        let text = text.trim();
        let (comparator, text) = match (text.strip_prefix('<'), text.strip_prefix('>')) {
            (Some(rest), _) => (Some(Comparator::LessThan), rest),
            (_, Some(rest)) => (Some(Comparator::MoreThan), rest),
            _ => (None, text),
        };
        Some(Self { comparator, value: signed(text)? })
    }
}

/// Reads "-1.8" and "+0,3", with whichever sign for minus a phone or a report has.
fn signed(text: &str) -> Option<Decimal> {
    let text = text.trim().replace(['−', '–'], "-");
    text.strip_prefix('+').filter(|rest| !rest.starts_with('-')).unwrap_or(&text).parse().ok()
}

fn is_within(number: Decimal, [least, most]: [i64; 2]) -> bool {
    let tenths = |tenths| Decimal::of_table(tenths, 1);
    number.cmp_value(tenths(least)) != Ordering::Less && number.cmp_value(tenths(most)) != Ordering::Greater
}

impl Findings {
    /// A number that must be there.
    fn reading(&mut self, field: DraftField, text: &str) -> Option<Reading> {
        if text.trim().is_empty() {
            self.add(field, Wrong::NoNumber);
            return None;
        }
        let reading = Reading::of_text(text);
        if reading.is_none() {
            self.add(field, Wrong::NotANumber);
        }
        reading
    }

    /// A number that may be left out, in its range.
    fn measured(&mut self, field: DraftField, text: &str, range: [i64; 2]) -> Option<Decimal> {
        if text.trim().is_empty() {
            return None;
        }
        let number = signed(text);
        match number {
            None => self.add(field, Wrong::NotANumber),
            Some(number) if !is_within(number, range) => self.add(field, Wrong::CannotBe),
            Some(_) => {}
        }
        number
    }

    /// A moment up to now, which must be there.
    fn moment(&mut self, at: Option<&Moment>, now: &Moment) -> Option<Moment> {
        if let Some(at) = at {
            self.not_in_the_future(DraftField::Start, at, now);
        }
        self.required(DraftField::Start, at.cloned())
    }
}

#[cfg(test)]
mod tests;
