//! What the engine asks for those who follow: sealed segments of feeds kept in their own database, a look at what a scope shows, notes
//! into the journal.

use std::rc::Rc;

use ebb_protocol::ids::MemberId;
use ebb_replica::{Clock, State};
use ebb_sync::{Event, FeedSaid, NoteCame, Persisted, Projecting, StoreEffect};

use super::SyncDriver;
use super::machinery::machinery;
use crate::platform::indexed_db::{FeedStore, StoreTrouble};
use crate::platform::pause;

impl SyncDriver {
    /// The database of feeds, opened once it is used.
    pub(super) async fn feed_store(&self) -> Result<Rc<FeedStore>, StoreTrouble> {
        if let Some(open) = self.feeds.borrow().as_ref() {
            return Ok(Rc::clone(open));
        }
        let opened = Rc::new(FeedStore::open().await?);
        // Opened twice at the same time, the second one is used: the first closes with its last user.
        *self.feeds.borrow_mut() = Some(Rc::clone(&opened));
        Ok(opened)
    }

    /// Lets go of the database of feeds, for it is to be deleted.
    pub fn close_feeds(&self) {
        if let Some(open) = self.feeds.borrow_mut().take() {
            open.close();
        }
    }

    /// What the database of feeds holds when the engine starts. Where it cannot be read, the feeds are read from the server.
    pub(super) async fn with_feeds(&self, persisted: Persisted) -> Persisted {
        let Ok(store) = self.feed_store().await else { return persisted };
        let before = persisted.clone();
        store.add_to(persisted).await.unwrap_or(before)
    }

    /// Carries out one effect that is about feeds.
    pub(super) async fn store_feeds(&self, effect: StoreEffect) -> Result<Event, StoreTrouble> {
        self.feed_store().await?.carry_out(effect).await
    }

    /// The feed of somebody who follows as this device holds it, one segment after the other; `said` tells whether to go on. `false` where
    /// it cannot be read.
    pub async fn read_held_feed(&self, follow: MemberId, mut said: impl FnMut(FeedSaid) -> bool) -> bool {
        let Ok(machinery) = machinery().await else { return false };
        let Ok(start) = self.session.store().sync_start().await else { return false };
        let opener = start.identity.and_then(|identity| machinery.feed_opener(&identity, follow));
        let (Some(opener), Ok(store)) = (opener, self.feed_store().await) else { return false };
        let mut after = 0;
        loop {
            let Ok(held) = store.held(opener.feed(), after).await else { return false };
            let Some(last) = held.last() else { return true };
            after = last.number;
            for segment in held {
                // What does not open here is not shown: nor is it to them.
                if let Some(told) = opener.open(&segment.bytes)
                    && !said(told)
                {
                    return true;
                }
                // Between two the browser may draw, and take a tap.
                pause::pause().await;
            }
        }
    }

    /// Looks at a piece of what a scope shows. Of a long journal one piece follows the other, each sealed at once: between two the
    /// browser may draw, and take a tap.
    pub(super) fn project(&self, projecting: Box<Projecting>) {
        // There is no effect without a motor, and no motor without the machinery.
        let Some(machinery) = self.machinery.get() else { return };
        let session = Rc::clone(&self.session);
        self.later(async move {
            if projecting.goes_on() {
                pause::pause().await;
            }
            Event::Projected(session.with_state(|state| machinery.look(&projecting, state)))
        });
    }

    /// Puts notes of those who follow into the journal.
    pub(super) fn keep_notes(&self, notes: Vec<NoteCame>) {
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        self.later(async move {
            let make = move |state: &State, clock: Clock| {
                let unknown = notes.iter().filter(|note| !state.knows(&note.id));
                unknown.flat_map(|note| state.save(&note.id, &note.record(), clock)).collect()
            };
            if session.change(Box::new(make)).await.is_err() {
                return Event::StoreFailed;
            }
            if let Some(driver) = this.upgrade() {
                driver.saved();
            }
            Event::NotesKept
        });
    }
}
