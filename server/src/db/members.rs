//! Members: what they are, by what their tokens are known, and whether they still are members.

use ebb_protocol::ids::{AccountId, MemberId, SecretHash};
use ebb_protocol::limits::FOLLOWS_REST_SECONDS;
use ebb_protocol::trust::{Member, MemberKind};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::columns::{array, count};
use super::{Db, DbError};

/// When a follow is asked to come again whom the server does not serve yet: sooner than it could be served, for it may have been
/// stopped meanwhile.
const REST_RETRY_SECONDS_MAX: u64 = 60 * 60;

/// What a member is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Device,
    Sheet,
    Follow,
}

/// Who asks, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub(crate) account: AccountId,
    pub(crate) member: MemberId,
    pub(crate) now_ms: i64,
}

/// What is known of a member of an account that is known.
#[derive(Debug)]
pub(crate) struct KnownMember {
    pub(crate) kind: Kind,
    pub(crate) token_hash: SecretHash,
    pub(crate) is_removed: bool,
    /// Of a follow that was stopped, or whose time is over: the entry that says so.
    end: Option<Vec<u8>>,
}

/// What is known of an account, and of one who says to be its member.
#[derive(Debug)]
pub(crate) struct Standing {
    /// The entry that closed the account.
    pub(crate) closed_entry: Option<Vec<u8>>,
    pub(crate) member: Option<KnownMember>,
    /// When a device brought the account back, if one did.
    founded_again_ms: Option<i64>,
    /// When this was so.
    now_ms: i64,
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
    /// A follow that was stopped, or whose time is over, by this entry.
    #[error("the follow has ended")]
    FollowEnded(Vec<u8>),
    /// A follow of an account that was founded again a short time ago.
    #[error("follows are not served yet")]
    Resting { retry_after_seconds: u64 },
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for Lapse {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Kind {
    /// How it is stored.
    pub(super) const fn code(self) -> i64 {
        match self {
            Self::Device => 1,
            Self::Sheet => 2,
            Self::Follow => 3,
        }
    }

    fn read(row: &SqliteRow) -> Result<Self, DbError> {
        match row.try_get::<i64, _>("kind")? {
            1 => Ok(Self::Device),
            2 => Ok(Self::Sheet),
            3 => Ok(Self::Follow),
            _ => Err(DbError::Corrupt("kind")),
        }
    }
}

impl From<MemberKind> for Kind {
    fn from(kind: MemberKind) -> Self {
        match kind {
            MemberKind::Device => Self::Device,
            MemberKind::Sheet => Self::Sheet,
        }
    }
}

impl Standing {
    /// What the member may be treated as; its token is another matter.
    pub(crate) fn kind(self) -> Result<Kind, Lapse> {
        let member = self.member.ok_or(Lapse::NoMember)?;
        match (member.kind, self.closed_entry) {
            (Kind::Device | Kind::Sheet, _) if member.is_removed => Err(Lapse::Dismissed),
            (_, Some(entry)) => Err(Lapse::Closed(entry)),
            (kind @ (Kind::Device | Kind::Sheet), None) => Ok(kind),
            (Kind::Follow, None) => {
                // What was stopped stays so. When it ends by itself may stand in an entry that is lost, or is to come back.
                let rest = self.founded_again_ms.filter(|_| !member.is_removed).and_then(|at| rest(at, self.now_ms));
                match (rest, member.end) {
                    (Some(retry_after_seconds), _) => Err(Lapse::Resting { retry_after_seconds }),
                    (None, Some(entry)) => Err(Lapse::FollowEnded(entry)),
                    (None, None) if member.is_removed => Err(DbError::Corrupt("follows").into()),
                    (None, None) => Ok(Kind::Follow),
                }
            }
        }
    }
}

/// For how long follows are not served yet; `None` where they are.
fn rest(founded_again_ms: i64, now_ms: i64) -> Option<u64> {
    let since_ms = u64::try_from(now_ms.saturating_sub(founded_again_ms)).unwrap_or_default();
    let left = (FOLLOWS_REST_SECONDS * 1_000).saturating_sub(since_ms).div_ceil(1_000);
    (left > 0).then_some(left.min(REST_RETRY_SECONDS_MAX))
}

impl Db {
    /// What is known of a member at this time; `None` where the account is not held.
    pub(crate) async fn standing(
        &self,
        account: AccountId,
        member: MemberId,
        now_ms: i64,
    ) -> Result<Option<Standing>, DbError> {
        read_standing(&mut *self.reads.acquire().await?, account, member, now_ms).await
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
    now_ms: i64,
) -> Result<Option<Standing>, DbError> {
    let row = sqlx::query(
        "SELECT accounts.closed_entry, accounts.founded_again_ms, members.kind, members.token_hash, members.removed,
             CASE WHEN members.removed = 1 OR follows.until_ms <= $3 THEN
                 (SELECT entry FROM trust_log WHERE trust_log.account = follows.account AND idx = follows.newest)
             END AS end
         FROM accounts
         LEFT JOIN members ON members.account = accounts.account AND members.member = $2
         LEFT JOIN follows ON members.kind = 3 AND follows.account = members.account AND follows.member = members.member
         WHERE accounts.account = $1",
    )
    .bind(&account.0[..])
    .bind(&member.0[..])
    .bind(now_ms)
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let has_member = row.try_get::<Option<i64>, _>("kind")?.is_some();
    let member = has_member.then(|| {
        Ok::<_, DbError>(KnownMember {
            kind: Kind::read(&row)?,
            token_hash: SecretHash(array(&row, "token_hash")?),
            is_removed: count(&row, "removed")? != 0,
            end: row.try_get("end")?,
        })
    });
    Ok(Some(Standing {
        closed_entry: row.try_get("closed_entry")?,
        member: member.transpose()?,
        founded_again_ms: row.try_get("founded_again_ms")?,
        now_ms,
    }))
}

/// Whoever was let in a moment ago may have been dismissed since: asked again where it counts, in the same transaction.
pub(super) async fn require(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
    now_ms: i64,
) -> Result<Kind, Lapse> {
    read_standing(connection, account, member, now_ms).await?.ok_or(Lapse::NoAccount)?.kind()
}

/// The same where only a device has come this far.
pub(super) async fn require_device(
    connection: &mut SqliteConnection,
    account: AccountId,
    member: MemberId,
) -> Result<(), Lapse> {
    // What time it is matters to follows alone, and those are none.
    match require(connection, account, member, 0).await? {
        Kind::Device => Ok(()),
        // Routes let nobody else come this far.
        Kind::Sheet | Kind::Follow => Err(Lapse::NoMember),
    }
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
    .bind(Kind::from(member.kind).code())
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
