//! The entries of a day, each a row that opens: to be changed, taken out, and to tell what it was before.

use ebb_journal::RecordId;
use leptos::prelude::*;

use super::editing::editing;
use crate::journal::{DayEntry, DayView, WasVersion, use_journal};
use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, Glyph, Icon, IconSize, Switch, live, nothing, unfold};
use crate::words;

/// Which entry is open.
type Open = RwSignal<Option<RecordId>>;

/// Some entries of a day. A row stays what it is while another one changes: what is being typed in it is kept.
pub fn entries(name: &'static str, view: Memo<DayView>, of: fn(&DayView) -> &Vec<DayEntry>, open: Open) -> AnyView {
    let ids = Memo::new(move |_| view.with(|view| of(view).iter().map(|entry| entry.id.clone()).collect::<Vec<_>>()));
    let is_empty = Memo::new(move |_| ids.with(Vec::is_empty));
    let row = move |id: RecordId| {
        let entry = Memo::new(move |_| view.with(|view| of(view).iter().find(|entry| entry.id == id).cloned()));
        row(entry, open)
    };
    let all = move || {
        if is_empty.get() {
            return nothing();
        }
        view! {
            <section>
                <h2 class="day__heading" tabindex="-1">{name}</h2>
                <div class="list">
                    <For each=move || ids.get() key=Clone::clone children=row/>
                </div>
            </section>
        }
        .into_any()
    };
    live(all)
}

fn row(entry: Memo<Option<DayEntry>>, open: Open) -> AnyView {
    let id = Memo::new(move |_| entry.with(|entry| entry.as_ref().map(|entry| entry.id.clone())));
    let is_open = Memo::new(move |_| id.get().is_some() && open.get() == id.get());
    let face = move || {
        entry.get().map_or_else(nothing, |entry| {
            view! {
                <span class="num">{entry.at}</span>
                " "
                <b>{entry.what}</b>
                <span class="item__detail also__what" dir="auto">
                    {entry.told}
                </span>
            }
            .into_any()
        })
    };
    let turn = move |_| open.update(|open| *open = if *open == id.get_untracked() { None } else { id.get_untracked() });
    let below = move || {
        let shown = if is_open.get() { entry.get_untracked() } else { None };
        shown.map_or_else(nothing, |entry| opened(&entry, open))
    };
    view! {
        <button type="button" class="item item--leads" aria-expanded=move || is_open.get().to_string() on:click=turn>
            <span class="grow">{live(face)}</span>
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
        </button>
        {live(below)}
    }
    .into_any()
}

fn opened(entry: &DayEntry, open: Open) -> AnyView {
    let journal = use_journal();
    let (removed, past) = (entry.id.clone(), entry.id.clone());
    let remove = move |()| {
        journal.remove_entry(&removed);
        open.set(None);
        page_element::focus_soon(".day__heading, h1");
    };
    let (asked, turned) = (entry.id.clone(), entry.id.clone());
    let is_private = Memo::new(move |_| journal.is_entry_private(&asked));
    let turn_private = move |()| journal.turn_entry_private(turned.clone());
    let telling = RwSignal::new(false);
    view! {
        <div class="stack unfolded">
            {editing(entry)}
            <div class="list">
                <Switch name=words::PRIVATE hint=words::PRIVATE_HINT on=is_private on_turn=turn_private/>
            </div>
            <Button kind=ButtonKind::SoftWide words=words::TAKE_THIS_OUT on_press=remove/>
            {unfold(view! { <b>{words::HISTORY}</b> }.into_any(), telling, move || history(&past))}
        </div>
    }
    .into_any()
}

/// What a record was before, the latest first.
fn history(id: &RecordId) -> AnyView {
    let versions = use_journal().history(id);
    let id = id.clone();
    live(move || {
        let line = |version: WasVersion| {
            let WasVersion { when, told, back_to } = version;
            let again = back_to.map_or_else(nothing, |record| {
                let (journal, id) = (use_journal(), id.clone());
                let name = [words::MAKE_IT_SO, ", ", told.as_str()].concat();
                let make = move |()| journal.back_to(&id, record.clone());
                view! { <Button name=name words=words::MAKE_IT_SO on_press=make/> }.into_any()
            });
            view! {
                <li class="medicine__open">
                    <p class="grow also__what">
                        <span dir="auto">{told}</span>
                        <span class="item__detail num">{when}</span>
                    </p>
                    {again}
                </li>
            }
            .into_any()
        };
        view! { <ul class="stack history">{versions.get().into_iter().map(line).collect_view()}</ul> }.into_any()
    })
}
