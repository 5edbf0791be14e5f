//! What else was logged today: episodes of other symptoms than the hot flash, notes, lab values and bone scans. Each can be taken out.

use ebb_journal::catalogue::symptom;
use ebb_journal::{Event, Journal, Moment, RecordId};
use leptos::prelude::*;

use super::{JournalHandle, measured, wording};

/// Something that was logged today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoLine {
    /// The name of its record.
    pub id: RecordId,
    /// "9:41".
    pub at: String,
    /// "Headache", or the note as it was typed.
    pub what: String,
}

impl JournalHandle {
    /// What else was logged today, by its time.
    pub fn also_today(&self) -> Memo<Vec<AlsoLine>> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(also_today).unwrap_or_default())
    }

    /// Takes it out. Undo brings it back.
    pub fn remove_line(&self, line: AlsoLine) {
        self.take_out(line.id, wording::ENTRY_REMOVED);
    }
}

fn also_today(journal: &Journal, now: &Moment) -> Vec<AlsoLine> {
    let line = |id: &RecordId, at: &Moment, what: String| {
        (at.instant_ms(), AlsoLine { id: id.clone(), at: wording::clock(at.time()), what })
    };
    let events = journal.events_on(now.day()).into_iter().filter_map(|event| match event {
        Event::Flash(..) => None,
        Event::Episode(id, episode) => {
            let name = symptom(episode.symptom).map_or(wording::OF_A_NEWER_EBB, |symptom| symptom.name);
            Some(line(id, &episode.started, name.to_owned()))
        }
    });
    let notes = journal.notes_on(now.day()).map(|(id, note)| line(id, &note.at, note.text.to_string()));
    let values = journal
        .lab_values_on(now.day())
        .map(|(id, value)| line(id, &value.at, [measured::lab_name(value.lab), &measured::reported(value)].join(" ")));
    let scans = journal.bone_scans_on(now.day()).map(|(id, scan)| line(id, &scan.at, measured::scan_title(scan)));
    let mut lines: Vec<_> = events.chain(notes).chain(values).chain(scans).collect();
    lines.sort_by_key(|(at, _)| *at);
    lines.into_iter().map(|(_, line)| line).collect()
}
