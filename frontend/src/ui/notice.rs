//! A calm word on something that matters: what happened, what is safe, what to do.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A notice. Never red, never "error".
#[component]
pub fn Notice(
    /// What happened.
    #[prop(into)]
    happened: String,
    /// What is safe all the same, and what else there is to know.
    #[prop(optional, into)]
    safe: String,
    /// What to do.
    #[prop(optional, into)]
    to_do: String,
    /// Whether a screen reader says it at once.
    #[prop(optional)]
    urgent: bool,
    /// Buttons, if there is something to press.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let line = |words: String| (!words.is_empty()).then(|| view! { <p>{words}</p> });
    view! {
        <div class=if urgent { "notice notice--urgent" } else { "notice" } role=urgent.then_some("alert")>
            <Icon class="notice__mark" glyph=Glyph::Info/>
            <div class="notice__words grow">
                <p>
                    <b>{happened}</b>
                </p>
                {line(safe)}
                {line(to_do)}
                {children.map(|children| view! { <div class="notice__acts">{children()}</div> })}
            </div>
        </div>
    }
}
