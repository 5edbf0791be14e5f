//! A server in memory that says what a good one would: a trust log that the one function has checked, a mailbox, segments.
//! Whoever sits at the founder's other device is played by it too: what it signs is signed with the founder's keys.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::{
    ACCOUNTS, ACCOUNTS_AGAIN, COMPACT, CardRequest, FEED, FOLLOWED, Founded, INPUTS, LogAppended, LogPage, LogRequest,
    MAILBOX_CARD, MAILBOX_READ, MailboxState, NOTES_TAKEN, OUTLINE, PULL, Presented, REPLACED, SEGMENTS, TRUST_LOG,
    TRUST_LOG_READ,
};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{EntryHash, Mark, MemberId, ReplicaId, SegmentHash};
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled, StreamPage};
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_protocol::trust::{Cut, Detail, Logged, MemberKind, SignedEntry, TrustRefusal, TrustState, batch};
use ebb_replica::{Op, open_compacted, pack, unpack};
use ebb_sync::{InvitationStep, Inviting, Reply, Request};
use ebb_vault::{
    Author, CompactedPlace, EpochKeys, MemberSecrets, MemberSeed, Newcomer, Place, StreamKey, seal, seal_compacted,
};

use crate::scripted::{CODE, JOURNAL, NOW_MS, admitted, answer, founder, label, problem};
use crate::server_feeds::Streams;

/// A good server with one account.
pub(crate) struct Server {
    pub(crate) trust: TrustState,
    pub(crate) logged: Vec<Logged>,
    pub(crate) keys: EpochKeys,
    pub(crate) log: Vec<Vec<u8>>,
    /// Positions at which nothing stands any more: it was compacted.
    pub(crate) gone: BTreeSet<u64>,
    /// What stood at a position, and the hash of what came in its place.
    pub(crate) replaced: Vec<(SegmentHash, u64, Vec<u8>)>,
    pub(crate) mailbox: Option<MailboxState>,
    inviting: Option<Inviting>,
    /// The six digits on the inviting side.
    pub(crate) digits: Option<u32>,
    /// Whether the person at the inviting side says that the digits are the same.
    pub(crate) approves: bool,
    pub(crate) page_segments: usize,
    /// How many segments one answer of an outline tells.
    pub(crate) outline_entries: usize,
    /// Goes into the marks: of another server, or of one that came back from a backup, they are others.
    pub(crate) incarnation: u8,
    /// Feeds and notes.
    pub(crate) streams: Streams,
    pub(crate) now_ms: i64,
}

impl Server {
    pub(crate) fn new() -> Self {
        let logged = founder().log;
        Self {
            trust: TrustState::found(&logged[0].entry).unwrap(),
            logged,
            keys: founder().keys,
            log: Vec::new(),
            gone: BTreeSet::new(),
            replaced: Vec::new(),
            mailbox: None,
            inviting: None,
            digits: None,
            approves: true,
            page_segments: 100,
            outline_entries: 100,
            incarnation: 0,
            streams: Streams::default(),
            now_ms: NOW_MS,
        }
    }

    /// One that knows these as members.
    pub(crate) fn with(peers: &[&Peer]) -> Self {
        let mut server = Self::new();
        for peer in peers {
            server.admit(peer);
        }
        server
    }

    /// Lays an invitation out, under the code of these tests.
    pub(crate) fn invite(&mut self) -> &mut Self {
        let identity = ebb_sync::Identity { log: self.logged.clone(), ..admitted() };
        let inviting = Inviting::new(&identity, CODE, [22; 32], [23; 32]).unwrap();
        let made: ebb_protocol::endpoints::MailboxRequest = serde_json::from_slice(&inviting.make().body).unwrap();
        self.mailbox = Some(MailboxState {
            offer: made.offer,
            card: None,
            opening: None,
            tried_again: false,
            admitted: false,
            seconds_left: made.seconds,
        });
        self.inviting = Some(inviting);
        self
    }

    pub(crate) fn answer(&mut self, request: &Request) -> Reply {
        match request.path {
            ACCOUNTS => {
                let account = founder().account;
                as_reply(201, &Founded { account, server_time_ms: NOW_MS + 5 })
            }
            ACCOUNTS_AGAIN => self.presented(&request.body),
            TRUST_LOG => self.append_entry(&request.body),
            TRUST_LOG_READ => self.read_log(&serde_json::from_slice(&request.body).unwrap()),
            MAILBOX_READ => self.look(),
            MAILBOX_CARD => self.card(&serde_json::from_slice(&request.body).unwrap()),
            SEGMENTS => self.append(&request.body),
            PULL => {
                let request: PullRequest = serde_json::from_slice(&request.body).unwrap();
                self.page(request.cursors[0]).map_or_else(problem, |page| answer(200, &page.to_bytes()))
            }
            FEED => self.append_to_feed(request),
            FOLLOWED => self.followed(request),
            NOTES_TAKEN => self.notes_taken(request),
            OUTLINE | INPUTS | COMPACT | REPLACED => self.compaction(request),
            other => panic!("nobody asks for {other:?}"),
        }
    }

    fn presented(&mut self, body: &[u8]) -> Reply {
        let logged = batch::read(body).unwrap();
        let chain = TrustState::of_chain(logged.iter().map(|logged| logged.entry.as_slice())).unwrap();
        if chain.holds(self.trust.head()) {
            (self.trust, self.logged) = (chain, logged);
        } else if !self.trust.holds(chain.head()) {
            return problem(ProblemKind::Forked);
        }
        as_reply(200, &Presented { entries: self.trust.next_index(), server_time_ms: NOW_MS + 5 })
    }

    fn append_entry(&mut self, body: &[u8]) -> Reply {
        let logged = batch::read(body).unwrap().remove(0);
        if let Detail::Dismissed(dismissal) = SignedEntry::read(&logged.entry).unwrap().head.detail
            && dismissal.compacted != self.compacted_by(dismissal.member)
        {
            return problem(ProblemKind::CutMoved);
        }
        match self.trust.apply(&logged.entry) {
            Ok(_) => {
                self.logged.push(logged);
                as_reply(201, &LogAppended { index: self.trust.next_index() - 1 })
            }
            Err(TrustRefusal::NotNext) => problem(ProblemKind::LogMoved),
            Err(_) => problem(ProblemKind::Forbidden),
        }
    }

    fn read_log(&self, request: &LogRequest) -> Reply {
        let have = usize::try_from(request.have).unwrap();
        let is_held = request.head.is_none_or(|head| self.trust.hash_at(request.have.wrapping_sub(1)) == Some(head));
        if !is_held {
            return problem(ProblemKind::LogLost);
        }
        let logged = self.logged.get(have..).unwrap_or_default().to_vec();
        answer(200, &LogPage { server_time_ms: self.now_ms + 5, logged }.to_bytes())
    }

    /// The inviting side looks too, just before; who was let see the digits is let in with the look after that.
    fn look(&mut self) -> Reply {
        let Some(mut state) = self.mailbox.clone() else { return problem(ProblemKind::NotFound) };
        match self.inviting.as_ref().map(|inviting| inviting.looked(&state, NOW_MS)) {
            Some(InvitationStep::Open { request, .. }) => {
                let opening: ebb_protocol::endpoints::OpeningRequest = serde_json::from_slice(&request.body).unwrap();
                state.opening = Some(opening.opening);
            }
            Some(InvitationStep::Compare { digits, newcomer, .. }) => {
                self.digits = Some(digits);
                if self.approves {
                    self.let_in(&newcomer);
                    state.admitted = true;
                }
            }
            _ => {}
        }
        self.mailbox = Some(state.clone());
        as_reply(200, &state)
    }

    fn card(&mut self, request: &CardRequest) -> Reply {
        let Some(state) = &mut self.mailbox else { return problem(ProblemKind::NotFound) };
        if state.card.as_ref().is_some_and(|card| *card != request.card) {
            state.tried_again = true;
            return problem(ProblemKind::CardTaken);
        }
        state.card = Some(request.card.clone());
        answer(201, b"")
    }

    /// The founder admits someone.
    pub(crate) fn let_in(&mut self, newcomer: &Newcomer) {
        let signer = founder().secrets();
        let made = Author { state: &self.trust, signer: &signer, keys: &self.keys }.admit(newcomer, [31; 32]).unwrap();
        self.push_entry(made);
    }

    pub(crate) fn admit(&mut self, peer: &Peer) {
        self.let_in(&peer.as_newcomer());
    }

    /// The founder dismisses someone: a new epoch begins. What of it stands there compacted goes on to count.
    pub(crate) fn dismiss(&mut self, member: MemberId, cuts: Vec<Cut>) {
        self.dismiss_naming(member, cuts, self.compacted_by(member));
    }

    /// The same with whatever list of what it compacted.
    pub(crate) fn dismiss_naming(&mut self, member: MemberId, cuts: Vec<Cut>, compacted: Vec<SegmentHash>) {
        let key = StreamKey::new([40 + u8::try_from(self.trust.epoch()).unwrap(); 32]);
        let signer = founder().secrets();
        let made = Author { state: &self.trust, signer: &signer, keys: &self.keys };
        let made = made.dismiss(member, cuts, compacted, &key, [32; 32]).unwrap();
        self.push_entry(made);
        self.keys.advance(&self.trust, self.trust.epoch(), key).unwrap();
    }

    pub(crate) fn push_entry(&mut self, logged: Logged) {
        self.trust.apply(&logged.entry).unwrap();
        self.logged.push(logged);
    }

    fn append(&mut self, body: &[u8]) -> Reply {
        let segments = push::read(body).unwrap();
        for segment in &segments {
            if self.place_of(segment).is_some() {
                continue;
            }
            let head = SegmentHead::of_segment(segment).unwrap();
            let is_anothers = |held: &SegmentHead| held.replica == head.replica && held.writer != head.writer;
            if self.log.iter().filter_map(|held| SegmentHead::of_segment(held).ok()).any(|held| is_anothers(&held)) {
                return problem(ProblemKind::Forbidden);
            }
            let (last_number, last_hash) = self.last_of(head.replica);
            if (head.number, head.previous) != (last_number + 1, last_hash) {
                let taken = Problem { last_number: Some(last_number), ..Problem::new(ProblemKind::NumberTaken) };
                return as_reply(409, &taken);
            }
            if head.epoch != self.trust.epoch() {
                return problem(ProblemKind::StaleEpoch);
            }
            self.log.push(segment.to_vec());
        }
        let place = |segment| self.appended(self.place_of(segment).unwrap());
        let appended: Vec<_> = segments.into_iter().map(place).collect();
        as_reply(200, &PushAnswer { heads: vec![appended.last().unwrap().clone()], appended })
    }

    /// Positions at which something stands.
    pub(crate) fn positions(&self) -> impl Iterator<Item = u64> {
        (1..=self.log.len() as u64).filter(|position| !self.gone.contains(position))
    }

    pub(crate) fn at(&self, position: u64) -> Vec<u8> {
        self.log[usize::try_from(position).unwrap() - 1].clone()
    }

    fn place_of(&self, segment: &[u8]) -> Option<u64> {
        self.positions().find(|position| self.at(*position) == segment)
    }

    fn last_of(&self, replica: ReplicaId) -> (u64, SegmentHash) {
        let heads = self.log.iter().chain(self.replaced.iter().map(|(_, _, held)| held)).filter_map(|held| {
            let head = SegmentHead::of_segment(held).ok()?;
            (head.replica == replica).then(|| (head.number, SegmentHash::of(held)))
        });
        heads.max_by_key(|(number, _)| *number).unwrap_or((0, SegmentHash::NONE))
    }

    pub(crate) fn page(&self, cursor: Cursor) -> Result<PullPage, ProblemKind> {
        let after = usize::try_from(cursor.position).unwrap();
        if after > self.log.len() || (after > 0 && cursor.mark != Some(self.mark(cursor.position))) {
            return Err(ProblemKind::Lost);
        }
        let segments: Vec<_> = (1_u64..)
            .zip(&self.log)
            .skip(after)
            .filter(|(position, _)| !self.gone.contains(position))
            .take(self.page_segments)
            .map(|(position, segment)| Pulled { position, mark: self.mark(position), segment: segment.clone() })
            .collect();
        let head = self.log.len() as u64;
        let more = segments.last().is_some_and(|last| last.position < head);
        let mark = self.mark(head);
        Ok(PullPage { streams: vec![StreamPage { stream: cursor.stream, head, mark, more, segments }] })
    }

    pub(crate) fn mark(&self, position: u64) -> Mark {
        let mut bytes = mark(position).0;
        bytes[7] = self.incarnation;
        Mark(bytes)
    }

    pub(crate) fn appended(&self, position: u64) -> Appended {
        Appended { stream: JOURNAL, position, mark: self.mark(position) }
    }
}

/// The mark of a position on the first server.
pub(crate) const fn mark(position: u64) -> Mark {
    Mark(position.to_le_bytes())
}

pub(crate) const fn appended(position: u64) -> Appended {
    Appended { stream: JOURNAL, position, mark: mark(position) }
}

pub(crate) fn as_reply(status: u16, body: &impl serde::Serialize) -> Reply {
    answer(status, &serde_json::to_vec(body).unwrap())
}

/// Another device of the account, as far as it seals.
pub(crate) struct Peer {
    pub(crate) secrets: MemberSecrets,
    place: Place,
}

impl Peer {
    pub(crate) fn new(number: u8) -> Self {
        let place = Place {
            account: founder().account,
            stream: JOURNAL,
            epoch: 0,
            replica: ReplicaId([number; 16]),
            number: 1,
            previous: SegmentHash::NONE,
        };
        Self { secrets: MemberSecrets::of_seed(MemberSeed::new([number; 32])), place }
    }

    pub(crate) fn member(&self) -> MemberId {
        self.secrets.member()
    }

    pub(crate) fn as_newcomer(&self) -> Newcomer {
        Newcomer {
            kind: MemberKind::Device,
            signing_key: self.secrets.signing.verifying_key(),
            sealing_key: self.secrets.sealing_key(),
            token_hash: self.secrets.token_hash(),
            label: label("Tablet"),
            mailbox: None,
            proof: [0; 32],
        }
    }

    pub(crate) fn segment(&self, ops: &[Op]) -> Vec<u8> {
        self.segment_at(&self.place, &pack(ops))
    }

    /// The next segment in the peer's own row, sealed under the newest key of a server's log.
    pub(crate) fn write(&mut self, server: &mut Server, ops: &[Op]) {
        self.place.epoch = server.trust.epoch();
        let key = server.keys.of(self.place.epoch).unwrap().clone();
        let head = server.trust.head();
        let segment = seal(&key, &self.secrets.signing, &self.place, &head.0, &pack(ops), [9; 24]).unwrap();
        self.place.number += 1;
        self.place.previous = segment.hash();
        server.log.push(segment.into_bytes());
    }

    /// A compacted segment, sealed under the newest key of a server's log.
    pub(crate) fn compacted(&self, server: &Server, body: &[u8]) -> Vec<u8> {
        self.compacted_at(server, server.trust.epoch(), server.trust.head(), body)
    }

    /// The same under the key of an epoch, by who knew the log up to this entry.
    pub(crate) fn compacted_at(&self, server: &Server, epoch: u32, head: EntryHash, body: &[u8]) -> Vec<u8> {
        let Place { account, stream, replica, .. } = self.place;
        let place = CompactedPlace { account, stream, epoch, replica };
        let key = server.keys.of(place.epoch).unwrap();
        seal_compacted(key, &self.secrets.signing, &place, &head.0, body, [9; 24]).unwrap().into_bytes()
    }

    /// The last segment that it wrote, as a dismissal names it.
    pub(crate) fn cut(&self) -> Cut {
        let Place { replica, number, previous, .. } = self.place;
        Cut { stream: JOURNAL, replica, number: number - 1, hash: previous }
    }

    /// A segment for another place, or with another body, than it ought to have.
    pub(crate) fn segment_at(&self, place: &Place, body: &[u8]) -> Vec<u8> {
        let (_, key) = founder().keys.newest().map(|(epoch, key)| (epoch, key.clone())).unwrap();
        let genesis = EntryHash::of(&founder().log[0].entry);
        seal(&key, &self.secrets.signing, place, &genesis.0, body, [9; 24]).unwrap().into_bytes()
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }
}

/// All ops that a server's segments hold, by whichever of these keys they were sealed.
pub(crate) fn ops_on(server: &Server) -> Vec<Op> {
    let mut ops = BTreeSet::new();
    for position in server.positions() {
        let segment = &server.at(position);
        let head = SegmentHead::of_segment(segment).unwrap();
        let known = |member| server.trust.members().get(&member).map(|member| member.signing_key);
        let opened = ebb_vault::open(server.keys.of(head.epoch).unwrap(), founder().account, known, segment).unwrap();
        ops.extend(match head.kind {
            SegmentKind::Compacted => open_compacted(&opened.body).unwrap().ops,
            _ => unpack(&opened.body).unwrap(),
        });
    }
    ops.into_iter().collect()
}
