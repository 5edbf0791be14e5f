//! The bar that says what has just been kept, with undo beside it.

use leptos::prelude::*;

use super::button::Button;

/// What has just been kept. Its place is always there, so that a screen reader hears what comes into it; how long something stays
/// is up to the caller.
#[component]
pub fn KeptBar(
    /// What was kept, in a sentence; nothing where nothing was.
    #[prop(into)]
    sentence: Signal<Option<String>>,
    /// Whether it can be undone.
    #[prop(into)]
    can_undo: Signal<bool>,
    /// The word on the button.
    undo: &'static str,
    /// What undo does.
    #[prop(into)]
    on_undo: Callback<()>,
) -> impl IntoView {
    let bar = move || {
        let button =
            move || can_undo.get().then(|| view! { <Button on_press=move |_| on_undo.run(())>{undo}</Button> });
        sentence.get().map(|sentence| {
            view! {
                <div class="kept">
                    <span class="grow num">{sentence}</span>
                    {button}
                </div>
            }
        })
    };
    view! { <div role="status">{bar}</div> }
}
