//! The way in: the offer is looked at, and once the person says yes, the card is left and the digits are compared.

use ebb_protocol::endpoints::{CardRequest, MAILBOX_CARD, MAILBOX_READ, MailboxName, MailboxState};
use ebb_protocol::problem::ProblemKind;
use ebb_vault::invitation::{self, ForWhom, Offer, OfferedFollow};
use serde::Serialize;

use ebb_journal::scope::Scope;

use super::answering::Refusal;
use super::effect::FollowerEffect;
use super::standing::{FollowRefused, FollowerStage};
use super::{Follower, Next, UnderWay};
use crate::effect::{Method, Request};

/// How often a newcomer looks into the mailbox, while somebody is likely to be there.
const LOOK_EVERY_MS: u64 = 1_500;
/// How often after a while: an invitation to follow lasts for days.
const LOOK_LATER_MS: u64 = 15_000;
const LOOKS_IN_HASTE: u32 = 80;

/// How far the way in has come in this session.
#[derive(Debug, Default)]
pub(super) struct Mailbox {
    asked: Asked,
    pub(super) says: Says,
    card_is_left: bool,
    /// It was looked into, and there is nothing to do before the next look.
    has_looked: bool,
    looks: u32,
    digits: Option<u32>,
    over: Over,
    pub(super) refused: Option<FollowRefused>,
}

/// Whether there is nothing more to come from the mailbox: then the log tells.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Over {
    #[default]
    No,
    /// The owner has let them in, the server says.
    Admitted,
    /// It is gone, which may mean the same.
    Gone,
}

/// What the person said to what they were shown, and what is not done yet.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    #[default]
    Nothing,
    /// Yes: that is to be kept.
    Yes,
    /// That the owner is to know of them, though somebody else has used the invitation.
    TellOwner,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Asked {
    #[default]
    Look,
    Card,
}

impl Mailbox {
    /// One that nothing comes of, if that is so.
    pub(super) fn refused(refused: Option<FollowRefused>) -> Self {
        Self { refused, ..Self::default() }
    }

    /// A card is left that the server refuses: by that it tells the owner of a second one.
    pub(super) fn tell_owner(&mut self) {
        if self.refused == Some(FollowRefused::UsedBefore) {
            self.says = Says::TellOwner;
        }
    }
}

/// An offer that was read.
#[derive(Debug)]
pub(super) struct ReadOffer {
    pub(super) sealed: Vec<u8>,
    pub(super) offer: Offer,
    pub(super) told: OfferedFollow,
    pub(super) scope: Scope,
}

impl ReadOffer {
    pub(super) fn open(code: &ebb_vault::Code, sealed: &[u8]) -> Result<Self, FollowRefused> {
        let offer = invitation::open_offer(code, sealed).map_err(|_| FollowRefused::Forged)?;
        let ForWhom::Follow(told) = offer.for_whom.clone() else { return Err(FollowRefused::ForDevice) };
        // What is not understood is not said yes to.
        let scope = Scope::from_bytes(&told.scope).map_err(|_| FollowRefused::NeedsNewer)?;
        Ok(Self { sealed: sealed.to_vec(), offer, told, scope })
    }
}

impl Follower {
    /// The next step on the way in; none where it is time to wait.
    pub(super) fn next_on_the_way_in(&mut self) -> Next {
        if self.mailbox.refused.is_some() {
            // Nothing of it is kept: the card of somebody else counts.
            return (self.mailbox.says == Says::TellOwner).then(|| self.leave_card());
        }
        if !self.identity.is_accepted() {
            return match &self.offer {
                None => Some(self.look()),
                // Kept before anything is left: another device of the same person shows the same card.
                Some(read) if self.mailbox.says == Says::Yes => {
                    let mut accepted = self.identity.clone();
                    accepted.offer.clone_from(&read.sealed);
                    Some((UnderWay::Keep, FollowerEffect::Keep(accepted.to_text())))
                }
                Some(_) => None,
            };
        }
        if self.mailbox.over != Over::No {
            return Some(self.read_log());
        }
        if std::mem::take(&mut self.mailbox.has_looked) {
            let is_likely = self.mailbox.digits.is_some() || self.mailbox.looks < LOOKS_IN_HASTE;
            self.rest_for(if is_likely { LOOK_EVERY_MS } else { LOOK_LATER_MS });
            return None;
        }
        Some(if self.mailbox.card_is_left { self.look() } else { self.leave_card() })
    }

    fn look(&mut self) -> (UnderWay, FollowerEffect) {
        self.mailbox.asked = Asked::Look;
        self.mailbox.looks = self.mailbox.looks.saturating_add(1);
        let request = post(MAILBOX_READ, &MailboxName { name: self.mailbox_name() });
        (UnderWay::Mailbox, FollowerEffect::Send(request))
    }

    fn leave_card(&mut self) -> (UnderWay, FollowerEffect) {
        self.mailbox.asked = Asked::Card;
        let card = base16ct::lower::encode_string(&self.identity.card);
        let request = post(MAILBOX_CARD, &CardRequest { name: self.mailbox_name(), card });
        (UnderWay::Mailbox, FollowerEffect::Send(request))
    }

    fn mailbox_name(&self) -> String {
        base16ct::lower::encode_string(&invitation::mailbox_name(&self.identity.code))
    }

    /// The yes is in the person's own journal.
    pub(super) fn kept(&mut self) {
        if let Some(read) = &self.offer {
            self.identity.offer.clone_from(&read.sealed);
        }
        self.mailbox.says = Says::Nothing;
    }

    pub(super) fn mailbox_answered(&mut self, body: &[u8]) -> Result<(), Refusal> {
        if self.mailbox.asked == Asked::Card {
            self.mailbox.card_is_left = true;
            if std::mem::take(&mut self.mailbox.says) == Says::TellOwner {
                self.mailbox.refused = Some(FollowRefused::Used);
            }
            return Ok(());
        }
        let state: MailboxState = serde_json::from_slice(body).map_err(|_| Refusal::ODD)?;
        let offer = base16ct::lower::decode_vec(&state.offer).map_err(|_| Refusal::ODD)?;
        let card = state.card.as_deref().map(base16ct::lower::decode_vec).transpose().map_err(|_| Refusal::ODD)?;
        if let Err(refused) = self.looked(&state, &offer, card.as_deref())? {
            self.mailbox.refused = Some(refused);
        }
        Ok(())
    }

    fn looked(
        &mut self,
        state: &MailboxState,
        offer: &[u8],
        card: Option<&[u8]>,
    ) -> Result<Result<(), FollowRefused>, Refusal> {
        if !self.identity.is_accepted() {
            return Ok(self.offered(offer, state));
        }
        if offer != self.identity.offer {
            // Another offer under the same code is not what the person has said yes to.
            return Ok(Err(FollowRefused::Forged));
        }
        if card.is_some_and(|card| card != self.identity.card) {
            return Ok(Err(FollowRefused::Used));
        }
        // Something on the way may have answered in the server's place: then it is left once more.
        self.mailbox.card_is_left = card.is_some();
        if let Some(opening) = &state.opening {
            let mut a = [0; 32];
            let read = base16ct::lower::decode(opening, &mut a).map_err(|_| Refusal::ODD)?.len();
            let digits = invitation::digits(&self.identity.code, offer, &self.identity.card, &a);
            match digits.ok().filter(|_| read == a.len()) {
                Some(digits) => self.mailbox.digits = Some(digits),
                None => return Ok(Err(FollowRefused::Forged)),
            }
        }
        self.mailbox.over = if state.admitted { Over::Admitted } else { Over::No };
        self.mailbox.has_looked = self.mailbox.card_is_left && !state.admitted;
        Ok(Ok(()))
    }

    fn offered(&mut self, offer: &[u8], state: &MailboxState) -> Result<(), FollowRefused> {
        let read = ReadOffer::open(&self.identity.code, offer)?;
        if Some(read.offer.account) == self.own_account {
            return Err(FollowRefused::Own);
        }
        if state.card.is_some() {
            // Once somebody was let in, the owner compares no more: nothing tells them there.
            return Err(if state.admitted { FollowRefused::Used } else { FollowRefused::UsedBefore });
        }
        self.offer = Some(read);
        Ok(())
    }

    /// What a refusal means on the way in; `true` where it is said by that.
    pub(super) fn is_refused_on_the_way_in(&mut self, kind: Option<ProblemKind>) -> bool {
        match kind {
            Some(ProblemKind::CardTaken) => self.mailbox.refused = Some(FollowRefused::Used),
            Some(ProblemKind::NotFound) if self.identity.is_accepted() && self.mailbox.over == Over::No => {
                // It closes when its newcomer is let in, too, and another of their devices may have seen to that.
                self.mailbox.over = Over::Gone;
            }
            // It is said to be admitted, and the server does not know it yet: another copy of the server, or a lie.
            Some(_) if self.mailbox.over == Over::Admitted => return false,
            Some(
                ProblemKind::NotFound
                | ProblemKind::Unauthorized
                | ProblemKind::Forbidden
                | ProblemKind::NoAccount
                | ProblemKind::FollowEnded
                | ProblemKind::Closed,
            ) => self.mailbox.refused = Some(FollowRefused::Gone),
            _ => return false,
        }
        self.mailbox.says = Says::Nothing;
        true
    }

    /// Tries again what came to nothing, where that may be otherwise now.
    pub(super) fn look_again(&mut self) {
        self.mailbox.looks = 0;
        if self.log.is_none() && self.mailbox.refused == Some(FollowRefused::Gone) {
            self.mailbox = Mailbox::default();
        }
    }

    pub(super) fn stage_on_the_way_in(&self) -> FollowerStage {
        if let Some(refused) = self.mailbox.refused {
            return FollowerStage::Refused(refused);
        }
        match (self.mailbox.digits, self.offer.is_some()) {
            (_, false) => FollowerStage::Reading,
            _ if self.mailbox.says == Says::Yes => FollowerStage::Asking,
            _ if !self.identity.is_accepted() => FollowerStage::Offered,
            (Some(digits), _) => FollowerStage::Compare(digits),
            _ if self.mailbox.card_is_left => FollowerStage::Waiting,
            _ => FollowerStage::Asking,
        }
    }
}

pub(super) fn post(path: &'static str, body: &impl Serialize) -> Request {
    // These bodies are texts and numbers: they always can be written.
    let body = serde_json::to_vec(body).unwrap_or_default();
    Request { method: Method::Post, path, token: None, content_type: "application/json", body }
}
