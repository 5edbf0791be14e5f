//! The store effects of the sync engine, each one durable transaction, and the event that it brings.

use ebb_protocol::pull::Cursor;
use ebb_replica::Op;
use ebb_sync::{Event, Identity, OutboxSegment, ReplicaHead, SET_ASIDE_AT_ONCE, Sealing, SetAside, StoreEffect};

use super::log::{Origin, Row, append, log_end, rows_after, store};
use super::opening::{outbox_bytes, read_snapshot};
use super::transaction::{all_after, commit, delete_at, delete_through, get_at, numbers_after, put, put_at, told};
use crate::platform::wall_clock;

use super::{LOG, LocalStore, META, OUTBOX, SET_ASIDE, SNAPSHOT, StoreTrouble, meta};

impl LocalStore {
    /// Carries one effect out.
    pub async fn carry_out(&self, effect: StoreEffect) -> Result<Event, StoreTrouble> {
        match effect {
            StoreEffect::ReadUnsealed { after } => {
                let (ops, through) = self.unsealed(after).await?;
                Ok(Event::UnsealedRead { ops, through })
            }
            StoreEffect::PutOutbox { segments, sealing } => {
                self.put_outbox(&segments, &sealing).await.map(|()| Event::OutboxStored)
            }
            StoreEffect::DropOutbox { through, cursor } => {
                self.drop_outbox(through, cursor).await.map(|()| Event::OutboxDropped)
            }
            StoreEffect::PutPulled { ops, cursor, set_aside, replicas } => {
                self.put_pulled(&ops, cursor, &set_aside, &replicas).await.map(|()| Event::PulledStored)
            }
            StoreEffect::ReadSetAside { after } => self.read_set_aside(after).await.map(Event::SetAsideRead),
            StoreEffect::TakeSetAside { ops, positions } => {
                self.take_set_aside(&ops, &positions).await.map(|()| Event::SetAsideTaken)
            }
            StoreEffect::BeginAnew { identity, segments, sealing, cursor } => {
                self.begin_anew(identity.as_deref(), &segments, &sealing, cursor).await.map(|()| Event::BegunAnew)
            }
            StoreEffect::PutIdentity(identity) => {
                self.put_identity(Some(&identity)).await.map(|()| Event::IdentityStored)
            }
            // Feeds have a database of their own.
            StoreEffect::PutFeed { .. }
            | StoreEffect::ReadFeed { .. }
            | StoreEffect::DropFeed(_)
            | StoreEffect::PutFeedsSettled(_) => Err(StoreTrouble::Refused),
        }
    }

    /// Durably replaces the identity; `None` takes it away, as after a link that was refused.
    pub async fn put_identity(&self, identity: Option<&Identity>) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META])?;
        let meta_store = store(&transaction, META)?;
        if let Some(identity) = identity {
            put(&meta_store, meta::IDENTITY, &identity.to_bytes()).await?;
        } else {
            let delete = meta_store.delete::<String, _>(meta::IDENTITY.to_owned());
            indexed_db_futures::BuildPrimitive::primitive(delete).map_err(told)?.await.map_err(told)?;
        }
        drop(meta_store);
        commit(transaction).await
    }

    /// Forgets the account: who this device was in it, how far sealing and pulling had come, what waited to be sent. The
    /// journal stays; what could not be opened stays as well.
    pub async fn leave_account(&self) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, OUTBOX])?;
        let (meta_store, outbox) = (store(&transaction, META)?, store(&transaction, OUTBOX)?);
        delete_through(&outbox, u64::MAX).await?;
        for name in [meta::IDENTITY, meta::SEALING, meta::CURSOR, meta::REPLICAS, meta::LAST_COPY] {
            let delete = meta_store.delete::<String, _>(name.to_owned());
            indexed_db_futures::BuildPrimitive::primitive(delete).map_err(told)?.await.map_err(told)?;
        }
        drop((meta_store, outbox));
        commit(transaction).await
    }

    /// Remembers how far the server's clock is ahead.
    pub async fn put_clock_offset(&self, offset_ms: i64) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META])?;
        put(&store(&transaction, META)?, meta::CLOCK_OFFSET, &offset_ms.to_le_bytes()).await?;
        commit(transaction).await
    }

    async fn unsealed(&self, after: Option<u64>) -> Result<(Vec<Op>, u64), StoreTrouble> {
        let transaction = self.reading(&[META, LOG, SNAPSHOT])?;
        let mut ops = Vec::new();
        if after.is_none() {
            let snapshots = all_after(&store(&transaction, SNAPSHOT)?, None).await?;
            ops.extend(snapshots.iter().filter_map(|bytes| read_snapshot(bytes)).flatten());
        }
        let rows = rows_after(&store(&transaction, LOG)?, after).await?;
        // Where everything is asked for, what came from others is part of it: a server that lost it gets it back.
        let is_asked_for = |row: &&Row| after.is_none() || row.origin == Origin::Here;
        ops.extend(rows.iter().filter(is_asked_for).filter_map(Row::ops).flatten());
        Ok((ops, log_end(&store(&transaction, META)?).await?))
    }

    async fn put_outbox(&self, segments: &[OutboxSegment], sealing: &Sealing) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, OUTBOX])?;
        let outbox = store(&transaction, OUTBOX)?;
        for segment in segments {
            put_at(&outbox, segment.number, &outbox_bytes(segment)).await?;
        }
        put(&store(&transaction, META)?, meta::SEALING, &meta::sealing_bytes(sealing)).await?;
        drop(outbox);
        commit(transaction).await
    }

    async fn drop_outbox(&self, through: u64, cursor: Option<Cursor>) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, OUTBOX])?;
        delete_through(&store(&transaction, OUTBOX)?, through).await?;
        let meta_store = store(&transaction, META)?;
        put(&meta_store, meta::LAST_COPY, &wall_clock::now_ms().to_le_bytes()).await?;
        if let Some(cursor) = cursor {
            put(&meta_store, meta::CURSOR, &meta::cursor_bytes(&cursor)).await?;
        }
        drop(meta_store);
        commit(transaction).await
    }

    /// The whole outbox is another one from here on; under a new identity this copy of the journal has its replica.
    async fn begin_anew(
        &self,
        identity: Option<&Identity>,
        segments: &[OutboxSegment],
        sealing: &Sealing,
        cursor: Option<Cursor>,
    ) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, OUTBOX])?;
        let (meta_store, outbox) = (store(&transaction, META)?, store(&transaction, OUTBOX)?);
        delete_through(&outbox, u64::MAX).await?;
        for segment in segments {
            put_at(&outbox, segment.number, &outbox_bytes(segment)).await?;
        }
        put(&meta_store, meta::SEALING, &meta::sealing_bytes(sealing)).await?;
        if let Some(cursor) = cursor {
            put(&meta_store, meta::CURSOR, &meta::cursor_bytes(&cursor)).await?;
        }
        if let Some(identity) = identity {
            put(&meta_store, meta::IDENTITY, &identity.to_bytes()).await?;
            put(&meta_store, meta::REPLICA, &identity.replica.0).await?;
        }
        drop((meta_store, outbox));
        commit(transaction).await
    }

    async fn put_pulled(
        &self,
        ops: &[Op],
        cursor: Option<Cursor>,
        set_aside: &[SetAside],
        replicas: &[ReplicaHead],
    ) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, LOG, SET_ASIDE])?;
        let meta_store = store(&transaction, META)?;
        if !ops.is_empty() {
            let end = log_end(&meta_store).await?;
            append(&meta_store, &store(&transaction, LOG)?, end, Origin::Elsewhere, ops).await?;
        }
        let aside = store(&transaction, SET_ASIDE)?;
        for segment in set_aside {
            put_at(&aside, segment.position, &set_aside_bytes(segment)).await?;
        }
        if let Some(cursor) = cursor {
            put(&meta_store, meta::CURSOR, &meta::cursor_bytes(&cursor)).await?;
        }
        put(&meta_store, meta::REPLICAS, &meta::replicas_bytes(replicas)).await?;
        drop((meta_store, aside));
        commit(transaction).await
    }
}

impl LocalStore {
    async fn read_set_aside(&self, after: u64) -> Result<Vec<SetAside>, StoreTrouble> {
        let transaction = self.reading(&[SET_ASIDE])?;
        let aside = store(&transaction, SET_ASIDE)?;
        let mut read = Vec::new();
        for position in numbers_after(&aside, after).await?.into_iter().take(SET_ASIDE_AT_ONCE) {
            let row = get_at(&aside, position).await?.unwrap_or_default();
            // A row that was damaged still counts, and opens as little as what it held.
            read.push(read_set_aside(position, &row));
        }
        Ok(read)
    }

    async fn take_set_aside(&self, ops: &[Op], positions: &[u64]) -> Result<(), StoreTrouble> {
        let transaction = self.writing(&[META, LOG, SET_ASIDE])?;
        let (meta_store, aside) = (store(&transaction, META)?, store(&transaction, SET_ASIDE)?);
        if !ops.is_empty() {
            let end = log_end(&meta_store).await?;
            append(&meta_store, &store(&transaction, LOG)?, end, Origin::Elsewhere, ops).await?;
        }
        for &position in positions {
            delete_at(&aside, position).await?;
        }
        drop((meta_store, aside));
        commit(transaction).await
    }
}

fn read_set_aside(position: u64, row: &[u8]) -> SetAside {
    let (length, rest) = row.split_first_chunk().unwrap_or((&[0; 2], row));
    let (reason, bytes) = rest.split_at_checked(u16::from_le_bytes(*length).into()).unwrap_or_default();
    SetAside { position, reason: String::from_utf8_lossy(reason).into_owned(), bytes: bytes.to_vec() }
}

fn set_aside_bytes(segment: &SetAside) -> Vec<u8> {
    let reason = segment.reason.as_bytes();
    let mut bytes = u16::try_from(reason.len()).unwrap_or(u16::MAX).to_le_bytes().to_vec();
    bytes.extend(&reason[..reason.len().min(usize::from(u16::MAX))]);
    bytes.extend(&segment.bytes);
    bytes
}
