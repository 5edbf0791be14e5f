//! Reads what a device needs that compacts: what a stream consists of, the segments to be compacted, and those that were
//! replaced. Each from one picture of the database.

use ebb_protocol::compact::Spot;
use ebb_protocol::head::SegmentKind;
use ebb_protocol::ids::{AccountId, Mark, MemberId, SegmentHash, StreamId};
use ebb_protocol::limits::{COMPACT_INPUT_BYTES_MAX, COMPACT_INPUTS_MAX, OUTLINE_ENTRIES_MAX, PULL_PAGE_BYTES_MAX};
use ebb_protocol::outline::{Outline, OutlineEntry, Outlined};
use ebb_protocol::pull::{Pulled, StreamPage};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::columns::{array, count, stored};
use super::compact::{CompactRefusal, Standing, standing};
use super::members::require_device;
use super::pull::FRAME_BYTES;
use super::{Db, DbError};

impl Db {
    /// The outline of a stream after a position.
    pub(crate) async fn outline(
        &self,
        (account, member): (AccountId, MemberId),
        stream: StreamId,
        after: u64,
    ) -> Result<Outline, CompactRefusal> {
        let mut transaction = self.reads.begin().await?;
        require_device(&mut transaction, account, member).await?;
        let (head, mark) = head_of(&mut transaction, account, stream).await?;
        let rows = sqlx::query(
            "SELECT segments.position, segments.mark, LENGTH(segments.bytes) AS length, segments.kind, segments.hash,
                 replicas.writer FROM segments
             LEFT JOIN replicas ON replicas.account = segments.account AND replicas.stream = segments.stream
                 AND replicas.replica = segments.replica
             WHERE segments.account = $1 AND segments.stream = $2 AND segments.position > $3
             ORDER BY segments.position LIMIT $4",
        )
        .bind(&account.0[..])
        .bind(&stream.0[..])
        .bind(stored(after))
        .bind(stored(OUTLINE_ENTRIES_MAX as u64))
        .fetch_all(&mut *transaction)
        .await?;
        transaction.rollback().await?;
        let entries = rows.iter().map(read_entry).collect::<Result<Vec<_>, _>>()?;
        let more = entries.last().map_or(after, |last| last.position) < head;
        Ok(Outline { stream, head, mark, more, entries })
    }

    /// Exactly these segments, if they stand side by side.
    pub(crate) async fn inputs(
        &self,
        (account, member): (AccountId, MemberId),
        stream: StreamId,
        inputs: &[Spot],
    ) -> Result<StreamPage, CompactRefusal> {
        let (Some(first), Some(last)) = (inputs.first(), inputs.last()) else {
            return Err(CompactRefusal::InputsChanged);
        };
        let mut transaction = self.reads.begin().await?;
        require_device(&mut transaction, account, member).await?;
        let standing = standing(&mut transaction, account, stream, (first.position, last.position)).await?;
        let spot = |standing: &Standing| Spot { position: standing.position, mark: standing.mark };
        if !standing.iter().map(spot).eq(inputs.iter().copied()) {
            return Err(CompactRefusal::InputsChanged);
        }
        if standing.iter().map(|standing| standing.length).sum::<u64>() > COMPACT_INPUT_BYTES_MAX as u64 {
            return Err(CompactRefusal::InputsTooLong);
        }
        let (head, mark) = head_of(&mut transaction, account, stream).await?;
        let rows = sqlx::query(
            "SELECT position, mark, bytes FROM segments
             WHERE account = $1 AND stream = $2 AND position BETWEEN $3 AND $4 ORDER BY position",
        )
        .bind(&account.0[..])
        .bind(&stream.0[..])
        .bind(stored(first.position))
        .bind(stored(last.position))
        .fetch_all(&mut *transaction)
        .await?;
        transaction.rollback().await?;
        let segments = rows.iter().map(read_pulled).collect::<Result<_, _>>()?;
        Ok(StreamPage { stream, head, mark, more: false, segments })
    }

    /// A page of what a compacted segment was made of, as far as it is kept. `None` where nothing is kept of it.
    pub(crate) async fn replaced(
        &self,
        (account, member): (AccountId, MemberId),
        stream: StreamId,
        output: SegmentHash,
        after: u64,
    ) -> Result<Option<StreamPage>, CompactRefusal> {
        let mut transaction = self.reads.begin().await?;
        require_device(&mut transaction, account, member).await?;
        let (head, mark) = head_of(&mut transaction, account, stream).await?;
        // The inner select weighs without reading the segments.
        let rows = sqlx::query(
            "SELECT position, mark, bytes FROM replaced
             WHERE account = $1 AND stream = $2 AND output = $3 AND position > $4 AND bytes IS NOT NULL
             AND position <= (SELECT COALESCE(MAX(position), 0) FROM
                 (SELECT position, SUM(LENGTH(bytes) + $5) OVER (ORDER BY position) AS total FROM replaced
                  WHERE account = $1 AND stream = $2 AND output = $3 AND position > $4 AND bytes IS NOT NULL)
                 AS summed WHERE total <= $6)
             ORDER BY position LIMIT $7",
        )
        .bind(&account.0[..])
        .bind(&stream.0[..])
        .bind(&output.0[..])
        .bind(stored(after))
        .bind(stored(FRAME_BYTES as u64))
        .bind(stored(PULL_PAGE_BYTES_MAX as u64))
        .bind(stored(COMPACT_INPUTS_MAX as u64))
        .fetch_all(&mut *transaction)
        .await?;
        let segments = rows.iter().map(read_pulled).collect::<Result<Vec<Pulled>, _>>()?;
        let last = segments.last().map_or(after, |last| last.position);
        let more = sqlx::query(
            "SELECT 1 FROM replaced WHERE account = $1 AND stream = $2 AND output = $3 AND position > $4
             AND bytes IS NOT NULL LIMIT 1",
        )
        .bind(&account.0[..])
        .bind(&stream.0[..])
        .bind(&output.0[..])
        .bind(stored(last))
        .fetch_optional(&mut *transaction)
        .await?
        .is_some();
        transaction.rollback().await?;
        let is_known = after > 0 || !segments.is_empty();
        Ok(is_known.then_some(StreamPage { stream, head, mark, more, segments }))
    }
}

/// Where the journal stands; a feed and notes are not compacted.
async fn head_of(
    connection: &mut SqliteConnection,
    account: AccountId,
    stream: StreamId,
) -> Result<(u64, Mark), CompactRefusal> {
    let row = sqlx::query(
        "SELECT head, mark FROM accounts
         JOIN streams ON streams.account = accounts.account AND streams.stream = accounts.journal
         WHERE accounts.account = $1 AND accounts.journal = $2",
    )
    .bind(&account.0[..])
    .bind(&stream.0[..])
    .fetch_optional(connection)
    .await?
    .ok_or(CompactRefusal::Stream)?;
    Ok((count(&row, "head")?, Mark(array(&row, "mark")?)))
}

fn read_entry(row: &SqliteRow) -> Result<OutlineEntry, DbError> {
    let [kind] = array(row, "kind")?;
    Ok(OutlineEntry {
        position: count(row, "position")?,
        mark: Mark(array(row, "mark")?),
        length: u32::try_from(count(row, "length")?).map_err(|_| DbError::Corrupt("length"))?,
        holds: match SegmentKind::of_code(kind) {
            SegmentKind::Ops => Outlined::Ops,
            SegmentKind::Compacted => {
                Outlined::Compacted { writer: MemberId(array(row, "writer")?), hash: SegmentHash(array(row, "hash")?) }
            }
            other => Outlined::Unknown(other.code()),
        },
    })
}

fn read_pulled(row: &SqliteRow) -> Result<Pulled, DbError> {
    let segment = row.try_get("bytes")?;
    Ok(Pulled { position: count(row, "position")?, mark: Mark(array(row, "mark")?), segment })
}
