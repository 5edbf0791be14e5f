//! Who calls: turns `Authorization: Bearer …` into a member of a kind that the route admits, or refuses. A route that
//! names none of [`Device`], [`Follow`], [`DeviceOrSheet`], [`DeviceOrFollow`] and [`AnyMember`] knows nobody.
//!
//! Arrives: a request's headers. Leaves: [`Caller`], counted against the member's rate.
//! Never here: what a caller may do with which stream, and the token in a log.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use ebb_protocol::ids::{AccountId, MemberId, SecretHash};
use ebb_protocol::token::Token;
use subtle::ConstantTimeEq as _;

use crate::Server;
use crate::db::members::{Asker, Kind, Lapse};
use crate::error::Refusal;

/// A member whose token was checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) account: AccountId,
    pub(crate) member: MemberId,
    pub(crate) kind: Kind,
}

impl Caller {
    /// The caller at a time.
    pub(crate) const fn at(&self, now_ms: i64) -> Asker {
        Asker { account: self.account, member: self.member, now_ms }
    }
}

/// A caller that is a device.
pub(crate) struct Device(pub(crate) Caller);

/// A caller that is a follow, which has not ended.
pub(crate) struct Follow(pub(crate) Caller);

/// A caller that is a device or a recovery sheet.
pub(crate) struct DeviceOrSheet(pub(crate) Caller);

/// A caller that is a device, or a follow which has not ended.
pub(crate) struct DeviceOrFollow(pub(crate) Caller);

/// A caller that is a device, a recovery sheet, or a follow which has not ended.
pub(crate) struct AnyMember(pub(crate) Caller);

/// A token that was not checked: the account that it names may not be here.
pub(crate) struct ShownToken(pub(crate) Token);

/// Makes callers of some kinds alone: whoever is of another is refused.
macro_rules! admits {
    ($name:ident: $($kind:ident),+) => {
        impl FromRequestParts<Arc<Server>> for $name {
            type Rejection = Refusal;

            async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
                let AnyMember(caller) = AnyMember::from_request_parts(parts, server).await?;
                if [$(Kind::$kind),+].contains(&caller.kind) {
                    return Ok(Self(caller));
                }
                Err(Refusal::Forbidden(match caller.kind {
                    Kind::Device => "A device may not do that.",
                    Kind::Sheet => "A recovery sheet may not do that.",
                    Kind::Follow => "A follow may not do that.",
                }))
            }
        }
    };
}

admits!(Device: Device);
admits!(Follow: Follow);
admits!(DeviceOrSheet: Device, Sheet);
admits!(DeviceOrFollow: Device, Follow);

impl FromRequestParts<Arc<Server>> for AnyMember {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Arc<Server>) -> Result<Self, Refusal> {
        check(server, bearer(&parts.headers)?).await.map(Self)
    }
}

impl FromRequestParts<Arc<Server>> for ShownToken {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Server>) -> Result<Self, Refusal> {
        bearer(&parts.headers)?.parse().map(Self).map_err(|_| Refusal::Unauthorized)
    }
}

fn bearer(headers: &HeaderMap) -> Result<&str, Refusal> {
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, token) = header.and_then(|text| text.split_once(' ')).ok_or(Refusal::Unauthorized)?;
    if scheme.eq_ignore_ascii_case("bearer") { Ok(token) } else { Err(Refusal::Unauthorized) }
}

/// Checks a token as text, from a header or a first frame.
pub(crate) async fn check(server: &Server, token: &str) -> Result<Caller, Refusal> {
    let token: Token = token.parse().map_err(|_| Refusal::Unauthorized)?;
    // Accounts are no secret: whoever can name one holds its genesis entry or a token.
    let now_ms = server.clock.wall_ms();
    let standing = server.db.standing(token.account, token.member, now_ms).await?.ok_or(Refusal::NoAccount)?;
    if !is_secret_of(&token, standing.member.as_ref().map(|member| member.token_hash)) {
        return Err(Refusal::Unauthorized);
    }
    server.rates.count_member(token.account, token.member)?;
    // What became of a member or an account is told to those alone who show that they were of it.
    let kind = standing.kind().inspect_err(|lapse| {
        if matches!(lapse, Lapse::FollowEnded(_)) {
            server.db.drop_ended_feeds(now_ms);
        }
    })?;
    Ok(Caller { account: token.account, member: token.member, kind })
}

/// Whether a token holds the secret with this hash; never where there is none.
pub(crate) fn is_secret_of(token: &Token, known: Option<SecretHash>) -> bool {
    // Compared even where there is nothing to compare with, so that both take the same time.
    let expected = known.map_or([0; 32], |hash| hash.0);
    let is_same = bool::from(token.secret_hash().0.ct_eq(&expected));
    is_same && known.is_some()
}
