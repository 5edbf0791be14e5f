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
    /// The same for what was there in any case: without none.
    StepsThere(&'static [&'static str; 5]),
    /// 0 to 10.
    ZeroToTen,
    /// Some values, each with its word; a chosen one that is not among them has a key too, with the unit.
    Words(&'static [(u16, &'static str)], &'static str),
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
        Keys::Steps(_) | Keys::StepsThere(_) => "strength strength--steps",
        Keys::ZeroToTen => "strength strength--ten",
        Keys::Words(..) => "strength strength--words",
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
        faces(keys, chosen).into_iter().map(|(value, face, spoken)| key(value, face, spoken)).collect_view().into_any()
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
fn faces(keys: Keys, chosen: Option<u16>) -> Vec<(u16, AnyView, Option<String>)> {
    match keys {
        Keys::Steps(words) => (0..5).map(|step| step_face(step, words)).collect(),
        Keys::StepsThere(words) => (1..5).map(|step| step_face(step, words)).collect(),
        Keys::ZeroToTen => (0..=10)
            .map(|value| {
                let face = view! { <b class="key__word num">{value}</b> {level_of_ten(value)} }.into_any();
                (value, face, Some(format!("{value} of 10")))
            })
            .collect(),
        Keys::Words(words, unit) => {
            let face = |word: String| view! { <span class="key__word num">{word}</span> }.into_any();
            let other = chosen.filter(|value| words.iter().all(|(known, _)| known != value));
            let known = words.iter().map(|(value, word)| (*value, face((*word).to_owned()), None));
            known.chain(other.map(|value| (value, face(format!("{value} {unit}")), None))).collect()
        }
    }
}

fn step_face(step: u16, words: &[&'static str; 5]) -> (u16, AnyView, Option<String>) {
    let word = words[usize::from(step.min(4))];
    (step, view! { {level_of_steps(step)} <span class="key__word">{word}</span> }.into_any(), None)
}
