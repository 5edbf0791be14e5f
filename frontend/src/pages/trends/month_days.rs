//! The way from the strip to a day: a month is chosen, and its days come in the size of a finger.

use ebb_insights::Period;
use ebb_journal::CivilDay;
use ebb_journal::catalogue::Scale;
use leptos::prelude::*;

use crate::journal::{TrendView, wording};
use crate::page::Page;
use crate::ui::{Link, level_of_day, live, nothing};
use crate::words::trends as words;

/// What is told of a day.
#[derive(Clone)]
struct Days {
    scale: Scale,
    top: u16,
    values: Vec<(CivilDay, Option<u16>)>,
}

/// A choice of months, and the days of the one that is chosen.
pub fn month_days(trend: &TrendView) -> AnyView {
    let days = Days { scale: trend.scale, top: trend.top, values: trend.values.iter().collect() };
    let months: Vec<CivilDay> =
        ebb_insights::by_month(&trend.values).iter().rev().map(|month: &Period| month.first).collect();
    let chosen = RwSignal::new(None::<(i16, i8)>);
    let option = |month: &CivilDay| {
        let name = wording::month_of_year(*month);
        let value = name.clone();
        view! { <option value=value>{name}</option> }.into_any()
    };
    let options = months.iter().map(option).collect_view();
    let choose = move |event| {
        let name = event_target_value(&event);
        let month = months.iter().find(|month| wording::month_of_year(**month) == name);
        chosen.set(month.map(|month| month_of(*month)));
    };
    view! {
        <label class="field">
            <span class="field__name">{words::LOOK_AT_A_DAY}</span>
            <select class="field__line" on:change=choose>
                <option value="">{words::CHOOSE_A_MONTH}</option>
                {options}
            </select>
        </label>
        {live(move || chosen.get().map_or_else(nothing, |month| cells(&days, month)))}
    }
    .into_any()
}

fn month_of(day: CivilDay) -> (i16, i8) {
    let (year, month, _) = day.ymd();
    (year, month)
}

fn cells(days: &Days, month: (i16, i8)) -> AnyView {
    let of_month = || days.values.iter().filter(|day| month_of(day.0) == month);
    let name = of_month().next().map(|day| wording::month_of_year(day.0)).unwrap_or_default();
    let (scale, top) = (days.scale, days.top);
    let cell = |(day, value): &(CivilDay, Option<u16>)| {
        let (day, value) = (*day, *value);
        let told = value.map_or_else(|| wording::NOT_LOGGED.to_owned(), |value| wording::value_words(scale, value));
        let spoken = [&wording::date_title(day), ": ", &told].concat();
        let level = value.map(|value| (value, top));
        view! {
            <li>
                <Link class="day" to=Page::Day(day)>
                    <span class="num" aria-hidden="true">
                        {day.ymd().2}
                    </span>
                    {level_of_day(level)}
                    <span class="unseen">{spoken}</span>
                </Link>
            </li>
        }
        .into_any()
    };
    let cells = of_month().map(cell).collect_view();
    view! {
        <ol class="days" aria-label=words::days_of(&name)>
            {cells}
        </ol>
    }
    .into_any()
}
