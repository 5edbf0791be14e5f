//! The one quiet line on every place: where the last entry is.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::link::Link;
use crate::page::Page;

/// An icon and a few words; a link to the place that says more, except on that place itself.
#[component]
pub fn StateLine(
    /// The icon of the state.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// The words of the state.
    #[prop(into)]
    words: Signal<String>,
    /// The place that says more.
    #[prop(optional)]
    to: Option<Page>,
) -> impl IntoView {
    let face = move || {
        view! {
            {move || view! { <Icon glyph=glyph.get() size=IconSize::Small/> }}
            {words}
        }
    };
    match to {
        Some(to) => view! { <Link class="state-line" to=to>{face()}</Link> }.into_any(),
        None => view! { <p class="state-line">{face()}</p> }.into_any(),
    }
}
