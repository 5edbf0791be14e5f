//! Mailboxes: an offer, one card, and what the offer had committed to. Each ends at its time; an ended one is as if it
//! had never been.

use ebb_protocol::endpoints::MailboxState;
use ebb_protocol::ids::{AccountId, MailboxId, MemberId};
use ebb_protocol::limits::MAILBOXES_MAX;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::columns::{array, count, stored};
use super::members::{self, Lapse};
use super::writer::Job;
use super::{Db, DbError};

/// Something that is to be done to a mailbox.
#[derive(Debug)]
pub(crate) struct MailboxChange {
    pub(crate) mailbox: MailboxId,
    pub(crate) what: MailboxAct,
    pub(crate) now_ms: i64,
}

/// What.
#[derive(Debug)]
pub(crate) enum MailboxAct {
    /// A device makes it.
    Make { by: (AccountId, MemberId), offer: Vec<u8>, expires_ms: i64 },
    /// Who knows its name leaves a card.
    Card(Vec<u8>),
    /// A device opens what the offer had committed to.
    Open { by: (AccountId, MemberId), opening: [u8; 32] },
    /// A device takes the invitation back.
    Close { by: (AccountId, MemberId) },
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailboxRefusal {
    /// The caller is no device any more.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// None of that name, or not any more, or not the caller's.
    #[error("no such mailbox")]
    Missing,
    /// Another offer, another card or another opening is there.
    #[error("something else is there already")]
    Taken,
    /// Nothing can be opened while nobody has left a card.
    #[error("there is no card yet")]
    NoCard,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for MailboxRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// A mailbox as it is stored.
struct Stored {
    account: AccountId,
    offer: Vec<u8>,
    card: Option<Vec<u8>>,
    opening: Option<Vec<u8>>,
    tried_again: bool,
    admitted: bool,
    expires_ms: i64,
}

impl Stored {
    fn read(row: &SqliteRow) -> Result<Self, DbError> {
        Ok(Self {
            account: AccountId(array(row, "account")?),
            offer: row.try_get("offer")?,
            card: row.try_get("card")?,
            opening: row.try_get("opening")?,
            tried_again: count(row, "tried_again")? != 0,
            admitted: count(row, "admitted")? != 0,
            expires_ms: row.try_get("expires_ms")?,
        })
    }
}

impl Db {
    /// Looks into a mailbox, which changes nothing.
    pub(crate) async fn mailbox(&self, mailbox: MailboxId, now_ms: i64) -> Result<Option<MailboxState>, DbError> {
        let Some(held) = find(&mut *self.reads.acquire().await?, mailbox, now_ms).await? else { return Ok(None) };
        let left_ms = u64::try_from(held.expires_ms.saturating_sub(now_ms)).unwrap_or_default();
        let hexadecimal = |bytes: Vec<u8>| base16ct::lower::encode_string(&bytes);
        Ok(Some(MailboxState {
            offer: hexadecimal(held.offer),
            card: held.card.map(hexadecimal),
            opening: held.opening.map(hexadecimal),
            tried_again: held.tried_again,
            admitted: held.admitted,
            seconds_left: left_ms.div_ceil(1_000),
        }))
    }

    /// Does something to a mailbox. The same again is answered as before.
    pub(crate) async fn change_mailbox(&self, change: MailboxChange) -> Result<(), MailboxRefusal> {
        self.write(|answer| Job::ChangeMailbox(change, answer)).await
    }
}

/// What came of a change: the answer, and whose devices are to be told of it.
pub(super) struct Changed {
    pub(super) answer: Result<(), MailboxRefusal>,
    pub(super) told: Option<AccountId>,
}

impl From<MailboxRefusal> for Changed {
    fn from(refusal: MailboxRefusal) -> Self {
        Self { answer: Err(refusal), told: None }
    }
}

/// The writer's part of [`Db::change_mailbox`].
pub(super) async fn change(connection: &mut SqliteConnection, change: &MailboxChange) -> Changed {
    match apply(connection, change).await {
        Ok(changed) => changed,
        Err(refusal) => refusal.into(),
    }
}

async fn apply(connection: &mut SqliteConnection, change: &MailboxChange) -> Result<Changed, MailboxRefusal> {
    let MailboxChange { mailbox, what, now_ms } = change;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    let changed = match what {
        MailboxAct::Make { by, offer, expires_ms } => {
            members::require_device(&mut transaction, by.0, by.1).await?;
            make(&mut transaction, (*mailbox, by.0), offer, *expires_ms, *now_ms).await?
        }
        MailboxAct::Card(card) => leave_card(&mut transaction, *mailbox, card, *now_ms).await?,
        MailboxAct::Open { by, opening } => {
            members::require_device(&mut transaction, by.0, by.1).await?;
            open(&mut transaction, (*mailbox, by.0), opening, *now_ms).await?
        }
        MailboxAct::Close { by } => {
            members::require_device(&mut transaction, by.0, by.1).await?;
            let closed = sqlx::query("DELETE FROM mailboxes WHERE mailbox = $1 AND account = $2 AND admitted = 0")
                .bind(&mailbox.0[..])
                .bind(&by.0.0[..])
                .execute(&mut *transaction)
                .await?;
            Changed { answer: Ok(()), told: (closed.rows_affected() > 0).then_some(by.0) }
        }
    };
    transaction.commit().await?;
    Ok(changed)
}

async fn find(connection: &mut SqliteConnection, mailbox: MailboxId, now_ms: i64) -> Result<Option<Stored>, DbError> {
    let row = sqlx::query(
        "SELECT account, offer, card, opening, tried_again, admitted, expires_ms FROM mailboxes
         WHERE mailbox = $1 AND expires_ms > $2",
    )
    .bind(&mailbox.0[..])
    .bind(now_ms)
    .fetch_optional(connection)
    .await?;
    row.as_ref().map(Stored::read).transpose()
}

async fn make(
    connection: &mut SqliteConnection,
    (mailbox, account): (MailboxId, AccountId),
    offer: &[u8],
    expires_ms: i64,
    now_ms: i64,
) -> Result<Changed, MailboxRefusal> {
    // Nothing stays longer than it must, whoever's it was.
    sqlx::query("DELETE FROM mailboxes WHERE expires_ms <= $1").bind(now_ms).execute(&mut *connection).await?;
    if let Some(held) = find(connection, mailbox, now_ms).await? {
        let is_same = held.account == account && held.offer == offer;
        return if is_same { Ok(Changed { answer: Ok(()), told: None }) } else { Err(MailboxRefusal::Taken) };
    }
    // Of too many the ones that end first go, but never the one whose code is on a screen now.
    sqlx::query(
        "DELETE FROM mailboxes WHERE account = $1 AND mailbox NOT IN
             (SELECT mailbox FROM mailboxes WHERE account = $1 ORDER BY expires_ms DESC, mailbox LIMIT $2)",
    )
    .bind(&account.0[..])
    .bind(stored(MAILBOXES_MAX as u64 - 1))
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO mailboxes (mailbox, account, offer, tried_again, admitted, expires_ms) VALUES ($1, $2, $3, 0, 0, $4)",
    )
    .bind(&mailbox.0[..])
    .bind(&account.0[..])
    .bind(offer)
    .bind(expires_ms)
    .execute(connection)
    .await?;
    Ok(Changed { answer: Ok(()), told: None })
}

async fn leave_card(
    connection: &mut SqliteConnection,
    mailbox: MailboxId,
    card: &[u8],
    now_ms: i64,
) -> Result<Changed, MailboxRefusal> {
    let held = find(connection, mailbox, now_ms).await?.ok_or(MailboxRefusal::Missing)?;
    match held.card {
        Some(first) if first == card => Ok(Changed { answer: Ok(()), told: None }),
        Some(_) => {
            sqlx::query("UPDATE mailboxes SET tried_again = 1 WHERE mailbox = $1")
                .bind(&mailbox.0[..])
                .execute(connection)
                .await?;
            // Told once: whoever tries on and on wakes nobody.
            Ok(Changed { answer: Err(MailboxRefusal::Taken), told: (!held.tried_again).then_some(held.account) })
        }
        None => {
            sqlx::query("UPDATE mailboxes SET card = $2 WHERE mailbox = $1")
                .bind(&mailbox.0[..])
                .bind(card)
                .execute(connection)
                .await?;
            Ok(Changed { answer: Ok(()), told: Some(held.account) })
        }
    }
}

async fn open(
    connection: &mut SqliteConnection,
    (mailbox, account): (MailboxId, AccountId),
    opening: &[u8; 32],
    now_ms: i64,
) -> Result<Changed, MailboxRefusal> {
    let held = find(connection, mailbox, now_ms).await?.filter(|held| held.account == account);
    let held = held.ok_or(MailboxRefusal::Missing)?;
    match (held.card, held.opening) {
        (None, _) => Err(MailboxRefusal::NoCard),
        (Some(_), Some(first)) if first == opening => Ok(Changed { answer: Ok(()), told: None }),
        (Some(_), Some(_)) => Err(MailboxRefusal::Taken),
        (Some(_), None) => {
            sqlx::query("UPDATE mailboxes SET opening = $2 WHERE mailbox = $1")
                .bind(&mailbox.0[..])
                .bind(&opening[..])
                .execute(connection)
                .await?;
            Ok(Changed { answer: Ok(()), told: Some(account) })
        }
    }
}

/// Marks a mailbox as that of an admitted newcomer; false where it is not open, not the account's, or holds no card.
pub(super) async fn admit(
    connection: &mut SqliteConnection,
    account: AccountId,
    mailbox: MailboxId,
    now_ms: i64,
) -> Result<bool, DbError> {
    let admitted = sqlx::query(
        "UPDATE mailboxes SET admitted = 1
         WHERE mailbox = $1 AND account = $2 AND expires_ms > $3 AND card IS NOT NULL AND admitted = 0",
    )
    .bind(&mailbox.0[..])
    .bind(&account.0[..])
    .bind(now_ms)
    .execute(connection)
    .await?;
    Ok(admitted.rows_affected() == 1)
}

/// Closes all open invitations of an account: the dismissed device knew their codes. Returns which.
pub(super) async fn close_open(
    connection: &mut SqliteConnection,
    account: AccountId,
) -> Result<Vec<MailboxId>, DbError> {
    let rows = sqlx::query("DELETE FROM mailboxes WHERE account = $1 AND admitted = 0 RETURNING mailbox")
        .bind(&account.0[..])
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| array(row, "mailbox").map(MailboxId)).collect()
}
