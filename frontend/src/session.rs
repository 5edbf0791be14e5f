//! One opening of the journal: its store, its state in memory, and the one door by which changes pass.
//!
//! Arrives: what to change, what other tabs and devices changed. Leaves: durable ops, merged into the state. Never here: the
//! network, the screen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ebb_journal::{Kind, RecordId, Sitting};
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Clock, Op, State};
use leptos::prelude::{RwSignal, Update};

use crate::platform::indexed_db::{LocalStore, ReadOn, StoreTrouble};
use crate::platform::{randomness, wall_clock};

/// The open journal.
pub struct Session {
    store: LocalStore,
    state: Rc<RefCell<State>>,
    /// Up to where the log is merged into the state.
    seen: Cell<u64>,
    replica: Cell<ReplicaId>,
    sitting: Sitting,
    counter: Cell<u32>,
    clock_offset_ms: Cell<i64>,
    last_copy_ms: Cell<Option<i64>>,
    unreadable: Cell<usize>,
    /// Records that were changed here and that the sync engine has not been told of.
    made_here: RefCell<Vec<RecordId>>,
    changed: RwSignal<u64>,
}

/// Gives the ops of a change, from a state that is up to date. Boxed, so that saving is in the app once.
pub type MakeOps<'a> = Box<dyn FnOnce(&State, Clock) -> Vec<Op> + 'a>;

impl Session {
    /// Opens the store and merges all that it holds. `changed` counts up with every change from then on.
    pub async fn open(changed: RwSignal<u64>) -> Result<Rc<Self>, StoreTrouble> {
        let store = LocalStore::open().await?;
        let replica = store.replica().await?;
        let holdings = store.holdings().await?;
        let mut state = State::default();
        state.merge(holdings.ops);
        Ok(Rc::new(Self {
            store,
            state: Rc::new(RefCell::new(state)),
            seen: Cell::new(holdings.log_end),
            replica: Cell::new(replica),
            sitting: Sitting(randomness::bytes()),
            counter: Cell::new(0),
            clock_offset_ms: Cell::new(holdings.clock_offset_ms),
            last_copy_ms: Cell::new(None),
            unreadable: Cell::new(holdings.unreadable),
            made_here: RefCell::new(Vec::new()),
            changed,
        }))
    }

    /// A name for a record that is to be made.
    pub fn new_id(&self, kind: Kind) -> RecordId {
        self.counter.set(self.counter.get() + 1);
        RecordId::made(kind, self.sitting, self.counter.get())
    }

    /// Reads the state.
    pub fn with_state<T>(&self, read: impl FnOnce(&State) -> T) -> T {
        read(&self.state.borrow())
    }

    /// The state itself, for who reads it besides.
    pub fn state(&self) -> Rc<RefCell<State>> {
        Rc::clone(&self.state)
    }

    /// Saves a change: `make` gives its ops, from a state that is up to date with every tab. When this returns they are
    /// durable and merged.
    pub async fn change(&self, make: MakeOps<'_>) -> Result<(), StoreTrouble> {
        let mut written = Vec::new();
        let clock = Clock { replica: self.replica.get(), wall_ms: wall_clock::now_ms() + self.clock_offset_ms.get() };
        let ops_for = |newer: ReadOn| {
            self.take_in(newer);
            written = make(&self.state.borrow(), clock);
            written.clone()
        };
        let end = self.store.save(self.seen.get(), ops_for).await?;
        self.made_here.borrow_mut().extend(written.iter().map(|op| op.record.clone()));
        self.merge(written);
        self.seen.set(self.seen.get().max(end));
        Ok(())
    }

    /// Merges what other tabs wrote.
    pub async fn read_on(&self) -> Result<(), StoreTrouble> {
        let newer = self.store.read_on(self.seen.get()).await?;
        self.take_in(newer);
        Ok(())
    }

    /// Merges ops that are durable already.
    pub fn merge(&self, ops: Vec<Op>) {
        if !ops.is_empty() && self.state.borrow_mut().merge(ops).new_ops > 0 {
            self.changed.update(|count| *count += 1);
        }
    }

    /// Records that were changed on this device since this was last asked.
    pub fn take_made_here(&self) -> Vec<RecordId> {
        self.made_here.take()
    }

    /// The store, for what concerns sync.
    pub const fn store(&self) -> &LocalStore {
        &self.store
    }

    /// This copy of the journal.
    pub const fn replica(&self) -> ReplicaId {
        self.replica.get()
    }

    /// This copy goes by another name from here on: the store has it already.
    pub fn set_replica(&self, replica: ReplicaId) {
        self.replica.set(replica);
    }

    /// How many stored pieces cannot be read. They stay as they are.
    pub const fn unreadable(&self) -> usize {
        self.unreadable.get()
    }

    /// How far the server's clock is ahead of this device's, in milliseconds.
    pub const fn clock_offset_ms(&self) -> i64 {
        self.clock_offset_ms.get()
    }

    /// Takes over what the server said of the time.
    pub fn set_clock_offset_ms(&self, offset_ms: i64) {
        self.clock_offset_ms.set(offset_ms);
    }

    /// When all that this device holds was last known to be off it, in milliseconds since 1970.
    pub const fn last_copy_ms(&self) -> Option<i64> {
        self.last_copy_ms.get()
    }

    /// Takes over what is known of it.
    pub fn set_last_copy_ms(&self, moment_ms: Option<i64>) {
        self.last_copy_ms.set(moment_ms);
    }

    fn take_in(&self, newer: ReadOn) {
        self.unreadable.set(self.unreadable.get() + newer.unreadable);
        self.made_here.borrow_mut().extend(newer.made_here);
        self.seen.set(self.seen.get().max(newer.end));
        self.merge(newer.ops);
    }
}
