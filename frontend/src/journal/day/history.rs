//! What a record was before, and the way back to it.

use ebb_journal::{Record, RecordId};
use ebb_replica::Version;
use leptos::prelude::*;

use super::telling;
use crate::journal::commands::set;
use crate::journal::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

/// A record as it was after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WasVersion {
    /// "23 November 2026, 9:41, this phone".
    pub when: String,
    /// "4 of 10, got in the way a bit"; "taken out".
    pub told: String,
    /// What it was; `None` while it was taken out, and for what it is now.
    pub back_to: Option<Record>,
}

impl JournalHandle {
    /// What a record was, the latest first.
    pub fn history(&self, id: &RecordId) -> Memo<Vec<WasVersion>> {
        let (handle, id) = (*self, id.clone());
        Memo::new(move |_| {
            handle.changed.track();
            let read = |session: &crate::session::Session| {
                let here = session.replica();
                let versions = session.with_state(|state| state.history(&id));
                told(&id, versions, |replica| replica == here)
            };
            handle.with_session(read).unwrap_or_default()
        })
    }

    /// Makes a record again what it was.
    pub fn back_to(&self, id: &RecordId, record: Record) {
        let id = id.clone();
        self.change(move |state, clock| Some(set(state, clock, &id, &record, words::BACK_TO_BEFORE.to_owned())));
    }
}

fn told(id: &RecordId, versions: Vec<Version>, is_here: impl Fn(ebb_replica::ReplicaId) -> bool) -> Vec<WasVersion> {
    let now = versions.last().and_then(|version| version.record.clone());
    let mut lines = Vec::with_capacity(versions.len());
    for version in versions.into_iter().rev() {
        let at = i64::try_from(version.stamp.ms()).ok().and_then(wall_clock::moment_at);
        let when = at.map(|at| [wording::date(at.day()), wording::clock(at.time())].join(", ")).unwrap_or_default();
        let device = if is_here(version.replica) { words::ON_THIS_PHONE } else { words::ON_ANOTHER_DEVICE };
        let told = match &version.record {
            Some(record) => telling::tell(id, record).1,
            None if version.is_deleted => words::WAS_TAKEN_OUT.to_owned(),
            None => wording::OF_A_NEWER_EBB.to_owned(),
        };
        let back_to = version.record.filter(|record| Some(record) != now.as_ref());
        lines.push(WasVersion { when: [when.as_str(), device].join(", "), told, back_to });
    }
    lines
}
