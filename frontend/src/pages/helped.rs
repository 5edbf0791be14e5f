//! What helped, or may have: exercise, sleep, warmth, alcohol… What it did is what the person says; nothing is concluded from it.

use ebb_journal::catalogue::{FACTORS, FactorEntry, search_factors};
use ebb_journal::draft::{DraftField, FactorDraft, Problem};
use ebb_journal::{Effect, Unit};
use leptos::prelude::*;

use super::effect_choice::effect_choice;
use super::problems::problem_of;
use crate::journal::use_journal;
use crate::page::Page;
use crate::ui::{Back, Button, ButtonKind, LineKind, SearchField, line_field, live, nothing, place_head, unfold};
use crate::words;

/// What helped, or may have.
pub fn helped() -> AnyView {
    let query = RwSignal::new(String::new());
    let body = move || {
        let query = query.get();
        if query.trim().is_empty() {
            return view! { <div class="list">{FACTORS.iter().map(row).collect_view()} {own()}</div> }.into_any();
        }
        let found = search_factors(&query);
        view! {
            <p class="soft small" role="status">
                {words::found(found.len())}
            </p>
            <div class="list">{found.into_iter().map(row).collect_view()} {own()}</div>
        }
        .into_any()
    };
    view! {
        <Back to=Page::Log name=words::LOG/>
        {place_head(words::HELPED.to_owned(), view! { <p class="soft">{words::HELPED_MORE}</p> }.into_any(), nothing())}
        <SearchField name=words::SEARCH_FACTORS hint=words::SEARCH_FACTORS_HINT text=query/>
        {live(body)}
    }
    .into_any()
}

fn row(factor: &'static FactorEntry) -> AnyView {
    let open = RwSignal::new(false);
    unfold(view! { <b>{factor.name}</b> }.into_any(), open, move || form(Some(factor), open))
}

/// Something that the catalogue does not have.
fn own() -> AnyView {
    let open = RwSignal::new(false);
    unfold(view! { <b>{words::IN_YOUR_WORDS}</b> }.into_any(), open, move || form(None, open))
}

fn form(factor: Option<&'static FactorEntry>, open: RwSignal<bool>) -> AnyView {
    let journal = use_journal();
    let (own, amount) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (effect, problems) = (RwSignal::new(None::<Effect>), RwSignal::new(Vec::<Problem>::new()));
    let problem = move |fields| problem_of(problems, fields);
    let save = move |()| {
        let saved = journal.keep_factor(&FactorDraft {
            what: factor.map(|factor| factor.number),
            own_words: own.get_untracked(),
            amount: amount.get_untracked(),
            effect: effect.get_untracked(),
            ..FactorDraft::default()
        });
        open.set(saved.is_err());
        problems.set(saved.err().unwrap_or_default());
    };
    let name = if factor.is_some() {
        nothing()
    } else {
        let problem = problem(&[DraftField::What, DraftField::OwnWords]);
        line_field(LineKind::Words, words::WHAT_IT_WAS.to_owned(), "", own, problem)
    };
    let amount = factor.and_then(|factor| factor.unit).map_or_else(nothing, |unit: Unit| {
        let name = words::how_much_in(unit.shown());
        line_field(LineKind::Number, name, words::MAY_STAY_EMPTY, amount, problem(&[DraftField::Amount]))
    });
    let group = factor.map_or("effect", |factor| factor.id);
    view! {
        <div class="stack unfolded">
            {name} {amount} {effect_choice(group, effect)}
            <Button kind=ButtonKind::MainWide words=words::LOG_IT on_press=save/>
        </div>
    }
    .into_any()
}
