//! The name of the app over the line of the tide.

use leptos::prelude::*;

/// One wave is 60 units long; the drawing is cut to the width that it has.
const TIDE: &str = "M0 5c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0\
    c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0\
    c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0\
    c10-4.5 20-4.5 30 0s20 4.5 30 0c10-4.5 20-4.5 30 0s20 4.5 30 0";

/// The wordmark.
#[component]
pub fn Wordmark() -> impl IntoView {
    view! {
        <div>
            <p class="wordmark">"ebb"</p>
            <svg class="tide" viewBox="0 0 660 10" preserveAspectRatio="xMinYMid slice" aria-hidden="true">
                <path d=TIDE fill="none" stroke="currentColor" stroke-width="1.5"></path>
            </svg>
        </div>
    }
}
