//! `GET /api/v1/usage`: how much the account holds.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ebb_protocol::endpoints::Usage;

use crate::Server;
use crate::auth::Device;
use crate::error::Refusal;

/// Weighs the account.
pub(crate) async fn usage(State(server): State<Arc<Server>>, Device(caller): Device) -> Result<Json<Usage>, Refusal> {
    let bytes = server.db.weight(caller.account).await?;
    Ok(Json(Usage { bytes, bytes_max: server.account_bytes_max }))
}
