//! Appends a batch of pushes in one transaction, with a fixed number of statements however many they are.
//!
//! Arrives: [`Push`]. Leaves: [`PushAnswer`] for each, after the commit.
//! Never here: the rules of who may append what ([`super::placing`]), and what a segment holds.

use std::collections::{HashMap, HashSet};

use ebb_protocol::ids::{AccountId, Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::live::Notice;
use ebb_protocol::push::{Appended, PushAnswer};
use sqlx::{Connection as _, QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::columns::{array, count, stored};
use super::compact::kind_of;
use super::cursors::{self, MovedCursor};
use super::placing::{
    Batch, Held, Known, NewRow, Place, PlacingRefusal, Push, ReplicaKey, ReplicaState, StreamKey, StreamState,
    WriterState,
};
use super::writer::Job;
use super::{Db, DbError};
use crate::randomness;

/// How many rows one statement writes or asks for: more make it no faster, and each count is a statement to keep.
const ROWS_A_STATEMENT: usize = 64;

/// Why a push was not appended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AppendRefusal {
    /// By the rules.
    #[error("the push breaks a rule: {0:?}")]
    Placing(PlacingRefusal),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Db {
    /// Appends all segments of a push, or none, and answers once they are on the disk.
    pub(crate) async fn append(&self, push: Push) -> Result<PushAnswer, AppendRefusal> {
        self.write(|answer| Job::Append(push, answer)).await
    }
}

/// What came of a batch.
pub(super) struct Outcome {
    /// One for each push.
    pub(super) answers: Vec<Result<PushAnswer, PlacingRefusal>>,
    /// Where each stream that grew stands now.
    pub(super) grown: Vec<(AccountId, Notice)>,
}

/// The writer's part of [`Db::append`]: all pushes, and the cursors that wait, in one transaction.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    pushes: &[Push],
    moved: &[MovedCursor],
    account_bytes_max: u64,
) -> Result<Outcome, DbError> {
    // The write lock first: what is read below stays true until the commit.
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let mut known = read_known(&mut transaction, pushes).await?;
    read_writers(&mut transaction, pushes, &mut known).await?;
    let mut batch = Batch::new(known, account_bytes_max);
    let placed: Vec<_> = pushes.iter().map(|push| batch.place(push)).collect();
    let written = Written::write(&mut transaction, batch).await?;
    cursors::note(&mut transaction, moved).await?;
    transaction.commit().await?;

    let answers = pushes.iter().zip(placed).map(|(push, placed)| placed.map(|placed| written.answer(push, &placed)));
    Ok(Outcome { answers: answers.collect(), grown: written.grown() })
}

/// A batch whose rows are written, and where they are.
pub(super) struct Written {
    batch: Batch,
    marks: Vec<Mark>,
    heads: HashMap<StreamKey, u64>,
}

impl Written {
    /// Writes the rows of a batch.
    pub(super) async fn write(connection: &mut SqliteConnection, batch: Batch) -> Result<Self, DbError> {
        let marks = randomness::marks(batch.rows.len())?;
        let heads = grow_streams(connection, &batch, &marks).await?;
        insert_segments(connection, &batch, &marks, &heads).await?;
        upsert_replicas(connection, &batch.replicas).await?;
        Ok(Self { batch, marks, heads })
    }

    /// The answer to a push of the batch.
    pub(super) fn answer(&self, push: &Push, placed: &[Place]) -> PushAnswer {
        let appended = push.segments.iter().zip(placed).map(|(segment, place)| {
            let (position, mark) = match *place {
                Place::Held { position, mark } => (position, mark),
                Place::New { row } => (position_of(&self.batch, &self.heads, &self.batch.rows[row]), self.marks[row]),
            };
            Appended { stream: segment.stream, position, mark }
        });
        let mut streams: Vec<StreamId> = push.segments.iter().map(|segment| segment.stream).collect();
        streams.sort_unstable();
        streams.dedup();
        let heads = streams.into_iter().filter_map(|stream| {
            let (position, mark) = self.head((push.account, stream))?;
            Some(Appended { stream, position, mark })
        });
        PushAnswer { appended: appended.collect(), heads: heads.collect() }
    }

    /// Where each stream that grew stands now.
    pub(super) fn grown(&self) -> Vec<(AccountId, Notice)> {
        let notice = |&(account, stream): &StreamKey| {
            let (head, mark) = self.head((account, stream))?;
            Some((account, Notice { stream, head, mark }))
        };
        self.batch.growth.keys().filter_map(notice).collect()
    }

    fn head(&self, key: StreamKey) -> Option<(u64, Mark)> {
        match (self.batch.growth.get(&key), self.heads.get(&key)) {
            (Some(growth), Some(head)) => Some((*head, self.marks[growth.last_row])),
            _ => self.batch.known.streams.get(&key).map(|stream| (stream.head, stream.mark)),
        }
    }
}

/// A row's position, once the heads were counted up.
fn position_of(batch: &Batch, heads: &HashMap<StreamKey, u64>, row: &NewRow) -> u64 {
    let head = heads.get(&row.stream()).copied().unwrap_or_default();
    let grown = batch.growth.get(&row.stream()).map_or(0, |growth| growth.segments);
    head - grown + row.nth
}

/// What the database knows of all that pushes name, but for who pushes.
pub(super) async fn read_known(connection: &mut SqliteConnection, pushes: &[Push]) -> Result<Known, DbError> {
    let mut known = Known::default();
    read_streams(connection, pushes, &mut known).await?;
    read_replicas(connection, pushes, &mut known).await?;
    read_held(connection, pushes, &mut known).await?;
    Ok(known)
}

async fn read_streams(connection: &mut SqliteConnection, pushes: &[Push], known: &mut Known) -> Result<(), DbError> {
    let accounts: HashSet<AccountId> = pushes.iter().map(|push| push.account).collect();
    for chunk in accounts.into_iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
        let mut select =
            QueryBuilder::<Sqlite>::new("SELECT account, stream, head, mark, bytes FROM streams WHERE account IN (");
        let mut list = select.separated(", ");
        for account in chunk {
            list.push_bind(&account.0[..]);
        }
        select.push(")");
        for row in select.build().fetch_all(&mut *connection).await? {
            let key = (AccountId(array(&row, "account")?), StreamId(array(&row, "stream")?));
            let state = StreamState {
                head: count(&row, "head")?,
                mark: Mark(array(&row, "mark")?),
                bytes: count(&row, "bytes")?,
            };
            known.streams.insert(key, state);
        }
    }
    Ok(())
}

/// Looks up the devices that push, and under which key: both may have changed since the caller was let in.
async fn read_writers(connection: &mut SqliteConnection, pushes: &[Push], known: &mut Known) -> Result<(), DbError> {
    let wanted: HashSet<_> = pushes.iter().map(|push| (push.account, push.member)).collect();
    for chunk in wanted.into_iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
        let mut select = QueryBuilder::<Sqlite>::new("WITH wanted (account, member) AS (");
        select.push_values(chunk, |mut row, (account, member)| {
            row.push_bind(&account.0[..]).push_bind(&member.0[..]);
        });
        select.push(
            ") SELECT members.account, members.member, kind, removed, paused_until_ms, journal, epoch, commitment,
                   (SELECT COUNT(*) FROM replicas WHERE replicas.account = members.account
                    AND replicas.writer = members.member) AS replicas
               FROM wanted JOIN members ON members.account = wanted.account AND members.member = wanted.member
               JOIN accounts ON accounts.account = wanted.account WHERE accounts.closed_entry IS NULL",
        );
        for row in select.build().fetch_all(&mut *connection).await? {
            let key = (AccountId(array(&row, "account")?), MemberId(array(&row, "member")?));
            let state = WriterState {
                may_write: count(&row, "kind")? == 1 && count(&row, "removed")? == 0,
                stream: StreamId(array(&row, "journal")?),
                paused_until_ms: row.try_get("paused_until_ms")?,
                replicas: usize::try_from(count(&row, "replicas")?).unwrap_or(usize::MAX),
                epoch: u32::try_from(count(&row, "epoch")?).map_err(|_| DbError::Corrupt("epoch"))?,
                commitment: Some(array(&row, "commitment")?),
            };
            known.writers.insert(key, state);
        }
    }
    Ok(())
}

async fn read_replicas(connection: &mut SqliteConnection, pushes: &[Push], known: &mut Known) -> Result<(), DbError> {
    let wanted: HashSet<ReplicaKey> = segments(pushes).map(|(key, _)| key).collect();
    for chunk in wanted.into_iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
        let mut select = QueryBuilder::<Sqlite>::new("WITH wanted (account, stream, replica) AS (");
        select.push_values(chunk, |mut row, (account, stream, replica)| {
            row.push_bind(&account.0[..]).push_bind(&stream.0[..]).push_bind(&replica.0[..]);
        });
        select.push(
            ") SELECT replicas.account, replicas.stream, replicas.replica, writer, last_number, last_hash
               FROM wanted JOIN replicas ON replicas.account = wanted.account
               AND replicas.stream = wanted.stream AND replicas.replica = wanted.replica",
        );
        for row in select.build().fetch_all(&mut *connection).await? {
            let key = (
                AccountId(array(&row, "account")?),
                StreamId(array(&row, "stream")?),
                ReplicaId(array(&row, "replica")?),
            );
            let state = ReplicaState {
                writer: MemberId(array(&row, "writer")?),
                last_number: count(&row, "last_number")?,
                last_hash: SegmentHash(array(&row, "last_hash")?),
            };
            known.replicas.insert(key, state);
        }
    }
    Ok(())
}

/// Looks up the numbers that a replica has used already; a device that never repeats itself causes no statement.
async fn read_held(connection: &mut SqliteConnection, pushes: &[Push], known: &mut Known) -> Result<(), DbError> {
    let used =
        |key: &ReplicaKey, number: u64| known.replicas.get(key).is_some_and(|replica| number <= replica.last_number);
    let wanted: HashSet<_> = segments(pushes).filter(|(key, number)| used(key, *number)).collect();
    for chunk in wanted.into_iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
        let mut select = QueryBuilder::<Sqlite>::new("WITH wanted (account, stream, replica, number) AS (");
        select.push_values(chunk, |mut row, ((account, stream, replica), number)| {
            row.push_bind(&account.0[..]).push_bind(&stream.0[..]).push_bind(&replica.0[..]);
            row.push_bind(stored(*number));
        });
        select.push(
            ") SELECT segments.account, segments.stream, segments.replica, segments.number, hash, position, mark
               FROM wanted JOIN segments ON segments.account = wanted.account AND segments.stream = wanted.stream
               AND segments.replica = wanted.replica AND segments.number = wanted.number",
        );
        for row in select.build().fetch_all(&mut *connection).await? {
            let key = (
                AccountId(array(&row, "account")?),
                StreamId(array(&row, "stream")?),
                ReplicaId(array(&row, "replica")?),
            );
            let held = Held {
                hash: SegmentHash(array(&row, "hash")?),
                position: count(&row, "position")?,
                mark: Mark(array(&row, "mark")?),
            };
            known.held.insert((key, count(&row, "number")?), held);
        }
    }
    Ok(())
}

fn segments(pushes: &[Push]) -> impl Iterator<Item = (ReplicaKey, u64)> {
    pushes.iter().flat_map(|push| {
        push.segments.iter().map(|segment| ((push.account, segment.stream, segment.replica), segment.number))
    })
}

/// Counts the heads up and returns where they stand then.
async fn grow_streams(
    connection: &mut SqliteConnection,
    batch: &Batch,
    marks: &[Mark],
) -> Result<HashMap<StreamKey, u64>, DbError> {
    let mut heads = HashMap::new();
    for chunk in batch.growth.iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
        let mut update =
            QueryBuilder::<Sqlite>::new("WITH grown (account, stream, segments, added_bytes, last_mark) AS (");
        update.push_values(chunk, |mut row, ((account, stream), growth)| {
            row.push_bind(&account.0[..]).push_bind(&stream.0[..]);
            row.push_bind(stored(growth.segments)).push_bind(stored(growth.bytes));
            row.push_bind(&marks[growth.last_row].0[..]);
        });
        update.push(
            ") UPDATE streams SET head = head + grown.segments, bytes = bytes + grown.added_bytes,
               mark = grown.last_mark
               FROM grown WHERE streams.account = grown.account AND streams.stream = grown.stream
               RETURNING streams.account, streams.stream, streams.head",
        );
        for row in update.build().fetch_all(&mut *connection).await? {
            let key = (AccountId(array(&row, "account")?), StreamId(array(&row, "stream")?));
            heads.insert(key, count(&row, "head")?);
        }
    }
    Ok(heads)
}

async fn insert_segments(
    connection: &mut SqliteConnection,
    batch: &Batch,
    marks: &[Mark],
    heads: &HashMap<StreamKey, u64>,
) -> Result<(), DbError> {
    let rows: Vec<_> = batch.rows.iter().zip(marks).collect();
    for chunk in rows.chunks(ROWS_A_STATEMENT) {
        let mut insert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO segments (account, stream, position, replica, number, hash, mark, kind, bytes) ",
        );
        insert.push_values(chunk, |mut columns, (row, mark)| {
            let (account, stream, replica) = &row.replica;
            columns.push_bind(&account.0[..]).push_bind(&stream.0[..]);
            columns.push_bind(stored(position_of(batch, heads, row)));
            columns.push_bind(&replica.0[..]).push_bind(stored(row.number)).push_bind(&row.hash.0[..]);
            columns.push_bind(&mark.0[..]).push_bind(kind_of(&row.bytes)).push_bind(&row.bytes[..]);
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

async fn upsert_replicas(
    connection: &mut SqliteConnection,
    replicas: &HashMap<ReplicaKey, ReplicaState>,
) -> Result<(), DbError> {
    for chunk in replicas.iter().collect::<Vec<_>>().chunks(ROWS_A_STATEMENT) {
        let mut upsert = QueryBuilder::<Sqlite>::new(
            "INSERT INTO replicas (account, stream, replica, writer, last_number, last_hash) ",
        );
        upsert.push_values(chunk, |mut row, ((account, stream, replica), state)| {
            row.push_bind(&account.0[..]).push_bind(&stream.0[..]).push_bind(&replica.0[..]);
            row.push_bind(&state.writer.0[..]).push_bind(stored(state.last_number)).push_bind(&state.last_hash.0[..]);
        });
        upsert.push(
            " ON CONFLICT (account, stream, replica)
              DO UPDATE SET last_number = excluded.last_number, last_hash = excluded.last_hash",
        );
        upsert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
