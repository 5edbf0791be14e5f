//! A new version of the app that waits: `boot.js` finds it and lets it take over; here it is heard and asked for.

use leptos::prelude::{document, window_event_listener_untyped};
use web_sys::Event;

/// Whether a new version waits.
pub fn waits() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute("data-new-version"))
}

/// Calls `found` when a new version has come and waits. For the life of the page.
pub fn on_found(found: impl Fn() + 'static) {
    let _kept = window_event_listener_untyped("ebb:new-version", move |_| found());
}

/// Lets the new version take over; the page loads anew.
pub fn take_over() {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new("ebb:take-over")) {
        // Dispatching refuses only events that are being dispatched already.
        let _ = window.dispatch_event(&event);
    }
}
