//! Notes that a follow leaves for the owner: appended under the same rules as segments of the journal, and dropped once a
//! device has them in the journal.

use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use ebb_protocol::limits::{NOTES_MAX, PUSH_SEGMENTS_MAX};
use ebb_protocol::live::Notice;
use ebb_protocol::push::PushAnswer;
use sqlx::{Connection as _, SqliteConnection};

use super::append::{self, Written};
use super::columns::{count, stored};
use super::follows::{self, Stored};
use super::members::{self, Kind, Lapse};
use super::placing::{Batch, PlacingRefusal, Push, WriterState};
use super::writer::Job;
use super::{Db, DbError};

/// Of how many taken notes the rows stay: of two pushes as long as there may be.
const ROWS_KEPT: u64 = 2 * PUSH_SEGMENTS_MAX as u64;

/// What becomes of notes ($2) that are taken through a position ($3): their bytes go, and in the end their rows.
const TAKEN: [&str; 4] = [
    "UPDATE follows SET taken = MAX(taken, MIN($3, (SELECT head FROM streams WHERE account = $1 AND stream = $2)))
     WHERE account = $1 AND notes = $2
     AND EXISTS (SELECT 1 FROM streams WHERE account = $1 AND stream = $2)",
    "UPDATE segments SET bytes = X'' WHERE account = $1 AND stream = $2 AND position <= $3 AND LENGTH(bytes) > 0",
    "DELETE FROM segments WHERE account = $1 AND stream = $2
     AND position <= (SELECT taken FROM follows WHERE account = $1 AND notes = $2) - $4",
    "UPDATE streams SET bytes = (SELECT COALESCE(SUM(LENGTH(segments.bytes)), 0) FROM segments
         WHERE segments.account = $1 AND segments.stream = $2)
     WHERE account = $1 AND stream = $2",
];

/// Notes of a follow that devices have in the journal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    pub(crate) account: AccountId,
    /// The device that says so.
    pub(crate) member: MemberId,
    pub(crate) notes: StreamId,
    /// The highest position that goes.
    pub(crate) through: u64,
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotesRefusal {
    /// The caller is no member any more.
    #[error(transparent)]
    Lapse(#[from] Lapse),
    /// Not notes of the account.
    #[error("not notes of this account")]
    Stream,
    /// By the rules of all pushes.
    #[error("the push breaks a rule: {0:?}")]
    Placing(PlacingRefusal),
    /// As many wait as there may be.
    #[error("too many notes wait")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for NotesRefusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Db {
    /// Appends all notes of a push, or none, and answers once they are on the disk.
    pub(crate) async fn append_notes(&self, push: Push) -> Result<PushAnswer, NotesRefusal> {
        self.write(|answer| Job::AppendNotes(push, answer)).await
    }

    /// Drops notes. Those that are gone already are answered as well.
    pub(crate) async fn take_notes(&self, taken: Taken) -> Result<(), NotesRefusal> {
        self.write(|answer| Job::TakeNotes(taken, answer)).await
    }
}

/// The writer's part of [`Db::append_notes`], and where the notes stand if they grew.
pub(super) async fn append(
    connection: &mut SqliteConnection,
    push: &Push,
    account_bytes_max: u64,
) -> Result<(PushAnswer, Option<Notice>), NotesRefusal> {
    let Push { account, member, now_ms, .. } = *push;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    if members::require(&mut transaction, account, member, now_ms).await? != Kind::Follow {
        // The route lets nobody else come this far.
        return Err(Lapse::NoMember.into());
    }
    let follow = follows::find(&mut transaction, account, member).await?.ok_or(DbError::Corrupt("follows"))?;
    let mut known = append::read_known(&mut transaction, std::slice::from_ref(push)).await?;
    let writer = read_writer(&mut transaction, account, &follow).await?;
    known.writers.insert((account, member), writer);
    let mut batch = Batch::new(known, account_bytes_max);
    let placed = batch.place(push).map_err(NotesRefusal::Placing)?;
    if batch.rows.len() as u64 + waiting(&mut transaction, account, &follow).await? > NOTES_MAX as u64 {
        return Err(NotesRefusal::TooMany);
    }
    let written = Written::write(&mut transaction, batch).await?;
    transaction.commit().await?;
    Ok((written.answer(push, &placed), written.grown().pop().map(|(_, notice)| notice)))
}

/// A follow writes its notes alone, under its own newest key. Of that the server knows the epoch.
async fn read_writer(
    connection: &mut SqliteConnection,
    account: AccountId,
    follow: &Stored,
) -> Result<WriterState, NotesRefusal> {
    let row = sqlx::query("SELECT COUNT(*) AS replicas FROM replicas WHERE account = $1 AND writer = $2")
        .bind(&account.0[..])
        .bind(&follow.member.0[..])
        .fetch_one(connection)
        .await?;
    Ok(WriterState {
        may_write: true,
        stream: follow.notes,
        paused_until_ms: 0,
        replicas: usize::try_from(count(&row, "replicas")?).unwrap_or(usize::MAX),
        epoch: follow.keyed,
        commitment: None,
    })
}

/// How many notes wait for a device.
async fn waiting(connection: &mut SqliteConnection, account: AccountId, follow: &Stored) -> Result<u64, DbError> {
    let row =
        sqlx::query("SELECT COUNT(*) AS waiting FROM segments WHERE account = $1 AND stream = $2 AND position > $3")
            .bind(&account.0[..])
            .bind(&follow.notes.0[..])
            .bind(stored(follow.taken))
            .fetch_one(connection)
            .await?;
    count(&row, "waiting")
}

/// The writer's part of [`Db::take_notes`].
pub(super) async fn take(connection: &mut SqliteConnection, taken: &Taken) -> Result<(), NotesRefusal> {
    let Taken { account, member, notes, through } = *taken;
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    members::require_device(&mut transaction, account, member).await?;
    // Those of a follow that was stopped are gone as well: then nothing is there to change.
    let follow = follows::of_stream(&mut transaction, account, notes).await?;
    if follow.is_none_or(|follow| follow.notes != notes) {
        return Err(NotesRefusal::Stream);
    }
    for statement in TAKEN {
        sqlx::query(statement)
            .bind(&account.0[..])
            .bind(&notes.0[..])
            .bind(stored(through))
            .bind(stored(ROWS_KEPT))
            .execute(&mut *transaction)
            .await?;
    }
    Ok(transaction.commit().await?)
}
