//! The day of a test, asked for as the phone asks for days.

use ebb_journal::draft::{DraftField, Problem};
use ebb_journal::{CivilDay, Moment};
use leptos::prelude::*;

use crate::journal::{moment_of_day, today_is};
use crate::pages::day_of_text::day_of_text;
use crate::pages::problems::problem_of;
use crate::ui::{LineKind, line_field};

/// The day of a test, as it is written in its field.
#[derive(Clone, Copy)]
pub struct TestDay {
    text: RwSignal<String>,
    /// When it was until now.
    before: StoredValue<Option<Moment>>,
    problems: RwSignal<Vec<Problem>>,
}

impl TestDay {
    /// Today.
    pub fn today(problems: RwSignal<Vec<Problem>>) -> Self {
        let text = today_is().map(|today| today.to_string()).unwrap_or_default();
        Self { text: RwSignal::new(text), before: StoredValue::new(None), problems }
    }

    /// The day on which it was.
    pub fn of(at: Moment, problems: RwSignal<Vec<Problem>>) -> Self {
        Self { text: RwSignal::new(at.day().to_string()), before: StoredValue::new(Some(at)), problems }
    }

    /// The day; `None` where what is written is no day up to today.
    pub fn day(self) -> Option<CivilDay> {
        self.read().ok()
    }

    /// A moment of that day.
    pub fn moment(self) -> Option<Moment> {
        self.day().and_then(|day| self.before.with_value(|before| moment_of_day(day, before.as_ref())))
    }

    /// The field. What is wrong with the day is said once somebody wants to save it.
    pub fn field(self, name: &'static str) -> AnyView {
        let problem = problem_of(self.problems, &[DraftField::Start]);
        let wrong = Signal::derive(move || match problem.get() {
            "" => "",
            problem => self.read().err().unwrap_or(problem),
        });
        line_field(LineKind::Day, name.to_owned(), "", self.text, wrong)
    }

    fn read(self) -> Result<CivilDay, &'static str> {
        today_is().map_or(Err(""), |today| day_of_text(&self.text.get(), today))
    }
}
