//! The same as a table, for a screen reader and for whoever would rather read.

use leptos::prelude::*;

use super::choosing::Chosen;
use crate::journal::{TrendRow, TrendView};
use crate::ui::{live, nothing};
use crate::words::trends as words;

/// A button that shows the table, and hides it.
pub fn table(trend: &TrendView, chosen: Chosen) -> AnyView {
    let is_shown = chosen.table;
    let rows = trend.table.clone();
    let name = trend.name;
    let button = move || {
        let (is_shown_now, turn) = (is_shown.get(), move |_| is_shown.update(|shown| *shown = !*shown));
        let words = if is_shown_now { words::HIDE_TABLE } else { words::SHOW_AS_TABLE };
        view! {
            <button type="button" class="button button--plain button--line table-button" aria-expanded=is_shown_now.to_string() on:click=turn>
                {words}
            </button>
        }
        .into_any()
    };
    let table = move || if is_shown.get() { drawn(name, &rows) } else { nothing() };
    view! { {live(button)} {live(table)} }.into_any()
}

fn drawn(name: &'static str, rows: &[TrendRow]) -> AnyView {
    let row = |row: &TrendRow| {
        let TrendRow { time, taken, typical, logged } = row.clone();
        view! {
            <tr>
                <th scope="row">{time}</th>
                <td data-name=words::TYPICAL>{typical}</td>
                <td data-name=words::LOGGED>{logged}</td>
                <td data-name=words::TAKEN>{taken}</td>
            </tr>
        }
        .into_any()
    };
    let rows = rows.iter().map(row).collect_view();
    view! {
        <div class="table-room">
        <table class="table num">
            <caption class="unseen">{name}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::TIME}</th>
                    <th scope="col">{words::TYPICAL}</th>
                    <th scope="col">{words::LOGGED}</th>
                    <th scope="col">{words::TAKEN}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        </div>
    }
    .into_any()
}
