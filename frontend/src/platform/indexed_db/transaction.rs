//! Transactions, and bytes in and out of them. Inside of one only the database may be awaited: awaiting anything else commits
//! it.

use indexed_db_futures::KeyRange;
use indexed_db_futures::error::{Error, JSError};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use super::{LocalStore, StoreTrouble};

impl LocalStore {
    /// A transaction that writes, durable once it is committed; it is rolled back if it is dropped before.
    pub(super) fn writing(&self, stores: &[&str]) -> Result<Transaction<'_>, StoreTrouble> {
        let options = TransactionOptions::new().with_durability(TransactionDurability::Strict);
        let names: Vec<String> = stores.iter().map(|name| (*name).to_owned()).collect();
        self.database
            .transaction(names)
            .with_mode(TransactionMode::Readwrite)
            .with_options(options)
            .build()
            .map_err(told)
    }

    /// A transaction that reads.
    pub(super) fn reading(&self, stores: &[&str]) -> Result<Transaction<'_>, StoreTrouble> {
        let names: Vec<String> = stores.iter().map(|name| (*name).to_owned()).collect();
        self.database.transaction(names).build().map_err(told)
    }
}

/// The bytes under a name.
pub(super) async fn get(store: &ObjectStore<'_>, name: &str) -> Result<Option<Vec<u8>>, StoreTrouble> {
    let value: Option<JsValue> = store.get(name).primitive().map_err(told)?.await.map_err(told)?;
    Ok(value.as_ref().and_then(as_bytes))
}

/// Puts bytes under a name.
pub(super) async fn put(store: &ObjectStore<'_>, name: &str, bytes: &[u8]) -> Result<(), StoreTrouble> {
    store.put(as_value(bytes)).with_key(name).without_key_type().primitive().map_err(told)?.await.map_err(told)
}

/// Puts bytes under a number.
pub(super) async fn put_at(store: &ObjectStore<'_>, number: u64, bytes: &[u8]) -> Result<(), StoreTrouble> {
    let request = store.put(as_value(bytes)).with_key(as_key(number)).without_key_type();
    request.primitive().map_err(told)?.await.map_err(told)
}

/// All bytes with numbers above `after`, in their order.
pub(super) async fn all_after(store: &ObjectStore<'_>, after: Option<u64>) -> Result<Vec<Vec<u8>>, StoreTrouble> {
    let rows: Vec<JsValue> = match after {
        None => collect(store.get_all().primitive().map_err(told)?.await.map_err(told)?)?,
        Some(after) => {
            let range: KeyRange<f64> = KeyRange::LowerBound(as_key(after), true);
            collect(store.get_all().with_query::<f64, _>(range).primitive().map_err(told)?.await.map_err(told)?)?
        }
    };
    Ok(rows.iter().filter_map(as_bytes).collect())
}

/// The numbers above `after`, in their order.
pub(super) async fn numbers_after(store: &ObjectStore<'_>, after: u64) -> Result<Vec<u64>, StoreTrouble> {
    let range: KeyRange<f64> = KeyRange::LowerBound(as_key(after), true);
    let keys = store.get_all_keys::<JsValue>().with_query::<f64, _>(range);
    let keys = collect(keys.primitive().map_err(told)?.await.map_err(told)?)?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see `as_key`")]
    let numbers = keys.iter().filter_map(JsValue::as_f64).map(|key| key as u64);
    Ok(numbers.collect())
}

/// The bytes under a number.
pub(super) async fn get_at(store: &ObjectStore<'_>, number: u64) -> Result<Option<Vec<u8>>, StoreTrouble> {
    let value: Option<JsValue> =
        store.get::<JsValue, f64, _>(as_key(number)).primitive().map_err(told)?.await.map_err(told)?;
    Ok(value.as_ref().and_then(as_bytes))
}

/// All bytes with their numbers.
pub(super) fn collect(
    rows: impl Iterator<Item = indexed_db_futures::Result<JsValue>>,
) -> Result<Vec<JsValue>, StoreTrouble> {
    rows.collect::<Result<_, _>>().map_err(told)
}

/// Drops what is under a number.
pub(super) async fn delete_at(store: &ObjectStore<'_>, number: u64) -> Result<(), StoreTrouble> {
    store.delete::<f64, _>(as_key(number)).primitive().map_err(told)?.await.map_err(told)
}

/// Drops everything with numbers up to and with `through`.
pub(super) async fn delete_through(store: &ObjectStore<'_>, through: u64) -> Result<(), StoreTrouble> {
    let range: KeyRange<f64> = KeyRange::UpperBound(as_key(through), false);
    store.delete::<f64, _>(range).primitive().map_err(told)?.await.map_err(told)
}

/// Commits; what was written is on the disk after this.
pub(super) async fn commit(transaction: Transaction<'_>) -> Result<(), StoreTrouble> {
    let committing = transaction.as_sys().clone();
    // A commit that finds no room fails after all that was asked has gone well: the transaction alone knows why.
    transaction.commit().await.map_err(|error| match committing.error() {
        Some(cause) => told_by(&cause),
        None => told(error),
    })
}

/// What went wrong, as far as it matters to the person. By the exception's own name: the library's way to print its errors would bring
/// the printing of floats into the app.
pub(super) fn told(error: Error) -> StoreTrouble {
    match error {
        Error::DomException(exception) => told_by(&exception.into()),
        Error::Unknown(JSError::Error(error)) => named(&String::from(error.name()), error.message().into()),
        Error::Unknown(JSError::Unknown(_)) => StoreTrouble::Broken("the browser did not say why".to_owned()),
        Error::Serialisation(_) => StoreTrouble::Broken("the database does not take this value".to_owned()),
        Error::MissingData(_) => StoreTrouble::Broken("the database did not end what it began".to_owned()),
    }
}

pub(super) fn told_by(exception: &DomException) -> StoreTrouble {
    named(&exception.name(), exception.message())
}

fn named(name: &str, message: String) -> StoreTrouble {
    match name {
        "QuotaExceededError" => StoreTrouble::Full,
        "InvalidStateError" | "SecurityError" | "VersionError" | "NotAllowedError" => StoreTrouble::Refused,
        _ => StoreTrouble::Broken(message),
    }
}

fn as_value(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

pub(super) fn as_bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// IndexedDB counts in floats, exactly up to 2^53: more saves than a life has.
fn as_key(number: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let key = number as f64;
    key
}
