//! A day or a time, asked for as the phone itself asks for it.

use leptos::prelude::*;

use super::field_below::field_below;

/// What is asked for.
#[derive(Clone, PartialEq, Eq)]
pub enum MomentKind {
    /// A day up to this one, written 2026-11-24.
    DayUpTo(String),
    /// A time of the day.
    Time,
}

/// A field for a day or a time, with its name above and, below it, a hint or what is not right yet. `id` is its name in the page; no
/// other has it. `text` is in it at first; what is in it stays, also where it is wrong.
pub fn moment_field(
    kind: MomentKind,
    name: &'static str,
    id: &'static str,
    hint: &'static str,
    text: String,
    problem: Signal<&'static str>,
    on_input: Callback<String>,
) -> AnyView {
    let (of_phone, most) = match kind {
        MomentKind::DayUpTo(day) => ("date", Some(day)),
        MomentKind::Time => ("time", None),
    };
    view! {
        <label class="field">
            <span class="field__name">{name}</span>
            <input
                class="field__line"
                id=id
                type=of_phone
                max=most
                prop:value=text
                on:input=move |event| on_input.run(event_target_value(&event))
            />
        </label>
        {field_below(hint, problem)}
    }
    .into_any()
}
