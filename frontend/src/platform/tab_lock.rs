//! The leader lock: of all open tabs, one sends, listens and packs.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::store_choice;

#[wasm_bindgen]
extern "C" {
    // Not in the stable bindings, and small enough to name here.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, options: &Object, callback: &Function) -> Result<Promise, JsValue>;
}

const NAME: &str = "ebb.leader";

/// Waits for the lock, tells when this tab has it, and returns once it is lost to a tab that took it. With `steal`, takes it.
/// Where the browser knows no locks, every tab leads: sending twice is harmless.
pub async fn lead(steal: bool, has_it: impl FnOnce() + 'static) {
    let Some(locks) = locks() else {
        has_it();
        std::future::pending::<()>().await;
        return;
    };
    let options = Object::new();
    // Setting a field of a fresh object cannot be refused.
    let _ = Reflect::set(&options, &JsValue::from_str("steal"), &JsValue::from_bool(steal));
    let held = Closure::once_into_js(move |_lock: JsValue| {
        has_it();
        // Held for as long as the page lives.
        Promise::new(&mut |_resolve, _reject| {})
    });
    if let Ok(request) = locks.request(&store_choice::name_of(NAME), &options, held.unchecked_ref()) {
        // It ends only by being stolen.
        let _ = JsFuture::from(request).await;
    }
}

fn locks() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &JsValue::from_str("locks")).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}
