//! Turns the bytes of a column into an id, or says that the database is damaged.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::DbError;

/// The bytes of a column that must be `N` long.
pub(super) fn array<const N: usize>(row: &SqliteRow, column: &'static str) -> Result<[u8; N], DbError> {
    let bytes: &[u8] = row.try_get(column)?;
    bytes.try_into().map_err(|_| DbError::Corrupt(column))
}

/// A column that counts.
pub(super) fn count(row: &SqliteRow, column: &'static str) -> Result<u64, DbError> {
    let number: i64 = row.try_get(column)?;
    u64::try_from(number).map_err(|_| DbError::Corrupt(column))
}

/// A count as the database holds it. Counts of this server never come near the bound.
pub(super) fn stored(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
