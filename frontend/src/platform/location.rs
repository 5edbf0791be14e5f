//! The address bar and the browser's history.

use leptos::ev;
use leptos::prelude::{on_cleanup, window_event_listener};
use web_sys::wasm_bindgen::JsValue;

fn window() -> Option<web_sys::Window> {
    web_sys::window()
}

/// The path of the page's address, from its leading slash.
pub fn path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_default()
}

/// Scheme, host and port of the page's address.
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The whole address, with what follows its `#`.
pub fn address() -> String {
    window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// What follows the `#` of the address, which never goes over the network; empty where nothing follows.
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// What follows the `?` of the address; empty where nothing follows.
pub fn query() -> String {
    let search = window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.trim_start_matches('?').to_owned()
}

/// Loads the app anew at a path, in the stead of this entry of the history.
pub fn load(path: &str) {
    if let Some(window) = window() {
        // Refused only for addresses that are none.
        let _ = window.location().replace(path);
    }
}

/// Loads the app anew where one is.
pub fn reload() {
    if let Some(window) = window() {
        // Refused only to pages of other places.
        let _ = window.location().reload();
    }
}

/// How many places of the app lie behind this entry of the history, as [`push`] noted it.
pub fn behind() -> u32 {
    let state = window().and_then(|window| window.history().ok()).and_then(|history| history.state().ok());
    let noted = state.and_then(|state| state.as_f64()).unwrap_or(0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded on this line")]
    let behind = noted.clamp(0.0, 1_000_000.0) as u32;
    behind
}

/// Adds an entry to the history.
pub fn push(path: &str, behind: u32) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // A browser refuses only when a page does this hundreds of times a minute; then the address merely lags.
        let _ = history.push_state_with_url(&JsValue::from_f64(behind.into()), "", Some(path));
    }
}

/// Replaces the present entry of the history, its fragment included.
pub fn replace(path: &str, behind: u32) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // See `push`.
        let _ = history.replace_state_with_url(&JsValue::from_f64(behind.into()), "", Some(path));
    }
}

/// One entry back; [`on_move`] tells when it has happened.
pub fn back() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        // See `push`.
        let _ = history.back();
    }
}

/// Calls `moved` after each move through the history that [`push`] and [`replace`] did not make. For the life of the page.
pub fn on_move(moved: impl Fn() + 'static) {
    let _kept = window_event_listener(ev::popstate, move |_| moved());
}

/// Calls `came` each time something stands behind the `#` of the address that did not before, until what is shown now is gone: a second link
/// to the same place does not load the app anew.
pub fn on_fragment(came: impl Fn() + 'static) {
    let listening = window_event_listener(ev::hashchange, move |_| {
        if !fragment().is_empty() {
            came();
        }
    });
    on_cleanup(move || listening.remove());
}

/// Scrolls to the top, at once.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
