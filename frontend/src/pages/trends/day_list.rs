//! While there is too little for a picture: the last days, each with its level and its words, and the way to it.

use ebb_journal::CivilDay;
use leptos::prelude::*;

use crate::journal::{TrendView, wording};
use crate::page::Page;
use crate::ui::{Glyph, Icon, IconSize, Link, level_of_day};

const DAYS_MAX: usize = 14;

/// The days, from the first that was logged on, two weeks at most.
pub fn day_list(trend: &TrendView) -> AnyView {
    let logged_from = trend.values.iter().find(|day| day.1.is_some()).map(|day| day.0);
    let days: Vec<(CivilDay, Option<u16>)> = trend.values.iter().filter(|day| Some(day.0) >= logged_from).collect();
    let shown = days.len().saturating_sub(DAYS_MAX);
    let (scale, top) = (trend.scale, trend.top);
    let row = |(day, value): &(CivilDay, Option<u16>)| {
        let (day, value) = (*day, *value);
        let told =
            value.map_or_else(|| crate::words::NOT_LOGGED.to_owned(), |value| wording::value_words(scale, value));
        let class = if value.is_some() { "grow" } else { "grow soft" };
        view! {
            <li>
                <Link class="item item--leads" to=Page::Day(day)>
                    <span class="day-list__day num soft">{short(day)}</span>
                    {level_of_day(value.map(|value| (value, top)))}
                    <span class=class>{told}</span>
                    <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
                </Link>
            </li>
        }
        .into_any()
    };
    let rows = days.iter().skip(shown).map(row).collect_view();
    view! { <ol class="list day-list">{rows}</ol> }.into_any()
}

/// "Wed 18".
fn short(day: CivilDay) -> String {
    let weekday = wording::weekday(day);
    [weekday.get(..3).unwrap_or(weekday), " ", &day.ymd().2.to_string()].concat()
}
