//! A journal with its private marks: what a scope looks at.

use crate::journal::Journal;
use crate::record::Record;
use crate::record_id::RecordId;
use crate::value::Value;

/// What [`crate::FieldId::PRIVATE`] of a record holds, as the merged state has it.
pub type PrivateMark<'a> = &'a dyn Fn(&RecordId) -> Option<&'a Value>;

/// A journal with its private marks. The mark is a field of every kind of record that merges like any other; the typed journal does
/// not hold it, so whoever asks for a projection must say where the marks are:
/// `Marked::new(state.journal(), &|id| state.value(id, FieldId::PRIVATE))`.
#[derive(Clone, Copy)]
pub struct Marked<'a> {
    journal: &'a Journal,
    mark: PrivateMark<'a>,
    reader: Option<&'a str>,
}

impl<'a> Marked<'a> {
    /// A journal, and where the private marks of its records are.
    pub const fn new(journal: &'a Journal, mark: PrivateMark<'a>) -> Self {
        Self { journal, mark, reader: None }
    }

    /// As this follow sees it, by its name as a member in hexadecimal: with what is for it alone.
    #[must_use]
    pub const fn read_by(self, follow: &'a str) -> Self {
        Self { reader: Some(follow), ..self }
    }

    /// Whether a record that is for one follow alone is for who reads.
    pub(super) fn is_for_reader(self, record: &Record) -> bool {
        self.reader.is_some() && record.only_for() == self.reader
    }

    /// The journal.
    pub const fn journal(self) -> &'a Journal {
        self.journal
    }

    /// Whether the record of that name is marked private. A mark of a newer version is a mark.
    pub fn is_private(self, id: &RecordId) -> bool {
        !matches!((self.mark)(id), None | Some(Value::Nothing | Value::Int(0)))
    }

    /// The record of that name, if it is there and not private.
    pub(super) fn open_record(self, id: &RecordId) -> Option<&'a Record> {
        self.journal.record(id).filter(|_| !self.is_private(id))
    }
}
