//! What logs at a tap: a plus says so.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

/// A tile that logs at a tap.
#[component]
pub fn Tile(
    /// What it logs.
    name: &'static str,
    /// Its icon.
    glyph: Glyph,
    /// Whether it is heat that it logs, the one thing that wears ember.
    #[prop(optional)]
    hot: bool,
    /// A quiet line below the name.
    #[prop(into)]
    detail: Signal<String>,
    /// What a tap does.
    #[prop(into)]
    on_press: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=if hot { "tile tile--hot" } else { "tile" }
            on:click=move |event| on_press.run(event)
        >
            <Icon class="tile__icon" glyph=glyph size=if hot { IconSize::Large } else { IconSize::Medium }/>
            <span class="grow">
                {name} " "
                <small class="tile__detail num">{detail}</small>
            </span>
            <Icon class="tile__plus" glyph=Glyph::Plus/>
        </button>
    }
}
