//! What a place says while something is under way.

use leptos::prelude::*;

/// A waiting word. It shows itself only after 200 ms: what is quicker needs no word.
#[component]
pub fn Waiting(
    /// What is under way.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    view! {
        <p class="waiting" role="status">
            {words}
        </p>
    }
}
