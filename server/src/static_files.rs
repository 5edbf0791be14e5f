//! Serves the app: from a folder, or with `embed-app` from the program itself.
//!
//! Arrives: any path outside `/api`. Leaves: a file, compressed beforehand where the browser takes it, with how long it
//! may be kept; for the app's own routes its page. Never here: the page in place of a file that is missing.

use std::io::ErrorKind;
use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;
use tower_http::services::fs::{Backend, DefaultServeDirFallback};

use crate::error::Refusal;

#[cfg(feature = "embed-app")]
mod embedded;

/// Where Trunk leaves the built app, seen from the repository.
#[cfg(not(feature = "embed-app"))]
const USUAL_APP_DIR: &str = "dist";
const PAGE: &str = "/index.html";
/// Kept for good: another content has another name.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time.
const ASK: &str = "no-cache";
const NO_APP: &str = "This is an Ebb server, but the app itself is not here. Build it with `cargo xtask app`, or \
    name the folder that it was built into with --app-dir.\n";

/// The service for all paths that are not the API's.
pub(crate) fn service(app_dir: Option<&Path>) -> Router {
    match app_dir {
        Some(folder) => service_of(ServeDir::new(folder)),
        #[cfg(feature = "embed-app")]
        None => service_of(ServeDir::with_backend("", embedded::Embedded)),
        #[cfg(not(feature = "embed-app"))]
        None => service_of(ServeDir::new(USUAL_APP_DIR)),
    }
}

fn service_of<B: Backend>(files: ServeDir<DefaultServeDirFallback, B>) -> Router {
    let files = files.precompressed_br().append_index_html_on_directories(false);
    Router::new().fallback(move |request| answer(files.clone(), request))
}

async fn answer<B: Backend>(mut files: ServeDir<DefaultServeDirFallback, B>, mut request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return ([(ALLOW, "GET, HEAD")], Refusal::MethodNotAllowed).into_response();
    }
    let path = request.uri().path();
    if path.split('/').any(|part| part.starts_with('.')) {
        return Refusal::NotFound.into_response();
    }
    let is_page = is_route_of_app(path) || path == PAGE;
    if is_page {
        *request.uri_mut() = Uri::from_static(PAGE);
    }
    let caching = caching_of(request.uri().path());
    let mut response = match files.try_call(request).await {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => response.map(Body::new),
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            tracing::error!(%error, "a file of the app could not be read");
            return Refusal::Unreadable.into_response();
        }
        Ok(_) | Err(_) if is_page => return (StatusCode::NOT_FOUND, NO_APP).into_response(),
        Ok(_) | Err(_) => return Refusal::NotFound.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    if is_page && headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    }
    response
}

/// The app's routes have no dot in their last part; files have one.
fn is_route_of_app(path: &str) -> bool {
    path.rsplit('/').next().is_none_or(|last| !last.contains('.'))
}

/// Files that carry a hash of their content in their name never change.
fn caching_of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let has_hash = name.split('-').skip(1).any(|part| {
        let digits = part.find(['.', '_']).map_or(part, |end| &part[..end]);
        // Trunk writes 64 bits in hexadecimal, without leading zeros.
        (8..=16).contains(&digits.len()) && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
    });
    if has_hash { IMMUTABLE } else { ASK }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_good() {
        for path in [
            "/ebb-frontend-1a2b3c4d5e6f7a8b.js",
            "/ebb-frontend-1a2b3c4d5e6f7a8_bg.wasm",
            "/app-deadbeef.css",
            "/fonts/hyperlegible-next-0123456789abcdef.woff2",
        ] {
            assert_eq!(caching_of(path), IMMUTABLE, "{path}");
        }
        for path in [
            "/index.html",
            "/boot.js",
            "/service_worker.js",
            "/manifest.webmanifest",
            "/icon-192.png",
            "/1a2b3c4d5e6f7a8b.js",
            "/app-1a2b3c4d5e6f7a8bc.js",
            "/app-1a2b3c4.js",
            "/app-DEADBEEF.js",
        ] {
            assert_eq!(caching_of(path), ASK, "{path}");
        }
    }

    #[test]
    fn a_path_with_a_dot_is_a_file() {
        assert!(is_route_of_app("/"));
        assert!(is_route_of_app("/history"));
        assert!(is_route_of_app("/v1.2/history"));
        assert!(!is_route_of_app("/history.js"));
        assert!(!is_route_of_app("/fonts/x.woff2"));
    }
}
