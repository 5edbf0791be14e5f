//! The form of a lab value: the number, its unit, the day; of hormones the method. What is wrong is said beside it, and what was typed
//! stays. Nothing is judged: no number is called high or low.

use ebb_journal::catalogue::{Lab, shown_unit};
use ebb_journal::draft::{DraftField, LabDraft, Problem};
use ebb_journal::{AromataseInhibitor, Comparator, LabMethod, LabNumber, LabValue};
use leptos::prelude::*;

use super::day_field::TestDay;
use crate::journal::use_journal;
use crate::pages::problems::problem_of;
use crate::ui::{LineKind, chips, line_field, live, nothing};
use crate::units;
use crate::words;

const COMPARATORS: [Option<Comparator>; 3] = [None, Some(Comparator::LessThan), Some(Comparator::MoreThan)];
const COMPARATOR_WORDS: [&str; 3] = [words::JUST_THE_NUMBER, words::LESS_THAN_CHIP, words::MORE_THAN_CHIP];
const METHODS: [Option<LabMethod>; 4] =
    [None, Some(LabMethod::LcMsMs), Some(LabMethod::GcMsMs), Some(LabMethod::Immunoassay)];
const METHOD_WORDS: [&str; 4] = [words::METHOD_NOT_SAID, words::LC_MS_MS, words::GC_MS_MS, words::IMMUNOASSAY];

/// What is filled in so far.
#[derive(Clone, Copy)]
pub struct LabForm {
    lab: &'static Lab,
    value: RwSignal<String>,
    /// In UCUM.
    unit: RwSignal<String>,
    /// Those that are offered.
    units: StoredValue<Vec<String>>,
    comparator: RwSignal<Option<Comparator>>,
    method: RwSignal<Option<LabMethod>>,
    note: RwSignal<String>,
    day: TestDay,
    problems: RwSignal<Vec<Problem>>,
}

impl LabForm {
    /// An empty one, of a test of today.
    pub fn new(lab: &'static Lab, problems: RwSignal<Vec<Problem>>) -> Self {
        let units: Vec<String> = lab.units(units::chosen()).into_iter().map(str::to_owned).collect();
        Self {
            lab,
            value: RwSignal::new(String::new()),
            unit: RwSignal::new(units.first().cloned().unwrap_or_default()),
            units: StoredValue::new(units),
            comparator: RwSignal::new(None),
            method: RwSignal::new(None),
            note: RwSignal::new(String::new()),
            day: TestDay::today(problems),
            problems,
        }
    }

    /// The form of a value as it is. A unit that Ebb does not offer stays to be chosen.
    pub fn of(lab: &'static Lab, value: &LabValue, problems: RwSignal<Vec<Problem>>) -> Self {
        let form = Self::new(lab, problems);
        form.value.set(value.value.to_string());
        form.unit.set(value.unit.to_string());
        form.units.update_value(|units| {
            if units.iter().all(|unit| **unit != *value.unit) {
                units.push(value.unit.to_string());
            }
        });
        form.comparator.set(value.comparator);
        form.method.set(value.method);
        form.note.set(value.note.as_deref().unwrap_or_default().to_owned());
        Self { day: TestDay::of(value.at.clone(), problems), ..form }
    }

    /// What is filled in.
    pub fn draft(self) -> LabDraft {
        LabDraft {
            lab: Some(self.lab.number),
            value: self.value.get(),
            unit: self.unit.get(),
            at: self.day.moment(),
            comparator: self.comparator.get(),
            method: self.method.get(),
            note: self.note.get(),
        }
    }

    /// What was typed is kept now: the next number has its own. The unit, the method and the day stay.
    pub fn start_anew(self) {
        self.value.set(String::new());
        self.comparator.set(None);
    }

    /// Its fields.
    pub fn view(self) -> AnyView {
        let problem = problem_of(self.problems, &[DraftField::Value, DraftField::What]);
        let doubt = Memo::new(move |_| self.draft().is_doubtful());
        let is_it_right = move || {
            if doubt.get() { view! { <p class="surface">{words::IS_IT_RIGHT}</p> }.into_any() } else { nothing() }
        };
        let chosen = Signal::derive(move || COMPARATORS.iter().position(|one| *one == self.comparator.get()));
        let choose = Callback::new(move |at: usize| self.comparator.set(COMPARATORS.get(at).copied().flatten()));
        let says = COMPARATOR_WORDS.map(str::to_owned).into();
        let note_problem = problem_of(self.problems, &[DraftField::Text]);
        view! {
            <div class="stack stack--close">
                {line_field(LineKind::Number, self.number_name(), words::THE_NUMBER_HINT, self.value, problem)}
                <div role="status">{live(is_it_right)}</div>
            </div>
            {self.unit_chips()}
            {chips(words::WHAT_REPORT_SAYS, "comparator", says, chosen, choose)}
            {self.day.field(words::DAY_OF_THE_TEST)}
            {if self.lab.has_method { self.method_chips() } else { nothing() }}
            {line_field(LineKind::Words, words::LAB_NOTE.to_owned(), words::LAB_NOTE_HINT, self.note, note_problem)}
        }
        .into_any()
    }

    /// Where there is one unit alone, the name of the number says it.
    fn number_name(self) -> String {
        self.units.with_value(|units| match units.as_slice() {
            [only] => words::in_unit(words::THE_NUMBER, &shown_unit(only)),
            _ => words::THE_NUMBER.to_owned(),
        })
    }

    fn unit_chips(self) -> AnyView {
        let units = self.units.get_value();
        if units.len() < 2 {
            return nothing();
        }
        let things = units.iter().map(|unit| shown_unit(unit)).collect();
        let chosen =
            Signal::derive(move || self.units.with_value(|units| units.iter().position(|one| *one == self.unit.get())));
        let choose = Callback::new(move |at: usize| {
            if let Some(unit) = self.units.with_value(|units| units.get(at).cloned()) {
                self.unit.set(unit);
            }
        });
        chips(words::UNIT_ON_REPORT, "lab-unit", things, chosen, choose)
    }

    fn method_chips(self) -> AnyView {
        let chosen = Signal::derive(move || METHODS.iter().position(|one| *one == self.method.get()));
        let choose = Callback::new(move |at: usize| self.method.set(METHODS.get(at).copied().flatten()));
        let things = METHOD_WORDS.map(str::to_owned).into();
        chips(words::HOW_MEASURED, "lab-method", things, chosen, choose)
    }

    /// What was read about estradiol on an aromatase inhibitor, where the method may be one that cannot tell it.
    pub fn low_estradiol(self) -> AnyView {
        let journal = use_journal();
        let inhibitor = Memo::new(move |_| {
            let may_misread = matches!(self.method.get(), None | Some(LabMethod::Immunoassay));
            let day = self.day.day().filter(|_| may_misread && self.lab.number == LabNumber::ESTRADIOL);
            day.and_then(|day| journal.inhibitor_on(day))
        });
        live(move || {
            let Some(inhibitor) = inhibitor.get() else { return nothing() };
            // Of exemestane more was read, and that is said instead.
            if inhibitor == AromataseInhibitor::Exemestane {
                let (what, more) = (words::EXEMESTANE_READS_HIGH, words::EXEMESTANE_READS_HIGH_MORE);
                cited(what, more, words::EXEMESTANE_READS_HIGH_SOURCE)
            } else {
                cited(words::LOW_ESTRADIOL, words::LOW_ESTRADIOL_MORE, words::LOW_ESTRADIOL_SOURCE)
            }
        })
    }
}

/// What was read, and where.
fn cited(what: &'static str, more: &'static str, source: &'static str) -> AnyView {
    view! {
        <div class="surface stack stack--close">
            <p>
                <b>{what}</b>
            </p>
            <p>{more}</p>
            <p class="safety__source also__what">{source}</p>
        </div>
    }
    .into_any()
}
