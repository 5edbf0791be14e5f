//! Local storage: small things that must be there before the first paint and may be lost without harm.

use web_sys::Storage;

/// What is kept under a name; `None` where nothing is, or where the browser keeps nothing for this site.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Keeps a text under a name, as well as the browser allows: nothing here is worth telling when it does not.
pub fn set(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, text);
    }
}

/// Forgets everything.
pub fn forget() {
    if let Some(storage) = storage() {
        // Refused only where nothing was kept.
        let _ = storage.clear();
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
