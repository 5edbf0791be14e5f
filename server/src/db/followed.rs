//! Reads feeds and notes: a follow its feed, devices any of their account. Each from one picture of the database.

use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::ids::{AccountId, Mark, MemberId, StreamId};
use ebb_protocol::limits::PULL_PAGE_BYTES_MAX;
use ebb_protocol::live::{Notice, Reached};
use ebb_protocol::pull::StreamPage;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::columns::{array, count, stored};
use super::cursors::{MovedCursor, seen_at};
use super::follows::{self, Stored};
use super::members::{self, Asker, Kind, Lapse};
use super::pull::{PullRefusal, read_segments};
use super::{Db, DbError};

/// Where a follow's feed and its part of the trust log stand, as its live channels are told first.
#[derive(Debug)]
pub(crate) struct FollowHeads {
    pub(crate) feed: Notice,
    /// How many entries the trust log has up to the last one that the follow reads.
    pub(crate) entries: u32,
    /// When it ends by itself.
    pub(crate) until_ms: Option<i64>,
}

impl Db {
    /// A page of what lies after a position of a feed or of notes. That a follow was here, and how far it had read, is noted.
    pub(crate) async fn followed(
        &self,
        Asker { account, member, now_ms }: Asker,
        asked: FollowedRequest,
    ) -> Result<StreamPage, PullRefusal> {
        let mut transaction = self.reads.begin().await?;
        let kind = members::require(&mut transaction, account, member, now_ms).await?;
        let follow = follows::of_stream(&mut transaction, account, asked.stream).await?.ok_or(PullRefusal::Stream)?;
        if !lets_read(kind, member, &follow, asked.stream) {
            return Err(PullRefusal::Stream);
        }
        let place = read_place(&mut transaction, account, member, &asked).await?;
        let mut room = PULL_PAGE_BYTES_MAX;
        // What is over by time is handed out to nobody, also before it is dropped.
        let segments = if follow.feed == asked.stream && follow.has_ended(now_ms) {
            Vec::new()
        } else {
            let taken = if follow.notes == asked.stream { follow.taken } else { 0 };
            read_segments(&mut transaction, account, (asked.stream, place.after.max(taken)), &mut room).await?
        };
        transaction.rollback().await?;
        if kind == Kind::Follow {
            let reached = place.reached(member, asked.stream, now_ms);
            if place.noted != Some((reached.position, reached.seen_ms)) {
                self.note_cursors(vec![MovedCursor { account, reached }]);
            }
        }
        let last = segments.last().map(|last| last.position);
        let more = last.is_some_and(|last| last < place.head);
        Ok(StreamPage { stream: asked.stream, head: place.head, mark: place.mark, more, segments })
    }

    /// Where a follow stands that is one at this moment.
    pub(crate) async fn follow_heads(&self, Asker { account, member, now_ms }: Asker) -> Result<FollowHeads, Lapse> {
        let mut transaction = self.reads.begin().await?;
        if members::require(&mut transaction, account, member, now_ms).await? != Kind::Follow {
            return Err(Lapse::NoMember);
        }
        let row = sqlx::query(
            "SELECT streams.stream, streams.head, streams.mark, follows.until_ms,
                 (SELECT MAX(idx) + 1 FROM trust_log WHERE trust_log.account = $1 AND (follow IS NULL OR follow = $2))
                 AS entries
             FROM follows JOIN streams ON streams.account = follows.account AND streams.stream = follows.feed
             WHERE follows.account = $1 AND follows.member = $2",
        )
        .bind(&account.0[..])
        .bind(&member.0[..])
        .fetch_one(&mut *transaction)
        .await?;
        Ok(FollowHeads {
            feed: read_notice(&row)?,
            entries: u32::try_from(count(&row, "entries")?).unwrap_or(u32::MAX),
            until_ms: row.try_get("until_ms")?,
        })
    }
}

/// A follow reads its own feed; a device both streams of every follow that was not stopped.
fn lets_read(kind: Kind, reader: MemberId, follow: &Stored, stream: StreamId) -> bool {
    match kind {
        Kind::Device => true,
        Kind::Follow => follow.member == reader && follow.feed == stream,
        Kind::Sheet => false,
    }
}

pub(super) fn read_notice(row: &SqliteRow) -> Result<Notice, DbError> {
    Ok(Notice { stream: StreamId(array(row, "stream")?), head: count(row, "head")?, mark: Mark(array(row, "mark")?) })
}

/// Where a stream stands beside what a reader says of it.
struct Place {
    head: u64,
    mark: Mark,
    /// The reader's position where the server holds it; else 0: all that is held is new to it.
    after: u64,
    /// What was noted of the reader: position and time.
    noted: Option<(u64, i64)>,
}

impl Place {
    fn reached(&self, reader: MemberId, stream: StreamId, now_ms: i64) -> Reached {
        Reached { reader, stream, position: self.after, set_aside: 0, seen_ms: seen_at(now_ms) }
    }
}

async fn read_place(
    connection: &mut SqliteConnection,
    account: AccountId,
    reader: MemberId,
    asked: &FollowedRequest,
) -> Result<Place, PullRefusal> {
    let row = sqlx::query(
        "SELECT streams.head, streams.mark, cursors.position AS noted, cursors.seen_ms AS noted_seen,
             EXISTS (SELECT 1 FROM segments WHERE segments.account = $1 AND segments.stream = $2
                 AND segments.position = $4 AND segments.mark = $5) AS is_held
         FROM streams
         LEFT JOIN cursors ON cursors.account = streams.account AND cursors.member = $3
             AND cursors.stream = streams.stream
         WHERE streams.account = $1 AND streams.stream = $2",
    )
    .bind(&account.0[..])
    .bind(&asked.stream.0[..])
    .bind(&reader.0[..])
    .bind(stored(asked.position))
    .bind(asked.mark.as_ref().map(|mark| &mark.0[..]))
    .fetch_optional(connection)
    .await?
    // Stopped: nothing is left of it.
    .ok_or(PullRefusal::Stream)?;
    let noted = match row.try_get::<Option<i64>, _>("noted")? {
        Some(_) => Some((count(&row, "noted")?, row.try_get("noted_seen")?)),
        None => None,
    };
    Ok(Place {
        head: count(&row, "head")?,
        mark: Mark(array(&row, "mark")?),
        after: if row.try_get("is_held")? { asked.position } else { 0 },
        noted,
    })
}
