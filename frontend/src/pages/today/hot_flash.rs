//! The hot flash: one tap when it starts; while it is going, one when it has passed, or one that just counts it.

use leptos::prelude::*;

use super::tremble::Tremble;
use crate::journal::{FlashLength, FlashLine, use_journal};
use crate::ui::{Button, ButtonKind, FocusPlace, Glyph, Icon, IconSize, Tile};
use crate::words;

/// The tile that logs a hot flash, or the flash that is going.
#[component]
pub fn HotFlash() -> impl IntoView {
    let journal = use_journal();
    let today = journal.today();
    let going = Memo::new(move |_| today.with(|today| today.going.clone()));
    let logged = move || today.with(|today| words::flashes_today(today.flashes.len()));
    let tremble = Tremble::new();
    let place = FocusPlace::new();
    let start = move |event| {
        if !tremble.is_one(&event) {
            journal.start_flash();
            place.take();
        }
    };
    // The card is drawn anew for another flash, not for another minute.
    let is_going = Memo::new(move |_| going.with(|going| going.as_ref().map(|flash| flash.id.clone())));
    let face = move || match is_going.get() {
        Some(_) => view! { <Going flash=going place=place/> }.into_any(),
        None => view! {
            <Tile name=words::HOT_FLASH glyph=Glyph::Fire hot=true detail=Signal::derive(logged) on_press=start/>
        }
        .into_any(),
    };
    view! {
        <div tabindex="-1" node_ref=place.node()>
            {face}
        </div>
    }
}

#[component]
fn Going(flash: Memo<Option<FlashLine>>, place: FocusPlace) -> impl IntoView {
    let journal = use_journal();
    let since = move || {
        flash.with(|flash| {
            flash.as_ref().map(|flash| match flash.length {
                FlashLength::Going { minutes } => words::going_since(&flash.at, minutes),
                FlashLength::Lasted { .. } | FlashLength::Counted => words::going_since(&flash.at, 0),
            })
        })
    };
    let end = move |_| {
        if let Some(flash) = flash.get_untracked() {
            journal.end_flash(flash.id);
            place.take();
        }
    };
    let count = move |_| {
        if let Some(flash) = flash.get_untracked() {
            journal.count_flash(flash.id);
            place.take();
        }
    };
    view! {
        <div class="going" role="group" aria-label=words::HOT_FLASH>
            <div class="row">
                <Icon class="going__icon" glyph=Glyph::Fire size=IconSize::Large/>
                <div class="grow">
                    <h2>{words::HOT_FLASH}</h2>
                    <p class="soft small num">{since}</p>
                </div>
            </div>
            <div class="going__acts">
                <Button kind=ButtonKind::Main big=true on_press=end>
                    {words::IT_HAS_PASSED}
                </Button>
                <Button kind=ButtonKind::Plain big=true on_press=count>
                    {words::JUST_COUNT_IT}
                </Button>
            </div>
        </div>
    }
}
