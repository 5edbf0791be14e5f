//! Requests to the server that the app came from.
//!
//! Arrives: a request of the engine. Leaves: status and body, or that there was no answer. Never here: what they mean.

use ebb_protocol::limits::PULL_PAGE_BYTES_MAX;
use ebb_sync::{Method, Reply, Request};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect, Response};

/// A page, and room for its frame.
const BODY_BYTES_MAX: usize = PULL_PAGE_BYTES_MAX + 64 * 1024;
/// A slow connection may take this long for a whole page.
const TIMEOUT_MS: u32 = 60_000;

/// Sends a request.
pub async fn send(request: &Request) -> Reply {
    match try_send(request).await {
        Ok((status, body)) => Reply::Answer { status, body },
        Err(_) => Reply::NoAnswer,
    }
}

async fn try_send(request: &Request) -> Result<(u16, Vec<u8>), JsValue> {
    let headers = Headers::new()?;
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(TIMEOUT_MS)));
    match request.method {
        Method::Get => init.set_method("GET"),
        Method::Post => {
            init.set_method("POST");
            headers.set("Content-Type", request.content_type)?;
            init.set_body(&Uint8Array::from(request.body.as_slice()));
        }
    }
    if let Some(token) = &request.token {
        headers.set("Authorization", &format!("Bearer {}", token.reveal()))?;
    }
    init.set_headers(&headers);
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let fetching = window.fetch_with_str_and_init(request.path, &init);
    let response: Response = JsFuture::from(fetching).await?.dyn_into()?;
    let told: Option<usize> = response.headers().get("Content-Length")?.and_then(|length| length.parse().ok());
    if told.is_some_and(|length| length > BODY_BYTES_MAX) {
        return Err(JsValue::NULL);
    }
    let body = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?);
    // A length that does not fit is longer than any body may be.
    if usize::try_from(body.length()).is_ok_and(|length| length <= BODY_BYTES_MAX) {
        Ok((response.status(), body.to_vec()))
    } else {
        Err(JsValue::NULL)
    }
}
