//! `/healthz` and `/readyz`: for whoever watches the server.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use tokio::time::timeout;

use crate::Server;
use crate::error::Refusal;

/// A database that takes longer than this for nothing is not ready.
const READY_WITHIN: Duration = Duration::from_secs(2);

/// The process lives.
pub(crate) async fn healthy() -> &'static str {
    "ok\n"
}

/// The database answers.
pub(crate) async fn ready(State(server): State<Arc<Server>>) -> Result<&'static str, Refusal> {
    match timeout(READY_WITHIN, server.db.is_ready()).await {
        Ok(true) => Ok("ready\n"),
        Ok(false) | Err(_) => Err(Refusal::NotReady),
    }
}
