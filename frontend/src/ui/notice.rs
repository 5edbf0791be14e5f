//! A calm word on something that matters: what happened, what is safe, what to do.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::live::nothing;

/// A notice. Never red, never "error".
#[component]
pub fn Notice(
    /// What happened.
    #[prop(into)]
    happened: String,
    /// What is safe all the same, and what else there is to know.
    #[prop(into)]
    safe: String,
    /// What to do.
    #[prop(optional, into)]
    to_do: String,
    /// Whether a screen reader says it at once.
    #[prop(optional)]
    urgent: bool,
    /// What there is to press.
    #[prop(optional_no_strip)]
    act: Option<AnyView>,
) -> impl IntoView {
    let line = |words: String| if words.is_empty() { nothing() } else { view! { <p>{words}</p> }.into_any() };
    let acts = act.map_or_else(nothing, |act| view! { <div class="notice__acts">{act}</div> }.into_any());
    view! {
        <div class=if urgent { "notice notice--urgent" } else { "notice" } role=urgent.then_some("alert")>
            <Icon class="notice__mark" glyph=Glyph::INFO/>
            <div class="notice__words grow">
                <p>
                    <b>{happened}</b>
                </p>
                {line(safe)}
                {line(to_do)}
                {acts}
            </div>
        </div>
    }
}
