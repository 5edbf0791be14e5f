//! Members: what they are, by what their tokens are known, and whether they still are members.

use ebb_protocol::ids::{AccountId, MemberId, SecretHash};
use ebb_protocol::trust::{Member, MemberKind};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::columns::{array, count};
use super::{Db, DbError};

/// What is known of a member of an account that is known.
#[derive(Debug)]
pub(crate) struct KnownMember {
    pub(crate) kind: MemberKind,
    pub(crate) token_hash: SecretHash,
    pub(crate) is_removed: bool,
}

/// What is known of an account, and of one who says to be its member.
#[derive(Debug)]
pub(crate) struct Standing {
    /// The entry that closed the account.
    pub(crate) closed_entry: Option<Vec<u8>>,
    pub(crate) member: Option<KnownMember>,
}

/// Why someone may do nothing here, or no longer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Lapse {
    /// The server does not hold the account.
    #[error("the account is not held")]
    NoAccount,
    /// Nobody of that name ever was a member.
    #[error("no such member")]
    NoMember,
    /// A member once.
    #[error("the member was dismissed")]
    Dismissed,
    /// The account has ended, by this entry.
    #[error("the account is closed")]
    Closed(Vec<u8>),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for Lapse {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// How a kind is stored.
pub(super) const fn code_of(kind: MemberKind) -> i64 {
    match kind {
        MemberKind::Device => 1,
        MemberKind::Sheet => 2,
    }
}

fn kind_of(row: &SqliteRow) -> Result<MemberKind, DbError> {
    match row.try_get::<i64, _>("kind")? {
        1 => Ok(MemberKind::Device),
        2 => Ok(MemberKind::Sheet),
        _ => Err(DbError::Corrupt("kind")),
    }
}

impl Standing {
    /// What the member may be treated as; its token is another matter.
    pub(crate) fn kind(self) -> Result<MemberKind, Lapse> {
        let member = self.member.ok_or(Lapse::NoMember)?;
        if member.is_removed {
            return Err(Lapse::Dismissed);
        }
        self.closed_entry.map_or(Ok(member.kind), |entry| Err(Lapse::Closed(entry)))
    }
}

impl Db {
    /// What is known of a member; `None` where the account is not held.
    pub(crate) async fn standing(&self, account: AccountId, member: MemberId) -> Result<Option<Standing>, DbError> {
        read_standing(&mut *self.reads.acquire().await?, account, member).await
    }

    /// The account and the name of the sheet that has a token, and the entry that closed the account if one did.
    pub(crate) async fn sheet(
        &self,
        token_hash: SecretHash,
    ) -> Result<Option<(AccountId, MemberId, Option<Vec<u8>>)>, DbError> {
        let row = sqlx::query(
            "SELECT members.account, members.member, accounts.closed_entry FROM members
             JOIN accounts ON accounts.account = members.account
             WHERE members.token_hash = $1 AND members.kind = 2 AND members.removed = 0
             ORDER BY members.account LIMIT 1",
        )
        .bind(&token_hash.0[..])
        .fetch_optional(&self.reads)
        .await?;
        let Some(row) = row else { return Ok(None) };
        let (account, member) = (AccountId(array(&row, "account")?), MemberId(array(&row, "member")?));
        Ok(Some((account, member, row.try_get("closed_entry")?)))
    }
}

/// Reads a standing, in whatever transaction the connection is.
pub(super) async fn read_standing(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
) -> Result<Option<Standing>, DbError> {
    let row = sqlx::query(
        "SELECT accounts.closed_entry, members.kind, members.token_hash, members.removed FROM accounts
         LEFT JOIN members ON members.account = accounts.account AND members.member = $2
         WHERE accounts.account = $1",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let has_member = row.try_get::<Option<i64>, _>("kind")?.is_some();
    let member = has_member.then(|| {
        Ok::<_, DbError>(KnownMember {
            kind: kind_of(&row)?,
            token_hash: SecretHash(array(&row, "token_hash")?),
            is_removed: count(&row, "removed")? != 0,
        })
    });
    Ok(Some(Standing { closed_entry: row.try_get("closed_entry")?, member: member.transpose()? }))
}

/// Whoever was let in a moment ago may have been dismissed since: asked again where it counts, in the same transaction.
pub(super) async fn require(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
) -> Result<MemberKind, Lapse> {
    read_standing(connection, account, member).await?.ok_or(Lapse::NoAccount)?.kind()
}

/// Writes what the trust log says of a member.
pub(super) async fn put(
    connection: &mut SqliteConnection,
    account: AccountId,
    id: MemberId,
    member: &Member,
) -> Result<(), DbError> {
    sqlx::query(
        "INSERT INTO members (account, member, kind, token_hash, removed, paused_until_ms) VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT (account, member) DO UPDATE SET removed = excluded.removed",
    )
    .bind(&account.0[..])
    .bind(&id.0[..])
    .bind(code_of(member.kind))
    .bind(&member.token_hash.0[..])
    .bind(i64::from(!member.is_open()))
    .execute(&mut *connection)
    .await?;
    if !member.is_open() {
        // Nobody waits for what a dismissed device has stored.
        sqlx::query("DELETE FROM cursors WHERE account = $1 AND member = $2")
            .bind(&account.0[..])
            .bind(&id.0[..])
            .execute(connection)
            .await?;
    }
    Ok(())
}
