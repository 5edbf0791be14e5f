//! Appends to a feed, in one transaction, if it was made from all that the server holds and stands on the feed's end.
//!
//! Arrives: [`FeedPush`]. Leaves: where the last of its segments stands, after the commit. Never here: what a feed shows.
//!
//! A feed is not merged, so it may be written by any device, but by one at a time: its segments are numbered through, whoever
//! writes. Nothing of it is in the replicas' table, so a dismissal needs no cuts of it.

use bytes::Bytes;
use ebb_protocol::feed::FeedAppend;
use ebb_protocol::ids::{AccountId, Mark, MemberId, ReplicaId, SegmentHash};
use ebb_protocol::limits::FEED_BYTES_MAX;
use ebb_protocol::live::Notice;
use ebb_protocol::push::Appended;
use sqlx::{Connection as _, QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::columns::{array, count, stored};
use super::compact::kind_of;
use super::follows::{self, Stored};
use super::members::{self, Lapse};
use super::writer::Job;
use super::{Db, DbError};
use crate::randomness;

/// An append to a feed whose body and heads could be read: all segments are of this feed, by the caller, and follow each other;
/// none but the first may be an *anew*.
#[derive(Debug)]
pub(crate) struct FeedPush {
    pub(crate) account: AccountId,
    /// Who calls, and sealed the segments.
    pub(crate) member: MemberId,
    /// Which feed, and from what it was made.
    pub(crate) made_from: FeedAppend,
    /// At least one.
    pub(crate) segments: Vec<FeedSegment>,
    pub(crate) now_ms: i64,
}

/// A segment of such an append.
#[derive(Debug)]
pub(crate) struct FeedSegment {
    pub(crate) is_anew: bool,
    pub(crate) replica: ReplicaId,
    pub(crate) number: u64,
    pub(crate) previous: SegmentHash,
    pub(crate) epoch: u32,
    pub(crate) hash: SegmentHash,
    pub(crate) bytes: Bytes,
}

/// Why nothing was appended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FeedRefusal {
    /// The caller is no device of the account any more, or the follow has ended.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// Not a feed of the account.
    #[error("not a feed of this account")]
    Stream,
    /// A dismissal of the caller is on its way: nothing new is taken from it for so long.
    #[error("a dismissal of the caller is on its way")]
    Paused { retry_after_seconds: u64 },
    /// Not made from all that the server holds, or not on the feed's end.
    #[error("the feed is not made from all that is held")]
    Behind,
    /// Not sealed under the newest epoch, or the follow was not given the key of that yet.
    #[error("not sealed under the newest key of the follow")]
    StaleEpoch,
    /// The feed would weigh more than it may.
    #[error("the feed would be too long")]
    TooLong,
    /// The account would weigh more than it may, and more than before.
    #[error("the account is full")]
    AccountFull,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for FeedRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Db {
    /// Appends all segments, or none, and answers once they are on the disk. The same again is answered as before, as long as
    /// they stand at the feed's end.
    pub(crate) async fn append_to_feed(&self, push: FeedPush) -> Result<Appended, FeedRefusal> {
        self.write(|answer| Job::AppendToFeed(Box::new(push), answer)).await
    }
}

/// What the server holds, at the moment of an append.
struct Held {
    head: u64,
    mark: Mark,
    /// What the feed weighs.
    bytes: u64,
    account_bytes: u64,
    journal_head: u64,
    entries: u64,
    epoch: u32,
    paused_until_ms: i64,
}

/// A segment that stands at the feed's end.
struct Standing {
    number: u64,
    hash: SegmentHash,
}

/// The writer's part of [`Db::append_to_feed`]; nothing has grown where the segments were there already.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    push: &FeedPush,
    account_bytes_max: u64,
) -> Result<(Appended, Option<Notice>), FeedRefusal> {
    let FeedPush { account, member, made_from, now_ms, .. } = push;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    members::require_device(&mut transaction, *account, *member).await?;
    let follow = follows::of_stream(&mut transaction, *account, made_from.feed).await?;
    let follow = follow.filter(|follow| follow.feed == made_from.feed).ok_or(FeedRefusal::Stream)?;
    follows::require_open(&mut transaction, *account, &follow, *now_ms).await?;
    let held = read_held(&mut transaction, push).await?;
    let end = read_end(&mut transaction, push).await?;
    if stands_there(push, &end) {
        return Ok((Appended { stream: made_from.feed, position: held.head, mark: held.mark }, None));
    }
    check(push, &follow, &held, end.first())?;
    let added = check_weight(push, &held, account_bytes_max)?;
    if push.segments.first().is_some_and(|first| first.is_anew) {
        follows::empty(&mut transaction, *account, made_from.feed).await?;
    }
    let notice = insert(&mut transaction, push, held.head, added).await?;
    follows::drop_ended(&mut transaction, *now_ms).await?;
    transaction.commit().await?;
    Ok((Appended { stream: notice.stream, position: notice.head, mark: notice.mark }, Some(notice)))
}

async fn read_held(connection: &mut SqliteConnection, push: &FeedPush) -> Result<Held, FeedRefusal> {
    let row = sqlx::query(
        "SELECT feed.head, feed.mark, feed.bytes, journal.head AS journal_head, accounts.epoch, members.paused_until_ms,
             (SELECT SUM(bytes) FROM streams WHERE streams.account = $1) AS account_bytes,
             (SELECT COUNT(*) FROM trust_log WHERE trust_log.account = $1) AS entries
         FROM accounts
         JOIN streams AS journal ON journal.account = accounts.account AND journal.stream = accounts.journal
         JOIN streams AS feed ON feed.account = accounts.account AND feed.stream = $2
         JOIN members ON members.account = accounts.account AND members.member = $3
         WHERE accounts.account = $1",
    )
    .bind(&push.account.0[..])
    .bind(&push.made_from.feed.0[..])
    .bind(&push.member.0[..])
    .fetch_one(connection)
    .await?;
    Ok(Held {
        head: count(&row, "head")?,
        mark: Mark(array(&row, "mark")?),
        bytes: count(&row, "bytes")?,
        account_bytes: count(&row, "account_bytes")?,
        journal_head: count(&row, "journal_head")?,
        entries: count(&row, "entries")?,
        epoch: u32::try_from(count(&row, "epoch")?).map_err(|_| DbError::Corrupt("epoch"))?,
        paused_until_ms: row.try_get("paused_until_ms")?,
    })
}

/// As many of the feed's last segments as are pushed, the last one first.
async fn read_end(connection: &mut SqliteConnection, push: &FeedPush) -> Result<Vec<Standing>, FeedRefusal> {
    let rows = sqlx::query(
        "SELECT number, hash FROM segments WHERE account = $1 AND stream = $2 ORDER BY position DESC LIMIT $3",
    )
    .bind(&push.account.0[..])
    .bind(&push.made_from.feed.0[..])
    .bind(stored(push.segments.len() as u64))
    .fetch_all(connection)
    .await?;
    let read = |row| Ok(Standing { number: count(row, "number")?, hash: SegmentHash(array(row, "hash")?) });
    rows.iter().map(read).collect::<Result<_, DbError>>().map_err(FeedRefusal::Db)
}

/// Whether exactly these segments are the feed's last ones: their answer was lost.
fn stands_there(push: &FeedPush, end: &[Standing]) -> bool {
    push.segments.iter().rev().map(|segment| segment.hash).eq(end.iter().map(|standing| standing.hash))
}

/// Whether the append is made from all that is held, and its first segment follows the feed's last.
fn check(push: &FeedPush, follow: &Stored, held: &Held, last: Option<&Standing>) -> Result<(), FeedRefusal> {
    let paused_ms = u64::try_from(held.paused_until_ms.saturating_sub(push.now_ms)).unwrap_or_default();
    if paused_ms > 0 {
        return Err(FeedRefusal::Paused { retry_after_seconds: paused_ms.div_ceil(1_000) });
    }
    let FeedAppend { feed_head, journal_head, entries, .. } = push.made_from;
    if (feed_head, journal_head, u64::from(entries)) != (held.head, held.journal_head, held.entries) {
        return Err(FeedRefusal::Behind);
    }
    if follow.keyed != held.epoch || push.segments.iter().any(|segment| segment.epoch != held.epoch) {
        return Err(FeedRefusal::StaleEpoch);
    }
    let follows_last = match (push.segments.first(), last) {
        // The server may have lost, or dropped, what an *anew* on an empty feed names.
        (Some(first), None) => first.is_anew,
        (Some(first), Some(last)) => {
            first.previous == last.hash
                && match first.number.checked_sub(last.number) {
                    Some(1) => true,
                    Some(2..) => first.is_anew,
                    Some(0) | None => false,
                }
        }
        (None, _) => false,
    };
    if follows_last { Ok(()) } else { Err(FeedRefusal::Behind) }
}

/// Whether there is room for what is added; returns how much that is. What leaves an account no heavier is taken, full or not.
fn check_weight(push: &FeedPush, held: &Held, account_bytes_max: u64) -> Result<u64, FeedRefusal> {
    let added: u64 = push.segments.iter().map(|segment| segment.bytes.len() as u64).sum();
    let is_anew = push.segments.first().is_some_and(|first| first.is_anew);
    let gone = if is_anew { held.bytes } else { 0 };
    if held.bytes - gone + added > FEED_BYTES_MAX {
        return Err(FeedRefusal::TooLong);
    }
    if added > gone && held.account_bytes.saturating_sub(gone) + added > account_bytes_max {
        return Err(FeedRefusal::AccountFull);
    }
    Ok(added)
}

async fn insert(
    connection: &mut SqliteConnection,
    push: &FeedPush,
    head: u64,
    added: u64,
) -> Result<Notice, FeedRefusal> {
    let feed = push.made_from.feed;
    let marks = randomness::marks(push.segments.len()).map_err(DbError::from)?;
    let mut position = head;
    let mut insert = QueryBuilder::<Sqlite>::new(
        "INSERT INTO segments (account, stream, position, replica, number, hash, mark, kind, bytes) ",
    );
    insert.push_values(push.segments.iter().zip(&marks), |mut columns, (segment, mark)| {
        position += 1;
        columns.push_bind(&push.account.0[..]).push_bind(&feed.0[..]).push_bind(stored(position));
        columns.push_bind(&segment.replica.0[..]).push_bind(stored(segment.number)).push_bind(&segment.hash.0[..]);
        columns.push_bind(&mark.0[..]).push_bind(kind_of(&segment.bytes)).push_bind(&segment.bytes[..]);
    });
    insert.build().execute(&mut *connection).await?;
    let mark = marks.last().copied().unwrap_or(Mark([0; 8]));
    sqlx::query("UPDATE streams SET head = $3, mark = $4, bytes = bytes + $5 WHERE account = $1 AND stream = $2")
        .bind(&push.account.0[..])
        .bind(&feed.0[..])
        .bind(stored(position))
        .bind(&mark.0[..])
        .bind(stored(added))
        .execute(connection)
        .await?;
    Ok(Notice { stream: feed, head: position, mark })
}
