//! The way from place to place: the browser's history as a signal, so that its back button and the app's are one.

use leptos::prelude::*;

use crate::page::Page;
use crate::platform::{location, page_element};

/// Where in the app one is, and the ways on and back.
#[derive(Clone, Copy)]
pub struct Navigation(RwSignal<Whereabouts>);

#[derive(Clone, Copy)]
struct Whereabouts {
    page: Page,
    /// How many places of the app lie behind this one in the browser's history.
    behind: u32,
}

/// Puts the way from place to place into the context, at the place that the address names.
pub fn provide_navigation() -> Navigation {
    let navigation = Navigation(RwSignal::new(whereabouts()));
    location::on_move(move || navigation.arrive(whereabouts()));
    provide_context(navigation);
    navigation
}

/// The way from place to place.
///
/// # Panics
///
/// Outside of [`crate::app::App`], which provides it.
pub fn use_navigation() -> Navigation {
    expect_context()
}

impl Navigation {
    /// The place where one is.
    pub fn page(self) -> Page {
        self.0.get().page
    }

    /// Goes on to a place; back leads here again.
    pub fn go(self, page: Page) {
        let here = self.0.get_untracked();
        if page != here.page {
            let behind = here.behind + 1;
            location::push(&page.path(), behind);
            self.arrive(Whereabouts { page, behind });
        }
    }

    /// Goes to a place in the stead of this one: back does not lead here.
    pub fn replace(self, page: Page) {
        let behind = self.0.get_untracked().behind;
        location::replace(&page.path(), behind);
        self.arrive(Whereabouts { page, behind });
    }

    /// Another address for what is shown: back leads to this one. What is shown stays as it is, and so does the focus.
    pub fn rename(self, page: Page) {
        location::replace(&page.path(), self.0.get_untracked().behind);
    }

    /// Goes back to where one came from, or to `parent` where one came from outside of the app.
    pub fn back(self, parent: Page) {
        if self.0.get_untracked().behind > 0 {
            location::back();
        } else {
            self.replace(parent);
        }
    }

    fn arrive(self, there: Whereabouts) {
        let moved = there.page != self.0.get_untracked().page;
        self.0.set(there);
        if moved {
            location::to_top();
            page_element::focus_soon("h1");
        }
    }
}

fn whereabouts() -> Whereabouts {
    Whereabouts { page: Page::at(&location::path()), behind: location::behind() }
}
