//! `GET /api/v1/catalogue`: everything that can be logged, with codes, for anyone: exported reports refer to it.
//!
//! Arrives: nothing, or the tag of what the caller has. Leaves: JSON made once of `ebb-journal`'s tables, kept for an hour and asked
//! about by its tag. Never here: anything of a journal.

mod document;

use std::hash::{DefaultHasher, Hasher as _};
use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

/// A new version of the server may know more; until then nothing changes.
const KEPT: &str = "public, max-age=3600";
const JSON: &str = "application/json";

/// The catalogue as it is sent.
struct Answer {
    body: Bytes,
    tag: HeaderValue,
}

static ANSWER: LazyLock<Answer> = LazyLock::new(Answer::make);

impl Answer {
    fn make() -> Self {
        // Neither can fail: the document is made of texts and numbers, the tag of hexadecimal digits.
        let body = serde_json::to_vec(&document::document()).unwrap_or_default();
        let mut hasher = DefaultHasher::new();
        hasher.write(&body);
        let tag = HeaderValue::from_str(&format!("\"{:016x}\"", hasher.finish()));
        Self { body: body.into(), tag: tag.unwrap_or(HeaderValue::from_static("\"0\"")) }
    }
}

/// Sends the catalogue, or says that the caller has it.
pub(crate) async fn catalogue(headers: HeaderMap) -> Response {
    let Answer { body, tag } = &*ANSWER;
    let about = [(ETAG, tag.clone()), (CACHE_CONTROL, HeaderValue::from_static(KEPT))];
    if has_it(&headers, tag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, [(CONTENT_TYPE, HeaderValue::from_static(JSON))], body.clone()).into_response()
}

/// Whether one of the tags that the caller names is this one. A weak tag of it says as much.
fn has_it(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let named = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = named.flat_map(|value| value.split(',')).map(|named| named.trim().trim_start_matches("W/"));
    tags.any(|named| named == "*" || named.as_bytes() == tag.as_bytes())
}
