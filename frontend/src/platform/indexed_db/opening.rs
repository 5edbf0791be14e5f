//! Opening the database, and reading all that it holds.

use std::collections::BTreeSet;

use ebb_journal::RecordId;
use ebb_protocol::ids::ReplicaId;
use ebb_replica::{Op, unpack};
use ebb_sync::{Identity, OutboxSegment, Persisted, Standing};
use indexed_db_futures::database::Database;
use indexed_db_futures::error::OpenDbError;

use super::log::{Origin, Row, log_end, rows_after, store};
use super::transaction::{all_after, commit, get, numbers_after, put, told};
use super::{LOG, LocalStore, META, OUTBOX, SET_ASIDE, SNAPSHOT, StoreTrouble, meta};
use super::{deleting, making};
use crate::platform::{randomness, store_choice};

const NAME: &str = "ebb";
const VERSION: u8 = 1;
const SNAPSHOT_VERSION: u8 = 1;

/// What the database holds of the journal.
pub struct Holdings {
    /// All ops, in any order.
    pub ops: Vec<Op>,
    /// The log's last number.
    pub log_end: u64,
    /// How far the server's clock is ahead of this device's, in milliseconds.
    pub clock_offset_ms: i64,
    /// Rows and snapshots whose ops cannot be read; they stay as they are.
    pub unreadable: usize,
}

/// What the database holds of sync.
pub struct SyncStart {
    /// This device as a member, if sync was turned on.
    pub identity: Option<Identity>,
    /// What the sync engine needs to go on.
    pub persisted: Persisted,
    /// When the server last confirmed something, in milliseconds since 1970 by this device's clock.
    pub last_copy_ms: Option<i64>,
}

impl SyncStart {
    /// How sync stood when the last session ended.
    pub fn last_standing(&self) -> Standing {
        let persisted = &self.persisted;
        let in_outbox: usize = persisted.outbox.iter().map(|segment| segment.records as usize).sum();
        let (waiting, set_aside) = (persisted.unsealed.len() + in_outbox, persisted.set_aside.len());
        Standing { waiting, set_aside, ..Standing::default() }
    }
}

impl LocalStore {
    /// Opens the database, and makes it where there is none.
    pub async fn open() -> Result<Self, StoreTrouble> {
        let opened = Self::open_named(&store_choice::name_of(NAME)).await?;
        opened.yield_to_deletion();
        Ok(opened)
    }

    pub(super) async fn open_named(name: &str) -> Result<Self, StoreTrouble> {
        // Whatever keeps a database from opening, the journal is not to be had: that is what must be said.
        let not_to_be_had = |trouble| match trouble {
            StoreTrouble::Full => StoreTrouble::Full,
            StoreTrouble::Refused | StoreTrouble::Broken(_) => StoreTrouble::Refused,
        };
        making::make(name, VERSION.into(), &[META, LOG, SNAPSHOT, OUTBOX, SET_ASIDE]).await.map_err(not_to_be_had)?;
        let database = Database::open(name).with_version(VERSION).await.map_err(|error| match error {
            OpenDbError::Base(error) => not_to_be_had(told(error)),
            _ => StoreTrouble::Refused,
        })?;
        Ok(Self { database })
    }

    /// The store of a sample, made anew with these ops, which `replica` has written.
    pub async fn make_sample(ops: Vec<Op>, replica: ReplicaId) -> Result<(), StoreTrouble> {
        let name = store_choice::sample_name_of(NAME);
        deleting::delete(&name, || ()).await?;
        let sample = Self::open_named(&name).await?;
        let transaction = sample.writing(&[META])?;
        let meta_store = store(&transaction, META)?;
        put(&meta_store, meta::REPLICA, &replica.0).await?;
        drop(meta_store);
        commit(transaction).await?;
        sample.save(0, |_none| ops).await?;
        sample.close();
        Ok(())
    }

    /// Deletes the sample's store. `waits` as with [`Self::delete_own`].
    pub async fn delete_sample(waits: impl FnOnce() + 'static) -> Result<(), StoreTrouble> {
        deleting::delete(&store_choice::sample_name_of(NAME), waits).await
    }

    /// Deletes the store of the person's own journal. `waits` is called when another tab still has it open; it goes on once that tab
    /// is closed.
    pub async fn delete_own(waits: impl FnOnce() + 'static) -> Result<(), StoreTrouble> {
        deleting::delete(NAME, waits).await
    }

    /// This copy of the journal; drawn when the database was made.
    pub async fn replica(&self) -> Result<ReplicaId, StoreTrouble> {
        let transaction = self.writing(&[META])?;
        let meta_store = store(&transaction, META)?;
        let stored = get(&meta_store, meta::REPLICA).await?.and_then(|bytes| bytes.try_into().ok()).map(ReplicaId);
        let replica = if let Some(replica) = stored {
            replica
        } else {
            let drawn = ReplicaId(randomness::bytes());
            put(&meta_store, meta::REPLICA, &drawn.0).await?;
            drawn
        };
        drop(meta_store);
        commit(transaction).await?;
        Ok(replica)
    }

    /// All that the database holds of the journal, read in one transaction.
    pub async fn holdings(&self) -> Result<Holdings, StoreTrouble> {
        let transaction = self.reading(&[META, LOG, SNAPSHOT])?;
        let meta_store = store(&transaction, META)?;
        let offset = get(&meta_store, meta::CLOCK_OFFSET).await?.as_deref().and_then(meta::number);
        let snapshots = all_after(&store(&transaction, SNAPSHOT)?, None).await?;
        let rows = rows_after(&store(&transaction, LOG)?, None).await?;
        let log_end = log_end(&meta_store).await?;
        let (mut ops, mut unreadable) = (Vec::new(), 0);
        let read = snapshots.iter().map(|bytes| read_snapshot(bytes)).chain(rows.iter().map(Row::ops));
        for read in read {
            match read {
                Some(read) => ops.extend(read),
                None => unreadable += 1,
            }
        }
        Ok(Holdings { ops, log_end, clock_offset_ms: offset.map_or(0, u64::cast_signed), unreadable })
    }

    /// All that the database holds of sync, read in one transaction.
    pub async fn sync_start(&self) -> Result<SyncStart, StoreTrouble> {
        let transaction = self.reading(&[META, LOG, SNAPSHOT, OUTBOX, SET_ASIDE])?;
        let meta_store = store(&transaction, META)?;
        let identity = get(&meta_store, meta::IDENTITY).await?.and_then(|bytes| Identity::from_bytes(&bytes).ok());
        let sealing =
            get(&meta_store, meta::SEALING).await?.as_deref().and_then(meta::read_sealing).unwrap_or_default();
        let cursor = get(&meta_store, meta::CURSOR).await?.as_deref().and_then(meta::read_cursor);
        let outbox = all_after(&store(&transaction, OUTBOX)?, None).await?;
        let set_aside = numbers_after(&store(&transaction, SET_ASIDE)?, 0).await?;
        let mut unsealed = BTreeSet::<RecordId>::new();
        if identity.is_some() {
            let rows = rows_after(&store(&transaction, LOG)?, sealing.through).await?;
            let here = rows.iter().filter(|row| row.origin == Origin::Here).filter_map(Row::ops).flatten();
            unsealed.extend(here.map(|op| op.record));
            if sealing.through.is_none() {
                let snapshots = all_after(&store(&transaction, SNAPSHOT)?, None).await?;
                let packed = snapshots.iter().filter_map(|bytes| read_snapshot(bytes)).flatten();
                unsealed.extend(packed.map(|op| op.record));
            }
        }
        let replicas = get(&meta_store, meta::REPLICAS).await?.as_deref().map(meta::read_replicas).unwrap_or_default();
        let outbox = outbox.iter().filter_map(|bytes| read_outbox(bytes)).collect();
        let unsealed = unsealed.into_iter().collect();
        let last_copy_ms =
            get(&meta_store, meta::LAST_COPY).await?.as_deref().and_then(meta::number).map(u64::cast_signed);
        let persisted = Persisted { sealing, outbox, cursor, set_aside, unsealed, replicas, ..Persisted::default() };
        Ok(SyncStart { identity, persisted, last_copy_ms })
    }
}

/// A snapshot's bytes from its packed ops.
pub(super) fn snapshot_bytes(packed: &[u8]) -> Vec<u8> {
    [&[SNAPSHOT_VERSION], packed].concat()
}

pub(super) fn read_snapshot(bytes: &[u8]) -> Option<Vec<Op>> {
    let (version, packed) = bytes.split_first()?;
    (*version == SNAPSHOT_VERSION).then(|| unpack(packed).ok())?
}

/// An outbox row's bytes. The segment's number is in its head, and is the row's key.
pub(super) fn outbox_bytes(segment: &OutboxSegment) -> Vec<u8> {
    let mut bytes = segment.number.to_le_bytes().to_vec();
    bytes.extend(segment.records.to_le_bytes());
    bytes.extend(&segment.bytes);
    bytes
}

fn read_outbox(bytes: &[u8]) -> Option<OutboxSegment> {
    let (number, rest) = bytes.split_first_chunk()?;
    let (records, segment) = rest.split_first_chunk()?;
    let (number, records) = (u64::from_le_bytes(*number), u32::from_le_bytes(*records));
    Some(OutboxSegment { number, records, bytes: segment.to_vec() })
}
