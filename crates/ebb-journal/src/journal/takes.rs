//! What the person takes: medications, and what became of their doses.

use super::Journal;
use crate::civil::CivilDay;
use crate::dose::{Dose, DoseStanding};
use crate::medication::Medication;
use crate::moment::Moment;
use crate::record::Record;
use crate::record_id::{Kind, Name, RecordId, SittingId};
use crate::schedule::Slot;

/// A dose that is planned for a day or was logged on it, and what became of it.
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

impl DueDose<'_> {
    /// How it stands at a moment. A dose without a time is due all day.
    pub fn standing(&self, now: &Moment) -> DoseStanding {
        let Name::Dose { day, .. } = self.id.name else { return DoseStanding::NotDue };
        match self.dose {
            Some(dose) => dose.state.into(),
            None if day > now.day() => DoseStanding::NotDue,
            None if day == now.day() && self.slot.at.is_some_and(|at| at > now.time()) => DoseStanding::NotDue,
            None => DoseStanding::NotLogged,
        }
    }
}

impl Journal {
    /// What is or was taken, in the order in which it was added.
    pub fn medications(&self) -> impl Iterator<Item = (SittingId, &Medication)> {
        self.of_kind(Kind::MEDICATION).filter_map(|(id, record)| match (&id.name, record) {
            (Name::Made(name), Record::Medication(medication)) => Some((*name, medication)),
            _ => None,
        })
    }

    /// What is taken on a day, in the order in which it was added.
    pub fn medications_in_use(&self, day: CivilDay) -> impl Iterator<Item = (SittingId, &Medication)> {
        self.medications().filter(move |(_, medication)| medication.is_in_use_on(day))
    }

    /// The doses of a day, and what became of them: those planned, and those that were logged though no longer planned.
    pub fn doses_on(&self, day: CivilDay) -> Vec<DueDose<'_>> {
        self.medications().flat_map(|(name, medication)| self.doses_of_on(name, medication, day)).collect()
    }

    /// The same of one medication.
    pub(super) fn doses_of_on<'a>(
        &'a self,
        name: SittingId,
        medication: &'a Medication,
        day: CivilDay,
    ) -> Vec<DueDose<'a>> {
        let mut due = Vec::new();
        let planned = if medication.is_in_use_on(day) { medication.schedule.planned_on(day) } else { &[] };
        for slot in planned {
            let id = RecordId::dose(name, day, slot.number);
            let dose = match self.record(&id) {
                Some(Record::Dose(dose)) => Some(dose),
                _ => None,
            };
            due.push(DueDose { id, medication, slot: *slot, dose });
        }
        for (number, id, dose) in self.logged_doses(name, day) {
            if planned.iter().all(|slot| slot.number != number) {
                let slot = Slot { number, at: None };
                due.push(DueDose { id: id.clone(), medication, slot, dose: Some(dose) });
            }
        }
        due
    }

    /// How a dose stands at a moment: taken, skipped on purpose, not logged, or not due.
    pub fn dose_standing(&self, medication: SittingId, day: CivilDay, slot: u16, now: &Moment) -> DoseStanding {
        let id = RecordId::dose(medication, day, slot);
        self.doses_on(day).iter().find(|due| due.id == id).map_or(DoseStanding::NotDue, |due| due.standing(now))
    }

    /// All doses of a medication that were logged, by day and slot.
    pub(crate) fn doses_of(&self, medication: SittingId) -> impl Iterator<Item = (&RecordId, &Dose)> {
        let first = RecordId::dose(medication, CivilDay::FIRST, 0);
        let of_it = self.records.range(first..).take_while(move |(id, _)| match id.name {
            Name::Dose { medication: of, .. } => of == medication,
            _ => false,
        });
        of_it.filter_map(|(id, record)| match record {
            Record::Dose(dose) => Some((id, dose)),
            _ => None,
        })
    }

    /// The first day for which a dose of a medication was logged.
    pub(super) fn first_dose_day(&self, medication: SittingId) -> Option<CivilDay> {
        let first = RecordId { kind: Kind::DOSE, name: Name::Dose { medication, day: CivilDay::FIRST, slot: 0 } };
        let mut of_it = self.records.range(first..).map_while(|(id, record)| match id.name {
            Name::Dose { medication: of, day, .. } if of == medication => Some((day, record)),
            _ => None,
        });
        of_it.find_map(|(day, record)| matches!(record, Record::Dose(_)).then_some(day))
    }

    /// The doses of a medication that were logged for a day, with the numbers of their slots.
    pub(super) fn logged_doses(
        &self,
        medication: SittingId,
        day: CivilDay,
    ) -> impl Iterator<Item = (u16, &RecordId, &Dose)> {
        let days_doses = RecordId::dose(medication, day, 0)..=RecordId::dose(medication, day, u16::MAX);
        self.records.range(days_doses).filter_map(|(id, record)| match (&id.name, record) {
            (Name::Dose { slot, .. }, Record::Dose(dose)) => Some((*slot, id, dose)),
            _ => None,
        })
    }
}
