//! The way from place to place: the browser's history as a signal, so that its back button and the app's are one.

use leptos::prelude::*;

use crate::page::Page;
use crate::platform::location;

/// Where in the app one is, and the ways on and back.
#[derive(Clone, Copy)]
pub struct Navigation {
    page: RwSignal<Page>,
    /// How many places of the app lie behind this one in the browser's history.
    behind: RwSignal<u32>,
    /// Whether anybody has gone anywhere since the app opened.
    moved: RwSignal<bool>,
}

/// Puts the way from place to place into the context, at the place that the address names.
pub fn provide_navigation() -> Navigation {
    let navigation = Navigation {
        page: RwSignal::new(Page::at(&location::path())),
        behind: RwSignal::new(location::behind()),
        moved: RwSignal::new(false),
    };
    location::on_move(move || {
        navigation.behind.set(location::behind());
        navigation.arrive(Page::at(&location::path()));
    });
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
    pub fn page(self) -> Signal<Page> {
        self.page.into()
    }

    /// Whether anybody has gone anywhere since the app opened: only then does a new place take the focus.
    pub fn has_moved(self) -> bool {
        self.moved.get_untracked()
    }

    /// Goes on to a place; back leads here again.
    pub fn go(self, page: Page) {
        if page != self.page.get_untracked() {
            let behind = self.behind.get_untracked() + 1;
            self.behind.set(behind);
            location::push(page.path(), behind);
            self.arrive(page);
        }
    }

    /// Goes to a place in the stead of this one: back does not lead here.
    pub fn replace(self, page: Page) {
        location::replace(page.path(), self.behind.get_untracked());
        self.arrive(page);
    }

    /// Goes back to where one came from, or to `parent` where one came from outside of the app.
    pub fn back(self, parent: Page) {
        if self.behind.get_untracked() > 0 {
            location::back();
        } else {
            self.replace(parent);
        }
    }

    fn arrive(self, page: Page) {
        if page != self.page.get_untracked() {
            self.moved.set(true);
            self.page.set(page);
            location::to_top();
        }
    }
}
