//! The night view, for three in the morning: one large target within reach of a thumb, nothing bright.

use leptos::prelude::*;

use super::journal_head::{kept_in_bar, where_it_is_safe};
use super::today::Tremble;
use crate::journal::{Today, use_journal};
use crate::page::Page;
use crate::ui::{Button, ButtonKind, Glyph, Icon, live, nothing, place_head};
use crate::words;

/// The night view; `row` is what logs at a tap besides. `on_day_view` leaves it.
pub fn night(row: AnyView, on_day_view: Callback<()>) -> AnyView {
    let journal = use_journal();
    let today = journal.today();
    let tremble = Tremble::new();
    // The target stands for itself, so that it is never drawn anew under a finger.
    let press = move |_| {
        if !tremble.is_one() {
            match today.with_untracked(|today| today.going.clone()) {
                Some(flash) => journal.end_flash(flash.id),
                None => journal.start_flash(),
            }
        }
    };
    let head = move || {
        let clock = today.with(|today| today.clock.clone());
        let day = view! { <Button words=words::DAY_VIEW on_press=on_day_view/> };
        place_head(clock, where_it_is_safe(Some(Page::Share)), day.into_any())
    };
    let count_it = move || match today.with(|today| today.going.clone()) {
        Some(flash) => {
            let count = move |()| journal.count_flash(flash.id.clone());
            view! { <Button kind=ButtonKind::SoftWide words=words::JUST_COUNT_IT on_press=count/> }.into_any()
        }
        None => nothing(),
    };
    view! {
        {live(head)}
        <p class="night-view__count soft num">{live(move || today.with(tonight).into_any())}</p>
        {kept_in_bar("night-view__kept")}
        {live(count_it)}
        {row}
        <button type="button" class="night-view__target" on:click=press>
            <Icon glyph=Glyph::FIRE/>
            {live(move || today.with(face))}
        </button>
    }
    .into_any()
}

fn tonight(today: &Today) -> String {
    words::flashes_tonight(today.tonight, today.going.is_some())
}

fn face(today: &Today) -> AnyView {
    let (above, bold, below) = match &today.going {
        Some(flash) => (words::going_at_night(&flash.at), words::TAP_WHEN_IT_ENDS, ""),
        None => (String::new(), words::HOT_FLASH, words::TAP_WHEN_IT_STARTS),
    };
    view! {
        <span class="num">{above}</span>
        <b>{bold}</b>
        <span class="soft">{below}</span>
    }
    .into_any()
}
