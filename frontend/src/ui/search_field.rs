//! A line to search by.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};

/// A line to search by: what is written is looked for at once.
#[component]
pub fn SearchField(
    /// What is looked for here.
    name: &'static str,
    /// What could be written, while nothing is.
    hint: &'static str,
    /// What is written.
    text: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label class="search">
            <Icon glyph=Glyph::SEARCH/>
            <input
                class="search__line"
                type="search"
                aria-label=name
                placeholder=hint
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=text.get_untracked()
                on:input=move |event| text.set(event_target_value(&event))
            />
        </label>
    }
}
