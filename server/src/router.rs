//! The router: every row of [`crate::surface`], the app's own files, and what holds for all answers.

use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::response::IntoResponse as _;
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;

use crate::error::Refusal;
use crate::surface::ROWS;
use crate::{Server, headers, static_files, telemetry};

/// All that the server answers.
pub(crate) fn router(server: &Arc<Server>) -> Router {
    let rows = ROWS.iter().fold(Router::new(), |router, row| router.route(row.path, row.route()));
    let api = rows
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*path}", any(not_found))
        .method_not_allowed_fallback(|| async { Refusal::MethodNotAllowed })
        .with_state(Arc::clone(server));
    let all = api
        .fallback_service(static_files::service(server.app_dir.as_deref()))
        .layer(middleware::from_fn_with_state(Arc::clone(server), telemetry::note));
    guarded(all)
}

/// What holds for all answers: a panic is a problem like others, and the headers are strict.
fn guarded(router: Router) -> Router {
    headers::strict(router.layer(CatchPanicLayer::custom(|_| Refusal::Panicked.into_response())))
}

async fn not_found() -> Refusal {
    Refusal::NotFound
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::Request;
    use axum::http::StatusCode;
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::*;

    async fn break_down() -> &'static str {
        panic!("with a secret")
    }

    #[tokio::test]
    async fn a_panic_is_answered_without_its_words() {
        let router = guarded(Router::new().route("/", get(break_down)));
        let response = router.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(response.headers()["cache-control"], "no-store");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&body).into_owned();
        assert!(text.contains("urn:ebb:problem:internal") && !text.contains("secret"), "{text}");
    }
}
