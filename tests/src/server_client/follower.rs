//! Somebody who follows, with real keys.

use ebb_protocol::endpoints::{LogPage, NOTES};
use ebb_protocol::ids::{AccountId, EntryHash, Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::StreamPage;
use ebb_protocol::push;
use ebb_protocol::trust::{FollowedLog, Logged, SignedEntry};
use ebb_vault::{
    KeyboxPlace, MemberSecrets, MemberSeed, NewFollow, NoteBody, Place, StreamKey, open_feed, open_keybox, seal_note,
};
use hyper::{Method, StatusCode};

use super::compaction::stream_page;
use super::device::Device;
use super::http::{Body, Http, Reply};
use super::owner::ask;
use super::seed::{seeded, seeded_half};
use super::trust::Mailbox;

/// A follow, with what it holds by its newest keybox.
#[derive(Debug, Clone)]
pub struct Follower {
    /// What it sends with; by this it can also ask for what is none of its business.
    pub caller: Device,
    /// The stream that it reads.
    pub feed: StreamId,
    /// The stream that it writes.
    pub notes: StreamId,
    secrets: MemberSecrets,
    last_note: (u64, SegmentHash),
}

fn secrets(seed: u64) -> MemberSecrets {
    MemberSecrets::of_seed(MemberSeed::new(seeded(seed, "follow")))
}

/// The follow that a seed makes, as an owner lets it in.
pub(super) fn newcomer(seed: u64, until_ms: Option<i64>) -> NewFollow {
    let secrets = secrets(seed);
    NewFollow {
        signing_key: secrets.signing.verifying_key(),
        sealing_key: secrets.sealing_key(),
        token_hash: secrets.token_hash(),
        mailbox: Mailbox(seed).id(),
        feed: StreamId(seeded_half(seed, "feed")),
        notes: StreamId(seeded_half(seed, "notes")),
        until_ms,
    }
}

impl Follower {
    /// The follow that a seed makes, of the account of a device.
    pub fn of(owner: &Device, seed: u64) -> Self {
        let (secrets, newcomer) = (secrets(seed), newcomer(seed, None));
        let caller = Device {
            member: secrets.member(),
            http: Http::new(owner.http.address()),
            token: secrets.token(owner.account).reveal(),
            key: secrets.signing.signing_key(),
            ..owner.clone()
        };
        let last_note = (0, SegmentHash::NONE);
        Self { caller, feed: newcomer.feed, notes: newcomer.notes, secrets, last_note }
    }

    /// Its name as a member.
    pub const fn member(&self) -> MemberId {
        self.caller.member
    }

    const fn account(&self) -> AccountId {
        self.caller.account
    }

    /// The same follow at a server that has moved.
    #[must_use]
    pub fn at(&self, address: std::net::SocketAddr) -> Self {
        Self { caller: self.caller.at(address), ..self.clone() }
    }

    /// The part of the trust log that it reads, which must hold together, and name its own keyboxes alone.
    pub async fn log(&self) -> (FollowedLog, Vec<Logged>) {
        let reply = self.caller.ask_log(0, None).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        let logged = LogPage::from_bytes(&reply.body).expect("a page").logged;
        let entries = logged.iter().map(|logged| &logged.entry[..]);
        let log = FollowedLog::of_chain(entries, self.member()).expect("a log that holds together");
        let mut keyboxes = logged.iter().flat_map(|logged| &logged.keyboxes);
        assert!(keyboxes.all(|(member, _)| *member == self.member()), "its own keys alone");
        (log, logged)
    }

    /// What it names to be told what comes after all that it holds.
    pub async fn log_end(&self) -> (u32, EntryHash) {
        let (log, logged) = self.log().await;
        (log.last_index() + 1, EntryHash::of(&logged.last().expect("it is in there").entry))
    }

    /// Its newest key, opened from its newest keybox, and the epoch of that.
    pub async fn key(&self) -> (u32, StreamKey) {
        let (_, logged) = self.log().await;
        let opened = logged.iter().rev().find_map(|logged| {
            let entry = SignedEntry::read(&logged.entry).expect("an entry");
            let (epoch, keybox) = (entry.head.epoch, logged.keybox_of(self.member(), &entry)?);
            let place = KeyboxPlace { account: self.account(), stream: self.feed, epoch, member: self.member() };
            Some((epoch, open_keybox(&self.secrets, &place, &keybox).expect("its own keybox")))
        });
        opened.expect("it was given one")
    }

    /// Asks for what lies after a position of a stream.
    pub async fn ask(&self, stream: StreamId, at: Option<(u64, Mark)>) -> Reply {
        ask(&self.caller, stream, at).await
    }

    /// Its feed, as far as one page goes.
    pub async fn read(&self) -> StreamPage {
        stream_page(&self.ask(self.feed, None).await)
    }

    /// What the segments of a page of its feed say, opened with its newest key and checked by the log that it reads.
    pub async fn opened(&self, page: &StreamPage) -> Vec<String> {
        let (log, (_, key)) = (self.log().await.0, self.key().await);
        let key_of = |writer| log.state().members().get(&writer).map(|member| member.signing_key);
        let open = |segment: &[u8]| open_feed(&key, (self.account(), self.feed), key_of, segment).expect("it opens");
        let says = |segment: &[u8]| String::from_utf8(open(segment).body.changes).expect("the tests write text");
        page.segments.iter().map(|pulled| says(&pulled.segment)).collect()
    }

    /// Its next note, which counts as left.
    pub async fn note(&mut self, text: &str) -> Vec<u8> {
        let (epoch, key) = self.key().await;
        self.note_under(epoch, &key, text)
    }

    /// Its next notes, which count as left.
    pub async fn next_notes(&mut self, count: usize) -> Vec<Vec<u8>> {
        let (epoch, key) = self.key().await;
        (0..count).map(|_| self.note_under(epoch, &key, "a note")).collect()
    }

    fn note_under(&mut self, epoch: u32, key: &StreamKey, text: &str) -> Vec<u8> {
        let (number, previous) = (self.last_note.0 + 1, self.last_note.1);
        let place = Place {
            account: self.account(),
            stream: self.notes,
            epoch,
            replica: ReplicaId(seeded_half(u64::from(self.member().0[0]), "replica of notes")),
            number,
            previous,
        };
        let nonce = *seeded(number, text).first_chunk().expect("24 of 32 bytes");
        let body = NoteBody { written_ms: 1, text: text.to_owned() };
        let sealed = seal_note(key, &self.secrets.signing, &place, EntryHash::NONE, &body, nonce);
        let note = sealed.expect("it is short").into_bytes();
        self.last_note = (number, SegmentHash::of(&note));
        note
    }

    /// Leaves notes.
    pub async fn leave(&self, notes: &[Vec<u8>]) -> Reply {
        let body = push::write(notes.iter().map(Vec::as_slice));
        self.caller.send(Method::POST, NOTES, Body::Octets(body)).await.expect("the server answers")
    }
}
