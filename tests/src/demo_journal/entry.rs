//! An entry as it is logged: what, when, and what is done to it soon after.

use ebb_journal::draft::Problem;
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
    /// By its parts, or as it was named before.
    Known(RecordId),
    /// By the sitting in which it is made.
    Made(Kind),
}

impl Entry {
    /// A record that is named by the sitting in which it is made.
    pub(super) const fn made(written: Moment, record: Record) -> Self {
        Self { written, name: EntryName::Made(record.kind()), record, later: None }
    }

    /// A record whose name is known.
    pub(super) const fn known(written: Moment, id: RecordId, record: Record) -> Self {
        Self { written, name: EntryName::Known(id), record, later: None }
    }

    /// Who keeps the journal.
    pub(super) const fn person(written: Moment, record: Record) -> Self {
        Self::known(written, RecordId::sole(Kind::PERSON), record)
    }
}

/// What became of a draft. No source writes one that the app would refuse; should one do so, its test stops.
pub(super) fn checked<T>(draft: Result<T, Vec<Problem>>) -> Option<T> {
    debug_assert!(draft.is_ok(), "a draft that the app would refuse: {:?}", draft.as_ref().err());
    draft.ok()
}
