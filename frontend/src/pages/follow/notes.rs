//! Notes of somebody who follows: the owner sees all of them, answers, hides or removes them, and may switch them off.

use ebb_protocol::ids::MemberId;
use leptos::prelude::*;

use crate::journal::{NoteLine, use_follows};
use crate::ui::{Button, ButtonKind, Switch, live, nothing, text_area};
use crate::words;

/// All notes of one follow.
pub(super) fn notes(member: MemberId, takes_notes: Memo<bool>) -> AnyView {
    let follows = use_follows();
    let notes = follows.notes_of(member);
    let turn = move |()| {
        if let Some(mut edit) = follows.edit(member) {
            edit.terms.takes_notes = !edit.terms.takes_notes;
            follows.change(member, edit);
        }
    };
    // By their names: what is being written below one stays when another comes.
    let ids = Memo::new(move |_| notes.with(|notes| notes.iter().map(|note| note.id.clone()).collect::<Vec<_>>()));
    let all = move || {
        let row = |id| {
            let note = Memo::new(move |_| notes.with(|notes| notes.iter().find(|note| note.id == id).cloned()));
            one(note)
        };
        let rows: Vec<_> = ids.get().into_iter().map(row).collect();
        if rows.is_empty() {
            view! { <p class="soft">{words::NO_NOTES_YET}</p> }.into_any()
        } else {
            view! { <ul class="list">{rows}</ul> }.into_any()
        }
    };
    view! {
        <section class="stack">
            <h2>{words::THEIR_NOTES}</h2>
            {live(all)}
            <div class="list">
                <Switch name=words::TAKE_NOTES hint=words::TAKE_NOTES_HINT on=takes_notes on_turn=turn/>
            </div>
        </section>
    }
    .into_any()
}

fn one(note: Memo<Option<NoteLine>>) -> AnyView {
    let answering = RwSignal::new(false);
    let body = move || match note.get() {
        None => nothing(),
        Some(note) if note.is_hidden => hidden(note),
        Some(note) => shown(note, answering),
    };
    view! { <li class="note">{live(body)}</li> }.into_any()
}

fn hidden(note: NoteLine) -> AnyView {
    let follows = use_follows();
    let name = [words::SHOW_NOTE, ", ", note.when.as_str()].concat();
    view! {
        <div class="row">
            <p class="grow soft num">{[words::HIDDEN_NOTE, ", ", note.when.as_str()].concat()}</p>
            <Button
                kind=ButtonKind::RowEnd
                words=words::SHOW_NOTE
                name=name
                on_press=move |()| follows.hide(note.id.clone(), false)
            />
        </div>
    }
    .into_any()
}

fn shown(note: NoteLine, answering: RwSignal<bool>) -> AnyView {
    let follows = use_follows();
    let NoteLine { id, text, when, answer, .. } = note;
    let (hide, remove) = (id.clone(), id.clone());
    let named = |words: &str| [words, ", ", when.as_str()].concat();
    let (answer_name, hide_name, remove_name) =
        (named(words::ANSWER), named(words::HIDE_NOTE), named(words::REMOVE_NOTE));
    let answered = if answer.is_empty() {
        nothing()
    } else {
        view! {
            <p class="note__answer">
                <span class="soft small">{words::YOUR_ANSWER}</span>
                {answer.clone()}
            </p>
        }
        .into_any()
    };
    let field = move || if answering.get() { answer_field(id.clone(), answer.clone(), answering) } else { nothing() };
    view! {
        <p class="note__text" dir="auto">
            {text}
        </p>
        <p class="soft small num">{when}</p>
        {answered}
        <div class="note__acts">
            <Button words=words::ANSWER name=answer_name on_press=move |()| answering.update(|open| *open = !*open)/>
            <Button
                kind=ButtonKind::RowEnd
                words=words::HIDE_NOTE
                name=hide_name
                on_press=move |()| follows.hide(hide.clone(), true)
            />
            <Button
                kind=ButtonKind::RowEnd
                words=words::REMOVE_NOTE
                name=remove_name
                on_press=move |()| follows.remove_note(remove.clone())
            />
        </div>
        {live(field)}
    }
    .into_any()
}

fn answer_field(id: ebb_journal::RecordId, before: String, answering: RwSignal<bool>) -> AnyView {
    let follows = use_follows();
    let (text, problem) = (RwSignal::new(before), RwSignal::new(""));
    let save = move |()| match text.with_untracked(|text| follows.answer(id.clone(), text)) {
        Ok(()) => answering.set(false),
        Err(sentence) => problem.set(sentence),
    };
    view! {
        {text_area(words::YOUR_ANSWER, words::ANSWER_HINT, text, problem.into())}
        <Button kind=ButtonKind::SoftWide words=words::SAVE on_press=save/>
    }
    .into_any()
}
