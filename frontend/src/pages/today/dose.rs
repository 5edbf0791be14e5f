//! The doses of today: each a card while it is due, a quiet row once it was put off, taken or skipped on purpose.

use leptos::prelude::*;

use super::later::Later;
use crate::journal::{DoseDue, DoseLine, DoseLineState, Today, use_journal};
use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, Glyph, Icon, nothing};
use crate::words;

/// The doses of today, if any is planned.
pub fn doses(today: &Today, later: Later) -> AnyView {
    if today.doses.is_empty() {
        return nothing();
    }
    let dose = |line: &DoseLine| {
        let DoseLine { due, name, strength, planned, state } = line.clone();
        match state {
            DoseLineState::Taken { at } => done(&due, name, Glyph::CHECK, &words::taken_at(&at)),
            DoseLineState::Skipped => done(&due, name, Glyph::MINUS, words::SKIPPED),
            DoseLineState::Due if later.has(&today.date_title, &due) => put_off(&due, name),
            DoseLineState::Due => due_now(&due, name, [strength, planned], today.date_title.clone(), later),
        }
    };
    let doses = today.doses.iter().map(dose).collect_view();
    view! {
        <div class="doses" id="doses" tabindex="-1">
            {doses}
        </div>
    }
    .into_any()
}

/// A press that acts on a dose. Its button will be gone: the doses as a whole take the focus.
fn on(due: &DoseDue, act: impl Fn(DoseDue) + Send + Sync + 'static) -> Callback<()> {
    let due = due.clone();
    Callback::new(move |()| {
        act(due.clone());
        page_element::focus_soon("#doses");
    })
}

fn due_now(due: &DoseDue, name: String, more: [Option<String>; 2], day: String, later: Later) -> AnyView {
    let journal = use_journal();
    let [strength, planned] = more;
    // Of two doses a day each has its own name.
    let group = planned.as_ref().map_or_else(|| name.clone(), |planned| [name.as_str(), " ", planned].concat());
    let wait = on(due, move |due| later.put_off(&day, &due));
    let take = on(due, move |due| journal.take_dose(due));
    let skip = on(due, move |due| journal.skip_dose(due));
    view! {
        <div class="surface" role="group" aria-label=group>
            <h2 class="dose__name">
                {name}
                <span class="soft quiet num">{strength.unwrap_or_default()}</span>
                <span class="dose__planned soft quiet num">{planned.unwrap_or_default()}</span>
            </h2>
            <div class="dose__acts">
                <Button kind=ButtonKind::Main glyph=Glyph::CHECK words=words::TAKEN on_press=take/>
                <div class="dose__other">
                    <Button kind=ButtonKind::SoftBig words=words::LATER on_press=wait/>
                    <Button kind=ButtonKind::SoftBig words=words::SKIP on_press=skip/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn put_off(due: &DoseDue, name: String) -> AnyView {
    let journal = use_journal();
    let group = name.clone();
    let take = on(due, move |due| journal.take_dose(due));
    let skip = on(due, move |due| journal.skip_dose(due));
    view! {
        <div class="surface dose--row" role="group" aria-label=group>
            <p class="told">
                <span>
                    <b>{name}</b>
                    " "
                    <span class="told__detail told__detail--below">{words::LATER_TODAY}</span>
                </span>
            </p>
            <div class="dose__other">
                <Button words=words::TAKEN on_press=take/>
                <Button words=words::SKIP on_press=skip/>
            </div>
        </div>
    }
    .into_any()
}

/// What was done, with a way back for as long as the day lasts.
fn done(due: &DoseDue, name: String, glyph: Glyph, state: &str) -> AnyView {
    let journal = use_journal();
    let undo = words::undo_of(&name, state);
    let clear = on(due, move |due| journal.clear_dose(due));
    view! {
        <div class="surface dose--row">
            {told(glyph, "", name, state.to_owned())}
            <Button kind=ButtonKind::RowEnd name=undo words=words::UNDO on_press=clear/>
        </div>
    }
    .into_any()
}

/// An icon, a bold word and what is to be said of it.
pub fn told(glyph: Glyph, class: &'static str, name: String, detail: String) -> AnyView {
    view! {
        <p class="told num">
            <Icon class=class glyph=glyph/>
            <span>
                <b>{name}</b>
                " "
                <span class="told__detail">{detail}</span>
            </span>
        </p>
    }
    .into_any()
}
