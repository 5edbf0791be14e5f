//! Follows: what the trust log says of them, their two streams, and what goes when they end.
//!
//! A follow that was stopped has no streams any more. One whose time is over keeps them, for it may be lengthened; its feed's
//! segments go all the same, at the next occasion, and are handed out to nobody until then.

use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use ebb_protocol::trust::Follow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::columns::{array, count};
use super::members::{Kind, Lapse};
use super::writer::Job;
use super::{Db, DbError};

/// All that goes with a stream, in an order that leaves no row without its parent.
const STREAM_DROPPED: [&str; 4] = [
    "DELETE FROM cursors WHERE account = $1 AND stream = $2",
    "DELETE FROM segments WHERE account = $1 AND stream = $2",
    "DELETE FROM replicas WHERE account = $1 AND stream = $2",
    "DELETE FROM streams WHERE account = $1 AND stream = $2",
];

/// A follow as it is stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stored {
    pub(super) member: MemberId,
    pub(super) feed: StreamId,
    pub(super) notes: StreamId,
    pub(super) until_ms: Option<i64>,
    /// The epoch of its newest key.
    pub(super) keyed: u32,
    /// Up to this position its notes are in the journal.
    pub(super) taken: u64,
    /// Index of the newest entry about it.
    newest: u32,
    is_stopped: bool,
}

impl Stored {
    fn read(row: &SqliteRow) -> Result<Self, DbError> {
        let index = |column| u32::try_from(count(row, column)?).map_err(|_| DbError::Corrupt(column));
        Ok(Self {
            member: MemberId(array(row, "member")?),
            feed: StreamId(array(row, "feed")?),
            notes: StreamId(array(row, "notes")?),
            until_ms: row.try_get("until_ms")?,
            keyed: index("keyed")?,
            taken: count(row, "taken")?,
            newest: index("newest")?,
            is_stopped: count(row, "removed")? != 0,
        })
    }

    /// Whether it was stopped, or its time is over.
    pub(super) fn has_ended(&self, now_ms: i64) -> bool {
        self.is_stopped || self.until_ms.is_some_and(|until_ms| until_ms <= now_ms)
    }
}

impl Db {
    /// Has the segments of feeds dropped whose follows are over by time. Nobody waits for it: they are handed out no more.
    pub(crate) fn drop_ended_feeds(&self, now_ms: i64) {
        if self.jobs.try_send(Job::DropEndedFeeds(now_ms)).is_err() {
            tracing::debug!("feeds whose follows have ended stay for now: too many writes wait");
        }
    }
}

/// The writer's part of [`Db::drop_ended_feeds`].
pub(super) async fn drop_ended_alone(connection: &mut SqliteConnection, now_ms: i64) -> Result<(), DbError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    drop_ended(&mut transaction, now_ms).await?;
    Ok(transaction.commit().await?)
}

/// Drops the segments of all feeds whose follows are over by time.
pub(super) async fn drop_ended(connection: &mut SqliteConnection, now_ms: i64) -> Result<(), DbError> {
    let ended =
        sqlx::query("UPDATE follows SET dropped = 1 WHERE dropped = 0 AND until_ms <= $1 RETURNING account, feed")
            .bind(now_ms)
            .fetch_all(&mut *connection)
            .await?;
    for row in &ended {
        empty(connection, AccountId(array(row, "account")?), StreamId(array(row, "feed")?)).await?;
    }
    Ok(())
}

/// Takes all segments out of a stream. Its head and mark stay: positions are never given twice.
pub(super) async fn empty(
    connection: &mut SqliteConnection,
    account: AccountId,
    stream: StreamId,
) -> Result<(), DbError> {
    for statement in [
        "DELETE FROM segments WHERE account = $1 AND stream = $2",
        "UPDATE streams SET bytes = 0 WHERE account = $1 AND stream = $2",
    ] {
        sqlx::query(statement).bind(&account.0[..]).bind(&stream.0[..]).execute(&mut *connection).await?;
    }
    Ok(())
}

/// The follow whose feed or notes a stream is.
pub(super) async fn of_stream(
    connection: &mut SqliteConnection,
    account: AccountId,
    stream: StreamId,
) -> Result<Option<Stored>, DbError> {
    let row = sqlx::query(
        "SELECT follows.member, feed, notes, until_ms, keyed, newest, taken, removed FROM follows
         JOIN members ON members.account = follows.account AND members.member = follows.member
         WHERE follows.account = $1 AND (feed = $2 OR notes = $2)",
    )
    .bind(&account.0[..])
    .bind(&stream.0[..])
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(Stored::read).transpose()
}

/// A follow by its name.
pub(super) async fn find(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
) -> Result<Option<Stored>, DbError> {
    let row = sqlx::query(
        "SELECT follows.member, feed, notes, until_ms, keyed, newest, taken, removed FROM follows
         JOIN members ON members.account = follows.account AND members.member = follows.member
         WHERE follows.account = $1 AND follows.member = $2",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(Stored::read).transpose()
}

/// Whether a follow goes on at this time; else the entry that says why not.
pub(super) async fn require_open(
    connection: &mut SqliteConnection,
    account: AccountId,
    follow: &Stored,
    now_ms: i64,
) -> Result<(), Lapse> {
    if !follow.has_ended(now_ms) {
        return Ok(());
    }
    let entry = sqlx::query_scalar("SELECT entry FROM trust_log WHERE account = $1 AND idx = $2")
        .bind(&account.0[..])
        .bind(i64::from(follow.newest))
        .fetch_one(connection)
        .await?;
    Err(Lapse::FollowEnded(entry))
}

/// Writes what the trust log says of a follow, and what follows from it for its streams.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
    said: &Follow,
    now_ms: i64,
) -> Result<(), DbError> {
    let before = find(connection, account, member).await?;
    sqlx::query(
        "INSERT INTO members (account, member, kind, token_hash, removed, paused_until_ms) VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT (account, member) DO UPDATE SET removed = excluded.removed",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .bind(Kind::Follow.code())
    .bind(&said.token_hash.0[..])
    .bind(i64::from(!said.is_open()))
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO follows (account, member, feed, notes, until_ms, keyed, newest, dropped, taken)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
         ON CONFLICT (account, member) DO UPDATE SET
             until_ms = excluded.until_ms, keyed = excluded.keyed, newest = excluded.newest, dropped = excluded.dropped",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .bind(&said.feed.0[..])
    .bind(&said.notes.0[..])
    .bind(said.until_ms)
    .bind(i64::from(said.keyed))
    .bind(i64::from(said.stopped.unwrap_or(said.scoped)))
    .bind(i64::from(!said.is_open()))
    .execute(&mut *connection)
    .await?;
    match (before, said.is_open()) {
        (None, true) => begin_streams(connection, account, said).await,
        // Lengthened after its end: what it had before its end it does not get back, the feed begins anew.
        (Some(before), true) if before.has_ended(now_ms) => empty(connection, account, said.feed).await,
        (Some(before), false) if !before.is_stopped => drop_streams(connection, account, said).await,
        (None, false) | (Some(_), _) => Ok(()),
    }
}

async fn begin_streams(connection: &mut SqliteConnection, account: AccountId, said: &Follow) -> Result<(), DbError> {
    for stream in [said.feed, said.notes] {
        sqlx::query("INSERT INTO streams (account, stream, head, mark, bytes) VALUES ($1, $2, 0, $3, 0)")
            .bind(&account.0[..])
            .bind(&stream.0[..])
            .bind(&[0_u8; 8][..])
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

async fn drop_streams(connection: &mut SqliteConnection, account: AccountId, said: &Follow) -> Result<(), DbError> {
    for stream in [said.feed, said.notes] {
        for statement in STREAM_DROPPED {
            sqlx::query(statement).bind(&account.0[..]).bind(&stream.0[..]).execute(&mut *connection).await?;
        }
    }
    Ok(())
}
