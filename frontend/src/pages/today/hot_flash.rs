//! The hot flash: one tap when it starts; while it is going, one when it has passed, or one that just counts it.

use leptos::prelude::*;

use super::tremble::Tremble;
use crate::journal::{FlashLength, FlashLine, Today, use_journal};
use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, Glyph, Icon, IconSize, Tile, live_text};
use crate::words;

/// The id of what holds the tile, and takes the focus when a button in it is gone.
pub const PLACE: &str = "hot-flash";

/// The tile that logs a hot flash, or the flash that is going.
pub fn hot_flash(today: &Today, tremble: Tremble) -> AnyView {
    if let Some(flash) = &today.going {
        return going(flash);
    }
    let journal = use_journal();
    let start = move |()| {
        if !tremble.is_one() {
            journal.start_flash();
            page_element::focus_soon("#hot-flash");
        }
    };
    let detail = words::flashes_today(today.flashes.len());
    view! { <Tile name=words::HOT_FLASH glyph=Glyph::FIRE hot=true detail=detail on_press=start/> }.into_any()
}

fn going(flash: &FlashLine) -> AnyView {
    let journal = use_journal();
    let today = journal.today();
    let since = move || {
        today.with(|today| match &today.going {
            Some(FlashLine { at, length: FlashLength::Going { minutes }, .. }) => words::going_since(at, *minutes),
            _ => String::new(),
        })
    };
    let (ended, counted) = (flash.id.clone(), flash.id.clone());
    let end = move |()| {
        journal.end_flash(ended.clone());
        page_element::focus_soon("#hot-flash");
    };
    let count = move |()| {
        journal.count_flash(counted.clone());
        page_element::focus_soon("#hot-flash");
    };
    view! {
        <div class="going" role="group" aria-label=words::HOT_FLASH>
            <div class="row">
                <Icon class="going__icon" glyph=Glyph::FIRE size=IconSize::Large/>
                <div class="grow">
                    <h2>{words::HOT_FLASH}</h2>
                    <p class="soft small num">{live_text(since)}</p>
                </div>
            </div>
            <div class="going__acts">
                <Button kind=ButtonKind::Main words=words::IT_HAS_PASSED on_press=end/>
                <Button kind=ButtonKind::PlainBig words=words::JUST_COUNT_IT on_press=count/>
            </div>
        </div>
    }
    .into_any()
}
