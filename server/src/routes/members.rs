//! `/api/v1/members`: a device joins with a ticket; members see who belongs to the account.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ebb_protocol::endpoints::{JoinRequest, Members};
use ebb_protocol::ids::{AccountId, SecretHash};
use ebb_protocol::member_card::{CARD_BYTES, MemberCard};

use crate::Server;
use crate::address::CallerAddress;
use crate::auth::Caller;
use crate::body::JsonBody;
use crate::db::members::Newcomer;
use crate::error::Refusal;

/// Joins: the ticket is used up, the card is kept.
pub(crate) async fn join(
    State(server): State<Arc<Server>>,
    CallerAddress(address): CallerAddress,
    JsonBody(request): JsonBody<JoinRequest>,
) -> Result<(StatusCode, Json<Members>), Refusal> {
    server.rates.count_address(address)?;
    let ticket: [u8; 32] = hexadecimal(&request.ticket, "The ticket is not 32 bytes in hexadecimal.")?;
    let card: [u8; CARD_BYTES] = hexadecimal(&request.card, "The card is not one of this version.")?;
    let card = MemberCard::from_bytes(&card).map_err(|_| Refusal::Malformed("The card is not one of this version."))?;
    let newcomer = Newcomer {
        account: request.account,
        ticket_hash: SecretHash::of(&ticket),
        card,
        now_ms: server.clock.wall_ms(),
    };
    server.db.join(newcomer).await?;
    Ok((StatusCode::CREATED, Json(members(&server, request.account).await?)))
}

/// Lists the members.
pub(crate) async fn list(State(server): State<Arc<Server>>, caller: Caller) -> Result<Json<Members>, Refusal> {
    Ok(Json(members(&server, caller.account).await?))
}

async fn members(server: &Server, account: AccountId) -> Result<Members, Refusal> {
    let list = server.db.members(account).await?;
    Ok(Members {
        genesis: base16ct::lower::encode_string(&list.genesis),
        cards: list.cards.iter().map(|card| base16ct::lower::encode_string(card)).collect(),
        server_time_ms: server.clock.wall_ms(),
    })
}

fn hexadecimal<const N: usize>(text: &str, refusal: &'static str) -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    match base16ct::lower::decode(text, &mut bytes) {
        Ok(read) if read.len() == N => Ok(bytes),
        _ => Err(Refusal::Malformed(refusal)),
    }
}
