//! The inviting side of an invitation, as a state machine: which request comes next, and what the screen shows.
//!
//! It is for a device of the owner, or for somebody who is to follow ([`following`]); the steps are the same. Several may be open at a
//! time, one for each person.
//!
//! Arrives: what is in the mailbox. Leaves: requests, six digits, a newcomer to approve. Never here: I/O, clocks, randomness.

mod following;
mod held;

pub use following::{ApprovedFollow, FollowCandidate, FollowPlan};

use std::cell::OnceCell;

use ebb_protocol::endpoints::{
    MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOX_READ, MAILBOXES, MailboxClose, MailboxName, MailboxRequest, MailboxState,
    OpeningRequest,
};
use ebb_protocol::ids::{MailboxId, MemberId};
use ebb_protocol::limits::{DEVICE_INVITATION_SECONDS, MAILBOX_SECONDS_MAX};
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
    /// What is agreed with who is to follow; none where it is for a device.
    plan: Option<FollowPlan>,
}

/// An invitation that cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotInvited {
    /// This device is no member yet.
    #[error("this device belongs to no account yet")]
    NotAdmitted,
    /// What is to be offered is too long: names, or days that are left out.
    #[error("what is offered is too long")]
    TooLong,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationStep {
    /// Nobody has come yet.
    Waiting,
    /// Somebody has, and the device that made the invitation has not looked yet: it chooses the card.
    WaitsForMaker,
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
    /// The same where the invitation is to follow.
    CompareFollow {
        /// Six digits.
        digits: u32,
        /// Who it is about; to be approved if the digits are the same on both.
        candidate: Box<FollowCandidate>,
        /// Someone else tried the same code.
        tried_again: bool,
    },
    /// The newcomer is a member, or follows.
    Admitted,
    /// A card that was not made by who has the code, or another one than the first: somebody stands between.
    Forged,
}

impl Inviting {
    /// A new invitation for a device. Three draws: the code, *a*, and one for the nonce. `None` for who is no member yet.
    pub fn new(identity: &Identity, code: [u8; 16], a: [u8; 32], seed: [u8; 32]) -> Option<Self> {
        Self::made(identity, None, (code, a, seed)).ok()
    }

    /// A new invitation to follow. Three draws: the code, *a*, and one for the nonce.
    pub fn to_follow(
        identity: &Identity,
        plan: FollowPlan,
        (code, a, seed): ([u8; 16], [u8; 32], [u8; 32]),
    ) -> Result<Self, NotInvited> {
        // The entry that lets them in holds more of it than the offer.
        if !plan.fits() {
            return Err(NotInvited::TooLong);
        }
        Self::made(identity, Some(plan), (code, a, seed))
    }

    fn made(
        identity: &Identity,
        plan: Option<FollowPlan>,
        (code, a, seed): ([u8; 16], [u8; 32], [u8; 32]),
    ) -> Result<Self, NotInvited> {
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice()));
        let trust = trust.ok().filter(|_| identity.is_admitted()).ok_or(NotInvited::NotAdmitted)?;
        let code = Code::new(code);
        let offer = Offer {
            account: trust.account(),
            genesis: trust.hash_at(0).ok_or(NotInvited::NotAdmitted)?,
            // Who follows reads a shorter chain than a device, with an end of its own.
            head: if plan.is_some() { trust.member_head() } else { trust.head() },
            commitment: invitation::commit(&a),
            for_whom: plan.as_ref().map_or(ForWhom::Device, |plan| ForWhom::Follow(plan.offered())),
        };
        let offer = invitation::seal_offer(&code, &offer, seed);
        let (maker, token) = (identity.secrets().member(), identity.secrets().token(identity.account));
        Ok(Self { code, a, offer, token, maker, is_maker: true, card: OnceCell::new(), plan })
    }

    /// What is agreed with who is to follow; `None` where it is for a device.
    pub const fn plan(&self) -> Option<&FollowPlan> {
        self.plan.as_ref()
    }

    /// For how long its mailbox stays, in seconds from when it was made.
    pub const fn seconds(&self) -> u64 {
        if self.plan.is_some() { MAILBOX_SECONDS_MAX } else { DEVICE_INVITATION_SECONDS }
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
        let kind = if self.plan.is_some() { CodeKind::Follow } else { CodeKind::Invitation };
        self.code.to_text(kind).to_string()
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
                seconds: self.seconds(),
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
        let newcomer = invitation::open_card(&self.code, &card)?;
        let hash = invitation::card_hash(&card);
        if self.card.get().is_none() && (!self.is_maker || state.opening.is_some()) {
            // The device that made the invitation chooses the card, and tells the others by the journal. And what was opened
            // before it had noted a card was not opened by it.
            return if self.is_maker { Err(NotOfInvitation::Opening) } else { Ok(InvitationStep::WaitsForMaker) };
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
        let (mailbox, tried_again) = (self.mailbox(), state.tried_again);
        Ok(match &self.plan {
            None => InvitationStep::Compare {
                digits,
                newcomer: Box::new(newcomer.into_device(mailbox, now_ms)),
                tried_again,
            },
            Some(plan) => {
                let candidate = Box::new(FollowCandidate { card: newcomer, mailbox, plan: plan.clone() });
                InvitationStep::CompareFollow { digits, candidate, tried_again }
            }
        })
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
