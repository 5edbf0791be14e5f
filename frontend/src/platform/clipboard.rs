//! The clipboard, written to from a tap.

use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard, and tells whether the browser allowed it.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let Some(window) = web_sys::window().filter(web_sys::Window::is_secure_context) else {
        // Outside of a secure context there is no clipboard at all.
        done(false);
        return;
    };
    let writing = JsFuture::from(window.navigator().clipboard().write_text(text));
    spawn_local(async move { done(writing.await.is_ok()) });
}
