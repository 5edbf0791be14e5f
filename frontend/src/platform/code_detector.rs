//! The browser's own reader of QR codes, where it has one.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::camera::Frame;

const FORMAT: &str = "qr_code";

/// A `BarcodeDetector` that reads QR codes. Reached by name: it is not in the stable bindings.
pub struct CodeDetector {
    detector: JsValue,
    detect: Function,
}

impl CodeDetector {
    /// `None` where the browser has none, or it does not read QR codes.
    pub async fn find() -> Option<Self> {
        let class: Function = field(web_sys::window()?.as_ref(), "BarcodeDetector")?.dyn_into().ok()?;
        let supported: Function = field(&class, "getSupportedFormats")?.dyn_into().ok()?;
        let formats = JsFuture::from(Promise::from(supported.call0(&class).ok()?)).await.ok()?;
        let format = JsValue::from_str(FORMAT);
        if !formats.dyn_into::<Array>().ok()?.includes(&format, 0) {
            return None;
        }
        let options = Object::new();
        Reflect::set(&options, &JsValue::from_str("formats"), &Array::of1(&format)).ok()?;
        let detector = Reflect::construct(&class, &Array::of1(&options)).ok()?;
        let detect = field(&detector, "detect")?.dyn_into().ok()?;
        Some(Self { detector, detect })
    }

    /// The texts of the codes in a frame; `None` where the browser cannot read after all.
    pub async fn texts_in(&self, frame: &Frame) -> Option<Vec<String>> {
        let reading = self.detect.call1(&self.detector, frame.canvas()).ok()?;
        let found: Array = JsFuture::from(Promise::from(reading)).await.ok()?.dyn_into().ok()?;
        Some(found.iter().filter_map(|code| field(&code, "rawValue")?.as_string()).collect())
    }
}

fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok()
}
