//! Makes the database and its stores where there is none.
//!
//! By the browser's own interface: the library's way to make stores prints its errors, and brings the printing of floats into the
//! app with them, 4 KB.

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, Event, IdbDatabase, IdbOpenDbRequest};

use super::StoreTrouble;
use super::transaction::told_by;

/// Makes a database with these stores, unless it is there.
pub(super) async fn make(name: &str, version: u32, stores: &'static [&'static str]) -> Result<(), StoreTrouble> {
    let factory =
        web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(StoreTrouble::Refused)?;
    let request = factory.open_with_u32(name, version).map_err(|cause| thrown(&cause))?;
    let making = request.clone();
    let make_stores = Closure::once(move |_event: Event| {
        let all_made = opened(&making)
            .is_some_and(|database| stores.iter().all(|store| database.create_object_store(store).is_ok()));
        if let (false, Some(transaction)) = (all_made, making.transaction()) {
            // Then the request fails, and nothing is made. Refused only where it has failed already.
            let _ = transaction.abort();
        }
    });
    request.set_onupgradeneeded(Some(make_stores.as_ref().unchecked_ref()));
    let end = Promise::new(&mut |done: Function, failed: Function| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    let end = JsFuture::from(end).await;
    if let Some(database) = opened(&request) {
        database.close();
    }
    match (end, request.error()) {
        (Ok(_), _) => Ok(()),
        (Err(_), Ok(Some(cause))) => Err(told_by(&cause)),
        (Err(_), _) => Err(StoreTrouble::Refused),
    }
}

fn opened(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

fn thrown(cause: &JsValue) -> StoreTrouble {
    cause.dyn_ref::<DomException>().map_or(StoreTrouble::Refused, told_by)
}
