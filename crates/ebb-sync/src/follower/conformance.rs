//! The script that every driver's store of a follow must pass: effects, and the events they must bring.
//!
//! As with [`crate::conformance`], a driver takes one step after the other with [`Script::step`], does what it says with its own store, and
//! tells what came of it with [`Script::came`], which says what was wrong with it.

use ebb_protocol::ids::{Mark, MemberId, ReplicaId, SegmentHash};
use ebb_protocol::trust::{KEYBOX_BYTES, Logged};

use super::effect::{FEED_SEGMENTS_AT_ONCE, FollowerStoreEffect};
use super::event::{FeedCursor, FeedSegment, FollowerEvent, FollowerPersisted, Notes, WaitingNote};

/// One thing for the store to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Carry out an effect of the follower.
    Do(FollowerStoreEffect),
    /// Close the store, open it again, and tell what it holds.
    Reopen,
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Of `Do`: the event for the follower.
    Brought(FollowerEvent),
    /// Of `Reopen`: what it holds.
    Holds(FollowerPersisted),
}

/// The script and how far it has come.
#[derive(Debug, Default)]
pub struct Script {
    at: usize,
    persisted: FollowerPersisted,
    feed: Vec<FeedSegment>,
}

impl Script {
    /// The next step; `None` at the end.
    pub fn step(&self) -> Option<Step> {
        let put_feed = |is_anew, segments, position| {
            Step::Do(FollowerStoreEffect::PutFeed {
                is_anew,
                segments,
                cursor: Some(cursor(position)),
                heard_ms: Some(i64::try_from(position).unwrap_or(0)),
            })
        };
        let read = |after| Step::Do(FollowerStoreEffect::ReadFeed { after });
        Some(match self.at {
            0 | 3 | 9 | 12 | 16 | 20 => Step::Reopen,
            1 | 10 | 17 | 21 | 23 => read(0),
            2 => Step::Do(FollowerStoreEffect::PutLog { log: log(2), clock_offset_ms: None }),
            4 => put_feed(true, vec![segment(3)], 7),
            5 => put_feed(false, (4..=40).map(segment).collect(), 44),
            // As after the server was set up again: positions begin anew, numbers do not.
            6 => put_feed(false, vec![segment(41)], 2),
            7 => put_feed(false, Vec::new(), 3),
            8 => Step::Do(FollowerStoreEffect::PutLog { log: log(3), clock_offset_ms: Some(-5) }),
            11 => read(35),
            13 => Step::Do(FollowerStoreEffect::PutNotes(notes(2))),
            14 => Step::Do(FollowerStoreEffect::PutNotes(notes(1))),
            15 => put_feed(true, vec![segment(50), segment(51)], 60),
            18 => read(51),
            19 => Step::Do(FollowerStoreEffect::DropCopy { log: log(4), clock_offset_ms: Some(9) }),
            22 => put_feed(true, vec![segment(1)], 1),
            _ => return None,
        })
    }

    /// Takes in what came of the step; the error says what was wrong with it.
    pub fn came(&mut self, outcome: &Outcome) -> Result<(), String> {
        let step = self.step().ok_or("the script is at its end")?;
        let expected = match step {
            Step::Reopen => Outcome::Holds(self.persisted.clone()),
            Step::Do(effect) => Outcome::Brought(self.carry_out(effect)),
        };
        if *outcome != expected {
            return Err(format!("step {}: {outcome:?} instead of {expected:?}", self.at));
        }
        self.at += 1;
        Ok(())
    }

    /// What a store must do, on what this one holds.
    fn carry_out(&mut self, effect: FollowerStoreEffect) -> FollowerEvent {
        match effect {
            FollowerStoreEffect::PutLog { log, clock_offset_ms } => {
                (self.persisted.log, self.persisted.clock_offset_ms) = (log, clock_offset_ms);
            }
            FollowerStoreEffect::PutFeed { is_anew, segments, cursor, heard_ms } => {
                if is_anew {
                    self.feed.clear();
                }
                self.feed.extend(segments);
                (self.persisted.cursor, self.persisted.heard_ms) = (cursor, heard_ms);
            }
            FollowerStoreEffect::ReadFeed { after } => {
                let left = self.feed.iter().filter(|segment| segment.number > after).take(FEED_SEGMENTS_AT_ONCE);
                return FollowerEvent::FeedRead(left.cloned().collect());
            }
            FollowerStoreEffect::PutNotes(notes) => self.persisted.notes = notes,
            FollowerStoreEffect::DropCopy { log, clock_offset_ms } => {
                self.feed.clear();
                let notes = std::mem::take(&mut self.persisted.notes);
                self.persisted = FollowerPersisted { log, clock_offset_ms, notes, ..FollowerPersisted::default() };
            }
        }
        FollowerEvent::Stored
    }
}

fn log(count: u8) -> Vec<Logged> {
    let logged = |number: u8| Logged {
        entry: vec![number; 400],
        keyboxes: if number == 0 { Vec::new() } else { vec![(MemberId([number; 16]), [number; KEYBOX_BYTES])] },
    };
    (0..count).map(logged).collect()
}

fn segment(number: u64) -> FeedSegment {
    FeedSegment { number, bytes: number.to_le_bytes().repeat(40) }
}

const fn cursor(position: u64) -> FeedCursor {
    FeedCursor { position, mark: Mark([4; 8]) }
}

fn notes(count: u64) -> Notes {
    let note = |number: u64| WaitingNote {
        number,
        written_ms: 1_795_420_000_000,
        text: "Seemed very tired – fühlte sich müde".to_owned(),
        bytes: vec![6; 400],
    };
    Notes {
        replica: ReplicaId([8; 16]),
        sent: 4,
        hash: SegmentHash([5; 32]),
        waiting: (5..5 + count).map(note).collect(),
    }
}
