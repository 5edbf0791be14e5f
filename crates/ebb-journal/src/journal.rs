//! The typed read model: what screens, insights and exports ask. Made and kept in step by `ebb_replica::State`.
//!
//! Ten years are 70,000 records: nothing that Today or the view of a day asks walks through more than that day. Ratings and doses
//! are found by their names, which begin with what they are of; everything that was made at a moment, by an index of days.

mod by_day;
mod follows;
mod last_entry;
mod measured;
mod reach;
mod supply;
mod takes;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::call_request::CallRequest;
use crate::caregiver_note::CaregiverNote;
use crate::civil::CivilDay;
use crate::followed_journal::FollowedJournal;
use crate::invitation::Invitation;
use crate::person::Person;
use crate::record::Record;
use crate::record_id::{Kind, RecordId};

pub use by_day::Event;
pub use supply::SupplyLeft;
pub use takes::DueDose;

/// All readable records of a journal that are not deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    records: BTreeMap<RecordId, Record>,
    /// What was made at a moment, by the day on the wall then and there.
    made_on: BTreeMap<CivilDay, Vec<RecordId>>,
}

impl Journal {
    /// Puts a record in the place of its name; `None` takes it out (deleted, or not readable).
    pub fn put(&mut self, id: &RecordId, record: Option<Record>) {
        let day_before = self.records.get(id).and_then(made_on);
        let day = record.as_ref().and_then(made_on);
        if day_before != day {
            if let Some(day) = day_before {
                self.leave(day, id);
            }
            if let Some(day) = day {
                let ids = self.made_on.entry(day).or_default();
                // Sorted, so that two journals with the same records are equal however they were filled.
                if let Err(place) = ids.binary_search(id) {
                    ids.insert(place, id.clone());
                }
            }
        }
        match record {
            Some(record) => {
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
        match self.records.get(&RecordId::sole(Kind::PERSON)) {
            Some(Record::Person(person)) => Some(*person),
            _ => None,
        }
    }

    /// All records, by kind and name.
    pub fn records(&self) -> impl Iterator<Item = (&RecordId, &Record)> {
        self.records.iter()
    }

    /// The records that come after one in that order, whether there is one of that name or not; all of them after none.
    pub fn records_after(&self, id: Option<&RecordId>) -> impl Iterator<Item = (&RecordId, &Record)> {
        let from = id.map_or(Bound::Unbounded, Bound::Excluded);
        self.records.range((from, Bound::Unbounded))
    }

    /// Invitations that were not taken back, the open ones and those whose time is over.
    pub fn invitations(&self) -> impl Iterator<Item = (&RecordId, &Invitation)> {
        self.of_kind(Kind::INVITATION).filter_map(|(id, record)| match record {
            Record::Invitation(invitation) => Some((id, invitation)),
            _ => None,
        })
    }

    /// Journals of others that are followed.
    pub fn followed_journals(&self) -> impl Iterator<Item = (&RecordId, &FollowedJournal)> {
        self.of_kind(Kind::FOLLOWED_JOURNAL).filter_map(|(id, record)| match record {
            Record::FollowedJournal(followed) => Some((id, followed)),
            _ => None,
        })
    }

    /// Notes of those who follow.
    pub fn caregiver_notes(&self) -> impl Iterator<Item = (&RecordId, &CaregiverNote)> {
        self.of_kind(Kind::CAREGIVER_NOTE).filter_map(|(id, record)| match record {
            Record::CaregiverNote(note) => Some((id, note)),
            _ => None,
        })
    }

    /// Wishes to be called.
    pub fn call_requests(&self) -> impl Iterator<Item = (&RecordId, &CallRequest)> {
        self.of_kind(Kind::CALL_REQUEST).filter_map(|(id, record)| match record {
            Record::CallRequest(request) => Some((id, request)),
            _ => None,
        })
    }

    fn leave(&mut self, day: CivilDay, id: &RecordId) {
        if let Some(ids) = self.made_on.get_mut(&day) {
            ids.retain(|other| other != id);
            if ids.is_empty() {
                self.made_on.remove(&day);
            }
        }
    }

    fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = (&RecordId, &Record)> {
        self.records.range(RecordId::sole(kind)..RecordId::sole(Kind(kind.0.saturating_add(1))))
    }
}

/// The day of a record that tells of a moment.
fn made_on(record: &Record) -> Option<CivilDay> {
    let at = match record {
        Record::HotFlash(flash) => &flash.started,
        Record::Episode(episode) => &episode.started,
        Record::Note(note) => &note.at,
        Record::Factor(factor) => &factor.at,
        Record::Question(question) => &question.at,
        Record::LabValue(value) => &value.at,
        Record::BoneScan(scan) => &scan.at,
        Record::Person(_)
        | Record::Medication(_)
        | Record::Dose(_)
        | Record::Rating(_)
        | Record::Following(_)
        | Record::Invitation(_)
        | Record::FollowedJournal(_)
        | Record::CaregiverNote(_)
        | Record::CallRequest(_)
        | Record::Supply(_) => return None,
    };
    Some(at.day())
}
