//! Looking around with sample data: in a store of its own, which is made when it is entered and deleted when it is left.

use ebb_interop::{read_archive, sample_replica, sample_until};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{JournalHandle, Trouble, wording};
use crate::page::Page;
use crate::platform::indexed_db::LocalStore;
use crate::platform::{location, own_file, store_choice, wall_clock};
use crate::words;

/// The archive of the sample, as the build puts it beside the app.
const SAMPLE: &str = "/sample.archive";
/// The replica that writes what is changed in the sample; the archive's own are counted from 0.
const CHANGED_HERE: u32 = u32::MAX;

/// How entering the sample goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookingAround {
    /// It is being fetched and put in its place.
    Opening,
    /// It could not be.
    Failed(Trouble),
}

impl JournalHandle {
    /// Makes the sample, and loads the app anew in it.
    pub fn look_around(&self, state: RwSignal<LookingAround>) {
        state.set(LookingAround::Opening);
        // Where one comes back to: the first minute, or the settings.
        let from = if self.first_minute_done().get_untracked() { Page::Settings } else { Page::Today };
        spawn_local(async move {
            match make_sample(&from.path()).await {
                Ok(()) => location::load(&Page::Today.path()),
                // The page may have been left meanwhile.
                Err(trouble) => drop(state.try_set(LookingAround::Failed(trouble))),
            }
        });
    }

    /// Lets go of the store: nothing is read or saved from now on, and the page is about to be loaded anew.
    pub(super) fn let_go(&self) {
        self.with_session(|session| session.store().close());
        if let Some(open) = self.parts() {
            open.driver.close_feeds();
        }
    }
}

/// Deletes the sample, and loads the app anew where one came from.
pub fn leave_sample(journal: JournalHandle) {
    fn go() {
        location::load(&store_choice::choose_own());
    }
    journal.let_go();
    spawn_local(async {
        // If it cannot be deleted now, it is made anew at the next entering.
        drop(LocalStore::delete_sample(go).await);
        go();
    });
}

async fn make_sample(from: &str) -> Result<(), Trouble> {
    let not_fetched =
        || Trouble::new(words::SAMPLE_NOT_THERE, words::PLACE_NOT_THERE_SAFE, words::PLACE_NOT_THERE_TO_DO);
    let archive = own_file::fetch(SAMPLE).await.ok_or_else(not_fetched)?;
    let opened = read_archive(&archive).map_err(|_| not_fetched())?;
    let now = wall_clock::now().ok_or_else(wording::clock_is_off)?;
    let ops = sample_until(&opened, &now);
    LocalStore::make_sample(ops, sample_replica(CHANGED_HERE)).await.map_err(|why| wording::sample_not_kept(&why))?;
    if store_choice::choose_sample(from) { Ok(()) } else { Err(wording::sample_not_kept_at_all()) }
}
