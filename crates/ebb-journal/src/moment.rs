//! A moment: the instant, and what the clock on the wall said then and there.

use std::fmt;

use crate::civil::{CivilDay, CivilTime};

/// When something was felt: the instant, the distance of local time from UTC, and, where the phone knew it, the zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    instant_ms: i64,
    offset_minutes: i16,
    zone: Option<Zone>,
}

/// Name of a time zone in the IANA database, such as "Europe/Madrid"; kept as it was told, not looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Zone(Box<str>);

/// Parts that are no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedMoment {
    /// Outside the years 1900 to 2200.
    #[error("the date is outside the years 1900 to 2200")]
    Instant,
    /// No place on earth is that far from UTC.
    #[error("the time zone is more than 18 hours from UTC")]
    Offset,
    /// Empty, longer than 64 bytes, or with characters that no zone has.
    #[error("the time zone's name cannot be read")]
    Zone,
}

/// 1 January 1900 and 1 January 2200.
const INSTANTS_MS: std::ops::Range<i64> = -2_208_988_800_000..7_258_118_400_000;
const OFFSET_MINUTES_MAX: i16 = 18 * 60;
const ZONE_BYTES_MAX: usize = 64;
const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 24 * 60;

impl Zone {
    /// A zone by its name.
    pub fn new(name: &str) -> Result<Self, MalformedMoment> {
        let fits = !name.is_empty() && name.len() <= ZONE_BYTES_MAX;
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
        if fits && plain { Ok(Self(name.into())) } else { Err(MalformedMoment::Zone) }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl Moment {
    /// A moment from milliseconds since 1970 UTC, minutes that local time was ahead of UTC, and the zone's name.
    pub fn new(instant_ms: i64, offset_minutes: i16, zone: Option<Zone>) -> Result<Self, MalformedMoment> {
        if !INSTANTS_MS.contains(&instant_ms) {
            return Err(MalformedMoment::Instant);
        }
        if offset_minutes.abs() > OFFSET_MINUTES_MAX {
            return Err(MalformedMoment::Offset);
        }
        Ok(Self { instant_ms, offset_minutes, zone })
    }

    /// Milliseconds since 1970 UTC.
    pub const fn instant_ms(&self) -> i64 {
        self.instant_ms
    }

    /// Minutes that local time was ahead of UTC.
    pub const fn offset_minutes(&self) -> i16 {
        self.offset_minutes
    }

    /// The zone, where the phone knew it.
    pub const fn zone(&self) -> Option<&Zone> {
        self.zone.as_ref()
    }

    /// The day on the calendar then and there.
    pub fn day(&self) -> CivilDay {
        let days = self.local_minutes().div_euclid(DAY_MINUTES);
        // Between 1900 and 2200 by construction, far inside the calendar; 1970 would stand for what cannot be.
        i32::try_from(days).ok().and_then(CivilDay::of_days).unwrap_or(FALLBACK_DAY)
    }

    /// The time on the wall then and there.
    pub fn time(&self) -> CivilTime {
        let minutes = self.local_minutes().rem_euclid(DAY_MINUTES);
        // 0 to 1439 by the remainder; midnight would stand for what cannot be.
        u16::try_from(minutes).ok().and_then(CivilTime::of_minutes).unwrap_or(FALLBACK_TIME)
    }

    const fn local_minutes(&self) -> i64 {
        self.instant_ms.div_euclid(MINUTE_MS) + self.offset_minutes as i64
    }
}

const FALLBACK_DAY: CivilDay = match CivilDay::of_days(0) {
    Some(day) => day,
    None => unreachable!(),
};
const FALLBACK_TIME: CivilTime = match CivilTime::of_minutes(0) {
    Some(time) => time,
    None => unreachable!(),
};

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.day(), self.time())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_day_is_the_one_on_the_wall() {
        // 23 November 2026, 23:30 UTC
        let instant_ms = 1_795_476_600_000;
        let there = Moment::new(instant_ms, 60, Zone::new("Europe/Madrid").ok()).unwrap();
        assert_eq!(there.to_string(), "2026-11-24 0:30");
        assert_eq!(Moment::new(instant_ms, -300, None).unwrap().to_string(), "2026-11-23 18:30");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(Moment::new(i64::MAX, 0, None), Err(MalformedMoment::Instant));
        assert_eq!(Moment::new(0, 1081, None), Err(MalformedMoment::Offset));
        for name in ["", "Europe Madrid", "a\u{301}", &"x".repeat(65)] {
            assert_eq!(Zone::new(name), Err(MalformedMoment::Zone), "{name}");
        }
    }

    proptest! {
        #[test]
        fn day_and_time_are_the_local_minutes(instant_ms in INSTANTS_MS, offset in -1080_i16..=1080) {
            let moment = Moment::new(instant_ms, offset, None).unwrap();
            let minutes = i64::from(moment.day().days()) * DAY_MINUTES + i64::from(moment.time().minutes());
            prop_assert_eq!(minutes, instant_ms.div_euclid(MINUTE_MS) + i64::from(offset));
        }
    }
}
