//! The database beside the journal's: sealed segments of feeds, of those that this journal makes and of those that are followed, and how
//! far each is held. It is opened when sharing is used, and made anew where it was lost: the server has all of it.
//!
//! | object store | key | value |
//! | --- | --- | --- |
//! | `rows` | a name, see the two modules that use it | bytes |
//! | `segments` | `name of the feed ‖ "/" ‖ number, 20 digits` | `number (8) ‖ the sealed segment` |

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::OpenDbError;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use wasm_bindgen::JsValue;

use super::log::store;
use super::transaction::{as_bytes, collect, commit, get, put, told};
use super::{LocalStore, StoreTrouble, deleting, making};
use crate::platform::store_choice;

const NAME: &str = "ebb-feeds";
const VERSION: u8 = 1;
const ROWS: &str = "rows";
const SEGMENTS: &str = "segments";
/// Comes after every digit, so after every segment of a feed.
const AFTER_DIGITS: &str = ":";

/// The open database of feeds.
pub struct FeedStore {
    database: LocalStore,
}

/// What one transaction changes.
#[derive(Default)]
pub struct FeedChanges<'a> {
    /// Rows to put, each with its name; without bytes it goes.
    pub rows: &'a [(String, Option<Vec<u8>>)],
    /// The feed whose segments are meant; empty where none are.
    pub feed: &'a str,
    /// All segments of it go first.
    pub forgets: bool,
    /// Segments to put, each with its number.
    pub segments: &'a [(u64, &'a [u8])],
}

impl FeedStore {
    /// Opens the database, and makes it where there is none.
    pub async fn open() -> Result<Self, StoreTrouble> {
        let opened = Self::open_named(&store_choice::name_of(NAME)).await?;
        opened.database.yield_to_deletion();
        Ok(opened)
    }

    /// The same under another name.
    pub async fn open_named(name: &str) -> Result<Self, StoreTrouble> {
        making::make(name, VERSION.into(), &[ROWS, SEGMENTS]).await?;
        let database = Database::open(name).with_version(VERSION).await.map_err(|error| match error {
            OpenDbError::Base(error) => told(error),
            _ => StoreTrouble::Refused,
        })?;
        Ok(Self { database: LocalStore { database } })
    }

    /// Deletes it, of the person's own journal. `waits` as with [`LocalStore::delete_own`].
    pub async fn delete_own(waits: impl FnOnce() + 'static) -> Result<(), StoreTrouble> {
        deleting::delete(NAME, waits).await
    }

    /// Closes it: nothing can be read or written from now on.
    pub fn close(&self) {
        self.database.close();
    }

    /// Changes rows and segments in one durable transaction.
    pub async fn change(&self, changes: FeedChanges<'_>) -> Result<(), StoreTrouble> {
        let transaction = self.database.writing(&[ROWS, SEGMENTS])?;
        let (rows, segments) = (store(&transaction, ROWS)?, store(&transaction, SEGMENTS)?);
        for (name, bytes) in changes.rows {
            match bytes {
                Some(bytes) => put(&rows, name, bytes).await?,
                None => rows.delete::<String, _>(name.clone()).primitive().map_err(told)?.await.map_err(told)?,
            }
        }
        if changes.forgets {
            let all = range(changes.feed, 0);
            segments.delete::<String, _>(all).primitive().map_err(told)?.await.map_err(told)?;
        }
        for (number, bytes) in changes.segments {
            put(&segments, &key(changes.feed, *number), &[&number.to_le_bytes(), *bytes].concat()).await?;
        }
        drop((rows, segments));
        commit(transaction).await
    }

    /// The bytes of a row.
    pub async fn row(&self, name: &str) -> Result<Option<Vec<u8>>, StoreTrouble> {
        let transaction = self.database.reading(&[ROWS])?;
        get(&rows_of(&transaction)?, name).await
    }

    /// The bytes of all rows whose names begin so.
    pub async fn rows(&self, begins: &str) -> Result<Vec<Vec<u8>>, StoreTrouble> {
        let transaction = self.database.reading(&[ROWS])?;
        let store = rows_of(&transaction)?;
        let all = KeyRange::Bound(begins.to_owned(), false, [begins, "\u{ffff}"].concat(), true);
        all_in(&store, all, u32::MAX).await
    }

    /// Segments of a feed with higher numbers than this one, in their order, at most so many.
    pub async fn segments(&self, feed: &str, after: u64, at_most: usize) -> Result<Vec<(u64, Vec<u8>)>, StoreTrouble> {
        let transaction = self.database.reading(&[SEGMENTS])?;
        let segments = store(&transaction, SEGMENTS)?;
        let at_most = u32::try_from(at_most).unwrap_or(1);
        let held = all_in(&segments, range(feed, after), at_most).await?;
        let numbered = |bytes: Vec<u8>| {
            let (number, segment) = bytes.split_first_chunk()?;
            Some((u64::from_le_bytes(*number), segment.to_vec()))
        };
        Ok(held.into_iter().filter_map(numbered).collect())
    }
}

fn rows_of<'a>(transaction: &'a Transaction<'_>) -> Result<ObjectStore<'a>, StoreTrouble> {
    store(transaction, ROWS)
}

async fn all_in(store: &ObjectStore<'_>, range: KeyRange<String>, at_most: u32) -> Result<Vec<Vec<u8>>, StoreTrouble> {
    let all = store.get_all::<JsValue>().with_query::<String, _>(range).with_limit(at_most);
    let rows = collect(all.primitive().map_err(told)?.await.map_err(told)?)?;
    Ok(rows.iter().filter_map(as_bytes).collect())
}

fn key(feed: &str, number: u64) -> String {
    // Padded, so that the order of keys is that of numbers.
    let number = number.to_string();
    let zeros = "00000000000000000000".get(number.len()..).unwrap_or_default();
    [feed, "/", zeros, &number].concat()
}

/// The segments of a feed after this number.
fn range(feed: &str, after: u64) -> KeyRange<String> {
    KeyRange::Bound(key(feed, after), true, [feed, "/", AFTER_DIGITS].concat(), true)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::platform::randomness;

    #[wasm_bindgen_test]
    async fn segments_come_back_in_the_order_of_their_numbers_each_feeds_own() {
        let name = format!("ebb-test-{}", u64::from_le_bytes(randomness::bytes()));
        let kept = FeedStore::open_named(&name).await.expect("the browser keeps a database for a test");
        let numbers: [u64; 4] = [1, 9, 10, u64::MAX];
        for feed in ["aa", "ab"] {
            let bytes: Vec<_> =
                numbers.iter().map(|number| [feed.as_bytes(), &number.to_le_bytes()].concat()).collect();
            let segments: Vec<_> = numbers.iter().copied().zip(bytes.iter().map(Vec::as_slice)).collect();
            let rows = [(["at/", feed].concat(), Some(feed.as_bytes().to_vec()))];
            let changes = FeedChanges { rows: &rows, feed, segments: &segments, ..FeedChanges::default() };
            kept.change(changes).await.expect("a change");
        }
        let of = |feed: &str, number: u64| (number, [feed.as_bytes(), &number.to_le_bytes()].concat());
        assert_eq!(kept.segments("aa", 1, 2).await.expect("segments"), [of("aa", 9), of("aa", 10)]);
        assert_eq!(kept.rows("at/").await.expect("rows"), [b"aa".to_vec(), b"ab".to_vec()]);
        let rows = [("at/aa".to_owned(), None)];
        let changes = FeedChanges { rows: &rows, feed: "aa", forgets: true, segments: &[(11, b"new")] };
        kept.change(changes).await.expect("a change");
        assert_eq!(kept.segments("aa", 0, 9).await.expect("segments"), [(11, b"new".to_vec())]);
        assert_eq!(kept.segments("ab", 0, 9).await.expect("segments").len(), 4, "the other feed's stay");
        assert_eq!(kept.row("at/aa").await.expect("a row"), None);
        assert_eq!(kept.row("at/ab").await.expect("a row"), Some(b"ab".to_vec()));
    }
}
