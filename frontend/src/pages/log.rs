//! Log: everything that can be logged. What the person follows first, then a search, then all of it by body system.

use ebb_journal::catalogue::{BodySystem, Symptom, search, symptoms_of};
use leptos::prelude::*;

use super::journal_head::where_it_is_safe;
use super::symptom::clinical_term;
use crate::journal::use_journal;
use crate::page::Page;
use crate::ui::{Glyph, Icon, IconSize, Link, SearchField, live, nothing, place_head};
use crate::words;

/// Log.
pub fn log() -> AnyView {
    let query = RwSignal::new(String::new());
    let open = RwSignal::new(None::<BodySystem>);
    let body = move || {
        let query = query.get();
        if query.trim().is_empty() { view! { {yours()} {everything(open)} }.into_any() } else { found(&query) }
    };
    view! {
        {place_head(words::WHAT_HAPPENED.to_owned(), where_it_is_safe(Some(Page::Share)), nothing())}
        <SearchField name=words::SEARCH_SYMPTOMS hint=words::SEARCH_HINT text=query/>
        {live(body)}
    }
    .into_any()
}

fn yours() -> AnyView {
    let followed = untrack(|| use_journal().followed());
    let choice = |symptom: &'static Symptom| {
        view! {
            <Link class="choice choice--small" to=Page::Symptom(symptom.number.0)>
                {symptom.name}
            </Link>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{words::YOURS}</h2>
            <div class="choices">{followed.into_iter().map(choice).collect_view()}</div>
        </section>
    }
    .into_any()
}

fn everything(open: RwSignal<Option<BodySystem>>) -> AnyView {
    let system = move |system: BodySystem| {
        let is_open = Memo::new(move |_| open.get() == Some(system));
        let turn = move |_| open.update(|open| *open = if *open == Some(system) { None } else { Some(system) });
        let shown = move || if is_open.get() { rows(symptoms_of(system).iter()) } else { nothing() };
        view! {
            <button type="button" class="item item--leads" aria-expanded=move || is_open.get().to_string() on:click=turn>
                {face(glyph_of(system), system.name(), hint_of(system))}
            </button>
            {live(shown)}
        }
        .into_any()
    };
    let place = |to: Page, glyph: Glyph, name: &'static str, hint: String| {
        view! {
            <Link class="item item--leads" to=to>
                {face(glyph, name, hint)}
            </Link>
        }
        .into_any()
    };
    view! {
        <section>
            <h2>{words::EVERYTHING}</h2>
            <div class="list">
                {BodySystem::ALL.map(system).into_iter().collect_view()}
                {place(Page::Helped, Glyph::LEAF, words::HELPED, words::HELPED_HINT.to_owned())}
                {place(Page::Labs, Glyph::FLASK, words::LAB_OR_SCAN, words::LAB_OR_SCAN_HINT.to_owned())}
                {place(Page::Writing, Glyph::PEN, words::WRITE, String::new())}
            </div>
        </section>
    }
    .into_any()
}

fn face(glyph: Glyph, name: &'static str, hint: String) -> AnyView {
    view! {
        <Icon glyph=glyph/>
        <span class="grow">
            <b>{name}</b>
            <span class="item__detail">{hint}</span>
        </span>
        <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
    }
    .into_any()
}

/// The icon of a body system.
pub const fn glyph_of(system: BodySystem) -> Glyph {
    match system {
        BodySystem::Musculoskeletal => Glyph::HAND,
        BodySystem::Bone => Glyph::BONE,
        BodySystem::Vasomotor => Glyph::FIRE,
        BodySystem::Urogenital => Glyph::DROP,
        BodySystem::Cardiovascular => Glyph::HEART,
        BodySystem::Neurocognitive => Glyph::BRAIN,
        BodySystem::General => Glyph::BODY,
        BodySystem::Men => Glyph::MALE,
    }
}

/// The first symptoms of a body system, and whether they stay with the person.
fn hint_of(system: BodySystem) -> String {
    let names: Vec<String> = symptoms_of(system).iter().take(3).map(|symptom| symptom.name.to_lowercase()).collect();
    let hint = names.join(", ");
    if system == BodySystem::Urogenital { words::never_shared(&hint) } else { hint }
}

fn found(query: &str) -> AnyView {
    let found = search(query);
    if found.is_empty() {
        return view! { <p role="status">{words::NOTHING_FOUND}</p> }.into_any();
    }
    view! {
        <section aria-live="polite">
            <h2>{words::found(found.len())}</h2>
            <div class="list">{rows(found.into_iter())}</div>
        </section>
    }
    .into_any()
}

fn rows(symptoms: impl Iterator<Item = &'static Symptom>) -> AnyView {
    let row = |symptom: &'static Symptom| {
        view! {
            <Link class="item item--leads" to=Page::Symptom(symptom.number.0)>
                <span class="grow">
                    <b>{symptom.name}</b>
                    <span class="item__detail">{clinical_term(symptom)}</span>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
        }
        .into_any()
    };
    symptoms.map(row).collect_view().into_any()
}
