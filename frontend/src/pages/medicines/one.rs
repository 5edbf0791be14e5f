//! One medicine: its last days, how it is taken, and the ways to change it, to stop it, to keep it private.

use ebb_journal::{CivilDay, SittingId};
use leptos::prelude::*;

use super::form::Form;
use super::supply::supply;
use super::week::{open_dose, week};
use crate::journal::{MedicineCard, today_is, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::ui::{
    Back, Button, ButtonKind, Glyph, Icon, IconSize, LineKind, Link, Switch, line_field, live, nothing, place_head,
    unfold,
};
use crate::words;

/// One medicine.
pub fn medicine(name: SittingId) -> AnyView {
    let card = use_journal().medicine(name);
    // What is open below stays as it is while a dose above is marked.
    let known = Memo::new(move |_| {
        card.with(|card| card.as_ref().map(|card| (card.title.clone(), card.strength.clone(), card.is_stopped)))
    });
    let shown = move || match known.get() {
        None => view! { <h1 tabindex="-1">{words::MEDICINES}</h1> <p>{words::MEDICINE_GONE}</p> }.into_any(),
        Some((title, strength, is_stopped)) => {
            let below = view! { <p class="soft num">{strength}</p> }.into_any();
            view! {
                {place_head(title, below, nothing())}
                {live(move || card.get().map_or_else(nothing, |card| days(&card)))}
                {if is_stopped { nothing() } else { view! { {supply(name, card)} {ways_on(name)} }.into_any() }}
                {always(name, card)}
            }
            .into_any()
        }
    };
    view! { <Back to=Page::Medicines name=words::MEDICINES/> {live(shown)} }.into_any()
}

fn days(card: &MedicineCard) -> AnyView {
    let open = card.open.iter().cloned().map(open_dose).collect_view();
    view! {
        <section class="surface medicine">
            <p class="num">{card.plan.clone()}</p>
            {week(&card.week)}
            {open}
        </section>
    }
    .into_any()
}

/// Changing how it is taken, changing to another one, stopping it.
fn ways_on(name: SittingId) -> AnyView {
    let (changing, stopping) = (RwSignal::new(false), RwSignal::new(false));
    let title = |words: &'static str| view! { <b>{words}</b> }.into_any();
    view! {
        <div class="list">
            {unfold(title(words::CHANGE_IT), changing, move || change(name, changing))}
        </div>
        <div class="list">
            <Link class="item item--leads" to=Page::ChangeMedicine(name)>
                <span class="grow">
                    <b>{words::CHANGE_TO_ANOTHER}</b>
                </span>
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
            {unfold(title(words::NO_LONGER), stopping, move || stop(name, stopping))}
        </div>
    }
    .into_any()
}

fn change(name: SittingId, open: RwSignal<bool>) -> AnyView {
    let journal = use_journal();
    let Some(draft) = untrack(|| journal.medicine_draft(name)) else { return nothing() };
    let form = Form::of(draft);
    let save = move |today: CivilDay| {
        if form.took(journal.change_medicine(name, &form.draft(today))) {
            open.set(false);
        }
    };
    view! { <div class="stack unfolded">{form.view(Callback::new(save))}</div> }.into_any()
}

fn stop(name: SittingId, open: RwSignal<bool>) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let first_day = today_is().map(|today| today.to_string()).unwrap_or_default();
    let (day, why, problem) = (RwSignal::new(first_day), RwSignal::new(String::new()), RwSignal::new(""));
    let save = move |()| match journal.stop_medicine(name, &day.get_untracked(), &why.get_untracked()) {
        Ok(()) => {
            open.set(false);
            navigation.back(Page::Medicines);
        }
        Err(problems) => problem.set(problems.first().map_or("", |problem| problem.sentence())),
    };
    let nothing_wrong = Signal::derive(|| "");
    view! {
        <div class="stack unfolded">
            {line_field(LineKind::Day, words::STOPPED_ON.to_owned(), "", day, problem.into())}
            {line_field(LineKind::Words, words::WHY_STOPPED.to_owned(), words::WHY_STOPPED_HINT, why, nothing_wrong)}
            <Button kind=ButtonKind::MainWide words=words::SAVE on_press=save/>
        </div>
    }
    .into_any()
}

/// What can be done whether it is taken or not.
fn always(name: SittingId, card: Memo<Option<MedicineCard>>) -> AnyView {
    let (journal, navigation) = (use_journal(), use_navigation());
    let is_private = Signal::derive(move || card.with(|card| card.as_ref().is_some_and(|card| card.is_private)));
    let removing = RwSignal::new(false);
    let take_out = move |()| {
        journal.remove_medicine(name);
        navigation.back(Page::Medicines);
    };
    let asked = move || {
        view! {
            <div class="stack unfolded">
                <p class="soft">{words::TAKE_OUT_MORE}</p>
                <Button kind=ButtonKind::SoftWide words=words::TAKE_IT_OUT on_press=take_out/>
            </div>
        }
        .into_any()
    };
    view! {
        <div class="list">
            <Switch
                name=words::PRIVATE
                hint=words::PRIVATE_HINT
                on=is_private
                on_turn=move |()| journal.turn_private(name)
            />
            {unfold(view! { <b>{words::TAKE_OUT}</b> }.into_any(), removing, asked)}
        </div>
    }
    .into_any()
}
