//! What the shortcuts of the home screen do, see `manifest.webmanifest`. Each opens Ebb at an address that asks for it.

use ebb_journal::{HotFlash, Kind, Record};
use leptos::prelude::*;

use super::commands::set;
use super::view::{DoseDue, DoseLineState};
use super::{JournalHandle, wording};
use crate::platform::page_element;

/// Two openings within this time are a tremble of the hand.
const TREMBLE_MS: i64 = 3_000;

/// Does what a shortcut asks for; another word opens Today, and no more.
pub fn do_by_shortcut(journal: JournalHandle, what: &str) {
    match what {
        "hot-flash" => journal.flash_by_shortcut(),
        "dose" => journal.dose_by_shortcut(),
        "check-in" => page_element::show_soon("#check-in"),
        _ => {}
    }
}

impl JournalHandle {
    /// A hot flash has started, unless one is going: then that one is shown. Looked at when it is saved, so that two windows that
    /// were opened by one tremble count once.
    fn flash_by_shortcut(&self) {
        let Some(now) = self.now() else { return };
        let Some(id) = self.new_id(Kind::HOT_FLASH) else { return };
        if self.today().with_untracked(|today| today.going.is_some()) {
            page_element::show_soon("#hot-flash");
            return;
        }
        self.change(move |state, clock| {
            let flashes = state.journal().flashes_on(now.day());
            let trembles = |flash: &HotFlash| (flash.started.instant_ms() - now.instant_ms()).abs() < TREMBLE_MS;
            if flashes.into_iter().any(|(_, flash)| trembles(flash)) {
                return None;
            }
            let flash = Record::HotFlash(HotFlash::starting(now.clone()));
            Some(set(state, clock, &id, &flash, wording::flash_kept(&wording::clock(now.time()))))
        });
    }

    /// The dose that is due was taken, if there is exactly one; else the doses are shown.
    fn dose_by_shortcut(&self) {
        let due: Vec<DoseDue> = self.today().with_untracked(|today| {
            let due = today.doses.iter().filter(|line| line.state == DoseLineState::Due);
            due.map(|line| line.due.clone()).collect()
        });
        match due.as_slice() {
            [due] => self.take_dose(due.clone()),
            _ => page_element::show_soon("#doses"),
        }
    }
}
