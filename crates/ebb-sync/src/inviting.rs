//! The inviting side of an invitation, as a state machine: which request comes next, and what the screen shows.
//!
//! Arrives: what is in the mailbox. Leaves: requests, six digits, a newcomer to approve. Never here: I/O, clocks, randomness.

use std::cell::OnceCell;

use ebb_protocol::endpoints::{
    MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOX_READ, MAILBOXES, MailboxClose, MailboxName, MailboxRequest, MailboxState,
    OpeningRequest,
};
use ebb_protocol::ids::{MailboxId, MemberId};
use ebb_protocol::limits::DEVICE_INVITATION_SECONDS;
use ebb_protocol::token::Token;
use ebb_protocol::trust::TrustState;
use ebb_vault::invitation::{self, ForWhom, NotOfInvitation, Offer};
use ebb_vault::{Code, CodeKind, Newcomer};
use serde::Serialize;

use crate::effect::{Method, Request};
use crate::identity::Identity;

/// An invitation of this account.
#[derive(Debug, Clone)]
pub struct Inviting {
    code: Code,
    a: [u8; 32],
    offer: Vec<u8>,
    token: Token,
    /// The device that made it. It alone chooses the card for which *a* is opened: of two that do, a server that has the code
    /// could show the second one a card that it made when it knew *a* from the first.
    maker: MemberId,
    is_maker: bool,
    /// By its hash the card for which *a* is opened. Whoever makes one afterwards, and knows *a*, could choose the digits.
    card: OnceCell<[u8; 32]>,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationStep {
    /// Nobody has come yet.
    Waiting,
    /// A card is there: the request opens what the offer had committed to; then look again. Before it is sent, the card has
    /// to be noted where every device of the account finds it, and where it is found after a restart.
    Open {
        /// Opens it.
        request: Request,
        /// The card, by its hash in hexadecimal.
        card: String,
    },
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
            for_whom: ForWhom::Device,
        };
        let offer = invitation::seal_offer(&code, &offer, seed);
        let (maker, token) = (identity.secrets().member(), identity.secrets().token(identity.account));
        let card = OnceCell::new();
        identity.is_admitted().then_some(Self { code, a, offer, token, maker, is_maker: true, card })
    }

    /// All that the inviting side holds, for the journal: any device of the account goes on from it. A secret until the invitation
    /// is over. Hexadecimal of `version 1 (1) ‖ code (16) ‖ a (32) ‖ who made it (16) ‖ offer`.
    pub fn to_text(&self) -> String {
        let held = [&[1], &self.code.dangerously_reveal()[..], &self.a, &self.maker.0, &self.offer].concat();
        base16ct::lower::encode_string(&held)
    }

    /// Goes on with an invitation that a device of the same account has made. `None` where it is of another account, was damaged,
    /// or is of a newer version.
    pub fn of_text(identity: &Identity, text: &str) -> Option<Self> {
        let held = base16ct::lower::decode_vec(text).ok()?;
        let (code, rest) = held.strip_prefix(&[1])?.split_first_chunk::<16>()?;
        let (a, rest) = rest.split_first_chunk::<32>()?;
        let (maker, sealed) = rest.split_first_chunk::<16>()?;
        let code = Code::new(*code);
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).ok()?;
        let offer = invitation::open_offer(&code, sealed).ok()?;
        let is_ours = offer.account == trust.account()
            && Some(offer.genesis) == trust.hash_at(0)
            && offer.commitment == invitation::commit(a);
        let (maker, own) = (MemberId(*maker), identity.secrets().member());
        let token = identity.secrets().token(identity.account);
        let (offer, is_maker, card) = (sealed.to_vec(), maker == own, OnceCell::new());
        (is_ours && identity.is_admitted()).then_some(Self { code, a: *a, offer, token, maker, is_maker, card })
    }

    /// The card that was noted when *a* was opened, or is about to be, as [`InvitationStep::Open`] names it. Another one is not
    /// taken from then on. What is no name of a card is passed over.
    pub fn note(&self, card: &str) {
        let mut hash = [0; 32];
        if base16ct::lower::decode(card, &mut hash).is_ok_and(|read| read.len() == 32) {
            // The first one counts.
            let _ = self.card.set(hash);
        }
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
        let hash = invitation::card_hash(&card);
        if self.card.get().is_none() && (!self.is_maker || state.opening.is_some()) {
            // The device that made the invitation chooses the card, and tells the others by the journal. And what was opened
            // before it had noted a card was not opened by it.
            return if self.is_maker { Err(NotOfInvitation::Opening) } else { Ok(InvitationStep::Waiting) };
        }
        if *self.card.get_or_init(|| hash) != hash {
            return Err(NotOfInvitation::Card);
        }
        if state.opening.is_none() {
            let opening = base16ct::lower::encode_string(&self.a);
            let opening = OpeningRequest { mailbox: self.mailbox(), opening };
            let card = base16ct::lower::encode_string(&hash);
            return Ok(InvitationStep::Open { request: self.request(MAILBOX_OPENING, &opening), card });
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
