//! A device with real keys: it lets others follow, and writes their feeds.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use ebb_protocol::endpoints::{ACCOUNTS, FEED, FOLLOWED, NOTES_TAKEN};
use ebb_protocol::feed::{FeedAppend, FollowedRequest, NotesTaken};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{EntryHash, Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::{Cursor, StreamPage};
use ebb_protocol::push::Appended;
use ebb_protocol::trust::{Logged, TrustState};
use ebb_vault::{
    Author, Beginning, EpochKeys, FeedBody, FollowBody, Label, MemberSecrets, MemberSeed, Place, StreamKey, Tally,
    found, seal_feed,
};
use hyper::{Method, StatusCode};

use super::compaction::stream_page;
use super::device::Device;
use super::follower::{Follower, newcomer};
use super::http::{Body, Http, Reply};
use super::seed::{noise, seeded, seeded_half};
use super::trust::Mailbox;

/// A device that holds the journal's keys.
#[derive(Debug, Clone)]
pub struct Owner {
    /// What it is to the server.
    pub device: Device,
    secrets: MemberSecrets,
    keys: EpochKeys,
}

/// What a device knows of a feed that it writes.
#[derive(Debug, Clone)]
pub struct Feed {
    /// Its stream.
    pub stream: StreamId,
    /// Number of its last segment.
    pub last_number: u64,
    /// Hash of its last segment.
    pub last_hash: SegmentHash,
}

impl Feed {
    /// A feed of which nothing was written.
    pub const fn empty(stream: StreamId) -> Self {
        Self { stream, last_number: 0, last_hash: SegmentHash::NONE }
    }
}

impl Owner {
    /// Founds an account.
    pub async fn found(address: SocketAddr, seed: u64) -> Self {
        let secrets = MemberSecrets::of_seed(MemberSeed::new(seeded(seed, "owner")));
        let key = StreamKey::new(seeded(seed, "journal key"));
        let beginning = Beginning {
            journal: StreamId(seeded_half(seed, "journal")),
            key: key.clone(),
            random: seeded_half(seed, "random"),
            seed: seeded(seed, "founding"),
        };
        let entry = found(&secrets, &label(), &beginning);
        let state = TrustState::found(&entry).expect("a founding entry");
        let device = Device {
            account: state.account(),
            member: secrets.member(),
            journal: beginning.journal,
            http: Http::new(address),
            sealed_under: (0, key.commitment()),
            token: secrets.token(state.account()).reveal(),
            key: secrets.signing.signing_key(),
        };
        let reply = device.http.send(Method::POST, ACCOUNTS, None, &[], Body::Octets(entry)).await;
        assert_eq!(reply.expect("the server answers").status, StatusCode::CREATED);
        Self { device, secrets, keys: EpochKeys::first(key) }
    }

    /// The same device at a server that has moved.
    #[must_use]
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { device: self.device.at(address), ..self.clone() }
    }

    /// What an entry by this device needs, with a log that says so much.
    const fn author<'a>(&'a self, state: &'a TrustState) -> Author<'a> {
        Author { state, signer: &self.secrets, keys: &self.keys }
    }

    /// The entry by which the follow that a seed makes is let in after a log, through the mailbox of that seed.
    pub fn following_of(&self, log: &[Logged], seed: u64, until_ms: Option<i64>) -> Logged {
        let state = Device::state_of(log);
        let made = self.author(&state).follow(&newcomer(seed, until_ms), &body(), seeded(seed, "following"));
        made.expect("this device has the newest key")
    }

    /// Makes the mailbox of a seed, and leaves a card in it.
    pub async fn open_mailbox_for(&self, seed: u64) {
        assert_eq!(self.device.make_mailbox(seed, 600).await.status, StatusCode::CREATED);
        assert_eq!(Mailbox(seed).leave_card(&self.device.http, b"card").await.status, StatusCode::CREATED);
    }

    /// Lets the follow in that a seed makes, which the server must take.
    pub async fn let_follow(&self, seed: u64, until_ms: Option<i64>) -> Follower {
        self.open_mailbox_for(seed).await;
        let logged = self.following_of(&self.device.log().await, seed, until_ms);
        self.device.append_ok(&logged).await;
        Follower::of(&self.device, seed)
    }

    /// The entry after a log by which a follow ends at another time, and gets the key of the newest epoch.
    pub fn change_of(&self, log: &[Logged], follow: MemberId, until_ms: Option<i64>) -> Logged {
        let state = Device::state_of(log);
        let seed = seeded(u64::from(state.next_index()), "changing");
        self.author(&state).change_follow(follow, &body(), until_ms, seed).expect("this device has the newest key")
    }

    /// Changes a follow, which the server must take.
    pub async fn change(&self, follow: MemberId, until_ms: Option<i64>) -> Logged {
        let logged = self.change_of(&self.device.log().await, follow, until_ms);
        self.device.append_ok(&logged).await;
        logged
    }

    /// Stops a follow, which the server must take.
    pub async fn stop(&self, follow: MemberId) -> Logged {
        let state = Device::state_of(&self.device.log().await);
        let logged = self.author(&state).stop_follow(follow);
        self.device.append_ok(&logged).await;
        logged
    }

    /// Dismisses a device that never wrote, which the server must take. A new epoch begins.
    pub async fn dismiss(&mut self, member: MemberId) {
        let state = Device::state_of(&self.device.log().await);
        let epoch = state.epoch() + 1;
        let key = StreamKey::new(seeded(u64::from(epoch), "new key"));
        let logged = self
            .author(&state)
            .dismiss(member, Vec::new(), Vec::new(), &key, seeded(u64::from(epoch), "dismissing"))
            .expect("this device has the newest key");
        self.device.append_ok(&logged).await;
        self.device.catch_up().await;
        let state = Device::state_of(&self.device.log().await);
        self.keys.advance(&state, epoch, key).expect("the log commits to it");
    }

    /// The key of a feed's follow in the newest epoch.
    fn follow_key(&self, feed: StreamId) -> (u32, StreamKey) {
        let (epoch, key) = self.keys.newest().expect("there is one");
        (epoch, key.follow_key(feed))
    }

    /// The next segment of a feed, anew or as changes, which counts as pushed.
    pub fn next(&self, feed: &mut Feed, is_anew: bool, says: &str) -> Vec<u8> {
        let (epoch, key) = self.follow_key(feed.stream);
        let number = feed.last_number + 1;
        let nonce = |purpose| *seeded(number, purpose).first_chunk().expect("24 of 32 bytes");
        let journal_key = self.keys.of(epoch).expect("it is the newest");
        let tally = Tally::new(1, 1, []);
        let body = FeedBody {
            made_ms: 1,
            tally: tally.seal(journal_key, (self.device.account, feed.stream, number), nonce("tally")),
            scope: vec![1],
            terms: Vec::new(),
            changes: says.as_bytes().to_vec(),
        };
        let place = Place {
            account: self.device.account,
            stream: feed.stream,
            epoch,
            replica: ReplicaId(seeded_half(u64::from(self.device.member.0[0]), "replica of a feed")),
            number,
            previous: feed.last_hash,
        };
        let (signer, trust_head) = (&self.secrets.signing, EntryHash::NONE);
        let sealed = seal_feed(is_anew, &key, signer, &place, trust_head, &body, nonce(says));
        let segment = sealed.expect("it is short").into_bytes();
        (feed.last_number, feed.last_hash) = (number, SegmentHash::of(&segment));
        segment
    }

    /// The next changes of a feed, so many bytes of noise, which count as pushed.
    pub fn next_noise(&self, feed: &mut Feed, length: usize) -> Vec<u8> {
        let (epoch, key) = self.follow_key(feed.stream);
        let number = feed.last_number + 1;
        let head = SegmentHead {
            kind: SegmentKind::FeedChanges,
            stream: feed.stream,
            epoch,
            commitment: key.feed_key().commitment(),
            writer: self.device.member,
            replica: ReplicaId([1; 16]),
            number,
            previous: feed.last_hash,
        };
        let mut segment = head.to_bytes().to_vec();
        segment.extend(noise(number, length - segment.len()));
        (feed.last_number, feed.last_hash) = (number, SegmentHash::of(&segment));
        segment
    }

    /// From what a feed is made by a device that holds all that the server does.
    pub async fn made_from(&self, feed: StreamId) -> FeedAppend {
        let cursor = Cursor { stream: self.device.journal, position: 0, mark: None };
        let journal_head = self.device.pull_ok(cursor).await.streams.remove(0).head;
        let entries = u32::try_from(self.device.log().await.len()).expect("a short log");
        FeedAppend { feed, feed_head: self.read(feed).await.head, journal_head, entries }
    }

    /// Appends to a feed.
    pub async fn append(&self, made_from: &FeedAppend, segments: &[Vec<u8>]) -> Reply {
        let body = made_from.to_bytes(segments.iter().map(Vec::as_slice));
        self.device.send(Method::POST, FEED, Body::Octets(body)).await.expect("the server answers")
    }

    /// Appends the next segment of a feed, which the server must take.
    pub async fn write(&self, feed: &mut Feed, is_anew: bool, says: &str) -> Appended {
        let made_from = self.made_from(feed.stream).await;
        let reply = self.append(&made_from, &[self.next(feed, is_anew, says)]).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        reply.json()
    }

    /// Asks for what lies after a position of a feed or of notes.
    pub async fn ask(&self, stream: StreamId, at: Option<(u64, Mark)>) -> Reply {
        ask(&self.device, stream, at).await
    }

    /// A feed, or notes, as far as one page goes.
    pub async fn read(&self, stream: StreamId) -> StreamPage {
        stream_page(&self.ask(stream, None).await)
    }

    /// Says that notes are in the journal.
    pub async fn take_notes(&self, notes: StreamId, through: u64) -> Reply {
        let body = Body::json(&NotesTaken { notes, through });
        self.device.send(Method::POST, NOTES_TAKEN, body).await.expect("the server answers")
    }
}

/// Asks as somebody for what lies after a position of a feed or of notes.
pub(super) async fn ask(caller: &Device, stream: StreamId, at: Option<(u64, Mark)>) -> Reply {
    let (position, mark) = at.map_or((0, None), |(position, mark)| (position, Some(mark)));
    let body = Body::json(&FollowedRequest { stream, position, mark });
    caller.send(Method::POST, FOLLOWED, body).await.expect("the server answers")
}

fn label() -> Label {
    Label { name: "Phone".to_owned(), since_ms: 1 }
}

fn body() -> FollowBody {
    FollowBody { name: "My daughter".to_owned(), scope: vec![1], since_ms: 1, terms: Vec::new(), rest: BTreeMap::new() }
}
