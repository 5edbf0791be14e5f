//! Lab values and bone scans that are shared: of each the last one, the earlier ones below it.

use ebb_journal::LabNumber;
use leptos::prelude::*;

use crate::journal::{LastValue, MeasuredLine, use_journal};
use crate::ui::{live, nothing, unfold};
use crate::units;
use crate::words;

/// Lab values and bone scans.
pub fn measured() -> AnyView {
    let journal = use_journal();
    let (last, scans) = (journal.last_values(), journal.scans());
    let shown = move || {
        let (last, scans) = (last.get(), scans.get());
        if last.is_empty() && scans.is_empty() {
            return view! { <p class="soft">{words::seen::NO_LABS_SHARED}</p> }.into_any();
        }
        let scans = if scans.is_empty() {
            nothing()
        } else {
            view! {
                <h3>{words::BONE_SCAN}</h3>
                <ul class="list">{scans.into_iter().map(line).collect_view()}</ul>
            }
            .into_any()
        };
        let labs = if last.is_empty() {
            nothing()
        } else {
            view! { <div class="list">{last.into_iter().filter_map(lab).collect_view()}</div> }.into_any()
        };
        view! { {labs} {scans} }.into_any()
    };
    view! {
        <section class="seen-all__section">
            <h2>{words::seen::LABS_AND_SCANS}</h2>
            {live(shown)}
        </section>
    }
    .into_any()
}

fn lab(last: LastValue) -> Option<AnyView> {
    let LastValue { lab, told } = last;
    let entry = lab.entry()?;
    let journal = use_journal();
    let is_pressure = lab == LabNumber::BP_SYS;
    let values = if is_pressure { journal.pressures() } else { journal.values_of(lab, units::chosen()) };
    let face = view! {
        <b>{if is_pressure { words::BLOOD_PRESSURE } else { entry.name }}</b>
        <span class="item__detail num">{told}</span>
    }
    .into_any();
    let all = move || {
        let lines = move || values.get().into_iter().map(line).collect_view().into_any();
        view! { <ul class="unfolded">{live(lines)}</ul> }.into_any()
    };
    Some(unfold(face, RwSignal::new(false), all))
}

fn line(line: MeasuredLine) -> AnyView {
    let MeasuredLine { what, besides, when, .. } = line;
    view! {
        <li class="item">
            <p class="grow also__what">
                <b class="num">{what}</b>
                <span class="item__detail num">{besides}</span>
                <span class="item__detail num" dir="auto">
                    {when}
                </span>
            </p>
        </li>
    }
    .into_any()
}
