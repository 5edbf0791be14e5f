//! The answers of the first minute, until the last one is given. In memory alone: they are three taps.

use leptos::prelude::*;

use crate::journal::{FirstAnswers, JournalHandle, MedicineAnswer, Since, Who};
use crate::words;

/// What has been answered so far.
#[derive(Clone, Copy)]
pub struct Draft {
    medicine: RwSignal<Option<Medicine>>,
    since: RwSignal<Option<Since>>,
}

/// An answer to "What do you take?".
#[derive(Clone, PartialEq, Eq)]
pub enum Medicine {
    /// "I'll say later".
    SaidLater,
    /// This one.
    Named(MedicineAnswer),
}

/// Puts an empty draft into the context.
pub fn provide_draft() {
    provide_context(Draft { medicine: RwSignal::new(None), since: RwSignal::new(None) });
}

/// What has been answered so far.
pub fn use_draft() -> Draft {
    expect_context()
}

impl Draft {
    /// Keeps the answer to "What do you take?".
    pub fn say_medicine(self, medicine: Medicine) {
        self.since.set(None);
        self.medicine.set(Some(medicine));
    }

    /// Keeps the answer to "Since when?".
    pub fn say_since(self, since: Since) {
        self.since.set(Some(since));
    }

    /// Whether the first question was answered.
    pub fn is_begun(self) -> bool {
        self.medicine.with_untracked(Option::is_some)
    }

    /// Whether it was answered with a medicine.
    pub fn names_a_medicine(self) -> bool {
        self.medicine.with_untracked(|medicine| matches!(medicine, Some(Medicine::Named(_))))
    }

    /// The name of the medicine that was answered; empty without one.
    pub fn medicine_name(self) -> String {
        self.medicine.with_untracked(|medicine| match medicine {
            Some(Medicine::Named(MedicineAnswer::Own(name))) => name.trim().to_owned(),
            Some(Medicine::Named(MedicineAnswer::Anastrozole)) => words::ANASTROZOLE.to_owned(),
            Some(Medicine::Named(MedicineAnswer::Letrozole)) => words::LETROZOLE.to_owned(),
            Some(Medicine::Named(MedicineAnswer::Exemestane)) => words::EXEMESTANE.to_owned(),
            Some(Medicine::SaidLater) | None => String::new(),
        })
    }

    /// Hands the answers to the journal and begins anew.
    pub fn finish(self, journal: JournalHandle, who: Option<Who>) {
        let medicine = match self.medicine.get_untracked() {
            Some(Medicine::Named(medicine)) => Some(medicine),
            Some(Medicine::SaidLater) | None => None,
        };
        let since = self.since.get_untracked().filter(|_| medicine.is_some());
        self.medicine.set(None);
        self.since.set(None);
        journal.finish_first_minute(FirstAnswers { medicine, since, who });
    }
}
