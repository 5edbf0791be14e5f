//! Days and times in words: the one place that writes them, as English is written where the person is.

use ebb_journal::{CivilDay, CivilTime};

use crate::platform::locale::{Style, style};

/// The days of the week, Monday first.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// The months.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "Monday".
pub fn weekday(day: CivilDay) -> &'static str {
    usize::try_from(day.weekday()).ok().and_then(|index| WEEKDAYS.get(index)).unwrap_or(&"")
}

/// The days of the week, Monday first.
pub const fn weekday_names() -> [&'static str; 7] {
    WEEKDAYS
}

/// "November".
fn month(day: CivilDay) -> &'static str {
    month_name(day.ymd().1)
}

/// "Nov".
pub fn month_short(day: CivilDay) -> &'static str {
    month(day).get(..3).unwrap_or_default()
}

/// "November 2026".
pub fn month_of_year(day: CivilDay) -> String {
    let (year, month, _) = day.ymd();
    named_month(year, month)
}

/// "March 2023", by the numbers of the year and the month.
pub fn named_month(year: i16, month: i8) -> String {
    [month_name(month), " ", &year.to_string()].concat()
}

/// "2 to 8 March", "30 March to 5 April"; in America "March 2 to 8", "March 30 to April 5".
pub fn from_to(first: CivilDay, last: CivilDay) -> String {
    from_to_in(style(), first, last)
}

/// "2 March 2026 to 5 April 2026".
pub fn from_to_dates(first: CivilDay, last: CivilDay) -> String {
    [date(first).as_str(), " to ", &date(last)].concat()
}

/// "Monday 23 November"; in America "Monday, November 23".
pub fn date_title(day: CivilDay) -> String {
    title_in(style(), day)
}

/// "24 November 2026"; in America "November 24, 2026".
pub fn date(day: CivilDay) -> String {
    date_in(style(), day)
}

/// A day as it is told near today: "24 November" where it is of this year or of the next eleven months, else "24 November 2027".
pub fn near_date(day: CivilDay, today: CivilDay) -> String {
    if needs_no_year(day, today) { in_month(style(), day) } else { date(day) }
}

fn needs_no_year(day: CivilDay, today: CivilDay) -> bool {
    let ((year, month, of_month), (this_year, this_month, today)) = (day.ymd(), today.ymd());
    let months = (i32::from(year) - i32::from(this_year)) * 12 + i32::from(month) - i32::from(this_month);
    year == this_year || (months > 0 && (months < 11 || (months == 11 && of_month <= today)))
}

/// "9:41"; in America "9:41 AM".
pub fn clock(time: CivilTime) -> String {
    clock_in(style(), time)
}

fn title_in(style: Style, day: CivilDay) -> String {
    let (weekday, in_month) = (weekday(day), in_month(style, day));
    [weekday, if style.month_first { ", " } else { " " }, &in_month].concat()
}

fn date_in(style: Style, day: CivilDay) -> String {
    let year = day.ymd().0.to_string();
    [in_month(style, day).as_str(), if style.month_first { ", " } else { " " }, &year].concat()
}

fn from_to_in(style: Style, first: CivilDay, last: CivilDay) -> String {
    let (from, to) = (in_month(style, first), in_month(style, last));
    let is_same = month(first) == month(last);
    let of_month = |day: CivilDay| day.ymd().2.to_string();
    let (from, to) = match (is_same, style.month_first) {
        (false, _) => (from, to),
        (true, true) => (from, of_month(last)),
        (true, false) => (of_month(first), to),
    };
    [from.as_str(), " to ", to.as_str()].concat()
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).unwrap_or(&"")
}

fn in_month(style: Style, day: CivilDay) -> String {
    let (_, month, of_month) = day.ymd();
    let month = month_name(month);
    let of_month = of_month.to_string();
    if style.month_first { [month, " ", &of_month].concat() } else { [&of_month, " ", month].concat() }
}

fn clock_in(style: Style, time: CivilTime) -> String {
    let Some([morning, afternoon]) = style.halves else { return time.to_string() };
    let half = if time.hour() < 12 { morning } else { afternoon };
    // Midnight and noon are twelve.
    let shown = CivilTime::of_minutes((time.minutes() + 11 * 60) % (12 * 60) + 60);
    [&shown.unwrap_or(time).to_string(), half].concat()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::platform::locale::BRITISH;

    const AMERICAN: Style = Style { month_first: true, halves: Some([" AM", " PM"]) };

    #[wasm_bindgen_test]
    fn a_day_is_told_as_on_a_calendar() {
        let day = CivilDay::of_ymd(2026, 11, 23).unwrap();
        assert_eq!(title_in(BRITISH, day), "Monday 23 November");
        assert_eq!(title_in(AMERICAN, day), "Monday, November 23");
        assert_eq!(date_in(BRITISH, day), "23 November 2026");
        assert_eq!(date_in(AMERICAN, day), "November 23, 2026");
        let (first, next) = (CivilDay::of_ymd(2026, 11, 16).unwrap(), CivilDay::of_ymd(2026, 12, 1).unwrap());
        assert_eq!(from_to_in(BRITISH, first, day), "16 to 23 November");
        assert_eq!(from_to_in(BRITISH, day, next), "23 November to 1 December");
        assert_eq!(from_to_in(AMERICAN, first, day), "November 16 to 23");
        assert_eq!(from_to_in(AMERICAN, day, next), "November 23 to December 1");
        assert_eq!(title_in(BRITISH, CivilDay::of_ymd(2028, 2, 29).unwrap()), "Tuesday 29 February");
    }

    #[wasm_bindgen_test]
    fn a_near_day_needs_no_year() {
        let day = |year, month, of_month| CivilDay::of_ymd(year, month, of_month).unwrap();
        let today = day(2026, 11, 26);
        for near in [day(2026, 1, 1), today, day(2026, 12, 31), day(2027, 1, 3), day(2027, 10, 26)] {
            assert!(needs_no_year(near, today), "{near:?}");
        }
        for far in [day(2025, 12, 31), day(2027, 10, 27), day(2027, 11, 26), day(2028, 1, 1)] {
            assert!(!needs_no_year(far, today), "{far:?}");
        }
    }

    #[wasm_bindgen_test]
    fn midnight_and_noon_are_twelve_where_the_day_has_two_halves() {
        for (minutes, british, american) in [
            (0, "0:00", "12:00 AM"),
            (59, "0:59", "12:59 AM"),
            (60, "1:00", "1:00 AM"),
            (581, "9:41", "9:41 AM"),
            (719, "11:59", "11:59 AM"),
            (720, "12:00", "12:00 PM"),
            (780, "13:00", "1:00 PM"),
            (1439, "23:59", "11:59 PM"),
        ] {
            let time = CivilTime::of_minutes(minutes).unwrap();
            assert_eq!((clock_in(BRITISH, time), clock_in(AMERICAN, time)), (british.to_owned(), american.to_owned()));
        }
    }
}
