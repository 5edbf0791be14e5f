//! What the server says of itself, on stderr: never a token, a body, a key, an id or an address.

use std::io::{self, IsTerminal as _};
use std::panic;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tracing_subscriber::EnvFilter;

use crate::Server;

/// What is said where `EBB_LOG` says nothing else.
const DEFAULT_FILTER: &str = "info,sqlx=warn";

/// Starts the log. `filter` is in the words of `EBB_LOG`, such as `debug` or `ebb_server=debug,sqlx=warn`.
pub fn start(filter: Option<&str>) -> Result<(), tracing_subscriber::filter::ParseError> {
    let filter = EnvFilter::builder().parse(filter.unwrap_or(DEFAULT_FILTER))?;
    // Colours are for people, not for files.
    let is_watched = io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(is_watched).init();
    // A panic's message may hold what it was about: only its place is told.
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a part of the server panicked");
    }));
    Ok(())
}

/// Says of each answer its route (with no part of the path that varies), status and time.
pub(crate) async fn note(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let started = server.clock.elapsed();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let took_ms = server.clock.elapsed().saturating_sub(started).as_millis();
    let route = route.as_ref().map_or("app", MatchedPath::as_str);
    tracing::debug!(%method, route, status = response.status().as_u16(), took_ms, "answered");
    response
}
