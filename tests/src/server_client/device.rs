//! Devices as the server sees them: an account, a token, and segments that follow each other.

use std::net::SocketAddr;

use ebb_protocol::endpoints::{ACCOUNTS, PULL, SEGMENTS};
use ebb_protocol::ids::{AccountId, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::{Cursor, PullPage, PullRequest};
use ebb_protocol::push::{self, PushAnswer};
use ebb_protocol::token::Token;
use ed25519_dalek::SigningKey;
use hyper::{Method, StatusCode};
use hyper_util::client::legacy::Error;

use super::http::{Body, Http, Reply};
use super::replica::Replica;
use super::seed::{seeded, seeded_half};
use super::trust::founding;

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
    /// The epoch of the journal's key that it seals under, and the commitment to it.
    pub sealed_under: (u32, [u8; 16]),
    pub(super) token: String,
    pub(super) key: SigningKey,
}

impl Device {
    /// The founding entry that a seed makes, and the founder that it would make.
    pub fn founder(address: SocketAddr, seed: u64) -> (Vec<u8>, Self) {
        let (entry, state, key) = founding(seed);
        let member = MemberId::of_signing_key(&key.verifying_key().to_bytes());
        let device = Self {
            account: state.account(),
            member,
            journal: state.journal(),
            http: Http::new(address),
            sealed_under: (0, seeded_half(seed, "commitment")),
            token: Token::new(state.account(), member, seeded(seed, "token")).reveal(),
            key,
        };
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
            sealed_under: self.sealed_under,
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
        self.send(Method::POST, PULL, Body::json(&PullRequest { cursors, set_aside: Vec::new() })).await
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
}
