//! "Later": the doses of today that were put off, kept in local storage. It is about this phone's screen, not about the journal.

use leptos::prelude::*;

use crate::platform::local_storage;

const NAME: &str = "ebb.later";

/// The doses of one day that were put off, by the names of their medicines.
#[derive(Clone, Copy)]
pub struct Later {
    day: StoredValue<String>,
    names: RwSignal<Vec<String>>,
}

impl Later {
    /// What was put off on this day. What is kept of another day counts no more.
    pub fn of(day: &str) -> Self {
        let kept = local_storage::get(NAME).unwrap_or_default();
        let mut lines = kept.lines();
        let names = if lines.next() == Some(day) { lines.map(str::to_owned).collect() } else { Vec::new() };
        Self { day: StoredValue::new(day.to_owned()), names: RwSignal::new(names) }
    }

    /// Whether the dose of this medicine was put off.
    pub fn has(self, name: &str) -> bool {
        self.names.with(|names| names.iter().any(|put_off| put_off == name))
    }

    /// Puts the dose of this medicine off.
    pub fn put_off(self, name: &str) {
        if !self.has(name) {
            self.names.update(|names| names.push(name.to_owned()));
        }
        let mut kept = self.day.get_value();
        self.names.with_untracked(|names| {
            for name in names {
                kept.push('\n');
                kept.push_str(name);
            }
        });
        local_storage::set(NAME, &kept);
    }
}
