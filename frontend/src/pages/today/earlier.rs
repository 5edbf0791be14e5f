//! What was logged earlier today, each with a way to remove it; undo brings it back.

use leptos::prelude::*;

use super::dose::told;
use crate::journal::{FlashLength, FlashLine, Today, use_journal};
use crate::platform::page_element;
use crate::ui::{Button, ButtonKind, Glyph, nothing};
use crate::words;

/// The flashes of today, except the one that is going.
pub fn earlier(today: &Today) -> AnyView {
    let over = |flash: &&FlashLine| !matches!(flash.length, FlashLength::Going { .. });
    let rows: Vec<AnyView> = today.flashes.iter().filter(over).map(row).collect();
    if rows.is_empty() {
        return nothing();
    }
    view! {
        <section>
            <h2 id="earlier" tabindex="-1">
                {words::EARLIER_TODAY}
            </h2>
            <ul class="list">{rows}</ul>
        </section>
    }
    .into_any()
}

fn row(flash: &FlashLine) -> AnyView {
    let journal = use_journal();
    let FlashLine { id, at, length } = flash.clone();
    let length = match length {
        FlashLength::Going { .. } => String::new(),
        FlashLength::Lasted { minutes } => words::minutes_long(minutes),
        FlashLength::Counted => words::COUNTED.to_owned(),
    };
    let remove = words::remove_flash(&at);
    let take_out = move |()| {
        journal.remove(id.clone());
        page_element::focus_soon("#earlier, #hot-flash");
    };
    view! {
        <li class="item item--acts">
            {told(Glyph::FIRE, "going__icon", at, length)}
            <Button kind=ButtonKind::RowEnd name=remove words=words::REMOVE on_press=take_out/>
        </li>
    }
    .into_any()
}
