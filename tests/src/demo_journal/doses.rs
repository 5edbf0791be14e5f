//! Doses: nearly all are taken and logged, a few are skipped on purpose, some are not logged.

use ebb_journal::{Dose, DoseState, Record, RecordId};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, EntryName};
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

/// Of a thousand, with the days on top on which nothing is logged: 92 % are logged as taken.
const TAKEN_PER_MILLE: u64 = 958;
const SKIPPED_PER_MILLE: u64 = 22;

/// Logs doses.
pub(super) struct Doses {
    random: Seeded,
}

impl Doses {
    pub(super) const fn new(random: Seeded) -> Self {
        Self { random }
    }
}

impl Source for Doses {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let Some(medication) = today.phase.medication() else { return Vec::new() };
        let draw = self.random.below(1_000);
        let state = match draw {
            0..TAKEN_PER_MILLE => DoseState::Taken,
            _ if draw < TAKEN_PER_MILLE + SKIPPED_PER_MILLE => DoseState::Skipped,
            _ => return Vec::new(),
        };
        let is_late = self.random.below(9) == 0;
        let of_day_ms = if is_late {
            11 * HOUR_MS + self.random.up_to(9 * HOUR_MS)
        } else {
            7 * HOUR_MS + self.random.up_to(80 * MINUTE_MS)
        };
        let written = wall::at(today.day, of_day_ms);
        // Logged late, it is said to have been taken at eight, more or less.
        let at =
            if is_late { wall::at(today.day, (95 + self.random.up_to(6)) * 5 * MINUTE_MS) } else { written.clone() };
        let was_slip = state == DoseState::Taken && self.random.below(60) == 0;
        let dose = |state, at| Record::Dose(Dose { state, at });
        let corrected = wall::after(&written, 4_000 + self.random.up_to(20_000));
        let name = EntryName::Known(RecordId::dose(medication, today.day, 0));
        vec![if was_slip {
            let later = Some((corrected.clone(), Some(dose(state, corrected))));
            Entry { name, record: dose(DoseState::Skipped, written.clone()), written, later }
        } else {
            Entry { name, record: dose(state, at), written, later: None }
        }]
    }
}
