//! What the inviting side holds, for the journal: any device of the account goes on from it. Hexadecimal of
//!
//! - for a device: `version 1 (1) ‖ code (16) ‖ a (32) ‖ who made it (16) ‖ offer`
//! - to follow: `version 2 (1) ‖ code (16) ‖ a (32) ‖ who made it (16) ‖ until (8, milliseconds since 1970; 0 for none) ‖ what the owner
//!   calls who is to follow, scope, terms: each length (2) and bytes ‖ offer`

use std::cell::OnceCell;

use ebb_journal::scope::{FollowTerms, Scope};
use ebb_protocol::ids::MemberId;
use ebb_protocol::trust::TrustState;
use ebb_vault::Code;
use ebb_vault::invitation::{self, ForWhom};

use super::Inviting;
use super::following::FollowPlan;
use crate::identity::Identity;

const FOR_DEVICE: u8 = 1;
const TO_FOLLOW: u8 = 2;

impl Inviting {
    /// All that the inviting side holds. A secret until the invitation is over.
    pub fn to_text(&self) -> String {
        let version = if self.plan.is_some() { TO_FOLLOW } else { FOR_DEVICE };
        let mut held = [&[version], &self.code.dangerously_reveal()[..], &self.a, &self.maker.0].concat();
        if let Some(plan) = &self.plan {
            held.extend(plan.until_ms.unwrap_or(0).to_le_bytes());
            for told in [plan.called.as_bytes(), &plan.scope.to_bytes(), &plan.terms.to_bytes()] {
                // A plan that is longer is never made: see `FollowPlan::fits`.
                held.extend(u16::try_from(told.len()).unwrap_or(u16::MAX).to_le_bytes());
                held.extend(told);
            }
        }
        held.extend(&self.offer);
        base16ct::lower::encode_string(&held)
    }

    /// Goes on with an invitation that a device of the same account has made. `None` where it is of another account, was damaged,
    /// or is of a newer version.
    pub fn of_text(identity: &Identity, text: &str) -> Option<Self> {
        let held = base16ct::lower::decode_vec(text).ok()?;
        let (version, rest) = held.split_first()?;
        let (code, rest) = rest.split_first_chunk::<16>()?;
        let (a, rest) = rest.split_first_chunk::<32>()?;
        let (maker, rest) = rest.split_first_chunk::<16>()?;
        let (plan, sealed) = match *version {
            FOR_DEVICE => (None, rest),
            TO_FOLLOW => {
                let (plan, sealed) = read_plan(rest)?;
                (Some(plan), sealed)
            }
            _ => return None,
        };
        let code = Code::new(*code);
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).ok()?;
        let offer = invitation::open_offer(&code, sealed).ok()?;
        let offered = plan.as_ref().map_or(ForWhom::Device, |plan| ForWhom::Follow(plan.offered()));
        let is_ours = offer.account == trust.account()
            && Some(offer.genesis) == trust.hash_at(0)
            && offer.commitment == invitation::commit(a)
            && offer.for_whom == offered;
        let (maker, own) = (MemberId(*maker), identity.secrets().member());
        let token = identity.secrets().token(identity.account);
        let (offer, is_maker, card) = (sealed.to_vec(), maker == own, OnceCell::new());
        (is_ours && identity.is_admitted()).then_some(Self { code, a: *a, offer, token, maker, is_maker, card, plan })
    }
}

fn read_plan(bytes: &[u8]) -> Option<(FollowPlan, &[u8])> {
    let (until, mut rest) = bytes.split_first_chunk::<8>()?;
    let mut counted = || {
        let (length, after) = rest.split_first_chunk::<2>()?;
        let (told, after) = after.split_at_checked(usize::from(u16::from_le_bytes(*length)))?;
        rest = after;
        Some(told)
    };
    let called = String::from_utf8(counted()?.to_vec()).ok()?;
    let scope = Scope::from_bytes(counted()?).ok()?;
    let terms = FollowTerms::from_bytes(counted()?).ok()?;
    let until_ms = Some(i64::from_le_bytes(*until)).filter(|until_ms| *until_ms > 0);
    Some((FollowPlan { called, scope, terms, until_ms }, rest))
}
