//! The head of a place: its name as the heading, a line below, the way to the settings or back.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::page_element;

/// The head of a place. The heading takes the focus when one has come here from another place, so that a screen reader says where.
#[component]
pub fn PlaceHead(
    /// The name of the place.
    #[prop(into)]
    title: Signal<String>,
    /// The line below, if there is one.
    #[prop(optional, into)]
    below: Option<ViewFnOnce>,
    /// What stands at the other end.
    #[prop(optional, into)]
    end: Option<ViewFnOnce>,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    let came_here = use_navigation().has_moved();
    heading.on_load(move |heading| {
        if came_here {
            page_element::focus(&heading);
        }
    });
    Effect::new(move || title.with(|title| page_element::set_title(&[title.as_str(), " · Ebb"].concat())));
    view! {
        <header class="head">
            <div>
                <h1 class="num" tabindex="-1" node_ref=heading>
                    {title}
                </h1>
                {below.map(ViewFnOnce::run)}
            </div>
            {end.map(ViewFnOnce::run)}
        </header>
    }
}

/// The way back: to where one came from, else to the place that this one belongs to.
#[component]
pub fn Back(
    /// The place that this one belongs to.
    to: Page,
    /// Its word.
    name: &'static str,
) -> impl IntoView {
    let navigation = use_navigation();
    let follow = move |event: MouseEvent| {
        event.prevent_default();
        navigation.back(to);
    };
    view! {
        <a class="back" href=to.path() on:click=follow>
            <Icon glyph=Glyph::Back size=IconSize::Small/>
            {name}
        </a>
    }
}
