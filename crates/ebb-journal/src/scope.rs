//! What somebody who follows may see: kinds of records, from which day on, without which days; and what that shows of a journal.
//!
//! Arrives: what the owner chose, a journal, its private marks. Leaves: the scope's bytes, the records as they may be shown
//! ([`Shown`]), and what a feed lacks of them ([`FeedChange`]). Never here: keys, positions, who follows.
//!
//! **Deny by default.** A record is shown where everything says so: this version knows its kind, the kind for sharing is in the scope,
//! its day is admitted, it is not private, and what it names is shown. The rules of each kind of record are told in
//! `docs/sharing.md`; whoever changes one changes what people see who were let in before, and raises [`RULES`].
//!
//! | file | holds |
//! | --- | --- |
//! | `days.rs` | which days are admitted |
//! | `bytes.rs` | a scope's bytes |
//! | `marked.rs` | a journal and its private marks |
//! | `projection.rs` | which records are shown |
//! | `clip.rs` | what of them |
//! | `alerts.rs` | what somebody who follows is to be shown now |
//! | `feed.rs` | their names in a feed, and the difference between a feed and what is shown |

mod alerts;
mod bytes;
mod clip;
mod days;
mod feed;
mod marked;
mod projection;
#[cfg(test)]
mod supply_tests;
mod terms;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

pub use crate::catalogue::SharingKind;
use crate::civil::CivilDay;

pub use alerts::{AlertNow, FeedNews, alerts_now};
pub use bytes::UnreadableScope;
use days::AdmittedDays;
pub use days::{DaysBetween, LEFT_OUT_MAX, TooManySpans};
pub use feed::{FeedChange, FeedId, difference};
pub use marked::{Marked, PrivateMark};
pub use projection::{Shown, reached_by};
pub use terms::{Alert, FollowTerms, UnreadableTerms};

/// The version of the rules of projection. A device with older ones leaves a feed alone that newer ones made.
pub const RULES: u16 = 2;

/// What somebody who follows may see. [`Scope::default`] shows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    kinds: BTreeSet<SharingKind>,
    days: AdmittedDays,
}

impl Scope {
    /// All days of these kinds.
    pub fn of(kinds: impl IntoIterator<Item = SharingKind>) -> Self {
        Self { kinds: kinds.into_iter().collect(), days: AdmittedDays::default() }
    }

    /// "Medicines only": what is taken, and its doses.
    pub fn medicines_only() -> Self {
        Self::of([SharingKind::Medicines])
    }

    /// "How I am": all but intimate matters, mood, sleep and memory, and notes.
    pub fn how_i_am() -> Self {
        Self::of([
            SharingKind::Medicines,
            SharingKind::JointsAndMuscles,
            SharingKind::HeatAndSweat,
            SharingKind::HeartAndBlood,
            SharingKind::Body,
            SharingKind::DailyLife,
            SharingKind::LabsAndBone,
        ])
    }

    /// The kinds, in the order in which they are offered.
    pub fn kinds(&self) -> impl Iterator<Item = SharingKind> {
        self.kinds.iter().copied()
    }

    /// Whether a kind is shared.
    pub fn shares(&self, kind: SharingKind) -> bool {
        self.kinds.contains(&kind)
    }

    /// Shares one more kind.
    pub fn widen(&mut self, kind: SharingKind) {
        self.kinds.insert(kind);
    }

    /// Shares a kind no longer.
    pub fn narrow(&mut self, kind: SharingKind) {
        self.kinds.remove(&kind);
    }

    /// From which day on; `None` where all the past is shared.
    pub const fn from(&self) -> Option<CivilDay> {
        self.days.from()
    }

    /// Shares what happened from that day on; `None` for all the past.
    pub const fn set_from(&mut self, from: Option<CivilDay>) {
        self.days.set_from(from);
    }

    /// Whether a day is shared: not before the first one, not left out, and before a pause.
    pub fn admits(&self, day: CivilDay) -> bool {
        self.days.admits(day)
    }

    /// The days in between that are not shared, in order; without a pause that goes on.
    pub fn left_out(&self) -> impl Iterator<Item = RangeInclusive<CivilDay>> {
        self.days.left_out()
    }

    /// Leaves days out. Where they would be too many spans nothing changes.
    pub fn leave_out(&mut self, days: &RangeInclusive<CivilDay>) -> Result<(), TooManySpans> {
        self.days.leave_out(days)
    }

    /// Lets days in that were left out. A pause that goes on stays. Where they would be too many spans nothing changes.
    pub fn let_in(&mut self, days: &RangeInclusive<CivilDay>) -> Result<(), TooManySpans> {
        self.days.let_in(days)
    }

    /// Since when it is paused; `None` where it is not.
    pub const fn paused_from(&self) -> Option<CivilDay> {
        self.days.paused_from()
    }

    /// Pauses: nothing of that day and of any day after it is shared. A pause that began earlier stays as it is.
    pub fn pause(&mut self, from: CivilDay) {
        self.days.pause(from);
    }

    /// Goes on: `today` is the first day that is shared again. Days that were left out before the pause stay left out either way.
    /// Where they would be too many spans nothing changes.
    pub fn go_on(&mut self, today: CivilDay, between: DaysBetween) -> Result<(), TooManySpans> {
        self.days.go_on(today, between)
    }
}
