//! `/api/v1/accounts`: founds an account, or brings back one that the server has lost.
//!
//! Arrives: a founding entry, or a whole trust log and the token of a device of it. Leaves: that the account is there.
//! Never here: an account whose last entry closed it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ebb_protocol::endpoints::{Founded, Presented};
use ebb_protocol::limits::TRUST_LOG_BYTES_MAX;
use ebb_protocol::token::Token;
use ebb_protocol::trust::{Logged, MalformedBatch, Member, MemberKind, SignedEntry, TrustRefusal, TrustState, batch};

use crate::Server;
use crate::address::CountedFounding;
use crate::auth::{ShownToken, is_secret_of};
use crate::body::{LongBody, Octets, STRANGERS};
use crate::db::accounts::NewAccount;
use crate::db::presenting::Presentation;
use crate::error::Refusal;

/// Founds, or finds what the same entry founded before.
pub(crate) async fn found(
    State(server): State<Arc<Server>>,
    _: CountedFounding,
    Octets(entry): Octets,
) -> Result<(StatusCode, Json<Founded>), Refusal> {
    let state = TrustState::found(&entry).map_err(|refusal| match refusal {
        TrustRefusal::Signature => Refusal::Malformed("The founding entry is not signed by its founder."),
        _ => Refusal::Malformed("The body is not a founding entry of this version."),
    })?;
    let account = state.account();
    server.db.found(NewAccount { entry: entry.to_vec(), state }).await?;
    Ok((StatusCode::CREATED, Json(Founded { account, server_time_ms: server.clock.wall_ms() })))
}

/// Takes a log that the server has lost, or the rest of one of which it holds the beginning.
pub(crate) async fn again(
    State(server): State<Arc<Server>>,
    ShownToken(token): ShownToken,
    _: CountedFounding,
    body: LongBody<TRUST_LOG_BYTES_MAX, STRANGERS>,
) -> Result<Json<Presented>, Refusal> {
    let (log, state) = server.checks.turn().await?.run(move || check(&body.bytes)).await??;
    check_presenter(&token, &state)?;
    let end = state.is_closed().then(|| log.last().map(|last| last.entry.clone())).flatten();
    let now_ms = server.clock.wall_ms();
    let entries = server.db.present(Presentation { member: token.member, log, state, now_ms }).await?;
    end.map_or(Ok(Json(Presented { entries, server_time_ms: now_ms })), |entry| Err(Refusal::Closed(entry)))
}

/// Every entry by the protocol's one function, and its keyboxes.
fn check(body: &[u8]) -> Result<(Vec<Logged>, TrustState), Refusal> {
    let log = batch::read(body)
        .map_err(|MalformedBatch| Refusal::Malformed("The body is not a trust log of this version."))?;
    let state = TrustState::of_chain(log.iter().map(|logged| &logged.entry[..]))
        .map_err(|_| Refusal::Malformed("The log's entries do not follow from each other."))?;
    if state.needs_newer() {
        return Err(Refusal::Malformed("The log has an entry of a kind that this server does not know."));
    }
    let fits = |logged: &Logged| SignedEntry::read(&logged.entry).is_ok_and(|signed| logged.fits(&signed));
    if log.iter().all(fits) {
        Ok((log, state))
    } else {
        Err(Refusal::Malformed("The log's keyboxes are not those that its entries name."))
    }
}

/// The log itself says who may present it.
fn check_presenter(token: &Token, state: &TrustState) -> Result<(), Refusal> {
    let member = state.members().get(&token.member);
    let follow = state.follows().get(&token.member);
    let known = member.map(|member| member.token_hash).or(follow.map(|follow| follow.token_hash));
    if !is_secret_of(token, known) || token.account != state.account() {
        return Err(Refusal::Unauthorized);
    }
    match member {
        Some(member) if !Member::is_open(member) => Err(Refusal::Dismissed),
        Some(member) if member.kind == MemberKind::Device => Ok(()),
        Some(_) => Err(Refusal::Forbidden("A recovery sheet may not do that.")),
        None => Err(Refusal::Forbidden("A follow may not do that.")),
    }
}
