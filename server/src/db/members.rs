//! Members: who they are, by what their tokens are known, and how one more joins.

use ebb_protocol::ids::{AccountId, MemberId, SecretHash};
use ebb_protocol::limits::MEMBERS_MAX;
use ebb_protocol::member_card::MemberCard;
use sqlx::{Connection as _, Row as _, SqliteConnection};

use super::writer::Job;
use super::{Db, DbError, columns};

/// A device that wants to join.
#[derive(Debug)]
pub(crate) struct Newcomer {
    pub(crate) account: AccountId,
    pub(crate) ticket_hash: SecretHash,
    pub(crate) card: MemberCard,
    pub(crate) now_ms: i64,
}

/// Why nobody joined.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JoinRefusal {
    /// Unknown, ended, or used by another card. Which of them is not told.
    #[error("the ticket is not valid")]
    Ticket,
    /// [`MEMBERS_MAX`] are there.
    #[error("the account has as many members as it may have")]
    TooManyMembers,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The bytes that prove who the members are.
#[derive(Debug)]
pub(crate) struct MemberList {
    pub(crate) genesis: Vec<u8>,
    /// In the order of joining.
    pub(crate) cards: Vec<Vec<u8>>,
}

impl Db {
    /// By what a member's token is known; `None` where there is no such member.
    pub(crate) async fn token_hash(&self, account: AccountId, member: MemberId) -> Result<Option<SecretHash>, DbError> {
        let row = sqlx::query("SELECT token_hash FROM members WHERE account = $1 AND member = $2")
            .bind(&account.0[..])
            .bind(&member.0[..])
            .fetch_optional(&self.reads)
            .await?;
        row.map(|row| columns::array(&row, "token_hash").map(SecretHash)).transpose()
    }

    /// Lets a newcomer in. The same card with the same ticket again changes nothing.
    pub(crate) async fn join(&self, newcomer: Newcomer) -> Result<(), JoinRefusal> {
        self.write(|answer| Job::Join(newcomer, answer)).await
    }

    /// All members of an account that exists.
    pub(crate) async fn members(&self, account: AccountId) -> Result<MemberList, DbError> {
        let genesis = sqlx::query_scalar("SELECT genesis FROM accounts WHERE account = $1")
            .bind(&account.0[..])
            .fetch_one(&self.reads)
            .await?;
        let cards =
            sqlx::query_scalar("SELECT card FROM members WHERE account = $1 AND card IS NOT NULL ORDER BY joined")
                .bind(&account.0[..])
                .fetch_all(&self.reads)
                .await?;
        Ok(MemberList { genesis, cards })
    }
}

/// The writer's part of [`Db::join`].
pub(super) async fn join(connection: &mut SqliteConnection, newcomer: &Newcomer) -> Result<(), JoinRefusal> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(DbError::from)?;
    let card = newcomer.card.to_bytes();
    if let Some((earlier_card, earlier_ticket)) = earlier_self(&mut transaction, newcomer).await? {
        if earlier_card.as_ref() != Some(&card) {
            return Err(JoinRefusal::Ticket);
        }
        if earlier_ticket.as_deref() != Some(&newcomer.ticket_hash.0[..]) {
            // Scanned once more with a new code: the new ticket is used up too.
            use_ticket(&mut transaction, newcomer).await?;
            remember_ticket(&mut transaction, newcomer).await?;
        }
        return Ok(transaction.commit().await.map_err(DbError::from)?);
    }
    use_ticket(&mut transaction, newcomer).await?;
    let row = sqlx::query("SELECT COUNT(*) AS members, MAX(joined) AS latest FROM members WHERE account = $1")
        .bind(&newcomer.account.0[..])
        .fetch_one(&mut *transaction)
        .await
        .map_err(DbError::from)?;
    if columns::count(&row, "members")? >= MEMBERS_MAX as u64 {
        // The ticket is not used up: the transaction is given up.
        return Err(JoinRefusal::TooManyMembers);
    }
    let joined = columns::count(&row, "latest")? + 1;
    sqlx::query(
        "INSERT INTO members (account, member, signing_key, token_hash, joined, card, ticket_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(&newcomer.account.0[..])
    .bind(&newcomer.card.member().0[..])
    .bind(&newcomer.card.signing_key[..])
    .bind(&newcomer.card.token_hash.0[..])
    .bind(columns::stored(joined))
    .bind(card)
    .bind(&newcomer.ticket_hash.0[..])
    .execute(&mut *transaction)
    .await
    .map_err(DbError::from)?;
    Ok(transaction.commit().await.map_err(DbError::from)?)
}

type CardAndTicket = (Option<Vec<u8>>, Option<Vec<u8>>);

/// The card and ticket hash by which a member with the newcomer's key joined before.
async fn earlier_self(
    connection: &mut SqliteConnection,
    newcomer: &Newcomer,
) -> Result<Option<CardAndTicket>, DbError> {
    let row = sqlx::query("SELECT card, ticket_hash FROM members WHERE account = $1 AND member = $2")
        .bind(&newcomer.account.0[..])
        .bind(&newcomer.card.member().0[..])
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some((row.try_get("card")?, row.try_get("ticket_hash")?)))
}

async fn remember_ticket(connection: &mut SqliteConnection, newcomer: &Newcomer) -> Result<(), DbError> {
    sqlx::query("UPDATE members SET ticket_hash = $3 WHERE account = $1 AND member = $2")
        .bind(&newcomer.account.0[..])
        .bind(&newcomer.card.member().0[..])
        .bind(&newcomer.ticket_hash.0[..])
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a valid ticket away.
async fn use_ticket(connection: &mut SqliteConnection, newcomer: &Newcomer) -> Result<(), JoinRefusal> {
    let used = sqlx::query("DELETE FROM tickets WHERE account = $1 AND secret_hash = $2 AND expires_ms > $3")
        .bind(&newcomer.account.0[..])
        .bind(&newcomer.ticket_hash.0[..])
        .bind(newcomer.now_ms)
        .execute(connection)
        .await
        .map_err(DbError::from)?;
    if used.rows_affected() == 1 { Ok(()) } else { Err(JoinRefusal::Ticket) }
}
