//! Notes of those who follow: read, answered, hidden, removed.

use ebb_journal::{CaregiverNote, Moment, Record, RecordId};
use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use super::super::commands::set;
use super::super::{JournalHandle, dates, wording};
use super::FollowsHandle;
use crate::platform::wall_clock;
use crate::words;

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// The name of its record.
    pub id: RecordId,
    /// What it says.
    pub text: String,
    /// "23 November, 9:41".
    pub when: String,
    /// What the owner said to it; empty where nothing.
    pub answer: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
}

/// An answer is kept to this many bytes, so that it fits into a feed with the note.
const ANSWER_BYTES_MAX: usize = 4 * 1024;

impl FollowsHandle {
    /// The notes of somebody who follows, the newest first.
    pub fn notes_of(self, member: MemberId) -> Memo<Vec<NoteLine>> {
        let (journal, follow) = (self.journal, member.to_string());
        Memo::new(move |_| {
            let read = |journal: &ebb_journal::Journal, _: &Moment| {
                let mut notes: Vec<_> = journal.caregiver_notes().filter(|(_, note)| *note.follow == *follow).collect();
                notes.sort_by_key(|(_, note)| std::cmp::Reverse(note.written_ms));
                notes.into_iter().map(line).collect()
            };
            journal.of_today(read).unwrap_or_default()
        })
    }

    /// Answers a note: who wrote it sees the answer. An empty answer takes it back. What is too long is said.
    pub fn answer(self, id: RecordId, text: &str) -> Result<(), &'static str> {
        let text = text.trim();
        if text.len() > ANSWER_BYTES_MAX {
            return Err(words::ANSWER_TOO_LONG);
        }
        let answer = (!text.is_empty()).then(|| text.into());
        let answered_ms = answer.is_some().then(wall_clock::now_ms);
        self.change_note(id, words::ANSWER_KEPT, move |note| CaregiverNote { answer, answered_ms, ..note });
        Ok(())
    }

    /// Hides a note, or shows it again. Who wrote it is not told.
    pub fn hide(self, id: RecordId, is_hidden: bool) {
        let sentence = if is_hidden { words::NOTE_HIDDEN } else { words::NOTE_SHOWN };
        self.change_note(id, sentence, move |note| CaregiverNote { is_hidden, ..note });
    }

    /// Removes a note, for who wrote it too.
    pub fn remove_note(self, id: RecordId) {
        self.journal.take_out(id, words::NOTE_REMOVED);
    }

    fn change_note(
        self,
        id: RecordId,
        sentence: &'static str,
        make: impl FnOnce(CaregiverNote) -> CaregiverNote + 'static,
    ) {
        self.journal.change(move |state, clock| {
            let Some(Record::CaregiverNote(note)) = state.journal().record(&id) else { return None };
            let changed = Record::CaregiverNote(make(note.clone()));
            Some(set(state, clock, &id, &changed, sentence.to_owned()))
        });
    }
}

impl JournalHandle {
    /// The notes that whoever follows has left, the newest first: in a journal that is seen, their own, with what was said to them.
    pub fn notes_left(&self) -> Memo<Vec<NoteLine>> {
        let handle = *self;
        Memo::new(move |_| {
            let read = |journal: &ebb_journal::Journal, _: &Moment| {
                let mut notes: Vec<_> = journal.caregiver_notes().collect();
                notes.sort_by_key(|(_, note)| std::cmp::Reverse(note.written_ms));
                notes.into_iter().map(line).collect()
            };
            handle.of_today(read).unwrap_or_default()
        })
    }
}

fn line((id, note): (&RecordId, &CaregiverNote)) -> NoteLine {
    let at = wall_clock::moment_at(note.written_ms);
    NoteLine {
        id: id.clone(),
        text: note.text.to_string(),
        when: at.map(|at| when(&at)).unwrap_or_default(),
        answer: note.answer.as_deref().unwrap_or_default().to_owned(),
        is_hidden: note.is_hidden,
    }
}

/// "23 November, 9:41"; "23 November 2025, 9:41".
fn when(at: &Moment) -> String {
    let today = wall_clock::now().map_or(at.day(), |now| now.day());
    [&wording::near_date(at.day(), today), ", ", &dates::clock(at.time())].concat()
}
