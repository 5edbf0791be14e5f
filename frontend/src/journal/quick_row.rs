//! The quick row of Today: what comes and goes, logged at a tap; the person's most used first.

use ebb_journal::catalogue::{Scale, Symptom, symptom};
use ebb_journal::{Event, Journal, Moment, SymptomNumber};
use leptos::prelude::*;

use super::JournalHandle;

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
