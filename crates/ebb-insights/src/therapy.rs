//! Which aromatase inhibitor was taken on which day, as far as the journal says.

use std::ops::RangeInclusive;

use ebb_journal::{AromataseInhibitor, CivilDay, Journal, Medication, Since, Substance};

const ALL: [AromataseInhibitor; 3] =
    [AromataseInhibitor::Anastrozole, AromataseInhibitor::Letrozole, AromataseInhibitor::Exemestane];

/// None, one or more aromatase inhibitors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Drugs(u8);

/// Days that follow one another on which the same was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TherapySpan {
    /// The first of the days.
    pub first: CivilDay,
    /// The last of the days.
    pub last: CivilDay,
    /// What was taken.
    pub drugs: Drugs,
}

impl Drugs {
    /// None of them.
    pub const NONE: Self = Self(0);

    /// One alone.
    pub const fn one(drug: AromataseInhibitor) -> Self {
        Self(1 << drug as u8)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is none.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = AromataseInhibitor> {
        ALL.into_iter().filter(move |drug| self.0 & Self::one(*drug).0 != 0)
    }
}

impl TherapySpan {
    /// Its days.
    pub const fn days(self) -> RangeInclusive<CivilDay> {
        self.first..=self.last
    }
}

/// The therapies of some days: every day is in one span, and what follows a span is another therapy.
pub fn therapy(journal: &Journal, days: RangeInclusive<CivilDay>) -> Vec<TherapySpan> {
    let taken: Vec<_> = journal.medications().filter_map(|(_, medication)| Taken::of(journal, medication)).collect();
    let mut spans: Vec<TherapySpan> = Vec::new();
    let mut next = (days.start() <= days.end()).then_some(*days.start());
    while let Some(day) = next.filter(|day| days.contains(day)) {
        let on_day = taken.iter().filter(|taken| taken.is_on(day));
        let drugs = on_day.fold(Drugs::NONE, |drugs, taken| drugs.and(Drugs::one(taken.drug)));
        match spans.last_mut() {
            Some(span) if span.drugs == drugs => span.last = day,
            _ => spans.push(TherapySpan { first: day, last: day, drugs }),
        }
        next = day.plus(1);
    }
    spans
}

/// An inhibitor with the days on which it was taken. An unknown start is open to the left.
struct Taken {
    drug: AromataseInhibitor,
    first: Option<CivilDay>,
    stopped: Option<CivilDay>,
}

impl Taken {
    fn of(journal: &Journal, medication: &Medication) -> Option<Self> {
        let drug = inhibitor(medication)?;
        let first = medication.since.and_then(|since| first_day(journal, drug, since));
        Some(Self { drug, first, stopped: medication.stopped })
    }

    fn is_on(&self, day: CivilDay) -> bool {
        self.first.is_none_or(|first| first <= day) && self.stopped.is_none_or(|stopped| day < stopped)
    }
}

/// The first day that a start may have been. Where it is known to a month or a year, and within that another inhibitor was stopped, it
/// was not before that: one follows the other.
fn first_day(journal: &Journal, drug: AromataseInhibitor, since: Since) -> Option<CivilDay> {
    let first = since.first_day()?;
    let after = match since {
        Since::Day(_) | Since::BeforeYear(_) => return Some(first),
        Since::Month { year, month: 12 } | Since::Year(year) => CivilDay::of_ymd(year.checked_add(1)?, 1, 1)?,
        Since::Month { year, month } => CivilDay::of_ymd(year, month + 1, 1)?,
    };
    let others = journal.medications().map(|(_, other)| other);
    let stops = others.filter(|other| inhibitor(other).is_some_and(|other| other != drug));
    stops.filter_map(|other| other.stopped).filter(|stopped| (first..after).contains(stopped)).max().or(Some(first))
}

const fn inhibitor(medication: &Medication) -> Option<AromataseInhibitor> {
    match medication.substance {
        Substance::Inhibitor(drug) => Some(drug),
        Substance::Listed(_) | Substance::Own(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trend::made::{day, take};
    use AromataseInhibitor::{Exemestane, Letrozole};
    use proptest::prelude::*;

    fn spans(journal: &Journal) -> Vec<(i32, i32, Drugs)> {
        let spans = therapy(journal, day(1)..=day(100));
        let since = |other: CivilDay| other.days() - day(0).days();
        spans.into_iter().map(|span| (since(span.first), since(span.last), span.drugs)).collect()
    }

    #[test]
    fn a_switch_with_a_pause_and_a_start_that_nobody_told() {
        let mut journal = Journal::default();
        assert_eq!(spans(&journal), [(1, 100, Drugs::NONE)]);
        take(&mut journal, 1, Letrozole, None, Some(day(40)));
        take(&mut journal, 2, Exemestane, Some(Since::Day(day(60))), None);
        let (letrozole, exemestane) = (Drugs::one(Letrozole), Drugs::one(Exemestane));
        assert_eq!(spans(&journal), [(1, 39, letrozole), (40, 59, Drugs::NONE), (60, 100, exemestane)]);
    }

    #[test]
    fn two_at_once_are_both_and_a_new_strength_is_the_same_drug() {
        let mut journal = Journal::default();
        take(&mut journal, 1, Letrozole, Some(Since::Day(day(1))), Some(day(40)));
        take(&mut journal, 2, Letrozole, Some(Since::Day(day(40))), Some(day(90)));
        take(&mut journal, 3, Exemestane, Some(Since::Day(day(80))), None);
        let (letrozole, exemestane) = (Drugs::one(Letrozole), Drugs::one(Exemestane));
        assert_eq!(spans(&journal), [(1, 79, letrozole), (80, 89, letrozole.and(exemestane)), (90, 100, exemestane)]);
        assert_eq!(letrozole.and(exemestane).iter().collect::<Vec<_>>(), [Letrozole, Exemestane]);
    }

    #[test]
    fn a_start_known_to_the_month_is_not_before_the_stop_of_what_it_followed() {
        let mut journal = Journal::default();
        let (year, month, _) = day(45).ymd();
        take(&mut journal, 1, Letrozole, None, Some(day(45)));
        take(&mut journal, 2, Exemestane, Some(Since::Month { year, month }), None);
        assert_eq!(spans(&journal).len(), 2, "no day with both");
    }

    proptest! {
        #[test]
        fn every_day_is_in_one_span(
            taken in prop::collection::vec((0_i32..120, 0_i32..120, 0_usize..3), 0..5),
            length in 0_i32..90,
        ) {
            let mut journal = Journal::default();
            for (counter, (since, stopped, drug)) in (1..).zip(taken) {
                take(&mut journal, counter, ALL[drug], Some(Since::Day(day(since))), Some(day(stopped)));
            }
            let spans = therapy(&journal, day(10)..=day(10 + length));
            prop_assert_eq!((spans[0].first, spans[spans.len() - 1].last), (day(10), day(10 + length)));
            for pair in spans.windows(2) {
                prop_assert_eq!(pair[0].last.plus(1), Some(pair[1].first));
                prop_assert_ne!(pair[0].drugs, pair[1].drugs);
            }
        }
    }
}
