//! Cursors: what each member has said to have stored of a stream.

use std::collections::HashMap;

use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::writer::Job;
use super::{Db, DbError, columns};

/// How many rows one statement writes.
const ROWS_A_STATEMENT: usize = 64;

/// One cursor that has moved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MovedCursor {
    pub(crate) account: AccountId,
    pub(crate) member: MemberId,
    pub(crate) stream: StreamId,
    pub(crate) position: u64,
}

impl Db {
    /// Notes cursors with the next transaction. Nobody waits for it: a member says its cursor with every pull.
    pub(crate) fn note_cursors(&self, moved: Vec<MovedCursor>) {
        if !moved.is_empty() && self.jobs.try_send(Job::NoteCursors(moved)).is_err() {
            tracing::debug!("cursors were not noted: too many writes wait");
        }
    }
}

/// The writer's part of [`Db::note_cursors`], inside a transaction. Of several for one stream the last one counts.
pub(super) async fn note(connection: &mut SqliteConnection, moved: &[MovedCursor]) -> Result<(), DbError> {
    let latest: HashMap<_, _> =
        moved.iter().map(|cursor| ((cursor.account, cursor.member, cursor.stream), cursor.position)).collect();
    let rows: Vec<_> = latest.into_iter().collect();
    for chunk in rows.chunks(ROWS_A_STATEMENT) {
        let mut insert = QueryBuilder::<Sqlite>::new("WITH wanted (account, member, stream, position) AS (");
        insert.push_values(chunk, |mut row, ((account, member, stream), position)| {
            row.push_bind(&account.0[..]).push_bind(&member.0[..]).push_bind(&stream.0[..]);
            row.push_bind(columns::stored(*position));
        });
        // Since it pulled, the member may have been dismissed or the account closed: that must not spoil what others push.
        insert.push(
            ") INSERT INTO cursors (account, member, stream, position)
               SELECT wanted.account, wanted.member, wanted.stream, wanted.position FROM wanted
               JOIN streams ON streams.account = wanted.account AND streams.stream = wanted.stream
               JOIN members ON members.account = wanted.account AND members.member = wanted.member
               WHERE members.removed = 0
               ON CONFLICT (account, member, stream) DO UPDATE SET position = excluded.position",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}
