//! One lab, the blood pressure, the bone scans: the form, and what was logged before.

use ebb_journal::LabNumber;
use ebb_journal::catalogue::shown_unit;
use ebb_journal::draft::{DraftField, PressureDraft, Problem};
use leptos::prelude::*;

use super::day_field::TestDay;
use super::form::LabForm;
use super::scan_form::ScanForm;
use crate::journal::{MeasuredLine, use_journal};
use crate::page::Page;
use crate::pages::problems::problem_of;
use crate::platform::page_element;
use crate::ui::{
    Back, Button, ButtonKind, Glyph, Icon, IconSize, LineKind, Link, line_field, live, nothing, place_head,
};
use crate::units;
use crate::words;

/// What is wrong is brought into view.
const FIRST_PROBLEM: &str = ".field-room:has(.field__problem) input, .choices:has(+ .field__problem) input";

/// One lab, by its number in the catalogue; either number of a blood pressure leads to both.
pub fn lab(number: u16) -> AnyView {
    let number = LabNumber(number);
    if [LabNumber::BP_SYS, LabNumber::BP_DIA].contains(&number) {
        return pressure();
    }
    let Some(lab) = number.entry().filter(|lab| !lab.is_derived) else {
        return view! {
            <Back to=Page::Labs name=words::BACK/>
            {place_head(words::LAB_OR_SCAN.to_owned(), nothing(), nothing())}
            <p>{words::LAB_NOT_KNOWN}</p>
        }
        .into_any();
    };
    let journal = use_journal();
    let saving = Saving::new();
    let form = LabForm::new(lab, saving.problems);
    let save = move |()| {
        saving.save(|then| journal.keep_lab(&untrack(|| form.draft()), then), move || form.start_anew());
    };
    view! {
        <Back to=Page::Labs name=words::BACK/>
        {place_head(lab.name.to_owned(), nothing(), nothing())}
        {form.view()}
        <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        {form.low_estradiol()}
        {earlier(words::EARLIER_VALUES, journal.values_of(number, units::chosen()))}
    }
    .into_any()
}

/// Bone scans.
pub fn bone_scan() -> AnyView {
    let journal = use_journal();
    let saving = Saving::new();
    let form = ScanForm::new(saving.problems);
    let save = move |()| {
        saving.save(|then| journal.keep_scan(&untrack(|| form.draft()), then), move || form.start_anew());
    };
    let below = view! { <p class="soft">{words::ONE_PART_AT_A_TIME}</p> }.into_any();
    view! {
        <Back to=Page::Labs name=words::BACK/>
        {place_head(words::BONE_SCAN.to_owned(), below, nothing())}
        {form.view()}
        <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        {earlier(words::EARLIER_SCANS, journal.scans())}
    }
    .into_any()
}

fn pressure() -> AnyView {
    let journal = use_journal();
    let saving = Saving::new();
    let [upper, lower, note] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let day = TestDay::today(saving.problems);
    let draft = move || PressureDraft { upper: upper.get(), lower: lower.get(), at: day.moment(), note: note.get() };
    let save = move |()| {
        let kept = move || [upper, lower].into_iter().for_each(|number| number.set(String::new()));
        saving.save(|then| journal.keep_pressure(&untrack(draft), then), kept);
    };
    let unit = shown_unit(LabNumber::BP_SYS.entry().map_or("", |lab| lab.unit));
    let number = |name: &str, text, fields| {
        line_field(LineKind::Number, words::in_unit(name, &unit), "", text, problem_of(saving.problems, fields))
    };
    let note_problem = problem_of(saving.problems, &[DraftField::Text]);
    view! {
        <Back to=Page::Labs name=words::BACK/>
        {place_head(words::BLOOD_PRESSURE.to_owned(), nothing(), nothing())}
        {number(words::UPPER_NUMBER, upper, &[DraftField::Value])}
        {number(words::LOWER_NUMBER, lower, &[DraftField::Lower])}
        {day.field(words::THE_DAY)}
        {line_field(LineKind::Words, words::LAB_NOTE.to_owned(), "", note, note_problem)}
        <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        {earlier(words::EARLIER_VALUES, journal.pressures())}
    }
    .into_any()
}

/// What is wrong with a form, and whether it is on its way.
#[derive(Clone, Copy)]
struct Saving {
    problems: RwSignal<Vec<Problem>>,
    /// Pressed, and not durable yet: a second press keeps nothing twice.
    on_its_way: RwSignal<bool>,
}

impl Saving {
    fn new() -> Self {
        Self { problems: RwSignal::new(Vec::new()), on_its_way: RwSignal::new(false) }
    }

    /// Saves by `keep`, which says what is wrong; `kept` is called once it is durable: what was typed goes then, and not before.
    fn save(self, keep: impl FnOnce(Box<dyn FnOnce(bool)>) -> Result<(), Vec<Problem>>, kept: impl FnOnce() + 'static) {
        if self.on_its_way.get_untracked() {
            return;
        }
        self.on_its_way.set(true);
        let then = move |is_durable: bool| {
            // The page may have been left meanwhile.
            let is_here = self.on_its_way.try_set(false).is_none();
            if is_durable && is_here {
                kept();
            }
        };
        let problems = keep(Box::new(then)).err().unwrap_or_default();
        if !problems.is_empty() {
            self.on_its_way.set(false);
            page_element::focus_soon(FIRST_PROBLEM);
        }
        self.problems.set(problems);
    }
}

/// What was logged before, the newest first; each leads to its day, where it is changed.
fn earlier(name: &'static str, lines: Memo<Vec<MeasuredLine>>) -> AnyView {
    let row = |line: MeasuredLine| {
        let MeasuredLine { id: _, day, what, besides, when } = line;
        view! {
            <Link class="item item--leads" to=Page::Day(day)>
                <span class="grow also__what">
                    <b class="num">{what}</b>
                    <span class="item__detail num">{besides}</span>
                    <span class="item__detail num" dir="auto">
                        {when}
                    </span>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
        }
        .into_any()
    };
    let rows = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="soft">{words::NO_VALUES_YET}</p> }.into_any();
        }
        view! { <div class="list">{lines.into_iter().map(row).collect_view()}</div> }.into_any()
    };
    view! {
        <section>
            <h2>{name}</h2>
            {live(rows)}
        </section>
    }
    .into_any()
}
