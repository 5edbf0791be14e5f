//! The way to a day: a link to its page. The days of a journal that somebody shares have none; there it only tells.

use ebb_journal::CivilDay;
use ebb_journal::catalogue::Scale;
use leptos::prelude::*;

use crate::journal::{use_journal, wording};
use crate::page::Page;
use crate::ui::{Glyph, Icon, IconSize, Link, level_not_shared, level_of_day, nothing};
use crate::words;

/// What tells of a day and leads to it, where that can be.
pub fn day_door(day: CivilDay, class: &'static str, told: AnyView) -> AnyView {
    if use_journal().is_seen() {
        view! { <div class=class>{told}</div> }.into_any()
    } else {
        view! { <Link class=class to=Page::Day(day)>{told}</Link> }.into_any()
    }
}

/// How a day was, as a level and in words: what was told, that nothing was, or that the day is not shared.
pub fn day_told(day: CivilDay, scale: Scale, value: Option<u16>, top: u16) -> (AnyView, String) {
    match value {
        Some(value) => (level_of_day(Some((value, top))), wording::value_words(scale, value)),
        None if use_journal().shares(day) => (level_of_day(None), words::NOT_LOGGED.to_owned()),
        None => (level_not_shared(), words::seen::NOT_SHARED.to_owned()),
    }
}

/// The arrow at the end of such a row.
pub fn arrow() -> AnyView {
    if use_journal().is_seen() {
        nothing()
    } else {
        view! { <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/> }.into_any()
    }
}
