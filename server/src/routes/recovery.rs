//! `POST /api/v1/recovery`: finds the account of a recovery sheet, by what its code makes.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use ebb_protocol::endpoints::{Recovered, RecoveryRequest};
use ebb_protocol::ids::SecretHash;

use super::hexadecimal;
use crate::Server;
use crate::address::CountedFounding;
use crate::body::JsonBody;
use crate::error::Refusal;

/// Says whose sheet it is. A wrong code, a dismissed sheet and a code of another kind look the same.
pub(crate) async fn find(
    State(server): State<Arc<Server>>,
    _: CountedFounding,
    JsonBody(request): JsonBody<RecoveryRequest>,
) -> Result<Json<Recovered>, Refusal> {
    let secret = hexadecimal::array(&request.secret, "The secret is not 32 bytes in hexadecimal.")?;
    // Looked up by the secret's hash: how long it takes says nothing of secrets that are nearly right.
    match server.db.sheet(SecretHash::of(&secret)).await? {
        Some((account, member, None)) => Ok(Json(Recovered { account, member })),
        Some((_, _, Some(entry))) => Err(Refusal::Closed(entry)),
        None => Err(Refusal::NotFound),
    }
}
