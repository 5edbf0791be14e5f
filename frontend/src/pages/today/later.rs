//! "Later": the doses of today that were put off, kept in local storage. It is about this phone's screen, not about the journal.

use leptos::prelude::*;

use crate::journal::DoseDue;
use crate::platform::{local_storage, store_choice};

const NAME: &str = "ebb.later";

/// The doses of one day that were put off: a line with the day, then a line for each, with the name of its record.
#[derive(Clone, Copy)]
pub struct Later(RwSignal<String>);

impl Later {
    /// What was put off.
    pub fn open() -> Self {
        Self(RwSignal::new(local_storage::get(&store_choice::name_of(NAME)).unwrap_or_default()))
    }

    /// Whether this dose was put off on this day.
    pub fn has(self, day: &str, due: &DoseDue) -> bool {
        let line = line(due);
        self.0.with(|kept| {
            let mut lines = kept.lines();
            lines.next() == Some(day) && lines.any(|put_off| put_off == line)
        })
    }

    /// Puts this dose off for this day. What was put off on another day counts no more.
    pub fn put_off(self, day: &str, due: &DoseDue) {
        let mut kept = self.0.get_untracked();
        if kept.lines().next() != Some(day) {
            day.clone_into(&mut kept);
        }
        kept.push('\n');
        kept.push_str(&line(due));
        local_storage::set(&store_choice::name_of(NAME), &kept);
        self.0.set(kept);
    }
}

/// The name of its record, as hexadecimal digits.
fn line(due: &DoseDue) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: u8| [byte >> 4, byte & 15].map(|half| char::from(DIGITS[usize::from(half)]));
    due.id.to_bytes().into_iter().flat_map(digits).collect()
}
