//! The quick row of Today: what comes and goes, logged at a tap; the person's most used first.

use ebb_journal::catalogue::{Scale, Symptom, symptom};
use ebb_journal::{Event, Following, Journal, Moment, Record, SymptomNumber};
use leptos::prelude::*;

use super::JournalHandle;
use super::commands::set;
use crate::words;

/// As many as stand beside and below the hot flash without pushing the check-in away.
pub const TILES: usize = 2;
/// What was used in these days counts.
const DAYS: i32 = 28;

/// A tile of the quick row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuickTile {
    /// What it logs.
    pub symptom: &'static Symptom,
    /// How often it was logged today.
    pub today: usize,
}

/// When the row is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeOfDay {
    /// By day.
    Day,
    /// In the night view, where a sweat comes first.
    Night,
}

impl JournalHandle {
    /// The tiles beside the hot flash, which has its own.
    pub fn quick_row(&self, at: TimeOfDay) -> Memo<Vec<QuickTile>> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(|journal, now| quick_row(journal, now, at)).unwrap_or_default())
    }
}

impl JournalHandle {
    /// Whether a symptom stands in the quick row by the person's choice.
    pub fn is_in_quick_row(&self, number: SymptomNumber) -> bool {
        let chosen = |journal: &Journal, _: &Moment| journal.following(number).and_then(|one| one.in_quick_row);
        self.of_today(chosen).flatten() == Some(true)
    }

    /// Puts a symptom into the quick row, or takes it away from there.
    pub fn turn_in_quick_row(&self, symptom: &'static Symptom) {
        self.change(move |state, clock| {
            let journal = state.journal();
            let before = journal.following(symptom.number);
            let is_there = before.and_then(|one| one.in_quick_row) != Some(true);
            let is_followed = journal.is_followed(symptom.number);
            let rank = before.and_then(|one| one.rank);
            let record = Record::Following(Following { is_followed, rank, in_quick_row: Some(is_there) });
            let sentence = words::at_a_tap(symptom.name, is_there);
            Some(set(state, clock, &Following::id(symptom.number), &record, sentence))
        });
    }
}

fn quick_row(journal: &Journal, now: &Moment, at: TimeOfDay) -> Vec<QuickTile> {
    // By what was used before today: a tap does not move what it taps.
    let Some((first_day, yesterday)) = now.day().plus(-DAYS).zip(now.day().plus(-1)) else { return Vec::new() };
    let events = journal.events_on(now.day());
    let count = |number: SymptomNumber| events.iter().filter(|event: &&Event<'_>| event.symptom() == number).count();
    let first = if at == TimeOfDay::Night { Some(SymptomNumber::NIGHT_SWEAT) } else { None };
    let own = journal.quick_row(first_day..=yesterday).into_iter();
    let row =
        first.into_iter().chain(own.filter(|number| *number != SymptomNumber::HOT_FLASH && Some(*number) != first));
    row.filter_map(symptom)
        .filter(|symptom| symptom.scale == Scale::Episode)
        .take(TILES)
        .map(|symptom| QuickTile { symptom, today: count(symptom.number) })
        .collect()
}
