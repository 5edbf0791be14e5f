//! Weeks and months of a symptom, each with its median and how many days of it were logged.

use ebb_journal::CivilDay;

use crate::day_values::DayValues;
use crate::median::Median;

/// Days that follow one another and belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first of them.
    pub first: CivilDay,
    /// The last of them.
    pub last: CivilDay,
    /// On how many of them there is a value.
    pub logged: usize,
    /// The median of these values; `None` where there is none.
    pub median: Option<Median>,
}

/// Each day by itself.
pub fn by_day(values: &DayValues) -> Vec<Period> {
    cut(values, CivilDay::days)
}

/// The weeks of the calendar, Monday first; the first and the last may be short.
pub fn by_week(values: &DayValues) -> Vec<Period> {
    cut(values, |day| (day.days() - i32::from(day.weekday())).div_euclid(7))
}

/// The months of the calendar; the first and the last may be short.
pub fn by_month(values: &DayValues) -> Vec<Period> {
    cut(values, |day| {
        let (year, month, _) = day.ymd();
        i32::from(year) * 12 + i32::from(month)
    })
}

/// Cuts where the key of the day changes.
fn cut(values: &DayValues, key: impl Fn(CivilDay) -> i32) -> Vec<Period> {
    let days: Vec<_> = values.iter().collect();
    let period = |days: &[(CivilDay, Option<u16>)]| {
        let (first, last) = (days.first()?.0, days.last()?.0);
        let found: Vec<u16> = days.iter().filter_map(|day| day.1).collect();
        Some(Period { first, last, logged: found.len(), median: Median::of(found) })
    };
    days.chunk_by(|one, next| key(one.0) == key(next.0)).filter_map(period).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trend::made::{day, rate};
    use ebb_journal::catalogue::symptom;
    use ebb_journal::{Journal, SymptomNumber};
    use proptest::prelude::*;

    fn values(rated: &[(i32, u16)], length: i32) -> DayValues {
        let mut journal = Journal::default();
        for (on, value) in rated {
            rate(&mut journal, day(*on), *value);
        }
        DayValues::of(&journal, symptom(SymptomNumber::JOINT_PAIN).unwrap(), day(0)..=day(length))
    }

    #[test]
    fn weeks_begin_on_monday_and_a_week_that_nobody_logged_is_a_gap() {
        // Day 0 is a Thursday.
        let weeks = by_week(&values(&[(0, 4), (2, 6), (11, 0)], 13));
        let told: Vec<_> = weeks.iter().map(|week| (week.logged, week.median.map(Median::halves))).collect();
        assert_eq!(told, [(2, Some(10)), (0, None), (1, Some(0))]);
        assert_eq!(weeks[1].first, day(4));
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let months = by_month(&values(&[(0, 4)], 40));
        assert_eq!(months.iter().map(|month| month.first.ymd().1).collect::<Vec<_>>(), [1, 2]);
    }

    proptest! {
        #[test]
        fn periods_lose_no_day_and_never_have_more_logged_than_days(
            rated in prop::collection::vec((0_i32..200, 0_u16..=10), 0..80),
            length in 0_i32..200,
        ) {
            let values = values(&rated, length);
            for periods in [by_day(&values), by_week(&values), by_month(&values)] {
                let days = |period: &Period| usize::try_from(period.last.days() - period.first.days() + 1).unwrap();
                prop_assert_eq!(periods.iter().map(days).sum::<usize>(), values.days());
                prop_assert_eq!(periods.iter().map(|period| period.logged).sum::<usize>(), values.logged());
                for period in &periods {
                    prop_assert!(period.logged <= days(period));
                    prop_assert_eq!(period.logged == 0, period.median.is_none());
                }
            }
        }
    }
}
