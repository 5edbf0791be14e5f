//! The form of a part of a bone scan. Numbers that the report does not tell stay empty; nothing is made of those that it tells.

use ebb_journal::BoneScan;
use ebb_journal::catalogue::BONE_SITES;
use ebb_journal::draft::{BoneDraft, DraftField, Problem};
use leptos::prelude::*;

use super::day_field::TestDay;
use crate::pages::problems::problem_of;
use crate::ui::{LineKind, chips, line_field, live, nothing};
use crate::words;

/// What is filled in so far.
#[derive(Clone, Copy)]
pub struct ScanForm {
    site: RwSignal<Option<usize>>,
    /// T-score, Z-score, density.
    numbers: [RwSignal<String>; 3],
    place: RwSignal<String>,
    day: TestDay,
    problems: RwSignal<Vec<Problem>>,
}

impl ScanForm {
    /// An empty one, of a scan of today.
    pub fn new(problems: RwSignal<Vec<Problem>>) -> Self {
        Self {
            site: RwSignal::new(None),
            numbers: std::array::from_fn(|_| RwSignal::new(String::new())),
            place: RwSignal::new(String::new()),
            day: TestDay::today(problems),
            problems,
        }
    }

    /// The form of a scan as it is.
    pub fn of(scan: &BoneScan, problems: RwSignal<Vec<Problem>>) -> Self {
        let form = Self::new(problems);
        form.site.set(BONE_SITES.iter().position(|site| site.number == scan.site));
        for (field, number) in form.numbers.iter().zip([scan.t_score, scan.z_score, scan.density]) {
            field.set(number.map(|number| number.to_string()).unwrap_or_default());
        }
        form.place.set(scan.place.as_deref().unwrap_or_default().to_owned());
        Self { day: TestDay::of(scan.at.clone(), problems), ..form }
    }

    /// What is filled in.
    pub fn draft(self) -> BoneDraft {
        let [t_score, z_score, density] = self.numbers.map(|number| number.get());
        BoneDraft {
            site: self.site.get().and_then(|at| BONE_SITES.get(at)).map(|site| site.number),
            t_score,
            z_score,
            density,
            at: self.day.moment(),
            place: self.place.get(),
        }
    }

    /// What was typed is kept now: the next part has its own numbers. The day and the clinic stay.
    pub fn start_anew(self) {
        self.site.set(None);
        self.numbers.iter().for_each(|number| number.set(String::new()));
    }

    /// Its fields.
    pub fn view(self) -> AnyView {
        let sites = BONE_SITES.iter().map(|site| site.name.to_owned()).collect();
        let choose = Callback::new(move |at: usize| self.site.set(Some(at)));
        let doubt = Memo::new(move |_| self.draft().is_doubtful());
        let is_it_right = move || {
            if doubt.get() { view! { <p class="surface">{words::IS_IT_RIGHT}</p> }.into_any() } else { nothing() }
        };
        let problem = |fields| problem_of(self.problems, fields);
        let [t_score, z_score, density] = self.numbers;
        // Scores are mostly below zero, and a keyboard for numbers has no minus on some phones.
        let score = |name: &str, text, fields| {
            line_field(LineKind::Words, name.to_owned(), words::SCORE_HINT, text, problem(fields))
        };
        let density_problem = problem(&[DraftField::Density]);
        view! {
            {chips(words::WHICH_BONE, "bone-site", sites, self.site.into(), choose)}
            {said(problem(&[DraftField::Site]))}
            {score(words::T_SCORE, t_score, &[DraftField::TScore])}
            <div class="stack stack--close">
                {score(words::Z_SCORE, z_score, &[DraftField::ZScore])}
                <div role="status">{live(is_it_right)}</div>
            </div>
            {line_field(LineKind::Number, words::DENSITY.to_owned(), words::MAY_STAY_EMPTY, density, density_problem)}
            {self.day.field(words::DAY_OF_THE_SCAN)}
            {line_field(
                LineKind::Words,
                words::SCAN_PLACE.to_owned(),
                words::SCAN_PLACE_HINT,
                self.place,
                problem(&[DraftField::Text]),
            )}
        }
        .into_any()
    }
}

/// What is wrong with what is chosen by a tap.
fn said(problem: Signal<&'static str>) -> AnyView {
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
