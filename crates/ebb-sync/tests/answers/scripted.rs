//! A device that runs the real engine over a small store. The tests stand between it and a good server.

use std::collections::{BTreeMap, BTreeSet};

use ebb_journal::{FieldId, Kind, RecordId, Sitting, Value};
use ebb_protocol::ids::{ReplicaId, StreamId};
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::pull::PullRequest;
use ebb_replica::{Clock, Op, Stamp, State};
use ebb_sync::{
    Admission, Circumstances, Effect, Engine, Event, FEED_SEGMENTS_AT_ONCE, FeedSegment, FoundingDraw, Identity,
    Method, NoteCame, Persisted, Reply, Request, SET_ASIDE_AT_ONCE, SetAside, Standing, StoreEffect,
};
use ebb_vault::{Code, Label};

use crate::server::Server;

pub(crate) const JOURNAL: StreamId = StreamId([5; 16]);
pub(crate) const NOW_MS: i64 = 1_795_420_000_000;

/// The code of the invitation in these tests.
pub(crate) const CODE: [u8; 16] = [7; 16];

/// The identity of the device that founded the account of these tests.
pub(crate) fn founder() -> Identity {
    let draw = FoundingDraw { seed: [2; 32], key: [3; 32], journal: JOURNAL, random: [6; 16], name_seed: [4; 32] };
    Identity::founding(ReplicaId([1; 16]), &label("Phone"), &draw)
}

/// The founder once the server has let it in.
pub(crate) fn admitted() -> Identity {
    Identity { admission: Admission::Admitted, ..founder() }
}

/// A device that takes up an invitation of the founder.
pub(crate) fn newcomer(number: u8) -> Identity {
    let draws = [[number; 32], [number + 1; 32], [number + 2; 32]];
    Identity::joining(ReplicaId([number; 16]), "Tablet", Code::new(CODE), draws)
}

/// A newcomer with a replica that may have been someone's before.
pub(crate) fn newcomer_as(replica: ReplicaId) -> Identity {
    Identity { replica, ..newcomer(9) }
}

/// What a member is called, since the moment of these tests.
pub(crate) fn label(name: &str) -> Label {
    Label { name: name.to_owned(), since_ms: NOW_MS }
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

/// Whether nothing waits, and nothing is wrong.
pub(crate) fn is_well(device: &Device) -> bool {
    (device.standing().waiting, device.standing().trouble) == (0, None)
}

/// After which position a device asks for segments of the journal.
pub(crate) fn asked_position(device: &Device) -> u64 {
    let request: PullRequest = serde_json::from_slice(&device.sent.as_ref().unwrap().body).unwrap();
    request.cursors[0].position
}

pub(crate) fn problem(kind: ProblemKind) -> Reply {
    answer(kind.status(), &serde_json::to_vec(&Problem::new(kind)).unwrap())
}

pub(crate) fn answer(status: u16, body: &[u8]) -> Reply {
    Reply::Answer { status, body: body.to_vec() }
}

/// Another device of the founder, by an invitation; everything is settled.
pub(crate) fn join(server: &mut Server, number: u8) -> Device {
    server.invite();
    let identity = Identity::joining(
        ReplicaId([number; 16]),
        "Tablet",
        Code::new(CODE),
        [[number; 32], [number + 1; 32], [number + 2; 32]],
    );
    let mut device = Device::settled(identity, server);
    device.draws = 1_000 * u64::from(number);
    device
}

/// A driver's store in its simplest form.
#[derive(Default, Clone)]
pub(crate) struct Store {
    /// Each save, and each page; true for what was made here.
    log: Vec<(bool, Vec<Op>)>,
    pub(crate) persisted: Persisted,
    pub(crate) identity: Option<Identity>,
    pub(crate) set_aside: Vec<SetAside>,
    pub(crate) feeds: BTreeMap<StreamId, Vec<FeedSegment>>,
}

impl Store {
    fn unsealed(&self, after: Option<u64>) -> Vec<Op> {
        let skipped = usize::try_from(after.unwrap_or(0)).unwrap();
        let rows = self.log.iter().skip(skipped).filter(|(here, _)| *here || after.is_none());
        rows.flat_map(|(_, ops)| ops.clone()).collect()
    }

    fn note_set_aside(&mut self) {
        self.persisted.set_aside = self.set_aside.iter().map(|kept| kept.position).collect();
    }

    /// All ops that it holds.
    pub(crate) fn ops(&self) -> Vec<Op> {
        self.unsealed(None)
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
            StoreEffect::PutPulled { ops, cursor, set_aside, replicas } => {
                self.log.push((false, ops));
                self.persisted.replicas = replicas;
                self.persisted.cursor = cursor.or(self.persisted.cursor);
                for segment in set_aside {
                    self.set_aside.retain(|kept| kept.position != segment.position);
                    self.set_aside.push(segment);
                }
                self.set_aside.sort_by_key(|kept| kept.position);
                self.note_set_aside();
            }
            StoreEffect::ReadSetAside { after } => {
                let kept = self.set_aside.iter().filter(|kept| kept.position > after).take(SET_ASIDE_AT_ONCE);
                return Event::SetAsideRead(kept.cloned().collect());
            }
            StoreEffect::TakeSetAside { ops, positions } => {
                self.log.push((false, ops));
                self.set_aside.retain(|kept| !positions.contains(&kept.position));
                self.note_set_aside();
                return Event::SetAsideTaken;
            }
            StoreEffect::PutIdentity(identity) => {
                self.identity = Some(*identity);
                return Event::IdentityStored;
            }
            StoreEffect::BeginAnew { identity, segments, sealing, cursor } => {
                if let Some(identity) = identity {
                    self.identity = Some(*identity);
                }
                self.persisted.outbox = segments;
                self.persisted.sealing = sealing;
                self.persisted.cursor = cursor.or(self.persisted.cursor);
                return Event::BegunAnew;
            }
            of_feeds => return self.carry_out_of_feeds(of_feeds),
        }
        Event::PulledStored
    }

    fn carry_out_of_feeds(&mut self, effect: StoreEffect) -> Event {
        match effect {
            StoreEffect::PutFeed { cursor, segments, is_anew } => {
                self.persisted.feeds.retain(|held| held.feed != cursor.feed);
                let held = self.feeds.entry(cursor.feed).or_default();
                held.retain(|_| !is_anew);
                held.extend(segments);
                self.persisted.feeds.push(*cursor);
                Event::FeedStored
            }
            StoreEffect::ReadFeed { feed, after } => {
                let held = self.feeds.get(&feed).into_iter().flatten();
                let held = held.filter(|segment| segment.number > after).take(FEED_SEGMENTS_AT_ONCE);
                Event::FeedRead(held.cloned().collect())
            }
            StoreEffect::DropFeed(feed) => {
                self.feeds.remove(&feed);
                self.persisted.feeds.retain(|held| held.feed != feed);
                Event::FeedDropped
            }
            StoreEffect::PutFeedsSettled(settled) => {
                self.persisted.feeds_settled = settled;
                Event::FeedsSettledStored
            }
            other => panic!("not of feeds: {other:?}"),
        }
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
    /// What the screen shows.
    pub(crate) state: State,
    /// How often the journal was looked at for a feed.
    pub(crate) looks: usize,
    /// Notes are not saved.
    pub(crate) fails_to_keep: bool,
    /// What comes of looks is held back.
    pub(crate) holds_looks: bool,
    /// How often a feed was read from the store.
    pub(crate) feed_reads: usize,
    /// By its own clock.
    pub(crate) now_ms: i64,
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
        let mut state = State::default();
        state.merge(store.ops());
        let mut device = Self {
            engine,
            store,
            sent: None,
            wakes: Vec::new(),
            shown: Vec::new(),
            channels_opened: 0,
            merged: Vec::new(),
            state,
            looks: 0,
            fails_to_keep: false,
            holds_looks: false,
            feed_reads: 0,
            now_ms: NOW_MS,
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

    /// Another phone with a copy of the store.
    pub(crate) fn cloned(&self) -> Self {
        let mut clone = Self::open(self.store.clone());
        // Another phone draws other bytes.
        clone.draws = 1_000_000;
        clone
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
        let saved = self.log(ops);
        self.tell(saved);
    }

    fn log(&mut self, ops: Vec<Op>) -> Event {
        let records = ops.iter().map(|op| op.record.clone()).collect();
        self.state.merge(ops.iter().cloned());
        self.store.log.push((true, ops));
        Event::Saved(records)
    }

    /// Puts notes into the journal, each that is not known; the last event is told first.
    fn keep(&mut self, notes: Vec<NoteCame>) -> Vec<Event> {
        let clock = Clock { replica: self.engine.identity().replica, wall_ms: NOW_MS };
        let mut ops = Vec::new();
        for note in notes {
            if !self.state.knows(&note.id) {
                ops.extend(self.state.save(&note.id, &note.record(), clock));
            }
        }
        let mut events = vec![Event::NotesKept];
        if !ops.is_empty() {
            events.push(self.log(ops));
        }
        events
    }

    pub(crate) fn tell(&mut self, event: Event) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            self.draws += 1;
            let mut random = [0; 32];
            random[..8].copy_from_slice(&self.draws.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
            for effect in self.engine.handle(event, Circumstances { now_ms: self.now_ms, random }) {
                match effect {
                    Effect::Store(effect) if (self.breaks)(&effect) => events.push(Event::StoreFailed),
                    Effect::Store(effect) => match self.carry_out(effect) {
                        event if (self.holds_back)(&event) => self.held.push(event),
                        event => events.push(event),
                    },
                    Effect::Send(request) => {
                        assert!(self.sent.is_none(), "{request:?} while another request is under way");
                        self.sent = Some(request);
                    }
                    Effect::OpenLive(token) => {
                        let identity = self.engine.identity();
                        assert_eq!(token, identity.secrets().token(identity.account));
                        self.channels_opened += 1;
                    }
                    Effect::WakeAfter { ms } => self.wakes.push(ms),
                    Effect::Merge(ops) => {
                        self.state.merge(ops.iter().cloned());
                        self.merged.extend(ops);
                    }
                    Effect::Project(projecting) => {
                        self.looks += 1;
                        if self.holds_looks {
                            self.held.push(Event::Projected(projecting.look(&self.state)));
                            continue;
                        }
                        events.push(Event::Projected(projecting.look(&self.state)));
                    }
                    Effect::KeepNotes(_) if self.fails_to_keep => events.push(Event::StoreFailed),
                    Effect::KeepNotes(notes) => events.extend(self.keep(notes)),
                    Effect::Show(standing) => self.shown.push(standing),
                }
            }
        }
    }

    fn carry_out(&mut self, effect: StoreEffect) -> Event {
        self.feed_reads += usize::from(matches!(effect, StoreEffect::ReadFeed { .. }));
        self.store.carry_out(effect)
    }

    /// Tells what came of looks.
    pub(crate) fn let_looks_go(&mut self) {
        self.holds_looks = false;
        self.let_go();
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

    /// Goes on with a good server until nothing is asked any more. A newcomer's rests between two looks pass.
    pub(crate) fn settle(&mut self, server: &mut Server) {
        let mut looks = 0;
        loop {
            while let Some(request) = &self.sent {
                let reply = server.answer(request);
                self.answered(reply);
            }
            looks += 1;
            if self.standing().joining.is_none() || self.standing().trouble.is_some() || looks > 9 {
                return;
            }
            self.tell(Event::Woken);
        }
    }

    /// Goes on with a good server until this path is asked for.
    pub(crate) fn settle_until(&mut self, server: &mut Server, path: &str) {
        while self.asks() != Some(path) {
            let reply = server.answer(self.sent.as_ref().unwrap());
            self.answered(reply);
            if self.sent.is_none() {
                self.tell(Event::Woken);
            }
        }
    }

    /// The path that is asked for.
    pub(crate) fn asks(&self) -> Option<&'static str> {
        self.sent.as_ref().map(|request| {
            assert_eq!(request.method, Method::Post);
            request.path
        })
    }

    pub(crate) const fn identity(&self) -> &Identity {
        self.engine.identity()
    }
}
