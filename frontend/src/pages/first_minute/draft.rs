//! The answers of the first minute, until the last one is given. In memory alone: they are three taps.

use leptos::prelude::*;

use crate::journal::{FirstAnswers, JournalHandle, MedicineAnswer, Since, Who};
use crate::words;

/// What has been answered so far.
#[derive(Clone, Copy)]
pub struct Draft(RwSignal<Answers>);

#[derive(Default)]
struct Answers {
    /// Whether "What do you take?" was answered; by "I'll say later" too.
    begun: bool,
    medicine: Option<MedicineAnswer>,
    since: Option<Since>,
}

impl Draft {
    /// Nothing answered yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Answers::default()))
    }

    /// Keeps the answer to "What do you take?"; none is "I'll say later".
    pub fn say_medicine(self, medicine: Option<MedicineAnswer>) {
        self.0.set(Answers { begun: true, medicine, since: None });
    }

    /// Keeps the answer to "Since when?".
    pub fn say_since(self, since: Since) {
        self.0.update(|answers| answers.since = Some(since));
    }

    /// Whether the first question was answered.
    pub fn is_begun(self) -> bool {
        self.0.with(|answers| answers.begun)
    }

    /// Whether it was answered with a medicine.
    pub fn names_a_medicine(self) -> bool {
        self.0.with(|answers| answers.medicine.is_some())
    }

    /// The name of the medicine that was answered; empty without one.
    pub fn medicine_name(self) -> String {
        self.0.with_untracked(|answers| match &answers.medicine {
            Some(MedicineAnswer::Own(name)) => name.clone(),
            Some(MedicineAnswer::Anastrozole) => words::ANASTROZOLE.to_owned(),
            Some(MedicineAnswer::Letrozole) => words::LETROZOLE.to_owned(),
            Some(MedicineAnswer::Exemestane) => words::EXEMESTANE.to_owned(),
            None => String::new(),
        })
    }

    /// Hands the answers to the journal and begins anew.
    pub fn finish(self, journal: JournalHandle, who: Option<Who>) {
        let (medicine, since) = self.0.with_untracked(|answers| (answers.medicine.clone(), answers.since));
        self.0.set(Answers::default());
        journal.finish_first_minute(FirstAnswers { medicine, since, who });
    }
}
