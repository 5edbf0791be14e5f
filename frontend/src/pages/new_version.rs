//! The offer of a new version: never forced, and never in the middle of an entry.

use leptos::prelude::*;

use crate::platform::new_version as version;
use crate::ui::{Button, Notice, live, nothing};
use crate::words;

/// A notice with a button, once a new version waits.
pub fn new_version() -> AnyView {
    let waits = RwSignal::new(version::waits());
    version::on_found(move || {
        // The page that asked may be gone by now; then there is nobody to tell.
        let _ = waits.try_set(true);
    });
    live(move || {
        if !waits.get() {
            return nothing();
        }
        let take = view! { <Button words=words::NEW_VERSION_TAKE on_press=move |()| version::take_over()/> }.into_any();
        view! { <Notice happened=words::NEW_VERSION safe=words::NEW_VERSION_SAFE act=Some(take)/> }.into_any()
    })
}
