//! Something that is on or off.

use leptos::prelude::*;

/// A row with a switch at its end; the whole row is the target.
#[component]
pub fn Switch(
    /// What is on or off.
    name: &'static str,
    /// What that means.
    hint: &'static str,
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// What turning it does.
    #[prop(into)]
    on_turn: Callback<()>,
) -> impl IntoView {
    view! {
        <label class="switch-row">
            <span class="grow">
                <b>{name}</b>
                <span class="item__detail">{hint}</span>
            </span>
            <input type="checkbox" role="switch" prop:checked=move || on.get() on:change=move |_| on_turn.run(())/>
            <span class="switch"></span>
        </label>
    }
}
