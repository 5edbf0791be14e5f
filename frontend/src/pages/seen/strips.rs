//! Seven days of each medicine and symptom, today last.

use leptos::prelude::*;

use crate::journal::{DoseStrip, LevelDay, LevelForm, LevelStrip, SeenView};
use crate::pages::medicines::week;
use crate::ui::{level_not_shared, level_of_day, nothing};
use crate::words::seen as words;

/// The strips of so many medicines and so many symptoms, and what their signs are.
pub fn strips(view: &SeenView, count: usize) -> AnyView {
    let has_unsaid = view.doses.iter().take(count).any(|strip| strip.has_unsaid);
    let line = |words: &str| {
        if words.is_empty() { nothing() } else { view! { <p class="soft small">{words.to_owned()}</p> }.into_any() }
    };
    view! {
        {view.doses.iter().take(count).map(dose_strip).collect_view()}
        {line(if has_unsaid { words::MAY_HAVE_BEEN_TAKEN } else { "" })}
        {view.levels.iter().take(count).map(level_strip).collect_view()}
        {line(&view.days_told)}
    }
    .into_any()
}

fn dose_strip(strip: &DoseStrip) -> AnyView {
    view! {
        <div class="seen__strip">
            <h3>{strip.title.clone()}</h3>
            {week(&strip.days)}
        </div>
    }
    .into_any()
}

fn level_strip(strip: &LevelStrip) -> AnyView {
    let day = |day: &LevelDay| {
        let (sign, count) = match day.form {
            LevelForm::Level(value, most) => (level_of_day(Some((value, most))), nothing()),
            LevelForm::Count(value, most) => {
                let count = view! { <b class="num" aria-hidden="true">{value}</b> }.into_any();
                (level_of_day(Some((value, most))), count)
            }
            LevelForm::Unsaid => (level_of_day(None), nothing()),
            LevelForm::NotShared => (level_not_shared(), nothing()),
            LevelForm::NotHeard => (nothing(), nothing()),
        };
        view! {
            <li class="week__day">
                <span aria-hidden="true">{day.short}</span>
                <span class="seen__level">{sign}</span>
                {count}
                <span class="unseen">{day.spoken.clone()}</span>
            </li>
        }
        .into_any()
    };
    view! {
        <div class="seen__strip">
            <h3>{strip.name}</h3>
            <ol class="week">{strip.days.iter().map(day).collect_view()}</ol>
        </div>
    }
    .into_any()
}
