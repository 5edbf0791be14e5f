//! The typed read model: what screens, insights and exports ask. Made and kept in step by `ebb_replica::State`.

use std::collections::BTreeMap;

use crate::civil::CivilDay;
use crate::dose::Dose;
use crate::hot_flash::HotFlash;
use crate::medication::Medication;
use crate::person::Person;
use crate::record::Record;
use crate::record_id::{Name, RecordId, SittingId};
use crate::schedule::Slot;

/// All readable records of a journal that are not deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    records: BTreeMap<RecordId, Record>,
    /// Flashes by the day on which they started: what Today asks for must not walk through ten years.
    flashes_by_day: BTreeMap<CivilDay, Vec<RecordId>>,
}

/// A dose that is planned for a day, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDose<'a> {
    /// The name that its record has or will have.
    pub id: RecordId,
    /// What it is a dose of.
    pub medication: &'a Medication,
    /// Which of the day's doses.
    pub slot: Slot,
    /// What was logged; `None` where nothing was.
    pub dose: Option<&'a Dose>,
}

impl Journal {
    /// Puts a record in the place of its name; `None` takes it out (deleted, or not readable).
    pub fn put(&mut self, id: &RecordId, record: Option<Record>) {
        if let Some(Record::HotFlash(old)) = self.records.get(id) {
            let day = old.started.day();
            if let Some(ids) = self.flashes_by_day.get_mut(&day) {
                ids.retain(|other| other != id);
                if ids.is_empty() {
                    self.flashes_by_day.remove(&day);
                }
            }
        }
        match record {
            Some(record) => {
                if let Record::HotFlash(flash) = &record {
                    let ids = self.flashes_by_day.entry(flash.started.day()).or_default();
                    // Sorted, so that two journals with the same records are equal however they were filled.
                    let place = ids.binary_search(id).unwrap_or_else(|place| place);
                    ids.insert(place, id.clone());
                }
                self.records.insert(id.clone(), record);
            }
            None => {
                self.records.remove(id);
            }
        }
    }

    /// The record of that name.
    pub fn record(&self, id: &RecordId) -> Option<&Record> {
        self.records.get(id)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Who the journal is about, if that was said.
    pub fn person(&self) -> Option<Person> {
        match self.records.get(&RecordId::sole(crate::Kind::PERSON)) {
            Some(Record::Person(person)) => Some(*person),
            _ => None,
        }
    }

    /// What is taken, in the order in which it was added.
    pub fn medications(&self) -> impl Iterator<Item = (SittingId, &Medication)> {
        self.of_kind(crate::Kind::MEDICATION).filter_map(|(id, record)| match (&id.name, record) {
            (Name::Made(name), Record::Medication(medication)) => Some((*name, medication)),
            _ => None,
        })
    }

    /// The doses that are planned for a day, and what became of them.
    pub fn doses_on(&self, day: CivilDay) -> Vec<DueDose<'_>> {
        let mut due = Vec::new();
        for (name, medication) in self.medications() {
            for slot in medication.schedule.planned_on(day) {
                let id = RecordId::dose(name, day, slot.number);
                let dose = match self.records.get(&id) {
                    Some(Record::Dose(dose)) => Some(dose),
                    _ => None,
                };
                due.push(DueDose { id, medication, slot: *slot, dose });
            }
        }
        due
    }

    /// The hot flashes that started on a day, by their start.
    pub fn flashes_on(&self, day: CivilDay) -> Vec<(&RecordId, &HotFlash)> {
        let ids = self.flashes_by_day.get(&day).map(Vec::as_slice).unwrap_or_default();
        let mut flashes: Vec<_> = ids
            .iter()
            .filter_map(|id| match self.records.get(id) {
                Some(Record::HotFlash(flash)) => Some((id, flash)),
                _ => None,
            })
            .collect();
        flashes.sort_unstable_by_key(|(_, flash)| flash.started.instant_ms());
        flashes
    }

    fn of_kind(&self, kind: crate::Kind) -> impl Iterator<Item = (&RecordId, &Record)> {
        self.records.range(RecordId::sole(kind)..).take_while(move |(id, _)| id.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AromataseInhibitor, DoseState, Kind, Moment, Schedule, Sitting, Substance};

    fn at(hour: i64) -> Moment {
        Moment::new(1_795_392_000_000 + hour * 3_600_000, 0, None).unwrap()
    }

    #[test]
    fn doses_of_a_day_tell_what_became_of_them() {
        let mut journal = Journal::default();
        let drug = AromataseInhibitor::Letrozole;
        let medication = Medication {
            substance: Substance::Inhibitor(drug),
            strength: Some(drug.label_strength()),
            since: None,
            schedule: Schedule::once_a_day(),
        };
        journal.put(&RecordId::made(Kind::MEDICATION, Sitting([1; 8]), 1), Some(Record::Medication(medication)));
        let today = at(8).day();
        let id = journal.doses_on(today)[0].id.clone();
        assert!(journal.doses_on(today)[0].dose.is_none());
        journal.put(&id, Some(Record::Dose(Dose { state: DoseState::Skipped, at: at(8) })));
        assert_eq!(journal.doses_on(today)[0].dose.map(|dose| dose.state), Some(DoseState::Skipped));
        assert!(journal.doses_on(today.plus(1).unwrap())[0].dose.is_none());
        journal.put(&id, None);
        assert!(journal.doses_on(today)[0].dose.is_none());
    }

    #[test]
    fn a_flash_moves_with_its_day_and_leaves_when_taken_out() {
        let mut journal = Journal::default();
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 2);
        journal.put(&id, Some(Record::HotFlash(HotFlash::starting(at(9)))));
        let earlier = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 3);
        journal.put(&earlier, Some(Record::HotFlash(HotFlash::starting(at(1)))));
        let today = at(9).day();
        assert_eq!(journal.flashes_on(today).iter().map(|row| row.0).collect::<Vec<_>>(), [&earlier, &id]);
        journal.put(&id, Some(Record::HotFlash(HotFlash::starting(at(9 + 24)))));
        assert_eq!(journal.flashes_on(today).len(), 1);
        assert_eq!(journal.flashes_on(today.plus(1).unwrap()).len(), 1);
        journal.put(&id, None);
        journal.put(&earlier, None);
        assert_eq!(journal, Journal::default());
    }
}
