//! Putting Ebb on the home screen: whether it is there already, and how this browser does it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// How Ebb comes to the home screen here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the menu of Safari. What is on the home screen then starts empty.
    ShareMenu,
    /// The browser offered it; it is asked to.
    Asked,
}

/// Under which name of the page `boot.js` keeps what the browser offered.
const OFFER: &str = "ebbInstall";

/// How Ebb comes to the home screen here; `None` where it is there, or where the browser has no way.
pub fn way() -> Option<Way> {
    let window = web_sys::window()?;
    let field = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    // Only Safari on an iPhone or iPad has this word: false in the browser, true on the home screen.
    if let Some(standalone) = field(&window.navigator(), "standalone").and_then(|standalone| standalone.as_bool()) {
        return (!standalone).then_some(Way::ShareMenu);
    }
    field(&window, OFFER).filter(JsValue::is_object).map(|_| Way::Asked)
}

/// Lets the browser ask the person, as it offered to (see `boot.js`).
pub fn ask() {
    let Some(window) = web_sys::window() else { return };
    let name = JsValue::from_str(OFFER);
    let Ok(offer) = Reflect::get(&window, &name) else { return };
    let prompt = Reflect::get(&offer, &JsValue::from_str("prompt")).ok();
    if let Some(prompt) = prompt.and_then(|prompt| prompt.dyn_into::<Function>().ok()) {
        // It can be asked once; what the person answers is between them and the browser.
        let _ = prompt.call0(&offer);
    }
    let _ = Reflect::set(&window, &name, &JsValue::NULL);
}
