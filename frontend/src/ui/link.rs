//! A way to another place of the app, as a link: it can be opened in a new tab, and read aloud as what it is.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::navigation::use_navigation;
use crate::page::Page;

/// A link to a place.
#[component]
pub fn Link(
    /// Where it leads.
    to: Page,
    /// The classes of its form.
    class: &'static str,
    /// Its name, where its words are too few to stand alone, or none.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether it leads to the place where one is.
    #[prop(optional)]
    is_here: bool,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let navigation = use_navigation();
    let follow = move |event: MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if !elsewhere {
            event.prevent_default();
            navigation.go(to);
        }
    };
    view! {
        <a class=class href=to.path() aria-label=name aria-current=is_here.then_some("page") on:click=follow>
            {children()}
        </a>
    }
}
