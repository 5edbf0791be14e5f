//! Things to choose from: what opens something carries an arrow, one of several is a radio button drawn large.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use super::link::Link;
use crate::page::Page;

/// A tall choice that leads on.
#[component]
pub fn Choice(
    /// Its name.
    #[prop(into)]
    name: String,
    /// A second, quiet word: another name of the same.
    #[prop(optional)]
    hint: &'static str,
    /// What choosing does.
    #[prop(into)]
    on_press: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button type="button" class="choice" on:click=move |event| on_press.run(event)>
            <ChoiceFace name=name hint=hint/>
        </button>
    }
}

/// A tall choice that leads to a place.
#[component]
pub fn ChoiceLink(
    /// Its name.
    #[prop(into)]
    name: String,
    /// Where it leads.
    to: Page,
) -> impl IntoView {
    view! {
        <Link class="choice" to=to>
            <ChoiceFace name=name hint=""/>
        </Link>
    }
}

#[component]
fn ChoiceFace(name: String, hint: &'static str) -> impl IntoView {
    let hint = (!hint.is_empty()).then(|| view! { " " <span class="choice__hint">{hint}</span> });
    view! {
        <span class="grow">
            <b>{name}</b>
            {hint}
        </span>
        <Icon glyph=Glyph::ArrowIn size=IconSize::Small/>
    }
}

/// Several things of which one is chosen, under one name.
#[component]
pub fn RadioChoices(
    /// What is chosen.
    name: &'static str,
    /// Whether they stand one below the other, each as wide as the place.
    #[prop(optional)]
    tall: bool,
    /// The choices.
    children: Children,
) -> impl IntoView {
    let class = if tall { "choices choices--tall" } else { "choices" };
    view! {
        <fieldset class=class>
            <legend class="choices__name">{name}</legend>
            {children()}
        </fieldset>
    }
}

/// One of several things of which one is chosen; stands in [`RadioChoices`].
#[component]
pub fn RadioChoice(
    /// The name that all choices of one question share; no other question on the page has it.
    group: &'static str,
    /// Its word.
    name: &'static str,
    /// Small ones stand side by side and show no mark.
    #[prop(optional)]
    small: bool,
    /// Whether it is the chosen one.
    #[prop(into)]
    chosen: Signal<bool>,
    /// What choosing does.
    #[prop(into)]
    on_choose: Callback<()>,
) -> impl IntoView {
    let class = if small { "choice choice--radio choice--small" } else { "choice choice--radio" };
    view! {
        <label class=class>
            <input type="radio" name=group prop:checked=chosen on:change=move |_| on_choose.run(())/>
            {(!small).then(|| view! { <span class="choice__mark"></span> })}
            <span class="choice__name">{name}</span>
        </label>
    }
}
