//! The script's part about feeds: segments are kept, replaced, read in pieces and dropped, each feed by itself.

use std::collections::BTreeMap;

use ebb_protocol::ids::{Mark, SegmentHash, StreamId};

use super::Step;
use crate::effect::{FEED_SEGMENTS_AT_ONCE, StoreEffect};
use crate::feeds::{FeedCursor, FeedSegment};

const ONE: StreamId = StreamId([11; 16]);
const OTHER: StreamId = StreamId([12; 16]);

/// The step with that number in the whole script.
pub(super) fn step(at: usize) -> Option<Step> {
    let put = |feed, numbers: std::ops::RangeInclusive<u64>, is_anew| {
        let cursor = Box::new(cursor(feed, *numbers.end()));
        Step::Do(StoreEffect::PutFeed { cursor, segments: numbers.map(segment).collect(), is_anew })
    };
    let read = |feed, after| Step::Do(StoreEffect::ReadFeed { feed, after });
    Some(match at {
        25 => put(ONE, 1..=3, true),
        26 => put(OTHER, 1..=1, true),
        27 | 36 => read(ONE, 0),
        28 => put(ONE, 4..=14, false),
        29 | 34 | 39 => Step::Reopen,
        30 => read(ONE, 1),
        31 => put(ONE, 20..=20, true),
        // The cursor alone is another.
        32 => {
            let cursor = Box::new(FeedCursor { made_ms: 9, ..cursor(OTHER, 1) });
            Step::Do(StoreEffect::PutFeed { cursor, segments: Vec::new(), is_anew: false })
        }
        33 => Step::Do(StoreEffect::PutFeedsSettled(vec![7; 60])),
        35 | 38 => read(OTHER, 0),
        37 => Step::Do(StoreEffect::DropFeed(OTHER)),
        _ => return None,
    })
}

/// Whether these are the segments that come after a number, as many as are read at once; at least one where there is one.
pub(super) fn are_next(held: Option<&BTreeMap<u64, Vec<u8>>>, after: u64, segments: &[FeedSegment]) -> bool {
    let mut held = held.into_iter().flatten().filter(|(number, _)| **number > after).peekable();
    let is_enough = held.peek().is_none() || !segments.is_empty();
    let mut are_these = segments.iter().all(|segment| held.next() == Some((&segment.number, &segment.bytes)));
    are_these &= segments.len() <= FEED_SEGMENTS_AT_ONCE;
    is_enough && are_these
}

fn segment(number: u64) -> FeedSegment {
    FeedSegment { number, bytes: number.to_le_bytes().repeat(30) }
}

fn cursor(feed: StreamId, number: u64) -> FeedCursor {
    FeedCursor {
        feed,
        position: number + 2,
        mark: Mark([5; 8]),
        number,
        hash: SegmentHash([6; 32]),
        epoch: 1,
        made_ms: 1_795_420_000_000,
        weight: 300,
        anew_weight: 240,
        tally: vec![8; 60],
    }
}
