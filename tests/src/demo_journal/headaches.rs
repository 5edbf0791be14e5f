//! Headaches: one or two a month, some hours each; the end is said when it comes, or forgotten.

use ebb_journal::draft::EpisodeDraft;
use ebb_journal::{CivilDay, Record, SymptomNumber};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

const DAYS_PER_MILLE: u64 = 45;

/// Logs headaches.
pub(super) struct Headaches {
    random: Seeded,
}

impl Headaches {
    pub(super) const fn new(random: Seeded) -> Self {
        Self { random }
    }

    fn headache(&mut self, day: CivilDay) -> Option<Entry> {
        let started = wall::at(day, 10 * HOUR_MS + self.random.up_to(8 * HOUR_MS));
        let passed = wall::after(&started, 70 * MINUTE_MS + self.random.up_to(4 * HOUR_MS));
        let how_strong = 1 + u16::try_from(self.random.up_to(3)).unwrap_or(0);
        let is_forgotten = self.random.happens(15);
        let draft = EpisodeDraft {
            symptom: Some(SymptomNumber::HEADACHE),
            started: Some(started.clone()),
            how_strong: Some(how_strong),
            ..EpisodeDraft::default()
        };
        let begun = checked(draft.check(&started))?;
        let ended = checked(EpisodeDraft { ended: Some(passed.clone()), ..draft }.check(&passed))?;
        let later = (!is_forgotten).then_some((passed, Some(Record::Episode(ended))));
        Some(Entry { later, ..Entry::made(started, Record::Episode(begun)) })
    }
}

impl Source for Headaches {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let is_today = self.random.below(1_000) < DAYS_PER_MILLE;
        if is_today { self.headache(today.day).into_iter().collect() } else { Vec::new() }
    }
}
