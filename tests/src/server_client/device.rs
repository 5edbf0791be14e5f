//! Devices as the server sees them: an account, a token, and segments that follow each other.

use std::net::SocketAddr;

use ebb_protocol::endpoints::{ACCOUNTS, JoinRequest, MEMBERS, PULL, SEGMENTS, TICKETS, TicketRequest};
use ebb_protocol::genesis::Genesis;
use ebb_protocol::head::{SEGMENT_BYTES_MIN, SegmentHead, SegmentKind};
use ebb_protocol::ids::{AccountId, MemberId, ReplicaId, SecretHash, SegmentHash, StreamId};
use ebb_protocol::member_card::MemberCard;
use ebb_protocol::pull::{Cursor, PullPage, PullRequest};
use ebb_protocol::push::{self, PushAnswer};
use ebb_protocol::token::Token;
use ed25519_dalek::SigningKey;
use hyper::{Method, StatusCode};
use hyper_util::client::legacy::Error;
use sha2::{Digest as _, Sha256};

use super::http::{Body, Http, Reply};

/// A device that is a member.
#[derive(Debug, Clone)]
pub struct Device {
    /// Its account.
    pub account: AccountId,
    /// Its name.
    pub member: MemberId,
    /// The account's journal.
    pub journal: StreamId,
    /// Its connection.
    pub http: Http,
    token: String,
}

/// A device that is not a member yet.
#[derive(Debug, Clone)]
pub struct Joiner {
    /// Its card.
    pub card: MemberCard,
    secret: [u8; 32],
}

/// One copy of a journal, which numbers and chains its segments.
#[derive(Debug, Clone)]
pub struct Replica {
    /// Where its segments go.
    pub stream: StreamId,
    /// Who writes them.
    pub writer: MemberId,
    /// Its own name.
    pub id: ReplicaId,
    /// Number of its last segment.
    pub last_number: u64,
    /// Hash of its last segment.
    pub last_hash: SegmentHash,
}

/// 32 bytes that follow from a seed and a purpose.
pub fn seeded(seed: u64, purpose: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_le_bytes()).chain_update(purpose).finalize().into()
}

fn seeded_half(seed: u64, purpose: &str) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&seeded(seed, purpose)[..16]);
    half
}

/// Bytes that no compression makes shorter.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut bytes: Vec<u8> = std::iter::repeat_with(&mut next).take(length.div_ceil(8)).flatten().collect();
    bytes.truncate(length);
    bytes
}

impl Device {
    /// The genesis entry that a seed makes, and the founder that it would make.
    pub fn founder(address: SocketAddr, seed: u64) -> (Vec<u8>, Self) {
        let key = SigningKey::from_bytes(&seeded(seed, "signing key"));
        let secret = seeded(seed, "token");
        let genesis = Genesis {
            signing_key: key.verifying_key().to_bytes(),
            token_hash: SecretHash::of(&secret),
            journal: StreamId(seeded_half(seed, "journal")),
            commitment: seeded_half(seed, "commitment"),
            random: seeded_half(seed, "random"),
        };
        let entry = genesis.sign(&key);
        let account = AccountId::of_genesis(&entry);
        let token = Token::new(account, genesis.founder(), secret).reveal();
        let device =
            Self { account, member: genesis.founder(), journal: genesis.journal, http: Http::new(address), token };
        (entry, device)
    }

    /// Founds an account.
    pub async fn found(address: SocketAddr, seed: u64) -> Self {
        let (entry, device) = Self::founder(address, seed);
        let reply = device.http.send(Method::POST, ACCOUNTS, None, &[], Body::Octets(entry)).await;
        assert_eq!(reply.expect("the server answers").status, StatusCode::CREATED);
        device
    }

    /// The token in text.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The same device at a server that has moved.
    #[must_use]
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { http: Http::new(address), ..self.clone() }
    }

    /// A fresh replica of this device's journal.
    pub fn replica(&self, seed: u64) -> Replica {
        Replica {
            stream: self.journal,
            writer: self.member,
            id: ReplicaId(seeded_half(seed, "replica")),
            last_number: 0,
            last_hash: SegmentHash::NONE,
        }
    }

    /// Sends a request with this device's token.
    pub async fn send(&self, method: Method, path: &str, body: Body) -> Result<Reply, Error> {
        self.http.send(method, path, Some(&self.token), &[], body).await
    }

    /// Pushes a body as it is.
    pub async fn push_body(&self, body: Vec<u8>) -> Result<Reply, Error> {
        self.send(Method::POST, SEGMENTS, Body::Octets(body)).await
    }

    /// Pushes segments.
    pub async fn push(&self, segments: &[Vec<u8>]) -> Result<Reply, Error> {
        self.push_body(push::write(segments.iter().map(Vec::as_slice))).await
    }

    /// Pushes segments that the server must take.
    pub async fn push_ok(&self, segments: &[Vec<u8>]) -> PushAnswer {
        let reply = self.push(segments).await.expect("the server answers");
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        reply.json()
    }

    /// Asks for what lies after cursors.
    pub async fn pull(&self, cursors: Vec<Cursor>) -> Result<Reply, Error> {
        self.send(Method::POST, PULL, Body::json(&PullRequest { cursors })).await
    }

    /// One page of the journal after a cursor, which the server must hold.
    pub async fn pull_ok(&self, cursor: Cursor) -> PullPage {
        let reply = self.pull(vec![cursor]).await.expect("the server answers");
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        PullPage::from_bytes(&reply.body).expect("a page")
    }

    /// The whole journal, page by page: position and segment.
    pub async fn pull_all(&self) -> Vec<(u64, Vec<u8>)> {
        let mut all = Vec::new();
        let mut cursor = Cursor { stream: self.journal, position: 0, mark: None };
        loop {
            let page = self.pull_ok(cursor).await.streams.remove(0);
            if let Some(last) = page.segments.last() {
                cursor = Cursor { position: last.position, mark: Some(last.mark), ..cursor };
            }
            all.extend(page.segments.into_iter().map(|pulled| (pulled.position, pulled.segment)));
            if !page.more {
                return all;
            }
        }
    }

    /// Leaves a ticket that a seed makes.
    pub async fn leave_ticket(&self, seed: u64) -> Reply {
        let request = TicketRequest { hash: SecretHash::of(&seeded(seed, "ticket")) };
        self.send(Method::POST, TICKETS, Body::json(&request)).await.expect("the server answers")
    }
}

impl Joiner {
    /// A device with keys that a seed makes.
    pub fn new(seed: u64) -> Self {
        let key = SigningKey::from_bytes(&seeded(seed, "signing key"));
        let secret = seeded(seed, "token");
        let card = MemberCard {
            signing_key: key.verifying_key().to_bytes(),
            token_hash: SecretHash::of(&secret),
            mac: seeded(seed, "mac"),
        };
        Self { card, secret }
    }

    /// Shows the ticket that a seed makes, and its card.
    pub async fn join(&self, http: &Http, account: AccountId, ticket_seed: u64) -> Reply {
        let request = JoinRequest {
            account,
            ticket: base16ct::lower::encode_string(&seeded(ticket_seed, "ticket")),
            card: base16ct::lower::encode_string(&self.card.to_bytes()),
        };
        http.send(Method::POST, MEMBERS, None, &[], Body::json(&request)).await.expect("the server answers")
    }

    /// What it is once it has joined the account of another.
    pub fn device(&self, other: &Device) -> Device {
        let token = Token::new(other.account, self.card.member(), self.secret).reveal();
        Device { member: self.card.member(), http: Http::new(other.http.address()), token, ..other.clone() }
    }
}

impl Replica {
    /// The next segment, `length` bytes long, which counts as pushed.
    pub fn next(&mut self, length: usize) -> Vec<u8> {
        let segment = self.peek(length);
        self.last_number += 1;
        self.last_hash = SegmentHash::of(&segment);
        segment
    }

    /// Several next segments.
    pub fn next_many(&mut self, count: usize, length: usize) -> Vec<Vec<u8>> {
        (0..count).map(|_| self.next(length)).collect()
    }

    /// The next segment, without counting it.
    pub fn peek(&self, length: usize) -> Vec<u8> {
        assert!(length >= SEGMENT_BYTES_MIN);
        let mut segment = self.head().to_bytes().to_vec();
        let seed = u64::from_le_bytes(seeded(self.last_number, &self.id.to_string())[..8].try_into().unwrap_or([0; 8]));
        segment.extend(noise(seed, length - segment.len()));
        segment
    }

    /// The head of the next segment.
    pub const fn head(&self) -> SegmentHead {
        SegmentHead {
            kind: SegmentKind::Ops,
            stream: self.stream,
            epoch: 1,
            commitment: [7; 16],
            writer: self.writer,
            replica: self.id,
            number: self.last_number + 1,
            previous: self.last_hash,
        }
    }
}
