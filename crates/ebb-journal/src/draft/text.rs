//! The drafts of what is written: notes, and questions for the team.

use super::{DraftField, Findings, Problem, TextLimit, Wrong};
use crate::catalogue::{SymptomNumber, symptom};
use crate::moment::Moment;
use crate::note::Note;
use crate::question::Question;

/// A note, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoteDraft {
    /// The text.
    pub text: String,
    /// When what it tells of was.
    pub at: Option<Moment>,
    /// The symptom that it is about.
    pub about: Option<SymptomNumber>,
}

/// A question for the team, as a form holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionDraft {
    /// The question.
    pub text: String,
    /// When it was written down.
    pub at: Option<Moment>,
    /// When it was asked.
    pub asked: Option<Moment>,
    /// What the team said.
    pub answer: String,
}

impl NoteDraft {
    /// The note, or all problems.
    pub fn check(&self, now: &Moment) -> Result<Note, Vec<Problem>> {
        let mut findings = Findings::default();
        let text = findings.required_text(DraftField::Text, &self.text, TextLimit::Long);
        if self.about.is_some_and(|number| symptom(number).is_none()) {
            findings.add(DraftField::Symptom, Wrong::NotKnown);
        }
        if let Some(at) = &self.at {
            findings.not_in_the_future(DraftField::Start, at, now);
        }
        let at = findings.required(DraftField::Start, self.at.clone());
        findings.end(text.zip(at).map(|(text, at)| Note { text, at, about: self.about }))
    }
}

impl QuestionDraft {
    /// The question, or all problems.
    pub fn check(&self, now: &Moment) -> Result<Question, Vec<Problem>> {
        let mut findings = Findings::default();
        let text = findings.required_text(DraftField::Text, &self.text, TextLimit::Middle);
        let answer = findings.text(DraftField::Answer, &self.answer, TextLimit::Long);
        if let Some(at) = &self.at {
            findings.not_in_the_future(DraftField::Start, at, now);
        }
        if let Some(asked) = &self.asked {
            findings.not_in_the_future(DraftField::End, asked, now);
        }
        let at = findings.required(DraftField::Start, self.at.clone());
        let asked = self.asked.clone();
        findings.end(text.zip(at).map(|(text, at)| Question { text, at, asked, answer }))
    }
}
