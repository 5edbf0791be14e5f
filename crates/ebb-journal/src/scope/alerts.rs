//! What somebody who follows is to be shown now: what was agreed ([`super::FollowTerms`]), as far as the feed can know it.
//!
//! Stale data never alarms: that something was not logged is said only where the owner's device was heard from after the time by which
//! it would have been. And nothing is said of days or kinds that are not shared.

#[cfg(test)]
mod tests;

use super::{Alert, FollowTerms, Scope};
use crate::civil::{CivilDay, CivilTime};
use crate::journal::{DueDose, Journal};
use crate::moment::Moment;
use crate::record_id::{Name, SittingId};

/// Something to be shown now, calmly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertNow {
    /// The owner asks to be called.
    CallMe {
        /// When, in milliseconds since 1970.
        asked_ms: i64,
    },
    /// A planned dose is not logged. It may still have been taken.
    DoseNotLogged {
        /// Of which medicine.
        medication: SittingId,
        /// For which day.
        day: CivilDay,
        /// Its time, where one is planned; a dose without one is due all day.
        planned: Option<CivilTime>,
    },
    /// Nothing of what is shared was logged for as long as was agreed.
    NothingLogged {
        /// When the last entry was.
        since: Moment,
    },
    /// What is left of a medicine runs out, by its plan.
    RefillDue {
        /// Of which medicine.
        medication: SittingId,
        /// The day of the last dose.
        day: CivilDay,
    },
}

/// What is known of a feed besides what it shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FeedNews {
    /// When a device of the owner was last heard from, in milliseconds since 1970; `None` where none ever was.
    pub heard_ms: Option<i64>,
    /// Up to which wish to be called whoever follows has said that they know; in milliseconds since 1970.
    pub call_known_ms: Option<i64>,
}

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;
/// Longer than anybody waits for one dose.
const AGREED_DAYS_MAX: i32 = 31;
/// A dose that is not logged is told of for a day; after that the days tell it alone.
const TOLD_FOR_MS: i64 = DAY_MINUTES * MINUTE_MS;
/// That a medicine ran out is told of for a week; by then it was counted anew, or nobody counts it any more.
const REFILL_TOLD_FOR_DAYS: i32 = 7;

/// What is to be shown now of a journal made of a feed. `now` is the moment as the clock shows it where the owner is.
pub fn alerts_now(
    journal: &Journal,
    scope: &Scope,
    terms: &FollowTerms,
    news: FeedNews,
    now: &Moment,
) -> Vec<AlertNow> {
    // A clock that is wrong, here or there, makes nothing known that is still to come.
    let known_ms = news.heard_ms.map(|heard| heard.min(now.instant_ms()));
    // A pause says nothing, of the days before it neither.
    let is_told = |alert: Alert| alert.is_within(scope) && scope.paused_from().is_none();
    let agreed = |alert: Alert| terms.alert(alert).filter(|_| is_told(alert)).zip(known_ms);
    let mut told: Vec<AlertNow> = call_me(journal, news.call_known_ms).into_iter().collect();
    if let Some((minutes, known_ms)) = agreed(Alert::MissedDose) {
        told.extend(doses_not_logged(journal, scope, minutes, known_ms, now));
    }
    if let Some((minutes, known_ms)) = agreed(Alert::NothingLogged) {
        told.extend(nothing_logged(journal, scope, minutes, known_ms, now));
    }
    if let Some((minutes, known_ms)) = agreed(Alert::RefillDue) {
        told.extend(refills_due(journal, minutes, known_ms, now));
    }
    told
}

/// The last wish to be called that is not known yet. Whoever presses it means this follow: it is told whatever else was agreed, and in
/// a pause too.
fn call_me(journal: &Journal, known_ms: Option<i64>) -> Option<AlertNow> {
    let asked = journal.call_requests().map(|(_, request)| request.asked_ms).max()?;
    known_ms.is_none_or(|known| asked > known).then_some(AlertNow::CallMe { asked_ms: asked })
}

fn doses_not_logged<'a>(
    journal: &'a Journal,
    scope: &'a Scope,
    minutes: u32,
    known_ms: i64,
    now: &'a Moment,
) -> impl Iterator<Item = AlertNow> + 'a {
    let yesterday = now.day().plus(-1);
    // Longer ago than yesterday only where the agreed time is long.
    let agreed_days = i32::try_from(i64::from(minutes) / DAY_MINUTES).unwrap_or(i32::MAX).min(AGREED_DAYS_MAX);
    let days = (0..=agreed_days + 1).rev();
    let days = days.filter_map(move |back| yesterday?.plus(-back)).chain([now.day()]);
    let is_told = move |day: CivilDay, due: &DueDose<'_>| {
        let planned = due.slot.at.map_or(DAY_MINUTES, |at| i64::from(at.minutes()));
        let from_ms = moment_ms(day, planned, now) + i64::from(minutes) * MINUTE_MS;
        due.dose.is_none() && from_ms <= known_ms && now.instant_ms() - from_ms < TOLD_FOR_MS
    };
    days.filter(|day| scope.admits(*day)).flat_map(move |day| {
        let due = journal.doses_on(day).into_iter().filter(move |due| is_told(day, due));
        due.filter_map(move |due| match due.id.name {
            Name::Dose { medication, .. } => Some(AlertNow::DoseNotLogged { medication, day, planned: due.slot.at }),
            _ => None,
        })
    })
}

/// Where no day since the last entry is left out: of those it is not known that nothing was logged.
fn nothing_logged(journal: &Journal, scope: &Scope, minutes: u32, known_ms: i64, now: &Moment) -> Option<AlertNow> {
    // An entry that a wrong clock puts into days to come is an entry.
    let last = journal.entries().max_by_key(|at| at.instant_ms())?;
    let is_long_ago = last.instant_ms().checked_add(i64::from(minutes) * MINUTE_MS)? <= known_ms;
    let mut between = (last.day().days()..=now.day().days()).filter_map(CivilDay::of_days);
    (is_long_ago && between.all(|day| scope.admits(day))).then(|| AlertNow::NothingLogged { since: last.clone() })
}

/// Where a device of the owner was heard from since it is due: a count of before that may have been made anew. A count that is here was
/// heard of; when it was made by the owner's clock says nothing, for two clocks are never quite the same.
fn refills_due(journal: &Journal, minutes: u32, known_ms: i64, now: &Moment) -> impl Iterator<Item = AlertNow> {
    journal.medications().filter_map(move |(medication, _)| {
        let left = journal.supply(medication, now.day())?;
        let day = left.runs_out?;
        let due_ms = moment_ms(day, 0, now) - i64::from(minutes) * MINUTE_MS;
        let is_known = due_ms <= known_ms;
        let is_recent = now.day().days() - day.days() <= REFILL_TOLD_FOR_DAYS;
        (is_known && is_recent).then_some(AlertNow::RefillDue { medication, day })
    })
}

/// A minute of a day in milliseconds since 1970, by the clock where the owner is.
fn moment_ms(day: CivilDay, minute: i64, there: &Moment) -> i64 {
    (i64::from(day.days()) * DAY_MINUTES + minute - i64::from(there.offset_minutes())) * MINUTE_MS
}
