//! Packing: many small rows of the log become one snapshot, so that ten years open at once.

use ebb_replica::{Op, pack};

use super::log::{Origin, rows_after, store};
use super::opening::{read_snapshot, snapshot_bytes};
use super::transaction::{all_after, commit, delete_at, get, put_at};
use super::{LOG, LocalStore, META, SNAPSHOT, StoreTrouble, meta};

/// Fewer rows are not worth a snapshot.
pub const ROWS_WORTH_PACKING: usize = 256;
/// More snapshots than this become one.
const SNAPSHOTS_MAX: usize = 8;

impl LocalStore {
    /// Packs the log if it has at least `rows` rows.
    pub async fn pack_if_long(&self, rows: usize) -> Result<(), StoreTrouble> {
        let long = {
            let transaction = self.reading(&[LOG])?;
            rows_after(&store(&transaction, LOG)?, None).await?.len() >= rows
        };
        if long { self.pack().await } else { Ok(()) }
    }

    /// Packs the log, in one transaction. Rows whose ops still have to be sealed stay, and so do rows that cannot be read.
    pub async fn pack(&self) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, LOG, SNAPSHOT])?;
        let (meta_store, log, snapshot) =
            (store(&transaction, META)?, store(&transaction, LOG)?, store(&transaction, SNAPSHOT)?);
        let syncs = get(&meta_store, meta::IDENTITY).await?.is_some();
        let sealing =
            get(&meta_store, meta::SEALING).await?.as_deref().and_then(meta::read_sealing).unwrap_or_default();
        if syncs && sealing.through.is_none() {
            // The first sealing reads everything as this device's own: nothing of others may be in a snapshot before it.
            return Ok(());
        }
        let may_go = |origin, number| {
            let is_sealed = sealing.through.is_some_and(|through| number <= through);
            !syncs || is_sealed || origin == Origin::Elsewhere
        };
        let mut ops: Vec<Op> = Vec::new();
        let mut packed = Vec::new();
        for row in rows_after(&log, None).await?.iter().filter(|row| may_go(row.origin, row.number)) {
            if let Some(read) = row.ops() {
                ops.extend(read);
                packed.push(row.number);
            }
        }
        let Some(number) = packed.last().copied() else { return Ok(()) };
        let snapshots = all_after(&snapshot, None).await?;
        if snapshots.len() >= SNAPSHOTS_MAX {
            let read: Option<Vec<Vec<Op>>> = snapshots.iter().map(|bytes| read_snapshot(bytes)).collect();
            if let Some(read) = read {
                ops.extend(read.into_iter().flatten());
                snapshot.clear().map_err(super::transaction::told)?.await.map_err(super::transaction::told)?;
            }
        }
        put_at(&snapshot, number, &snapshot_bytes(&pack(&ops))).await?;
        for number in packed {
            delete_at(&log, number).await?;
        }
        drop((meta_store, log, snapshot));
        commit(transaction).await
    }
}
