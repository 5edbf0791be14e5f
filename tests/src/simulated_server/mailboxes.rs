//! Mailboxes: an offer, one card, one opening, until someone is admitted or time is up.

use std::collections::BTreeMap;

use ebb_protocol::endpoints::{CardRequest, MailboxClose, MailboxName, MailboxRequest, MailboxState, OpeningRequest};
use ebb_protocol::ids::{AccountId, MailboxId};
use ebb_protocol::limits::MAILBOX_SECONDS_MAX;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::{Detail, SignedEntry};

use super::{Account, Answer, Refusal, malformed, read_json};

/// All mailboxes of a server.
#[derive(Debug, Clone, Default)]
pub(super) struct Mailboxes(BTreeMap<MailboxId, Mailbox>);

#[derive(Debug, Clone)]
struct Mailbox {
    account: AccountId,
    until_ms: i64,
    state: MailboxState,
}

impl Mailboxes {
    pub(super) fn make(&mut self, account: AccountId, body: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let request: MailboxRequest = read_json(body)?;
        let seconds = request.seconds.min(MAILBOX_SECONDS_MAX);
        let state = MailboxState {
            offer: request.offer,
            card: None,
            opening: None,
            tried_again: false,
            admitted: false,
            seconds_left: seconds,
        };
        let until_ms = now_ms + i64::try_from(seconds * 1_000).unwrap_or(i64::MAX);
        let held = self.0.entry(request.mailbox).or_insert_with(|| Mailbox { account, until_ms, state: state.clone() });
        if held.account == account && held.state.offer == state.offer {
            Ok(nothing(201))
        } else {
            Err(Refusal::of(ProblemKind::Forbidden))
        }
    }

    pub(super) fn read(&self, body: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let name: MailboxName = read_json(body)?;
        let held = self.0.get(&mailbox_of(&name.name)?).filter(|held| held.until_ms > now_ms);
        let held = held.ok_or_else(|| Refusal::of(ProblemKind::NotFound))?;
        let seconds_left = u64::try_from((held.until_ms - now_ms) / 1_000).unwrap_or(0);
        Ok(Answer::of(200, &MailboxState { seconds_left, ..held.state.clone() }))
    }

    pub(super) fn card(&mut self, body: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let request: CardRequest = read_json(body)?;
        let state = self.open_one(mailbox_of(&request.name)?, now_ms)?;
        if state.card.as_ref().is_some_and(|card| *card != request.card) {
            state.tried_again = true;
            return Err(Refusal::of(ProblemKind::CardTaken));
        }
        state.card = Some(request.card);
        Ok(nothing(201))
    }

    pub(super) fn open(&mut self, body: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let request: OpeningRequest = read_json(body)?;
        let state = self.open_one(request.mailbox, now_ms)?;
        let is_another = state.opening.as_ref().is_some_and(|opening| *opening != request.opening);
        if state.card.is_none() || is_another {
            return Err(Refusal::of(ProblemKind::CardTaken));
        }
        state.opening = Some(request.opening);
        Ok(nothing(201))
    }

    pub(super) fn close(&mut self, body: &[u8]) -> Result<Answer, Refusal> {
        let request: MailboxClose = read_json(body)?;
        self.0.remove(&request.mailbox);
        Ok(nothing(200))
    }

    pub(super) fn is_open(&self, mailbox: MailboxId, now_ms: i64) -> bool {
        self.0.get(&mailbox).is_some_and(|held| held.until_ms > now_ms && !held.state.admitted)
    }

    pub(super) fn admitted(&mut self, mailbox: MailboxId) {
        if let Some(held) = self.0.get_mut(&mailbox) {
            held.state.admitted = true;
        }
    }

    /// A log was presented: those whom it admitted are told by their mailboxes too.
    pub(super) fn close_all_named_in(&mut self, account: &Account) {
        for logged in account.logged() {
            if let Ok(entry) = SignedEntry::read(&logged.entry)
                && let Detail::Admitted(admission) = entry.head.detail
                && let Some(mailbox) = admission.mailbox
            {
                self.admitted(mailbox);
            }
        }
    }

    fn open_one(&mut self, mailbox: MailboxId, now_ms: i64) -> Result<&mut MailboxState, Refusal> {
        let held = self.0.get_mut(&mailbox).filter(|held| held.until_ms > now_ms);
        held.map(|held| &mut held.state).ok_or_else(|| Refusal::of(ProblemKind::NotFound))
    }
}

fn nothing(status: u16) -> Answer {
    Answer { status, ..Answer::default() }
}

fn mailbox_of(name: &str) -> Result<MailboxId, Refusal> {
    let mut bytes = [0; 32];
    let length = base16ct::lower::decode(name, &mut bytes).map_err(|_| malformed())?.len();
    if length == bytes.len() { Ok(MailboxId::of_name(&bytes)) } else { Err(malformed()) }
}
