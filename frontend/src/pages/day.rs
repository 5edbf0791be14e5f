//! One day: what was logged on it, to be looked at, changed and taken out.

mod doses;
mod editing;
mod entry;

use ebb_journal::CivilDay;
use leptos::prelude::*;

use self::doses::doses;
use self::entry::entries;
use super::check_in::keys_of;
use super::day_of_text::day_of_text;
use crate::journal::{DayView, Entry, RatedRow, date_title, today_is, use_journal};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::ui::{Back, Glyph, Icon, IconSize, LineKind, line_field, live, nothing, place_head, strength, unfold};
use crate::words;

/// A day.
pub fn day(day: CivilDay) -> AnyView {
    let view = use_journal().day(day);
    let open = RwSignal::new(None);
    let nothing_logged = Memo::new(move |_| {
        view.with(|view| {
            view.ratings.is_empty() && view.entries.is_empty() && view.doses.iter().all(|dose| !dose.is_logged)
        })
    });
    let empty = move || {
        if nothing_logged.get() { view! { <p>{words::NOTHING_THAT_DAY}</p> }.into_any() } else { nothing() }
    };
    view! {
        <Back to=Page::Today name=words::BACK/>
        {place_head(date_title(day), nothing(), nothing())}
        {other_days(day)}
        {live(empty)}
        {doses(view)}
        {entries(words::HOW_IT_WAS, view, |view| &view.ratings, open)}
        {entries(words::WHAT_ELSE, view, |view| &view.entries, open)}
        {unsaid(day, view)}
    }
    .into_any()
}

/// The ways to the day before and after, and to any day. Going there does not pile up behind the way back.
fn other_days(day: CivilDay) -> AnyView {
    let navigation = use_navigation();
    let to = move |there: CivilDay, name: &'static str| {
        let go = move |_| navigation.replace(Page::Day(there));
        let named = [name, ", ", date_title(there).as_str()].concat();
        view! {
            <button type="button" class="button" aria-label=named on:click=go>
                {name}
            </button>
        }
        .into_any()
    };
    let is_before_today = today_is().is_some_and(|today| day < today);
    let after = day.plus(1).filter(|_| is_before_today).map(|day| to(day, words::DAY_AFTER));
    let before = day.plus(-1).map(|day| to(day, words::DAY_BEFORE));
    let open = RwSignal::new(false);
    view! {
        <div class="pair">{before} {after}</div>
        <div class="list">
            {unfold(view! { <b>{words::ANOTHER_DAY}</b> }.into_any(), open, move || any_day(day))}
        </div>
    }
    .into_any()
}

fn any_day(day: CivilDay) -> AnyView {
    let navigation = use_navigation();
    let (text, problem) = (RwSignal::new(day.to_string()), RwSignal::new(""));
    let go = move |_| match today_is().map_or(Err(""), |today| day_of_text(&text.get_untracked(), today)) {
        Ok(there) => navigation.replace(Page::Day(there)),
        Err(wrong) => problem.set(wrong),
    };
    view! {
        <div class="stack unfolded">
            {line_field(LineKind::Day, words::THE_DAY.to_owned(), "", text, problem.into())}
            <button type="button" class="button button--wide" on:click=go>
                {words::SHOW_THE_DAY}
                <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
            </button>
        </div>
    }
    .into_any()
}

/// What the person follows and did not say: a gap, unless it is said now.
fn unsaid(day: CivilDay, view: Memo<DayView>) -> AnyView {
    let is_past = Memo::new(move |_| view.with(|view| view.is_past && !view.unsaid.is_empty()));
    let open = RwSignal::new(false);
    let rows = move || {
        let row = move |row: RatedRow| {
            let journal = use_journal();
            let entry = Entry { day: Some(day), ..Entry::today(row.symptom) };
            let rate = Callback::new(move |value| journal.rate_entry(entry, value));
            strength(row.name, format!("unsaid-{}", row.symptom.0), keys_of(row.scale), Signal::derive(|| None), rate)
        };
        let rows = move || view.with(|view| view.unsaid.clone()).into_iter().map(row).collect_view().into_any();
        view! { <div class="stack unfolded">{live(rows)}</div> }.into_any()
    };
    let face = || {
        view! {
            <b>{words::NOT_SAID}</b>
            <span class="item__detail">{words::NOT_SAID_MORE}</span>
        }
        .into_any()
    };
    live(move || {
        if is_past.get() {
            view! { <div class="list">{unfold(face(), open, rows)}</div> }.into_any()
        } else {
            nothing()
        }
    })
}
