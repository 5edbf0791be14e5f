//! What is written down beside symptoms: notes, questions for the team, and what helped.

use ebb_journal::draft::{FactorDraft, NoteDraft, Problem, QuestionDraft};
use ebb_journal::{Kind, Moment, Question, Record, RecordId};
use leptos::prelude::*;

use super::commands::set;
use super::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

/// A question that is still to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The name of its record.
    pub id: RecordId,
    /// The question.
    pub text: String,
    /// "written down on 23 November 2026".
    pub when: String,
}

impl JournalHandle {
    /// Keeps a note that is about no symptom, as it was typed; or says what is wrong with it. `then` is told whether it is durable.
    pub fn keep_free_note(&self, text: &str, then: impl FnOnce(bool) + 'static) -> Result<(), Vec<Problem>> {
        let check = |now: &Moment| NoteDraft { text: text.to_owned(), at: Some(now.clone()), about: None }.check(now);
        self.keep_written(Kind::NOTE, wording::NOTE_KEPT, |now| check(now).map(Record::Note), then)
    }

    /// Keeps a question for the team; or says what is wrong with it. `then` is told whether it is durable.
    pub fn keep_question(&self, text: &str, then: impl FnOnce(bool) + 'static) -> Result<(), Vec<Problem>> {
        let draft =
            |now: &Moment| QuestionDraft { text: text.to_owned(), at: Some(now.clone()), ..QuestionDraft::default() };
        self.keep_written(Kind::QUESTION, words::QUESTION_KEPT, |now| draft(now).check(now).map(Record::Question), then)
    }

    /// Keeps what helped, or may have, as of now; or says what is wrong with it.
    pub fn keep_factor(&self, draft: &FactorDraft) -> Result<(), Vec<Problem>> {
        let check = |now: &Moment| FactorDraft { at: Some(now.clone()), ..draft.clone() }.check(now);
        self.keep_written(Kind::FACTOR, words::FACTOR_KEPT, |now| check(now).map(Record::Factor), |_| ())
    }

    /// The questions that are still to be asked, in the order in which they were written down.
    pub fn open_questions(&self) -> Memo<Vec<OpenQuestion>> {
        let handle = *self;
        let line = |(id, question): (&RecordId, &Question)| OpenQuestion {
            id: id.clone(),
            text: question.text.to_string(),
            when: words::written_down(&wording::date(question.at.day())),
        };
        Memo::new(move |_| {
            let read = |journal: &ebb_journal::Journal, _: &Moment| {
                journal.questions().filter(|(_, question)| question.is_open()).map(line).collect()
            };
            handle.of_today(read).unwrap_or_default()
        })
    }

    /// A question was asked.
    pub fn mark_asked(&self, id: RecordId) {
        let Some(now) = wall_clock::now() else { return };
        self.change(move |state, clock| {
            let Some(Record::Question(question)) = state.journal().record(&id) else { return None };
            let asked = Record::Question(Question { asked: Some(now), ..question.clone() });
            Some(set(state, clock, &id, &asked, words::QUESTION_ASKED.to_owned()))
        });
    }

    fn keep_written(
        &self,
        kind: Kind,
        sentence: &'static str,
        check: impl FnOnce(&Moment) -> Result<Record, Vec<Problem>>,
        then: impl FnOnce(bool) + 'static,
    ) -> Result<(), Vec<Problem>> {
        let (Some(now), Some(id)) = (wall_clock::now(), self.new_id(kind)) else {
            then(false);
            return Ok(());
        };
        let record = check(&now)?;
        self.change_then(move |state, clock| Some(set(state, clock, &id, &record, sentence.to_owned())), then);
        Ok(())
    }
}
