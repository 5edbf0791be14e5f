//! The head of a place: its name as the heading, a line below, the way to the settings or back.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::icon::{Glyph, Icon, IconSize};
use crate::navigation::use_navigation;
use crate::page::Page;
use crate::platform::page_element;

/// The head of a place; the page takes its title too. The heading takes the focus when one has come from another place (see
/// [`crate::navigation`]), so that a screen reader says where one is.
pub fn place_head(title: String, below: AnyView, end: AnyView) -> AnyView {
    page_element::set_title(&[title.as_str(), " · Ebb"].concat());
    view! {
        <header class="head">
            <div>
                <h1 class="num" tabindex="-1">
                    {title}
                </h1>
                {below}
            </div>
            {end}
        </header>
    }
    .into_any()
}

/// The way back: to where one came from, else to the place that this one belongs to.
#[component]
pub fn Back(
    /// The place that this one belongs to.
    to: Page,
    /// Its word.
    name: &'static str,
    /// Whether it leads to that place whatever lies behind: what does is done with.
    #[prop(optional)]
    always: bool,
) -> impl IntoView {
    let navigation = use_navigation();
    let follow = move |event: MouseEvent| {
        event.prevent_default();
        if always {
            navigation.go(to);
        } else {
            navigation.back(to);
        }
    };
    view! {
        <a class="back" href=to.path() on:click=follow>
            <Icon glyph=Glyph::BACK size=IconSize::Small/>
            {name}
        </a>
    }
}
