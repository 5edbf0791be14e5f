//! What the device's store keeps of feeds, and notes on their way into the journal.

use ebb_journal::{CaregiverNote, Record, RecordId};
use ebb_protocol::ids::{Mark, MemberId, SegmentHash, StreamId};

/// A segment of a feed, as it stands on the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSegment {
    /// Its number in the feed.
    pub number: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// How far this device holds a feed. The store keeps it as bytes, beside the segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedCursor {
    /// The feed.
    pub feed: StreamId,
    /// The last position that was stored; 0 for none.
    pub position: u64,
    /// Its mark.
    pub mark: Mark,
    /// The highest number that was ever seen in the feed: whatever the server shows later, the next one is higher.
    pub number: u64,
    /// Hash of the last segment.
    pub hash: SegmentHash,
    /// The epoch of the last segment.
    pub epoch: u32,
    /// When the last segment was made, in milliseconds since 1970 by the clock of who made it.
    pub made_ms: i64,
    /// What all that stands weighs in bytes, and what of it the *anew* did with which it begins.
    pub weight: u64,
    /// See [`FeedCursor::weight`].
    pub anew_weight: u64,
    /// Of the last segment, from what it was made; sealed.
    pub tally: Vec<u8>,
}

const VERSION: u8 = 1;

impl FeedCursor {
    /// `version 1 (1) ‖ feed (16) ‖ position (8) ‖ mark (8) ‖ number (8) ‖ hash (32) ‖ epoch (4) ‖ made (8) ‖ weight (8) ‖ weight of the
    /// anew (8) ‖ tally`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.feed.0);
        bytes.extend(self.position.to_le_bytes());
        bytes.extend(self.mark.0);
        bytes.extend(self.number.to_le_bytes());
        bytes.extend(self.hash.0);
        bytes.extend(self.epoch.to_le_bytes());
        bytes.extend(self.made_ms.to_le_bytes());
        bytes.extend(self.weight.to_le_bytes());
        bytes.extend(self.anew_weight.to_le_bytes());
        bytes.extend(&self.tally);
        bytes
    }

    /// Reads what [`FeedCursor::to_bytes`] wrote; `None` where it did not.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&[VERSION])?;
        Some(Self {
            feed: StreamId(take(&mut rest)?),
            position: u64::from_le_bytes(take(&mut rest)?),
            mark: Mark(take(&mut rest)?),
            number: u64::from_le_bytes(take(&mut rest)?),
            hash: SegmentHash(take(&mut rest)?),
            epoch: u32::from_le_bytes(take(&mut rest)?),
            made_ms: i64::from_le_bytes(take(&mut rest)?),
            weight: u64::from_le_bytes(take(&mut rest)?),
            anew_weight: u64::from_le_bytes(take(&mut rest)?),
            tally: rest.to_vec(),
        })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

/// A note that somebody who follows has left, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteCame {
    /// The name of its record: every device that copies the note makes this one.
    pub id: RecordId,
    /// The follow that wrote it.
    pub follow: MemberId,
    /// What it says.
    pub text: String,
    /// When it was written, in milliseconds since 1970 by the clock of who wrote it.
    pub written_ms: i64,
}

impl NoteCame {
    /// The record that is to be saved, where the state knows none of that name.
    pub fn record(&self) -> Record {
        Record::CaregiverNote(CaregiverNote {
            follow: self.follow.to_string().into(),
            text: self.text.as_str().into(),
            written_ms: self.written_ms,
            answer: None,
            answered_ms: None,
            is_hidden: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_and_cuts_are_noticed() {
        let cursor = FeedCursor {
            feed: StreamId([1; 16]),
            position: 2,
            mark: Mark([3; 8]),
            number: 4,
            hash: SegmentHash([5; 32]),
            epoch: 6,
            made_ms: -7,
            weight: 8,
            anew_weight: 9,
            tally: vec![10; 40],
        };
        let bytes = cursor.to_bytes();
        assert_eq!(FeedCursor::from_bytes(&bytes), Some(cursor));
        for length in 0..bytes.len() - 40 {
            assert_eq!(FeedCursor::from_bytes(&bytes[..length]), None, "cut at {length}");
        }
    }
}
