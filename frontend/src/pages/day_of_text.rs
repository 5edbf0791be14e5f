//! A day up to today, from a field for days.

use ebb_journal::CivilDay;

use crate::words;

/// Nobody logs what was before; who types a year passes through such years.
const FIRST_YEAR: i16 = 1990;

/// A day up to today as a browser writes it, 2026-11-24; or what is wrong with it.
pub fn day_of_text(text: &str, today: CivilDay) -> Result<CivilDay, &'static str> {
    match CivilDay::of_text(text) {
        None => Err(words::DAY_MISSING),
        Some(day) if day > today => Err(words::DAY_TO_COME),
        Some(day) if day.ymd().0 < FIRST_YEAR => Err(words::DAY_LONG_AGO),
        Some(day) => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_day_up_to_today_is_read_and_anything_else_is_told_apart() {
        let today = CivilDay::of_ymd(2026, 11, 24).unwrap();
        assert_eq!(day_of_text("2026-11-24", today), Ok(today));
        assert_eq!(day_of_text("2026-11-25", today), Err(words::DAY_TO_COME));
        assert_eq!(day_of_text("9999-12-31", today), Err(words::DAY_TO_COME));
        // What a browser gives while the year is being typed.
        assert_eq!(day_of_text("0002-11-24", today), Err(words::DAY_LONG_AGO));
        for text in ["", "2026-02-30", "24.11.2026", "2026-11", "2026-11-24-1", "abc", "٢٠٢٦-١١-٢٤"] {
            assert_eq!(day_of_text(text, today), Err(words::DAY_MISSING), "{text}");
        }
    }
}
