//! The clock on the wall, as this device tells it: the one place where the app reads the time.

use ebb_journal::{CivilDay, CivilTime, Moment, Zone};
use js_sys::{Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Milliseconds since 1970.
pub fn now_ms() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a browser's dates end 275,000 years from now, far inside")]
    let now_ms = Date::now() as i64;
    now_ms
}

/// This moment, with the offset and the zone of the place where the phone thinks it is. `None` where the phone's clock shows a
/// year that no journal reaches.
pub fn now() -> Option<Moment> {
    #[expect(clippy::cast_possible_truncation, reason = "the minutes of an offset are whole and few")]
    let offset = -(Date::new_0().get_timezone_offset() as i16);
    Moment::new(now_ms(), offset, zone()).ok()
}

/// A moment of the past as the clock here would have shown it; `None` outside the years that a journal reaches.
pub fn moment_at(instant_ms: i64) -> Option<Moment> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of the years that a journal reaches are exact")]
    let then = Date::new(&JsValue::from_f64(instant_ms as f64));
    #[expect(clippy::cast_possible_truncation, reason = "the minutes of an offset are whole and few")]
    let offset = -(then.get_timezone_offset() as i16);
    Moment::new(instant_ms, offset, None).ok()
}

/// The moment at which the clock on the wall shows this day and time, here. Where the clock is put forward over it, the moment after
/// that; `None` in years that no journal reaches.
pub fn at(day: CivilDay, time: CivilTime) -> Option<Moment> {
    let (year, month, of_month) = day.ymd();
    // Years before 100 would be read as of the twentieth century; no journal reaches them.
    let year = u32::try_from(year).ok().filter(|year| *year > 99)?;
    let (hour, minute) = (i32::from(time.hour()), i32::from(time.minutes() % 60));
    let there = Date::new_with_year_month_day_hr_min(year, i32::from(month) - 1, i32::from(of_month), hour, minute);
    #[expect(clippy::cast_possible_truncation, reason = "a browser's dates end 275,000 years from now, far inside")]
    let instant_ms = there.get_time() as i64;
    #[expect(clippy::cast_possible_truncation, reason = "the minutes of an offset are whole and few")]
    let offset = -(there.get_timezone_offset() as i16);
    Moment::new(instant_ms, offset, zone()).ok()
}

/// Milliseconds until the minute turns.
pub fn ms_to_next_minute() -> u64 {
    (60_000 - now_ms().rem_euclid(60_000)).unsigned_abs()
}

fn zone() -> Option<Zone> {
    // `Intl.DateTimeFormat().resolvedOptions().timeZone`, asked for by name: the typed bindings bring more than is needed.
    let intl = Reflect::get(&js_sys::global(), &JsValue::from_str("Intl")).ok()?;
    let format: Function = Reflect::get(&intl, &JsValue::from_str("DateTimeFormat")).ok()?.dyn_into().ok()?;
    let format = format.call0(&intl).ok()?;
    let resolve: Function = Reflect::get(&format, &JsValue::from_str("resolvedOptions")).ok()?.dyn_into().ok()?;
    let options: Object = resolve.call0(&format).ok()?.dyn_into().ok()?;
    let name = Reflect::get(&options, &JsValue::from_str("timeZone")).ok()?.as_string()?;
    Zone::new(&name).ok()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_moment_of_another_day_shows_that_day_and_time() {
        for (year, month, day, minutes) in [(2026, 1, 31, 0), (2024, 2, 29, 1439), (1999, 12, 31, 541)] {
            let day = CivilDay::of_ymd(year, month, day).unwrap();
            let time = CivilTime::of_minutes(minutes).unwrap();
            let there = at(day, time).unwrap();
            assert_eq!((there.day(), there.time()), (day, time));
        }
        let long_ago = CivilDay::of_ymd(99, 1, 1).unwrap();
        assert_eq!(at(long_ago, CivilTime::of_minutes(0).unwrap()), None);
    }
}
