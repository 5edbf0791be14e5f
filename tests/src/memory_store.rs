//! A device's store in memory, with the transactions of the one in the browser. What was written and is not synced yet can
//! be lost; the next transaction can be made to fail.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ebb_journal::{FieldId, RecordId};
use ebb_protocol::ids::StreamId;
use ebb_protocol::pull::Cursor;
use ebb_replica::{Op, pack, unpack};
use ebb_sync::{
    Event, FEED_SEGMENTS_AT_ONCE, FeedCursor, FeedSegment, Identity, OutboxSegment, Persisted, ReplicaHead,
    SET_ASIDE_AT_ONCE, Sealing, SetAside, StoreEffect,
};

use crate::sabotage::Sabotage;

/// The store.
#[derive(Debug, Default)]
pub struct MemoryStore {
    /// With everything that was written.
    image: Image,
    /// What a sudden end leaves.
    synced: Image,
    tail: VecDeque<Write>,
    written: u64,
    breaks_next: bool,
}

/// A transaction that was written; it and all before it are durable once it is synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written(u64);

/// A transaction that failed: nothing of it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the transaction failed")]
pub struct Broken;

/// What the store holds when it is opened.
#[derive(Debug)]
pub struct Holdings {
    /// All ops, in any order.
    pub ops: Vec<Op>,
    /// What the engine needs to go on.
    pub persisted: Persisted,
    /// This device as a member, if sync was turned on.
    pub identity: Option<Identity>,
}

#[derive(Debug, Clone, Default)]
struct Image {
    rows: BTreeMap<u64, Row>,
    end: u64,
    snapshots: Vec<Vec<u8>>,
    outbox: BTreeMap<u64, OutboxSegment>,
    sealing: Sealing,
    cursor: Option<Cursor>,
    set_aside: BTreeMap<u64, SetAside>,
    identity: Option<Vec<u8>>,
    replicas: Vec<ReplicaHead>,
    /// The cursor of each feed, as bytes, and its segments by their numbers.
    feeds: BTreeMap<StreamId, (Vec<u8>, BTreeMap<u64, FeedSegment>)>,
    feeds_settled: Vec<u8>,
    sabotage: Option<Sabotage>,
}

#[derive(Debug, Clone)]
struct Row {
    is_made_here: bool,
    packed: Vec<u8>,
}

#[derive(Debug, Clone)]
enum Write {
    Save(Vec<u8>),
    Effect(StoreEffect),
    Pack,
}

impl MemoryStore {
    /// An empty store with a planted fault, if there is one.
    pub fn sabotaged(sabotage: Option<Sabotage>) -> Self {
        let image = Image { sabotage, ..Image::default() };
        Self { synced: image.clone(), image, ..Self::default() }
    }

    /// The next transaction will fail.
    pub const fn break_next(&mut self) {
        self.breaks_next = true;
    }

    /// Saves ops that were made on this device.
    pub fn save(&mut self, ops: &[Op]) -> Result<Written, Broken> {
        self.write(Write::Save(pack(ops)))
    }

    /// Many small rows become one snapshot.
    pub fn pack(&mut self) -> Result<Written, Broken> {
        self.write(Write::Pack)
    }

    /// Carries an effect of the engine out, and tells the event that it brings. What it wrote is durable once synced.
    pub fn carry_out(&mut self, effect: StoreEffect) -> (Event, Written) {
        let brings = match &effect {
            StoreEffect::ReadUnsealed { after } => {
                let (ops, through) = self.image.unsealed(*after);
                Event::UnsealedRead { ops, through }
            }
            StoreEffect::PutOutbox { .. } => Event::OutboxStored,
            StoreEffect::DropOutbox { .. } => Event::OutboxDropped,
            StoreEffect::PutPulled { .. } => Event::PulledStored,
            StoreEffect::ReadSetAside { after } => {
                let kept = self.image.set_aside.range(after.saturating_add(1)..).take(SET_ASIDE_AT_ONCE);
                Event::SetAsideRead(kept.map(|(_, segment)| segment.clone()).collect())
            }
            StoreEffect::TakeSetAside { .. } => Event::SetAsideTaken,
            StoreEffect::PutIdentity(_) => Event::IdentityStored,
            StoreEffect::BeginAnew { .. } => Event::BegunAnew,
            StoreEffect::PutFeed { .. } => Event::FeedStored,
            StoreEffect::ReadFeed { feed, after } => {
                let held = self.image.feeds.get(feed).map(|(_, held)| held);
                let after = held.into_iter().flat_map(|held| held.range(after.saturating_add(1)..));
                Event::FeedRead(after.take(FEED_SEGMENTS_AT_ONCE).map(|(_, segment)| segment.clone()).collect())
            }
            StoreEffect::DropFeed(_) => Event::FeedDropped,
            StoreEffect::PutFeedsSettled(_) => Event::FeedsSettledStored,
        };
        match self.write(Write::Effect(effect)) {
            Ok(written) => (brings, written),
            Err(Broken) => (Event::StoreFailed, Written(self.written)),
        }
    }

    /// Makes everything up to this transaction durable.
    pub fn sync(&mut self, through: Written) {
        if self.image.sabotage == Some(Sabotage::SyncSkipped) {
            return;
        }
        let unsynced = usize::try_from(self.written.saturating_sub(through.0)).unwrap_or(usize::MAX);
        while self.tail.len() > unsynced
            && let Some(write) = self.tail.pop_front()
        {
            self.synced.apply(write);
        }
    }

    /// How many transactions are not synced.
    pub fn unsynced(&self) -> usize {
        self.tail.len()
    }

    /// The power goes: of what was not synced, only the first `kept` transactions happen to be on the disk.
    pub fn lose_tail(&mut self, kept: usize) {
        let kept = kept.min(self.tail.len());
        for write in self.tail.drain(..kept) {
            self.synced.apply(write);
        }
        self.tail.clear();
        self.image = self.synced.clone();
    }

    /// Another store with what this one holds durably: a backup of the phone, or its copy on another one.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { image: self.synced.clone(), synced: self.synced.clone(), ..Self::default() }
    }

    /// An empty one in its place, with the same planted fault.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self::sabotaged(self.image.sabotage)
    }

    /// The segments that are set aside, as they were received.
    pub fn set_aside(&self) -> impl Iterator<Item = &SetAside> {
        self.image.set_aside.values()
    }

    /// All that the store holds.
    pub fn holdings(&self) -> Holdings {
        let image = &self.image;
        let rows = image.rows.values().map(|row| row.packed.as_slice());
        let packs = image.snapshots.iter().map(Vec::as_slice).chain(rows);
        let (unsealed, _) = image.unsealed(image.sealing.through);
        let unsealed: BTreeSet<RecordId> = unsealed.into_iter().map(|op| op.record).collect();
        Holdings {
            ops: packs.flat_map(read).collect(),
            persisted: Persisted {
                sealing: image.sealing,
                outbox: image.outbox.values().cloned().collect(),
                cursor: image.cursor,
                set_aside: image.set_aside.keys().copied().collect(),
                unsealed: unsealed.into_iter().collect(),
                replicas: image.replicas.clone(),
                feeds: image.feeds.values().filter_map(|(cursor, _)| FeedCursor::from_bytes(cursor)).collect(),
                feeds_settled: image.feeds_settled.clone(),
            },
            identity: image.identity.as_deref().and_then(|bytes| Identity::from_bytes(bytes).ok()),
        }
    }

    fn write(&mut self, write: Write) -> Result<Written, Broken> {
        if std::mem::take(&mut self.breaks_next) {
            return Err(Broken);
        }
        self.image.apply(write.clone());
        self.tail.push_back(write);
        self.written += 1;
        Ok(Written(self.written))
    }
}

impl Image {
    fn apply(&mut self, write: Write) {
        match write {
            Write::Save(packed) => self.append(true, packed),
            Write::Pack => self.pack(),
            Write::Effect(
                StoreEffect::ReadUnsealed { .. } | StoreEffect::ReadSetAside { .. } | StoreEffect::ReadFeed { .. },
            ) => {}
            Write::Effect(StoreEffect::PutFeed { cursor, segments, is_anew }) => {
                let (held_cursor, held) = self.feeds.entry(cursor.feed).or_default();
                *held_cursor = cursor.to_bytes();
                held.retain(|_, _| !is_anew);
                held.extend(segments.into_iter().map(|segment| (segment.number, segment)));
            }
            Write::Effect(StoreEffect::DropFeed(feed)) => {
                self.feeds.remove(&feed);
            }
            Write::Effect(StoreEffect::PutFeedsSettled(settled)) => self.feeds_settled = settled,
            Write::Effect(StoreEffect::TakeSetAside { ops, positions }) => {
                self.set_aside.retain(|position, _| !positions.contains(position));
                self.append(false, pack(&ops));
            }
            Write::Effect(StoreEffect::PutOutbox { segments, sealing }) => {
                self.outbox.extend(segments.into_iter().map(|segment| (segment.number, segment)));
                self.sealing = match self.sabotage {
                    Some(Sabotage::NumberReused) => Sealing { through: sealing.through, ..self.sealing },
                    _ => sealing,
                };
            }
            Write::Effect(StoreEffect::DropOutbox { through, cursor }) => {
                self.outbox.retain(|number, _| *number > through);
                self.cursor = cursor.or(self.cursor);
            }
            Write::Effect(StoreEffect::PutPulled { ops, cursor, set_aside, replicas }) => {
                if !ops.is_empty() {
                    self.append(false, pack(&ops));
                }
                self.set_aside.extend(set_aside.into_iter().map(|segment| (segment.position, segment)));
                self.cursor = cursor.or(self.cursor);
                self.replicas = replicas;
            }
            Write::Effect(StoreEffect::BeginAnew { identity, segments, sealing, cursor }) => {
                if let Some(identity) = identity {
                    self.identity = Some(identity.to_bytes());
                }
                self.outbox = segments.into_iter().map(|segment| (segment.number, segment)).collect();
                self.sealing = sealing;
                self.cursor = cursor.or(self.cursor);
            }
            Write::Effect(StoreEffect::PutIdentity(identity)) => self.identity = Some(identity.to_bytes()),
        }
    }

    fn append(&mut self, is_made_here: bool, packed: Vec<u8>) {
        self.end += 1;
        self.rows.insert(self.end, Row { is_made_here, packed });
    }

    /// The ops of this device after that place, or all ops where nothing was ever sealed; and the log's last place.
    fn unsealed(&self, after: Option<u64>) -> (Vec<Op>, u64) {
        let snapshots = self.snapshots.iter().filter(|_| after.is_none()).map(Vec::as_slice);
        let is_asked_for = |row: &Row| row.is_made_here || after.is_none();
        let rows = self.rows.range(after.map_or(0, |after| after + 1)..).filter(|(_, row)| is_asked_for(row));
        let packs = snapshots.chain(rows.map(|(_, row)| row.packed.as_slice()));
        (packs.flat_map(read).collect(), self.end)
    }

    /// Rows of this device that are not sealed stay, and before the first sealing all rows: it reads everything as this
    /// device's own.
    fn pack(&mut self) {
        let through = match (&self.identity, self.sealing.through) {
            (Some(_), None) => return,
            (None, _) => u64::MAX,
            (_, Some(through)) => through,
        };
        let (packed, left) = std::mem::take(&mut self.rows)
            .into_iter()
            .partition(|(number, row)| *number <= through || !row.is_made_here);
        self.rows = left;
        let packed: BTreeMap<u64, Row> = packed;
        let mut ops: Vec<Op> = packed.values().flat_map(|row| read(&row.packed)).collect();
        if self.sabotage == Some(Sabotage::TombstoneForgotten) {
            ops.retain(|op| op.field != FieldId::DELETED);
        }
        if !ops.is_empty() {
            self.snapshots.push(pack(&ops));
        }
    }
}

fn read(packed: &[u8]) -> Vec<Op> {
    // What this store packed, it can unpack.
    unpack(packed).unwrap_or_default()
}
