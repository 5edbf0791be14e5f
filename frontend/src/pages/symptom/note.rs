//! A note about the symptom, kept as it is written.

use ebb_journal::{Moment, SymptomNumber};
use leptos::prelude::*;

use crate::journal::use_journal;
use crate::ui::{Button, ButtonKind, TextField, live};
use crate::words;

/// What is being written. It stays while the page changes around it.
#[derive(Clone, Copy)]
pub struct Note {
    about: SymptomNumber,
    text: RwSignal<String>,
    problem: RwSignal<&'static str>,
    /// Pressed, and not durable yet: a second press keeps nothing twice.
    is_on_its_way: RwSignal<bool>,
    /// Counts up with every note that is kept: the next one has a field of its own.
    kept: RwSignal<u32>,
}

impl Note {
    /// Nothing is written yet.
    pub fn about(about: SymptomNumber) -> Self {
        Self {
            about,
            text: RwSignal::new(String::new()),
            problem: RwSignal::new(""),
            is_on_its_way: RwSignal::new(false),
            kept: RwSignal::new(0),
        }
    }

    /// The field. `at` is when what it tells of was; `None` for now.
    pub fn field(self, at: Signal<Option<Moment>>) -> AnyView {
        let keep = Callback::new(move |()| self.keep(at.get_untracked()));
        let field = move || {
            self.kept.track();
            view! {
                <TextField
                    name=words::NOTE
                    id="note"
                    hint=words::NOTE_HINT
                    text=self.text
                    problem=self.problem
                    on_enter=keep
                />
            }
            .into_any()
        };
        view! {
            <div class="stack stack--close">
                {live(field)}
                <Button kind=ButtonKind::SoftWide words=words::KEEP_NOTE on_press=keep/>
            </div>
        }
        .into_any()
    }

    fn keep(self, at: Option<Moment>) {
        if self.is_on_its_way.get_untracked() {
            return;
        }
        let then = move |is_durable: bool| {
            self.is_on_its_way.set(false);
            if is_durable {
                self.text.set(String::new());
                self.kept.update(|count| *count += 1);
            }
        };
        self.is_on_its_way.set(true);
        let kept = use_journal().keep_note(self.about, &self.text.get_untracked(), at, then);
        if kept.is_err() {
            self.is_on_its_way.set(false);
        }
        self.problem.set(kept.err().unwrap_or_default());
    }
}
