//! Tickets: each lets one more device join within a few minutes.

use ebb_protocol::ids::{AccountId, SecretHash};
use ebb_protocol::limits::TICKETS_MAX;
use sqlx::{Connection as _, SqliteConnection};

use super::writer::Job;
use super::{Db, DbError};

/// A ticket that is to be kept.
#[derive(Debug)]
pub(crate) struct NewTicket {
    pub(crate) account: AccountId,
    pub(crate) hash: SecretHash,
    /// Now and the ticket's end, in milliseconds since 1970.
    pub(crate) now_ms: i64,
    pub(crate) expires_ms: i64,
}

impl Db {
    /// Keeps a ticket until it is used or ends. The same ticket again begins its time anew.
    pub(crate) async fn keep_ticket(&self, ticket: NewTicket) -> Result<(), DbError> {
        self.write(|answer| Job::KeepTicket(ticket, answer)).await
    }
}

/// The writer's part of [`Db::keep_ticket`]. Ended tickets go; of too many the ones that end first go as well: what
/// counts is the code that is on a screen now.
pub(super) async fn keep(connection: &mut SqliteConnection, ticket: &NewTicket) -> Result<(), DbError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("DELETE FROM tickets WHERE account = $1 AND expires_ms <= $2")
        .bind(&ticket.account.0[..])
        .bind(ticket.now_ms)
        .execute(&mut *transaction)
        .await?;
    sqlx::query(
        "INSERT INTO tickets (account, secret_hash, expires_ms) VALUES ($1, $2, $3)
         ON CONFLICT (account, secret_hash) DO UPDATE SET expires_ms = excluded.expires_ms",
    )
    .bind(&ticket.account.0[..])
    .bind(&ticket.hash.0[..])
    .bind(ticket.expires_ms)
    .execute(&mut *transaction)
    .await?;
    sqlx::query(
        "DELETE FROM tickets WHERE account = $1 AND secret_hash NOT IN
             (SELECT secret_hash FROM tickets WHERE account = $1 ORDER BY expires_ms DESC, secret_hash LIMIT $2)",
    )
    .bind(&ticket.account.0[..])
    .bind(i64::try_from(TICKETS_MAX).unwrap_or(i64::MAX))
    .execute(&mut *transaction)
    .await?;
    Ok(transaction.commit().await?)
}
