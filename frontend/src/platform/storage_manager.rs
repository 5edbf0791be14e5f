//! How the browser keeps what the app stores: for good or not, and how much of it there is.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// Asks the browser to keep the journal until the person deletes it; tells whether it does. `None` where it does not say.
pub async fn ask_to_persist() -> Option<bool> {
    JsFuture::from(manager()?.persist().ok()?).await.ok()?.as_bool()
}

/// Whether the browser keeps the journal until the person deletes it. `None` where it does not say.
pub async fn is_persisted() -> Option<bool> {
    JsFuture::from(manager()?.persisted().ok()?).await.ok()?.as_bool()
}

/// Bytes that the app takes, and bytes that it may take.
pub async fn usage() -> Option<(u64, u64)> {
    let estimate = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let bytes = |name: &str| {
        let number = Reflect::get(&estimate, &JsValue::from_str(name)).ok()?.as_f64()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size, bounded on this line")]
        let bytes = number.clamp(0.0, 1e15) as u64;
        Some(bytes)
    };
    Some((bytes("usage")?, bytes("quota")?))
}

fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    // Absent outside of secure contexts.
    Reflect::has(&navigator, &JsValue::from_str("storage")).ok().filter(|has| *has).map(|_| navigator.storage())
}
