//! A journal as a person would have kept it, drawn from a seed: to show Ebb, to try it, and to measure it. The same seed gives
//! the same journal.
//!
//! Letrozole with its hot flashes, by day and by night, and joints that get worse over months; somewhat after the middle a
//! month's pause, and then exemestane, with less of both. Most doses are logged, some are not; there is a check-in on most
//! evenings; weekends, days and a week of holidays are missing; slips are corrected and removed. What is logged comes from
//! *sources*, one for each kind of entry: each draws from randomness of its own, so that one more source leaves what the
//! others draw as it is.

mod absences;
mod check_in;
mod course;
mod doses;
mod drawing;
mod entry;
mod factors;
mod flashes;
mod followed;
mod headaches;
mod keeper;
mod measured;
mod night_sweats;
mod notes;
mod questions;
mod treatment;
mod wall;

use ebb_journal::{CivilDay, Moment, Person, Record, Who};
use ebb_replica::State;
use ebb_testkit::seeded::Seeded;

use absences::Absences;
use entry::Entry;
use keeper::Keeper;
use treatment::{Phase, Treatment};

/// Which journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// How long it was kept.
    pub years: u16,
    /// Its last day, which has only just begun: its dose is not logged yet.
    pub until: CivilDay,
    /// What it is drawn from.
    pub seed: u64,
    /// Whose it is.
    pub who: Who,
}

/// A day, for the sources.
struct Today {
    day: CivilDay,
    phase: Phase,
    /// How long the phase has lasted, in days.
    phase_days: i32,
    /// How much of the journal's time has gone, in thousandths.
    gone_per_mille: i32,
    /// Nothing is logged: what sources draw for it is dropped.
    is_silent: bool,
}

/// What logs one kind of entry.
trait Source {
    /// What is logged on this day, in any order.
    fn entries(&mut self, today: &Today) -> Vec<Entry>;
}

/// On the last day nothing is logged after this.
const LAST_DAY_MINUTES: i64 = 6 * 60 + 30;

impl Demo {
    /// The first day; 1 March for who asks for years since a 29 February that was none.
    fn first_day(&self) -> CivilDay {
        let (year, month, day) = self.until.ymd();
        let since = CivilDay::of_ymd(year - i16::try_from(self.years).unwrap_or(i16::MAX).min(1_000), month, day);
        since
            .or_else(|| self.until.plus(-365 * i32::from(self.years)))
            .and_then(|day| day.plus(1))
            .unwrap_or(self.until)
    }

    /// When it was last looked at: early on the last day.
    pub fn made(&self) -> Moment {
        wall::at(self.until, LAST_DAY_MINUTES * wall::MINUTE_MS)
    }

    /// The journal, with its history.
    pub fn journal(&self) -> State {
        let first = self.first_day();
        let days = self.until.days() - first.days() + 1;
        let mut keeper = Keeper::new(self.randomness(1));
        let mut absences = Absences::new(self.randomness(2), self.randomness(5));
        let mut sources = self.sources();
        let began = wall::at(first, 20 * wall::HOUR_MS);
        keeper.keep(Entry::person(began.clone(), Record::Person(Person { who: self.who })));
        let mut treatment = Treatment::new(first, days);
        let made = self.made();
        for (index, day) in (0..days).filter_map(|index| Some((index, first.plus(index)?))) {
            let (phase, phase_days) = treatment.on(day, &mut keeper);
            let is_silent = absences.are_on(day);
            let today = Today { day, phase, phase_days, gone_per_mille: index * 1_000 / days, is_silent };
            let mut entries: Vec<Entry> = sources.iter_mut().flat_map(|source| source.entries(&today)).collect();
            entries.retain(|entry| !is_silent && began < entry.written && entry.written < made);
            entries.sort_by_key(|entry| entry.written.instant_ms());
            for mut entry in entries {
                entry.later = entry.later.filter(|(at, _)| *at < made);
                keeper.keep(entry);
            }
        }
        keeper.into_state()
    }

    /// Each with a number of its own for its randomness, and new ones at the end.
    fn sources(&self) -> Vec<Box<dyn Source>> {
        vec![
            Box::new(doses::Doses::new(self.randomness(3))),
            Box::new(flashes::Flashes::new(self.randomness(4), self.who)),
            Box::new(followed::Followed::new(self.randomness(6), self.who)),
            Box::new(check_in::CheckIn::new(self.randomness(7), self.who)),
            Box::new(night_sweats::NightSweats::new(self.randomness(8), self.who)),
            Box::new(headaches::Headaches::new(self.randomness(9))),
            Box::new(notes::Notes::new(self.randomness(10))),
            Box::new(factors::Factors::new(self.randomness(11))),
            Box::new(questions::Questions::new(self.randomness(12))),
            Box::new(measured::Measured::new(self.randomness(13), self.first_day())),
        ]
    }

    /// Randomness for one purpose.
    fn randomness(&self, purpose: u64) -> Seeded {
        Seeded::new(Seeded::new(self.seed.wrapping_add(purpose << 32)).next_u64())
    }
}

#[cfg(test)]
mod tests;
