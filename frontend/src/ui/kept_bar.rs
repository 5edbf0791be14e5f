//! The bar that says what has just been kept, with undo beside it.

use leptos::prelude::*;

use super::button::Button;
use super::live::{live, nothing};

/// What has just been kept, as the bar shows it.
pub struct KeptWords {
    /// What was kept, in a sentence.
    pub sentence: String,
    /// Whether it can be undone.
    pub can_undo: bool,
}

/// The bar. Its place is always there, so that a screen reader hears what comes into it; how long something stays is up to the
/// caller.
pub fn kept_bar(
    class: &'static str,
    mut kept: impl FnMut() -> Option<KeptWords> + Send + 'static,
    undo: &'static str,
    on_undo: Callback<()>,
) -> AnyView {
    let bar = move || match kept() {
        None => nothing(),
        Some(KeptWords { sentence, can_undo }) => {
            let button = if can_undo { view! { <Button words=undo on_press=on_undo/> }.into_any() } else { nothing() };
            view! {
                <div class=class>
                    <span class="grow num">{sentence}</span>
                    {button}
                </div>
            }
            .into_any()
        }
    };
    view! { <div role="status">{live(bar)}</div> }.into_any()
}
