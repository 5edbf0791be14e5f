//! Which journal this tab has open: the person's own, or the sample that is looked around in. Each has names of its own for
//! everything that is kept or shared between tabs.
//!
//! Kept in session storage: it holds for this tab alone, and over reloads.

use web_sys::Storage;

const SAMPLE: &str = "ebb.sample";
const DELETED: &str = "ebb.deleted";
const ENDING: &str = ".sample";

/// Whether this tab looks around in the sample.
pub fn is_sample() -> bool {
    came_from().is_some()
}

/// What something of a journal is called in the journal that is open.
pub fn name_of(own: &str) -> String {
    if is_sample() { sample_name_of(own) } else { own.to_owned() }
}

/// What the same is called in the sample.
pub fn sample_name_of(own: &str) -> String {
    [own, ENDING].concat()
}

/// From the next load on this tab looks around in the sample; `from` is the path to come back to. `false` where the browser does not
/// keep that.
pub fn choose_sample(from: &str) -> bool {
    put(SAMPLE, from);
    is_sample()
}

/// From the next load on it is the person's own journal again. Tells the path that one came from.
pub fn choose_own() -> String {
    let from = came_from();
    remove(SAMPLE);
    from.unwrap_or_else(|| "/".to_owned())
}

/// Notes that everything was deleted, for the next load.
pub fn note_deleted() {
    put(DELETED, "yes");
}

/// Whether everything was deleted just before this load. Told once.
pub fn take_deleted() -> bool {
    let was = session().and_then(|session| session.get_item(DELETED).ok().flatten()).is_some();
    if was {
        remove(DELETED);
    }
    was
}

/// Forgets all that is kept for this tab.
pub fn forget() {
    if let Some(session) = session() {
        // Refused only where nothing was kept.
        let _ = session.clear();
    }
}

fn came_from() -> Option<String> {
    session()?.get_item(SAMPLE).ok().flatten()
}

fn put(name: &str, text: &str) {
    if let Some(session) = session() {
        // Whoever needs it looks whether it is there.
        let _ = session.set_item(name, text);
    }
}

fn remove(name: &str) {
    if let Some(session) = session() {
        // Refused only where nothing was kept.
        let _ = session.remove_item(name);
    }
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
