//! The bar of places: at the bottom on a phone, at the side on a desk.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::link::Link;
use super::wordmark::Wordmark;
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
    /// How it stands in the bar.
    pub form: TabForm,
}

/// How a place stands in the bar.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TabForm {
    /// Like the others.
    Usual,
    /// It stands out: the one that logs.
    Raised,
    /// Only where the bar stands at the side.
    AtTheSide,
}

/// The bar of places.
#[component]
pub fn TabBar(
    /// What the bar is, for a screen reader.
    name: &'static str,
    /// The places, in their order.
    tabs: &'static [Tab],
    /// Where one is.
    here: Page,
) -> impl IntoView {
    let tab = |tab: &'static Tab| {
        let is_here = here == tab.page;
        let glyph = if is_here { tab.here } else { tab.away };
        let class = match tab.form {
            TabForm::Usual => "tab",
            TabForm::Raised => "tab tab--raised",
            TabForm::AtTheSide => "tab tab--side",
        };
        view! {
            <Link class=class to=tab.page is_here=is_here>
                <span class="tab__icon">
                    <Icon glyph=glyph/>
                </span>
                {tab.name}
            </Link>
        }
        .into_any()
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
