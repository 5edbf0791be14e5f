//! A server in memory that keeps the real one's rules: founding, the trust log, mailboxes, appending, pulling, compacting,
//! notices. The trust log's rules are those of `ebb-protocol`, as on the real server.
//!
//! Arrives: the engine's requests. Leaves: what the real server would answer, body for body. Never here: what a segment
//! holds; time and randomness, which the world gives.

mod account;
mod compaction;
mod feeds;
mod mailboxes;
mod segments;

use std::collections::BTreeMap;

use ebb_protocol::endpoints::{
    ACCOUNTS, ACCOUNTS_AGAIN, COMPACT, FEED, FOLLOWED, Founded, INPUTS, LogPage, LogRequest, MAILBOX_CARD,
    MAILBOX_CLOSE, MAILBOX_OPENING, MAILBOX_READ, MAILBOXES, NOTES_TAKEN, OUTLINE, PULL, Presented, RECOVERY, REPLACED,
    Recovered, RecoveryRequest, SEGMENTS, TRUST_LOG, TRUST_LOG_READ,
};
use ebb_protocol::ids::{AccountId, MailboxId, MemberId, SecretHash, StreamId};
use ebb_protocol::live::LiveFrame;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::PullRequest;
use ebb_protocol::token::Token;
use ebb_protocol::trust::{Logged, MemberKind, TrustState, batch};
use ebb_sync::Request;
use ebb_testkit::seeded::Seeded;
use serde::Serialize;

use crate::sabotage::Sabotage;
pub use account::Account;
pub use compaction::Replacement;
pub use feeds::Stream;
use mailboxes::Mailboxes;

/// The server. A clone of it is a backup, or one of the two faces of a server that lies.
#[derive(Debug, Clone)]
pub struct SimulatedServer {
    accounts: BTreeMap<AccountId, Account>,
    mailboxes: Mailboxes,
    random: Seeded,
    page_segments: usize,
    sabotage: Option<Sabotage>,
}

/// What it answers, and what that changed.
#[derive(Debug, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
    /// The segments that it appended, in their order.
    pub appended: Vec<Vec<u8>>,
    /// What it replaced.
    pub replaced: Option<Replacement>,
    /// What it tells those who listen to this account.
    pub told: Vec<LiveFrame>,
    /// Whether the trust log has changed.
    pub is_log_changed: bool,
    /// The feed to which it appended.
    pub fed: Option<StreamId>,
}

impl SimulatedServer {
    /// An empty server. Pages hold at most `page_segments`, so that small journals need several.
    pub fn new(random: Seeded, page_segments: usize, sabotage: Option<Sabotage>) -> Self {
        Self { accounts: BTreeMap::new(), mailboxes: Mailboxes::default(), random, page_segments, sabotage }
    }

    /// The disk is gone.
    pub fn lose_everything(&mut self) {
        self.accounts.clear();
        self.mailboxes = Mailboxes::default();
    }

    /// A backup comes back. Marks are drawn anew all the same.
    pub fn go_back_to(&mut self, backup: &Self) {
        let random = self.random.clone();
        *self = Self { random, ..backup.clone() };
    }

    /// Draws other marks than the server that it is a clone of.
    #[must_use]
    pub fn parting(mut self, random: Seeded) -> Self {
        self.random = random;
        self
    }

    /// Does what is asked, at that time by the server's clock.
    pub fn answer(&mut self, request: &Request, now_ms: i64) -> Answer {
        let answered = match request.path {
            ACCOUNTS => self.found(&request.body, now_ms),
            ACCOUNTS_AGAIN => self.found_again(request, now_ms),
            RECOVERY => self.find_sheet(&request.body),
            TRUST_LOG => self.append_entry(request, now_ms),
            TRUST_LOG_READ => self.read_log(request, now_ms),
            MAILBOXES => {
                let account = self.caller(request).map(|(account, _)| account.trust().account());
                account.and_then(|account| self.mailboxes.make(account, &request.body, now_ms))
            }
            MAILBOX_READ => self.mailboxes.read(&request.body, now_ms),
            MAILBOX_CARD => self.mailboxes.card(&request.body, now_ms),
            MAILBOX_OPENING => {
                self.caller(request).map(|_| ()).and_then(|()| self.mailboxes.open(&request.body, now_ms))
            }
            MAILBOX_CLOSE => self.caller(request).map(|_| ()).and_then(|()| self.mailboxes.close(&request.body)),
            SEGMENTS => self.append(request, now_ms),
            PULL => self.pull(request),
            OUTLINE => self.outline(request),
            INPUTS => self.inputs(request),
            REPLACED => self.replaced(request),
            COMPACT => self.compact(request, now_ms),
            FEED => self.append_to_feed(request, now_ms),
            FOLLOWED => self.followed(request),
            NOTES_TAKEN => self.take_notes(request),
            _ => Err(Refusal::of(ProblemKind::NotFound)),
        };
        answered.unwrap_or_else(|refusal| Answer::of(refusal.kind.status(), &refusal.problem()))
    }

    /// The first frames of a live channel, for a token that is known.
    pub fn listen(&self, token: &Token) -> Option<Vec<LiveFrame>> {
        let account = self.accounts.get(&token.account)?;
        account.check(token, self.sabotage).ok()?;
        Some(account.frames())
    }

    /// An account.
    pub fn account(&self, account: AccountId) -> Option<&Account> {
        self.accounts.get(&account)
    }

    fn found(&mut self, entry: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let trust = TrustState::found(entry).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let account = trust.account();
        let logged = Logged { entry: entry.to_vec(), keyboxes: Vec::new() };
        let held = self.accounts.entry(account).or_insert_with(|| Account::new(trust, vec![logged]));
        held.check_not_closed()?;
        Ok(Answer::of(201, &Founded { account, server_time_ms: now_ms }))
    }

    /// A device at the head of the log that it presents founds the account again, or brings what this server lacks.
    fn found_again(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let token = request.token.as_ref().ok_or_else(|| Refusal::of(ProblemKind::Unauthorized))?;
        let logged = batch::read(&request.body).map_err(|_| malformed())?;
        let chain = TrustState::of_chain(logged.iter().map(|logged| logged.entry.as_slice()));
        let chain = chain.map_err(|_| malformed())?;
        if chain.account() != token.account {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let held = self.accounts.get(&token.account);
        let is_held_further = held.is_some_and(|held| held.trust().holds(chain.head()));
        let continues = held.is_none_or(|held| chain.holds(held.trust().head()));
        if !is_held_further && !continues && self.sabotage != Some(Sabotage::ForkTaken) {
            return Err(Refusal::of(ProblemKind::Forked));
        }
        if !is_held_further {
            let presented = Account::new(chain, logged);
            // One that ends the account is taken over like others, and answered as the end that it is.
            if !presented.trust().is_closed() {
                presented.check(token, self.sabotage)?;
            }
            self.mailboxes.close_all_named_in(&presented);
            match self.accounts.get_mut(&token.account) {
                Some(held) => held.continue_as(presented),
                None => drop(self.accounts.insert(token.account, presented)),
            }
        }
        let (account, _) = self.caller(request)?;
        let entries = account.trust().next_index();
        let told = account.frames();
        Ok(Answer {
            told,
            is_log_changed: !is_held_further,
            ..Answer::of(200, &Presented { entries, server_time_ms: now_ms })
        })
    }

    fn append_entry(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let sabotage = self.sabotage;
        let mailboxes = self.mailboxes.clone();
        let (account, member) = self.caller(request)?;
        let is_open = |mailbox: MailboxId| mailboxes.is_open(mailbox, now_ms);
        let (appended, mailbox) = account.append_entry(member, &request.body, is_open, now_ms, sabotage)?;
        let told = account.frames();
        if let Some(mailbox) = mailbox {
            self.mailboxes.admitted(mailbox);
        }
        Ok(Answer { told, is_log_changed: true, ..Answer::of(201, &appended) })
    }

    fn read_log(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let (account, member) = self.caller(request)?;
        let asked: LogRequest = read_json(&request.body)?;
        let mut logged = account.log_after(&asked)?;
        if !account.trust().is_device(member) {
            // A sheet is shown its own keyboxes.
            for logged in &mut logged {
                logged.keyboxes.retain(|(whose, _)| *whose == member);
            }
        }
        let body = LogPage { server_time_ms: now_ms, logged }.to_bytes();
        Ok(Answer { status: 200, body, ..Answer::default() })
    }

    fn append(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let mut marks = self.random.clone();
        let sabotage = self.sabotage;
        let (account, member) = self.caller(request)?;
        let (answer, appended) = account.append(member, &request.body, now_ms, &mut marks, sabotage)?;
        let told = if appended.is_empty() { Vec::new() } else { account.frames() };
        self.random = marks;
        Ok(Answer { appended, told, ..Answer::of(200, &answer) })
    }

    fn pull(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let page_segments = self.page_segments;
        let (account, _) = self.caller(request)?;
        let pull: PullRequest = read_json(&request.body)?;
        let page = account.page(&pull.cursors, page_segments)?;
        Ok(Answer { status: 200, body: page.to_bytes(), ..Answer::default() })
    }

    fn caller(&mut self, request: &Request) -> Result<(&mut Account, MemberId), Refusal> {
        let token = request.token.as_ref().ok_or_else(|| Refusal::of(ProblemKind::Unauthorized))?;
        let account = self.accounts.get_mut(&token.account).ok_or_else(|| Refusal::of(ProblemKind::NoAccount))?;
        account.check(token, self.sabotage)?;
        let known = account.trust().members().get(&token.member);
        let is_sheet = known.is_some_and(|known| known.kind == MemberKind::Sheet);
        if is_sheet && !matches!(request.path, TRUST_LOG | TRUST_LOG_READ) {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        Ok((account, token.member))
    }

    /// Says whose sheet it is.
    fn find_sheet(&self, body: &[u8]) -> Result<Answer, Refusal> {
        let asked: RecoveryRequest = read_json(body)?;
        let mut secret = [0; 32];
        base16ct::lower::decode(&asked.secret, &mut secret).map_err(|_| malformed())?;
        let hash = SecretHash::of(&secret);
        for (account, held) in &self.accounts {
            let mut open = held.trust().open_members();
            let sheet = open.find(|(_, known)| known.kind == MemberKind::Sheet && known.token_hash == hash);
            if let Some((member, _)) = sheet {
                held.check_not_closed()?;
                return Ok(Answer::of(200, &Recovered { account: *account, member }));
            }
        }
        Err(Refusal::of(ProblemKind::NotFound))
    }
}

impl Answer {
    fn of(status: u16, body: &impl Serialize) -> Self {
        Self { status, body: serde_json::to_vec(body).unwrap_or_default(), ..Self::default() }
    }
}

/// Why it is not done.
#[derive(Debug, Clone)]
struct Refusal {
    kind: ProblemKind,
    last_number: Option<u64>,
    retry_after_seconds: Option<u64>,
    entry: Option<String>,
}

impl Refusal {
    const fn of(kind: ProblemKind) -> Self {
        Self { kind, last_number: None, retry_after_seconds: None, entry: None }
    }

    fn problem(self) -> Problem {
        let Self { kind, last_number, retry_after_seconds, entry } = self;
        Problem { last_number, retry_after_seconds, entry, ..Problem::new(kind) }
    }
}

const fn malformed() -> Refusal {
    Refusal::of(ProblemKind::Malformed)
}

fn read_json<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|_| malformed())
}
