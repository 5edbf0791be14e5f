//! The night view, for three in the morning: one large target within reach of a thumb, nothing bright.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::journal_head::WhereItIsSafe;
use super::today::Tremble;
use crate::app::NightFall;
use crate::journal::{FlashLine, use_journal};
use crate::page::Page;
use crate::ui::{Button, Glyph, Icon, PlaceHead};
use crate::words;

/// The night view.
#[component]
pub fn NightPage() -> impl IntoView {
    let journal = use_journal();
    let today = journal.today();
    let going = Memo::new(move |_| today.with(|today| today.going.clone()));
    let clock = Signal::derive(move || today.with(|today| today.clock.clone()));
    let tonight = move || today.with(|today| words::flashes_tonight(today.tonight, today.going.is_some()));
    let fall = expect_context::<NightFall>();
    view! {
        <PlaceHead
            title=clock
            below=move || view! { <WhereItIsSafe to=Page::Share/> }
            end=move || view! { <Button on_press=move |_| fall.choose_day_view()>{words::DAY_VIEW}</Button> }
        />
        <p class="night-view__count soft num">{tonight}</p>
        <KeptAtNight/>
        {move || {
            going.get().map(|flash| {
                view! { <Button wide=true on_press=move |_| journal.count_flash(flash.id.clone())>{words::JUST_COUNT_IT}</Button> }
            })
        }}
        <Target going=going/>
    }
}

/// The one large target: a tap starts a flash, the next one ends it.
#[component]
fn Target(going: Memo<Option<FlashLine>>) -> impl IntoView {
    let journal = use_journal();
    let tremble = Tremble::new();
    let press = move |event: MouseEvent| {
        if tremble.is_one(&event) {
            return;
        }
        match going.get_untracked() {
            Some(flash) => journal.end_flash(flash.id),
            None => journal.start_flash(),
        }
    };
    let face = move || match going.get() {
        Some(flash) => view! {
            <span class="num">{words::going_at_night(&flash.at)}</span>
            <b>{words::TAP_WHEN_IT_ENDS}</b>
        }
        .into_any(),
        None => view! {
            <b>{words::HOT_FLASH}</b>
            <span class="soft">{words::TAP_WHEN_IT_STARTS}</span>
        }
        .into_any(),
    };
    view! {
        <button type="button" class="night-view__target" on:click=press>
            <Icon glyph=Glyph::Fire/>
            {face}
        </button>
    }
}

#[component]
fn KeptAtNight() -> impl IntoView {
    let journal = use_journal();
    let kept = journal.kept();
    let bar = move || {
        kept.get().map(|kept| {
            let undo = kept.can_undo.then(|| {
                view! { <Button on_press=move |_| journal.undo()>{words::UNDO}</Button> }
            });
            view! {
                <div class="night-view__kept">
                    <span class="grow num">{kept.sentence}</span>
                    {undo}
                </div>
            }
        })
    };
    view! { <div role="status">{bar}</div> }
}
