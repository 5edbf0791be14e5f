//! Hot flashes: more with letrozole than with exemestane, fewer in the pause, in the night as by day; they come in good and bad
//! weeks.

use ebb_journal::{CivilDay, HotFlash, Record, Who};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::Entry;
use super::treatment::Phase;
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

/// Flashes a day, in tenths, and how many of a hundred come in the night.
struct Pattern {
    tenths: i32,
    night_percent: u64,
}

/// A day is drawn in so many parts, in each of which a flash comes or does not.
const PARTS: i32 = 24;
/// A phase's pattern is reached over so many days.
const CHANGE_DAYS: i32 = 35;

/// Logs hot flashes.
pub(super) struct Flashes {
    random: Seeded,
    who: Who,
    /// Where the last phase left off, and where this one is, in tenths a day.
    before: i32,
    now: i32,
    /// Good and bad weeks: percent of the pattern.
    week_percent: i32,
}

impl Flashes {
    pub(super) const fn new(random: Seeded, who: Who) -> Self {
        Self { random, who, before: 10, now: 10, week_percent: 100 }
    }

    fn pattern(&self, phase: Phase) -> Pattern {
        let (tenths, night_percent) = match phase {
            Phase::Letrozole(_) => (56, 45),
            Phase::Pause => (20, 35),
            Phase::Exemestane(_) => (31, 28),
        };
        // Men have about half as many.
        Pattern { tenths: if self.who == Who::Man { tenths / 2 } else { tenths }, night_percent }
    }

    fn flash(&mut self, day: CivilDay, night_percent: u64) -> Entry {
        let is_night = self.random.below(100) < night_percent;
        let of_day_ms = if is_night { self.in_the_night() } else { self.by_day() };
        let started = wall::at(day, of_day_ms);
        let lasts_ms = 90_000 + self.random.up_to(if is_night { 9 * MINUTE_MS } else { 5 * MINUTE_MS });
        let draw = self.random.below(100);
        // At night one tap must do, mostly.
        let counted_below = if is_night { 62 } else { 18 };
        let flash = HotFlash::starting(started.clone());
        if draw < counted_below {
            return Entry::made(started, Record::HotFlash(flash.counted()));
        }
        if draw < counted_below + 9 {
            return self.told_afterwards(day, of_day_ms, lasts_ms);
        }
        let passed = wall::after(&started, lasts_ms);
        let later = if self.random.below(45) == 0 {
            // A slip of the finger, removed at once.
            Some((wall::after(&started, 6_000), None))
        } else if self.random.below(25) == 0 {
            // Fell asleep, or forgot: it never says how long it was.
            None
        } else {
            let ended = flash.clone().ending(passed.clone()).unwrap_or_else(|_| flash.clone());
            Some((passed, Some(Record::HotFlash(ended))))
        };
        Entry { later, ..Entry::made(started, Record::HotFlash(flash)) }
    }

    /// Logged when there is time for it, with times on full five minutes.
    fn told_afterwards(&mut self, day: CivilDay, of_day_ms: i64, lasts_ms: i64) -> Entry {
        let five = 5 * MINUTE_MS;
        let started_ms = of_day_ms / five * five;
        let started = wall::at(day, started_ms);
        let passed = wall::after(&started, (lasts_ms / five + 1) * five);
        let flash = HotFlash::starting(started.clone());
        let ended = flash.clone().ending(passed).unwrap_or(flash);
        let written = wall::after(&started, 25 * MINUTE_MS + self.random.up_to(90 * MINUTE_MS));
        Entry::made(written, Record::HotFlash(ended))
    }

    /// From eleven to six; what comes before midnight belongs to this day's evening.
    fn in_the_night(&mut self) -> i64 {
        let of_night = self.random.up_to(7 * HOUR_MS);
        (23 * HOUR_MS + of_night).rem_euclid(24 * HOUR_MS)
    }

    /// Late morning and evening more than the rest.
    fn by_day(&mut self) -> i64 {
        match self.random.below(10) {
            0..3 => 10 * HOUR_MS + self.random.up_to(3 * HOUR_MS),
            3..7 => 18 * HOUR_MS + self.random.up_to(4 * HOUR_MS),
            _ => 7 * HOUR_MS + self.random.up_to(15 * HOUR_MS),
        }
    }
}

impl Source for Flashes {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let pattern = self.pattern(today.phase);
        if today.phase_days == 0 {
            self.before = self.now;
        }
        if today.day.weekday() == 0 {
            self.week_percent = 75 + i32::try_from(self.random.below(51)).unwrap_or(0);
        }
        let gone = today.phase_days.min(CHANGE_DAYS);
        self.now = self.before + (pattern.tenths - self.before) * gone / CHANGE_DAYS;
        let per_part = u64::try_from(self.now * self.week_percent / PARTS).unwrap_or(0);
        // Tenths and percent: a thousand stand for one flash.
        let count = (0..PARTS).filter(|_| self.random.below(1_000) < per_part).count();
        (0..count).map(|_| self.flash(today.day, pattern.night_percent)).collect()
    }
}
