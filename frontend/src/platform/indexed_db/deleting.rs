//! Deletes a database, and lets go of one that another tab deletes.

use indexed_db_futures::internals::SystemRepr;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase};

use super::{LocalStore, StoreTrouble};
use crate::platform::location;

impl LocalStore {
    /// Closes it: nothing can be read or written from now on.
    pub fn close(&self) {
        self.as_idb().close();
    }

    /// When another tab deletes this database, closes it at once and loads the page anew: it would show what is gone.
    pub(super) fn yield_to_deletion(&self) {
        let database = self.as_idb();
        let open = database.clone();
        let yielding = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            // A newer version of the app asks for another version; a deletion for none.
            let version = Reflect::get(&event, &JsValue::from_str("newVersion"));
            if version.is_ok_and(|version| version.is_null()) {
                open.close();
                location::reload();
            }
        });
        database.set_onversionchange(Some(yielding.as_ref().unchecked_ref()));
        yielding.forget();
    }

    fn as_idb(&self) -> IdbDatabase {
        let database: &JsValue = self.database.as_sys().as_ref();
        database.clone().unchecked_into()
    }
}

/// Deletes a database. `waits` is called when it is still open somewhere that does not let go; the deletion goes on as soon as it does.
pub(super) async fn delete(name: &str, waits: impl FnOnce() + 'static) -> Result<(), StoreTrouble> {
    let factory =
        web_sys::window().and_then(|window| window.indexed_db().ok().flatten()).ok_or(StoreTrouble::Refused)?;
    let request = factory.delete_database(name).map_err(|_| StoreTrouble::Refused)?;
    let blocked = Closure::once(waits);
    request.set_onblocked(Some(blocked.as_ref().unchecked_ref()));
    let end = Promise::new(&mut |done: Function, failed: Function| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(end).await.map(drop).map_err(|_| StoreTrouble::Refused)
}
