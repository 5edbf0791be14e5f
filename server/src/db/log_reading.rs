//! Reads the trust log: a device all of it, a sheet all entries with its own keyboxes, a follow what is for it.

use std::collections::BTreeMap;

use ebb_protocol::ids::{AccountId, EntryHash, MemberId};
use ebb_protocol::trust::{Logged, SignedEntry, followed};
use sqlx::{Row as _, SqliteConnection};

use super::columns::{array, count};
use super::members::{self, Asker, Kind, Lapse};
use super::{Db, DbError};

/// Why the log was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadRefusal {
    /// The caller is no member any more.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// The server does not hold what the member holds.
    #[error("the log is not the one that the member holds")]
    Lost,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ReadRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Db {
    /// The entries after those that a member holds: to a device with all keyboxes, to others with their own; to a follow as far as
    /// they are for it.
    pub(crate) async fn read_log(
        &self,
        Asker { account, member, now_ms }: Asker,
        have: u32,
        head: Option<EntryHash>,
    ) -> Result<Vec<Logged>, ReadRefusal> {
        let mut transaction = self.reads.begin().await?;
        let shown = match members::require(&mut transaction, account, member, now_ms).await? {
            Kind::Device => Shown::All,
            Kind::Sheet => Shown::OwnKeys(member),
            Kind::Follow => Shown::ForFollow(member),
        };
        if have > 0 && (head.is_none() || head != hash_before(&mut transaction, account, have, shown).await?) {
            return Err(ReadRefusal::Lost);
        }
        Ok(logged_after(&mut transaction, account, have, shown).await?)
    }
}

/// What somebody is shown of the log.
#[derive(Debug, Clone, Copy)]
enum Shown {
    /// All entries and keyboxes.
    All,
    /// All entries, and its own keyboxes.
    OwnKeys(MemberId),
    /// What this follow reads.
    ForFollow(MemberId),
}

impl Shown {
    /// Whose keyboxes alone.
    const fn keys_of(self) -> Option<MemberId> {
        match self {
            Self::All => None,
            Self::OwnKeys(member) | Self::ForFollow(member) => Some(member),
        }
    }

    /// Which follow's entries alone, of those about follows.
    const fn follow(self) -> Option<MemberId> {
        match self {
            Self::All | Self::OwnKeys(_) => None,
            Self::ForFollow(member) => Some(member),
        }
    }
}

/// The hash of the last of so many entries, if there are so many, and the last one is shown.
async fn hash_before(
    connection: &mut SqliteConnection,
    account: AccountId,
    have: u32,
    shown: Shown,
) -> Result<Option<EntryHash>, DbError> {
    let row = sqlx::query(
        "SELECT hash FROM trust_log
         WHERE account = $1 AND idx = $2 AND (follow IS NULL OR follow = $3 OR $3 IS NULL)",
    )
    .bind(&account.0[..])
    .bind(i64::from(have) - 1)
    .bind(shown.follow().as_ref().map(|follow| &follow.0[..]))
    .fetch_optional(connection)
    .await?;
    row.map(|row| array(&row, "hash").map(EntryHash)).transpose()
}

async fn logged_after(
    connection: &mut SqliteConnection,
    account: AccountId,
    have: u32,
    shown: Shown,
) -> Result<Vec<Logged>, DbError> {
    let follow = shown.follow();
    let rows = sqlx::query(
        "SELECT idx, entry FROM trust_log
         WHERE account = $1 AND idx >= $2 AND (follow IS NULL OR follow = $3 OR $3 IS NULL) ORDER BY idx",
    )
    .bind(&account.0[..])
    .bind(i64::from(have))
    .bind(follow.as_ref().map(|follow| &follow.0[..]))
    .fetch_all(&mut *connection)
    .await?;
    let mut logged = BTreeMap::new();
    for row in &rows {
        logged.insert(count(row, "idx")?, Logged { entry: row.try_get("entry")?, keyboxes: Vec::new() });
    }
    let rows = sqlx::query(
        "SELECT idx, member, keybox FROM keyboxes WHERE account = $1 AND idx >= $2 AND (member = $3 OR $3 IS NULL)
         ORDER BY idx, member",
    )
    .bind(&account.0[..])
    .bind(i64::from(have))
    .bind(shown.keys_of().as_ref().map(|member| &member.0[..]))
    .fetch_all(connection)
    .await?;
    for row in &rows {
        let logged = logged.get_mut(&count(row, "idx")?).ok_or(DbError::Corrupt("keyboxes"))?;
        logged.keyboxes.push((MemberId(array(row, "member")?), array(row, "keybox")?));
    }
    let logged: Vec<Logged> = logged.into_values().collect();
    // What a follow is shown is the protocol's to say; the column is how it is found.
    let is_for = |logged: &Logged, follow| {
        SignedEntry::read(&logged.entry).is_ok_and(|signed| followed::is_for(&signed.head.detail, follow))
    };
    match follow {
        Some(follow) if !logged.iter().all(|logged| is_for(logged, follow)) => Err(DbError::Corrupt("trust_log")),
        _ => Ok(logged),
    }
}
