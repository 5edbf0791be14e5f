//! Cursors: what each member has said to have stored of a stream, and when it was here last.

use std::collections::HashMap;

use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use ebb_protocol::live::Reached;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::columns::{array, count, stored};
use super::writer::Job;
use super::{Db, DbError};

/// How many rows one statement writes.
const ROWS_A_STATEMENT: usize = 64;

/// To which time "here last" is kept: nobody needs to know more than whether it was this hour.
const SEEN_TO_MS: i64 = 3_600_000;

/// A time as it is kept of a member.
pub(super) const fn seen_at(now_ms: i64) -> i64 {
    now_ms - now_ms.rem_euclid(SEEN_TO_MS)
}

/// One cursor that has moved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MovedCursor {
    pub(crate) account: AccountId,
    pub(crate) reached: Reached,
}

impl Db {
    /// Notes cursors with the next transaction. Nobody waits for it: a member says its cursor with every pull.
    pub(crate) fn note_cursors(&self, moved: Vec<MovedCursor>) {
        if !moved.is_empty() && self.jobs.try_send(Job::NoteCursors(moved)).is_err() {
            tracing::debug!("cursors were not noted: too many writes wait");
        }
    }
}

/// How far each member but one has read, devices the journal and follows their feeds, as far as they have said so.
pub(super) async fn of_others(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
) -> Result<Vec<Reached>, DbError> {
    let rows = sqlx::query(
        "SELECT member, stream, position, set_aside, seen_ms FROM cursors WHERE account = $1 AND member <> $2",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .fetch_all(connection)
    .await?;
    let read = |row: &sqlx::sqlite::SqliteRow| {
        Ok(Reached {
            reader: MemberId(array(row, "member")?),
            stream: StreamId(array(row, "stream")?),
            position: count(row, "position")?,
            set_aside: count(row, "set_aside")?,
            seen_ms: row.try_get("seen_ms")?,
        })
    };
    rows.iter().map(read).collect()
}

/// The writer's part of [`Db::note_cursors`], inside a transaction. Of several for one stream the last one counts.
pub(super) async fn note(connection: &mut SqliteConnection, moved: &[MovedCursor]) -> Result<(), DbError> {
    let key = |cursor: &MovedCursor| (cursor.account, cursor.reached.reader, cursor.reached.stream);
    let latest: HashMap<_, _> = moved.iter().map(|cursor| (key(cursor), *cursor)).collect();
    let rows: Vec<_> = latest.into_values().collect();
    for chunk in rows.chunks(ROWS_A_STATEMENT) {
        let mut insert =
            QueryBuilder::<Sqlite>::new("WITH wanted (account, member, stream, position, set_aside, seen_ms) AS (");
        insert.push_values(chunk, |mut row, MovedCursor { account, reached }| {
            row.push_bind(&account.0[..]).push_bind(&reached.reader.0[..]).push_bind(&reached.stream.0[..]);
            row.push_bind(stored(reached.position)).push_bind(stored(reached.set_aside)).push_bind(reached.seen_ms);
        });
        // Since it pulled, the member may have been dismissed or the account closed: that must not spoil what others push.
        insert.push(
            ") INSERT INTO cursors (account, member, stream, position, set_aside, seen_ms)
               SELECT wanted.account, wanted.member, wanted.stream, wanted.position, wanted.set_aside, wanted.seen_ms
               FROM wanted
               JOIN streams ON streams.account = wanted.account AND streams.stream = wanted.stream
               JOIN members ON members.account = wanted.account AND members.member = wanted.member
               WHERE members.removed = 0
               ON CONFLICT (account, member, stream) DO UPDATE SET
                   position = excluded.position, set_aside = excluded.set_aside, seen_ms = excluded.seen_ms",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
