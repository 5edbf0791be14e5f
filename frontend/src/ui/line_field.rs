//! A short line to write in: a number, a day, a time. Days and times open what the phone has for choosing them.

use leptos::prelude::*;

use super::field_below::field_below;

/// What is written in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Words.
    Words,
    /// A number, perhaps with a point.
    Number,
    /// A whole number.
    Count,
    /// A day, kept as `2026-11-23`.
    Day,
    /// A time of day, kept as `08:00`.
    Time,
}

/// A line with its name above, and a hint or what is not right yet below. `problem` is empty where nothing is wrong.
pub fn line_field(
    kind: LineKind,
    name: String,
    hint: &'static str,
    text: RwSignal<String>,
    problem: Signal<&'static str>,
) -> AnyView {
    let (kind, mode) = match kind {
        LineKind::Words => ("text", "text"),
        LineKind::Number => ("text", "decimal"),
        LineKind::Count => ("text", "numeric"),
        LineKind::Day => ("date", "text"),
        LineKind::Time => ("time", "text"),
    };
    view! {
        <div class="field-room">
            <label class="field">
                <span class="field__name">{name}</span>
                <input
                    class="field__line num"
                    type=kind
                    inputmode=mode
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                />
            </label>
            {field_below(hint, problem)}
        </div>
    }
    .into_any()
}
