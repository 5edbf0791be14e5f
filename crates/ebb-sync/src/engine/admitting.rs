//! Entering the account, and knowing who else belongs to it.

use ebb_protocol::endpoints::{ACCOUNTS, BYTES_TYPE, Founded, JoinRequest, MEMBERS, Members};
use ebb_protocol::genesis::Genesis;
use ebb_protocol::ids::AccountId;
use ebb_protocol::member_card::MemberCard;
use ebb_vault::{card_for, check_card};

use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, Method, Request, StoreEffect};
use crate::event::Circumstances;
use crate::identity::{Admission, Identity};
use crate::standing::SyncTrouble;

const JSON: &str = "application/json";

impl Engine {
    pub(super) fn admission(&self) -> Next {
        let identity = &self.identity;
        let request = match &identity.admission {
            Admission::Admitted => return None,
            Admission::Founding => Request {
                method: Method::Post,
                path: ACCOUNTS,
                token: None,
                content_type: BYTES_TYPE,
                body: identity.genesis.clone(),
            },
            Admission::Joining(ticket) => {
                let card = card_for(&identity.device, &identity.key).to_bytes();
                let join = JoinRequest {
                    account: identity.account,
                    ticket: base16ct::lower::encode_string(ticket.dangerously_reveal()),
                    card: base16ct::lower::encode_string(&card),
                };
                let body = serde_json::to_vec(&join).unwrap_or_default();
                Request { method: Method::Post, path: MEMBERS, token: None, content_type: JSON, body }
            }
        };
        Some((UnderWay::Admission, Effect::Send(request)))
    }

    pub(super) fn members_request(&self) -> Request {
        let token = Some(self.identity.token());
        Request { method: Method::Get, path: MEMBERS, token, content_type: JSON, body: Vec::new() }
    }

    pub(super) fn admitted(&mut self, body: &[u8], circumstances: Circumstances) -> Result<Next, Refusal> {
        if matches!(self.identity.admission, Admission::Founding) {
            let founded: Founded = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
            if founded.account != self.identity.account {
                return Err(SyncTrouble::WrongAccount.into());
            }
            self.set_clock(founded.server_time_ms, circumstances);
        } else {
            self.take_members(body, circumstances)?;
        }
        self.identity.admission = Admission::Admitted;
        Ok(Some(self.store_identity()))
    }

    pub(super) fn members_told(&mut self, body: &[u8], circumstances: Circumstances) -> Result<Next, Refusal> {
        let before = self.identity.clone();
        self.take_members(body, circumstances)?;
        Ok(if self.identity == before { None } else { Some(self.store_identity()) })
    }

    /// Takes the genesis entry and the cards over, if they prove to be of this account.
    fn take_members(&mut self, body: &[u8], circumstances: Circumstances) -> Result<(), Refusal> {
        let members: Members = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let entry = base16ct::lower::decode_vec(&members.genesis).map_err(|_| SyncTrouble::OddAnswer)?;
        let genesis = Genesis::open(&entry).map_err(|_| SyncTrouble::WrongAccount)?;
        let is_ours = AccountId::of_genesis(&entry) == self.identity.account;
        if !is_ours || genesis.commitment != self.identity.key.commitment() {
            return Err(SyncTrouble::WrongAccount.into());
        }
        self.set_clock(members.server_time_ms, circumstances);
        self.identity.genesis = entry;
        self.identity.cards = known_cards(&members.cards, &self.identity);
        Ok(())
    }

    pub(super) fn store_identity(&self) -> (UnderWay, Effect) {
        let identity = Box::new(self.identity.clone());
        (UnderWay::IdentityStore, Effect::Store(StoreEffect::PutIdentity(identity)))
    }

    fn set_clock(&mut self, server_time_ms: i64, circumstances: Circumstances) {
        self.standing.clock_offset_ms = server_time_ms.checked_sub(circumstances.now_ms);
    }
}

/// The cards that holders of the journal's key made. One that a server slipped in proves nothing and is passed over.
fn known_cards(cards: &[String], identity: &Identity) -> Vec<MemberCard> {
    cards
        .iter()
        .filter_map(|card| base16ct::lower::decode_vec(card).ok())
        .filter_map(|card| MemberCard::from_bytes(&card).ok())
        .filter(|card| check_card(card, &identity.key))
        .collect()
}
