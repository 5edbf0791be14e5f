//! Several lines to write in.

use leptos::prelude::*;

use super::live::live;

/// Several lines, with their name above and what is not right yet below. `problem` is empty where nothing is wrong.
pub fn text_area(
    name: &'static str,
    hint: &'static str,
    text: RwSignal<String>,
    problem: Signal<&'static str>,
) -> AnyView {
    let below = move || {
        let problem = problem.get();
        let (class, words) = if problem.is_empty() { ("field__hint", hint) } else { ("field__problem", problem) };
        view! { <p class=class>{words}</p> }.into_any()
    };
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
            <div aria-live="polite">{live(below)}</div>
        </div>
    }
    .into_any()
}
