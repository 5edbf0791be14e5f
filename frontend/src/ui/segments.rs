//! A few short words of which one is chosen, side by side in one form.

use leptos::prelude::*;

use super::live::live;

/// Segments: a group of radio buttons. `name` says what is chosen, to a screen reader alone; `group` is the name that the buttons share.
pub fn segments(
    name: &'static str,
    group: &'static str,
    words: &'static [&'static str],
    chosen: Signal<usize>,
    on_choose: Callback<usize>,
) -> AnyView {
    let segments = move || {
        let chosen = chosen.get();
        let segment = |(at, word): (usize, &&'static str)| {
            view! {
                <label class="segment">
                    <input type="radio" name=group prop:checked=at == chosen on:change=move |_| on_choose.run(at)/>
                    {*word}
                </label>
            }
            .into_any()
        };
        words.iter().enumerate().map(segment).collect_view().into_any()
    };
    view! {
        <fieldset class="segments">
            <legend class="unseen">{name}</legend>
            {live(segments)}
        </fieldset>
    }
    .into_any()
}
