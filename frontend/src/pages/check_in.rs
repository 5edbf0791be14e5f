//! "How is today?": what the person follows, each with one tap; and "same as yesterday", which shows what it would copy.

mod home_screen;
mod quick_row;
mod rough_day;

use ebb_journal::catalogue::{STEP_WORDS, Scale};
use leptos::prelude::*;

use self::home_screen::home_screen;
pub use self::quick_row::quick_row;
use self::rough_day::RoughDay;
use crate::journal::{AlsoLine, CheckIn, RatedRow, TimeOfDay, Week, WeekDay, today_is, use_journal};
use crate::page::Page;
use crate::platform::page_element;
use crate::ui::{
    Button, ButtonKind, Glyph, Icon, IconSize, Keys, Link, level_of_day, live, live_text, nothing, strength,
};
use crate::words;

/// Minutes and counts that are offered on keys; others are written down on the page of the symptom.
pub const MINUTES: &[(u16, &str)] =
    &[(0, "none"), (5, "5 min"), (15, "15 min"), (30, "30 min"), (60, "1 hour"), (120, "2 hours")];
const COUNTS: &[(u16, &str)] =
    &[(0, "none"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5"), (6, "6"), (8, "8"), (10, "10")];
const PRESENCE: &[(u16, &str)] = &[(0, "no"), (1, "yes")];

/// The check-in of today.
pub fn check_in() -> AnyView {
    let Some(day) = today_is() else { return nothing() };
    let today = use_journal().check_in();
    // Keys that stand still: a tap changes what is chosen, not the keys.
    let asked = Memo::new(move |_| {
        today.with(|today| {
            today.rows.iter().map(|row| RatedRow { chosen: None, in_the_way: None, ..*row }).collect::<Vec<_>>()
        })
    });
    let rows = move || {
        let rows = asked.get().into_iter().map(move |row| rated(row, today));
        rows.collect_view().into_any()
    };
    let rough = RoughDay::closed();
    view! {
        {quick_row(TimeOfDay::Day)}
        <section id="check-in" tabindex="-1">
            <div class="row row--apart">
                <h2>{words::HOW_IS_TODAY}</h2>
                {rough.button()}
            </div>
            {rough.choices()}
            {again(today)}
            <div class="stack">{live(rows)}</div>
        </section>
        {also()}
        {week()}
        <Link class="button button--plain button--line" to=Page::Day(day)>
            {words::WHAT_DAYS_HOLD}
            <Icon glyph=Glyph::ARROW_IN size=IconSize::Small/>
        </Link>
        {home_screen()}
    }
    .into_any()
}

fn rated(row: RatedRow, today: Memo<CheckIn>) -> AnyView {
    let journal = use_journal();
    let chosen = move || today.with(|today| today.rows.iter().find(|other| other.symptom == row.symptom)?.chosen);
    let rate = Callback::new(move |value| journal.rate(row.symptom, value));
    strength(row.name, format!("check-in-{}", row.symptom.0), keys_of(row.scale), Signal::derive(chosen), rate)
}

/// The keys of a scale.
pub fn keys_of(scale: Scale) -> Keys {
    match scale {
        Scale::ZeroToTen => Keys::ZeroToTen,
        Scale::Minutes => Keys::Words(MINUTES, "min"),
        Scale::Count => Keys::Words(COUNTS, ""),
        Scale::Presence | Scale::NeverRated => Keys::Words(PRESENCE, ""),
        Scale::FiveSteps | Scale::Episode => Keys::Steps(&STEP_WORDS),
    }
}

/// What else was logged today, each with a way to take it out.
fn also() -> AnyView {
    let journal = use_journal();
    let lines = journal.also_today();
    live(move || {
        let lines = lines.get();
        if lines.is_empty() {
            return nothing();
        }
        let row = |line: AlsoLine| {
            let (at, what) = (line.at.clone(), line.what.clone());
            let remove = words::remove_entry(&at);
            let take_out = move |()| {
                journal.remove_line(line.clone());
                page_element::focus_soon("#check-in h2, #check-in button");
            };
            view! {
                <li class="item item--acts">
                    <p class="grow also__what">
                        <b class="num">{at}</b>
                        " "
                        {what}
                    </p>
                    <Button kind=ButtonKind::RowEnd name=remove words=words::REMOVE on_press=take_out/>
                </li>
            }
            .into_any()
        };
        view! {
            <section>
                <h2>{words::ALSO_TODAY}</h2>
                <ul class="list">{lines.into_iter().map(row).collect_view()}</ul>
            </section>
        }
        .into_any()
    })
}

/// The last seven days, once one of them is logged.
fn week() -> AnyView {
    let week = use_journal().week();
    live(move || match week.get() {
        None => nothing(),
        Some(Week { name, days }) => {
            let day = |WeekDay { short, spoken, value }| {
                view! {
                    <li class="week__day">
                        <span aria-hidden="true">{short}</span>
                        {level_of_day(value)}
                        <span class="unseen">{spoken}</span>
                    </li>
                }
                .into_any()
            };
            view! {
                <section>
                    <h2 class="week__name">{words::last_seven_days(name)}</h2>
                    <ol class="week">{days.into_iter().map(day).collect_view()}</ol>
                </section>
            }
            .into_any()
        }
    })
}

fn again(today: Memo<CheckIn>) -> AnyView {
    let journal = use_journal();
    let offered = Memo::new(move |_| today.with(|today| today.yesterday.is_some()));
    live(move || {
        if !offered.get() {
            return nothing();
        }
        let what = move || today.with(|today| today.yesterday.clone().unwrap_or_default());
        view! {
            <button type="button" class="button button--wide again" on:click=move |_| journal.same_as_yesterday()>
                <span>{words::SAME_AS_YESTERDAY}</span>
                <span class="again__what">{live_text(what)}</span>
            </button>
        }
        .into_any()
    })
}
