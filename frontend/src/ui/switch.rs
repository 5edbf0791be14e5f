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
    /// What turning it does: told whether it is on from now.
    #[prop(into)]
    on_turn: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="switch-row">
            <span class="grow">
                <b>{name}</b>
                <span class="item__detail">{hint}</span>
            </span>
            <input
                type="checkbox"
                role="switch"
                prop:checked=on
                on:change=move |event| on_turn.run(event_target_checked(&event))
            />
            <span class="switch"></span>
        </label>
    }
}
