//! Moments and days as text (RFC 9557): "2026-11-24T00:30:00.000+01:00[Europe/Madrid]", "2026-11-24".

use std::fmt::Write;

use ebb_journal::{CivilDay, Moment, Zone};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What the calendar and the clock on the wall said, to the millisecond; how far they were ahead of UTC; the zone.
pub(super) fn push_moment(line: &mut String, moment: &Moment) {
    let offset = moment.offset_minutes();
    let of_day = (moment.instant_ms() + i64::from(offset) * MINUTE_MS).rem_euclid(DAY_MS);
    let (hour, minute) = (of_day / HOUR_MS, of_day % HOUR_MS / MINUTE_MS);
    let (second, part) = (of_day % MINUTE_MS / SECOND_MS, of_day % SECOND_MS);
    let sign = if offset < 0 { '-' } else { '+' };
    let (offset_hours, offset_minutes) = (offset.unsigned_abs() / 60, offset.unsigned_abs() % 60);
    // Writing to a string cannot fail.
    let _ = write!(line, "{}T{hour:02}:{minute:02}:{second:02}.{part:03}", moment.day());
    let _ = write!(line, "{sign}{offset_hours:02}:{offset_minutes:02}");
    if let Some(zone) = moment.zone() {
        let _ = write!(line, "[{}]", zone.name());
    }
}

/// Reads what [`push_moment`] writes.
pub(super) fn read_moment(text: &str) -> Option<Moment> {
    const SIGNS: [(usize, u8); 6] = [(10, b'T'), (13, b':'), (16, b':'), (19, b'.'), (26, b':'), (7, b'-')];
    let (clock, zone) = text.split_at_checked(29)?;
    if SIGNS.iter().any(|(at, sign)| clock.as_bytes().get(*at) != Some(sign)) {
        return None;
    }
    let part = |from: usize, to: usize| number::<i64>(clock.get(from..to)?);
    let below = |number: i64, end: i64| (number < end).then_some(number);
    let day = i64::from(read_day(clock.get(..10)?)?.days());
    let of_day = below(part(11, 13)?, 24)? * HOUR_MS
        + below(part(14, 16)?, 60)? * MINUTE_MS
        + below(part(17, 19)?, 60)? * SECOND_MS
        + part(20, 23)?;
    let offset = part(24, 26)? * 60 + below(part(27, 29)?, 60)?;
    let offset = match clock.get(23..24)? {
        "+" => offset,
        "-" => -offset,
        _ => return None,
    };
    let zone = match zone {
        "" => None,
        named => Some(Zone::new(named.strip_prefix('[')?.strip_suffix(']')?).ok()?),
    };
    Moment::new(day * DAY_MS + of_day - offset * MINUTE_MS, i16::try_from(offset).ok()?, zone).ok()
}

/// Reads a day as `CivilDay` shows itself; years before 0 have a sign.
pub(super) fn read_day(text: &str) -> Option<CivilDay> {
    let mut parts = text.rsplitn(3, '-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let year = match year.strip_prefix('-') {
        Some(before) => -number::<i16>(before)?,
        None => number(year)?,
    };
    CivilDay::of_ymd(year, number(month)?, number(day)?)
}

/// A number, where the text is digits alone: what `parse` reads besides (a sign) is no part of a date or a name.
pub(super) fn number<T: TryFrom<i64>>(text: &str) -> Option<T> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    // One parser for all sizes: each would be half a kilobyte of the app.
    let number: i64 = text.parse().ok().filter(|_| is_plain)?;
    T::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebb_testkit::strategies::moments;
    use proptest::prelude::*;

    fn text_of(moment: &Moment) -> String {
        let mut text = String::new();
        push_moment(&mut text, moment);
        text
    }

    #[test]
    fn a_moment_shows_the_wall_then_and_there() {
        let there = Moment::new(1_795_476_600_250, 60, Zone::new("Europe/Madrid").ok()).unwrap();
        assert_eq!(text_of(&there), "2026-11-24T00:30:00.250+01:00[Europe/Madrid]");
        let other = Moment::new(-1, -570, None).unwrap();
        assert_eq!(text_of(&other), "1969-12-31T14:29:59.999-09:30");
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2026-11-24",
            "2026-11-24T00:30:00.250",
            "2026-11-24T24:00:00.000+01:00",
            "2026-11-24T00:60:00.000+01:00",
            "2026-11-31T00:30:00.000+01:00",
            "2026-11-24T00:30:00.000+01:00[Europe Madrid]",
            "2026-11-24T00:30:00.000+01:00[Europe/Madrid",
            "2026-11-24T00:30:00.000 01:00",
            "2026-11-24T+1:30:00.000+01:00",
            "2026-11-24T00:30:00.000+19:00",
            "9026-11-24T00:30:00.000+01:00",
            "2026-11-24T00:30:00.0é0+01:00",
        ] {
            assert_eq!(read_moment(text), None, "{text}");
        }
    }

    #[test]
    fn days_before_the_year_0_are_days() {
        for day in ["-9999-01-01", "-005-02-28", "0000-02-29", "9999-12-31"] {
            assert_eq!(read_day(day).map(|day| day.to_string()).as_deref(), Some(day));
        }
        for day in ["", "2026-11", "2026-13-01", "2026-11-+1", "--5-01-01", "20261-01-01-01"] {
            assert_eq!(read_day(day), None, "{day}");
        }
    }

    proptest! {
        #[test]
        fn every_moment_reads_back(moment in moments()) {
            prop_assert_eq!(read_moment(&text_of(&moment)), Some(moment));
        }

        #[test]
        fn every_day_reads_back(days in -4_371_587_i32..=2_932_896) {
            let day = CivilDay::of_days(days).unwrap();
            prop_assert_eq!(read_day(&day.to_string()), Some(day));
        }
    }
}
