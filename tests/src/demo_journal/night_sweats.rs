//! Night sweats: some nights, more with letrozole; counted at a tap, or told in the morning.

use ebb_journal::draft::EpisodeDraft;
use ebb_journal::{CivilDay, Flag, Flags, Record, SymptomNumber, Who};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::treatment::Phase;
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

/// Logs night sweats.
pub(super) struct NightSweats {
    random: Seeded,
    who: Who,
}

impl NightSweats {
    pub(super) const fn new(random: Seeded, who: Who) -> Self {
        Self { random, who }
    }

    /// Of a hundred nights, so many have one.
    fn nights_percent(&self, phase: Phase) -> u64 {
        let percent = match phase {
            Phase::Letrozole(_) => 26,
            Phase::Pause => 14,
            Phase::Exemestane(_) => 12,
        };
        if self.who == Who::Man { percent / 2 } else { percent }
    }

    fn sweat(&mut self, day: CivilDay) -> Option<Entry> {
        let of_day_ms = 30 * MINUTE_MS + self.random.up_to(4 * HOUR_MS + 30 * MINUTE_MS);
        let how_strong = 1 + u16::try_from(self.random.up_to(4)).unwrap_or(0);
        let lasts_ms = (2 + self.random.up_to(9)) * 5 * MINUTE_MS;
        let is_counted = self.random.happens(45);
        let morning = wall::at(day, 6 * HOUR_MS + 40 * MINUTE_MS + self.random.up_to(80 * MINUTE_MS));
        let started = wall::at(day, of_day_ms);
        let mut draft = EpisodeDraft { symptom: Some(SymptomNumber::NIGHT_SWEAT), ..EpisodeDraft::default() };
        if is_counted {
            draft = EpisodeDraft { started: Some(started.clone()), just_counted: true, ..draft };
            let episode = checked(draft.check(&started))?;
            return Some(Entry::made(started, Record::Episode(episode)));
        }
        // In the morning one remembers it to the quarter of an hour.
        let quarter = 15 * MINUTE_MS;
        let started = wall::at(day, of_day_ms / quarter * quarter);
        let draft = EpisodeDraft {
            ended: Some(wall::after(&started, lasts_ms)),
            started: Some(started),
            how_strong: Some(how_strong),
            flags: self.flags(how_strong),
            ..draft
        };
        let episode = checked(draft.check(&morning))?;
        Some(Entry::made(morning, Record::Episode(episode)))
    }

    fn flags(&mut self, how_strong: u16) -> Flags {
        let (woke, changed) = (self.random.happens(80), self.random.happens(60));
        let flags = if woke || how_strong > 2 { Flags::NONE.with(Flag::WOKE_ME) } else { Flags::NONE };
        if changed && how_strong > 2 { flags.with(Flag::CHANGED_CLOTHES) } else { flags }
    }
}

impl Source for NightSweats {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let percent = self.nights_percent(today.phase);
        if self.random.happens(percent) { self.sweat(today.day).into_iter().collect() } else { Vec::new() }
    }
}
