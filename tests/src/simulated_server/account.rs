//! One account: its trust log, and the rules by which that changes.

use std::collections::BTreeMap;

use ebb_protocol::endpoints::{LogAppended, LogRequest};
use ebb_protocol::ids::{MailboxId, Mark, MemberId, ReplicaId, StreamId};
use ebb_protocol::limits::DISMISSAL_PAUSE_SECONDS;
use ebb_protocol::live::{LiveFrame, Notice};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::token::Token;
use ebb_protocol::trust::{Change, Cut, Detail, Dismissal, Logged, SignedEntry, TrustState, batch};

use super::compaction::Replaced;
use super::feeds::Stream;
use super::segments::{Held, Replica};
use super::{Refusal, malformed};
use crate::sabotage::Sabotage;

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    trust: TrustState,
    logged: Vec<Logged>,
    /// Until when nothing is taken from a member.
    paused: BTreeMap<MemberId, i64>,
    pub(super) log: Vec<Held>,
    /// What was compacted; its positions and marks are remembered.
    pub(super) replaced: Vec<Replaced>,
    pub(super) replicas: BTreeMap<ReplicaId, Replica>,
    /// Feeds and notes.
    pub(super) streams: BTreeMap<StreamId, Stream>,
}

impl Account {
    pub(super) const fn new(trust: TrustState, logged: Vec<Logged>) -> Self {
        Self {
            trust,
            logged,
            paused: BTreeMap::new(),
            log: Vec::new(),
            replaced: Vec::new(),
            replicas: BTreeMap::new(),
            streams: BTreeMap::new(),
        }
    }

    /// What its trust log says.
    pub const fn trust(&self) -> &TrustState {
        &self.trust
    }

    /// Its trust log.
    pub fn logged(&self) -> &[Logged] {
        &self.logged
    }

    /// Takes a longer log over; what it holds of segments stays.
    pub(super) fn continue_as(&mut self, presented: Self) {
        self.trust = presented.trust;
        self.logged = presented.logged;
        self.end_if_closed();
    }

    pub(super) fn check_not_closed(&self) -> Result<(), Refusal> {
        if !self.trust.is_closed() {
            return Ok(());
        }
        let entry = self.logged.last().map(|logged| base16ct::lower::encode_string(&logged.entry));
        Err(Refusal { entry, ..Refusal::of(ProblemKind::Closed) })
    }

    /// Whether a token is that of somebody who may call.
    pub(super) fn check(&self, token: &Token, sabotage: Option<Sabotage>) -> Result<(), Refusal> {
        let member = self.trust.members().get(&token.member);
        let Some(member) = member.filter(|member| member.token_hash == token.secret_hash()) else {
            return Err(Refusal::of(ProblemKind::Unauthorized));
        };
        self.check_not_closed()?;
        if member.is_open() || sabotage == Some(Sabotage::DismissedServed) {
            Ok(())
        } else {
            Err(Refusal::of(ProblemKind::Dismissed))
        }
    }

    /// What a live channel tells first, and whenever something has changed.
    pub(super) fn frames(&self) -> Vec<LiveFrame> {
        let entries = self.trust.next_index();
        let mut frames = vec![LiveFrame::Stream(self.notice()), LiveFrame::TrustLog { entries }];
        frames.extend(self.feed_frames());
        frames
    }

    /// Where its journal stands.
    pub fn notice(&self) -> Notice {
        let (head, mark) = self.log.last().map_or((0, Mark([0; 8])), |last| (last.position, last.mark));
        Notice { stream: self.trust.journal(), head, mark }
    }

    pub(super) fn log_after(&self, asked: &LogRequest) -> Result<Vec<Logged>, Refusal> {
        let have = usize::try_from(asked.have).unwrap_or(usize::MAX);
        let is_held = match asked.head {
            Some(head) => asked.have.checked_sub(1).and_then(|last| self.trust.hash_at(last)) == Some(head),
            None => asked.have == 0,
        };
        let after = self.logged.get(have..).filter(|_| is_held);
        after.map(<[Logged]>::to_vec).ok_or_else(|| Refusal::of(ProblemKind::LogLost))
    }

    /// Appends an entry, if it is the next and the one function takes it. Tells its mailbox.
    pub(super) fn append_entry(
        &mut self,
        caller: MemberId,
        body: &[u8],
        is_open: impl Fn(MailboxId) -> bool,
        now_ms: i64,
        sabotage: Option<Sabotage>,
    ) -> Result<(LogAppended, Option<MailboxId>), Refusal> {
        let mut read = batch::read(body).map_err(|_| malformed())?;
        let (Some(logged), true) = (read.pop(), read.is_empty()) else { return Err(malformed()) };
        let entry = SignedEntry::read(&logged.entry).map_err(|_| malformed())?;
        if entry.head.signer != caller || !logged.fits(&entry) {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let index = entry.head.index;
        if self.trust.hash_at(index) == Some(entry.hash) {
            return Ok((LogAppended { index }, None));
        }
        if index != self.trust.next_index() || entry.head.previous != self.trust.head() {
            return Err(Refusal::of(ProblemKind::LogMoved));
        }
        let mut trust = self.trust.clone();
        let change = trust.apply(&logged.entry).map_err(|_| Refusal::of(ProblemKind::Forbidden))?;
        if let Detail::Dismissed(dismissal) = &entry.head.detail
            && sabotage != Some(Sabotage::CutUnchecked)
        {
            self.check_dismissal(dismissal, now_ms)?;
        }
        let mailbox = match change {
            Change::Admitted { mailbox, .. } => mailbox,
            // Invitations of those who follow are no part of a world.
            _ => None,
        };
        if mailbox.is_some_and(|mailbox| !is_open(mailbox)) {
            return Err(Refusal::of(ProblemKind::NotFound));
        }
        self.trust = trust;
        self.logged.push(logged);
        self.end_if_closed();
        Ok((LogAppended { index }, mailbox))
    }

    /// With an honest server nothing of a dismissed member lies past its cut, and all that it has compacted is named; so that
    /// the next try can name what is held, nothing is taken from the member for a while.
    fn check_dismissal(&mut self, dismissal: &Dismissal, now_ms: i64) -> Result<(), Refusal> {
        let of_member = self.replicas.iter().filter(|(_, replica)| replica.writer == dismissal.member);
        let last = of_member.map(|(name, replica)| Cut {
            stream: self.trust.journal(),
            replica: *name,
            number: replica.last_number,
            hash: replica.last_hash,
        });
        if last.eq(dismissal.cuts.iter().copied()) && self.compacted_by(dismissal.member) == dismissal.compacted {
            return Ok(());
        }
        let pause_ms = i64::try_from(DISMISSAL_PAUSE_SECONDS * 1_000).unwrap_or(i64::MAX);
        self.paused.insert(dismissal.member, now_ms + pause_ms);
        Err(Refusal::of(ProblemKind::CutMoved))
    }

    pub(super) fn check_not_paused(&self, member: MemberId, now_ms: i64) -> Result<(), Refusal> {
        match self.paused.get(&member) {
            Some(until_ms) if *until_ms > now_ms => {
                let seconds = u64::try_from((until_ms - now_ms) / 1_000).unwrap_or(0) + 1;
                Err(Refusal { retry_after_seconds: Some(seconds), ..Refusal::of(ProblemKind::TooMany) })
            }
            _ => Ok(()),
        }
    }

    fn end_if_closed(&mut self) {
        if self.trust.is_closed() {
            self.log.clear();
            self.replaced.clear();
            self.replicas.clear();
            self.streams.clear();
        }
    }
}
