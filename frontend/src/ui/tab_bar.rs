//! The bar of places: at the bottom on a phone, at the side on a desk.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::link::Link;
use super::wordmark::Wordmark;
use crate::navigation::use_navigation;
use crate::page::Page;

/// One place in the bar.
#[derive(Clone, Copy)]
pub struct Tab {
    /// Where it leads.
    pub page: Page,
    /// Its word.
    pub name: &'static str,
    /// Its icon while one is elsewhere.
    pub away: Glyph,
    /// Its icon where one is.
    pub here: Glyph,
}

/// The bar of places.
#[component]
pub fn TabBar(
    /// What the bar is, for a screen reader.
    name: &'static str,
    /// The places, in their order.
    tabs: &'static [Tab],
) -> impl IntoView {
    let page = use_navigation().page();
    let tab = move |tab: &Tab| {
        let Tab { page: to, name, away, here } = *tab;
        let is_here = Signal::derive(move || page.get() == to);
        view! {
            <Link class="tab" to=to is_here=is_here>
                {move || view! { <Icon glyph=if is_here.get() { here } else { away }/> }}
                {name}
            </Link>
        }
    };
    view! {
        <nav class="tabs" aria-label=name>
            <div class="tabs__wordmark">
                <Wordmark/>
            </div>
            {tabs.iter().map(tab).collect_view()}
        </nav>
    }
}
