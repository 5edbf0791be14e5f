//! Trends: what may be said of a symptom, in a sentence; then its picture by week under the therapy, and day by day.

mod chart;
mod choosing;
mod day_door;
mod day_list;
mod measure;
mod month_days;
mod strip;
mod table;

use ebb_journal::SymptomNumber;
use leptos::prelude::*;

use self::choosing::{Chosen, chips, ranges};
use super::journal_head::journal_head;
use crate::journal::{Extent, TrendView, use_journal};
use crate::page::Page;
use crate::ui::{Link, live, nothing};
use crate::words::trends as words;
use crate::words::{SYMPTOM_NOT_KNOWN, TRENDS};

/// Trends; of the first symptom that can be chosen where none is given. Of a journal that somebody shares it is a section of the page
/// that shows it, without a head.
pub fn trends(of: Option<u16>) -> AnyView {
    if use_journal().is_seen() {
        return view! { <div class="trends trends--within">{chosen_trend(None)}</div> }.into_any();
    }
    view! {
        <div class="trends">
            {journal_head(TRENDS.to_owned(), Some(Page::Share))}
            {chosen_trend(of)}
        </div>
    }
    .into_any()
}

fn chosen_trend(of: Option<u16>) -> AnyView {
    let journal = use_journal();
    let (first, others) = untrack(|| journal.trend_choices());
    let start = of.map(SymptomNumber).or_else(|| first.first().map(|choice| choice.symptom));
    let chosen = Chosen::start(journal.is_seen(), start.unwrap_or(SymptomNumber::JOINT_PAIN));
    let trend = journal.trend(chosen.symptom.into(), chosen.range.into());
    let has_ranges = Memo::new(move |_| trend.with(|trend| trend.as_ref().is_some_and(|trend| trend.has_ranges)));
    let body = move || trend.with(|trend| trend.as_ref().map_or_else(not_known, |trend| shown(trend, chosen)));
    view! {
            {live(move || if has_ranges.get() { ranges(chosen) } else { nothing() })}
            {chips(first, others, chosen)}
            {live(body)}
    }
    .into_any()
}

fn not_known() -> AnyView {
    view! { <p>{SYMPTOM_NOT_KNOWN}</p> }.into_any()
}

fn shown(trend: &TrendView, chosen: Chosen) -> AnyView {
    let counted = match trend.extent {
        Extent::Whole => view! { <p class="soft small trends__counted">{trend.counted.clone()}</p> }.into_any(),
        Extent::Nothing | Extent::Early => nothing(),
    };
    let said = view! {
        <div>
            <p class="lead num" aria-live="polite">
                <b>{trend.said.clone()}</b>
                " "
                {trend.said_further.clone()}
            </p>
            {counted}
        </div>
    };
    let below = match trend.extent {
        Extent::Nothing => log_today(),
        Extent::Early => view! { {day_list::day_list(trend)} {log_today()} }.into_any(),
        Extent::Whole => view! {
            {chart::card(trend, chosen)}
            {strip::card(trend)}
            {month_days::month_days(trend, chosen)}
        }
        .into_any(),
    };
    view! { {said} {below} }.into_any()
}

fn log_today() -> AnyView {
    if use_journal().is_seen() {
        return nothing();
    }
    view! {
        <Link class="button button--main button--big" to=Page::Today>
            {words::LOG_TODAY}
        </Link>
    }
    .into_any()
}
