//! Several lines to write in.

use leptos::prelude::*;

use super::field_below::field_below;

/// Several lines, with their name above and what is not right yet below. `problem` is empty where nothing is wrong.
pub fn text_area(
    name: &'static str,
    hint: &'static str,
    text: RwSignal<String>,
    problem: Signal<&'static str>,
) -> AnyView {
    view! {
        <div class="field-room">
            <label class="field">
                <span class="field__name">{name}</span>
                <textarea
                    class="field__line field__line--high"
                    rows="4"
                    dir="auto"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
            </label>
            {field_below(hint, problem)}
        </div>
    }
    .into_any()
}
