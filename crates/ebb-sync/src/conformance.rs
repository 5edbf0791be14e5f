//! The script that every driver's store must pass: effects, and the events they must bring.
//!
//! A driver takes one step after the other with [`Script::step`], does what it says with its own store, and tells what came
//! of it with [`Script::came`], which says what was wrong with it. Stores that are async and stores that are not run the
//! same script.

mod feeds;

use std::collections::{BTreeMap, BTreeSet};

use ebb_journal::{CivilDay, FieldId, Kind, RecordId, Sitting, SittingId, Value};
use ebb_protocol::ids::{Mark, MemberId, ReplicaId, SegmentHash, StreamId};
use ebb_protocol::pull::Cursor;
use ebb_replica::{Op, Stamp};

use ebb_vault::Label;

use crate::effect::{OutboxSegment, ReplicaHead, SET_ASIDE_AT_ONCE, Sealing, SetAside, StoreEffect};
use crate::event::{Event, Persisted};
use crate::feeds::FeedCursor;
use crate::identity::{FoundingDraw, Identity};

/// One thing for the store to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Save ops that were made on this device, durably, as after a tap.
    Save(Vec<Op>),
    /// Carry out an effect of the engine.
    Do(StoreEffect),
    /// Pack the log of ops as the store does from time to time, if it does.
    Pack,
    /// Close the store, open it again, and tell what it holds.
    Reopen,
}

/// What came of a step.
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::large_enum_variant, reason = "a few of them are made, in tests")
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Of `Save` and `Pack`.
    Done,
    /// Of `Do`: the event for the engine.
    Brought(Event),
    /// Of `Reopen`.
    Holds {
        /// All ops, in any order.
        ops: Vec<Op>,
        /// What it holds of sync.
        persisted: Persisted,
        /// The stored identity.
        identity: Option<Box<Identity>>,
    },
}

/// The script and how far it has come.
#[derive(Debug, Default)]
pub struct Script {
    at: usize,
    /// The place in the store's log that it named itself.
    through: u64,
    expected: Expected,
}

/// What the store must hold by now.
#[derive(Debug, Default)]
struct Expected {
    ops: BTreeSet<Op>,
    unsealed: BTreeSet<Op>,
    persisted: Persisted,
    identity: Option<Box<Identity>>,
    /// Cursor and segments of each feed.
    feeds: BTreeMap<StreamId, (FeedCursor, BTreeMap<u64, Vec<u8>>)>,
}

const STREAM: StreamId = StreamId([5; 16]);

impl Script {
    /// The next step; `None` at the end.
    pub fn step(&self) -> Option<Step> {
        let after = self.expected.persisted.sealing.through;
        Some(match self.at {
            0 | 9 | 11 | 13 | 16 | 18 | 23 => Step::Reopen,
            20 | 22 => Step::Do(StoreEffect::ReadSetAside { after: 0 }),
            21 => Step::Do(StoreEffect::TakeSetAside { ops: ops_of(40, 2), positions: vec![2, 19] }),
            24 => Step::Do(StoreEffect::ReadSetAside { after: 18 }),
            // As after the server has lost something: all ops, packed or not, of this device and of others.
            19 => Step::Do(StoreEffect::ReadUnsealed { after: None }),
            1 => Step::Save(ops_of(1, 3)),
            2 | 5 | 8 | 14 => Step::Do(StoreEffect::ReadUnsealed { after }),
            3 => Step::Do(StoreEffect::PutIdentity(Box::new(identity()))),
            4 => Step::Do(StoreEffect::PutOutbox { segments: vec![segment(1), segment(2)], sealing: self.sealing() }),
            6 => Step::Save(ops_of(10, 2)),
            7 | 15 => Step::Do(StoreEffect::PutPulled {
                ops: ops_of(20, 4),
                cursor: Some(cursor(7)),
                set_aside: if self.at == 7 { (1..=7).chain(9..=20).map(set_aside).collect() } else { Vec::new() },
                replicas: vec![replica_head()],
            }),
            10 => Step::Do(StoreEffect::DropOutbox { through: 1, cursor: Some(cursor(8)) }),
            12 => Step::Pack,
            17 => Step::Do(StoreEffect::BeginAnew {
                identity: Some(Box::new(Identity { replica: ReplicaId([8; 16]), ..identity() })),
                segments: vec![segment(1)],
                sealing: Sealing { through: after, number: 1, hash: SegmentHash([7; 32]) },
                cursor: Some(cursor(12)),
            }),
            later => return feeds::step(later),
        })
    }

    /// Takes in what came of the step; the error says what was wrong with it.
    pub fn came(&mut self, outcome: &Outcome) -> Result<(), String> {
        let step = self.step().ok_or("the script is at its end")?;
        self.expect(&step);
        match (&step, outcome) {
            (Step::Save(_) | Step::Pack, Outcome::Done) => {}
            (Step::Do(effect), Outcome::Brought(event)) => self.check_event(effect, event)?,
            (Step::Reopen, Outcome::Holds { ops, persisted, identity }) => {
                self.check_holdings(ops, persisted, identity.as_deref())?;
            }
            _ => return Err(self.wrong("an outcome of another step")),
        }
        self.at += 1;
        Ok(())
    }

    fn expect(&mut self, step: &Step) {
        let Expected { ops, unsealed, persisted, identity, feeds } = &mut self.expected;
        match step {
            Step::Do(StoreEffect::PutFeed { cursor, segments, is_anew }) => {
                let (held_cursor, held) =
                    feeds.entry(cursor.feed).or_insert_with(|| ((**cursor).clone(), BTreeMap::new()));
                held_cursor.clone_from(cursor);
                held.retain(|_, _| !is_anew);
                held.extend(segments.iter().map(|segment| (segment.number, segment.bytes.clone())));
            }
            Step::Do(StoreEffect::DropFeed(feed)) => {
                feeds.remove(feed);
            }
            Step::Do(StoreEffect::PutFeedsSettled(settled)) => persisted.feeds_settled.clone_from(settled),
            Step::Save(saved) => {
                ops.extend(saved.iter().cloned());
                unsealed.extend(saved.iter().cloned());
            }
            Step::Do(StoreEffect::PutOutbox { segments, sealing }) => {
                persisted.outbox.extend(segments.iter().cloned());
                persisted.sealing = *sealing;
                unsealed.clear();
            }
            Step::Do(StoreEffect::DropOutbox { through, cursor }) => {
                persisted.outbox.retain(|segment| segment.number > *through);
                persisted.cursor = *cursor;
            }
            Step::Do(StoreEffect::BeginAnew { identity: anew, segments, sealing, cursor }) => {
                persisted.outbox.clone_from(segments);
                persisted.sealing = *sealing;
                persisted.cursor = cursor.or(persisted.cursor);
                if let Some(anew) = anew {
                    *identity = Some(anew.clone());
                }
            }
            Step::Do(StoreEffect::PutPulled { ops: pulled, cursor, set_aside, replicas }) => {
                ops.extend(pulled.iter().cloned());
                persisted.replicas.clone_from(replicas);
                persisted.cursor = *cursor;
                persisted.set_aside.extend(set_aside.iter().map(|segment| segment.position));
            }
            Step::Do(StoreEffect::PutIdentity(stored)) => *identity = Some(stored.clone()),
            Step::Do(StoreEffect::TakeSetAside { ops: opened, positions }) => {
                ops.extend(opened.iter().cloned());
                persisted.set_aside.retain(|position| !positions.contains(position));
            }
            Step::Do(
                StoreEffect::ReadUnsealed { .. } | StoreEffect::ReadSetAside { .. } | StoreEffect::ReadFeed { .. },
            )
            | Step::Pack
            | Step::Reopen => {}
        }
    }

    fn check_event(&mut self, effect: &StoreEffect, event: &Event) -> Result<(), String> {
        let fits = match (effect, event) {
            (StoreEffect::ReadUnsealed { .. }, Event::UnsealedRead { ops, through }) => {
                self.through = *through;
                let is_all = matches!(effect, StoreEffect::ReadUnsealed { after: None });
                let expected = if is_all { &self.expected.ops } else { &self.expected.unsealed };
                ops.iter().cloned().collect::<BTreeSet<_>>() == *expected
            }
            (StoreEffect::ReadSetAside { after }, Event::SetAsideRead(segments)) => {
                let held = self.expected.persisted.set_aside.iter().map(|&position| set_aside(position));
                held.filter(|segment| segment.position > *after).take(SET_ASIDE_AT_ONCE).eq(segments.iter().cloned())
            }
            (StoreEffect::ReadFeed { feed, after }, Event::FeedRead(segments)) => {
                let held = self.expected.feeds.get(feed).map(|(_, held)| held);
                feeds::are_next(held, *after, segments)
            }
            (StoreEffect::PutOutbox { .. }, Event::OutboxStored)
            | (StoreEffect::PutFeed { .. }, Event::FeedStored)
            | (StoreEffect::DropFeed(_), Event::FeedDropped)
            | (StoreEffect::PutFeedsSettled(_), Event::FeedsSettledStored)
            | (StoreEffect::DropOutbox { .. }, Event::OutboxDropped)
            | (StoreEffect::PutPulled { .. }, Event::PulledStored)
            | (StoreEffect::TakeSetAside { .. }, Event::SetAsideTaken)
            | (StoreEffect::PutIdentity(_), Event::IdentityStored)
            | (StoreEffect::BeginAnew { .. }, Event::BegunAnew) => true,
            _ => false,
        };
        if fits { Ok(()) } else { Err(self.wrong(&format!("brought {event:?}"))) }
    }

    fn check_holdings(&self, ops: &[Op], persisted: &Persisted, identity: Option<&Identity>) -> Result<(), String> {
        if ops.iter().cloned().collect::<BTreeSet<_>>() != self.expected.ops {
            return Err(self.wrong("not the ops that were stored"));
        }
        let unsealed: BTreeSet<_> = persisted.unsealed.iter().cloned().collect();
        let expected: BTreeSet<_> = self.expected.unsealed.iter().map(|op| op.record.clone()).collect();
        if unsealed != expected {
            return Err(self.wrong("not the records that are unsealed"));
        }
        let cursors: BTreeMap<_, _> = persisted.feeds.iter().map(|cursor| (cursor.feed, cursor)).collect();
        let expected = self.expected.feeds.values().map(|(cursor, _)| cursor);
        if !expected.eq(cursors.values().copied()) || cursors.len() != persisted.feeds.len() {
            return Err(self.wrong("not the cursors of the feeds"));
        }
        let without_unsealed = Persisted { unsealed: Vec::new(), feeds: Vec::new(), ..persisted.clone() };
        if without_unsealed != self.expected.persisted {
            return Err(self.wrong(&format!("{without_unsealed:?} instead of {:?}", self.expected.persisted)));
        }
        if identity != self.expected.identity.as_deref() {
            return Err(self.wrong("not the identity that was stored"));
        }
        Ok(())
    }

    fn sealing(&self) -> Sealing {
        Sealing { through: Some(self.through), number: 2, hash: SegmentHash([6; 32]) }
    }

    fn wrong(&self, what: &str) -> String {
        format!("step {}: {what}", self.at)
    }
}

fn ops_of(from: u32, count: u32) -> Vec<Op> {
    let sitting = Sitting([1; 8]);
    let of = |counter: u32| {
        let record = if counter.is_multiple_of(2) {
            RecordId::made(Kind::HOT_FLASH, sitting, counter)
        } else {
            let day = CivilDay::of_days(20_000 + i32::try_from(counter).unwrap_or(0))?;
            RecordId::dose(SittingId { sitting, counter: 1 }, day, 0)
        };
        let stamp = Stamp::of_ms(1_795_420_000_000 + u64::from(counter)).ok()?;
        let value = Value::text("as it was");
        Some(Op { record, field: FieldId(1), value, stamp, replica: ReplicaId([2; 16]) })
    };
    (from..from + count).filter_map(of).collect()
}

fn segment(number: u64) -> OutboxSegment {
    OutboxSegment { number, records: 2, bytes: vec![9; 300] }
}

fn set_aside(position: u64) -> SetAside {
    SetAside { position, reason: "the segment's seal is broken".to_owned(), bytes: vec![3; 40] }
}

const fn cursor(position: u64) -> Cursor {
    Cursor { stream: STREAM, position, mark: Some(Mark([4; 8])) }
}

fn identity() -> Identity {
    let draw = FoundingDraw { seed: [1; 32], key: [3; 32], journal: STREAM, random: [4; 16], name_seed: [5; 32] };
    Identity::founding(ReplicaId([2; 16]), &Label { name: "This phone".to_owned(), since_ms: 7 }, &draw)
}

const fn replica_head() -> ReplicaHead {
    ReplicaHead { replica: ReplicaId([3; 16]), writer: MemberId([4; 16]), number: 9, hash: SegmentHash([5; 32]) }
}
