//! One dose of today: a card while it is due, a quiet row once it was put off, taken or skipped on purpose.

use leptos::prelude::*;

use super::later::Later;
use crate::journal::{DoseDue, DoseLine, DoseLineState, use_journal};
use crate::ui::{Button, ButtonKind, FocusPlace, Glyph, Icon};
use crate::words;

/// One dose of today.
#[component]
pub fn DoseCard(
    /// The dose.
    line: DoseLine,
    /// What was put off today.
    later: Later,
    /// What takes the focus once a button is gone.
    place: FocusPlace,
) -> impl IntoView {
    let DoseLine { due, name, strength, state } = line;
    match state {
        DoseLineState::Taken { at } => {
            view! { <DoneRow place=place due=due name=name glyph=Glyph::Check state=words::taken_at(&at)/> }.into_any()
        }
        DoseLineState::Skipped => {
            view! { <DoneRow place=place due=due name=name glyph=Glyph::Minus state=words::SKIPPED.to_owned()/> }
                .into_any()
        }
        DoseLineState::Due => {
            let put_off = Memo::new({
                let name = name.clone();
                move |_| later.has(&name)
            });
            let card = move || {
                let (due, name, strength) = (due.clone(), name.clone(), strength.clone());
                if put_off.get() {
                    view! { <PutOffRow place=place due=due name=name/> }.into_any()
                } else {
                    view! { <DueCard place=place due=due name=name strength=strength later=later/> }.into_any()
                }
            };
            card.into_any()
        }
    }
}

#[component]
fn DueCard(place: FocusPlace, due: DoseDue, name: String, strength: Option<String>, later: Later) -> impl IntoView {
    let journal = use_journal();
    let group = name.clone();
    let put_off = name.clone();
    let skipped = due.clone();
    let take = move |_| {
        journal.take_dose(due.clone());
        place.take();
    };
    let wait = move |_| {
        later.put_off(&put_off);
        place.take();
    };
    let skip = move |_| {
        journal.skip_dose(skipped.clone());
        place.take();
    };
    view! {
        <div class="surface" role="group" aria-label=group>
            <h2 class="dose__name">
                {name} {strength.map(|strength| view! { <span class="soft quiet num">{strength}</span> })}
            </h2>
            <div class="dose__acts">
                <Button kind=ButtonKind::Main big=true on_press=take>
                    <Icon glyph=Glyph::Check/>
                    {words::TAKEN}
                </Button>
                <div class="dose__other">
                    <Button big=true on_press=wait>
                        {words::LATER}
                    </Button>
                    <Button big=true on_press=skip>
                        {words::SKIP}
                    </Button>
                </div>
            </div>
        </div>
    }
}

#[component]
fn PutOffRow(place: FocusPlace, due: DoseDue, name: String) -> impl IntoView {
    let journal = use_journal();
    let group = name.clone();
    let skipped = due.clone();
    let take = move |_| {
        journal.take_dose(due.clone());
        place.take();
    };
    let skip = move |_| {
        journal.skip_dose(skipped.clone());
        place.take();
    };
    view! {
        <div class="surface dose--row" role="group" aria-label=group>
            <p class="told">
                <span>
                    <b>{name}</b>
                    " "
                    <span class="told__detail told__detail--below">{words::LATER_TODAY}</span>
                </span>
            </p>
            <div class="dose__late-acts">
                <Button on_press=take>{words::TAKEN}</Button>
                <Button on_press=skip>{words::SKIP}</Button>
            </div>
        </div>
    }
}

/// What was done, with a way back for as long as the day lasts.
#[component]
fn DoneRow(place: FocusPlace, due: DoseDue, name: String, glyph: Glyph, state: String) -> impl IntoView {
    let journal = use_journal();
    let undo = words::undo_of(&name, &state);
    let clear = move |_| {
        journal.clear_dose(due.clone());
        place.take();
    };
    view! {
        <div class="surface dose--row">
            <p class="told">
                <Icon glyph=glyph/>
                <span>
                    <b>{name}</b>
                    " "
                    <span class="told__detail num">{state}</span>
                </span>
            </p>
            <Button kind=ButtonKind::Plain at_end=true name=undo on_press=clear>
                {words::UNDO}
            </Button>
        </div>
    }
}
