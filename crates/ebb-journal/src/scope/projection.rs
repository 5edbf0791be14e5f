//! Which records a scope shows of a journal.

use std::collections::{BTreeMap, BTreeSet};

use super::marked::Marked;
use super::{Scope, SharingKind, clip};
use crate::factor::FactorWhat;
use crate::journal::Journal;
use crate::record::{Record, Unreadable};
use crate::record_id::{Kind, Name, RecordId};
use crate::supply::Supply;
use crate::value::{FieldId, Lookup, Value};

/// A record as it is shown: only a projection makes one of a journal's, so nothing else gets into a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown(Record);

impl Shown {
    /// The record.
    pub const fn record(&self) -> &Record {
        &self.0
    }

    /// The record.
    pub fn into_record(self) -> Record {
        self.0
    }

    /// Its kind.
    pub const fn kind(&self) -> Kind {
        self.0.kind()
    }

    /// The fields that say something. All are fields that this version knows; marks of deletion and privacy are not among them.
    pub fn fields(&self) -> impl Iterator<Item = (FieldId, Value)> {
        self.0.fields().into_iter().filter(|(_, value)| *value != Value::Nothing)
    }

    /// Reads one back from a feed.
    pub fn of_feed(kind: Kind, lookup: Lookup<'_>) -> Result<Self, Unreadable> {
        Record::read(kind, lookup).map(Self)
    }
}

impl Scope {
    /// What of the record of that name is shown; `None` where nothing is.
    pub fn project(&self, marked: Marked<'_>, id: &RecordId) -> Option<Shown> {
        let record = marked.open_record(id)?;
        // What is named has a kind that names nothing itself, so this ends.
        let is_named_shown = named_by(id).is_none_or(|named| self.project(marked, &named).is_some());
        if is_named_shown { self.show(marked, id, record) } else { None }
    }

    /// All that is shown of a journal.
    pub fn projection(&self, marked: Marked<'_>) -> BTreeMap<RecordId, Shown> {
        let mut projection = BTreeMap::new();
        self.project_after(marked, None, usize::MAX, |id, shown| {
            projection.insert(id.clone(), shown);
        });
        projection
    }

    /// Tells what is shown of so many records, from the first after one on. The last that was looked at is named, if more follow.
    pub(super) fn project_after(
        &self,
        marked: Marked<'_>,
        after: Option<&RecordId>,
        at_most: usize,
        mut tell: impl FnMut(&RecordId, Shown),
    ) -> Option<RecordId> {
        // Doses of one medication stand side by side: it is looked at once.
        let mut looked_at: Option<(RecordId, bool)> = None;
        let mut last: Option<&RecordId> = None;
        for (looked, (id, record)) in marked.journal().records_after(after).enumerate() {
            if looked >= at_most.max(1) {
                return last.cloned();
            }
            last = Some(id);
            if let Some(named) = named_by(id) {
                let is_shown = match looked_at.take() {
                    Some((last, is_shown)) if last == named => is_shown,
                    _ => self.project(marked, &named).is_some(),
                };
                looked_at = Some((named, is_shown));
                if !is_shown {
                    continue;
                }
            }
            if let Some(shown) = self.show(marked, id, record).filter(|_| !marked.is_private(id)) {
                tell(id, shown);
            }
        }
        None
    }

    /// What of a record is shown that is not private and names nothing that is hidden.
    fn show(&self, marked: Marked<'_>, id: &RecordId, record: &Record) -> Option<Shown> {
        if record.only_for().is_some() {
            let is_its_own = record.kind() == id.kind && marked.is_for_reader(record);
            return if is_its_own { clip::clipped_own(id, record).map(Shown) } else { None };
        }
        let is_shared = record.kind() == id.kind && self.shares_all_it_tells_of(id, record);
        match record {
            _ if !is_shared => None,
            Record::Supply(supply) => self.supply(marked, id, supply).map(Record::Supply).map(Shown),
            _ => clip::clipped(self, id, record).map(Shown),
        }
    }

    /// What is left of a medicine depends on its plan.
    fn supply(&self, marked: Marked<'_>, id: &RecordId, supply: &Supply) -> Option<Supply> {
        let of_it = RecordId { kind: Kind::MEDICATION, name: Name::Made(Supply::medication_of(id)?) };
        match marked.open_record(&of_it)? {
            Record::Medication(medication) => clip::clipped_supply(supply, medication, &self.days),
            _ => None,
        }
    }

    fn shares_all_it_tells_of(&self, id: &RecordId, record: &Record) -> bool {
        let shares = |kind: Option<SharingKind>| kind.is_some_and(|kind| self.shares(kind));
        let shares_the_rest = match record {
            Record::Note(note) => note.about.is_none_or(|symptom| shares(symptom.sharing())),
            Record::Factor(factor) => match factor.what {
                FactorWhat::Listed(number) => number.also_tells_of().is_none_or(|kind| self.shares(kind)),
                FactorWhat::Own(_) => true,
            },
            _ => true,
        };
        shares_the_rest && shares(record.sharing(id))
    }
}

/// The record that one of that name names: it is shown only if that one is.
fn named_by(id: &RecordId) -> Option<RecordId> {
    match id.name {
        Name::Dose { medication, .. } => Some(RecordId { kind: Kind::MEDICATION, name: Name::Made(medication) }),
        Name::Sole | Name::Made(_) | Name::Rating { .. } | Name::Newer { .. } => None,
    }
}

/// The records whose projection may be another one after these have changed: these, and those that name them.
pub fn reached_by<'a>(journal: &Journal, changed: impl IntoIterator<Item = &'a RecordId>) -> BTreeSet<RecordId> {
    let mut reached = BTreeSet::new();
    for id in changed {
        if let RecordId { kind: Kind::MEDICATION, name: Name::Made(medication) } = id {
            reached.extend(journal.doses_of(*medication).map(|(id, _)| id.clone()));
            reached.extend(Some(Supply::id(*medication)).filter(|supply| journal.record(supply).is_some()));
        }
        reached.insert(id.clone());
    }
    reached
}
