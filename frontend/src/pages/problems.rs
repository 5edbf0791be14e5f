//! What is wrong with a form, by its fields.

use ebb_journal::draft::{DraftField, Problem};
use leptos::prelude::*;

/// What is wrong with one of some fields, in a sentence; empty where nothing is.
pub fn problem_of(problems: RwSignal<Vec<Problem>>, fields: &'static [DraftField]) -> Signal<&'static str> {
    Signal::derive(move || {
        problems.with(|problems| {
            let found = problems.iter().find(|problem| fields.contains(&problem.field));
            found.map_or("", |problem| problem.sentence())
        })
    })
}
