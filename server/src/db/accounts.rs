//! Accounts: founding one, where its journal stands, what it weighs, and what is left when it is closed.

use ebb_protocol::ids::{AccountId, MemberId};
use ebb_protocol::live::{Notice, Reached};
use ebb_protocol::trust::{Logged, TrustState};
use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::columns::{count, stored};
use super::followed::read_notice;
use super::members::{self, Lapse};
use super::writer::Job;
use super::{Db, DbError, cursors, trust_log};

/// All that goes with a closed account: every table but `accounts` itself, which keeps the signed entry, and `members`,
/// which keeps by what those are known who are to be told of it. In an order that leaves no row without its parent.
const DROPPED: [&str; 9] = [
    "DELETE FROM follows WHERE account = $1",
    "DELETE FROM cursors WHERE account = $1",
    "DELETE FROM segments WHERE account = $1",
    "DELETE FROM replaced WHERE account = $1",
    "DELETE FROM replicas WHERE account = $1",
    "DELETE FROM streams WHERE account = $1",
    "DELETE FROM keyboxes WHERE account = $1",
    "DELETE FROM trust_log WHERE account = $1",
    "DELETE FROM mailboxes WHERE account = $1",
];

/// An account that is to be founded.
#[derive(Debug)]
pub(crate) struct NewAccount {
    /// The entry as it came.
    pub(crate) entry: Vec<u8>,
    /// What it says; its signature is checked.
    pub(crate) state: TrustState,
}

/// Where an account stands, as the live channels of its devices are told first.
#[derive(Debug)]
pub(crate) struct Heads {
    pub(crate) journal: Notice,
    /// How many entries the trust log has.
    pub(crate) entries: u32,
    /// How far each other device has read the journal, and each follow its feed.
    pub(crate) reached: Vec<Reached>,
    /// The feeds and notes that something was ever written to.
    pub(crate) of_follows: Vec<Notice>,
}

impl Db {
    /// Founds the account. The same entry again changes nothing.
    pub(crate) async fn found(&self, new: NewAccount) -> Result<(), Lapse> {
        self.write(|answer| Job::Found(new, answer)).await
    }

    /// Where an account's journal and trust log stand, for a member that is a device of it at this moment.
    pub(crate) async fn heads(&self, account: AccountId, member: MemberId) -> Result<Heads, Lapse> {
        let mut transaction = self.reads.begin().await?;
        members::require_device(&mut transaction, account, member).await?;
        let row = sqlx::query(
            "SELECT streams.stream, streams.head, streams.mark,
                 (SELECT COUNT(*) FROM trust_log WHERE trust_log.account = $1) AS entries
             FROM accounts JOIN streams ON streams.account = accounts.account AND streams.stream = accounts.journal
             WHERE accounts.account = $1",
        )
        .bind(&account.0[..])
        .fetch_one(&mut *transaction)
        .await?;
        let journal = read_notice(&row)?;
        let entries = u32::try_from(count(&row, "entries")?).unwrap_or(u32::MAX);
        let reached = cursors::of_others(&mut transaction, account, member).await?;
        let rows = sqlx::query(
            "SELECT stream, head, mark FROM streams WHERE account = $1 AND stream <> $2 AND head > 0 ORDER BY stream",
        )
        .bind(&account.0[..])
        .bind(&journal.stream.0[..])
        .fetch_all(&mut *transaction)
        .await?;
        let of_follows = rows.iter().map(read_notice).collect::<Result<_, _>>()?;
        Ok(Heads { journal, entries, reached, of_follows })
    }

    /// What all segments of an account weigh.
    pub(crate) async fn weight(&self, account: AccountId) -> Result<u64, DbError> {
        let row = sqlx::query("SELECT COALESCE(SUM(bytes), 0) AS weight FROM streams WHERE account = $1")
            .bind(&account.0[..])
            .fetch_one(&self.reads)
            .await?;
        count(&row, "weight")
    }

    /// Whether the database answers.
    pub(crate) async fn is_ready(&self) -> bool {
        !self.jobs.is_closed() && sqlx::query("SELECT 1").execute(&self.reads).await.is_ok()
    }
}

/// The writer's part of [`Db::found`].
pub(super) async fn found(connection: &mut SqliteConnection, new: &NewAccount) -> Result<(), Lapse> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let account = new.state.account();
    // The account's name is a hash of the entry: a name that is there already was made by the same entry.
    let earlier = sqlx::query("SELECT closed_entry FROM accounts WHERE account = $1")
        .bind(&account.0[..])
        .fetch_optional(&mut *transaction)
        .await?;
    if let Some(row) = earlier {
        return row.try_get::<Option<Vec<u8>>, _>("closed_entry")?.map_or(Ok(()), |entry| Err(Lapse::Closed(entry)));
    }
    insert(&mut transaction, &new.state, None).await?;
    for (member, said) in new.state.members() {
        members::put(&mut transaction, account, *member, said).await?;
    }
    let logged = Logged { entry: new.entry.clone(), keyboxes: Vec::new() };
    trust_log::add(&mut transaction, account, 0, &logged).await?;
    Ok(transaction.commit().await?)
}

/// Writes an account that is not there, with an empty journal.
pub(super) async fn insert(
    connection: &mut SqliteConnection,
    state: &TrustState,
    founded_again_ms: Option<i64>,
) -> Result<(), DbError> {
    sqlx::query(
        "INSERT INTO accounts (account, journal, epoch, commitment, founded_again_ms) VALUES ($1, $2, 0, $3, $4)",
    )
    .bind(&state.account().0[..])
    .bind(&state.journal().0[..])
    .bind(&[0_u8; 16][..])
    .bind(founded_again_ms)
    .execute(&mut *connection)
    .await?;
    set_epoch(connection, state).await?;
    sqlx::query("INSERT INTO streams (account, stream, head, mark, bytes) VALUES ($1, $2, 0, $3, 0)")
        .bind(&state.account().0[..])
        .bind(&state.journal().0[..])
        .bind(&[0_u8; 8][..])
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes the newest epoch and the commitment to its key: segments under another are not taken.
pub(super) async fn set_epoch(connection: &mut SqliteConnection, state: &TrustState) -> Result<(), DbError> {
    let commitment = state.commitment(state.epoch()).ok_or(DbError::Corrupt("epoch"))?;
    sqlx::query("UPDATE accounts SET epoch = $2, commitment = $3 WHERE account = $1")
        .bind(&state.account().0[..])
        .bind(stored(u64::from(state.epoch())))
        .bind(&commitment[..])
        .execute(connection)
        .await?;
    Ok(())
}

/// Drops everything but the entry that closes the account, and by what its members are known.
pub(super) async fn close(connection: &mut SqliteConnection, account: AccountId, entry: &[u8]) -> Result<(), DbError> {
    for statement in DROPPED {
        sqlx::query(statement).bind(&account.0[..]).execute(&mut *connection).await?;
    }
    sqlx::query(
        "UPDATE accounts SET closed_entry = $2, journal = $3, epoch = 0, commitment = $3, founded_again_ms = NULL
         WHERE account = $1",
    )
    .bind(&account.0[..])
    .bind(entry)
    .bind(&[0_u8; 16][..])
    .execute(connection)
    .await?;
    Ok(())
}
