//! The draft of a medication: what it is, how strong, when it is taken.

use super::{DraftField, Findings, Problem, TextLimit, Wrong};
use crate::catalogue::MedicineNumber;
use crate::civil::{CivilDay, CivilTime};
use crate::medication::{Medication, Since, Strength, Substance, Unit};
use crate::schedule::{SLOTS_MAX, Schedule, Weekdays};

/// A medication, as a form holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedicationDraft {
    /// One of the catalogue; else the own name counts.
    pub what: Option<MedicineNumber>,
    /// A name of the person's own.
    pub own_name: String,
    /// What the person calls it; empty for its name.
    pub called: String,
    /// How strong one dose is, as it was typed; empty where that is not known.
    pub amount: String,
    /// Of what.
    pub unit: Option<Unit>,
    /// Since when.
    pub since: Option<Since>,
    /// The first day without it.
    pub stopped: Option<CivilDay>,
    /// Why it was stopped; empty where that is not told.
    pub why_stopped: String,
    /// When it is taken.
    pub plan: PlanDraft,
    /// The schedule that it had: its slots keep their numbers.
    pub before: Option<Schedule>,
}

/// When a medication is taken, as a form holds it. Times are texts such as "8:30"; an empty one is no stated time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanDraft {
    /// As before: a schedule that the form did not touch, or cannot show.
    AsBefore,
    /// Every day, at these times.
    Daily(Vec<String>),
    /// On these days, at these times.
    Weekdays(Weekdays, Vec<String>),
    /// No doses are planned.
    Unplanned,
}

impl Default for MedicationDraft {
    fn default() -> Self {
        Self {
            what: None,
            own_name: String::new(),
            called: String::new(),
            amount: String::new(),
            unit: None,
            since: None,
            stopped: None,
            why_stopped: String::new(),
            plan: PlanDraft::Daily(vec![String::new()]),
            before: None,
        }
    }
}

impl MedicationDraft {
    /// The medication, or all problems. Whether a dose is usual is never judged.
    pub fn check(&self, today: CivilDay) -> Result<Medication, Vec<Problem>> {
        let mut findings = Findings::default();
        let substance = self.substance(&mut findings);
        let called = findings.text(DraftField::Called, &self.called, TextLimit::Short);
        let amount = findings.amount(&self.amount);
        let is_empty = self.amount.trim().is_empty();
        if !is_empty && self.unit.is_none() {
            findings.add(DraftField::Unit, Wrong::Missing);
        }
        let first_day = self.since.and_then(Since::first_day);
        if first_day.is_some_and(|first| first > today) {
            findings.add(DraftField::Since, Wrong::InTheFuture);
        }
        if let Some(stopped) = self.stopped {
            // Tomorrow may be the first day without it; what lies further is a plan, not a fact.
            if stopped.days() > today.days() + 1 {
                findings.add(DraftField::Stopped, Wrong::InTheFuture);
            }
            if first_day.is_some_and(|first| stopped < first) {
                findings.add(DraftField::Stopped, Wrong::EndsBeforeItStarts);
            }
        }
        let why_stopped = findings.text(DraftField::WhyStopped, &self.why_stopped, TextLimit::Middle);
        let schedule = self.schedule(&mut findings);
        let medication = substance.map(|substance| Medication {
            substance,
            strength: amount.zip(self.unit).map(|(amount, unit)| Strength { amount, unit }),
            since: self.since,
            schedule,
            called,
            stopped: self.stopped,
            why_stopped,
        });
        findings.end(medication)
    }

    fn substance(&self, findings: &mut Findings) -> Option<Substance> {
        if let Some(number) = self.what {
            if number.entry().is_none() {
                findings.add(DraftField::What, Wrong::NotKnown);
            }
            return Some(Substance::of_catalogue(number));
        }
        let name = findings.text(DraftField::OwnWords, self.own_name.trim(), TextLimit::Short);
        findings.required(DraftField::What, name.map(Substance::Own))
    }

    fn schedule(&self, findings: &mut Findings) -> Schedule {
        let before = self.before.as_ref();
        match &self.plan {
            PlanDraft::AsBefore => before.cloned().unwrap_or_else(Schedule::once_a_day),
            PlanDraft::Daily(times) => Schedule::daily(&read_times(times, findings), before),
            PlanDraft::Unplanned => Schedule::Unplanned,
            PlanDraft::Weekdays(on, times) => {
                if on.is_empty() {
                    findings.add(DraftField::Weekdays, Wrong::Missing);
                }
                Schedule::weekdays(*on, &read_times(times, findings), before)
            }
        }
    }
}

fn read_times(times: &[String], findings: &mut Findings) -> Vec<Option<CivilTime>> {
    if times.is_empty() {
        findings.add(DraftField::Times, Wrong::Missing);
    }
    if times.len() > SLOTS_MAX {
        findings.add(DraftField::Times, Wrong::TooManyTimes);
    }
    let read: Vec<_> = times.iter().map(|text| CivilTime::of_text(text)).collect();
    if times.iter().zip(&read).any(|(text, time)| time.is_none() && !text.trim().is_empty()) {
        findings.add(DraftField::Times, Wrong::NotATime);
    }
    read
}
