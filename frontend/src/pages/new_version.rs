//! The offer of a new version: never forced, and never in the middle of an entry.

use leptos::prelude::*;

use crate::platform::new_version;
use crate::ui::{Button, Notice};
use crate::words;

/// A notice with a button, once a new version waits.
#[component]
pub fn NewVersion() -> impl IntoView {
    let waits = RwSignal::new(new_version::waits());
    new_version::on_found(move || {
        // The page that asked may be gone by now; then there is nobody to tell.
        let _ = waits.try_set(true);
    });
    move || {
        waits.get().then(|| {
            view! {
                <Notice happened=words::NEW_VERSION safe=words::NEW_VERSION_SAFE>
                    <Button on_press=move |_| new_version::take_over()>{words::NEW_VERSION_TAKE}</Button>
                </Notice>
            }
        })
    }
}
