//! The therapy over the line of the symptom, on one axis: bars with colours and patterns, the typical days as thick lines.

use ebb_insights::Period;
use ebb_journal::AromataseInhibitor;
use ebb_journal::catalogue::{Scale, step_word};
use leptos::prelude::*;

use super::choosing::Chosen;
use super::measure::{Days, HEIGHT, from_top, from_top_percent};
use super::table::table;
use crate::journal::{TherapyLine, TrendView, wording};
use crate::ui::nothing;
use crate::words::trends as words;

/// How much of the width, in tenths of a hundredth, a letter takes: of the usual text on a usual phone, and of text twice as large on a
/// narrow one.
const LETTER: i32 = 27;
const LETTER_LARGE: i32 = 68;
/// From this share of the width on (in a hundred) words may stand in the middle of their line.
const MIDDLE_FROM: i32 = 45;
/// So many labels of time fit below a chart.
const LABELS_MAX: usize = 6;
/// From this share on a label would reach over the end.
const LABELS_END: i32 = 92;

/// The card with the chart, and the same as a table.
pub fn card(trend: &TrendView, chosen: Chosen) -> AnyView {
    let days = Days::of(&trend.values);
    view! {
        <div class="surface">
            <h2 class="chart__name">{words::line_of(trend.name, trend.scale, trend.by_week)}</h2>
            <div class="chart" role="img" aria-label=spoken(trend)>
                {therapy(trend, days)}
                <div class="chart__axis chart__word num">{ticks(trend)}</div>
                <svg class="chart__plot">
                    {grid()}
                    {switches(trend, days)}
                    {line(trend, days)}
                    {typical(trend, days)}
                </svg>
                <svg class="chart__times">{times(trend, days)}</svg>
            </div>
            {table(trend, chosen)}
        </div>
    }
    .into_any()
}

/// What the chart shows, for who does not see it: the sentence, and what was taken when.
fn spoken(trend: &TrendView) -> String {
    let taken = trend.therapy.iter().filter(|_| knows_therapy(trend)).map(|line| {
        let names: Vec<String> = line.drugs.iter().map(|drug| drug.1.clone()).collect();
        words::span_spoken(&names, &wording::date(line.first), &wording::date(line.last))
    });
    let taken: Vec<String> = taken.collect();
    let taken = if taken.is_empty() { String::new() } else { [" ", &taken.join(", "), "."].concat() };
    let name = words::line_of(trend.name, trend.scale, trend.by_week);
    [&name, ". ", &trend.said, " ", &trend.said_further, &taken].concat()
}

fn knows_therapy(trend: &TrendView) -> bool {
    trend.therapy.iter().any(|line| !line.drugs.is_empty())
}

/// The bars of what was taken: one lane, or one for each drug where two were taken at once.
fn therapy(trend: &TrendView, days: Days) -> AnyView {
    if !knows_therapy(trend) {
        return nothing();
    }
    let mut drugs: Vec<AromataseInhibitor> = Vec::new();
    for (drug, _) in trend.therapy.iter().flat_map(|line| &line.drugs) {
        if !drugs.contains(drug) {
            drugs.push(*drug);
        }
    }
    let at_once = trend.therapy.iter().any(|line| line.drugs.len() > 1);
    let lanes = if at_once { drugs.into_iter().map(Some).collect() } else { vec![None] };
    let lane = |only: Option<AromataseInhibitor>| {
        view! { <svg class="chart__lane">{hatches()} {bars(&trend.therapy, only, days)}</svg> }.into_any()
    };
    view! { <div class="chart__lanes">{lanes.into_iter().map(lane).collect_view()}</div> }.into_any()
}

/// The bars of one lane. Times of the same drug that follow one another are one bar.
fn bars(therapy: &[TherapyLine], only: Option<AromataseInhibitor>, days: Days) -> AnyView {
    let of_lane = |line: &TherapyLine| line.drugs.iter().find(|drug| only.is_none_or(|only| only == drug.0)).cloned();
    let mut bars: Vec<(Option<(AromataseInhibitor, String)>, TherapyLine)> = Vec::new();
    for line in therapy {
        let drug = of_lane(line);
        match bars.last_mut() {
            Some((last, bar)) if *last == drug => bar.last = line.last,
            _ => bars.push((drug, line.clone())),
        }
    }
    // A name may reach over a pause, up to the next bar.
    let next: Vec<_> = bars.iter().filter(|bar| bar.0.is_some()).map(|bar| bar.1.first).collect();
    let bar = |(drug, bar): (Option<(AromataseInhibitor, String)>, TherapyLine)| {
        match drug {
        None => view! {
            <line class="chart__pause" x1=days.start_of(bar.first) x2=days.end_of(bar.last) y1="1.7em" y2="1.7em"></line>
        }
        .into_any(),
        Some((drug, name)) => {
            let next = next.iter().find(|next| **next > bar.first).map(|next| days.after_first(*next));
            let room = (next.unwrap_or(days.count()) - days.after_first(bar.first)) * 100 / days.count();
            let (class, name) = fitting(name, room, "chart__word");
            view! {
                <rect x=days.start_of(bar.first) y="1.3em" rx="4" width=days.width(bar.first, bar.last) height=".9em" fill=fill(drug)></rect>
                <text class=class x=days.start_of(bar.first) y=".9em">
                    {name}
                </text>
            }
            .into_any()
        }
    }
    };
    bars.into_iter().map(bar).collect_view().into_any()
}

/// Words with the class by which they show: none where there is no room for them; only in a wide place where there is little.
fn fitting(words: String, room: i32, class: &'static str) -> (String, String) {
    let letters = i32::try_from(words.chars().count()).unwrap_or(i32::MAX / LETTER_LARGE);
    let takes = |letter: i32| letters * letter / 10;
    if room < takes(LETTER) {
        return (class.to_owned(), String::new());
    }
    let second = if room < takes(LETTER_LARGE) { " chart__word--second" } else { "" };
    ([class, second].concat(), words)
}

const fn fill(drug: AromataseInhibitor) -> &'static str {
    match drug {
        AromataseInhibitor::Letrozole => "var(--drug-1)",
        AromataseInhibitor::Exemestane => "url(#drug-hatch)",
        AromataseInhibitor::Anastrozole => "url(#drug-dots)",
    }
}

/// The patterns by which drugs are told apart without their colours.
fn hatches() -> AnyView {
    view! {
        <defs>
            <pattern
                id="drug-hatch"
                width="7"
                height="7"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
            >
                <rect width="7" height="7" fill="var(--drug-2)"></rect>
                <line x2="0" y2="7" stroke="var(--raised)" stroke-width="3"></line>
            </pattern>
            <pattern id="drug-dots" width="7" height="7" patternUnits="userSpaceOnUse">
                <rect width="7" height="7" fill="var(--drug-3)"></rect>
                <circle cx="3.5" cy="3.5" r="1.6" fill="var(--raised)"></circle>
            </pattern>
        </defs>
    }
    .into_any()
}

/// The axis from its top to none: the highest, the middle, the lowest.
fn ticks(trend: &TrendView) -> AnyView {
    let word = |value: u16| match trend.scale {
        Scale::FiveSteps => step_word(value).unwrap_or_default().to_owned(),
        Scale::Episode | Scale::Count | Scale::ZeroToTen => value.to_string(),
        Scale::Minutes | Scale::Presence | Scale::NeverRated => wording::value_words(trend.scale, value),
    };
    let middle = (trend.line_top > 1).then_some(trend.line_top / 2);
    let values = [Some(trend.line_top), middle, Some(0)];
    values.into_iter().flatten().map(|value| view! { <span>{word(value)}</span> }).collect_view().into_any()
}

fn grid() -> AnyView {
    let line = |y: &'static str| view! { <line class="chart__grid" x2="100%" y1=y y2=y></line> }.into_any();
    ["0", "50%", "100%"].map(line).into_any()
}

/// Where what was taken changed.
fn switches(trend: &TrendView, days: Days) -> AnyView {
    let switch = |line: &TherapyLine| {
        let x = days.start_of(line.first);
        view! { <line class="chart__switch" x1=x.clone() x2=x y2="100%"></line> }.into_any()
    };
    trend.therapy.iter().skip(1).map(switch).collect_view().into_any()
}

/// The line. It breaks where nobody logged; what stands alone is a dot.
fn line(trend: &TrendView, days: Days) -> AnyView {
    let mut path = String::new();
    let mut goes_on = false;
    for Period { first, last, median, .. } in &trend.line {
        if let Some(median) = median {
            // In half days: the middle of the period.
            let x = days.after_first(*first) + days.after_first(*last) + 1;
            let y = from_top(*median, trend.line_top);
            let (x, y) = (x.to_string(), y.to_string());
            path.extend(if goes_on { ["L", &x, " ", &y, ""] } else { ["M", &x, " ", &y, "h.01"] });
        }
        goes_on = median.is_some();
    }
    view! {
        <svg viewBox=format!("0 0 {} {HEIGHT}", 2 * days.count()) preserveAspectRatio="none" width="100%" height="100%" overflow="visible">
            <path class="chart__line" d=path></path>
        </svg>
    }
    .into_any()
}

/// The typical days as thick lines, each with its words where they fit.
fn typical(trend: &TrendView, days: Days) -> AnyView {
    let one = |line: &TherapyLine| {
        let Some(median) = line.typical else { return nothing() };
        let y = from_top_percent(median, trend.line_top);
        // Above it; below it where there is no room above.
        let dy = if from_top(median, trend.line_top) < 250 { "2em" } else { "-1.3em" };
        let share = days.share(line.first, line.last);
        let is_wide = share >= MIDDLE_FROM;
        // Where its line is short, a word has the half of the chart to grow into.
        let room = if is_wide || trend.therapy.len() > 3 { share } else { MIDDLE_FROM.min(2 * share) };
        let (class, word) =
            fitting(words::typical_beside(trend.scale, median), room, "chart__word chart__word--strong");
        let is_last = days.after_first(line.last) + 1 == days.count();
        // Words may be longer than their line: they then grow into the chart, not out of it.
        let (x, anchor) = match (days.after_first(line.first), !is_wide) {
            (0, true) => (days.start_of(line.first), "start"),
            (_, true) if is_last => (days.end_of(line.last), "end"),
            _ => (days.middle(line.first, line.last), "middle"),
        };
        view! {
            <line class="chart__typical" x1=days.start_of(line.first) x2=days.end_of(line.last) y1=y.clone() y2=y.clone()></line>
            <text class=class x=x y=y dy=dy text-anchor=anchor>
                {word}
            </text>
        }
        .into_any()
    };
    trend.therapy.iter().map(one).collect_view().into_any()
}

/// The names of months below; of days in a month, of years over several of them.
fn times(trend: &TrendView, days: Days) -> AnyView {
    let all: Vec<(String, String)> = starts(trend)
        .into_iter()
        .filter(|(day, _)| days.after_first(*day) * 100 / days.count() <= LABELS_END)
        .map(|(day, word)| (days.start_of(day), word))
        .collect();
    let every = all.len().div_ceil(LABELS_MAX).max(1);
    let label = |(at, (x, word)): (usize, (String, String))| {
        // Every other one goes where the text is large or the place narrow.
        let class = if at % 2 == 1 { "chart__word chart__word--second" } else { "chart__word" };
        view! {
            <text class=class x=x y="1em">
                {word}
            </text>
        }
        .into_any()
    };
    all.into_iter().step_by(every).enumerate().map(label).collect_view().into_any()
}

fn starts(trend: &TrendView) -> Vec<(ebb_journal::CivilDay, String)> {
    let years = trend.rows.len() > 24;
    let starts = trend.rows.iter().enumerate().filter(|(at, row)| {
        let (_, month, day) = row.first.ymd();
        // A month that is cut short has no room for its name.
        if trend.by_week {
            day == 1 && (!years || month == 1)
        } else {
            *at > 0 || row.last.days() - row.first.days() == 6
        }
    });
    let word = |day: ebb_journal::CivilDay| match (trend.by_week, years) {
        (true, true) => day.ymd().0.to_string(),
        (true, false) => wording::month_short(day).to_owned(),
        (false, _) => [&day.ymd().2.to_string(), " ", wording::month_short(day)].concat(),
    };
    starts.map(|(_, row)| (row.first, word(row.first))).collect()
}
