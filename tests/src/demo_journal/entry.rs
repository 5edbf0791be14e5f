//! An entry as it is logged: what, when, and what is done to it soon after.

use ebb_journal::{Kind, Moment, Record, RecordId};

/// An entry.
pub(super) struct Entry {
    /// When it is logged.
    pub(super) written: Moment,
    /// How its record is named.
    pub(super) name: EntryName,
    /// What it says.
    pub(super) record: Record,
    /// What it says later, and when: it ends, it is corrected. `None` where it is removed.
    pub(super) later: Option<(Moment, Option<Record>)>,
}

/// How a record is named.
pub(super) enum EntryName {
    /// By its parts.
    Derived(RecordId),
    /// By the sitting in which it is made.
    Made(Kind),
}

impl Entry {
    /// A record that is named by the sitting in which it is made.
    pub(super) const fn made(written: Moment, record: Record) -> Self {
        Self { written, name: EntryName::Made(record.kind()), record, later: None }
    }

    /// Who keeps the journal.
    pub(super) const fn person(written: Moment, record: Record) -> Self {
        Self { written, name: EntryName::Derived(RecordId::sole(Kind::PERSON)), record, later: None }
    }
}
