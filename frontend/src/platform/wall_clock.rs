//! The clock on the wall, as this device tells it: the one place where the app reads the time.

use ebb_journal::{Moment, Zone};
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
