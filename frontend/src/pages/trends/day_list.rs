//! While there is too little for a picture: the last days, each with its level and its words, and the way to it.

use ebb_journal::CivilDay;
use leptos::prelude::*;

use super::day_door::{arrow, day_door, day_told};
use crate::journal::{TrendView, wording};

const DAYS_MAX: usize = 14;

/// The days, from the first that was logged on, two weeks at most.
pub fn day_list(trend: &TrendView) -> AnyView {
    let logged_from = trend.values.iter().find(|day| day.1.is_some()).map(|day| day.0);
    let days: Vec<(CivilDay, Option<u16>)> = trend.values.iter().filter(|day| Some(day.0) >= logged_from).collect();
    let shown = days.len().saturating_sub(DAYS_MAX);
    let (scale, top) = (trend.scale, trend.top);
    let row = |(day, value): &(CivilDay, Option<u16>)| {
        let (day, value) = (*day, *value);
        let (level, told) = day_told(day, scale, value, top);
        let class = if value.is_some() { "grow" } else { "grow soft" };
        let told = view! {
            <span class="day-list__day num soft">{short(day)}</span>
            {level}
            <span class=class>{told}</span>
            {arrow()}
        };
        view! {
            <li>
                {day_door(day, "item item--leads", told.into_any())}
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
