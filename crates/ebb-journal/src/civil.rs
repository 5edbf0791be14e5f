//! Civil days and times of day: what the calendar and the clock on the wall say, wherever one is.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A day of the calendar, as days since 1 January 1970, between the years -9999 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDay(i32);

const FIRST: i32 = -4_371_587;
const LAST: i32 = 2_932_896;

impl CivilDay {
    /// The day that many days after 1 January 1970, if the calendar reaches it.
    pub const fn of_days(days: i32) -> Option<Self> {
        if days < FIRST || days > LAST { None } else { Some(Self(days)) }
    }

    /// The day with this year, month and day of the month, if there is one.
    pub fn of_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self::of_date)
    }

    /// Days since 1 January 1970.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// The day that many days later (earlier, if negative), if the calendar reaches it.
    pub fn plus(self, days: i32) -> Option<Self> {
        self.0.checked_add(days).and_then(Self::of_days)
    }

    /// Year, month (1–12) and day of the month (1–31).
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.to_date();
        (date.year(), date.month(), date.day())
    }

    /// Day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> i8 {
        self.to_date().weekday().to_monday_zero_offset()
    }

    fn of_date(date: Date) -> Self {
        Self((date - EPOCH).get_days())
    }

    fn to_date(self) -> Date {
        // In range by construction: saturating never bites.
        EPOCH.saturating_add(self.0.days())
    }
}

const EPOCH: Date = date(1970, 1, 1);

impl fmt::Display for CivilDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

/// A time of day in minutes after midnight, 0 to 1439.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime(u16);

impl CivilTime {
    /// The time that many minutes after midnight.
    pub const fn of_minutes(minutes: u16) -> Option<Self> {
        if minutes < 24 * 60 { Some(Self(minutes)) } else { None }
    }

    /// Minutes after midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// Hour, 0–23.
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }
}

impl fmt::Display for CivilTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{:02}", self.0 / 60, self.0 % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_calendars_ends_are_days() {
        assert_eq!(CivilDay::of_ymd(9999, 12, 31).map(CivilDay::days), Some(LAST));
        assert_eq!(CivilDay::of_ymd(-9999, 1, 1).map(CivilDay::days), Some(FIRST));
        assert_eq!(CivilDay::of_days(LAST + 1), None);
    }

    #[test]
    fn a_known_day() {
        let day = CivilDay::of_ymd(2026, 11, 23).unwrap();
        assert_eq!((day.weekday(), day.to_string().as_str()), (0, "2026-11-23"));
        assert_eq!(day.plus(8).unwrap().to_string(), "2026-12-01");
    }

    proptest! {
        #[test]
        fn every_day_reads_back(days in FIRST..=LAST) {
            let day = CivilDay::of_days(days).unwrap();
            let (year, month, of_month) = day.ymd();
            prop_assert_eq!(CivilDay::of_ymd(year, month, of_month), Some(day));
        }
    }
}
