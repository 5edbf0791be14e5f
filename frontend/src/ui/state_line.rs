//! The one quiet line on every place: where the last entry is.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::link::Link;
use crate::page::Page;

/// An icon and a few words; a link to the place that says more, except on that place itself.
#[component]
pub fn StateLine(
    /// The icon of the state.
    glyph: Glyph,
    /// The words of the state.
    words: String,
    /// The place that says more.
    to: Option<Page>,
) -> impl IntoView {
    let icon = view! { <Icon glyph=glyph size=IconSize::Small/> };
    match to {
        Some(to) => view! { <Link class="state-line" to=to>{icon} {words}</Link> }.into_any(),
        None => view! { <p class="state-line">{icon} {words}</p> }.into_any(),
    }
}
