//! Days on which nothing is logged: a few weekends and single days, and a week's holiday each August.

use ebb_journal::CivilDay;
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;

/// Of a hundred weekends, so many are missing: the phone stayed at home.
const LOST_WEEKENDS_PERCENT: u64 = 4;
/// Of a thousand days, so many are: it was all too much, or there was no time.
const LOST_DAYS_PER_MILLE: u64 = 12;
const SATURDAY: i8 = 5;
const AUGUST: i8 = 8;
const HOLIDAY_DAYS: i32 = 7;

/// Says on which days nothing is logged.
pub(super) struct Absences {
    weekends: Seeded,
    days: Seeded,
    is_lost_weekend: bool,
    holiday: Option<CivilDay>,
}

impl Absences {
    pub(super) const fn new(weekends: Seeded, days: Seeded) -> Self {
        Self { weekends, days, is_lost_weekend: false, holiday: None }
    }

    /// Whether nothing is logged on this day. To be asked once for each day, in their order.
    pub(super) fn are_on(&mut self, day: CivilDay) -> bool {
        self.is_lost_weekend = match day.weekday() {
            SATURDAY => self.weekends.below(100) < LOST_WEEKENDS_PERCENT,
            weekday => self.is_lost_weekend && weekday > SATURDAY,
        };
        let is_lost_day = self.days.below(1_000) < LOST_DAYS_PER_MILLE;
        let (_, month, of_month) = day.ymd();
        if (month, of_month) == (AUGUST, 1) {
            self.holiday = day.plus(i32::try_from(self.days.up_to(20)).unwrap_or(0));
        }
        let is_holiday = self.holiday.is_some_and(|first| (0..HOLIDAY_DAYS).contains(&(day.days() - first.days())));
        self.is_lost_weekend || is_lost_day || is_holiday
    }
}
