//! The store effects about the feeds that this journal makes: each one durable transaction, and the event that it brings.

use ebb_protocol::ids::StreamId;
use ebb_sync::{Event, FEED_SEGMENTS_AT_ONCE, FeedCursor, FeedSegment, Persisted, StoreEffect};

use super::StoreTrouble;
use super::feed_store::{FeedChanges, FeedStore};

/// Rows with this beginning and a feed's name: how far it is held.
const CURSORS: &str = "made/";
const SETTLED: &str = "settled";

impl FeedStore {
    /// Whether an effect is about feeds.
    pub const fn carries_out(effect: &StoreEffect) -> bool {
        matches!(
            effect,
            StoreEffect::PutFeed { .. }
                | StoreEffect::ReadFeed { .. }
                | StoreEffect::DropFeed(_)
                | StoreEffect::PutFeedsSettled(_)
        )
    }

    /// Carries one effect out.
    pub async fn carry_out(&self, effect: StoreEffect) -> Result<Event, StoreTrouble> {
        match effect {
            StoreEffect::PutFeed { cursor, segments, is_anew } => {
                let feed = cursor.feed.to_string();
                let rows = [([CURSORS, &feed].concat(), Some(cursor.to_bytes()))];
                let segments: Vec<_> = segments.iter().map(|held| (held.number, held.bytes.as_slice())).collect();
                self.change(FeedChanges { rows: &rows, feed: &feed, forgets: is_anew, segments: &segments }).await?;
                Ok(Event::FeedStored)
            }
            StoreEffect::ReadFeed { feed, after } => self.held(feed, after).await.map(Event::FeedRead),
            StoreEffect::DropFeed(feed) => {
                let feed = feed.to_string();
                let rows = [([CURSORS, &feed].concat(), None)];
                self.change(FeedChanges { rows: &rows, feed: &feed, forgets: true, segments: &[] }).await?;
                Ok(Event::FeedDropped)
            }
            StoreEffect::PutFeedsSettled(bytes) => {
                let rows = [(SETTLED.to_owned(), Some(bytes))];
                self.change(FeedChanges { rows: &rows, ..FeedChanges::default() }).await?;
                Ok(Event::FeedsSettledStored)
            }
            // The journal's own store carries these out.
            _ => Err(StoreTrouble::Refused),
        }
    }

    /// Segments of a feed with higher numbers than this one, in their order: a few at a time.
    pub async fn held(&self, feed: StreamId, after: u64) -> Result<Vec<FeedSegment>, StoreTrouble> {
        let held = self.segments(&feed.to_string(), after, FEED_SEGMENTS_AT_ONCE).await?;
        Ok(held.into_iter().map(|(number, bytes)| FeedSegment { number, bytes }).collect())
    }

    /// What is persisted, with what this holds of feeds.
    pub async fn add_to(&self, persisted: Persisted) -> Result<Persisted, StoreTrouble> {
        let (cursors, settled) = (self.rows(CURSORS).await?, self.row(SETTLED).await?);
        let feeds = cursors.iter().filter_map(|bytes| FeedCursor::from_bytes(bytes)).collect();
        Ok(Persisted { feeds, feeds_settled: settled.unwrap_or_default(), ..persisted })
    }
}
