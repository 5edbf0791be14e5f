//! What logs at a tap: a plus says so.

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
    hot: bool,
    /// A quiet line below the name.
    detail: String,
    /// What a tap does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=if hot { "tile tile--hot" } else { "tile" } on:click=move |_| on_press.run(())>
            <Icon class="tile__icon" glyph=glyph size=IconSize::Large/>
            <span class="grow">
                {name} " "
                <span class="tile__detail num">{detail}</span>
            </span>
            <Icon class="tile__plus" glyph=Glyph::PLUS/>
        </button>
    }
}
