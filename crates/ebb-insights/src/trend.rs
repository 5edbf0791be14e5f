//! One symptom over some days: the value of each day, the therapies with their typical days, and what may be said.

use std::ops::RangeInclusive;

use ebb_journal::catalogue::{Scale, Symptom};
use ebb_journal::{CivilDay, Journal, Substance};

use crate::day_values::DayValues;
use crate::finding::{Change, DAYS_MIN, Finding, Pause, Side};
use crate::therapy::{Drugs, TherapySpan, therapy};

#[cfg(test)]
pub(crate) mod made;
#[cfg(test)]
mod tests;

/// How a symptom was over some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// The value of each day.
    pub values: DayValues,
    /// The therapies in their order; every day is in one.
    pub spans: Vec<TypicalSpan>,
    /// What may be said.
    pub finding: Finding,
}

/// A therapy with what was logged in its days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypicalSpan {
    /// Its days, and what was taken.
    pub therapy: TherapySpan,
    /// On how many of its days the symptom was logged.
    pub logged: usize,
    /// Its typical day; `None` where too few days were logged.
    pub typical: Option<Side>,
}

impl Trend {
    /// The trend of a symptom over some days.
    pub fn of(journal: &Journal, symptom: &Symptom, days: RangeInclusive<CivilDay>) -> Self {
        let values = DayValues::of(journal, symptom, days.clone());
        let span = |therapy: TherapySpan| {
            let found: Vec<u16> = values.within(therapy.days()).collect();
            TypicalSpan { therapy, logged: found.len(), typical: Side::of(therapy.drugs, found) }
        };
        let spans: Vec<_> = therapy(journal, days.clone()).into_iter().map(span).collect();
        let finding = Search { journal, symptom, values: &values, spans: &spans, days }.finding();
        Self { values, spans, finding }
    }
}

struct Search<'a> {
    journal: &'a Journal,
    symptom: &'a Symptom,
    values: &'a DayValues,
    spans: &'a [TypicalSpan],
    days: RangeInclusive<CivilDay>,
}

impl Search<'_> {
    fn finding(&self) -> Finding {
        let logged = self.values.logged();
        let has_any = match self.symptom.scale {
            // Days without one count only once there was one.
            Scale::Episode => self.values.iter().any(|(_, value)| value > Some(0)) || self.came_before(),
            _ => logged > 0,
        };
        if !has_any {
            return Finding::NothingLogged;
        }
        if logged < DAYS_MIN {
            return Finding::TooEarly { logged, missing: DAYS_MIN - logged };
        }
        self.two_therapies().unwrap_or_else(|| self.one_therapy(logged))
    }

    fn came_before(&self) -> bool {
        let before = self.journal.first_day().zip(self.days.start().plus(-1));
        before.is_some_and(|(first, last)| !self.journal.event_counts(self.symptom.number, first..=last).is_empty())
    }

    /// The therapy at the end and the last other one before it; `None` where there are not two that can be compared.
    fn two_therapies(&self) -> Option<Finding> {
        let (now, earlier) = self.spans.split_last()?;
        let others = |span: &&TypicalSpan| {
            let drugs = span.therapy.drugs;
            drugs != now.therapy.drugs && (!drugs.is_none() || self.knows_what_none_is())
        };
        if now.therapy.drugs.is_none() && !self.knows_what_none_is() {
            return None;
        }
        let drug = earlier.iter().rev().filter(others).find(|span| !span.therapy.drugs.is_none());
        // Without another drug: the time without, if enough of it was logged.
        let without = || earlier.iter().rev().filter(others).find(|span| span.typical.is_some());
        let before = drug.or_else(without)?;
        let Some(now_side) = now.typical else {
            let missing = DAYS_MIN.saturating_sub(now.logged);
            return Some(Finding::TooEarlyOn { drugs: now.therapy.drugs, missing, before: before.typical });
        };
        // What was taken before has too few days: then the newer one is told alone.
        let before_side = before.typical?;
        let change = Change::between(self.symptom.scale, before_side.typical, now_side.typical);
        let pause = self.pause_between(&before.therapy, &now.therapy);
        Some(Finding::Compared { now: now_side, before: before_side, change, pause })
    }

    /// Where something is taken by a name that Ebb does not know, it may be one of them.
    fn knows_what_none_is(&self) -> bool {
        let mut taken = self.journal.medications();
        !taken.any(|(_, medication)| matches!(medication.substance, Substance::Own(_)))
    }

    fn pause_between(&self, before: &TherapySpan, now: &TherapySpan) -> Option<Pause> {
        let is_between = |span: &&TypicalSpan| span.therapy.first > before.last && span.therapy.last < now.first;
        let pauses = self.spans.iter().filter(is_between).filter(|span| span.therapy.drugs.is_none());
        let length =
            |span: &TypicalSpan| usize::try_from(span.therapy.last.days() - span.therapy.first.days() + 1).unwrap_or(0);
        let (days, logged) = pauses.fold((0, 0), |(days, logged), span| (days + length(span), logged + span.logged));
        (days > 0).then_some(Pause { days, logged })
    }

    /// What is taken at the end, in all of its days; and the same in as many days before them.
    fn one_therapy(&self, logged: usize) -> Finding {
        let drugs = self.spans.last().map_or(Drugs::NONE, |span| span.therapy.drugs);
        let of_drugs = |values: &DayValues, spans: &mut dyn Iterator<Item = TherapySpan>| {
            let days = spans.filter(|span| span.drugs == drugs).flat_map(|span| values.within(span.days()));
            Side::of(drugs, days.collect())
        };
        let Some(now) = of_drugs(self.values, &mut self.spans.iter().map(|span| span.therapy)) else {
            return Finding::TooEarlyOn { drugs, missing: DAYS_MIN.saturating_sub(logged).max(1), before: None };
        };
        let length = i32::try_from(self.values.days()).unwrap_or(i32::MAX);
        let days = self.days.start().plus(-length).zip(self.days.start().plus(-1));
        let before = days.and_then(|(first, last)| {
            let values = DayValues::of(self.journal, self.symptom, first..=last);
            of_drugs(&values, &mut therapy(self.journal, first..=last).into_iter())
        });
        let change = |before: Side| (before, Change::between(self.symptom.scale, before.typical, now.typical));
        Finding::Typical { now, before: before.map(change) }
    }
}
