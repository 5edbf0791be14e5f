//! What keeps the journal, a phone and now and then a tablet: they name records, stamp changes, and take the door that
//! the app takes.

use ebb_journal::{Kind, Moment, Record, RecordId, Sitting};
use ebb_replica::{Clock, ReplicaId, State};
use ebb_testkit::seeded::Seeded;

use super::entry::{Entry, EntryName};
use super::wall::MINUTE_MS;

/// After so long the app has been closed and is opened anew, mostly.
const CLOSED_AFTER_MS: i64 = 30 * MINUTE_MS;

/// Keeps the journal.
pub(super) struct Keeper {
    random: Seeded,
    state: State,
    phone: ReplicaId,
    tablet: ReplicaId,
    replica: ReplicaId,
    sitting: Sitting,
    counter: u32,
    used_ms: i64,
}

impl Keeper {
    pub(super) fn new(mut random: Seeded) -> Self {
        let (phone, tablet) = (ReplicaId(random.bytes()), ReplicaId(random.bytes()));
        let sitting = Sitting(random.bytes());
        Self { random, state: State::default(), phone, tablet, replica: phone, sitting, counter: 0, used_ms: 0 }
    }

    /// Saves an entry, and what is done to it later.
    pub(super) fn keep(&mut self, entry: Entry) {
        let id = match entry.name {
            EntryName::Known(id) => {
                self.open_app(&entry.written);
                id
            }
            EntryName::Made(kind) => self.name(kind, &entry.written),
        };
        self.save(&id, &entry.record, &entry.written);
        match entry.later {
            Some((at, Some(record))) => self.save(&id, &record, &at),
            Some((at, None)) => {
                let ops = self.state.delete(&id, self.clock(&at));
                self.state.merge(ops);
            }
            None => {}
        }
    }

    /// A name for a record that is made at that time.
    pub(super) fn name(&mut self, kind: Kind, at: &Moment) -> RecordId {
        self.open_app(at);
        self.counter += 1;
        RecordId::made(kind, self.sitting, self.counter)
    }

    /// Makes the record of that name be as `record` says.
    pub(super) fn save(&mut self, id: &RecordId, record: &Record, at: &Moment) {
        self.used_ms = at.instant_ms();
        let ops = self.state.save(id, record, self.clock(at));
        self.state.merge(ops);
    }

    pub(super) fn into_state(self) -> State {
        self.state
    }

    const fn clock(&self, at: &Moment) -> Clock {
        Clock { replica: self.replica, wall_ms: at.instant_ms() }
    }

    fn open_app(&mut self, at: &Moment) {
        let was_closed = at.instant_ms() - self.used_ms > CLOSED_AFTER_MS && self.random.below(10) < 6;
        if was_closed {
            self.replica = if self.random.below(10) == 0 { self.tablet } else { self.phone };
            self.sitting = Sitting(self.random.bytes());
            self.counter = 0;
        }
    }
}
