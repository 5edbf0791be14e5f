//! Files that leave the app and come into it.
//!
//! Files leave through one function: on the home screen of an iPhone by its share sheet, because a download would trap the person
//! there; elsewhere as a download.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, FilePropertyBag, HtmlAnchorElement, HtmlInputElement, ShareData, Url};

/// Hands a file to the person. Call it from a tap, with the bytes ready. `false` where the browser refused.
pub async fn hand_out(name: &str, kind: &str, bytes: &[u8]) -> bool {
    let parts = Array::of1(&Uint8Array::from(bytes));
    if is_on_home_screen_of_iphone() { share(name, kind, &parts).await } else { download(name, kind, &parts).is_some() }
}

/// Whether the browser has a share sheet for words.
pub fn can_share_text() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    navigator.is_some_and(|navigator| js_sys::Reflect::has(&navigator, &"share".into()).unwrap_or(false))
}

/// Hands words to the browser's share sheet. Call it from a tap. Who closes the sheet again shares nothing.
pub fn share_text(words: &str) {
    let Some(window) = web_sys::window() else { return };
    let data = ShareData::new();
    data.set_text(words);
    let sharing = window.navigator().share_with_data(&data);
    // What comes of it is the sheet's matter.
    wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(sharing).await) });
}

/// The file that a person chose.
pub struct Chosen(File);

impl Chosen {
    /// Its length in bytes, before any of them is read.
    pub fn length(&self) -> f64 {
        self.0.size()
    }

    /// All of its bytes; `None` where it cannot be read (any more).
    pub async fn bytes(&self) -> Option<Vec<u8>> {
        let buffer = JsFuture::from(self.0.array_buffer()).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }
}

/// The file that was chosen in the element that tells of it. The element forgets it, so that the same one can be chosen again.
pub fn chosen(event: &web_sys::Event) -> Option<Chosen> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    input.set_value("");
    Some(Chosen(file))
}

fn is_on_home_screen_of_iphone() -> bool {
    // Only Safari on an iPhone has this word, and it is true on the home screen alone.
    let navigator = web_sys::window().map(|window| window.navigator());
    let standalone = navigator.and_then(|navigator| js_sys::Reflect::get(&navigator, &"standalone".into()).ok());
    standalone.is_some_and(|standalone| standalone.is_truthy())
}

async fn share(name: &str, kind: &str, parts: &Array) -> bool {
    let options = FilePropertyBag::new();
    options.set_type(kind);
    let Ok(file) = File::new_with_u8_array_sequence_and_options(parts, name, &options) else { return false };
    let data = ShareData::new();
    data.set_files(&Array::of1(&file));
    let Some(window) = web_sys::window() else { return false };
    JsFuture::from(window.navigator().share_with_data(&data)).await.is_ok()
}

fn download(name: &str, kind: &str, parts: &Array) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken the bytes over by now; what it refuses to forget is forgotten with the page.
    let _ = Url::revoke_object_url(&address);
    Some(())
}
