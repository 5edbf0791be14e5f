//! What the engine asks for those who follow: sealed segments of feeds kept in their own database, a look at what a scope shows, notes
//! into the journal.

use std::rc::Rc;

use ebb_protocol::ids::{MemberId, StreamId};
use ebb_replica::{Clock, State};
use ebb_sync::{
    Event, FEED_SEGMENTS_AT_ONCE, FeedCursor, FeedSaid, FeedSegment, NoteCame, Persisted, Projecting, StoreEffect,
};

use super::SyncDriver;
use super::machinery::machinery;
use crate::platform::indexed_db::{FeedChanges, FeedStore, StoreTrouble};
use crate::platform::pause;

/// Rows with this beginning and a feed's name: how far it is held.
const CURSORS: &str = "made/";
const SETTLED: &str = "settled";

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
        let (Ok(cursors), Ok(settled)) = (store.rows(CURSORS).await, store.row(SETTLED).await) else {
            return persisted;
        };
        let feeds = cursors.iter().filter_map(|bytes| FeedCursor::from_bytes(bytes)).collect();
        Persisted { feeds, feeds_settled: settled.unwrap_or_default(), ..persisted }
    }

    /// Carries out one effect that is about feeds.
    pub(super) async fn store_feeds(&self, effect: StoreEffect) -> Result<Event, StoreTrouble> {
        let store = self.feed_store().await?;
        match effect {
            StoreEffect::PutFeed { cursor, segments, is_anew } => {
                let feed = cursor.feed.to_string();
                let rows = [([CURSORS, &feed].concat(), Some(cursor.to_bytes()))];
                let segments: Vec<_> = segments.iter().map(|held| (held.number, held.bytes.as_slice())).collect();
                store.change(FeedChanges { rows: &rows, feed: &feed, forgets: is_anew, segments: &segments }).await?;
                Ok(Event::FeedStored)
            }
            StoreEffect::ReadFeed { feed, after } => held_segments(&store, feed, after).await.map(Event::FeedRead),
            StoreEffect::DropFeed(feed) => {
                let feed = feed.to_string();
                let rows = [([CURSORS, &feed].concat(), None)];
                store.change(FeedChanges { rows: &rows, feed: &feed, forgets: true, segments: &[] }).await?;
                Ok(Event::FeedDropped)
            }
            StoreEffect::PutFeedsSettled(bytes) => {
                let rows = [(SETTLED.to_owned(), Some(bytes))];
                store.change(FeedChanges { rows: &rows, ..FeedChanges::default() }).await?;
                Ok(Event::FeedsSettledStored)
            }
            // The journal's own store carries these out.
            _ => Err(StoreTrouble::Refused),
        }
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
            let Ok(held) = held_segments(&store, opener.feed(), after).await else { return false };
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

    /// Whether an effect is about feeds.
    pub(super) const fn is_of_feeds(effect: &StoreEffect) -> bool {
        matches!(
            effect,
            StoreEffect::PutFeed { .. }
                | StoreEffect::ReadFeed { .. }
                | StoreEffect::DropFeed(_)
                | StoreEffect::PutFeedsSettled(_)
        )
    }

    /// Looks at a piece of what a scope shows.
    pub(super) fn project(&self, projecting: Box<Projecting>) {
        // There is no effect without a motor, and no motor without the machinery.
        let Some(machinery) = self.machinery.get() else { return };
        let session = Rc::clone(&self.session);
        self.later(async move { Event::Projected(session.with_state(|state| machinery.look(&projecting, state))) });
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

async fn held_segments(store: &FeedStore, feed: StreamId, after: u64) -> Result<Vec<FeedSegment>, StoreTrouble> {
    let at_most = u32::try_from(FEED_SEGMENTS_AT_ONCE).unwrap_or(1);
    let held = store.segments(&feed.to_string(), after, at_most).await?;
    let numbered = |bytes: Vec<u8>| {
        let number = ebb_protocol::head::SegmentHead::of_segment(&bytes).ok()?.number;
        Some(FeedSegment { number, bytes })
    };
    Ok(held.into_iter().filter_map(numbered).collect())
}
