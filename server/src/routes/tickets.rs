//! `POST /api/v1/tickets`: leaves a ticket by which one more device may join.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use ebb_protocol::endpoints::TicketRequest;
use ebb_protocol::limits::TICKET_SECONDS;

use crate::Server;
use crate::auth::Caller;
use crate::body::JsonBody;
use crate::db::tickets::NewTicket;
use crate::error::Refusal;

/// Keeps the ticket for [`TICKET_SECONDS`].
pub(crate) async fn leave(
    State(server): State<Arc<Server>>,
    caller: Caller,
    JsonBody(request): JsonBody<TicketRequest>,
) -> Result<StatusCode, Refusal> {
    let now_ms = server.clock.wall_ms();
    let lasts_ms = i64::try_from(TICKET_SECONDS * 1_000).unwrap_or(i64::MAX);
    let expires_ms = now_ms.saturating_add(lasts_ms);
    server.db.keep_ticket(NewTicket { account: caller.account, hash: request.hash, now_ms, expires_ms }).await?;
    Ok(StatusCode::CREATED)
}
