//! The quick row: what comes and goes, logged at a tap.

use ebb_journal::SymptomNumber;
use leptos::prelude::*;

use crate::journal::{QuickTile, TILES, TimeOfDay, use_journal};
use crate::pages::log::glyph_of;
use crate::pages::today::Tremble;
use crate::ui::{Glyph, Tile, live, nothing};
use crate::words;

/// What else logs at a tap, by day beside the hot flash of Today, at night above that of the night view.
pub fn quick_row(at: TimeOfDay) -> AnyView {
    let journal = use_journal();
    let tiles = journal.quick_row(at);
    let trembles = [(); TILES].map(|()| Tremble::new());
    let tile = move |(tile, tremble): (QuickTile, Tremble)| {
        let number = tile.symptom.number;
        let log = move |()| {
            if !tremble.is_one() {
                // Now is never refused.
                let _ = journal.log_happening(number, None);
            }
        };
        let detail = if tile.today == 0 { String::new() } else { words::flashes_today(tile.today) };
        let glyph = if number == SymptomNumber::NIGHT_SWEAT { Glyph::DROP } else { glyph_of(tile.symptom.system) };
        view! { <Tile name=tile.symptom.name glyph=glyph hot=false detail=detail on_press=log/> }.into_any()
    };
    live(move || {
        let tiles = tiles.get();
        if tiles.is_empty() {
            return nothing();
        }
        view! { <div class="pair">{tiles.into_iter().zip(trembles).map(tile).collect_view()}</div> }.into_any()
    })
}
