//! Day by day, the newest first: what was logged, and the days of which there is nothing to show.

use leptos::prelude::*;

use crate::journal::{DayDose, DayEntry, SeenDay, SeenDays, use_journal};
use crate::ui::{Button, ButtonKind, live, nothing};
use crate::words::seen as words;

const DAYS_AT_ONCE: usize = 3;
const MORE_DAYS: usize = 7;

/// Day by day.
pub fn days() -> AnyView {
    let count = RwSignal::new(DAYS_AT_ONCE);
    let days = use_journal().seen_days(count.into());
    let shown = move || {
        let SeenDays { rows, has_more } = days.get();
        if rows.is_empty() {
            return view! { <p class="soft">{words::NOTHING_SHARED_YET}</p> }.into_any();
        }
        let more = if has_more {
            let show = move |()| count.update(|count| *count += MORE_DAYS);
            view! { <Button kind=ButtonKind::SoftWide words=words::MORE_DAYS on_press=show/> }.into_any()
        } else {
            nothing()
        };
        view! { {rows.into_iter().map(day).collect_view()} {more} }.into_any()
    };
    view! {
        <section class="seen-all__section">
            <h2>{words::DAYS}</h2>
            {live(shown)}
        </section>
    }
    .into_any()
}

fn day(day: SeenDay) -> AnyView {
    match day {
        SeenDay::Gap(told) => view! { <p class="soft small num">{told}</p> }.into_any(),
        SeenDay::Logged { title, doses, entries } => view! {
            <h3 class="num">{title}</h3>
            <ul class="list">
                {doses.into_iter().map(dose).collect_view()}
                {entries.into_iter().map(entry).collect_view()}
            </ul>
        }
        .into_any(),
    }
}

fn dose(dose: DayDose) -> AnyView {
    view! {
        <li class="item">
            <p class="grow num">
                <b>{dose.name}</b>
                " "
                <span class="soft">{dose.planned}</span>
                <span class="item__detail">{dose.told}</span>
            </p>
        </li>
    }
    .into_any()
}

fn entry(entry: DayEntry) -> AnyView {
    view! {
        <li class="item">
            <p class="grow also__what">
                <span class="num">{entry.at}</span>
                " "
                <b>{entry.what}</b>
                <span class="item__detail also__what num" dir="auto">
                    {entry.told}
                </span>
            </p>
        </li>
    }
    .into_any()
}
