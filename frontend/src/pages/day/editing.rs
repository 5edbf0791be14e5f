//! The form of an entry, by what it is. What is wrong is said beside it, and what was typed stays.

use ebb_journal::catalogue::{STEP_WORDS, Scale, symptom};
use ebb_journal::draft::{DraftField, Problem};
use ebb_journal::{BoneScan, Effect, LabValue, RatedThing, Record, RecordId, SymptomNumber};
use leptos::prelude::*;

use crate::journal::{Changed, DayEntry, JournalHandle, minutes_of, time_field, use_journal};
use crate::pages::check_in::keys_of;
use crate::pages::effect_choice::effect_choice;
use crate::pages::labs::{LabForm, ScanForm};
use crate::pages::problems::problem_of;
use crate::ui::{Button, ButtonKind, Keys, LineKind, chips, line_field, nothing, strength, text_area};
use crate::words;

/// The form of an entry.
pub fn editing(entry: &DayEntry) -> AnyView {
    let form =
        Form { id: StoredValue::new(entry.id.clone()), problems: RwSignal::new(Vec::new()), journal: use_journal() };
    match &entry.record {
        Record::Rating(rating) => form.rating(&entry.id, rating.answer.value(), rating.in_the_way),
        Record::HotFlash(flash) => {
            let started = time_field(flash.started.time());
            form.event(SymptomNumber::HOT_FLASH, started, flash.length_ms(), flash.how_strong.map(Into::into))
        }
        Record::Episode(episode) => {
            let started = time_field(episode.started.time());
            form.event(episode.symptom, started, episode.length_ms(), episode.how_strong)
        }
        Record::Note(note) => form.note(&note.text),
        Record::Question(question) => form.question(&question.text, question.answer.as_deref().unwrap_or_default()),
        Record::Factor(factor) => {
            let amount = factor.amount.map(|amount| amount.to_string()).unwrap_or_default();
            form.factor(amount, factor.effect)
        }
        Record::LabValue(value) => form.lab(value),
        Record::BoneScan(scan) => form.scan(scan),
        _ => nothing(),
    }
}

#[derive(Clone, Copy)]
struct Form {
    id: StoredValue<RecordId>,
    problems: RwSignal<Vec<Problem>>,
    journal: JournalHandle,
}

impl Form {
    /// Saves a change; what is wrong with it is shown beside the fields.
    fn keep(self, changed: &Changed) {
        let saved = self.journal.change_entry(&self.id.get_value(), changed);
        self.problems.set(saved.err().unwrap_or_default());
    }

    fn save_button(self, changed: impl Fn() -> Changed + Send + Sync + 'static) -> AnyView {
        let press = move |()| self.keep(&changed());
        view! { <Button kind=ButtonKind::MainWide words=words::SAVE on_press=press/> }.into_any()
    }

    fn problem(self, fields: &'static [DraftField]) -> Signal<&'static str> {
        problem_of(self.problems, fields)
    }

    fn rating(self, id: &RecordId, value: Option<u16>, in_the_way: Option<u8>) -> AnyView {
        let Some(symptom) = RatedThing::of(id).and_then(|thing| symptom(thing.symptom)) else { return nothing() };
        let (chosen, way) = (RwSignal::new(value), RwSignal::new(in_the_way.map(u16::from)));
        let rate = Callback::new(move |value| {
            chosen.set(Some(value));
            self.keep(&Changed::Value(value));
        });
        let rate_way = Callback::new(move |step| {
            way.set(Some(step));
            self.keep(&Changed::InTheWay(step));
        });
        view! {
            {strength(words::HOW_IT_WAS, "day-strength".to_owned(), keys_of(symptom.scale), chosen.into(), rate)}
            {strength(words::IN_THE_WAY, "day-in-the-way".to_owned(), Keys::Steps(&STEP_WORDS), way.into(), rate_way)}
        }
        .into_any()
    }

    fn event(self, number: SymptomNumber, started: String, length_ms: Option<i64>, how_strong: Option<u16>) -> AnyView {
        let minutes = length_ms.map(|length_ms| minutes_of(length_ms).to_string()).unwrap_or_default();
        let (started, minutes, strong) = (RwSignal::new(started), RwSignal::new(minutes), RwSignal::new(how_strong));
        let by_steps =
            symptom(number).is_some_and(|symptom| matches!(symptom.scale, Scale::Episode | Scale::FiveSteps));
        let steps = if by_steps {
            let things = STEP_WORDS[1..].iter().map(|word| (*word).to_owned()).collect();
            let chosen = Signal::derive(move || strong.get().map(|step| usize::from(step).saturating_sub(1)));
            let choose = Callback::new(move |at: usize| strong.set(u16::try_from(at + 1).ok()));
            chips(words::HOW_STRONG, "event-strength", things, chosen, choose)
        } else {
            nothing()
        };
        let changed = move || Changed::Event {
            at: started.get_untracked(),
            minutes: minutes.get_untracked(),
            how_strong: strong.get_untracked(),
        };
        let (start, end) = (self.problem(&[DraftField::Start]), self.problem(&[DraftField::End]));
        view! {
            {line_field(LineKind::Time, words::STARTED_AT.to_owned(), "", started, start)}
            {line_field(LineKind::Number, words::LASTED_MINUTES.to_owned(), words::LASTED_HINT, minutes, end)}
            {steps}
            {self.save_button(changed)}
        }
        .into_any()
    }

    fn note(self, text: &str) -> AnyView {
        let text = RwSignal::new(text.to_owned());
        view! {
            {text_area(words::NOTE, "", text, self.problem(&[DraftField::Text]))}
            {self.save_button(move || Changed::Text(text.get_untracked()))}
        }
        .into_any()
    }

    fn question(self, text: &str, answer: &str) -> AnyView {
        let (text, answer) = (RwSignal::new(text.to_owned()), RwSignal::new(answer.to_owned()));
        let changed = move || Changed::Question { text: text.get_untracked(), answer: answer.get_untracked() };
        view! {
            {text_area(words::THE_QUESTION, "", text, self.problem(&[DraftField::Text]))}
            {text_area(words::THE_ANSWER, words::MAY_STAY_EMPTY, answer, self.problem(&[DraftField::Answer]))}
            {self.save_button(changed)}
        }
        .into_any()
    }

    /// A value of a lab that this version does not know can be taken out, and not be changed.
    fn lab(self, value: &LabValue) -> AnyView {
        let Some(lab) = value.lab.entry() else { return nothing() };
        let form = LabForm::of(lab, value, self.problems);
        let changed = move || Changed::Lab(untrack(|| form.draft()));
        view! { {form.view()} {self.save_button(changed)} }.into_any()
    }

    fn scan(self, scan: &BoneScan) -> AnyView {
        let form = ScanForm::of(scan, self.problems);
        let changed = move || Changed::Scan(untrack(|| form.draft()));
        view! { {form.view()} {self.save_button(changed)} }.into_any()
    }

    fn factor(self, amount: String, effect: Option<Effect>) -> AnyView {
        let (amount, effect) = (RwSignal::new(amount), RwSignal::new(effect));
        let changed = move || Changed::Factor { amount: amount.get_untracked(), effect: effect.get_untracked() };
        let problem = self.problem(&[DraftField::Amount]);
        view! {
            {line_field(LineKind::Number, words::HOW_MUCH_OF_IT.to_owned(), words::MAY_STAY_EMPTY, amount, problem)}
            {effect_choice("effect", effect)}
            {self.save_button(changed)}
        }
        .into_any()
    }
}
