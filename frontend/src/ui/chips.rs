//! Some things side by side, of which one is chosen, or any number; their words are made when they are shown.

use leptos::prelude::*;

use super::live::live;

/// One of several, none at first perhaps. `group` is the name that the buttons share; no other choices on the page have it.
pub fn chips(
    name: &'static str,
    group: &'static str,
    things: Vec<String>,
    chosen: Signal<Option<usize>>,
    on_choose: Callback<usize>,
) -> AnyView {
    let all = move || {
        let chosen = chosen.get();
        let chip = |(at, thing): (usize, &String)| {
            let input = view! {
                <input type="radio" name=group prop:checked=chosen == Some(at) on:change=move |_| on_choose.run(at)/>
            };
            chip(input.into_any(), thing.clone())
        };
        things.iter().enumerate().map(chip).collect_view().into_any()
    };
    row(name, live(all))
}

/// Any number of several.
pub fn ticks(name: &'static str, things: Vec<String>, has: Signal<Vec<bool>>, on_turn: Callback<usize>) -> AnyView {
    let all = move || {
        let has = has.get();
        let tick = |(at, thing): (usize, &String)| {
            let is_on = has.get(at).copied().unwrap_or(false);
            let input = view! { <input type="checkbox" prop:checked=is_on on:change=move |_| on_turn.run(at)/> };
            chip(input.into_any(), thing.clone())
        };
        things.iter().enumerate().map(tick).collect_view().into_any()
    };
    row(name, live(all))
}

fn chip(input: AnyView, words: String) -> AnyView {
    view! {
        <label class="choice choice--radio choice--small">
            {input}
            <span class="choice__name num">{words}</span>
        </label>
    }
    .into_any()
}

fn row(name: &'static str, chips: AnyView) -> AnyView {
    view! {
        <fieldset class="choices">
            <legend class="choices__name">{name}</legend>
            {chips}
        </fieldset>
    }
    .into_any()
}
