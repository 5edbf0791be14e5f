//! Civil days and times of day: what the calendar and the clock on the wall say, wherever one is.
//!
//! The two conversions of the proleptic Gregorian calendar are Howard Hinnant's `days_from_civil` and `civil_from_days`,
//! held against jiff in the tests: jiff itself would add 13 KB (compressed) to the app for these two alone.

use std::fmt;

/// A day of the calendar, as days since 1 January 1970, between the years -9999 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDay(i32);

const FIRST: i32 = -4_371_587;
const LAST: i32 = 2_932_896;

impl CivilDay {
    /// None is before it.
    pub(crate) const FIRST: Self = Self(FIRST);
    /// 1 January 1970.
    pub const EPOCH: Self = Self(0);

    /// The day that many days after 1 January 1970, if the calendar reaches it.
    pub const fn of_days(days: i32) -> Option<Self> {
        if days < FIRST || days > LAST { None } else { Some(Self(days)) }
    }

    /// The day with this year, month and day of the month, if there is one.
    pub fn of_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        let found = Self::of_days(days_from_civil(i32::from(year), i32::from(month), i32::from(day)))?;
        // Only a day of the calendar reads back as it was named.
        (found.ymd() == (year, month, day)).then_some(found)
    }

    /// Reads "2026-11-23".
    pub fn of_text(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        Self::of_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
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
        let (year, month, day) = civil_from_days(self.0);
        // In range by construction: the fall-backs are never seen.
        (i16::try_from(year).unwrap_or(0), i8::try_from(month).unwrap_or(1), i8::try_from(day).unwrap_or(1))
    }

    /// Day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> i8 {
        // 1 January 1970 was a Thursday.
        i8::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }
}

/// Days of 400 years.
const ERA_DAYS: i32 = 146_097;
/// From 1 March of the year 0, where the eras begin, to 1 January 1970.
const EPOCH_DAYS: i32 = 719_468;

const fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    // Years begin in March here, so that the leap day is the last one.
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * ERA_DAYS + day_of_era - EPOCH_DAYS
}

const fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days + EPOCH_DAYS;
    let era = days.div_euclid(ERA_DAYS);
    let day_of_era = days.rem_euclid(ERA_DAYS);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

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

    /// Reads "8:05", "08:05" or "20:05".
    pub fn of_text(text: &str) -> Option<Self> {
        let (hour, minute) = text.trim().split_once(':')?;
        let is_number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(hour) || !is_number(minute) || minute.len() != 2 {
            return None;
        }
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        if minute < 60 { Self::of_minutes(hour * 60 + minute) } else { None }
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
    use jiff::civil::{Date, date};
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

    #[test]
    fn times_of_day_are_read_as_they_are_typed() {
        let minutes = |text| CivilTime::of_text(text).map(CivilTime::minutes);
        assert_eq!([minutes("8:05"), minutes(" 08:05 "), minutes("23:59")], [Some(485), Some(485), Some(1439)]);
        for text in ["", "8", "8:5", "24:00", "8:60", "-1:00", "+8:00", "8:00:00", "٨:٠٠"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_is_there_exactly_where_jiff_has_one(year: i16, month: i8, day in -1_i8..34) {
            let by_jiff = Date::new(year, month, day).is_ok();
            prop_assert_eq!(CivilDay::of_ymd(year, month, day).is_some(), by_jiff);
        }

        #[test]
        fn every_day_reads_back(days in FIRST..=LAST) {
            let day = CivilDay::of_days(days).unwrap();
            let (year, month, of_month) = day.ymd();
            prop_assert_eq!(CivilDay::of_ymd(year, month, of_month), Some(day));
            let by_jiff = Date::new(year, month, of_month).unwrap();
            prop_assert_eq!((by_jiff - date(1970, 1, 1)).get_days(), days);
            prop_assert_eq!(by_jiff.weekday().to_monday_zero_offset(), day.weekday());
        }
    }
}
