//! A line to write in.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::field_below::field_below;

/// A line to write in, with its name above and, beside it, what is not right yet.
#[component]
pub fn TextField(
    /// What is written here.
    name: &'static str,
    /// The name of the line in the page; no other has it.
    id: &'static str,
    /// A hint below the line, while nothing is wrong.
    hint: &'static str,
    /// The text.
    text: RwSignal<String>,
    /// What is not right yet, in a sentence; empty where nothing is.
    #[prop(into)]
    problem: Signal<&'static str>,
    /// The keyboard that a phone shows.
    #[prop(optional)]
    inputmode: &'static str,
    /// What Enter does.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            on_enter.run(());
        }
    };
    view! {
        <label class="field">
            <span class="field__name">{name}</span>
            <input
                class="field__line"
                id=id
                type="text"
                inputmode=inputmode
                dir="auto"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=text.get_untracked()
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=enter
            />
        </label>
        {field_below(hint, problem)}
    }
}
