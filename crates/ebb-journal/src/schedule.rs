//! When doses of a medication are planned, in civil time: "at 8:00, wherever I am".
//!
//! A schedule is one field, written as text: a pattern's word, its own parts, then the slots of a day, with single spaces
//! between. A pattern tells on which days it plans; its slots tell how often and when on such a day. A pattern of a newer version
//! is kept as it is and plans nothing.
//!
//! | text | plans |
//! | --- | --- |
//! | `daily SLOT[@MINUTES] …` | every day |
//! | `unplanned` | nothing: taken when needed, or in a rhythm that cannot be planned yet |
//! | `weekdays DAYS SLOT[@MINUTES] …` | on those days of the week, `135` being Monday, Wednesday and Friday |

use crate::civil::{CivilDay, CivilTime};

/// When doses are planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Schedule {
    /// Every day, once for each slot.
    Daily(Vec<Slot>),
    /// On some days of the week, once for each slot.
    Weekdays {
        /// Which days.
        on: Weekdays,
        /// The slots of such a day.
        slots: Vec<Slot>,
    },
    /// None: it is taken when needed, or in a rhythm that cannot be planned yet.
    Unplanned,
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

/// Some days of the week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weekdays(u8);

const UNPLANNED: &str = "unplanned";
/// More doses a day than anyone takes.
pub(crate) const SLOTS_MAX: usize = 24;

impl Weekdays {
    /// These days, 0 for Monday to 6 for Sunday.
    pub fn of(days: &[i8]) -> Self {
        days.iter().fold(Self::default(), |these, day| these.with(*day))
    }

    /// These, and one more, 0 for Monday to 6 for Sunday; the same for any other number.
    #[must_use]
    pub const fn with(self, day: i8) -> Self {
        if day >= 0 && day < 7 { Self(self.0 | 1 << day) } else { self }
    }

    /// Whether a day is one of them, 0 for Monday to 6 for Sunday.
    pub const fn has(self, day: i8) -> bool {
        day >= 0 && day < 7 && self.0 & 1 << day != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days, 0 for Monday to 6 for Sunday.
    pub fn days(self) -> impl Iterator<Item = i8> {
        (0..7).filter(move |day| self.has(*day))
    }

    /// Reads `135`; each day once, in order.
    fn of_text(text: &str) -> Option<Self> {
        let mut days = Self::default();
        let mut last = b'0';
        for digit in text.bytes() {
            if digit <= last || digit > b'7' {
                return None;
            }
            days.0 |= 1 << (digit - b'1');
            last = digit;
        }
        (!days.is_empty()).then_some(days)
    }
}

impl Schedule {
    /// Once a day, at no stated time.
    pub fn once_a_day() -> Self {
        Self::Daily(vec![Slot { number: 0, at: None }])
    }

    /// Every day, once for each time (`None`: at no stated time). Slots of `before` are kept in order, so that past doses stay
    /// those of their slot when a time changes.
    pub fn daily(times: &[Option<CivilTime>], before: Option<&Self>) -> Self {
        Self::Daily(slots_at(times, before))
    }

    /// On some days of the week, once for each time; slots as in [`Schedule::daily`].
    pub fn weekdays(on: Weekdays, times: &[Option<CivilTime>], before: Option<&Self>) -> Self {
        Self::Weekdays { on, slots: slots_at(times, before) }
    }

    /// All slots of a day on which it plans.
    pub fn slots(&self) -> &[Slot] {
        match self {
            Self::Daily(slots) | Self::Weekdays { slots, .. } => slots,
            Self::Unplanned | Self::Newer(_) => &[],
        }
    }

    /// The slots that are planned for a day, in order.
    pub fn planned_on(&self, day: CivilDay) -> &[Slot] {
        match self {
            Self::Weekdays { on, .. } if !on.has(day.weekday()) => &[],
            _ => self.slots(),
        }
    }

    pub(crate) fn to_text(&self) -> String {
        let mut text = match self {
            Self::Daily(_) => "daily".to_owned(),
            Self::Weekdays { on, .. } => {
                on.days().fold("weekdays ".to_owned(), |text, day| format!("{text}{}", day + 1))
            }
            Self::Unplanned => UNPLANNED.to_owned(),
            Self::Newer(text) => text.to_string(),
        };
        for slot in self.slots() {
            text = match slot.at {
                Some(at) => format!("{text} {}@{}", slot.number, at.minutes()),
                None => format!("{text} {}", slot.number),
            };
        }
        text
    }

    pub(crate) fn of_text(text: &str) -> Self {
        Self::known(text).unwrap_or_else(|| Self::Newer(text.into()))
    }

    fn known(text: &str) -> Option<Self> {
        if text == UNPLANNED {
            return Some(Self::Unplanned);
        }
        let (pattern, rest) = text.split_once(' ')?;
        match pattern {
            "daily" => read_slots(rest).map(Self::Daily),
            "weekdays" => {
                let (days, slots) = rest.split_once(' ')?;
                Some(Self::Weekdays { on: Weekdays::of_text(days)?, slots: read_slots(slots)? })
            }
            _ => None,
        }
    }
}

/// A slot for each time: the first ones are those of before, further ones get numbers above all of them.
fn slots_at(times: &[Option<CivilTime>], before: Option<&Schedule>) -> Vec<Slot> {
    let before = before.map(Schedule::slots).unwrap_or_default();
    let mut next = before.iter().map(|slot| slot.number.saturating_add(1)).max().unwrap_or(0);
    let mut slots = Vec::with_capacity(times.len());
    for (place, at) in times.iter().enumerate() {
        let number = before.get(place).map_or(next, |slot| slot.number);
        next = next.max(number.saturating_add(1));
        slots.push(Slot { number, at: *at });
    }
    slots
}

fn read_slots(text: &str) -> Option<Vec<Slot>> {
    let slots = text.split(' ').map(read_slot).collect::<Option<Vec<_>>>()?;
    (slots.len() <= SLOTS_MAX).then_some(slots)
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

    fn day(of_month: i8) -> CivilDay {
        CivilDay::of_ymd(2026, 11, of_month).unwrap()
    }

    fn at(hour: u16) -> Option<CivilTime> {
        CivilTime::of_minutes(hour * 60)
    }

    #[test]
    fn the_texts_of_schedules_are_frozen() {
        let twice = Schedule::daily(&[at(8), None], None);
        assert_eq!(twice.to_text(), "daily 0@480 1");
        let weekly = Schedule::weekdays(Weekdays::of(&[0, 2, 4]), &[at(9)], None);
        assert_eq!(weekly.to_text(), "weekdays 135 0@540");
        assert_eq!(Schedule::Unplanned.to_text(), "unplanned");
        assert_eq!(Schedule::of_text("unplanned"), Schedule::Unplanned);
        assert_eq!(Schedule::of_text("weekdays 135 0@540"), weekly);
    }

    #[test]
    fn weekdays_plan_on_those_days_and_no_others() {
        let schedule = Schedule::weekdays(Weekdays::of(&[0, 6]), &[None], None);
        // 23 November 2026 is a Monday.
        let planned: Vec<i8> = (16..=29).filter(|of_month| !schedule.planned_on(day(*of_month)).is_empty()).collect();
        assert_eq!(planned, [16, 22, 23, 29]);
    }

    #[test]
    fn a_slot_keeps_its_number_when_its_time_changes() {
        let once = Schedule::of_text("daily 4@480");
        let twice = Schedule::daily(&[at(9), at(20)], Some(&once));
        assert_eq!(twice.to_text(), "daily 4@540 5@1200");
        let weekly = Schedule::weekdays(Weekdays::of(&[1]), &[None], Some(&twice));
        assert_eq!(weekly.to_text(), "weekdays 2 4");
    }

    #[test]
    fn a_newer_pattern_is_kept_and_plans_nothing() {
        for text in
            ["cycle 21/7 from 2026-11-23", "weekdays 31 0", "weekdays 8 0", "weekdays  0", "weekdays 1", "daily"]
        {
            let schedule = Schedule::of_text(text);
            assert_eq!(schedule.to_text(), text);
            assert!(matches!(schedule, Schedule::Newer(_)) && schedule.planned_on(day(23)).is_empty(), "{text}");
        }
    }

    fn slots() -> impl Strategy<Value = Vec<Slot>> {
        let slot = (any::<u16>(), prop::option::of(0_u16..1440));
        prop::collection::vec(slot, 1..SLOTS_MAX).prop_map(|slots| {
            let slot = |(number, at): (u16, Option<u16>)| Slot { number, at: at.and_then(CivilTime::of_minutes) };
            slots.into_iter().map(slot).collect()
        })
    }

    proptest! {
        #[test]
        fn schedules_read_back(slots in slots(), days in 1_u8..128) {
            let on = Weekdays(days);
            for schedule in [Schedule::Daily(slots.clone()), Schedule::Weekdays { on, slots }] {
                prop_assert_eq!(Schedule::of_text(&schedule.to_text()), schedule);
            }
        }

        #[test]
        fn weekdays_plan_as_often_in_any_week_as_they_are_days(days in 1_u8..128, first in -100_000_i32..100_000, slots in slots()) {
            let on = Weekdays(days);
            let schedule = Schedule::Weekdays { on, slots };
            let week = (first..first + 7).filter_map(CivilDay::of_days);
            let planned: Vec<CivilDay> = week.filter(|day| !schedule.planned_on(*day).is_empty()).collect();
            prop_assert_eq!(planned.len(), on.days().count());
            prop_assert!(planned.iter().all(|day| on.has(day.weekday())));
        }

        #[test]
        fn new_slots_never_take_a_number_of_before(slots in slots(), times in 1_usize..SLOTS_MAX) {
            prop_assume!(slots.iter().all(|slot| slot.number < u16::MAX - 30));
            let before = Schedule::Daily(slots.clone());
            let after = Schedule::daily(&vec![None; times], Some(&before));
            let added = after.slots().iter().skip(slots.len());
            prop_assert!(added.clone().all(|slot| slots.iter().all(|old| old.number != slot.number)));
            prop_assert_eq!(after.slots().len(), times);
        }

        #[test]
        fn any_text_is_kept(text in ".{0,60}") {
            let again = Schedule::of_text(&text).to_text();
            prop_assert_eq!(Schedule::of_text(&again), Schedule::of_text(&text));
        }
    }
}
