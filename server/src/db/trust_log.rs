//! The trust log: appending one entry.
//!
//! Arrives: an entry with its keyboxes, signed by the caller, and what the protocol's one function made of it on the chain
//! that was read here. Leaves: its index, or why it changes nothing. An entry names the hash of the one before it, and so
//! the whole chain: that this is still the last one is asked again in the transaction that appends. A thousand signatures
//! are so checked outside of it, where they hold up no other write.
//! Never here: a log that a device presents as a whole ([`super::presenting`]), and who is shown what ([`super::log_reading`]).

use ebb_protocol::ids::{AccountId, EntryHash, MailboxId, MemberId};
use ebb_protocol::limits::TRUST_LOG_BYTES_MAX;
use ebb_protocol::trust::{
    Admission, Change, Detail, KEYBOX_BYTES, Logged, MemberKind, SignedEntry, TrustRefusal, TrustState, followed,
};
use sqlx::{Connection as _, SqliteConnection};

use super::columns::{array, count};
use super::members::{self, Kind, Lapse};
use super::writer::Job;
use super::{Db, DbError, accounts, dismissing, follows, mailboxes};

/// What an entry takes of a presented log besides its own bytes, and a keybox with its member's name.
const ENTRY_FRAME_BYTES: u64 = 6;
const KEYBOX_FRAME_BYTES: u64 = KEYBOX_BYTES as u64 + 16;

/// An entry that is to be appended.
#[derive(Debug)]
pub(crate) struct NewEntry {
    pub(crate) account: AccountId,
    /// Who brings it, and signed it.
    pub(crate) member: MemberId,
    pub(crate) logged: Logged,
    /// The same, read.
    pub(crate) signed: SignedEntry,
    /// What the log says with it.
    pub(crate) state: TrustState,
    /// What it changed of what the log said without it.
    pub(crate) change: Change,
    pub(crate) now_ms: i64,
}

/// Where an entry stands, or would.
#[derive(Debug)]
pub(crate) enum EntryPlace {
    /// It was appended before.
    Held,
    /// After these.
    After(Vec<Vec<u8>>),
}

/// Why an entry was not appended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogRefusal {
    /// The caller is no member any more.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// By the protocol's function.
    #[error(transparent)]
    Trust(#[from] TrustRefusal),
    /// The mailbox that an admission names is not the account's, has ended, was used, or holds no card.
    #[error("the mailbox is not open")]
    Mailbox,
    /// A sheet whose token another account's sheet has: who restores from it would find the wrong account.
    #[error("the sheet's token is taken")]
    SheetTaken,
    /// The log would be longer than what a device can present again.
    #[error("the log has no room left")]
    TooLong,
    /// A dismissal that does not name the member's last and compacted segments. Nothing is taken from that member for a while.
    #[error("the dismissal does not name what is held of the member")]
    CutMoved,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for LogRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// What came of an account by entries that are committed now: what its live channels are told.
#[derive(Debug)]
pub(crate) struct Grown {
    pub(crate) account: AccountId,
    /// How many entries there are.
    pub(crate) entries: u32,
    /// The same up to the newest of these entries that every follow reads; 0 where none of them is one.
    pub(crate) for_all_follows: u32,
    /// The same for single follows.
    pub(crate) for_follows: Vec<(MemberId, u32)>,
    /// Devices that were dismissed, and follows that were stopped.
    pub(crate) shut_out: Vec<MemberId>,
    pub(crate) is_closed: bool,
    /// Mailboxes that closed.
    pub(crate) mailboxes: Vec<MailboxId>,
}

impl Grown {
    /// Nothing but that there are so many entries.
    pub(crate) const fn to(account: AccountId, entries: u32) -> Self {
        Self {
            account,
            entries,
            for_all_follows: 0,
            for_follows: Vec::new(),
            shut_out: Vec::new(),
            is_closed: false,
            mailboxes: Vec::new(),
        }
    }

    /// Notes by whom a new entry is read.
    pub(super) fn note_readers(&mut self, index: u32, detail: &Detail) {
        match followed::follow_of(detail) {
            Some(follow) => self.for_follows.push((follow, index + 1)),
            None => self.for_all_follows = index + 1,
        }
    }
}

impl Db {
    /// The entries that an entry of a member follows. It is no more than a beginning: [`Db::append_entry`] asks again.
    pub(crate) async fn place_entry(
        &self,
        (account, member): (AccountId, MemberId),
        signed: &SignedEntry,
    ) -> Result<EntryPlace, LogRefusal> {
        let mut transaction = self.reads.begin().await?;
        require_signer(&mut transaction, account, member).await?;
        if is_held(&mut transaction, account, signed).await? {
            return Ok(EntryPlace::Held);
        }
        let entries = sqlx::query_scalar("SELECT entry FROM trust_log WHERE account = $1 ORDER BY idx")
            .bind(&account.0[..])
            .fetch_all(&mut *transaction)
            .await?;
        Ok(EntryPlace::After(entries))
    }

    /// Appends an entry, and answers with its index. The same bytes again are answered as before.
    pub(crate) async fn append_entry(&self, new: NewEntry) -> Result<u32, LogRefusal> {
        self.write(|answer| Job::AppendEntry(Box::new(new), answer)).await
    }
}

/// A sheet and a device sign entries, a follow none.
async fn require_signer(connection: &mut SqliteConnection, account: AccountId, member: MemberId) -> Result<(), Lapse> {
    // What time it is matters to follows alone.
    match members::require(connection, account, member, 0).await? {
        Kind::Device | Kind::Sheet => Ok(()),
        // The route lets none come this far.
        Kind::Follow => Err(Lapse::NoMember),
    }
}

/// The hash of each entry.
pub(super) async fn hashes(connection: &mut SqliteConnection, account: AccountId) -> Result<Vec<EntryHash>, DbError> {
    let rows = sqlx::query("SELECT hash FROM trust_log WHERE account = $1 ORDER BY idx")
        .bind(&account.0[..])
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| array(row, "hash").map(EntryHash)).collect()
}

/// Writes an entry and its keyboxes behind the others.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    account: AccountId,
    idx: u32,
    logged: &Logged,
) -> Result<(), DbError> {
    // It was read before it came this far.
    let signed = SignedEntry::read(&logged.entry).map_err(|_| DbError::Corrupt("trust_log"))?;
    let follow = followed::follow_of(&signed.head.detail);
    sqlx::query("INSERT INTO trust_log (account, idx, entry, hash, follow) VALUES ($1, $2, $3, $4, $5)")
        .bind(&account.0[..])
        .bind(i64::from(idx))
        .bind(&logged.entry[..])
        .bind(&signed.hash.0[..])
        .bind(follow.as_ref().map(|follow| &follow.0[..]))
        .execute(&mut *connection)
        .await?;
    for (member, keybox) in &logged.keyboxes {
        sqlx::query("INSERT INTO keyboxes (account, idx, member, keybox) VALUES ($1, $2, $3, $4)")
            .bind(&account.0[..])
            .bind(i64::from(idx))
            .bind(&member.0[..])
            .bind(&keybox[..])
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// The writer's part of [`Db::append_entry`]; nothing has grown where the entry was there already.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    new: &NewEntry,
) -> Result<(u32, Option<Grown>), LogRefusal> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    require_signer(&mut transaction, new.account, new.member).await?;
    let index = new.signed.head.index;
    if is_held(&mut transaction, new.account, &new.signed).await? {
        return Ok((index, None));
    }
    let mut grown = Grown { is_closed: new.change == Change::Closed, ..Grown::to(new.account, new.state.next_index()) };
    grown.note_readers(index, &new.signed.head.detail);
    match &new.signed.head.detail {
        Detail::Admitted(admission) => {
            grown.mailboxes.extend(check_admission(&mut transaction, new, admission).await?);
        }
        Detail::Dismissed(dismissal) => {
            if !dismissing::names_what_is_held(&mut transaction, &new.state, dismissal).await? {
                dismissing::pause(&mut transaction, new, dismissal.member).await?;
                transaction.commit().await?;
                return Err(LogRefusal::CutMoved);
            }
            grown.shut_out.push(dismissal.member);
            grown.mailboxes = mailboxes::close_open(&mut transaction, new.account).await?;
        }
        Detail::Followed(following) => {
            grown.mailboxes.push(admit_through(&mut transaction, new, following.mailbox).await?);
        }
        Detail::FollowStopped(follow) => grown.shut_out.push(*follow),
        // An unknown kind is refused by the route, and a founding entry never follows another.
        Detail::Closed | Detail::Founded(_) | Detail::FollowChanged(_) | Detail::Unknown { .. } => {}
    }
    write(&mut transaction, new).await?;
    transaction.commit().await?;
    Ok((index, Some(grown)))
}

/// Whether an entry is in the log already. One that is neither there nor the next is refused before anything is read or
/// checked for it.
async fn is_held(
    connection: &mut SqliteConnection,
    account: AccountId,
    signed: &SignedEntry,
) -> Result<bool, LogRefusal> {
    let hashes = hashes(connection, account).await?;
    let held = usize::try_from(signed.head.index).ok().and_then(|index| hashes.get(index));
    if held == Some(&signed.hash) {
        return Ok(true);
    }
    if hashes.last() == Some(&signed.head.previous) { Ok(false) } else { Err(TrustRefusal::NotNext.into()) }
}

/// Writes the entry, and what it changes of members and epoch.
async fn write(connection: &mut SqliteConnection, new: &NewEntry) -> Result<(), LogRefusal> {
    let bytes_max = match &new.change {
        Change::Closed => return Ok(accounts::close(connection, new.account, &new.logged.entry).await?),
        // So that whoever filled the log can still be dismissed, and follows get the key of the epoch that begins with that.
        Change::Admitted { .. } | Change::Followed { .. } => TRUST_LOG_BYTES_MAX as u64 / 2,
        Change::FollowChanged(_) => TRUST_LOG_BYTES_MAX as u64 / 4 * 3,
        Change::Dismissed(_) | Change::FollowStopped(_) | Change::Unknown => TRUST_LOG_BYTES_MAX as u64,
    };
    if weight(connection, new.account).await? + weight_of(&new.logged) > bytes_max {
        return Err(LogRefusal::TooLong);
    }
    match &new.change {
        Change::Admitted { member, .. } | Change::Dismissed(member) => {
            if let Some(said) = new.state.members().get(member) {
                members::put(connection, new.account, *member, said).await?;
            }
        }
        Change::Followed { member, .. } | Change::FollowChanged(member) | Change::FollowStopped(member) => {
            if let Some(said) = new.state.follows().get(member) {
                follows::put(connection, new.account, *member, said, new.now_ms).await?;
            }
            follows::drop_ended(connection, new.now_ms).await?;
        }
        Change::Closed | Change::Unknown => {}
    }
    add(connection, new.account, new.signed.head.index, &new.logged).await?;
    Ok(accounts::set_epoch(connection, &new.state).await?)
}

/// The bytes of the log as a device would present it.
async fn weight(connection: &mut SqliteConnection, account: AccountId) -> Result<u64, DbError> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS entries, COALESCE(SUM(LENGTH(entry)), 0) AS bytes,
             (SELECT COUNT(*) FROM keyboxes WHERE account = $1) AS keyboxes
         FROM trust_log WHERE account = $1",
    )
    .bind(&account.0[..])
    .fetch_one(connection)
    .await?;
    Ok(count(&row, "bytes")?
        + count(&row, "entries")? * ENTRY_FRAME_BYTES
        + count(&row, "keyboxes")? * KEYBOX_FRAME_BYTES)
}

const fn weight_of(logged: &Logged) -> u64 {
    logged.entry.len() as u64 + ENTRY_FRAME_BYTES + logged.keyboxes.len() as u64 * KEYBOX_FRAME_BYTES
}

/// What the server alone can see of an admission; returns the mailbox that it closes.
async fn check_admission(
    connection: &mut SqliteConnection,
    new: &NewEntry,
    admission: &Admission,
) -> Result<Option<MailboxId>, LogRefusal> {
    if admission.kind == MemberKind::Sheet {
        let taken = sqlx::query("SELECT 1 FROM members WHERE token_hash = $1 AND kind = 2 AND account <> $2")
            .bind(&admission.token_hash.0[..])
            .bind(&new.account.0[..])
            .fetch_optional(&mut *connection)
            .await?;
        if taken.is_some() {
            return Err(LogRefusal::SheetTaken);
        }
    }
    let Some(mailbox) = admission.mailbox else { return Ok(None) };
    admit_through(connection, new, mailbox).await.map(Some)
}

/// Closes the mailbox through which somebody came, and returns it.
async fn admit_through(
    connection: &mut SqliteConnection,
    new: &NewEntry,
    mailbox: MailboxId,
) -> Result<MailboxId, LogRefusal> {
    if mailboxes::admit(connection, new.account, mailbox, new.now_ms).await? {
        Ok(mailbox)
    } else {
        Err(LogRefusal::Mailbox)
    }
}
