//! `/api/v1/mailboxes`: a device leaves an offer, a newcomer a card, a device what the offer had committed to.
//!
//! Arrives: JSON with sealed bytes in hexadecimal. Leaves: nothing, or what is in a mailbox.
//! Never here: the name of a mailbox in a path or a log. It is hashed as soon as it is read.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ebb_protocol::endpoints::{CardRequest, MailboxClose, MailboxName, MailboxRequest, MailboxState, OpeningRequest};
use ebb_protocol::ids::MailboxId;
use ebb_protocol::limits::{CARD_BYTES_MAX, MAILBOX_SECONDS_MAX, OFFER_BYTES_MAX};

use super::hexadecimal;
use crate::Server;
use crate::address::CountedLook;
use crate::auth::Device;
use crate::body::JsonBody;
use crate::db::mailboxes::{MailboxAct, MailboxChange};
use crate::error::Refusal;

/// Makes a mailbox, or finds what the same request made before.
pub(crate) async fn make(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<MailboxRequest>,
) -> Result<StatusCode, Refusal> {
    let offer = hexadecimal::bytes(&request.offer, OFFER_BYTES_MAX, "The offer is not bytes within its limit.")?;
    if request.seconds == 0 || request.seconds > MAILBOX_SECONDS_MAX {
        return Err(Refusal::OverLimit("The mailbox has no end within the limit.", MAILBOX_SECONDS_MAX));
    }
    let lasts_ms = i64::try_from(request.seconds * 1_000).unwrap_or(i64::MAX);
    let expires_ms = server.clock.wall_ms().saturating_add(lasts_ms);
    let by = (caller.account, caller.member);
    change(&server, request.mailbox, MailboxAct::Make { by, offer, expires_ms }).await?;
    Ok(StatusCode::CREATED)
}

/// Says what is in a mailbox.
pub(crate) async fn look(
    State(server): State<Arc<Server>>,
    _: CountedLook,
    JsonBody(request): JsonBody<MailboxName>,
) -> Result<Json<MailboxState>, Refusal> {
    let mailbox = named(&request.name)?;
    server.db.mailbox(mailbox, server.clock.wall_ms()).await?.map(Json).ok_or(Refusal::NotFound)
}

/// Leaves a card, once.
pub(crate) async fn leave_card(
    State(server): State<Arc<Server>>,
    _: CountedLook,
    JsonBody(request): JsonBody<CardRequest>,
) -> Result<StatusCode, Refusal> {
    let mailbox = named(&request.name)?;
    let card = hexadecimal::bytes(&request.card, CARD_BYTES_MAX, "The card is not bytes within its limit.")?;
    change(&server, mailbox, MailboxAct::Card(card)).await?;
    Ok(StatusCode::CREATED)
}

/// Opens what the offer had committed to, once there is a card.
pub(crate) async fn open(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<OpeningRequest>,
) -> Result<StatusCode, Refusal> {
    let opening = hexadecimal::array(&request.opening, "The opening is not 32 bytes in hexadecimal.")?;
    let by = (caller.account, caller.member);
    change(&server, request.mailbox, MailboxAct::Open { by, opening }).await?;
    Ok(StatusCode::CREATED)
}

/// Takes the invitation back.
pub(crate) async fn close(
    State(server): State<Arc<Server>>,
    Device(caller): Device,
    JsonBody(request): JsonBody<MailboxClose>,
) -> Result<StatusCode, Refusal> {
    change(&server, request.mailbox, MailboxAct::Close { by: (caller.account, caller.member) }).await?;
    Ok(StatusCode::OK)
}

fn named(name: &str) -> Result<MailboxId, Refusal> {
    hexadecimal::array(name, "The name is not 32 bytes in hexadecimal.").map(|name| MailboxId::of_name(&name))
}

async fn change(server: &Server, mailbox: MailboxId, what: MailboxAct) -> Result<(), Refusal> {
    let now_ms = server.clock.wall_ms();
    Ok(server.db.change_mailbox(MailboxChange { mailbox, what, now_ms }).await?)
}
