//! One written-down thing, typed: the only place where fields become a typed record and back.

use crate::dose::Dose;
use crate::hot_flash::HotFlash;
use crate::medication::Medication;
use crate::person::Person;
use crate::record_id::Kind;
use crate::value::{FieldId, Lookup, Value};

/// A typed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Who the journal is about.
    Person(Person),
    /// What is taken.
    Medication(Medication),
    /// A planned dose and what became of it.
    Dose(Dose),
    /// A hot flash.
    HotFlash(HotFlash),
}

/// Why fields are not a record that this version can show. They are kept and passed on all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// A kind of a newer version.
    #[error("a record of a newer version of Ebb")]
    NewerKind(Kind),
    /// A value of a newer version, in a field without which the record says nothing.
    #[error("a record with a value of a newer version of Ebb")]
    Newer(FieldId),
    /// A field without which the record says nothing; it may still arrive.
    #[error("a record that is not complete yet")]
    Missing(FieldId),
}

impl Record {
    /// Which kind its id has.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Person(_) => Kind::PERSON,
            Self::Medication(_) => Kind::MEDICATION,
            Self::Dose(_) => Kind::DOSE,
            Self::HotFlash(_) => Kind::HOT_FLASH,
        }
    }

    /// Every field of the record's kind that this version knows, with its value now.
    pub fn fields(&self) -> Vec<(FieldId, Value)> {
        match self {
            Self::Person(person) => person.fields(),
            Self::Medication(medication) => medication.fields(),
            Self::Dose(dose) => dose.fields(),
            Self::HotFlash(flash) => flash.fields(),
        }
    }

    /// Makes a typed record from its fields.
    pub fn read(kind: Kind, lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        match kind {
            Kind::PERSON => Person::read(lookup).map(Self::Person),
            Kind::MEDICATION => Medication::read(lookup).map(Self::Medication),
            Kind::DOSE => Dose::read(lookup).map(Self::Dose),
            Kind::HOT_FLASH => HotFlash::read(lookup).map(Self::HotFlash),
            other => Err(Unreadable::NewerKind(other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AromataseInhibitor, CivilDay, DoseState, Moment, Schedule, Since, Substance, Who};

    fn read_back(record: &Record) -> Result<Record, Unreadable> {
        let fields = record.fields();
        let lookup = |field| fields.iter().find(|row| row.0 == field).map(|row| &row.1);
        Record::read(record.kind(), &lookup)
    }

    #[test]
    fn every_record_reads_back_from_its_fields() {
        let at = Moment::new(1_795_476_600_000, 60, None).unwrap();
        let today = CivilDay::of_ymd(2026, 11, 23).unwrap();
        let mut records = vec![
            Record::HotFlash(HotFlash::starting(at.clone())),
            Record::HotFlash(HotFlash::starting(at.clone()).ending(at.clone()).unwrap()),
            Record::HotFlash(HotFlash::starting(at.clone()).counted()),
            Record::Dose(Dose { state: DoseState::Taken, at: at.clone() }),
            Record::Dose(Dose { state: DoseState::Skipped, at }),
        ];
        for who in [Who::AfterMenopause, Who::WithOvarianSuppression, Who::Man, Who::NotSaid] {
            records.push(Record::Person(Person { who }));
        }
        let drugs = [AromataseInhibitor::Anastrozole, AromataseInhibitor::Letrozole, AromataseInhibitor::Exemestane];
        let drugs = drugs.map(|drug| (Substance::Inhibitor(drug), Some(drug.label_strength())));
        for (substance, strength) in drugs.into_iter().chain([(Substance::own("x").unwrap(), None)]) {
            let since = Some(Since::earlier(today));
            records.push(Record::Medication(Medication {
                substance,
                strength,
                since,
                schedule: Schedule::once_a_day(),
            }));
        }
        for record in records {
            assert_eq!(read_back(&record), Ok(record.clone()));
        }
    }

    #[test]
    fn what_this_version_does_not_know_is_said_not_guessed() {
        let nothing = |_| None;
        assert_eq!(Record::read(Kind(999), &nothing), Err(Unreadable::NewerKind(Kind(999))));
        assert_eq!(Record::read(Kind::DOSE, &nothing), Err(Unreadable::Missing(FieldId(1))));
        let newer = Value::Int(77);
        let lookup = |field| (field == FieldId(1)).then_some(&newer);
        assert_eq!(Record::read(Kind::DOSE, &lookup), Err(Unreadable::Newer(FieldId(1))));
    }
}
