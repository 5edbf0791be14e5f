//! Founding an account: the account, its first member and its journal's stream, all at once.

use ebb_protocol::genesis::Genesis;
use ebb_protocol::ids::StreamId;
use ebb_protocol::ids::{AccountId, Mark};
use ebb_protocol::live::Notice;
use sqlx::{Connection as _, SqliteConnection};

use super::writer::Job;
use super::{Db, DbError, columns};

/// An account that is to be founded.
#[derive(Debug)]
pub(crate) struct NewAccount {
    pub(crate) account: AccountId,
    /// The entry as it came.
    pub(crate) entry: Vec<u8>,
    /// What it says; its signature is checked.
    pub(crate) genesis: Genesis,
}

impl Db {
    /// Founds the account. The same entry again changes nothing.
    pub(crate) async fn found(&self, new: NewAccount) -> Result<(), DbError> {
        self.write(|answer| Job::Found(new, answer)).await
    }

    /// Where an account's journal stands.
    pub(crate) async fn journal_head(&self, account: AccountId) -> Result<Notice, DbError> {
        let row = sqlx::query(
            "SELECT streams.stream, streams.head, streams.mark FROM accounts
             JOIN streams ON streams.account = accounts.account AND streams.stream = accounts.journal
             WHERE accounts.account = $1",
        )
        .bind(&account.0[..])
        .fetch_one(&self.reads)
        .await?;
        Ok(Notice {
            stream: StreamId(columns::array(&row, "stream")?),
            head: columns::count(&row, "head")?,
            mark: Mark(columns::array(&row, "mark")?),
        })
    }

    /// Whether the database answers.
    pub(crate) async fn is_ready(&self) -> bool {
        !self.jobs.is_closed() && sqlx::query("SELECT 1").execute(&self.reads).await.is_ok()
    }
}

/// The writer's part of [`Db::found`].
pub(super) async fn found(connection: &mut SqliteConnection, new: &NewAccount) -> Result<(), DbError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let founded = sqlx::query(
        "INSERT INTO accounts (account, genesis, journal) VALUES ($1, $2, $3) ON CONFLICT (account) DO NOTHING",
    )
    .bind(&new.account.0[..])
    .bind(&new.entry[..])
    .bind(&new.genesis.journal.0[..])
    .execute(&mut *transaction)
    .await?;
    // The account's name is a hash of the entry: a name that is there already was made by the same entry.
    if founded.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query("INSERT INTO members (account, member, signing_key, token_hash, joined) VALUES ($1, $2, $3, $4, 0)")
        .bind(&new.account.0[..])
        .bind(&new.genesis.founder().0[..])
        .bind(&new.genesis.signing_key[..])
        .bind(&new.genesis.token_hash.0[..])
        .execute(&mut *transaction)
        .await?;
    sqlx::query("INSERT INTO streams (account, stream, head, mark, bytes) VALUES ($1, $2, 0, $3, 0)")
        .bind(&new.account.0[..])
        .bind(&new.genesis.journal.0[..])
        .bind(&[0_u8; 8][..])
        .execute(&mut *transaction)
        .await?;
    Ok(transaction.commit().await?)
}
