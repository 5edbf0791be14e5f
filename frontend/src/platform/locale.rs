//! How English is written where the person is: the browser says it, asked once.

use std::cell::OnceCell;

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// How days and times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// "November 23", not "23 November".
    pub month_first: bool,
    /// What follows a time of the morning and one of the afternoon; `None` where the clock goes on to 24.
    pub halves: Option<[&'static str; 2]>,
}

/// As it is written in Britain; and what a language gets that Ebb has no texts for.
pub const BRITISH: Style = Style { month_first: false, halves: None };

thread_local! {
    static STYLE: OnceCell<Style> = const { OnceCell::new() };
}

/// The language of the browser, such as "en-GB"; empty where it does not say.
pub fn language() -> String {
    web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default()
}

/// How days and times are written here.
pub fn style() -> Style {
    // Tests expect the same words wherever they run.
    if cfg!(test) { BRITISH } else { STYLE.with(|style| *style.get_or_init(asked)) }
}

/// What the browser writes for five past one in the afternoon of 23 November.
fn asked() -> Style {
    let language = language();
    if !language.starts_with("en") {
        return BRITISH;
    }
    let options = Object::new();
    for (name, how) in [("month", "long"), ("day", "numeric"), ("hour", "numeric"), ("minute", "2-digit")] {
        // Setting a field of a fresh object cannot be refused.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(how));
    }
    let date = Date::new_with_year_month_day_hr_min(2026, 10, 23, 13, 5);
    style_of(&String::from(date.to_locale_string(&language, &options)))
}

fn style_of(written: &str) -> Style {
    let has = |two: &[u8]| written.as_bytes().windows(2).any(|pair| pair == two);
    let halves = if has(b"13") {
        None
    } else if has(b"pm") {
        Some([" am", " pm"])
    } else {
        Some([" AM", " PM"])
    };
    Style { month_first: !written.starts_with(|first: char| first.is_ascii_digit()), halves }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_style_is_read_from_what_the_browser_writes() {
        assert_eq!(style_of("23 November at 13:05"), BRITISH);
        let american = Style { month_first: true, halves: Some([" AM", " PM"]) };
        assert_eq!(style_of("November 23 at 1:05\u{202f}PM"), american);
        assert_eq!(style_of("23 November at 1:05 pm"), Style { month_first: false, halves: Some([" am", " pm"]) });
    }
}
