//! The log: every save of every tab, and what was pulled, as rows of packed ops.

use ebb_journal::RecordId;
use ebb_replica::{Op, pack, unpack};
use indexed_db_futures::object_store::ObjectStore;

use super::transaction::{all_after, commit, get, put, put_at};
use super::{LOG, LocalStore, META, StoreTrouble, meta};

/// Where a row's ops were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// On this device.
    Here,
    /// On another; never sealed again.
    Elsewhere,
}

/// A row of the log.
pub(super) struct Row {
    pub(super) number: u64,
    pub(super) origin: Origin,
    packed: Vec<u8>,
}

/// Ops that were read from the log.
#[derive(Debug, Default)]
pub struct ReadOn {
    /// The ops, in any order.
    pub ops: Vec<Op>,
    /// The log's last number.
    pub end: u64,
    /// Records that another tab of this device changed: they wait to be sealed.
    pub made_here: Vec<RecordId>,
    /// Rows whose ops cannot be read; they stay as they are.
    pub unreadable: usize,
}

impl LocalStore {
    /// Saves ops that were made here, in one transaction that also takes the log's next number. `make` is handed what other
    /// tabs wrote after `seen`, and gives the ops to save. Tells the log's end after it; what `make` was handed and what it
    /// gave are all durable then.
    pub async fn save(&self, seen: u64, make: impl FnOnce(ReadOn) -> Vec<Op>) -> Result<u64, StoreTrouble> {
        let transaction = self.writing(&[META, LOG])?;
        let (meta_store, log) = (store(&transaction, META)?, store(&transaction, LOG)?);
        let newer = read_after(&meta_store, &log, seen).await?;
        let end = newer.end;
        let ops = make(newer);
        let end = if ops.is_empty() { end } else { append(&meta_store, &log, end, Origin::Here, &ops).await? };
        drop((meta_store, log));
        commit(transaction).await?;
        Ok(end)
    }

    /// What was written after `seen`.
    pub async fn read_on(&self, seen: u64) -> Result<ReadOn, StoreTrouble> {
        let transaction = self.reading(&[META, LOG])?;
        read_after(&store(&transaction, META)?, &store(&transaction, LOG)?, seen).await
    }
}

/// Appends a row and tells its number.
pub(super) async fn append(
    meta_store: &ObjectStore<'_>,
    log: &ObjectStore<'_>,
    end: u64,
    origin: Origin,
    ops: &[Op],
) -> Result<u64, StoreTrouble> {
    let number = end + 1;
    let mut bytes = number.to_le_bytes().to_vec();
    bytes.push(match origin {
        Origin::Here => 0,
        Origin::Elsewhere => 1,
    });
    bytes.extend(pack(ops));
    put_at(log, number, &bytes).await?;
    put(meta_store, meta::LOG_END, &number.to_le_bytes()).await?;
    Ok(number)
}

pub(super) async fn read_after(
    meta_store: &ObjectStore<'_>,
    log: &ObjectStore<'_>,
    seen: u64,
) -> Result<ReadOn, StoreTrouble> {
    let end = log_end(meta_store).await?;
    if end <= seen {
        return Ok(ReadOn { end, ..ReadOn::default() });
    }
    let rows = rows_after(log, Some(seen)).await?;
    let mut read = ReadOn { end, ..ReadOn::default() };
    for row in rows {
        let Some(ops) = row.ops() else {
            read.unreadable += 1;
            continue;
        };
        if row.origin == Origin::Here {
            read.made_here.extend(ops.iter().map(|op| op.record.clone()));
        }
        read.ops.extend(ops);
    }
    Ok(read)
}

pub(super) async fn log_end(meta_store: &ObjectStore<'_>) -> Result<u64, StoreTrouble> {
    Ok(get(meta_store, meta::LOG_END).await?.as_deref().and_then(meta::number).unwrap_or(0))
}

pub(super) async fn rows_after(log: &ObjectStore<'_>, after: Option<u64>) -> Result<Vec<Row>, StoreTrouble> {
    Ok(all_after(log, after).await?.iter().filter_map(|bytes| Row::read(bytes)).collect())
}

impl Row {
    fn read(bytes: &[u8]) -> Option<Self> {
        let (number, rest) = bytes.split_first_chunk()?;
        let (origin, packed) = rest.split_first()?;
        let origin = if *origin == 0 { Origin::Here } else { Origin::Elsewhere };
        Some(Self { number: u64::from_le_bytes(*number), origin, packed: packed.to_vec() })
    }

    /// The row's ops; `None` where they cannot be read.
    pub(super) fn ops(&self) -> Option<Vec<Op>> {
        unpack(&self.packed).ok()
    }
}

/// An object store of a transaction that names it.
pub(super) fn store<'a>(
    transaction: &'a indexed_db_futures::transaction::Transaction<'_>,
    name: &str,
) -> Result<ObjectStore<'a>, StoreTrouble> {
    transaction.object_store(name).map_err(super::transaction::told)
}
