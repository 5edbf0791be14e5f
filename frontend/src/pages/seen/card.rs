//! How a follow stands: a sentence, when it was heard from, a week of each medicine and symptom. As a card among others, and first on
//! the page of one person.

use leptos::prelude::*;

use super::Seen;
use super::strips::strips;
use crate::journal::{AlertWords, JournalHandle, SeenForm, SeenView};
use crate::page::Page;
use crate::ui::{Button, ButtonKind, Glyph, Icon, IconSize, Link, live, live_text, nothing};
use crate::words::seen as words;

/// So many medicines, and so many symptoms, are on a card; the others on the page.
const ON_A_CARD: usize = 3;

/// What can be done from a card; what is not there is not offered.
#[derive(Clone, Copy, Default)]
pub struct CardActs {
    /// The page with all that they share.
    pub to: Option<Page>,
    /// Leaves a note.
    pub leave_note: Option<Callback<()>>,
    /// Says that a wish to be called was seen: it is told up to which one, in milliseconds since 1970.
    pub call_seen: Option<Callback<i64>>,
}

/// The card of one person who shares.
pub fn followed_card(journal: JournalHandle, acts: CardActs) -> AnyView {
    let view = journal.seen_view();
    let still = still(view);
    live(move || still.get().map_or_else(nothing, |still| card(&still, view, acts)))
}

/// Without what only the passing of time changes: the turn of a minute redraws nothing under a finger.
fn still(view: Seen) -> Seen {
    Memo::new(move |_| view.with(|view| view.clone().map(|view| SeenView { heard: String::new(), ..view })))
}

fn card(view: &SeenView, seen: Seen, acts: CardActs) -> AnyView {
    let class = match view.form {
        SeenForm::Fresh | SeenForm::Quiet => "surface seen",
        SeenForm::NoNews | SeenForm::Waiting => "surface seen seen--no-news",
        SeenForm::Paused | SeenForm::Ended => "surface seen seen--sunk",
    };
    let has_strips = matches!(view.form, SeenForm::Fresh | SeenForm::Quiet);
    // In a pause, and before anything was heard, a card stays as calm as it is: a note is left from the page.
    let has_note = has_strips || view.form == SeenForm::NoNews;
    let on_card = if has_note { note(view, acts, Some(words::leave_a_note_for(&view.name))) } else { nothing() };
    let strips = if has_strips { strips(view, ON_A_CARD) } else { nothing() };
    view! {
        <section class=class>
            {head(view, seen, acts.to)}
            {alerts(&view.alerts, acts)}
            {told(view)}
            {strips}
            {on_card}
        </section>
    }
    .into_any()
}

fn head(view: &SeenView, seen: Seen, to: Option<Page>) -> AnyView {
    let inside = view! {
        <span class="mark seen__mark" aria-hidden="true">
            {view.initial.clone()}
        </span>
        <span class="grow">
            <h2>{view.name.clone()}</h2>
            <span class="item__detail num">{live_text(move || heard_in(seen))}</span>
        </span>
    };
    match to {
        Some(to) => view! {
            <Link class="row seen__head" to=to>
                {inside}
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </Link>
        }
        .into_any(),
        None => view! { <div class="row seen__head">{inside}</div> }.into_any(),
    }
}

/// When it was heard from, below the name.
pub fn heard_line(view: Seen) -> AnyView {
    view! { <p class="soft small num">{live_text(move || heard_in(view))}</p> }.into_any()
}

fn heard_in(view: Seen) -> String {
    view.with(|view| view.as_ref().map(|view| view.heard.clone()).unwrap_or_default())
}

/// How it stands, first on the page of one person.
pub fn stands(view: Seen, acts: CardActs) -> AnyView {
    let view = still(view);
    let shown = move |view: &SeenView| {
        view! {
            {alerts(&view.alerts, acts)}
            {told(view)}
            {note(view, acts, None)}
            {week(view)}
        }
        .into_any()
    };
    live(move || view.with(|view| view.as_ref().map_or_else(nothing, shown)))
}

fn week(view: &SeenView) -> AnyView {
    let has_none = view.doses.is_empty() && view.levels.is_empty();
    if has_none || matches!(view.form, SeenForm::Waiting | SeenForm::Ended) {
        return nothing();
    }
    view! {
        <section class="surface seen">
            <h2>{words::LAST_SEVEN_DAYS}</h2>
            {strips(view, usize::MAX)}
        </section>
    }
    .into_any()
}

fn told(view: &SeenView) -> AnyView {
    let line = |class: &'static str, words: &str| {
        if words.is_empty() { nothing() } else { view! { <p class=class>{words.to_owned()}</p> }.into_any() }
    };
    view! {
        <div class="seen__told">
            {line("lead num", &view.sentence)}
            {line("soft num", &view.more)}
            {line("small num seen__then", &view.then)}
        </div>
    }
    .into_any()
}

/// What was agreed to be told. Calm: no colour of its own, and nothing that blinks.
fn alerts(alerts: &[AlertWords], acts: CardActs) -> AnyView {
    let one = |alert: &AlertWords| {
        let AlertWords { sentence, more, call_ms } = alert.clone();
        let seen = match (call_ms, acts.call_seen) {
            (Some(call_ms), Some(call_seen)) => {
                let press = move |()| call_seen.run(call_ms);
                view! { <Button words=words::SEEN_THAT_THEY_ASK on_press=press/> }.into_any()
            }
            _ => nothing(),
        };
        view! {
            <div class="seen__alert">
                <Icon glyph=Glyph::INFO/>
                <p class="grow num">
                    <b>{sentence}</b>
                    <span class="item__detail">{more}</span>
                </p>
                {seen}
            </div>
        }
        .into_any()
    };
    alerts.iter().map(one).collect_view().into_any()
}

/// Leaving a note, where the owner takes any. `name` is that of its button, among others of the same words.
fn note(view: &SeenView, acts: CardActs, name: Option<String>) -> AnyView {
    let Some(leave_note) = acts.leave_note.filter(|_| view.takes_notes) else { return nothing() };
    let name = name.unwrap_or_else(|| words::LEAVE_A_NOTE.to_owned());
    view! {
        <Button
            kind=ButtonKind::SoftWide
            glyph=Glyph::CHAT
            words=words::LEAVE_A_NOTE
            name=name
            on_press=leave_note
        />
    }
    .into_any()
}
