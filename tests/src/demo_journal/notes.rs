//! Notes: one every week or two, plain and short; none comes again before all have come.

mod texts;

use ebb_journal::draft::NoteDraft;
use ebb_journal::{CivilDay, Record};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::treatment::Phase;
use super::wall::{self, HOUR_MS};
use super::{Source, Today};
use texts::{ANY_TIME, EXEMESTANE, LETROZOLE, PAUSE, Text};

const DAYS_PER_MILLE: u64 = 88;
/// Some of what is said of a phase takes a week to be noticed.
const FIRST_DAYS: i32 = 7;
/// Of a hundred notes, so many could stand at any time of the treatment.
const ANY_TIME_PERCENT: u64 = 40;

/// Writes notes.
pub(super) struct Notes {
    random: Seeded,
    any_time: Pile,
    letrozole: Pile,
    pause: Pile,
    exemestane: Pile,
}

/// Texts from which each is drawn once, before they are put together again.
struct Pile {
    all: &'static [Text],
    left: Vec<&'static Text>,
}

impl Pile {
    const fn of(all: &'static [Text]) -> Self {
        Self { all, left: Vec::new() }
    }

    fn draw(&mut self, random: &mut Seeded) -> Option<&'static Text> {
        if self.left.is_empty() {
            self.left = self.all.iter().collect();
        }
        let count = u64::try_from(self.left.len()).unwrap_or(0).max(1);
        let drawn = usize::try_from(random.below(count)).unwrap_or(0);
        (drawn < self.left.len()).then(|| self.left.swap_remove(drawn))
    }
}

impl Notes {
    pub(super) const fn new(random: Seeded) -> Self {
        Self {
            random,
            any_time: Pile::of(ANY_TIME),
            letrozole: Pile::of(LETROZOLE),
            pause: Pile::of(PAUSE),
            exemestane: Pile::of(EXEMESTANE),
        }
    }

    fn note(&mut self, phase: Phase, day: CivilDay) -> Option<Entry> {
        let at = wall::at(day, 9 * HOUR_MS + self.random.up_to(13 * HOUR_MS));
        let pile = match phase {
            _ if self.random.happens(ANY_TIME_PERCENT) => &mut self.any_time,
            Phase::Letrozole(_) => &mut self.letrozole,
            Phase::Pause => &mut self.pause,
            Phase::Exemestane(_) => &mut self.exemestane,
        };
        let (about, text) = *pile.draw(&mut self.random)?;
        let note = checked(NoteDraft { text: text.to_owned(), at: Some(at.clone()), about }.check(&at))?;
        Some(Entry::made(at, Record::Note(note)))
    }
}

impl Source for Notes {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let is_today = self.random.below(1_000) < DAYS_PER_MILLE;
        let is_too_early = today.phase_days < FIRST_DAYS;
        if is_today && !is_too_early && !today.is_silent {
            self.note(today.phase, today.day).into_iter().collect()
        } else {
            Vec::new()
        }
    }
}
