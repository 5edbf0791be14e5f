//! What was logged earlier today, each with a way to remove it; undo brings it back.

use leptos::prelude::*;

use crate::journal::{FlashLength, FlashLine, use_journal};
use crate::ui::{Button, ButtonKind, FocusPlace, Glyph, Icon};
use crate::words;

/// The flashes of today, except the one that is going.
#[component]
pub fn EarlierToday() -> impl IntoView {
    let today = use_journal().today();
    let flashes = Memo::new(move |_| {
        today.with(|today| {
            let over = |flash: &&FlashLine| !matches!(flash.length, FlashLength::Going { .. });
            today.flashes.iter().filter(over).cloned().collect::<Vec<_>>()
        })
    });
    let place = FocusPlace::new();
    let list = move || {
        let rows = flashes.get();
        (!rows.is_empty()).then(|| {
            view! {
                <section>
                    <h2>{words::EARLIER_TODAY}</h2>
                    <ul class="list">
                        {rows.into_iter().map(|flash| view! { <FlashRow flash=flash place=place/> }).collect_view()}
                    </ul>
                </section>
            }
        })
    };
    let has_any = Memo::new(move |_| flashes.with(|flashes| !flashes.is_empty()));
    view! {
        <div class="logged" tabindex="-1" node_ref=place.node() hidden=move || !has_any.get()>
            {list}
        </div>
    }
}

#[component]
fn FlashRow(flash: FlashLine, place: FocusPlace) -> impl IntoView {
    let journal = use_journal();
    let FlashLine { id, at, length } = flash;
    let length = match length {
        FlashLength::Going { .. } => words::STILL_GOING.to_owned(),
        FlashLength::Lasted { minutes } => words::minutes_long(minutes),
        FlashLength::Counted => words::COUNTED.to_owned(),
    };
    let remove = words::remove_flash(&at);
    let take_out = move |_| {
        journal.remove(id.clone());
        place.take();
    };
    view! {
        <li class="item item--acts">
            <p class="told num">
                <Icon class="going__icon" glyph=Glyph::Fire/>
                <span>
                    <b>{at}</b>
                    " "
                    <span class="told__detail">{length}</span>
                </span>
            </p>
            <Button kind=ButtonKind::Plain at_end=true name=remove on_press=take_out>
                {words::REMOVE}
            </Button>
        </li>
    }
}
