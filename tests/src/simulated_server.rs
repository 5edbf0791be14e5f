//! A server in memory that keeps the real one's rules: founding, tickets, joining, members, appending, pulling, notices.
//!
//! Arrives: the engine's requests. Leaves: what the real server would answer, body for body. Never here: what a segment
//! holds; time and randomness, which the world gives.

mod account;

use std::collections::BTreeMap;

use ebb_protocol::endpoints::{
    ACCOUNTS, Founded, JoinRequest, MEMBERS, Members, PULL, SEGMENTS, TICKETS, TicketRequest,
};
use ebb_protocol::genesis::Genesis;
use ebb_protocol::ids::{AccountId, MemberId, SecretHash};
use ebb_protocol::live::Notice;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::PullRequest;
use ebb_protocol::token::Token;
use ebb_sync::{Method, Request};
use ebb_testkit::seeded::Seeded;
use serde::Serialize;

use account::Account;

/// The server.
#[derive(Debug)]
pub struct SimulatedServer {
    accounts: BTreeMap<AccountId, Account>,
    random: Seeded,
    page_segments: usize,
}

/// What it answers, and what that changed.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
    /// The segments that it appended, in their order.
    pub appended: Vec<Vec<u8>>,
    /// What it tells those who listen.
    pub notice: Option<Notice>,
}

impl SimulatedServer {
    /// An empty server. Pages hold at most `page_segments`, so that small journals need several.
    pub const fn new(random: Seeded, page_segments: usize) -> Self {
        Self { accounts: BTreeMap::new(), random, page_segments }
    }

    /// Does what is asked, at that time by the server's clock.
    pub fn answer(&mut self, request: &Request, now_ms: i64) -> Answer {
        let answered = match (request.method, request.path) {
            (Method::Post, ACCOUNTS) => self.found(&request.body, now_ms),
            (Method::Post, TICKETS) => self.leave_ticket(request, now_ms),
            (Method::Post, MEMBERS) => self.join(&request.body, now_ms),
            (Method::Get, MEMBERS) => self.members(request, now_ms),
            (Method::Post, SEGMENTS) => self.append(request),
            (Method::Post, PULL) => self.pull(request),
            _ => Err(Refusal::of(ProblemKind::NotFound)),
        };
        answered.unwrap_or_else(|refusal| Answer::new(refusal.kind.status(), &refusal.problem()))
    }

    /// The first notice of a live channel, for a token that is known.
    pub fn listen(&self, token: &Token) -> Option<Notice> {
        let account = self.accounts.get(&token.account)?;
        account.knows(token).then(|| account.notice())
    }

    /// Where the journal of an account stands.
    pub fn head(&self, account: AccountId) -> Option<Notice> {
        self.accounts.get(&account).map(Account::notice)
    }

    fn found(&mut self, entry: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let genesis = Genesis::open(entry).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let account = AccountId::of_genesis(entry);
        self.accounts.entry(account).or_insert_with(|| Account::new(entry, &genesis));
        Ok(Answer::new(201, &Founded { account, server_time_ms: now_ms }))
    }

    fn leave_ticket(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let ticket: TicketRequest = read_json(&request.body)?;
        let (account, _) = self.caller(request)?;
        account.keep_ticket(ticket.hash, now_ms);
        Ok(Answer { status: 201, body: Vec::new(), appended: Vec::new(), notice: None })
    }

    fn join(&mut self, body: &[u8], now_ms: i64) -> Result<Answer, Refusal> {
        let join: JoinRequest = read_json(body)?;
        let ticket: [u8; 32] = read_hexadecimal(&join.ticket)?.try_into().map_err(|_| malformed())?;
        let card = read_hexadecimal(&join.card)?;
        // Whether there is such an account is not told.
        let account = self.accounts.get_mut(&join.account).ok_or_else(|| Refusal::of(ProblemKind::Forbidden))?;
        account.join(SecretHash::of(&ticket), &card, now_ms)?;
        Ok(Answer::new(201, &members_of(account, now_ms)))
    }

    fn members(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let (account, _) = self.caller(request)?;
        Ok(Answer::new(200, &members_of(account, now_ms)))
    }

    fn append(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let mut marks = self.random.clone();
        let (account, member) = self.caller(request)?;
        let (answer, appended) = account.append(member, &request.body, &mut marks)?;
        let notice = (!appended.is_empty()).then(|| account.notice());
        self.random = marks;
        Ok(Answer { appended, notice, ..Answer::new(200, &answer) })
    }

    fn pull(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let page_segments = self.page_segments;
        let (account, _) = self.caller(request)?;
        let pull: PullRequest = read_json(&request.body)?;
        let page = account.page(&pull.cursors, page_segments)?;
        Ok(Answer { status: 200, body: page.to_bytes(), appended: Vec::new(), notice: None })
    }

    fn caller(&mut self, request: &Request) -> Result<(&mut Account, MemberId), Refusal> {
        let unauthorized = || Refusal::of(ProblemKind::Unauthorized);
        let token = request.token.as_ref().ok_or_else(unauthorized)?;
        let account = self.accounts.get_mut(&token.account).ok_or_else(unauthorized)?;
        if account.knows(token) { Ok((account, token.member)) } else { Err(unauthorized()) }
    }
}

impl Answer {
    fn new(status: u16, body: &impl Serialize) -> Self {
        Self { status, body: serde_json::to_vec(body).unwrap_or_default(), appended: Vec::new(), notice: None }
    }
}

fn members_of(account: &Account, now_ms: i64) -> Members {
    Members {
        genesis: base16ct::lower::encode_string(account.genesis()),
        cards: account.cards().map(base16ct::lower::encode_string).collect(),
        server_time_ms: now_ms,
    }
}

/// Why it is not done.
#[derive(Debug, Clone, Copy)]
struct Refusal {
    kind: ProblemKind,
    last_number: Option<u64>,
}

impl Refusal {
    const fn of(kind: ProblemKind) -> Self {
        Self { kind, last_number: None }
    }

    fn problem(self) -> Problem {
        Problem { last_number: self.last_number, ..Problem::new(self.kind) }
    }
}

fn malformed() -> Refusal {
    Refusal::of(ProblemKind::Malformed)
}

fn read_json<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|_| malformed())
}

fn read_hexadecimal(text: &str) -> Result<Vec<u8>, Refusal> {
    base16ct::lower::decode_vec(text).map_err(|_| malformed())
}
