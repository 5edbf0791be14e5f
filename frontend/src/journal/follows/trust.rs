//! How it came about who can open what, in words.

use ebb_sync::{CameAbout, TrustChange};

use super::super::moment_words;
use crate::platform::wall_clock;
use crate::words;

/// How who belongs to the account came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustView {
    /// "482 917 305 116": the same on each device that sees the same.
    pub fingerprint: String,
    /// The newest first.
    pub lines: Vec<TrustLine>,
}

/// One change of who belongs to the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustLine {
    /// "Tablet was added".
    pub what: String,
    /// "23 November 2026, 9:41, by Android phone".
    pub by: String,
}

impl TrustView {
    pub(super) fn of(came_about: &CameAbout) -> Self {
        Self {
            fingerprint: words::fingerprint(came_about.fingerprint),
            lines: came_about.changes.iter().map(TrustLine::of).collect(),
        }
    }
}

impl TrustLine {
    fn of(change: &TrustChange) -> Self {
        let at = change.at_ms.and_then(wall_clock::moment_at).map(|at| moment_words(&at));
        let by = (!change.by.is_empty()).then(|| words::by_device(&change.by));
        let parts: Vec<_> = at.into_iter().chain(by).collect();
        Self { what: words::came_about(change.done, &change.whom), by: parts.join(", ") }
    }
}
