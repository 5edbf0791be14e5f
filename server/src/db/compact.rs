//! Replaces adjacent segments by one that holds the same, in one transaction, if they still stand there as the caller named them.
//!
//! Arrives: [`Replacement`]. Leaves: where the new segment stands, after the commit. Never here: what a segment holds.
//! Compacting never makes a stream heavier, so it is also done where an account is full.

use bytes::Bytes;
use ebb_protocol::compact::Input;
use ebb_protocol::ids::{AccountId, Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::limits::{COMPACT_INPUTS_MAX, COMPACTED_PER_MEMBER_MAX, REPLACED_DAYS};
use ebb_protocol::push::Appended;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::columns::{array, count, stored};
use super::members::{Lapse, require_device};
use super::placing::KeyName;
use super::writer::Job;
use super::{Db, DbError};

const KEPT_MS: i64 = REPLACED_DAYS as i64 * 24 * 60 * 60 * 1000;
/// How many rows that have been kept long enough go at one time.
const PURGED_ROWS: i64 = 1_000;

/// A compaction whose body and head could be read, and whose segment is by the caller.
#[derive(Debug, Clone)]
pub(crate) struct Replacement {
    pub(crate) account: AccountId,
    /// Who calls, and sealed the segment.
    pub(crate) member: MemberId,
    pub(crate) stream: StreamId,
    /// At least two, their positions rising.
    pub(crate) inputs: Vec<Input>,
    pub(crate) replica: ReplicaId,
    pub(crate) key: KeyName,
    pub(crate) hash: SegmentHash,
    pub(crate) bytes: Bytes,
    pub(crate) now_ms: i64,
}

/// Why nothing was replaced.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CompactRefusal {
    /// The caller is no device of the account, or no longer.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// Not the account's journal.
    #[error("not the journal of this account")]
    Stream,
    /// Not a replica that the caller has written with: a replica is of one member alone.
    #[error("not a replica of the caller")]
    Replica,
    /// A dismissal of the caller is on its way: nothing new is taken from it for so long.
    #[error("a dismissal of the caller is on its way")]
    Paused { retry_after_seconds: u64 },
    /// Not sealed under the newest epoch's key.
    #[error("not sealed under the newest key")]
    StaleEpoch,
    /// Other segments stand there, or some between them.
    #[error("the segments are not there as they were named")]
    InputsChanged,
    /// The new segment is longer than what it would replace.
    #[error("the segment is longer than its inputs")]
    Longer { limit: u64 },
    /// More of the caller's would stand there than one dismissal can name.
    #[error("the caller has too many compacted segments")]
    TooManyCompacted,
    /// They are more than one compaction may take in.
    #[error("the inputs are too long together")]
    InputsTooLong,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for CompactRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Db {
    /// Replaces the inputs, all or none, and answers once it is on the disk. The same again is answered as before.
    pub(crate) async fn compact(&self, replacement: Replacement) -> Result<Appended, CompactRefusal> {
        self.write(|answer| Job::Compact(Box::new(replacement), answer)).await
    }
}

/// The writer's part of [`Db::compact`].
pub(super) async fn compact(
    connection: &mut SqliteConnection,
    replacement: &Replacement,
    account_bytes_max: u64,
) -> Result<Appended, CompactRefusal> {
    let (Some(first), Some(last)) = (replacement.inputs.first(), replacement.inputs.last()) else {
        return Err(CompactRefusal::InputsChanged);
    };
    let range = (first.position, last.position);
    let place = |mark| Appended { stream: replacement.stream, position: last.position, mark };
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    require_device(&mut transaction, replacement.account, replacement.member).await?;
    if let Some(mark) = find_same(&mut transaction, replacement, last.position).await? {
        transaction.rollback().await?;
        return Ok(place(mark));
    }
    check_seal(&mut transaction, replacement).await?;
    let standing = standing(&mut transaction, replacement.account, replacement.stream, range).await?;
    let (weight, mark) = check_inputs(&replacement.inputs, &standing)?;
    let added = replacement.bytes.len() as u64;
    if added > weight {
        return Err(CompactRefusal::Longer { limit: weight });
    }
    check_count(&mut transaction, replacement, range).await?;
    keep_inputs(&mut transaction, replacement, range).await?;
    insert_output(&mut transaction, replacement, last.position, mark).await?;
    sqlx::query("UPDATE streams SET bytes = bytes - $3 + $4 WHERE account = $1 AND stream = $2")
        .bind(&replacement.account.0[..])
        .bind(&replacement.stream.0[..])
        .bind(stored(weight))
        .bind(stored(added))
        .execute(&mut *transaction)
        .await?;
    purge(&mut transaction, replacement, account_bytes_max).await?;
    transaction.commit().await?;
    Ok(place(mark))
}

/// Whether the new segment is of the journal, by a replica of the caller's, from whom something is taken at this time, and sealed
/// under the newest key: the old one is known to those who were dismissed.
async fn check_seal(connection: &mut SqliteConnection, replacement: &Replacement) -> Result<(), CompactRefusal> {
    let row = sqlx::query(
        "SELECT accounts.epoch, accounts.commitment,
             (SELECT paused_until_ms FROM members WHERE members.account = $1 AND members.member = $4) AS paused_until_ms,
             EXISTS (SELECT 1 FROM replicas WHERE replicas.account = $1 AND replicas.stream = $2
                 AND replicas.replica = $3 AND replicas.writer = $4) AS is_own
         FROM accounts WHERE accounts.account = $1 AND accounts.journal = $2",
    )
    .bind(&replacement.account.0[..])
    .bind(&replacement.stream.0[..])
    .bind(&replacement.replica.0[..])
    .bind(&replacement.member.0[..])
    .fetch_optional(connection)
    .await?
    .ok_or(CompactRefusal::Stream)?;
    if !row.try_get::<bool, _>("is_own")? {
        return Err(CompactRefusal::Replica);
    }
    let paused_ms = row.try_get::<i64, _>("paused_until_ms")?.saturating_sub(replacement.now_ms);
    if let Ok(paused_ms @ 1..) = u64::try_from(paused_ms) {
        return Err(CompactRefusal::Paused { retry_after_seconds: paused_ms.div_ceil(1_000) });
    }
    let newest = KeyName {
        epoch: u32::try_from(count(&row, "epoch")?).map_err(|_| DbError::Corrupt("epoch"))?,
        commitment: array(&row, "commitment")?,
    };
    if replacement.key == newest { Ok(()) } else { Err(CompactRefusal::StaleEpoch) }
}

/// The mark of a compaction that was done before: its segment stands there, or was replaced in its turn.
async fn find_same(
    connection: &mut SqliteConnection,
    replacement: &Replacement,
    position: u64,
) -> Result<Option<Mark>, CompactRefusal> {
    let row = sqlx::query(
        "SELECT mark FROM segments WHERE account = $1 AND stream = $2 AND position = $3 AND hash = $4
         UNION ALL
         SELECT mark FROM replaced WHERE account = $1 AND stream = $2 AND position = $3 AND hash = $4",
    )
    .bind(&replacement.account.0[..])
    .bind(&replacement.stream.0[..])
    .bind(stored(position))
    .bind(&replacement.hash.0[..])
    .fetch_optional(connection)
    .await?;
    row.map(|row| array(&row, "mark").map(Mark)).transpose().map_err(CompactRefusal::Db)
}

/// A segment as it stands there.
pub(super) struct Standing {
    pub(super) position: u64,
    pub(super) mark: Mark,
    pub(super) hash: SegmentHash,
    pub(super) length: u64,
}

/// What stands between two positions, both included; of more than a compaction may take in, one too many.
pub(super) async fn standing(
    connection: &mut SqliteConnection,
    account: AccountId,
    stream: StreamId,
    (first, last): (u64, u64),
) -> Result<Vec<Standing>, CompactRefusal> {
    let known = sqlx::query("SELECT 1 FROM accounts WHERE account = $1 AND journal = $2")
        .bind(&account.0[..])
        .bind(&stream.0[..])
        .fetch_optional(&mut *connection)
        .await?;
    if known.is_none() {
        return Err(CompactRefusal::Stream);
    }
    let rows = sqlx::query(
        "SELECT position, mark, hash, LENGTH(bytes) AS length FROM segments
         WHERE account = $1 AND stream = $2 AND position BETWEEN $3 AND $4 ORDER BY position LIMIT $5",
    )
    .bind(&account.0[..])
    .bind(&stream.0[..])
    .bind(stored(first))
    .bind(stored(last))
    .bind(stored(COMPACT_INPUTS_MAX as u64 + 1))
    .fetch_all(connection)
    .await?;
    let read = |row: &SqliteRow| {
        Ok(Standing {
            position: count(row, "position")?,
            mark: Mark(array(row, "mark")?),
            hash: SegmentHash(array(row, "hash")?),
            length: count(row, "length")?,
        })
    };
    rows.iter().map(read).collect::<Result<_, DbError>>().map_err(CompactRefusal::Db)
}

/// What the inputs weigh together and the mark of the last, if exactly these stand there side by side.
fn check_inputs(inputs: &[Input], standing: &[Standing]) -> Result<(u64, Mark), CompactRefusal> {
    let is_same =
        |(input, standing): (&Input, &Standing)| (input.position, input.hash) == (standing.position, standing.hash);
    let last = standing.last().ok_or(CompactRefusal::InputsChanged)?;
    if inputs.len() != standing.len() || !inputs.iter().zip(standing).all(is_same) {
        return Err(CompactRefusal::InputsChanged);
    }
    Ok((standing.iter().map(|standing| standing.length).sum(), last.mark))
}

/// A compacted segment that stands in a stream.
pub(super) struct Compacted {
    position: u64,
    pub(super) hash: SegmentHash,
}

/// The compacted segments of a member, by their hashes. Whose one is, its replica tells; and it alone has a number below 0.
pub(super) async fn compacted_by(
    connection: &mut SqliteConnection,
    account: AccountId,
    stream: StreamId,
    member: MemberId,
) -> Result<Vec<Compacted>, DbError> {
    let rows = sqlx::query(
        "SELECT segments.position, segments.hash FROM replicas
         JOIN segments ON segments.account = replicas.account AND segments.stream = replicas.stream
             AND segments.replica = replicas.replica AND segments.number < 0
         WHERE replicas.account = $1 AND replicas.stream = $2 AND replicas.writer = $3 ORDER BY segments.hash",
    )
    .bind(&account.0[..])
    .bind(&stream.0[..])
    .bind(&member.0[..])
    .fetch_all(connection)
    .await?;
    let read = |row| Ok(Compacted { position: count(row, "position")?, hash: SegmentHash(array(row, "hash")?) });
    rows.iter().map(read).collect()
}

/// Whether the caller may have one more than those that do not go now.
async fn check_count(
    connection: &mut SqliteConnection,
    replacement: &Replacement,
    (first, last): (u64, u64),
) -> Result<(), CompactRefusal> {
    let Replacement { account, stream, member, .. } = replacement;
    let own = compacted_by(connection, *account, *stream, *member).await?;
    let stay = own.iter().filter(|own| !(first..=last).contains(&own.position)).count();
    if stay < COMPACTED_PER_MEMBER_MAX { Ok(()) } else { Err(CompactRefusal::TooManyCompacted) }
}

async fn keep_inputs(
    connection: &mut SqliteConnection,
    replacement: &Replacement,
    (first, last): (u64, u64),
) -> Result<(), CompactRefusal> {
    sqlx::query(
        "INSERT INTO replaced (account, stream, position, hash, mark, output, replaced_ms, bytes)
         SELECT account, stream, position, hash, mark, $5, $6, bytes FROM segments
         WHERE account = $1 AND stream = $2 AND position BETWEEN $3 AND $4",
    )
    .bind(&replacement.account.0[..])
    .bind(&replacement.stream.0[..])
    .bind(stored(first))
    .bind(stored(last))
    .bind(&replacement.hash.0[..])
    .bind(replacement.now_ms)
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM segments WHERE account = $1 AND stream = $2 AND position BETWEEN $3 AND $4")
        .bind(&replacement.account.0[..])
        .bind(&replacement.stream.0[..])
        .bind(stored(first))
        .bind(stored(last))
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert_output(
    connection: &mut SqliteConnection,
    replacement: &Replacement,
    position: u64,
    mark: Mark,
) -> Result<(), CompactRefusal> {
    sqlx::query(
        "INSERT INTO segments (account, stream, position, replica, number, hash, mark, kind, bytes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&replacement.account.0[..])
    .bind(&replacement.stream.0[..])
    .bind(stored(position))
    .bind(&replacement.replica.0[..])
    // It has no number; this one no other segment of the replica has.
    .bind(-stored(position))
    .bind(&replacement.hash.0[..])
    .bind(&mark.0[..])
    .bind(kind_of(&replacement.bytes))
    .bind(&replacement.bytes[..])
    .execute(connection)
    .await?;
    Ok(())
}

/// The byte of a segment that says its kind.
pub(super) fn kind_of(segment: &[u8]) -> &[u8] {
    segment.get(1..2).unwrap_or_default()
}

/// Lets go what was kept long enough, of whichever account; and of this account the oldest bodies beyond what its segments may
/// weigh. Their positions and marks stay: they are what a cursor stands on.
async fn purge(
    connection: &mut SqliteConnection,
    replacement: &Replacement,
    account_bytes_max: u64,
) -> Result<(), CompactRefusal> {
    sqlx::query(
        "DELETE FROM replaced WHERE (account, stream, position, hash) IN
         (SELECT account, stream, position, hash FROM replaced WHERE replaced_ms <= $1 ORDER BY replaced_ms LIMIT $2)",
    )
    .bind(replacement.now_ms.saturating_sub(KEPT_MS))
    .bind(PURGED_ROWS)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "UPDATE replaced SET bytes = NULL WHERE account = $1 AND (stream, position, hash) IN
         (SELECT stream, position, hash FROM
             (SELECT stream, position, hash, SUM(LENGTH(bytes)) OVER
                 (ORDER BY replaced_ms DESC, stream, position DESC, hash) AS total
              FROM replaced WHERE account = $1 AND bytes IS NOT NULL) AS summed
          WHERE total > $2)",
    )
    .bind(&replacement.account.0[..])
    .bind(stored(account_bytes_max))
    .execute(connection)
    .await?;
    Ok(())
}
