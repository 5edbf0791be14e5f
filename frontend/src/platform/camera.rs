//! The camera: asked for when somebody wants to scan a code, shown in the page, and looked at through a canvas. A picture is looked
//! at and forgotten; none is kept or sent.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement};

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCamera {
    /// The page did not come over a safe connection: browsers give it no camera then.
    NotSecure,
    /// There is none, or the browser gives none to pages.
    Missing,
    /// The person, or a setting of the phone, does not allow it.
    NotAllowed,
    /// Something else uses it, or it does not start.
    Busy,
}

/// A camera that is on. Off when this is dropped.
pub struct Camera {
    /// A `MediaStream`.
    stream: JsValue,
    video: Option<HtmlVideoElement>,
    canvas: Canvas,
}

/// Where a picture is drawn to be looked at. It is on no page.
struct Canvas {
    element: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// What the camera sees at one moment: the square in the middle of its picture, which is what the page shows of it.
pub struct Frame {
    canvas: HtmlCanvasElement,
    side: u32,
    colours: Vec<u8>,
}

impl Camera {
    /// Asks for the camera at the back, if there are several. The browser may ask the person first.
    pub async fn open() -> Result<Self, NoCamera> {
        let window = web_sys::window().ok_or(NoCamera::Missing)?;
        let devices = field(&window.navigator(), "mediaDevices").filter(JsValue::is_object);
        let Some(devices) = devices else {
            return Err(if window.is_secure_context() { NoCamera::Missing } else { NoCamera::NotSecure });
        };
        let canvas = Canvas::new().ok_or(NoCamera::Missing)?;
        let ask: Function = method(&devices, "getUserMedia").ok_or(NoCamera::Missing)?;
        let asked = ask.call1(&devices, &wished()).map_err(|refused| why(&refused))?;
        let stream = JsFuture::from(Promise::from(asked)).await.map_err(|refused| why(&refused))?;
        Ok(Self { stream, video: None, canvas })
    }

    /// Shows the picture in the video element of this name. `false` where the page has none.
    pub fn show_in(&mut self, id: &str) -> bool {
        let found = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
        let Some(video) = found.and_then(|element| element.dyn_into::<HtmlVideoElement>().ok()) else { return false };
        set(&video, "srcObject", &self.stream);
        if let Some(playing) = method(&video, "play").and_then(|play| play.call0(&video).ok()) {
            // A video that is taken off the page while it begins says so; nobody has to hear it.
            leptos::task::spawn_local(async move { drop(JsFuture::from(Promise::from(playing)).await) });
        }
        self.video = Some(video);
        true
    }

    /// What it sees now, drawn as a square of `side` pixels; `None` while there is no picture yet.
    pub fn frame(&self, side: u32) -> Option<Frame> {
        let video = self.video.as_ref()?;
        let (width, height) = (number(video, "videoWidth")?, number(video, "videoHeight")?);
        let middle = width.min(height);
        if middle < 1.0 {
            return None;
        }
        let (left, top) = ((width - middle) / 2.0, (height - middle) / 2.0);
        self.canvas.resize(side);
        let drawn = self.canvas.context.draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            video,
            left,
            top,
            middle,
            middle,
            0.0,
            0.0,
            f64::from(side),
            f64::from(side),
        );
        drawn.ok()?;
        let whole = f64::from(side);
        let colours = self.canvas.context.get_image_data(0.0, 0.0, whole, whole).ok()?.data().0;
        Some(Frame { canvas: self.canvas.element.clone(), side, colours })
    }

    /// Whether the phone has taken the camera away: for a call, or for another app.
    pub fn has_ended(&self) -> bool {
        let is_live = |track: &JsValue| field(track, "readyState").is_some_and(|state| state == "live");
        !tracks(&self.stream).iter().any(|track| is_live(&track))
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in tracks(&self.stream) {
            if let Some(stop) = method(&track, "stop") {
                // Stopping one that has ended is nothing.
                let _ = stop.call0(&track);
            }
        }
        if let Some(video) = &self.video {
            set(video, "srcObject", &JsValue::NULL);
        }
    }
}

impl Canvas {
    fn new() -> Option<Self> {
        let element = web_sys::window()?.document()?.create_element("canvas").ok()?;
        let element: HtmlCanvasElement = element.dyn_into().ok()?;
        let options = Object::new();
        // Without this some browsers keep the picture on the graphics card, from where it is slow to read.
        set(&options, "willReadFrequently", &JsValue::TRUE);
        let context = element.get_context_with_context_options("2d", &options).ok()??;
        Some(Self { element, context: context.unchecked_into() })
    }

    fn resize(&self, side: u32) {
        if self.element.width() != side {
            self.element.set_width(side);
            self.element.set_height(side);
        }
    }
}

impl Frame {
    /// How many pixels wide and high it is.
    pub const fn side(&self) -> u32 {
        self.side
    }

    /// Its pixels, row by row, four bytes each.
    pub fn colours(&self) -> &[u8] {
        &self.colours
    }

    /// The same for what belongs to the browser.
    pub(super) fn canvas(&self) -> &JsValue {
        &self.canvas
    }
}

/// The camera at the back where there are several, at a size at which a code can be read.
fn wished() -> JsValue {
    let video = Object::new();
    set(&video, "facingMode", &JsValue::from_str("environment"));
    set(&video, "width", &ideally(1_280.0));
    set(&video, "height", &ideally(720.0));
    let wished = Object::new();
    set(&wished, "video", &video);
    set(&wished, "audio", &JsValue::FALSE);
    wished.into()
}

fn ideally(size: f64) -> JsValue {
    let range = Object::new();
    set(&range, "ideal", &JsValue::from_f64(size));
    range.into()
}

/// What a browser says by the name of what it throws.
fn why(refused: &JsValue) -> NoCamera {
    let name = field(refused, "name").and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "PermissionDeniedError" | "SecurityError" => NoCamera::NotAllowed,
        "NotFoundError" | "DevicesNotFoundError" | "OverconstrainedError" | "TypeError" | "NotSupportedError" => {
            NoCamera::Missing
        }
        _ => NoCamera::Busy,
    }
}

fn tracks(stream: &JsValue) -> Array {
    let listed = method(stream, "getTracks").and_then(|tracks| tracks.call0(stream).ok());
    listed.and_then(|listed| listed.dyn_into().ok()).unwrap_or_default()
}

// What concerns the stream goes by name: bindings of their own would be loaded with the first entry, which needs no camera.

fn field(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok()
}

fn number(of: &JsValue, name: &str) -> Option<f64> {
    field(of, name)?.as_f64()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    field(of, name)?.dyn_into().ok()
}

fn set(of: &JsValue, name: &str, value: &JsValue) {
    // Refused only for what is frozen, and nothing here is.
    let _ = Reflect::set(of, &JsValue::from_str(name), value);
}
