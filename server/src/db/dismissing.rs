//! What the server alone can see of a dismissal: whether it names what is held of its member.
//!
//! Arrives: the dismissal, in the transaction that appends it. Leaves: yes or no; and where it is no, a pause, in which nothing
//! new is taken from that member. Never here: the dismissals of a log that is presented as a whole, which are taken as they are.

use ebb_protocol::ids::{MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::limits::DISMISSAL_PAUSE_SECONDS;
use ebb_protocol::trust::{Cut, Dismissal, TrustState};
use sqlx::SqliteConnection;

use super::DbError;
use super::columns::{array, count, stored};
use super::compact::compacted_by;
use super::trust_log::NewEntry;

/// Whether a dismissal names the last segments of all replicas of its member, and all of its compacted segments that stand in
/// the journal: each, and no other.
pub(super) async fn names_what_is_held(
    connection: &mut SqliteConnection,
    state: &TrustState,
    dismissal: &Dismissal,
) -> Result<bool, DbError> {
    let rows = sqlx::query(
        "SELECT stream, replica, last_number, last_hash FROM replicas WHERE account = $1 AND writer = $2
         ORDER BY stream, replica",
    )
    .bind(&state.account().0[..])
    .bind(&dismissal.member.0[..])
    .fetch_all(&mut *connection)
    .await?;
    let cut = |row| {
        Ok(Cut {
            stream: StreamId(array(row, "stream")?),
            replica: ReplicaId(array(row, "replica")?),
            number: count(row, "last_number")?,
            hash: SegmentHash(array(row, "last_hash")?),
        })
    };
    let last = rows.iter().map(cut).collect::<Result<Vec<_>, DbError>>()?;
    let compacted = compacted_by(connection, state.account(), state.journal(), dismissal.member).await?;
    // All rise: an entry whose lists do not cannot be read.
    Ok(last == dismissal.cuts
        && compacted.iter().map(|compacted| compacted.hash).eq(dismissal.compacted.iter().copied()))
}

pub(super) async fn pause(connection: &mut SqliteConnection, new: &NewEntry, member: MemberId) -> Result<(), DbError> {
    let until_ms = new.now_ms.saturating_add(stored(DISMISSAL_PAUSE_SECONDS * 1_000));
    sqlx::query("UPDATE members SET paused_until_ms = $3 WHERE account = $1 AND member = $2")
        .bind(&new.account.0[..])
        .bind(&member.0[..])
        .bind(until_ms)
        .execute(connection)
        .await?;
    Ok(())
}
