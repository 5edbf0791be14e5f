//! Files of the app itself that are fetched when they are asked for.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The bytes of a file of the app; `None` where there is no connection, or no such file.
pub async fn fetch(path: &str) -> Option<Vec<u8>> {
    let fetching = web_sys::window()?.fetch_with_str(path);
    let response: Response = JsFuture::from(fetching).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}
