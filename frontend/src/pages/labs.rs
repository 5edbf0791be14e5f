//! Lab values and scans: which one it is; those that were logged last come first.

mod day_field;
mod form;
mod one;
mod scan_form;

use ebb_journal::LabNumber;
use ebb_journal::catalogue::{Lab, labs_to_log, search_labs, shown_unit};
use leptos::prelude::*;

pub use self::form::LabForm;
pub use self::one::{bone_scan, lab};
pub use self::scan_form::ScanForm;
use crate::journal::{LastValue, use_journal};
use crate::page::Page;
use crate::ui::{Back, Glyph, Icon, IconSize, Link, SearchField, live, nothing, place_head};
use crate::units;
use crate::words;

/// Lab values and scans.
pub fn labs() -> AnyView {
    let query = RwSignal::new(String::new());
    let body = move || {
        let query = query.get();
        if query.trim().is_empty() { view! { {last()} {all()} }.into_any() } else { found(query.trim()) }
    };
    let below = view! { <p class="soft">{words::LABS_MORE}</p> }.into_any();
    view! {
        <Back to=Page::Log name=words::LOG/>
        {place_head(words::LAB_OR_SCAN.to_owned(), below, nothing())}
        <SearchField name=words::SEARCH_LABS hint=words::SEARCH_LABS_HINT text=query/>
        {live(body)}
    }
    .into_any()
}

/// Those of which there is a value; none in a new journal.
fn last() -> AnyView {
    let values = use_journal().last_values();
    let row = |LastValue { lab, told }: LastValue| Some(row(Page::Lab(lab.0), name_of(lab.entry()?), told));
    live(move || {
        let rows: Vec<AnyView> = values.get().into_iter().filter_map(row).collect();
        if rows.is_empty() {
            return nothing();
        }
        view! {
            <section>
                <h2>{words::LABS_LAST}</h2>
                <div class="list">{rows}</div>
            </section>
        }
        .into_any()
    })
}

fn all() -> AnyView {
    view! {
        <section>
            <h2>{words::LABS_ALL}</h2>
            <div class="list">{scan_row()} {rows(labs_to_log())}</div>
        </section>
    }
    .into_any()
}

fn found(query: &str) -> AnyView {
    let labs: Vec<_> = search_labs(query).into_iter().filter(|lab| lab.number != LabNumber::BP_DIA).collect();
    let begins = query.to_lowercase();
    let is_scan = words::BONE_SCAN_SEARCH.iter().any(|word| word.starts_with(&begins));
    let count = labs.len() + usize::from(is_scan);
    if count == 0 {
        return view! { <p role="status">{words::NOTHING_FOUND}</p> }.into_any();
    }
    view! {
        <section aria-live="polite">
            <h2>{words::found(count)}</h2>
            <div class="list">{if is_scan { scan_row() } else { nothing() }} {rows(labs.into_iter())}</div>
        </section>
    }
    .into_any()
}

fn rows(labs: impl Iterator<Item = &'static Lab>) -> AnyView {
    let units = units::chosen();
    // Both numbers of a blood pressure are one place.
    let labs = labs.filter(|lab| lab.number != LabNumber::BP_DIA);
    labs.map(|lab| row(Page::Lab(lab.number.0), name_of(lab), shown_unit(lab.unit_of(units)))).collect_view().into_any()
}

fn scan_row() -> AnyView {
    row(Page::BoneScan, words::BONE_SCAN, words::BONE_SCAN_HINT.to_owned())
}

fn row(to: Page, name: &'static str, detail: String) -> AnyView {
    view! {
        <Link class="item item--leads" to=to>
            <span class="grow">
                <b>{name}</b>
                <span class="item__detail num">{detail}</span>
            </span>
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
        </Link>
    }
    .into_any()
}

fn name_of(lab: &'static Lab) -> &'static str {
    if lab.number == LabNumber::BP_SYS { words::BLOOD_PRESSURE } else { lab.name }
}
