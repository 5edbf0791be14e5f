//! The form of a medicine: how much, on which days, how often, since when. What is wrong is said beside it, and what was typed
//! stays. Nothing is judged: an amount that is not usual is an amount.

use ebb_journal::catalogue::{Medicine, StrengthsFrom, UsualPattern, UsualStrength};
use ebb_journal::draft::{DraftField, PlanDraft, Problem};
use ebb_journal::{CivilDay, Decimal, MedicineNumber, Since, Unit, Weekdays};
use leptos::prelude::*;

use crate::journal::{MedicineDraft, today_is, weekday_names};
use crate::pages::problems::problem_of;
use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, LineKind, chips, line_field, live, nothing, ticks};
use crate::words;

const DAYS: [&str; 3] = [words::EVERY_DAY, words::SOME_WEEKDAYS, words::NOT_PLANNED];
const EVERY_DAY: usize = 0;
const SOME_WEEKDAYS: usize = 1;
const NOT_PLANNED: usize = 2;
/// The plan of a newer version, which this form leaves as it is.
const AS_IT_IS: usize = 3;
const OFTEN: [&str; 4] = [words::ONCE, words::TWICE, words::THREE_TIMES, words::FOUR_TIMES];
const SINCE: [&str; 6] =
    [words::SINCE_TODAY, words::THIS_MONTH, words::THIS_YEAR, words::EARLIER, words::SINCE_A_DAY, words::SINCE_AS_TOLD];
const A_DAY: usize = 4;
const AS_TOLD: usize = 5;

/// What is known of the beginning before anybody is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// Nothing.
    NotYet,
    /// It begins today.
    Today,
}

/// What is filled in so far.
#[derive(Clone, Copy)]
pub struct Form {
    /// What the form does not ask for stays as it was.
    base: StoredValue<MedicineDraft>,
    own_name: RwSignal<String>,
    amount: RwSignal<String>,
    unit: RwSignal<Option<Unit>>,
    other_amount: RwSignal<bool>,
    days: RwSignal<usize>,
    weekdays: RwSignal<Weekdays>,
    /// How often on such a day, and the time of each; there are lines for more than are shown.
    often: RwSignal<usize>,
    times: StoredValue<Vec<RwSignal<String>>>,
    since: RwSignal<Option<usize>>,
    since_day: RwSignal<String>,
    called: RwSignal<String>,
    problems: RwSignal<Vec<Problem>>,
}

impl Form {
    /// The form of a medicine of the catalogue, or of one that the person names.
    pub fn new(medicine: Option<&'static Medicine>, told: Told) -> Self {
        let mut draft = MedicineDraft { what: medicine.map(|medicine| medicine.number), ..MedicineDraft::default() };
        if let Some(medicine) = medicine {
            draft.plan = usual_plan(medicine.usual_pattern);
            // One strength on the label: a start to be confirmed.
            if let (StrengthsFrom::Label, [only]) = (medicine.strengths_from, medicine.strengths) {
                (draft.amount, draft.unit) = (amount_of(only), Some(only.unit));
            }
        }
        let form = Self::of(draft);
        form.since.set((told == Told::Today).then_some(0));
        form
    }

    /// The form of a medicine as it is.
    pub fn of(draft: MedicineDraft) -> Self {
        let (days, weekdays, times) = match &draft.plan {
            PlanDraft::Daily(times) => (EVERY_DAY, Weekdays::default(), times.clone()),
            PlanDraft::Weekdays(on, times) => (SOME_WEEKDAYS, *on, times.clone()),
            PlanDraft::Unplanned => (NOT_PLANNED, Weekdays::default(), vec![String::new()]),
            PlanDraft::AsBefore => (AS_IT_IS, Weekdays::default(), vec![String::new()]),
        };
        let time = |place: usize| RwSignal::new(times.get(place).cloned().unwrap_or_default());
        let usual = strengths(&draft).iter().any(|one| amount_of(one) == draft.amount && Some(one.unit) == draft.unit);
        Self {
            own_name: RwSignal::new(draft.own_name.clone()),
            amount: RwSignal::new(draft.amount.clone()),
            unit: RwSignal::new(draft.unit),
            other_amount: RwSignal::new(!usual && !draft.amount.is_empty()),
            days: RwSignal::new(days),
            weekdays: RwSignal::new(weekdays),
            often: RwSignal::new(times.len()),
            times: StoredValue::new((0..times.len().max(OFTEN.len())).map(time).collect()),
            since: RwSignal::new(draft.since.map(|_| AS_TOLD)),
            since_day: RwSignal::new(String::new()),
            called: RwSignal::new(draft.called.clone()),
            problems: RwSignal::new(Vec::new()),
            base: StoredValue::new(draft),
        }
    }

    /// What is filled in.
    pub fn draft(self, today: CivilDay) -> MedicineDraft {
        let base = self.base.get_value();
        let times = || {
            let shown = self.times.get_value().into_iter().take(self.often.get_untracked());
            shown.map(|time| time.get_untracked()).collect()
        };
        let plan = match self.days.get_untracked() {
            EVERY_DAY => PlanDraft::Daily(times()),
            SOME_WEEKDAYS => PlanDraft::Weekdays(self.weekdays.get_untracked(), times()),
            NOT_PLANNED => PlanDraft::Unplanned,
            _ => PlanDraft::AsBefore,
        };
        let since = match self.since.get_untracked() {
            Some(0) => Some(Since::Day(today)),
            Some(1) => Some(Since::this_month(today)),
            Some(2) => Some(Since::this_year(today)),
            Some(3) => Some(Since::earlier(today)),
            Some(A_DAY) => CivilDay::of_text(&self.since_day.get_untracked()).map(Since::Day),
            _ => base.since,
        };
        MedicineDraft {
            own_name: self.own_name.get_untracked(),
            amount: self.amount.get_untracked(),
            unit: self.unit.get_untracked(),
            called: self.called.get_untracked(),
            plan,
            since,
            ..base
        }
    }

    /// Whether it was saved; what is wrong with it is shown beside the fields.
    pub fn took(self, saved: Result<(), Vec<Problem>>) -> bool {
        let problems = saved.err().unwrap_or_default();
        let took = problems.is_empty();
        self.problems.set(problems);
        if !took {
            page_element::focus_soon(".field-room:has(.field__problem) input, .choices:has(+ .field__problem) input");
        }
        took
    }

    /// The form. `on_save` is told which day it is.
    pub fn view(self, on_save: Callback<CivilDay>) -> AnyView {
        let draft = self.base.get_value();
        let name = if let Some(medicine) = draft.what.and_then(MedicineNumber::entry) {
            view! { <h2>{medicine.name}</h2> }.into_any()
        } else {
            let name = words::ITS_NAME.to_owned();
            let problem = self.problem(&[DraftField::OwnWords, DraftField::What]);
            line_field(LineKind::Words, name, words::ITS_NAME_HINT, self.own_name, problem)
        };
        let save = move |()| {
            if let Some(today) = today_is() {
                on_save.run(today);
            }
        };
        let called = words::CALLED.to_owned();
        view! {
            {name}
            {self.how_much(strengths(&draft))}
            {self.which_days(draft.plan == PlanDraft::AsBefore)}
            {self.how_often()}
            {self.since_when(draft.since.is_some())}
            {line_field(LineKind::Words, called, words::CALLED_HINT, self.called, self.problem(&[DraftField::Called]))}
            <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        }
        .into_any()
    }

    fn how_much(self, usual: &'static [UsualStrength]) -> AnyView {
        let mut things: Vec<String> =
            usual.iter().map(|one| [amount_of(one).as_str(), one.unit.shown()].join("\u{a0}")).collect();
        things.push(words::HOW_MUCH_OTHER.to_owned());
        let chosen = move || {
            let (amount, unit) = (self.amount.get(), self.unit.get());
            if self.other_amount.get() {
                return Some(usual.len());
            }
            usual.iter().position(|one| amount_of(one) == amount && Some(one.unit) == unit)
        };
        let choose = move |at: usize| {
            self.other_amount.set(at >= usual.len());
            if let Some(one) = usual.get(at) {
                self.amount.set(amount_of(one));
                self.unit.set(Some(one.unit));
            }
        };
        let typed = move || if usual.is_empty() || self.other_amount.get() { self.typed_amount() } else { nothing() };
        let offered = if usual.is_empty() {
            nothing()
        } else {
            chips(words::HOW_MUCH, "amount", things, Signal::derive(chosen), Callback::new(choose))
        };
        view! { {offered} {live(typed)} }.into_any()
    }

    fn typed_amount(self) -> AnyView {
        let units: Vec<String> = Unit::OF_DOSES.iter().map(|unit| unit.shown().to_owned()).collect();
        let chosen = move || Unit::OF_DOSES.iter().position(|unit| Some(*unit) == self.unit.get());
        let choose = Callback::new(move |at: usize| self.unit.set(Unit::OF_DOSES.get(at).copied()));
        let amount = words::AMOUNT.to_owned();
        view! {
            {line_field(LineKind::Number, amount, words::AMOUNT_HINT, self.amount, self.problem(&[DraftField::Amount]))}
            {chips(words::UNIT, "unit", units, Signal::derive(chosen), choose)}
            {self.said(&[DraftField::Unit])}
        }
        .into_any()
    }

    fn which_days(self, of_a_newer: bool) -> AnyView {
        let mut things: Vec<String> = DAYS.map(str::to_owned).into();
        if of_a_newer {
            things.push(words::AS_IT_IS.to_owned());
        }
        let choose = Callback::new(move |at| self.days.set(at));
        let has = move || (0..7).map(|day| self.weekdays.get().has(day)).collect();
        let turn = Callback::new(move |at: usize| {
            let Ok(turned) = i8::try_from(at) else { return };
            self.weekdays.update(|on| {
                let days: Vec<i8> = (0..7).filter(|day| on.has(*day) != (*day == turned)).collect();
                *on = Weekdays::of(&days);
            });
        });
        let more = move || match self.days.get() {
            SOME_WEEKDAYS => view! {
                {ticks(words::THE_DAYS, weekday_names().map(str::to_owned).into(), Signal::derive(has), turn)}
                {self.said(&[DraftField::Weekdays])}
            }
            .into_any(),
            NOT_PLANNED => view! { <p class="soft">{words::NOT_PLANNED_MORE}</p> }.into_any(),
            _ => nothing(),
        };
        view! {
            {chips(words::WHEN_TAKEN, "days", things, Signal::derive(move || Some(self.days.get())), choose)}
            {live(more)}
        }
        .into_any()
    }

    fn how_often(self) -> AnyView {
        let choose = Callback::new(move |at: usize| self.often.set(at + 1));
        let often = move || {
            if !matches!(self.days.get(), EVERY_DAY | SOME_WEEKDAYS) {
                return nothing();
            }
            let more = (OFTEN.len()..self.times.with_value(Vec::len)).map(|before| words::times_a_day(before + 1));
            let things = OFTEN.map(str::to_owned).into_iter().chain(more).collect();
            let chosen = Signal::derive(move || self.often.get().checked_sub(1));
            view! {
                {chips(words::DOSES_A_DAY, "often", things, chosen, choose)}
                {live(move || self.time_fields(self.often.get()))}
            }
            .into_any()
        };
        live(often)
    }

    fn time_fields(self, count: usize) -> AnyView {
        let problem = self.problem(&[DraftField::Times]);
        let field = |(place, text): (usize, RwSignal<String>)| {
            let hint = if place == 0 { words::TIME_HINT } else { "" };
            line_field(LineKind::Time, words::time_of_dose(place, count), hint, text, problem)
        };
        let times = self.times.get_value().into_iter().take(count).enumerate();
        view! { <div class="pair">{times.map(field).collect_view()}</div> }.into_any()
    }

    fn since_when(self, was_told: bool) -> AnyView {
        let things: Vec<String> =
            SINCE[..if was_told { SINCE.len() } else { AS_TOLD }].iter().copied().map(str::to_owned).collect();
        let choose = Callback::new(move |at| self.since.set(Some(at)));
        let problem = self.problem(&[DraftField::Since]);
        let day = move || {
            if self.since.get() == Some(A_DAY) {
                line_field(LineKind::Day, words::THE_DAY.to_owned(), "", self.since_day, problem)
            } else {
                nothing()
            }
        };
        view! { {chips(words::SINCE_WHEN, "since", things, self.since.into(), choose)} {live(day)} }.into_any()
    }

    fn problem(self, fields: &'static [DraftField]) -> Signal<&'static str> {
        problem_of(self.problems, fields)
    }

    /// What is wrong, as words of their own.
    fn said(self, fields: &'static [DraftField]) -> AnyView {
        let problem = self.problem(fields);
        live(move || match problem.get() {
            "" => nothing(),
            problem => view! {
                <p class="field__problem" role="alert">
                    {problem}
                </p>
            }
            .into_any(),
        })
    }
}

fn strengths(draft: &MedicineDraft) -> &'static [UsualStrength] {
    draft.what.and_then(MedicineNumber::entry).map_or(&[], |medicine| medicine.strengths)
}

fn amount_of(strength: &UsualStrength) -> String {
    Decimal::new(strength.digits, strength.places).map(|amount| amount.to_string()).unwrap_or_default()
}

/// How it is mostly taken, as a start. A rhythm that cannot be planned yet plans nothing.
fn usual_plan(pattern: UsualPattern) -> PlanDraft {
    let times = |count: usize| vec![String::new(); count];
    match pattern {
        UsualPattern::OnceADay => PlanDraft::Daily(times(1)),
        UsualPattern::TwiceADay => PlanDraft::Daily(times(2)),
        UsualPattern::OnWeekdays => PlanDraft::Weekdays(Weekdays::default(), times(1)),
        UsualPattern::EveryWeeks
        | UsualPattern::EveryMonths
        | UsualPattern::Cycle
        | UsualPattern::Phases
        | UsualPattern::AsNeeded => PlanDraft::Unplanned,
    }
}
