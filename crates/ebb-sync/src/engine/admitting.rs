//! Entering an account: founding it, or taking up an invitation.

use ebb_protocol::endpoints::{
    ACCOUNTS, BYTES_TYPE, CardRequest, Founded, LogPage, LogRequest, MAILBOX_CARD, MAILBOX_READ, MailboxName,
    MailboxState, TRUST_LOG_READ,
};
use ebb_protocol::ids::EntryHash;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Logged, SignedEntry, TrustState};
use ebb_vault::invitation;
use serde::Serialize;

use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, Method, Request, StoreEffect};
use crate::event::Circumstances;
use crate::identity::{Admission, Joining};
use crate::standing::{JoinStage, SyncTrouble};

/// How often a newcomer looks into the mailbox.
pub(super) const LOOK_EVERY_MS: u64 = 1_500;
pub(super) const JSON: &str = "application/json";

/// How far joining has come in this session.
#[derive(Debug, Default)]
pub(super) struct Join {
    /// What was asked for last.
    asked: Asked,
    card_is_left: bool,
    /// The mailbox was looked into, and there is nothing to do before the next look.
    has_looked: bool,
    is_admitted: bool,
    digits: Option<u32>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Asked {
    #[default]
    Look,
    Card,
    Log,
}

impl Engine {
    /// The next request on the way in; none where it is time to wait a little.
    pub(super) fn admission(&mut self) -> Next {
        let request = match &self.identity.admission {
            Admission::Admitted => return None,
            Admission::Restoring(restoring) => return Some(self.restore(restoring)),
            Admission::Founding => {
                let body = self.identity.log.first().map(|logged| logged.entry.clone()).unwrap_or_default();
                Request { method: Method::Post, path: ACCOUNTS, token: None, content_type: BYTES_TYPE, body }
            }
            Admission::Joining(joining) => {
                let name = base16ct::lower::encode_string(&invitation::mailbox_name(&joining.code));
                let (asked, request) = if self.join.is_admitted {
                    let body = json(&LogRequest { have: 0, head: None });
                    (Asked::Log, self.signed_in(post(TRUST_LOG_READ, body)))
                } else if std::mem::take(&mut self.join.has_looked) {
                    return None;
                } else if !joining.offer.is_empty() && !self.join.card_is_left {
                    let card = base16ct::lower::encode_string(&joining.card);
                    (Asked::Card, post(MAILBOX_CARD, json(&CardRequest { name, card })))
                } else {
                    (Asked::Look, post(MAILBOX_READ, json(&MailboxName { name })))
                };
                self.join.asked = asked;
                request
            }
        };
        Some((UnderWay::Admission, Effect::Send(request)))
    }

    pub(super) fn admission_answered(&mut self, body: &[u8], circumstances: Circumstances) -> Result<Next, Refusal> {
        if let Admission::Restoring(restoring) = &self.identity.admission {
            let restoring = (**restoring).clone();
            return self.restoring_answered(&restoring, body, circumstances);
        }
        if let Admission::Joining(joining) = &self.identity.admission {
            let joining = (**joining).clone();
            return match self.join.asked {
                Asked::Look => self.looked(&joining, body),
                Asked::Card => {
                    self.join.card_is_left = true;
                    Ok(None)
                }
                Asked::Log => self.joined(&joining, body, circumstances),
            };
        }
        let founded: Founded = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        if founded.account != self.identity.account {
            return Err(SyncTrouble::WrongAccount.into());
        }
        self.set_clock(founded.server_time_ms, circumstances);
        self.identity.admission = Admission::Admitted;
        self.wants.log = false;
        Ok(Some(self.store_identity()))
    }

    /// What is in the mailbox. The first offer is kept; another one under the same code is not of this invitation.
    fn looked(&mut self, joining: &Joining, body: &[u8]) -> Result<Next, Refusal> {
        let state: MailboxState = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let offer = base16ct::lower::decode_vec(&state.offer).map_err(|_| SyncTrouble::OddAnswer)?;
        if joining.offer.is_empty() {
            let read = invitation::open_offer(&joining.code, &offer).map_err(|_| SyncTrouble::WrongAccount)?;
            if read.for_whom != invitation::ForWhom::Device {
                // It is for somebody who follows: who takes it up does not become a device.
                return Err(SyncTrouble::WrongAccount.into());
            }
            self.identity.account = read.account;
            self.identity.admission = Admission::Joining(Box::new(Joining { offer, ..joining.clone() }));
            // Kept durably before the card is left: whoever is admitted can still tell for what.
            return Ok(Some(self.store_identity()));
        }
        if offer != joining.offer {
            return Err(SyncTrouble::WrongAccount.into());
        }
        if let Some(opening) = &state.opening {
            let mut a = [0; 32];
            base16ct::lower::decode(opening, &mut a).map_err(|_| SyncTrouble::OddAnswer)?;
            let digits = invitation::digits(&joining.code, &offer, &joining.card, &a);
            self.join.digits = Some(digits.map_err(|_| SyncTrouble::WrongAccount)?);
        }
        let card = state.card.as_deref().map(base16ct::lower::decode_vec);
        match card {
            Some(Ok(card)) if card == joining.card => self.join.card_is_left = true,
            Some(_) => return Err(SyncTrouble::InvitationUsed.into()),
            // Something on the way may have answered in the server's place: then it is left once more.
            None => self.join.card_is_left = false,
        }
        self.join.is_admitted = state.admitted;
        self.join.has_looked = !state.admitted;
        Ok(None)
    }

    /// The trust log, by which this device sees for itself whose account it has come into.
    fn joined(&mut self, joining: &Joining, body: &[u8], circumstances: Circumstances) -> Result<Next, Refusal> {
        let page = LogPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let offer = invitation::open_offer(&joining.code, &joining.offer).map_err(|_| SyncTrouble::WrongAccount)?;
        let state = whole_log(&page.logged).ok_or(SyncTrouble::WrongAccount)?;
        let is_offered = state.account() == offer.account
            && state.hash_at(0) == Some(offer.genesis)
            && state.holds(offer.head)
            && offer.genesis != EntryHash::NONE
            && state.is_device(self.member);
        if !is_offered {
            return Err(SyncTrouble::WrongAccount.into());
        }
        self.set_clock(page.server_time_ms, circumstances);
        Ok(Some(self.enter(state, page.logged).ok_or(SyncTrouble::WrongAccount)?))
    }

    /// This device is a member from here on, by a log that was checked; `None` where none of its keyboxes opens.
    pub(super) fn enter(&mut self, state: TrustState, log: Vec<Logged>) -> Option<(UnderWay, Effect)> {
        self.identity.keys = self.keys_in(&state, &log)?;
        self.identity.log = log;
        self.identity.admission = Admission::Admitted;
        self.trust = Some(state);
        self.wants.log = false;
        Some(self.store_identity())
    }

    pub(super) fn admission_refused(
        &mut self,
        refusal: &Refusal,
        circumstances: Circumstances,
        effects: &mut Vec<Effect>,
    ) {
        let trouble = match (&self.identity.admission, refusal.kind) {
            (_, Some(ProblemKind::Closed)) => SyncTrouble::Closed,
            (Admission::Restoring(_), Some(ProblemKind::LogMoved)) => {
                self.restore.read_again();
                return;
            }
            (
                Admission::Restoring(_),
                Some(
                    ProblemKind::NotFound | ProblemKind::Unauthorized | ProblemKind::Dismissed | ProblemKind::Forbidden,
                ),
            ) => SyncTrouble::JoinRefused,
            (Admission::Joining(_), Some(ProblemKind::CardTaken)) => SyncTrouble::InvitationUsed,
            (Admission::Joining(_), Some(ProblemKind::NotFound | ProblemKind::Forbidden | ProblemKind::Dismissed)) => {
                SyncTrouble::JoinRefused
            }
            // It is said to be admitted, and the server does not know it yet: another copy of the server, or a lie.
            _ => refusal.trouble(),
        };
        self.fail(trouble, refusal.retry_after_seconds, circumstances, effects);
    }

    pub(super) fn join_stage(&self) -> Option<JoinStage> {
        let Admission::Joining(_) = &self.identity.admission else { return None };
        Some(match self.join.digits {
            Some(digits) => JoinStage::Compare(digits),
            None if self.join.card_is_left => JoinStage::Waiting,
            None => JoinStage::Asking,
        })
    }

    pub(super) fn store_identity(&self) -> (UnderWay, Effect) {
        let identity = Box::new(self.identity.clone());
        (UnderWay::IdentityStore, Effect::Store(StoreEffect::PutIdentity(identity)))
    }

    pub(super) fn set_clock(&mut self, server_time_ms: i64, circumstances: Circumstances) {
        self.standing.clock_offset_ms = server_time_ms.checked_sub(circumstances.now_ms);
    }
}

/// What a log says whose every entry is taken and has its keyboxes beside it.
pub(super) fn whole_log(log: &[Logged]) -> Option<TrustState> {
    let fits = |logged: &Logged| SignedEntry::read(&logged.entry).is_ok_and(|entry| logged.fits(&entry));
    if !log.iter().all(fits) {
        return None;
    }
    TrustState::of_chain(log.iter().map(|logged| logged.entry.as_slice())).ok()
}

pub(super) fn json(body: &impl Serialize) -> Vec<u8> {
    // These bodies are texts and numbers: they always can be written.
    serde_json::to_vec(body).unwrap_or_default()
}

pub(super) const fn post(path: &'static str, body: Vec<u8>) -> Request {
    Request { method: Method::Post, path, token: None, content_type: JSON, body }
}
