//! A device that runs the real engine over a small store, and a server in memory that says what a good one would. The
//! tests stand between the two.

use std::collections::BTreeSet;

use ebb_journal::{FieldId, Kind, RecordId, Sitting, Value};
use ebb_protocol::endpoints::{ACCOUNTS, COMPACT, Founded, INPUTS, MEMBERS, Members, OUTLINE, PULL, SEGMENTS};
use ebb_protocol::ids::{Mark, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled, StreamPage};
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_replica::{Op, Stamp, pack};
use ebb_sync::{
    Admission, Circumstances, Effect, Engine, Event, Identity, Method, Persisted, Reply, Request, SetAside, Standing,
    StoreEffect,
};
use ebb_vault::{CompactedPlace, DeviceSecrets, JoinSecret, Place, TicketSecret, card_for, seal, seal_compacted};

pub(crate) const JOURNAL: StreamId = StreamId([5; 16]);
pub(crate) const NOW_MS: i64 = 1_795_420_000_000;

/// The identity of the device that founded the account of these tests.
pub(crate) fn founder() -> Identity {
    Identity::founding(ReplicaId([1; 16]), [[2; 32], [3; 32], [4; 32]], JOURNAL, [6; 16])
}

/// The founder once the server has let it in.
pub(crate) fn admitted() -> Identity {
    Identity { admission: Admission::Admitted, ..founder() }
}

/// A device that joins the founder's account by a link.
pub(crate) fn newcomer(number: u8) -> Identity {
    let link = JoinSecret { account: founder().account, key: founder().key, ticket: TicketSecret::new([7; 32]) };
    Identity::joining(ReplicaId([number; 16]), [[number; 32], [8; 32]], link)
}

/// Ops of as many new records.
pub(crate) fn ops(from: u32, count: u32) -> Vec<Op> {
    let of = |counter| Op {
        record: RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), counter),
        field: FieldId(3),
        value: Value::Int(1),
        stamp: Stamp::of_ms(NOW_MS.unsigned_abs() + u64::from(counter)).unwrap(),
        replica: ReplicaId([1; 16]),
    };
    (from..from + count).map(of).collect()
}

pub(crate) fn problem(kind: ProblemKind) -> Reply {
    answer(kind.status(), &serde_json::to_vec(&Problem::new(kind)).unwrap())
}

pub(crate) fn answer(status: u16, body: &[u8]) -> Reply {
    Reply::Answer { status, body: body.to_vec() }
}

/// A driver's store in its simplest form.
#[derive(Default)]
pub(crate) struct Store {
    /// Each save, and each page; true for what was made here.
    log: Vec<(bool, Vec<Op>)>,
    pub(crate) persisted: Persisted,
    pub(crate) identity: Option<Identity>,
    pub(crate) set_aside: Vec<SetAside>,
}

impl Store {
    fn unsealed(&self, after: Option<u64>) -> Vec<Op> {
        let skipped = usize::try_from(after.unwrap_or(0)).unwrap();
        let rows = self.log.iter().skip(skipped).filter(|(here, _)| *here || after.is_none());
        rows.flat_map(|(_, ops)| ops.clone()).collect()
    }

    fn carry_out(&mut self, effect: StoreEffect) -> Event {
        match effect {
            StoreEffect::ReadUnsealed { after } => {
                return Event::UnsealedRead { ops: self.unsealed(after), through: self.log.len() as u64 };
            }
            StoreEffect::PutOutbox { segments, sealing } => {
                self.persisted.outbox.extend(segments);
                self.persisted.sealing = sealing;
                return Event::OutboxStored;
            }
            StoreEffect::DropOutbox { through, cursor } => {
                self.persisted.outbox.retain(|segment| segment.number > through);
                self.persisted.cursor = cursor.or(self.persisted.cursor);
                return Event::OutboxDropped;
            }
            StoreEffect::PutPulled { ops, cursor, set_aside } => {
                self.log.push((false, ops));
                self.persisted.cursor = cursor.or(self.persisted.cursor);
                self.persisted.set_aside += set_aside.len();
                self.set_aside.extend(set_aside);
            }
            StoreEffect::PutIdentity(identity) => {
                self.identity = Some(*identity);
                return Event::IdentityStored;
            }
        }
        Event::PulledStored
    }
}

/// A device with its engine.
pub(crate) struct Device {
    engine: Engine,
    pub(crate) store: Store,
    /// The request that waits for its answer.
    pub(crate) sent: Option<Request>,
    pub(crate) wakes: Vec<u64>,
    pub(crate) shown: Vec<Standing>,
    pub(crate) channels_opened: usize,
    pub(crate) merged: Vec<Op>,
    /// Which store effects fail.
    pub(crate) breaks: fn(&StoreEffect) -> bool,
    /// Which events of the store are held back instead of told.
    pub(crate) holds_back: fn(&Event) -> bool,
    held: Vec<Event>,
    draws: u64,
}

impl Device {
    /// A device that starts with an empty store.
    pub(crate) fn start(identity: Identity) -> Self {
        Self::open(Store { identity: Some(identity), ..Store::default() })
    }

    fn open(store: Store) -> Self {
        let unsealed: BTreeSet<_> =
            store.unsealed(store.persisted.sealing.through).into_iter().map(|op| op.record).collect();
        let persisted = Persisted { unsealed: unsealed.into_iter().collect(), ..store.persisted.clone() };
        let engine = Engine::new(store.identity.clone().unwrap(), persisted);
        let mut device = Self {
            engine,
            store,
            sent: None,
            wakes: Vec::new(),
            shown: Vec::new(),
            channels_opened: 0,
            merged: Vec::new(),
            breaks: |_| false,
            holds_back: |_| false,
            held: Vec::new(),
            draws: 0,
        };
        device.tell(Event::Started);
        device
    }

    /// The app ends and begins again.
    pub(crate) fn restart(self) -> Self {
        Self::open(self.store)
    }

    /// A device that has nothing to do with this server any more, for now.
    pub(crate) fn settled(identity: Identity, server: &mut Server) -> Self {
        let mut device = Self::start(identity);
        device.settle(server);
        device
    }

    pub(crate) fn standing(&self) -> &Standing {
        self.shown.last().unwrap()
    }

    pub(crate) fn save(&mut self, ops: Vec<Op>) {
        let records = ops.iter().map(|op| op.record.clone()).collect();
        self.store.log.push((true, ops));
        self.tell(Event::Saved(records));
    }

    pub(crate) fn tell(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            self.draws += 1;
            let mut random = [0; 32];
            random[..8].copy_from_slice(&self.draws.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
            for effect in self.engine.handle(event, Circumstances { now_ms: NOW_MS, random }) {
                match effect {
                    Effect::Store(effect) if (self.breaks)(&effect) => events.push(Event::StoreFailed),
                    Effect::Store(effect) => match self.store.carry_out(effect) {
                        event if (self.holds_back)(&event) => self.held.push(event),
                        event => events.push(event),
                    },
                    Effect::Send(request) => {
                        assert!(self.sent.is_none(), "{request:?} while another request is under way");
                        self.sent = Some(request);
                    }
                    Effect::OpenLive(token) => {
                        assert_eq!(token, self.engine.identity().token());
                        self.channels_opened += 1;
                    }
                    Effect::WakeAfter { ms } => self.wakes.push(ms),
                    Effect::Merge(ops) => self.merged.extend(ops),
                    Effect::Show(standing) => self.shown.push(standing),
                }
            }
        }
    }

    /// Tells what was held back.
    pub(crate) fn let_go(&mut self) {
        self.holds_back = |_| false;
        for event in std::mem::take(&mut self.held) {
            self.tell(event);
        }
    }

    /// Answers the request that waits.
    pub(crate) fn answered(&mut self, reply: Reply) {
        self.sent.take().unwrap();
        self.tell(Event::Answered(reply));
    }

    /// Goes on with a good server until nothing is asked any more.
    pub(crate) fn settle(&mut self, server: &mut Server) {
        while let Some(request) = &self.sent {
            let reply = server.answer(request);
            self.answered(reply);
        }
    }

    /// Goes on with a good server until this path is asked for.
    pub(crate) fn settle_until(&mut self, server: &mut Server, method: Method, path: &str) {
        while self.asks() != Some((method, path)) {
            let reply = server.answer(self.sent.as_ref().unwrap());
            self.answered(reply);
        }
    }

    pub(crate) fn asks(&self) -> Option<(Method, &'static str)> {
        self.sent.as_ref().map(|request| (request.method, request.path))
    }
}

/// A good server with one account.
pub(crate) struct Server {
    pub(crate) cards: Vec<String>,
    pub(crate) log: Vec<Vec<u8>>,
    pub(crate) page_segments: usize,
    /// Positions at which nothing stands any more: it was compacted.
    pub(crate) gone: BTreeSet<u64>,
}

impl Server {
    pub(crate) fn new() -> Self {
        Self { cards: Vec::new(), log: Vec::new(), page_segments: 100, gone: BTreeSet::new() }
    }

    pub(crate) fn answer(&mut self, request: &Request) -> Reply {
        let body = match (request.method, request.path) {
            (Method::Post, ACCOUNTS) => {
                serde_json::to_vec(&Founded { account: founder().account, server_time_ms: NOW_MS + 5 })
            }
            (_, MEMBERS) => {
                let genesis = base16ct::lower::encode_string(&founder().genesis);
                serde_json::to_vec(&Members { genesis, cards: self.cards.clone(), server_time_ms: NOW_MS + 5 })
            }
            (Method::Post, SEGMENTS) => serde_json::to_vec(&self.append(&request.body)),
            (Method::Post, PULL) => {
                let request: PullRequest = serde_json::from_slice(&request.body).unwrap();
                Ok(self.page(request.cursors[0]).to_bytes())
            }
            (Method::Post, OUTLINE | INPUTS | COMPACT) => return self.compaction(request),
            other => panic!("nobody asks for {other:?}"),
        };
        let is_created = request.path == ACCOUNTS || (request.method == Method::Post && request.path == MEMBERS);
        answer(if is_created { 201 } else { 200 }, &body.unwrap())
    }

    fn append(&mut self, body: &[u8]) -> PushAnswer {
        for segment in push::read(body).unwrap() {
            if !self.log.iter().any(|held| held == segment) {
                self.log.push(segment.to_vec());
            }
        }
        let place = |segment: &[u8]| self.log.iter().position(|held| held == segment).unwrap() as u64 + 1;
        let appended: Vec<_> = push::read(body).unwrap().into_iter().map(|segment| appended(place(segment))).collect();
        PushAnswer { heads: vec![appended.last().unwrap().clone()], appended }
    }

    pub(crate) fn page(&self, cursor: Cursor) -> PullPage {
        let after = usize::try_from(cursor.position).unwrap();
        let segments: Vec<_> = (1_u64..)
            .zip(&self.log)
            .skip(after)
            .filter(|(position, _)| !self.gone.contains(position))
            .take(self.page_segments)
            .map(|(position, segment)| Pulled { position, mark: mark(position), segment: segment.clone() })
            .collect();
        let head = self.log.len() as u64;
        let more = segments.last().is_some_and(|last| last.position < head);
        PullPage { streams: vec![StreamPage { stream: cursor.stream, head, mark: mark(head), more, segments }] }
    }
}

pub(crate) const fn mark(position: u64) -> Mark {
    Mark(position.to_le_bytes())
}

pub(crate) const fn appended(position: u64) -> Appended {
    Appended { stream: JOURNAL, position, mark: mark(position) }
}

/// Another device of the account, as far as it seals.
pub(crate) struct Peer {
    secrets: DeviceSecrets,
    place: Place,
    /// Of the segments that [`Peer::next`] made.
    pub(crate) hashes: Vec<SegmentHash>,
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
        Self { secrets: DeviceSecrets::new([number; 32], [8; 32]), place, hashes: Vec::new() }
    }

    pub(crate) fn card(&self) -> String {
        base16ct::lower::encode_string(&card_for(&self.secrets, &founder().key).to_bytes())
    }

    pub(crate) fn segment(&self, ops: &[Op]) -> Vec<u8> {
        self.segment_at(&self.place, &pack(ops))
    }

    /// Its next segment, which follows the one before.
    pub(crate) fn next(&mut self, ops: &[Op]) -> Vec<u8> {
        let number = self.hashes.len() as u64 + 1;
        let previous = self.hashes.last().copied().unwrap_or(SegmentHash::NONE);
        let segment = self.segment_at(&Place { number, previous, ..self.place.clone() }, &pack(ops));
        self.hashes.push(SegmentHash::of(&segment));
        segment
    }

    /// A compacted segment.
    pub(crate) fn compacted(&self, body: &[u8]) -> Vec<u8> {
        let Place { account, stream, epoch, replica, .. } = self.place;
        let place = CompactedPlace { account, stream, epoch, replica };
        let sealed = seal_compacted(&founder().key, &self.secrets.signing, &place, &[0; 32], body, [9; 24]);
        sealed.unwrap().into_bytes()
    }

    /// A segment for another place, or with another body, than it ought to have.
    pub(crate) fn segment_at(&self, place: &Place, body: &[u8]) -> Vec<u8> {
        seal(&founder().key, &self.secrets.signing, place, &[0; 32], body, [9; 24]).unwrap().into_bytes()
    }

    pub(crate) const fn place(&self) -> &Place {
        &self.place
    }
}
