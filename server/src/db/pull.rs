//! Reads what lies after a member's cursors, in pages, from one picture of the database.

use ebb_protocol::head::SEGMENT_BYTES_MIN;
use ebb_protocol::ids::{AccountId, Mark, MemberId, StreamId};
use ebb_protocol::limits::{PULL_PAGE_BYTES_MAX, SEGMENT_BYTES_MAX};
use ebb_protocol::live::Reached;
use ebb_protocol::pull::{Cursor, LastSetAside, PullPage, Pulled, StreamPage};
use sqlx::{Row as _, SqliteConnection};

use super::columns::{array, count, stored};
use super::cursors::{MovedCursor, seen_at};
use super::members::{self, Lapse};
use super::{Db, DbError};

/// What a segment takes of a page besides its own bytes: position, mark and length.
pub(super) const FRAME_BYTES: usize = 20;
// So every page that has something to send sends something.
const _: () = assert!(SEGMENT_BYTES_MAX + FRAME_BYTES <= PULL_PAGE_BYTES_MAX);

/// Why a pull is not answered with a page.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PullRefusal {
    /// The caller is no member any more.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// Not the account's journal, or not a feed or notes that the caller reads.
    #[error("not a stream that the caller reads")]
    Stream,
    /// The named position does not have the named mark here, and had not within the last 30 days.
    #[error("the position and mark that the member names are not held")]
    Lost,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for PullRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// Where a stream stands beside what a member says of it.
struct Standing {
    head: u64,
    mark: Mark,
    /// Position, last segment that was set aside, and time.
    noted: Option<(u64, u64, i64)>,
}

/// What a member asks for, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) cursors: &'a [Cursor],
    pub(crate) set_aside: &'a [LastSetAside],
    pub(crate) now_ms: i64,
}

impl Asked<'_> {
    /// What the member says of a stream by asking.
    fn reached(&self, reader: MemberId, cursor: &Cursor) -> Reached {
        let aside = self.set_aside.iter().find(|aside| aside.stream == cursor.stream);
        Reached {
            reader,
            stream: cursor.stream,
            position: cursor.position,
            set_aside: aside.map_or(0, |aside| aside.position),
            seen_ms: seen_at(self.now_ms),
        }
    }
}

impl Db {
    /// A page of what lies after the cursors. The cursors are noted.
    pub(crate) async fn pull(
        &self,
        account: AccountId,
        member: MemberId,
        asked: Asked<'_>,
    ) -> Result<PullPage, PullRefusal> {
        let mut transaction = self.reads.begin().await?;
        members::require_device(&mut transaction, account, member).await?;
        let mut standings = Vec::with_capacity(asked.cursors.len());
        for cursor in asked.cursors {
            standings.push(read_standing(&mut transaction, account, member, cursor).await?);
        }
        let mut page = PullPage::default();
        let mut room = PULL_PAGE_BYTES_MAX;
        let mut moved = Vec::new();
        for (cursor, standing) in asked.cursors.iter().zip(standings) {
            let is_behind = cursor.position < standing.head;
            let segments = if is_behind && room > 0 {
                read_segments(&mut transaction, account, (cursor.stream, cursor.position), &mut room).await?
            } else {
                Vec::new()
            };
            let last = segments.last().map_or(cursor.position, |pulled| pulled.position);
            if last < standing.head {
                // The next segment of this stream had no room: the page ends here.
                room = 0;
            }
            page.streams.push(StreamPage {
                stream: cursor.stream,
                head: standing.head,
                mark: standing.mark,
                more: last < standing.head,
                segments,
            });
            let reached = asked.reached(member, cursor);
            if standing.noted != Some((reached.position, reached.set_aside, reached.seen_ms)) {
                moved.push(MovedCursor { account, reached });
            }
        }
        transaction.rollback().await?;
        self.note_cursors(moved);
        Ok(page)
    }
}

async fn read_standing(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
    cursor: &Cursor,
) -> Result<Standing, PullRefusal> {
    let row = sqlx::query(
        "SELECT streams.head, streams.mark, named.mark AS named_mark, cursors.position AS noted,
             cursors.set_aside AS noted_aside, cursors.seen_ms AS noted_seen,
             EXISTS (SELECT 1 FROM replaced WHERE replaced.account = streams.account
                 AND replaced.stream = streams.stream AND replaced.position = $4 AND replaced.mark = $5) AS was_held
         FROM accounts
         JOIN streams ON streams.account = accounts.account AND streams.stream = accounts.journal
         LEFT JOIN segments AS named ON named.account = streams.account AND named.stream = streams.stream
             AND named.position = $4
         LEFT JOIN cursors ON cursors.account = streams.account AND cursors.member = $2
             AND cursors.stream = streams.stream
         WHERE accounts.account = $1 AND accounts.journal = $3",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .bind(&cursor.stream.0[..])
    .bind(stored(cursor.position))
    .bind(cursor.mark.as_ref().map(|mark| &mark.0[..]))
    .fetch_optional(connection)
    .await?
    .ok_or(PullRefusal::Stream)?;
    let named_mark: Option<&[u8]> = row.try_get("named_mark")?;
    let is_held = named_mark.is_some() && named_mark == cursor.mark.as_ref().map(|mark| &mark.0[..]);
    // What was compacted since: the segment that stands for it lies after it.
    let was_held: bool = row.try_get("was_held")?;
    if cursor.position != 0 && !is_held && !was_held {
        return Err(PullRefusal::Lost);
    }
    let noted: Option<i64> = row.try_get("noted")?;
    let noted = match noted {
        Some(_) => Some((count(&row, "noted")?, count(&row, "noted_aside")?, row.try_get("noted_seen")?)),
        None => None,
    };
    Ok(Standing { head: count(&row, "head")?, mark: Mark(array(&row, "mark")?), noted })
}

/// Reads on from a position until the head, or until the page has no room left.
pub(super) async fn read_segments(
    connection: &mut SqliteConnection,
    account: AccountId,
    (stream, after): (StreamId, u64),
    room: &mut usize,
) -> Result<Vec<Pulled>, DbError> {
    // The inner select weighs without reading the segments; its own limit keeps the sum short where many small ones
    // are left.
    let rows = sqlx::query(
        "SELECT position, mark, bytes FROM segments WHERE account = $1 AND stream = $2 AND position > $3
         AND position <= (SELECT COALESCE(MAX(position), 0) FROM
             (SELECT position, SUM(weight) OVER (ORDER BY position) AS total FROM
                 (SELECT position, LENGTH(bytes) + $4 AS weight FROM segments
                  WHERE account = $1 AND stream = $2 AND position > $3 ORDER BY position LIMIT $5) AS next)
             AS summed WHERE total <= $6)
         ORDER BY position",
    )
    .bind(&account.0[..])
    .bind(&stream.0[..])
    .bind(stored(after))
    .bind(stored(FRAME_BYTES as u64))
    .bind(stored((*room / SEGMENT_BYTES_MIN + 1) as u64))
    .bind(stored(*room as u64))
    .fetch_all(connection)
    .await?;
    let mut segments = Vec::with_capacity(rows.len());
    for row in rows {
        let segment: Vec<u8> = row.try_get("bytes")?;
        *room = room.saturating_sub(segment.len() + FRAME_BYTES);
        segments.push(Pulled { position: count(&row, "position")?, mark: Mark(array(&row, "mark")?), segment });
    }
    Ok(segments)
}
