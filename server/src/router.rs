//! The whole HTTP surface, on one page.

use std::sync::Arc;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::middleware;
use axum::routing::{any, get, post};
use ebb_protocol::endpoints::{ACCOUNTS, HEALTHY, LIVE, MEMBERS, PULL, READY, SEGMENTS, TICKETS};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::error::Refusal;
use crate::routes::{accounts, health, live, members, segments, tickets};
use crate::{Server, headers, static_files, telemetry};

/// All that the server answers.
pub(crate) fn router(server: &Arc<Server>) -> Router {
    let api = Router::new()
        // Anyone; counted by address.
        .route(ACCOUNTS, post(accounts::found))
        .route(MEMBERS, post(members::join).get(members::list))
        // Members.
        .route(TICKETS, post(tickets::leave))
        .route(SEGMENTS, post(segments::append))
        .route(PULL, post(segments::pull))
        .route(LIVE, get(live::open))
        // Whoever watches the server.
        .route(HEALTHY, get(health::healthy))
        .route(READY, get(health::ready))
        .route("/api", any(not_found))
        .route("/api/", any(not_found))
        .route("/api/{*path}", any(not_found))
        .method_not_allowed_fallback(|| async { Refusal::MethodNotAllowed })
        .layer(SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("no-store")))
        .with_state(Arc::clone(server));
    let all = api
        .fallback_service(static_files::service(server.app_dir.as_deref()))
        .layer(middleware::from_fn_with_state(Arc::clone(server), telemetry::note))
        .layer(CatchPanicLayer::custom(|_| axum::response::IntoResponse::into_response(Refusal::Panicked)));
    headers::strict(all)
}

async fn not_found() -> Refusal {
    Refusal::NotFound
}
