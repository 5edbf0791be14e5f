//! Who calls: turns `Authorization: Bearer …` into a [`Caller`], or refuses.
//!
//! Arrives: a request's headers. Leaves: [`Caller`], counted against the member's rate.
//! Never here: what a caller may do with which stream, and the token in a log.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use ebb_protocol::ids::{AccountId, MemberId};
use ebb_protocol::token::Token;
use subtle::ConstantTimeEq as _;

use crate::Server;
use crate::error::Refusal;

/// A member whose token was checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) account: AccountId,
    pub(crate) member: MemberId,
}

impl FromRequestParts<Arc<Server>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = header.and_then(|text| text.split_once(' ')).ok_or(Refusal::Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refusal::Unauthorized);
        }
        check(server, token).await
    }
}

/// Checks a token as text, from a header or a first frame.
pub(crate) async fn check(server: &Server, token: &str) -> Result<Caller, Refusal> {
    let token: Token = token.parse().map_err(|_| Refusal::Unauthorized)?;
    let shown = token.secret_hash();
    let known = server.db.token_hash(token.account, token.member).await?;
    // Compared even where there is nothing to compare with, so that both take the same time.
    let expected = known.map_or([0; 32], |hash| hash.0);
    let is_same = bool::from(shown.0.ct_eq(&expected));
    if known.is_none() || !is_same {
        return Err(Refusal::Unauthorized);
    }
    let caller = Caller { account: token.account, member: token.member };
    server.rates.count_member(caller.account, caller.member)?;
    Ok(caller)
}
