//! How strong, chosen with one tap: five steps with a level and a word, 0 to 10 on large keys, or numbers and words on keys. Each is a
//! group of radio buttons, drawn large.

use leptos::prelude::*;

use super::level::{level_of_steps, level_of_ten};
use super::live::{live, nothing};

/// What can be chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Five steps, each with its word.
    Steps(&'static [&'static str; 5]),
    /// 0 to 10.
    ZeroToTen,
    /// Some values, each with its word.
    Words(&'static [(u16, &'static str)]),
}

/// A group of keys. `group` is the name that its radio buttons share; no other group on the page has it.
pub fn strength(
    name: &'static str,
    group: String,
    keys: Keys,
    chosen: Signal<Option<u16>>,
    on_choose: Callback<u16>,
) -> AnyView {
    let class = match keys {
        Keys::Steps(_) => "strength strength--steps",
        Keys::ZeroToTen => "strength strength--ten",
        Keys::Words(_) => "strength strength--words",
    };
    let drawn = move || {
        let chosen = chosen.get();
        let group = group.clone();
        let key = move |value: u16, face: AnyView, spoken: Option<String>| {
            let is_chosen = chosen == Some(value);
            view! {
                <label class="key">
                    <input
                        type="radio"
                        name=group.clone()
                        aria-label=spoken
                        prop:checked=is_chosen
                        on:change=move |_| on_choose.run(value)
                    />
                    {face}
                </label>
            }
            .into_any()
        };
        faces(keys).into_iter().map(|(value, face, spoken)| key(value, face, spoken)).collect_view().into_any()
    };
    let worst = match keys {
        Keys::ZeroToTen => view! { <span class="strength__worst">"10 is the worst"</span> }.into_any(),
        _ => nothing(),
    };
    view! {
        // A fieldset cannot be the room that its keys are measured by.
        <div class="strength-room">
            <fieldset class=class>
                <legend class="strength__name">{name}</legend>
                <div class="strength__keys">{live(drawn)} {worst}</div>
            </fieldset>
        </div>
    }
    .into_any()
}

/// Each value with what its key shows, and what a screen reader says where that is too short.
fn faces(keys: Keys) -> Vec<(u16, AnyView, Option<String>)> {
    match keys {
        Keys::Steps(words) => (0..5)
            .zip(words)
            .map(|(step, word)| {
                let face = view! { {level_of_steps(step)} <span class="key__word">{*word}</span> }.into_any();
                (step, face, None)
            })
            .collect(),
        Keys::ZeroToTen => (0..=10)
            .map(|value| {
                let face = view! { <b class="key__word num">{value}</b> {level_of_ten(value)} }.into_any();
                (value, face, Some(format!("{value} of 10")))
            })
            .collect(),
        Keys::Words(words) => words
            .iter()
            .map(|(value, word)| (*value, view! { <span class="key__word num">{*word}</span> }.into_any(), None))
            .collect(),
    }
}
