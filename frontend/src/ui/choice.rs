//! Things to choose from: what leads on carries an arrow, one of several is a radio button drawn large.

use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::link::Link;
use super::live::live;
use crate::page::Page;

/// A tall choice that leads on.
#[component]
pub fn Choice(
    /// Its name.
    name: &'static str,
    /// A second, quiet word: another name of the same.
    #[prop(optional)]
    hint: &'static str,
    /// Whether it logs at a tap, which a plus says; else an arrow says that it leads on.
    #[prop(optional)]
    logs: bool,
    /// What choosing does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let glyph = if logs { Glyph::PLUS } else { Glyph::ARROW_IN };
    view! {
        <button type="button" class="choice" on:click=move |_| on_press.run(())>
            {face(name, hint, glyph)}
        </button>
    }
}

/// A tall choice that leads to a place.
#[component]
pub fn ChoiceLink(
    /// Its name.
    name: &'static str,
    /// Where it leads.
    to: Page,
) -> impl IntoView {
    view! {
        <Link class="choice" to=to>
            {face(name, "", Glyph::ARROW_IN)}
        </Link>
    }
}

fn face(name: &'static str, hint: &'static str, glyph: Glyph) -> AnyView {
    view! {
        <span class="grow">
            <b>{name}</b>
            " "
            <span class="choice__hint">{hint}</span>
        </span>
        <Icon glyph=glyph size=IconSize::Small/>
    }
    .into_any()
}

/// What a thing means, on a line of its own.
fn below(hint: &'static str) -> AnyView {
    view! { <span class="choice__hint choice__hint--below">{hint}</span> }.into_any()
}

/// Several things of which one is chosen.
#[component]
pub fn RadioChoices(
    /// What is chosen.
    name: &'static str,
    /// The name that the buttons share; no other choices on the page have it.
    group: &'static str,
    /// The things, by their names.
    things: &'static [&'static str],
    /// What each means, below its name; none where this is left out.
    #[prop(optional)]
    hints: &'static [&'static str],
    /// Whether they stand one below the other, each with a mark, or small and side by side.
    #[prop(optional)]
    tall: bool,
    /// Whether the name is for a screen reader alone, because the things say it.
    #[prop(optional)]
    quiet: bool,
    /// Which one is chosen, counted from 0.
    #[prop(into)]
    chosen: Signal<usize>,
    /// What choosing does, told which one.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let class = if tall { "choice choice--radio" } else { "choice choice--radio choice--small" };
    let choices = move || {
        let chosen = chosen.get();
        let choice = |(at, thing): (usize, &&'static str)| {
            view! {
                <label class=class>
                    <input type="radio" name=group prop:checked=at == chosen on:change=move |_| on_choose.run(at)/>
                    <span class="choice__mark"></span>
                    <span class="choice__name">{*thing} {hints.get(at).map(|hint| below(hint))}</span>
                </label>
            }
            .into_any()
        };
        things.iter().enumerate().map(choice).collect_view().into_any()
    };
    view! {
        <fieldset class=if tall { "choices choices--tall" } else { "choices" }>
            <legend class=if quiet { "unseen" } else { "choices__name" }>{name}</legend>
            {live(choices)}
        </fieldset>
    }
}
