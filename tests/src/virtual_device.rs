//! A device: the real engine, a replica's state, a store in memory, and a clock that may lie. It has no time of its own: the
//! world tells it each moment.

mod lying_clock;
mod person;

use std::collections::VecDeque;

use ebb_journal::scope::RULES;
use ebb_journal::{Kind, RecordId, Sitting};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Before, Op, State};
use ebb_sync::{Circumstances, Effect, Engine, Event, Identity, Persisted, Standing};
use ebb_testkit::seeded::Seeded;

use crate::memory_store::MemoryStore;
use crate::sabotage::Sabotage;
pub use lying_clock::LyingClock;

/// A version of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppVersion {
    /// This one.
    Newest,
    /// One with older rules of sharing, which knows nothing of [`NEW_KIND`] and shows none to anybody.
    Older,
}

/// The kind of records that an older version does not know.
pub const NEW_KIND: Kind = Kind::HOT_FLASH;

impl AppVersion {
    fn engine(self, identity: Identity, persisted: Persisted) -> Engine {
        match self {
            Self::Newest => Engine::new(identity, persisted),
            Self::Older => Engine::of_rules(RULES - 1, identity, persisted),
        }
    }
}

/// A device.
#[derive(Debug)]
pub struct VirtualDevice {
    /// What it keeps.
    pub store: MemoryStore,
    /// What its screen shows.
    pub state: State,
    /// Its copy of the journal.
    pub replica: ReplicaId,
    /// What it takes for the time.
    pub clock: LyingClock,
    /// What its state line says in this session, once it says something.
    pub standing: Option<Standing>,
    /// Counts the openings of the app. What was begun in an earlier one no longer reaches it.
    pub session: u64,
    /// Which version of the app is on it.
    pub version: AppVersion,
    is_open: bool,
    engine: Option<Engine>,
    sitting: Sitting,
    counter: u32,
    last_change: Option<Before>,
    random: Seeded,
}

impl VirtualDevice {
    /// A new device, its app open, sync not turned on.
    pub fn new(mut random: Seeded, clock: LyingClock, sabotage: Option<Sabotage>) -> Self {
        Self {
            store: MemoryStore::sabotaged(sabotage),
            state: State::default(),
            replica: ReplicaId(random.bytes()),
            clock,
            standing: None,
            session: 0,
            version: AppVersion::Newest,
            is_open: true,
            engine: None,
            sitting: Sitting(random.bytes()),
            counter: 0,
            last_change: None,
            random,
        }
    }

    /// Whether the app is open.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// This device as a member, while the app is open and sync is on.
    pub fn identity(&self) -> Option<&Identity> {
        self.engine.as_ref().map(Engine::identity)
    }

    /// The app ends without a word; of what was not synced, the first `kept` transactions survive.
    pub fn crash(&mut self, kept: usize) {
        self.store.lose_tail(kept);
        self.close();
    }

    /// The app begins, with what the store holds. Tells the ops that it found.
    pub fn open(&mut self) -> Vec<Op> {
        self.close();
        let holdings = self.store.holdings();
        self.state = State::default();
        self.state.merge(holdings.ops.iter().cloned());
        self.sitting = Sitting(self.random.bytes());
        self.counter = 0;
        if let Some(identity) = &holdings.identity {
            self.replica = identity.replica;
        }
        self.engine = holdings.identity.map(|identity| self.version.engine(identity, holdings.persisted));
        self.is_open = true;
        holdings.ops
    }

    /// The phone is set up from a backup, of its own or of another phone: its app is closed until it is opened.
    pub fn set_up_from(&mut self, backup: &MemoryStore) {
        self.close();
        self.store = backup.copy();
    }

    /// The phone is gone, and a new one is in its place: nothing is on it yet.
    pub fn become_new(&mut self) {
        self.close();
        self.store = self.store.emptied();
    }

    fn close(&mut self) {
        self.session += 1;
        self.is_open = false;
        self.engine = None;
        self.standing = None;
        self.last_change = None;
    }

    /// Tells the engine, if there is one, and carries out what concerns the screen alone. The other effects are the
    /// world's to carry out.
    pub fn handle(&mut self, event: Event, true_ms: i64) -> Vec<Effect> {
        let mut left = Vec::new();
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let circumstances = Circumstances { now_ms: self.clock.now_ms(true_ms), random: self.random.bytes() };
            let Some(engine) = &mut self.engine else { return Vec::new() };
            let effects = engine.handle(event, circumstances);
            self.replica = engine.identity().replica;
            for effect in effects {
                match effect {
                    Effect::Merge(ops) => {
                        self.state.merge(ops);
                    }
                    Effect::Show(standing) => self.standing = Some(standing),
                    Effect::Project(projecting) => {
                        let projected = projecting.look(&self.state);
                        events.push_back(Event::Projected(match self.version {
                            AppVersion::Newest => projected,
                            AppVersion::Older => projected.without(NEW_KIND),
                        }));
                    }
                    other => left.push(other),
                }
            }
        }
        left
    }

    /// Fresh secrets, for founding and joining.
    pub fn draw<const N: usize>(&mut self) -> [u8; N] {
        self.random.bytes()
    }

    const fn next_name(&mut self, kind: Kind) -> RecordId {
        self.counter += 1;
        RecordId::made(kind, self.sitting, self.counter)
    }
}
