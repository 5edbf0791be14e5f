//! The inviting side of an invitation, as a state machine: which request comes next, and what the screen shows.
//!
//! Arrives: what is in the mailbox. Leaves: requests, six digits, a newcomer to approve. Never here: I/O, clocks, randomness.

use std::cell::OnceCell;

use ebb_protocol::endpoints::{
    MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOX_READ, MAILBOXES, MailboxClose, MailboxName, MailboxRequest, MailboxState,
    OpeningRequest,
};
use ebb_protocol::ids::MailboxId;
use ebb_protocol::limits::DEVICE_INVITATION_SECONDS;
use ebb_protocol::token::Token;
use ebb_protocol::trust::TrustState;
use ebb_vault::invitation::{self, NotOfInvitation, Offer};
use ebb_vault::{Code, CodeKind, Newcomer};
use serde::Serialize;

use crate::effect::{Method, Request};
use crate::identity::Identity;

/// An invitation of this device.
#[derive(Debug, Clone)]
pub struct Inviting {
    code: Code,
    a: [u8; 32],
    offer: Vec<u8>,
    token: Token,
    /// The card for which *a* is opened. Whoever makes one afterwards, and knows *a*, could choose the digits.
    card: OnceCell<Vec<u8>>,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationStep {
    /// Nobody has come yet.
    Waiting,
    /// A card is there: this request opens what the offer had committed to; then look again.
    Open(Request),
    /// Both devices show these digits.
    Compare {
        /// Six digits.
        digits: u32,
        /// Who it is about; to be admitted if the digits are the same on both.
        newcomer: Box<Newcomer>,
        /// Someone else tried the same code.
        tried_again: bool,
    },
    /// The newcomer is a member.
    Admitted,
    /// A card that was not made by who has the code, or another one than the first: somebody stands between.
    Forged,
}

impl Inviting {
    /// A new invitation for a device. Three draws: the code, *a*, and one for the nonce. `None` for who is no member yet.
    pub fn new(identity: &Identity, code: [u8; 16], a: [u8; 32], seed: [u8; 32]) -> Option<Self> {
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).ok()?;
        let code = Code::new(code);
        let offer = Offer {
            account: trust.account(),
            genesis: trust.hash_at(0)?,
            head: trust.head(),
            commitment: invitation::commit(&a),
        };
        let offer = invitation::seal_offer(&code, &offer, seed);
        let token = identity.secrets().token(identity.account);
        identity.is_admitted().then_some(Self { code, a, offer, token, card: OnceCell::new() })
    }

    /// The code, as it is typed and as the link's fragment.
    pub fn code_text(&self) -> String {
        self.code.to_text(CodeKind::Invitation).to_string()
    }

    /// Its mailbox.
    pub fn mailbox(&self) -> MailboxId {
        invitation::mailbox(&self.code)
    }

    /// Makes the mailbox.
    pub fn make(&self) -> Request {
        self.request(
            MAILBOXES,
            &MailboxRequest {
                mailbox: self.mailbox(),
                seconds: DEVICE_INVITATION_SECONDS,
                offer: base16ct::lower::encode_string(&self.offer),
            },
        )
    }

    /// Looks into the mailbox.
    pub fn look(&self) -> Request {
        let name = base16ct::lower::encode_string(&invitation::mailbox_name(&self.code));
        self.request(MAILBOX_READ, &MailboxName { name })
    }

    /// Takes the invitation back.
    pub fn close(&self) -> Request {
        self.request(MAILBOX_CLOSE, &MailboxClose { mailbox: self.mailbox() })
    }

    /// What comes next after a look, at that time by this device's clock.
    pub fn looked(&self, state: &MailboxState, now_ms: i64) -> InvitationStep {
        if state.admitted {
            return InvitationStep::Admitted;
        }
        let Some(card) = &state.card else { return InvitationStep::Waiting };
        match self.card_came(card, state, now_ms) {
            Ok(step) => step,
            Err(_) => InvitationStep::Forged,
        }
    }

    fn card_came(&self, card: &str, state: &MailboxState, now_ms: i64) -> Result<InvitationStep, NotOfInvitation> {
        let card = base16ct::lower::decode_vec(card).map_err(|_| NotOfInvitation::Card)?;
        // Before anything is opened: a card that somebody else made gets to see nothing.
        let newcomer = invitation::open_card(&self.code, &card)?.into_device(self.mailbox(), now_ms);
        if *self.card.get_or_init(|| card.clone()) != card {
            return Err(NotOfInvitation::Card);
        }
        if state.opening.is_none() {
            let opening = base16ct::lower::encode_string(&self.a);
            return Ok(InvitationStep::Open(
                self.request(MAILBOX_OPENING, &OpeningRequest { mailbox: self.mailbox(), opening }),
            ));
        }
        let digits = invitation::digits(&self.code, &self.offer, &card, &self.a)?;
        Ok(InvitationStep::Compare { digits, newcomer: Box::new(newcomer), tried_again: state.tried_again })
    }

    fn request(&self, path: &'static str, body: &impl Serialize) -> Request {
        Request {
            method: Method::Post,
            path,
            token: Some(self.token.clone()),
            content_type: "application/json",
            // These bodies are texts and numbers: they always can be written.
            body: serde_json::to_vec(body).unwrap_or_default(),
        }
    }
}
