//! `POST /api/v1/accounts`: founds an account.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ebb_protocol::endpoints::Founded;
use ebb_protocol::genesis::{Genesis, MalformedGenesis};
use ebb_protocol::ids::AccountId;

use crate::Server;
use crate::address::CallerAddress;
use crate::body::Octets;
use crate::db::accounts::NewAccount;
use crate::error::Refusal;

/// Founds, or finds what the same entry founded before.
pub(crate) async fn found(
    State(server): State<Arc<Server>>,
    CallerAddress(address): CallerAddress,
    Octets(entry): Octets,
) -> Result<(StatusCode, Json<Founded>), Refusal> {
    server.rates.count_address(address)?;
    let genesis = Genesis::open(&entry).map_err(|problem| match problem {
        MalformedGenesis::Shape => Refusal::Malformed("The body is not a genesis entry of this version."),
        MalformedGenesis::Signature => Refusal::Malformed("The genesis entry is not signed by its founder."),
    })?;
    let account = AccountId::of_genesis(&entry);
    server.db.found(NewAccount { account, entry: entry.to_vec(), genesis }).await?;
    Ok((StatusCode::CREATED, Json(Founded { account, server_time_ms: server.clock.wall_ms() })))
}
