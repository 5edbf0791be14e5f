//! What stands below a field: a hint, or what is not right yet.

use leptos::prelude::*;

use super::live::live;

/// A hint while nothing is wrong, else what is, read aloud as it changes. `problem` is empty where nothing is wrong.
pub fn field_below(hint: &'static str, problem: Signal<&'static str>) -> AnyView {
    let below = move || {
        let problem = problem.get();
        let (class, words) = if problem.is_empty() { ("field__hint", hint) } else { ("field__problem", problem) };
        view! { <p class=class>{words}</p> }.into_any()
    };
    view! { <div aria-live="polite">{live(below)}</div> }.into_any()
}
