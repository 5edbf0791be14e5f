//! Long work in pieces: between two of them the browser draws and answers taps.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Lets the browser do what waits: it goes on after that.
pub async fn pause() {
    let waiting = Promise::new(&mut |go_on, _| {
        if let Some(window) = web_sys::window() {
            // Refused only where there is no window; then nothing waits either.
            let _ = window.set_timeout_with_callback(&go_on);
        }
    });
    // It is kept: a timeout is not refused.
    let _ = JsFuture::from(waiting).await;
}
