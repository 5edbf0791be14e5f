//! What is taken when: letrozole, a month's pause, exemestane.

use ebb_journal::{
    AromataseInhibitor, CivilDay, CivilTime, Kind, Medication, Name, Record, RecordId, Schedule, Since, SittingId,
    Slot, Substance,
};

use super::keeper::Keeper;
use super::wall::{self, HOUR_MS, MINUTE_MS};

/// Of all days, so many percent are before the pause.
const BEFORE_PAUSE_PERCENT: i32 = 55;
const PAUSE_DAYS: i32 = 30;

/// A part of the treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// A tablet a day.
    Letrozole(SittingId),
    /// None.
    Pause,
    /// A tablet a day.
    Exemestane(SittingId),
}

impl Phase {
    /// What is taken, if anything is.
    pub(super) const fn medication(self) -> Option<SittingId> {
        match self {
            Self::Letrozole(medication) | Self::Exemestane(medication) => Some(medication),
            Self::Pause => None,
        }
    }
}

/// Goes through the phases, and writes each change down.
pub(super) struct Treatment {
    first: CivilDay,
    days: i32,
    letrozole: Option<RecordId>,
    phase: Phase,
    since: CivilDay,
}

impl Treatment {
    pub(super) const fn new(first: CivilDay, days: i32) -> Self {
        Self { first, days, letrozole: None, phase: Phase::Pause, since: first }
    }

    /// The phase of a day, and for how many days it has lasted.
    pub(super) fn on(&mut self, day: CivilDay, keeper: &mut Keeper) -> (Phase, i32) {
        let index = day.days() - self.first.days();
        let pause = self.days * BEFORE_PAUSE_PERCENT / 100;
        if index == 0 {
            let record = taken(AromataseInhibitor::Letrozole, day);
            // A quarter past eight in the evening: the journal has just begun.
            self.letrozole = self.begin(day, keeper, &record, 20 * HOUR_MS + 15 * MINUTE_MS, Phase::Letrozole);
        } else if index == pause {
            if let Some(letrozole) = &self.letrozole {
                let record = taken(AromataseInhibitor::Letrozole, self.first);
                let ended = Record::Medication(Medication { stopped: Some(day), ..record });
                keeper.save(letrozole, &ended, &wall::at(day, 7 * HOUR_MS + 40 * MINUTE_MS));
            }
            (self.phase, self.since) = (Phase::Pause, day);
        } else if index == pause + PAUSE_DAYS {
            let record = taken(AromataseInhibitor::Exemestane, day);
            self.begin(day, keeper, &record, 7 * HOUR_MS + 50 * MINUTE_MS, Phase::Exemestane);
        }
        (self.phase, day.days() - self.since.days())
    }

    fn begin(
        &mut self,
        day: CivilDay,
        keeper: &mut Keeper,
        record: &Medication,
        of_day_ms: i64,
        phase: fn(SittingId) -> Phase,
    ) -> Option<RecordId> {
        let at = wall::at(day, of_day_ms);
        let id = keeper.name(Kind::MEDICATION, &at);
        keeper.save(&id, &Record::Medication(record.clone()), &at);
        let Name::Made(medication) = id.name else { return None };
        (self.phase, self.since) = (phase(medication), day);
        Some(id)
    }
}

/// As its label says, at eight.
fn taken(drug: AromataseInhibitor, since: CivilDay) -> Medication {
    let slot = Slot { number: 0, at: CivilTime::of_minutes(8 * 60) };
    Medication {
        strength: Some(drug.label_strength()),
        since: Some(Since::this_month(since)),
        schedule: Schedule::Daily(vec![slot]),
        ..Medication::of(Substance::Inhibitor(drug))
    }
}
