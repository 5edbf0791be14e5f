//! The night view when Ebb is opened at night: from nothing, or looked at again after it lay in a pocket.

use std::time::Duration;

use leptos::prelude::*;

use crate::appearance::Appearance;
use crate::journal::JournalHandle;
use crate::navigation::Navigation;
use crate::page::Page;
use crate::platform::page_element;

/// Looks whether it is night when Ebb is opened.
#[derive(Clone, Copy)]
pub struct NightFall {
    navigation: Navigation,
    appearance: Appearance,
    journal: JournalHandle,
    day_view_chosen: RwSignal<bool>,
}

impl NightFall {
    /// Looks from now on, each time the page is seen again.
    pub fn watch(navigation: Navigation, appearance: Appearance, journal: JournalHandle) -> Self {
        let fall = Self { navigation, appearance, journal, day_view_chosen: RwSignal::new(false) };
        // After all else that hears of it, so that the journal knows the hour first.
        page_element::on_seen_again(move || set_timeout(move || fall.look(), Duration::ZERO));
        fall
    }

    /// The person wants the day view although it is night: this night Ebb does not ask again.
    pub fn choose_day_view(self) {
        self.day_view_chosen.set(true);
        self.navigation.replace(Page::Today);
    }

    /// What is wanted is not in the night view: this time Ebb opens by day.
    pub fn stay_in_day_view(self) {
        self.day_view_chosen.set(true);
    }

    /// Goes to the night view if it is night and Today is what would be seen.
    pub fn look(self) {
        untrack(move || {
            let is_night = self.journal.today().with(|today| today.is_night);
            if !is_night {
                self.day_view_chosen.set(false);
            }
            let wanted = is_night && self.appearance.look().night_view && !self.day_view_chosen.get();
            if wanted && self.navigation.page() == Page::Today && self.journal.first_minute_done().get() {
                self.navigation.replace(Page::Night);
            }
        });
    }
}
