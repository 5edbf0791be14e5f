//! One day as it was logged: its doses, how the person was, what happened, what was written. Each can be changed, taken out, and
//! told what it was before.

mod editing;
mod history;
mod telling;

use ebb_journal::catalogue::{Rhythm, Scale, Symptom, symptom};
use ebb_journal::{CivilDay, DoseStanding, DueDose, Event, Journal, Moment, Record, RecordId, SymptomNumber};
use leptos::prelude::*;

use super::rating::{RatedRow, row};
use super::view::DoseDue;
use super::{JournalHandle, wording};
use crate::words;

pub use self::editing::Changed;
pub use self::history::WasVersion;
pub use self::telling::effect_words;

/// A day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DayView {
    /// Its doses, planned or logged.
    pub doses: Vec<DayDose>,
    /// How the person was, in the order of the catalogue.
    pub ratings: Vec<DayEntry>,
    /// What happened and what was written, by its time.
    pub entries: Vec<DayEntry>,
    /// What the person follows and did not say that day.
    pub unsaid: Vec<RatedRow>,
    /// Whether the day is over.
    pub is_past: bool,
}

/// A dose of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayDose {
    /// Which one.
    pub due: DoseDue,
    /// "Letrozole 2.5 mg".
    pub name: String,
    /// "8:00", if a time was planned.
    pub planned: String,
    /// "taken 8:04", "not logged".
    pub told: String,
    /// Whether anything was logged.
    pub is_logged: bool,
}

/// Something that was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayEntry {
    /// The name of its record.
    pub id: RecordId,
    /// "9:41", of what has a time.
    pub at: Option<String>,
    /// "Joint pain, left knee", "Hot flash", "Note".
    pub what: String,
    /// "4 of 10, got in the way a bit".
    pub told: String,
    /// The record, as it is.
    pub record: Record,
}

impl JournalHandle {
    /// A day. Made anew when the journal changes and when the minute turns.
    pub fn day(&self, day: CivilDay) -> Memo<DayView> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(|journal, now| day_view(journal, day, now)).unwrap_or_default())
    }
}

pub(super) fn day_view(journal: &Journal, day: CivilDay, now: &Moment) -> DayView {
    let entry = |id: &RecordId, record: &Record| {
        let (what, told) = telling::tell(id, record);
        DayEntry { id: id.clone(), at: telling::time(record).map(wording::clock), what, told, record: record.clone() }
    };
    let ratings = journal.ratings_on(day).map(|(thing, rating)| entry(&thing.id(), &Record::Rating(rating.clone())));
    let events = journal.events_on(day).into_iter().map(|event| match event {
        Event::Flash(id, flash) => (id, Record::HotFlash(flash.clone())),
        Event::Episode(id, episode) => (id, Record::Episode(episode.clone())),
    });
    let notes = journal.notes_on(day).map(|(id, note)| (id, Record::Note(note.clone())));
    let factors = journal.factors_on(day).map(|(id, factor)| (id, Record::Factor(factor.clone())));
    let questions = journal.questions_on(day).map(|(id, question)| (id, Record::Question(question.clone())));
    let values = journal.lab_values_on(day).map(|(id, value)| (id, Record::LabValue(value.clone())));
    let scans = journal.bone_scans_on(day).map(|(id, scan)| (id, Record::BoneScan(scan.clone())));
    let mut made: Vec<_> = events.chain(notes).chain(factors).chain(questions).chain(values).chain(scans).collect();
    made.sort_by_key(|(_, record)| telling::time(record));
    let is_unsaid = |row: &RatedRow| row.chosen.is_none();
    DayView {
        doses: doses(journal, day, now),
        ratings: ratings.collect(),
        entries: made.iter().map(|(id, record)| entry(id, record)).collect(),
        unsaid: by_the_day(journal).map(|symptom| row(journal, symptom, day)).filter(is_unsaid).collect(),
        is_past: day < now.day(),
    }
}

fn doses(journal: &Journal, day: CivilDay, now: &Moment) -> Vec<DayDose> {
    let dose = |due: DueDose<'_>| {
        let standing = due.standing(now);
        let told = match (standing, due.dose) {
            // Of a dose that was logged on another day it is not known at what time it was taken.
            (DoseStanding::Taken, Some(dose)) if dose.at.day() == day => {
                words::taken_at(&wording::clock(dose.at.time()))
            }
            (DoseStanding::Taken, _) => words::DOSE_TAKEN.to_owned(),
            (DoseStanding::Skipped, _) => words::SKIPPED.to_owned(),
            (DoseStanding::NotLogged, _) if day < now.day() => words::NOT_LOGGED.to_owned(),
            _ => words::DOSE_OPEN_TODAY.to_owned(),
        };
        let name = wording::medicine_name(due.medication);
        let strength = wording::strength(due.medication).unwrap_or_default();
        DayDose {
            name: [name.as_str(), " ", strength.as_str()].concat().trim_end().to_owned(),
            planned: due.slot.at.map(wording::clock).unwrap_or_default(),
            told,
            is_logged: due.dose.is_some(),
            due: DoseDue { id: due.id, name },
        }
    };
    // What is still to come was not logged, and nothing is to be said of it.
    if day > now.day() { Vec::new() } else { journal.doses_on(day).into_iter().map(dose).collect() }
}

/// What the person follows and can say of each day.
fn by_the_day(journal: &Journal) -> impl Iterator<Item = &'static Symptom> {
    journal.followed().into_iter().filter_map(symptom).filter(|symptom| {
        symptom.rhythm == Rhythm::Daily && !matches!(symptom.scale, Scale::Episode | Scale::NeverRated)
    })
}

/// The plain name of a symptom.
pub(super) fn symptom_name(number: SymptomNumber) -> &'static str {
    symptom(number).map_or(wording::OF_A_NEWER_EBB, |symptom| symptom.name)
}
