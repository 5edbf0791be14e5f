//! General safety information, where what was logged calls for it.

use ebb_journal::safety::{self, Safety, Tier, texts};
use leptos::prelude::*;

use crate::ui::nothing;
use crate::words;

/// Each piece, told at once.
pub fn safety_told(pieces: Vec<Safety>) -> AnyView {
    let piece = |piece: Safety| {
        let Some(text) = texts::text(piece) else { return nothing() };
        let how_soon = match text.tier {
            Tier::Emergency => words::CALL_EMERGENCY,
            Tier::SameDay => words::CALL_TODAY,
        };
        let fact = text.fact.map_or_else(nothing, |fact| {
            view! {
                <p>{fact.sentence}</p>
                <p class="safety__source">{fact.source}</p>
            }
            .into_any()
        });
        view! {
            <div class="safety" role="alert">
                <p class="safety__heading">{safety::HEADING}</p>
                <p>
                    <b>{how_soon}</b>
                </p>
                <p>{text.call}</p>
                {fact}
            </div>
        }
        .into_any()
    };
    pieces.into_iter().map(piece).collect_view().into_any()
}
