//! What the clock on a wall in Madrid shows: an hour ahead of UTC, two in summer.

use ebb_journal::{CivilDay, Moment, Zone};

pub(super) const MINUTE_MS: i64 = 60_000;
pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The moment at which the wall shows that many milliseconds of that day. In the hour that spring skips it shows one more.
pub(super) fn at(day: CivilDay, of_day_ms: i64) -> Moment {
    let local_ms = i64::from(day.days()) * DAY_MS + of_day_ms;
    let in_summer = local_ms - 2 * HOUR_MS;
    let instant_ms = if is_summer(in_summer) { in_summer } else { local_ms - HOUR_MS };
    let offset = if is_summer(instant_ms) { 120 } else { 60 };
    match Moment::new(instant_ms, offset, Zone::new("Europe/Madrid").ok()) {
        Ok(moment) => moment,
        // Demo days are days of living memory: the range of moments is far wider.
        Err(_) => unreachable!("a demo outside the years 1900 to 2200"),
    }
}

/// So many milliseconds later, if the wall there shows it.
pub(super) fn after(moment: &Moment, later_ms: i64) -> Moment {
    Moment::new(moment.instant_ms() + later_ms, moment.offset_minutes(), moment.zone().cloned())
        .unwrap_or_else(|_| moment.clone())
}

/// From the last Sunday of March to that of October, at 1:00 UTC.
fn is_summer(instant_ms: i64) -> bool {
    let day = i32::try_from(instant_ms.div_euclid(DAY_MS)).ok().and_then(CivilDay::of_days);
    let year = day.map_or(1970, |day| day.ymd().0);
    let change = |month| {
        let last = CivilDay::of_ymd(year, month, 31)?;
        let sunday = last.plus(-i32::from((last.weekday() + 1) % 7))?;
        Some(i64::from(sunday.days()) * DAY_MS + HOUR_MS)
    };
    change(3).is_some_and(|from| from <= instant_ms) && change(10).is_some_and(|to| instant_ms < to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wall_changes_in_march_and_october() {
        let shown = |month, day, hour: i64| {
            let moment = at(CivilDay::of_ymd(2026, month, day).unwrap(), hour * HOUR_MS + 30 * MINUTE_MS);
            (moment.to_string(), moment.offset_minutes())
        };
        assert_eq!(shown(3, 29, 1), ("2026-03-29 1:30".to_owned(), 60));
        assert_eq!(shown(3, 29, 2), ("2026-03-29 3:30".to_owned(), 120), "an hour that was skipped");
        assert_eq!(shown(3, 29, 3), ("2026-03-29 3:30".to_owned(), 120));
        assert_eq!(shown(10, 25, 2), ("2026-10-25 2:30".to_owned(), 120));
        assert_eq!(shown(10, 25, 3), ("2026-10-25 3:30".to_owned(), 60));
    }
}
