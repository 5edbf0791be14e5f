//! A phone of somebody who follows: the real state machine over a small store.

use ebb_journal::{Kind, Record};
use ebb_protocol::ids::AccountId;
use ebb_replica::State;
use ebb_sync::follower::{
    FEED_SEGMENTS_AT_ONCE, FeedSegment, Follower, FollowerEffect, FollowerEvent, FollowerIdentity, FollowerNews,
    FollowerPersisted, FollowerStage, FollowerStanding, FollowerStoreEffect, NoteRefused,
};
use ebb_sync::{Circumstances, Reply, Request};
use ebb_vault::Code;

use crate::owner::{NOW_MS, Owner};

/// A driver's store in its simplest form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Store {
    pub(crate) persisted: FollowerPersisted,
    pub(crate) feed: Vec<FeedSegment>,
}

impl Store {
    pub(crate) fn carry_out(&mut self, effect: FollowerStoreEffect) -> FollowerEvent {
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

/// A phone with its follower.
pub(crate) struct Phone {
    pub(crate) follower: Follower,
    pub(crate) store: Store,
    /// What stands in the person's own journal.
    pub(crate) held: Option<String>,
    /// The request that waits for its answer.
    pub(crate) sent: Option<Request>,
    pub(crate) wakes: Vec<u64>,
    pub(crate) standings: Vec<FollowerStanding>,
    /// What the screen shows; none where all is forgotten.
    pub(crate) shown: State,
    /// How many segments were shown, and whether the last said that more follows.
    pub(crate) told: Vec<bool>,
    pub(crate) forgotten: usize,
    pub(crate) channels: usize,
    pub(crate) breaks: bool,
    pub(crate) now_ms: i64,
    draws: u64,
}

impl Phone {
    /// Somebody looks at an invitation.
    pub(crate) fn looks_at(code: Code, number: u8) -> Self {
        let draws = [[number; 32], [number + 1; 32], [number + 2; 32]];
        Self::open(FollowerIdentity::invited(code, "Kim", draws), None, Store::default(), None)
    }

    pub(crate) fn open(
        identity: FollowerIdentity,
        own_account: Option<AccountId>,
        store: Store,
        held: Option<String>,
    ) -> Self {
        let mut phone = Self {
            follower: Follower::new(identity, own_account, store.persisted.clone()),
            store,
            held,
            sent: None,
            wakes: Vec::new(),
            standings: Vec::new(),
            shown: State::default(),
            told: Vec::new(),
            forgotten: 0,
            channels: 0,
            breaks: false,
            now_ms: NOW_MS,
            draws: 0,
        };
        phone.tell(FollowerEvent::Started);
        phone
    }

    /// Somebody who follows and has read all.
    pub(crate) fn following(owner: &mut Owner) -> Self {
        let mut phone = Self::looks_at(owner.code(), 50);
        phone.settle(owner);
        phone.tell(FollowerEvent::Accepted);
        phone.settle(owner);
        owner.looks();
        owner.looks();
        owner.approves();
        phone.tell(FollowerEvent::Woken);
        phone.settle(owner);
        assert_eq!(phone.stage(), &FollowerStage::Following);
        phone
    }

    /// The app ends and begins again, with another time on its clock.
    pub(crate) fn restart_at(self, now_ms: i64) -> Self {
        let identity = FollowerIdentity::of_text(self.held.as_ref().unwrap()).unwrap();
        let mut phone = Self { follower: Follower::new(identity, None, self.store.persisted.clone()), ..self };
        (phone.now_ms, phone.sent, phone.shown) = (now_ms, None, State::default());
        phone.told.clear();
        phone.tell(FollowerEvent::Started);
        phone
    }

    pub(crate) fn restart(self) -> Self {
        let now_ms = self.now_ms;
        self.restart_at(now_ms)
    }

    /// Another device of the same person, which finds the follow in their own journal.
    pub(crate) fn another(&self) -> Self {
        let identity = FollowerIdentity::of_text(self.held.as_ref().unwrap()).unwrap();
        let mut other = Self::open(identity, None, Store::default(), self.held.clone());
        // Another phone draws other bytes.
        other.draws = 1_000_000;
        other
    }

    pub(crate) fn tell(&mut self, event: FollowerEvent) {
        let mut events = vec![event];
        while let Some(event) = events.pop() {
            self.draws += 1;
            let mut random = [0; 32];
            random[..8].copy_from_slice(&self.draws.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
            for effect in self.follower.handle(event, Circumstances { now_ms: self.now_ms, random }) {
                match effect {
                    FollowerEffect::Store(_) | FollowerEffect::Keep(_) if self.breaks => {
                        events.push(FollowerEvent::StoreFailed);
                    }
                    FollowerEffect::Store(effect) => events.push(self.store.carry_out(effect)),
                    FollowerEffect::Keep(text) => {
                        self.held = Some(text);
                        events.push(FollowerEvent::Kept);
                    }
                    FollowerEffect::Send(request) => {
                        assert!(self.sent.is_none(), "{request:?} while another request is under way");
                        self.sent = Some(request);
                    }
                    FollowerEffect::OpenLive(_) => self.channels += 1,
                    FollowerEffect::WakeAfter { ms } => self.wakes.push(ms),
                    FollowerEffect::Show(shown) => {
                        if shown.is_anew {
                            self.shown = State::default();
                        }
                        self.shown.show(&shown.changes, shown.number).unwrap();
                        self.told.push(shown.more_follows);
                    }
                    FollowerEffect::Forget => {
                        self.shown = State::default();
                        self.forgotten += 1;
                    }
                    FollowerEffect::Tell(standing) => self.standings.push(*standing),
                }
            }
        }
    }

    /// Answers the request that waits.
    pub(crate) fn answered(&mut self, reply: Reply) {
        self.sent.take().unwrap();
        self.tell(FollowerEvent::Answered(reply));
    }

    /// Goes on with this server until nothing is asked any more.
    pub(crate) fn settle(&mut self, owner: &mut Owner) {
        let mut asked = 0;
        while let Some(request) = self.sent.clone() {
            let reply = owner.answer(&request);
            self.answered(reply);
            asked += 1;
            assert!(asked < 100, "it asks on and on");
        }
    }

    /// Now is a good time to try, and it does.
    pub(crate) fn nudge(&mut self, owner: &mut Owner) {
        self.tell(FollowerEvent::Nudged);
        self.settle(owner);
    }

    pub(crate) fn standing(&self) -> &FollowerStanding {
        self.standings.last().unwrap()
    }

    pub(crate) fn stage(&self) -> &FollowerStage {
        &self.standing().stage
    }

    pub(crate) fn news(&self) -> FollowerNews {
        self.standing().news()
    }

    pub(crate) fn note_refused(&self) -> Option<NoteRefused> {
        self.standing().note_refused
    }

    /// The texts that the screen shows.
    pub(crate) fn texts(&self) -> Vec<String> {
        let notes = self.shown.journal().records().filter_map(|(id, record)| match record {
            Record::Note(note) if id.kind == Kind::NOTE => Some(note.text.to_string()),
            _ => None,
        });
        notes.collect()
    }
}
