//! Deleting everything that Ebb keeps on this device. The one change that cannot be undone.

use ebb_journal::Moment;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{JournalHandle, wording};
use crate::page::Page;
use crate::platform::indexed_db::{FeedStore, LocalStore};
use crate::platform::{local_storage, location, store_choice, wall_clock};

/// What would be gone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WhatGoes {
    /// How many entries there are.
    pub entries: usize,
    /// The day of the first: "24 November 2026".
    pub since: Option<String>,
    /// Whether a sealed copy is on the server, which stays there.
    pub is_on_server: bool,
}

/// How deleting goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleting {
    /// Under way.
    Working,
    /// Another tab of Ebb does not let go; it goes on once that is closed.
    Waiting,
    /// The browser refused.
    Refused,
}

impl JournalHandle {
    /// What would be gone.
    pub fn what_goes(&self) -> WhatGoes {
        let offset = wall_clock::now().map_or(0, |now| now.offset_minutes());
        let (entries, first) = self
            .with_session(|session| {
                session.with_state(|state| {
                    let first = state.ops().map(|op| op.stamp.ms()).min();
                    (state.journal().len(), first.and_then(|ms| i64::try_from(ms).ok()))
                })
            })
            .unwrap_or_default();
        let first = first.and_then(|ms| Moment::new(ms, offset, None).ok());
        let membership = self.sync.membership.get_untracked();
        WhatGoes { entries, since: first.map(|first| wording::date(first.day())), is_on_server: !membership.is_off() }
    }

    /// Deletes everything that Ebb keeps on this device, and loads the app anew.
    pub fn delete_everything(&self, state: RwSignal<Deleting>) {
        // The page may have been left meanwhile; what was asked for is done all the same.
        let say = move |deleting| {
            let _ = state.try_set(deleting);
        };
        say(Deleting::Working);
        self.let_go();
        spawn_local(async move {
            let waits = move || say(Deleting::Waiting);
            if LocalStore::delete_own(waits).await.is_err() {
                say(Deleting::Refused);
                return;
            }
            // What was made and followed of feeds; without the journal nothing of it opens.
            drop(FeedStore::delete_own(|| ()).await);
            // What was looked around in is nobody's, and is made anew at the next entering.
            drop(LocalStore::delete_sample(|| ()).await);
            local_storage::forget();
            store_choice::forget();
            store_choice::note_deleted();
            location::load(&Page::Today.path());
        });
    }
}
