//! What a device keeps of a journal that it follows, as rows of the database of feeds, and the store effects of a follower.
//!
//! | row | holds |
//! | --- | --- |
//! | `followed/<name>/log` | `has offset (1) ‖ offset (8) ‖ a batch of the trust log` |
//! | `followed/<name>/at` | `has cursor (1) ‖ position (8) ‖ mark (8) ‖ has heard (1) ‖ heard (8)` |
//! | `followed/<name>/notes` | `replica (16) ‖ sent (8) ‖ hash (32) ‖ for each that waits: number (8) ‖ written (8) ‖ length (4) ‖ text ‖ length (4) ‖ segment` |

use ebb_protocol::ids::{Mark, ReplicaId, SegmentHash};
use ebb_protocol::trust::{Logged, batch};
use ebb_sync::follower::{
    FEED_SEGMENTS_AT_ONCE, FeedCursor, FeedSegment, FollowerEvent, FollowerPersisted, FollowerStoreEffect, Notes,
    WaitingNote,
};

use crate::platform::indexed_db::{FeedChanges, FeedStore, StoreTrouble};

/// The rows of one journal that is followed.
pub(super) struct Rows<'a> {
    pub(super) store: &'a FeedStore,
    /// The name of its record in an address.
    pub(super) name: &'a str,
}

impl Rows<'_> {
    /// All that is kept, besides the segments. What cannot be read is read from the server anew.
    pub(super) async fn persisted(&self) -> Result<FollowerPersisted, StoreTrouble> {
        let log = self.store.row(&self.row("log")).await?;
        let (log, clock_offset_ms) = log.as_deref().and_then(read_log).unwrap_or_default();
        let at = self.store.row(&self.row("at")).await?;
        let (cursor, heard_ms) = at.as_deref().and_then(read_at).unwrap_or_default();
        let notes = self.store.row(&self.row("notes")).await?;
        let notes = notes.as_deref().and_then(read_notes).unwrap_or_default();
        Ok(FollowerPersisted { log, clock_offset_ms, cursor, heard_ms, notes })
    }

    /// Carries one effect out.
    pub(super) async fn carry_out(&self, effect: FollowerStoreEffect) -> Result<FollowerEvent, StoreTrouble> {
        let feed = self.feed();
        match effect {
            FollowerStoreEffect::PutLog { log, clock_offset_ms } => {
                let rows = [(self.row("log"), Some(log_bytes(&log, clock_offset_ms)))];
                self.store.change(FeedChanges { rows: &rows, ..FeedChanges::default() }).await?;
            }
            FollowerStoreEffect::PutFeed { is_anew, segments, cursor, heard_ms } => {
                let rows = [(self.row("at"), Some(at_bytes(cursor, heard_ms)))];
                let segments: Vec<_> = segments.iter().map(|held| (held.number, held.bytes.as_slice())).collect();
                let changes = FeedChanges { rows: &rows, feed: &feed, forgets: is_anew, segments: &segments };
                self.store.change(changes).await?;
            }
            FollowerStoreEffect::ReadFeed { after } => {
                let held = self.store.segments(&feed, after, FEED_SEGMENTS_AT_ONCE).await?;
                let held = held.into_iter().map(|(number, bytes)| FeedSegment { number, bytes });
                return Ok(FollowerEvent::FeedRead(held.collect()));
            }
            FollowerStoreEffect::PutNotes(notes) => {
                let rows = [(self.row("notes"), Some(notes_bytes(&notes)))];
                self.store.change(FeedChanges { rows: &rows, ..FeedChanges::default() }).await?;
            }
            FollowerStoreEffect::DropCopy { log, clock_offset_ms } => {
                let rows = [(self.row("at"), None), (self.row("log"), Some(log_bytes(&log, clock_offset_ms)))];
                self.store.change(FeedChanges { rows: &rows, feed: &feed, forgets: true, segments: &[] }).await?;
            }
        }
        Ok(FollowerEvent::Stored)
    }

    /// Drops all that is kept: the person follows no more.
    pub(super) async fn drop_all(&self) -> Result<(), StoreTrouble> {
        let rows = ["log", "at", "notes"].map(|row| (self.row(row), None));
        let feed = self.feed();
        self.store.change(FeedChanges { rows: &rows, feed: &feed, forgets: true, segments: &[] }).await
    }

    fn row(&self, row: &str) -> String {
        ["followed/", self.name, "/", row].concat()
    }

    fn feed(&self) -> String {
        ["followed/", self.name].concat()
    }
}

fn log_bytes(log: &[Logged], clock_offset_ms: Option<i64>) -> Vec<u8> {
    let mut bytes = optional(clock_offset_ms).to_vec();
    bytes.extend(batch::write(log));
    bytes
}

fn read_log(bytes: &[u8]) -> Option<(Vec<Logged>, Option<i64>)> {
    let (offset, log) = bytes.split_first_chunk()?;
    Some((batch::read(log).ok()?, read_optional(*offset)))
}

fn at_bytes(cursor: Option<FeedCursor>, heard_ms: Option<i64>) -> Vec<u8> {
    let position = cursor.map(|cursor| cursor.position.cast_signed());
    let mark = cursor.map_or([0; 8], |cursor| cursor.mark.0);
    [&optional(position)[..], &mark, &optional(heard_ms)].concat()
}

fn read_at(bytes: &[u8]) -> Option<(Option<FeedCursor>, Option<i64>)> {
    let (position, rest) = bytes.split_first_chunk()?;
    let (mark, heard) = rest.split_first_chunk()?;
    let cursor =
        read_optional(*position).map(|position| FeedCursor { position: position.cast_unsigned(), mark: Mark(*mark) });
    Some((cursor, read_optional(heard.try_into().ok()?)))
}

fn notes_bytes(notes: &Notes) -> Vec<u8> {
    let mut bytes = [&notes.replica.0[..], &notes.sent.to_le_bytes(), &notes.hash.0].concat();
    for note in &notes.waiting {
        bytes.extend(note.number.to_le_bytes());
        bytes.extend(note.written_ms.to_le_bytes());
        for part in [note.text.as_bytes(), &note.bytes] {
            // A note is a few kilobytes.
            bytes.extend(u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend(part);
        }
    }
    bytes
}

fn read_notes(bytes: &[u8]) -> Option<Notes> {
    let (replica, rest) = bytes.split_first_chunk()?;
    let (sent, rest) = rest.split_first_chunk()?;
    let (hash, mut rest) = rest.split_first_chunk()?;
    let mut waiting = Vec::new();
    while !rest.is_empty() {
        let (number, after) = rest.split_first_chunk()?;
        let (written_ms, after) = after.split_first_chunk()?;
        let (text, after) = part(after)?;
        let (bytes, after) = part(after)?;
        waiting.push(WaitingNote {
            number: u64::from_le_bytes(*number),
            written_ms: i64::from_le_bytes(*written_ms),
            text: std::str::from_utf8(text).ok()?.to_owned(),
            bytes: bytes.to_vec(),
        });
        rest = after;
    }
    Some(Notes { replica: ReplicaId(*replica), sent: u64::from_le_bytes(*sent), hash: SegmentHash(*hash), waiting })
}

fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

fn optional(number: Option<i64>) -> [u8; 9] {
    let mut bytes = [0; 9];
    if let Some(number) = number {
        bytes[0] = 1;
        bytes[1..].copy_from_slice(&number.to_le_bytes());
    }
    bytes
}

fn read_optional(bytes: [u8; 9]) -> Option<i64> {
    let [has, number @ ..] = bytes;
    (has == 1).then(|| i64::from_le_bytes(number))
}

#[cfg(test)]
mod tests {
    use ebb_sync::follower::conformance::{Outcome, Script, Step};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::platform::randomness;

    #[wasm_bindgen_test]
    async fn the_store_passes_the_script() {
        let name = format!("ebb-test-{}", u64::from_le_bytes(randomness::bytes()));
        let mut store = FeedStore::open_named(&name).await.expect("the browser keeps a database for a test");
        let mut script = Script::default();
        while let Some(step) = script.step() {
            let outcome = match step {
                Step::Do(effect) => {
                    Outcome::Brought(Rows { store: &store, name: "one" }.carry_out(effect).await.expect("an effect"))
                }
                Step::Reopen => {
                    drop(store);
                    store = FeedStore::open_named(&name).await.expect("the database");
                    Outcome::Holds(Rows { store: &store, name: "one" }.persisted().await.expect("what is kept"))
                }
            };
            script.came(&outcome).expect("the script");
        }
    }

    #[wasm_bindgen_test]
    fn what_is_kept_reads_back() {
        for cursor in [None, Some(FeedCursor { position: 7, mark: Mark([3; 8]) })] {
            for heard_ms in [None, Some(-5)] {
                assert_eq!(read_at(&at_bytes(cursor, heard_ms)), Some((cursor, heard_ms)));
            }
        }
        let note = WaitingNote { number: 4, written_ms: -1, text: "müde".to_owned(), bytes: vec![1, 2, 3] };
        let notes = Notes {
            replica: ReplicaId([1; 16]),
            sent: 3,
            hash: SegmentHash([2; 32]),
            waiting: vec![note.clone(), note],
        };
        let bytes = notes_bytes(&notes);
        assert_eq!(read_notes(&bytes), Some(notes));
        assert_eq!(read_notes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(read_log(&log_bytes(&[], Some(9))).map(|read| read.1), Some(Some(9)));
    }
}
