//! When doses of a medication are planned, in civil time: "at 8:00, wherever I am".
//!
//! A schedule is one field, written as text: a pattern's word and its parts. The only pattern so far is
//! `daily SLOT[@MINUTES] …`; a pattern of a newer version is kept as it is and plans nothing.

use crate::civil::{CivilDay, CivilTime};

/// When doses are planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// Every day, once for each slot.
    Daily(Vec<Slot>),
    /// A pattern of a newer version, as its text.
    Newer(Box<str>),
}

/// One of the doses of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Given once, and kept when the time changes.
    pub number: u16,
    /// The time on the wall, if the person named one.
    pub at: Option<CivilTime>,
}

/// More doses a day than anyone takes.
const SLOTS_MAX: usize = 24;

impl Schedule {
    /// Once a day, at no stated time.
    pub fn once_a_day() -> Self {
        Self::Daily(vec![Slot { number: 0, at: None }])
    }

    /// The slots that are planned for a day, in order.
    pub fn planned_on(&self, _day: CivilDay) -> &[Slot] {
        match self {
            Self::Daily(slots) => slots,
            Self::Newer(_) => &[],
        }
    }

    pub(crate) fn to_text(&self) -> String {
        match self {
            Self::Daily(slots) => slots.iter().fold("daily".to_owned(), |text, slot| match slot.at {
                Some(at) => format!("{text} {}@{}", slot.number, at.minutes()),
                None => format!("{text} {}", slot.number),
            }),
            Self::Newer(text) => text.to_string(),
        }
    }

    pub(crate) fn of_text(text: &str) -> Self {
        let slots =
            text.strip_prefix("daily ").and_then(|slots| slots.split(' ').map(read_slot).collect::<Option<Vec<_>>>());
        match slots {
            Some(slots) if slots.len() <= SLOTS_MAX => Self::Daily(slots),
            _ => Self::Newer(text.into()),
        }
    }
}

fn read_slot(text: &str) -> Option<Slot> {
    match text.split_once('@') {
        None => Some(Slot { number: text.parse().ok()?, at: None }),
        Some((number, at)) => {
            Some(Slot { number: number.parse().ok()?, at: Some(CivilTime::of_minutes(at.parse().ok()?)?) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_newer_pattern_is_kept_and_plans_nothing() {
        let schedule = Schedule::of_text("cycle 21/7 from 2026-11-23");
        assert_eq!(schedule.to_text(), "cycle 21/7 from 2026-11-23");
        assert!(schedule.planned_on(CivilDay::of_days(0).unwrap()).is_empty());
    }

    proptest! {
        #[test]
        fn daily_schedules_read_back(slots in prop::collection::vec((any::<u16>(), prop::option::of(0_u16..1440)), 1..SLOTS_MAX)) {
            let slots = slots.into_iter().map(|(number, at)| Slot { number, at: at.and_then(CivilTime::of_minutes) });
            let schedule = Schedule::Daily(slots.collect());
            prop_assert_eq!(Schedule::of_text(&schedule.to_text()), schedule);
        }

        #[test]
        fn any_text_is_kept(text in ".{0,60}") {
            let again = Schedule::of_text(&text).to_text();
            prop_assert_eq!(Schedule::of_text(&again), Schedule::of_text(&text));
        }
    }
}
