//! The network's comings, as far as the browser tells of them.

use leptos::prelude::window_event_listener_untyped;

/// Calls `came` each time the browser says that there is a network again. For the life of the page.
pub fn on_online(came: impl Fn() + 'static) {
    let _kept = window_event_listener_untyped("online", move |_| came());
}
