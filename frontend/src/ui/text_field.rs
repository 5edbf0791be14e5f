//! A line to write in.

use leptos::html;
use leptos::prelude::*;

use crate::platform::page_element;

/// A line to write in, with its name above and, beside it, what is not right yet.
#[component]
pub fn TextField(
    /// What is written here.
    name: &'static str,
    /// The name of the line in the page; no other has it.
    id: &'static str,
    /// A hint below the name.
    #[prop(optional)]
    hint: &'static str,
    /// Whether it takes the focus when it comes up: only where a tap has just asked for it.
    #[prop(optional)]
    take_focus: bool,
    /// The text.
    text: RwSignal<String>,
    /// What is not right yet, in a sentence.
    #[prop(into)]
    problem: Signal<Option<&'static str>>,
    /// What Enter does.
    #[prop(into)]
    on_enter: Callback<()>,
) -> impl IntoView {
    let about = [id, "-about"].concat();
    let said = about.clone();
    let invalid = move || problem.get().is_some().then_some("true");
    let enter = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            on_enter.run(());
        }
    };
    let line = NodeRef::<html::Input>::new();
    if take_focus {
        line.on_load(|line| page_element::focus(&line));
    }
    view! {
        <div class="field">
            <label class="field__name" for=id>
                {name}
            </label>
            <input
                class="field__line"
                id=id
                node_ref=line
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=about
                aria-invalid=invalid
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
                on:keydown=enter
            />
            <p id=said class=move || if problem.get().is_some() { "field__problem" } else { "field__hint" } aria-live="polite">
                {move || problem.get().unwrap_or(hint)}
            </p>
        </div>
    }
}
