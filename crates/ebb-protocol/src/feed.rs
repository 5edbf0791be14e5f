//! What a device asks of a feed, a follow of its own, and what becomes of notes.
//!
//! An append to a feed: `format 1 (1) ‖ feed's stream (16) ‖ feed's last position (8) ‖ journal's last position (8) ‖ entries of the
//! trust log (4) ‖ a push` ([`crate::push`]). It is taken as a whole, if the three are what the server holds, and each segment follows
//! the feed's last: its number is one more, and it names the hash of that. An *anew* may have any higher number; all that stood before
//! it goes in the same transaction. An empty feed begins with one.

use serde::{Deserialize, Serialize};

use crate::bytes::Reader;
use crate::ids::{Mark, StreamId};
use crate::push::{self, MalformedPush};

/// From what a feed is written, and on which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeedAppend {
    /// The feed.
    pub feed: StreamId,
    /// Its last position as the device knows it; 0 where it is empty.
    pub feed_head: u64,
    /// The last position of the journal that the device has merged.
    pub journal_head: u64,
    /// How many entries of the trust log the device holds.
    pub entries: u32,
}

const FORMAT: u8 = 1;

impl FeedAppend {
    /// The body of the request.
    pub fn to_bytes<'a>(&self, segments: impl ExactSizeIterator<Item = &'a [u8]>) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        bytes.extend(self.feed.0);
        bytes.extend(self.feed_head.to_le_bytes());
        bytes.extend(self.journal_head.to_le_bytes());
        bytes.extend(self.entries.to_le_bytes());
        bytes.extend(push::write(segments));
        bytes
    }

    /// Reads the body of the request; the segments are borrowed from it.
    pub fn read(body: &[u8]) -> Result<(Self, Vec<&[u8]>), MalformedPush> {
        let mut reader = Reader::new(body);
        if reader.u8()? != FORMAT {
            return Err(MalformedPush::Shape);
        }
        let append = Self {
            feed: StreamId(reader.array()?),
            feed_head: reader.u64()?,
            journal_head: reader.u64()?,
            entries: reader.u32()?,
        };
        Ok((append, push::read(reader.rest())?))
    }
}

/// Asks for what lies after a position of a feed or of notes. Where the server does not hold that position with that mark, for a feed
/// was written anew meanwhile, the page begins with the first segment that it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowedRequest {
    /// The feed or the notes.
    pub stream: StreamId,
    /// The highest position that the caller stored; 0 for none.
    pub position: u64,
    /// Its mark; absent at 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// Notes up to here are in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesTaken {
    /// The stream of the notes.
    pub notes: StreamId,
    /// The highest position that goes.
    pub through: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_append_reads_back(
            feed: [u8; 16], feed_head: u64, journal_head: u64, entries: u32,
            segments in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 1..5),
        ) {
            let append = FeedAppend { feed: StreamId(feed), feed_head, journal_head, entries };
            let body = append.to_bytes(segments.iter().map(Vec::as_slice));
            let (read, borrowed) = FeedAppend::read(&body).unwrap();
            prop_assert_eq!(read, append);
            prop_assert_eq!(borrowed, segments);
        }

        #[test]
        fn noise_is_refused_or_read_never_more(noise in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok((append, segments)) = FeedAppend::read(&noise) {
                prop_assert_eq!(append.to_bytes(segments.into_iter()), noise);
            }
        }
    }
}
