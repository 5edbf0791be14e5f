//! `/api/v1/trust-log`: members read it, and append to it what they signed.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use ebb_protocol::endpoints::{BYTES_TYPE, LogAppended, LogPage, LogRequest};
use ebb_protocol::limits::TRUST_APPEND_BYTES_MAX;
use ebb_protocol::trust::{Change, Logged, MalformedBatch, SignedEntry, TrustRefusal, TrustState, batch};

use crate::Server;
use crate::auth::{AnyMember, DeviceOrSheet};
use crate::body::{JsonBody, Octets};
use crate::db::DbError;
use crate::db::trust_log::{EntryPlace, NewEntry};
use crate::error::Refusal;

/// Appends one entry. The same bytes again are answered as before.
pub(crate) async fn append(
    State(server): State<Arc<Server>>,
    DeviceOrSheet(caller): DeviceOrSheet,
    Octets(body): Octets<TRUST_APPEND_BYTES_MAX>,
) -> Result<(StatusCode, Json<LogAppended>), Refusal> {
    let not_one = Refusal::Malformed("The body is not one trust-log entry with its keyboxes.");
    let batch = batch::read(&body).map_err(|MalformedBatch| Refusal::Malformed("The body cannot be read."))?;
    let [logged] = <[_; 1]>::try_from(batch).map_err(|_| not_one)?;
    let signed = SignedEntry::read(&logged.entry).map_err(TrustRefusal::from)?;
    if signed.head.signer != caller.member {
        return Err(Refusal::Forbidden("The entry is signed by another member than the caller."));
    }
    let turn = server.checks.turn().await?;
    let entries = match server.db.place_entry((caller.account, caller.member), &signed).await? {
        EntryPlace::Held => return Ok((StatusCode::CREATED, Json(LogAppended { index: signed.head.index }))),
        EntryPlace::After(entries) => entries,
    };
    let (logged, signed, state, change) = turn.run(move || take_in(&entries, logged, signed)).await??;
    let now_ms = server.clock.wall_ms();
    let new = NewEntry { account: caller.account, member: caller.member, logged, signed, state, change, now_ms };
    let index = server.db.append_entry(new).await?;
    Ok((StatusCode::CREATED, Json(LogAppended { index })))
}

/// What the log says once the entry is in it, by the protocol's one function.
fn take_in(
    entries: &[Vec<u8>],
    logged: Logged,
    signed: SignedEntry,
) -> Result<(Logged, SignedEntry, TrustState, Change), Refusal> {
    let mut state = TrustState::of_chain(entries.iter().map(Vec::as_slice))
        .map_err(|_| Refusal::Db(DbError::Corrupt("trust_log")))?;
    match state.apply(&logged.entry)? {
        Change::Unknown => Err(Refusal::Malformed("The entry is of a kind that this server does not know.")),
        _ if !logged.fits(&signed) => Err(TrustRefusal::Keyboxes.into()),
        change => Ok((logged, signed, state, change)),
    }
}

/// Answers with the entries after those that the member holds.
pub(crate) async fn read(
    State(server): State<Arc<Server>>,
    AnyMember(caller): AnyMember,
    JsonBody(LogRequest { have, head }): JsonBody<LogRequest>,
) -> Result<impl IntoResponse, Refusal> {
    if (have == 0) != head.is_none() {
        return Err(Refusal::Malformed("Whoever holds entries names the last one's hash, and nobody else does."));
    }
    let logged = server.db.read_log(caller.at(server.clock.wall_ms()), have, head).await?;
    let page = LogPage { server_time_ms: server.clock.wall_ms(), logged };
    Ok(([(CONTENT_TYPE, BYTES_TYPE)], page.to_bytes()))
}
