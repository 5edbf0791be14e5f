//! Day by day: a row for each month (in a month, for each week), a small bar for each day, an empty place where nobody logged.

use ebb_insights::Period;
use ebb_journal::catalogue::Scale;
use leptos::prelude::*;

use super::measure::percent;
use crate::journal::{TrendView, wording};
use crate::ui::nothing;
use crate::words::trends as words;

/// The card with the strip.
pub fn card(trend: &TrendView) -> AnyView {
    let higher = match trend.scale {
        Scale::Episode | Scale::Count | Scale::Minutes => words::HIGHER_IS_MORE,
        _ => words::HIGHER_IS_STRONGER,
    };
    let year_of = |row: &Period| row.first.ymd().0;
    let several = trend.rows.first().map(year_of) != trend.rows.last().map(year_of) && trend.rows.len() > 13;
    let mut year = None;
    let row = |row: &Period| {
        let begins = several && year.replace(year_of(row)) != Some(year_of(row));
        let head = if begins { view! { <b class="strip__year">{year_of(row)}</b> }.into_any() } else { nothing() };
        let name = if trend.by_week {
            wording::month_short(row.first).to_owned()
        } else {
            [&row.first.ymd().2.to_string(), " ", wording::month_short(row.first)].concat()
        };
        view! {
            {head}
            <span>{name}</span>
            <svg inner_html=bars(trend, row)></svg>
        }
        .into_any()
    };
    let class = if trend.by_week { "strip num" } else { "strip strip--weeks num" };
    let rows = trend.rows.iter().map(row).collect_view();
    let empty = if trend.has_unshared { words::EMPTY_IS_NOT_LOGGED_OR_SHARED } else { words::EMPTY_IS_NOT_LOGGED };
    view! {
        <div class="surface">
            <div class="row row--apart">
                <h2 class="chart__name">{words::DAY_BY_DAY}</h2>
                <span class="soft small">{higher}</span>
            </div>
            <div class=class role="img" aria-label=[words::DAY_BY_DAY, ", ", higher, ". ", &trend.counted].concat()>
                {rows}
            </div>
            <p class="soft small">{empty}</p>
        </div>
    }
    .into_any()
}

/// The bars of a row. Written as text: years of days are then drawn at once.
fn bars(trend: &TrendView, row: &Period) -> String {
    let places = if trend.by_week { 31 } else { 7 };
    let place = |day: ebb_journal::CivilDay| {
        if trend.by_week { i32::from(day.ymd().2) - 1 } else { i32::from(day.weekday()) }
    };
    let end = percent(place(row.last) + 1, places);
    let mut drawn = format!("<line x1='{}' x2='{end}' y1='100%' y2='100%'/>", percent(place(row.first), places));
    let mut day = Some(row.first);
    while let Some(on) = day.filter(|day| *day <= row.last) {
        if let Some(value) = trend.values.on(on) {
            let x = percent(place(on) * 12 + 1, places * 12);
            let width = percent(10, places * 12);
            let (shade, y, height) = bar(value, trend.top);
            let height = height.as_str();
            drawn.extend([
                "<rect class='s",
                &shade.to_string(),
                "' x='",
                &x,
                "' y='",
                &y,
                "' width='",
                &width,
                "' height='",
                height,
                "' rx='1.5'/>",
            ]);
        }
        day = on.plus(1);
    }
    drawn
}

/// The shade of a value, and where its bar begins and how high it is. None is a floor alone.
fn bar(value: u16, top: u16) -> (u16, String, String) {
    let (value, top) = (i32::from(value.min(top)), i32::from(top.max(1)));
    if value == 0 {
        return (0, "92%".to_owned(), "8%".to_owned());
    }
    // The least has some height too.
    let height = 15 + 80 * value / top;
    (
        u16::try_from((value * 4 + top - 1) / top).unwrap_or(4).clamp(1, 4),
        percent(100 - height, 100),
        percent(height, 100),
    )
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_stronger_the_higher_and_darker_and_none_is_a_floor() {
        let told = |value| {
            let (shade, _, height) = bar(value, 10);
            (shade, height)
        };
        assert_eq!(told(0), (0, "8%".to_owned()));
        assert_eq!(told(1), (1, "23.00%".to_owned()));
        assert_eq!(told(5), (2, "55.00%".to_owned()));
        assert_eq!(told(10), (4, "95.00%".to_owned()));
    }
}
