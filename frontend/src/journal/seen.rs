//! A journal that somebody else shares: made of their feed, and read by the same pages as one's own. Nothing of it can be changed: it
//! has no session, and a command that finds none does nothing.

mod feed;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::rc::Rc;

use ebb_journal::scope::{FeedNews, FollowTerms, Scope};
use ebb_journal::{CivilDay, Journal, Moment};
use ebb_replica::State;
use leptos::prelude::*;

use super::{JournalHandle, OpenJournal, today_of};
use crate::platform::wall_clock;

/// What is known of a journal that is followed, besides what it shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Follow {
    /// What this person calls whose it is; else what the owner calls themselves counts.
    pub called: Option<String>,
    /// What is shared.
    pub scope: Scope,
    /// What was agreed besides.
    pub terms: FollowTerms,
    /// When it was last heard from, and what of it is known.
    pub news: FeedNews,
    /// Why nothing is shared any more; `None` while something is.
    pub ended: Option<FollowEnd>,
}

/// Why nothing is shared any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowEnd {
    /// The owner stopped it.
    Stopped,
    /// Its time is over.
    Over,
}

/// A journal that is shared, as it is held here.
pub struct SeenJournal {
    state: Rc<RefCell<State>>,
    follow: RefCell<Follow>,
    /// Counts up with every change of the two.
    changed: ArcRwSignal<u64>,
}

/// Which days of a journal are known here: all of one's own; of somebody else's those that they share, up to when they were last
/// heard from.
#[derive(Debug, Clone, Default)]
pub struct KnownDays {
    scope: Option<Scope>,
    last: Option<CivilDay>,
}

/// What is known of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKnown {
    /// All that was logged.
    Known,
    /// It is not shared.
    NotShared,
    /// It came after the last that was heard.
    NotHeard,
}

impl SeenJournal {
    /// A journal made of a feed, and what is known of the follow.
    pub fn new(state: State, follow: Follow) -> Rc<Self> {
        let state = Rc::new(RefCell::new(state));
        Rc::new(Self { state, follow: RefCell::new(follow), changed: ArcRwSignal::new(0) })
    }

    /// Changes what is held: what the feed says now, and what is known of the follow.
    pub fn update<T>(&self, change: impl FnOnce(&mut State, &mut Follow) -> T) -> T {
        let changed = change(&mut self.state.borrow_mut(), &mut self.follow.borrow_mut());
        self.changed.update(|count| *count += 1);
        changed
    }

    /// What is known of the follow.
    pub fn follow(&self) -> Follow {
        self.follow.borrow().clone()
    }

    pub(super) fn state(&self) -> Rc<RefCell<State>> {
        Rc::clone(&self.state)
    }

    /// The moment as the clock shows it where the owner is.
    pub(super) fn there(&self, now: &Moment) -> Moment {
        self.state.borrow().journal().now_there(now)
    }

    pub(super) fn known_days(&self, there: &Moment) -> KnownDays {
        let follow = self.follow.borrow();
        KnownDays { scope: Some(follow.scope.clone()), last: heard_there(&follow, there).map(|heard| heard.day()) }
    }
}

/// When it was last heard from, as the clock showed it where the owner is; a clock that is wrong hears nothing of days to come.
pub(super) fn heard_there(follow: &Follow, there: &Moment) -> Option<Moment> {
    let heard_ms = follow.news.heard_ms?.min(there.instant_ms());
    Moment::new(heard_ms, there.offset_minutes(), there.zone().cloned()).ok()
}

impl KnownDays {
    /// What is known of a day.
    pub fn of(&self, day: CivilDay) -> DayKnown {
        match &self.scope {
            Some(scope) if !scope.admits(day) => DayKnown::NotShared,
            Some(_) if self.last.is_none_or(|last| day > last) => DayKnown::NotHeard,
            Some(_) | None => DayKnown::Known,
        }
    }

    /// Whether it is a journal of somebody else.
    pub const fn is_seen(&self) -> bool {
        self.scope.is_some()
    }

    /// The last day of which anything can be known, of those up to today.
    pub fn last(&self, today: CivilDay) -> CivilDay {
        self.last.map_or(today, |last| last.min(today))
    }

    /// How many of some days are not shared.
    pub fn not_shared(&self, days: std::ops::RangeInclusive<CivilDay>) -> usize {
        let days = (days.start().days()..=days.end().days()).filter_map(CivilDay::of_days);
        days.filter(|day| self.of(*day) == DayKnown::NotShared).count()
    }
}

impl JournalHandle {
    /// A handle to a journal that is shared, for the pages that show it: within them it is *the* journal.
    pub fn of_seen(&self, seen: Rc<SeenJournal>) -> Self {
        let changed = RwSignal::from(seen.changed.clone());
        let open = StoredValue::new_local(Some(OpenJournal::Seen(seen)));
        Self { open, changed, today: today_of(open, changed, self.minute), ..*self }
    }

    /// Whether it is somebody else's.
    pub fn is_seen(&self) -> bool {
        self.seen().is_some()
    }

    /// Whether there is a symptom of which it can be told how it was over time.
    pub fn has_trends(&self) -> bool {
        let (first, others) = self.trend_choices();
        !first.is_empty() || !others.is_empty()
    }

    /// Whether a day can be known: each of one's own, and of somebody else's those that they share.
    pub fn shares(&self, day: CivilDay) -> bool {
        self.seen().is_none_or(|seen| seen.follow.borrow().scope.admits(day))
    }

    /// What is known of the follow, where it is somebody else's.
    pub fn follow(&self) -> Option<Follow> {
        self.changed.track();
        self.seen().map(|seen| seen.follow())
    }

    /// Reads a journal with the days that are known of it, today. Made anew when the journal changes and when the minute turns.
    pub(super) fn of_known_days<T>(&self, read: impl FnOnce(&Journal, &KnownDays, &Moment) -> T) -> Option<T> {
        let (now, known) = self.today_known()?;
        self.with_state(|state| read(state.journal(), &known, &now))
    }

    /// The moment where the journal's owner is, and the days that are known.
    pub(super) fn today_known(&self) -> Option<(Moment, KnownDays)> {
        self.changed.track();
        self.minute.track();
        let now = self.now_there()?;
        let known = self.seen().map(|seen| seen.known_days(&now)).unwrap_or_default();
        Some((now, known))
    }

    /// The moment as the clock shows it where the journal's owner is: here, where it is one's own.
    pub(super) fn now_there(&self) -> Option<Moment> {
        let now = wall_clock::now()?;
        Some(self.seen().map(|seen| seen.there(&now)).unwrap_or(now))
    }

    pub(super) fn seen(&self) -> Option<Rc<SeenJournal>> {
        self.open.with_value(|open| match open {
            Some(OpenJournal::Seen(seen)) => Some(Rc::clone(seen)),
            _ => None,
        })
    }
}
