//! The way from the strip to a day: a month is chosen, and its days come in the size of a finger.

use ebb_insights::by_month;
use ebb_journal::CivilDay;
use ebb_journal::catalogue::Scale;
use leptos::prelude::*;

use super::choosing::Chosen;
use super::day_door::{day_door, day_told};
use crate::journal::{TrendView, wording};
use crate::ui::{live, nothing};
use crate::words::trends as words;

/// What is told of a day.
#[derive(Clone)]
struct Days {
    scale: Scale,
    top: u16,
    values: Vec<(CivilDay, Option<u16>)>,
}

/// A choice of months, and the days of the one that is chosen.
pub fn month_days(trend: &TrendView, chosen: Chosen) -> AnyView {
    let days = Days { scale: trend.scale, top: trend.top, values: trend.values.iter().collect() };
    let month = chosen.month;
    let names: Vec<String> =
        by_month(&trend.values).iter().rev().map(|month| wording::month_of_year(month.first)).collect();
    let option = |name: &String| {
        let (value, name) = (name.clone(), name.clone());
        let is_chosen = month.get_untracked() == name;
        view! {
            <option value=value selected=is_chosen>
                {name}
            </option>
        }
        .into_any()
    };
    let options = names.iter().map(option).collect_view();
    view! {
        <div class="stack stack--close">
            <label class="field">
                <span class="field__name">{words::LOOK_AT_A_DAY}</span>
                <select class="field__line" on:change=move |event| month.set(event_target_value(&event))>
                    <option value="">{words::CHOOSE_A_MONTH}</option>
                    {options}
                </select>
            </label>
            {live(move || cells(&days, &month.get()))}
        </div>
    }
    .into_any()
}

fn cells(days: &Days, month: &str) -> AnyView {
    let of_month: Vec<_> = days.values.iter().filter(|day| wording::month_of_year(day.0) == month).collect();
    if of_month.is_empty() {
        return nothing();
    }
    let (scale, top) = (days.scale, days.top);
    let cell = |(day, value): &(CivilDay, Option<u16>)| {
        let (day, value) = (*day, *value);
        let (level, told) = day_told(day, scale, value, top);
        let spoken = [&wording::date_title(day), ": ", &told].concat();
        let told = view! {
            <span class="num" aria-hidden="true">
                {day.ymd().2}
            </span>
            {level}
            <span class="unseen">{spoken}</span>
        };
        view! {
            <li>
                {day_door(day, "day", told.into_any())}
            </li>
        }
        .into_any()
    };
    let cells = of_month.into_iter().map(cell).collect_view();
    view! {
        <ol class="days" aria-label=words::days_of(month)>
            {cells}
        </ol>
    }
    .into_any()
}
