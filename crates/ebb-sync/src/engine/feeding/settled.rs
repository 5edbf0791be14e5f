//! Which feeds are as they are to be, so that no start looks through the whole journal; and from what a feed was made.
//!
//! What the store remembers, for this device alone: `length (4) ‖ state ‖ count × (feed (16) ‖ number (8))`. The state is what this
//! device knew: `rules (2) ‖ entries (4) ‖ sealed (8) ‖ what is set aside (8, 8) ‖ count × (replica (16) ‖ number (8))`. Where it is
//! another at a start, something was merged or sealed since, and it is not known what: then all is looked at.

use ebb_protocol::ids::{MemberId, ReplicaId, StreamId};
use ebb_protocol::trust::TrustState;
use ebb_vault::Tally;

use super::{Engine, Feed, FeedStep, Feeds, Next, Pending, UnderWay};
use crate::effect::{Effect, StoreEffect};
use crate::feeds::FeedCursor;
use crate::standing::FeedStanding;

impl Engine {
    /// Goes on with the feeds where the store's last session ended.
    pub(in crate::engine) fn begin_feeds(&mut self, cursors: Vec<FeedCursor>, settled: Vec<u8>) {
        let state = self.known_state();
        let is_as_then = settled_state(&settled) == Some(&state[..]);
        let mut feeds = Feeds { settled, ..Feeds::default() };
        for cursor in cursors {
            let follow = self
                .trust
                .as_ref()
                .and_then(|trust| trust.open_follows().find(|(_, follow)| follow.feed == cursor.feed));
            let Some((member, follow)) = follow else {
                feeds.dropped.push(cursor.feed);
                continue;
            };
            let is_settled = is_as_then && settled_feeds(&feeds.settled).any(|one| one == (cursor.feed, cursor.number));
            let mut pending = Pending::All;
            if is_settled {
                pending = Pending::default();
                self.unsealed.iter().for_each(|record| pending.add(record));
            }
            let scoped = is_settled.then_some(follow.scoped);
            feeds.by_follow.insert(member, Feed { cursor: Some(cursor), pending, scoped, ..Feed::default() });
        }
        self.feeds = feeds;
    }

    /// Lets the store remember which feeds are as they are to be, once nothing is to be done any more.
    pub(super) fn settle(&mut self) -> Next {
        let state = self.known_state();
        let mut settled = u32::try_from(state.len()).unwrap_or(u32::MAX).to_le_bytes().to_vec();
        settled.extend(state);
        for feed in self.feeds.by_follow.values().filter(|feed| feed.standing == FeedStanding::UpToDate) {
            if let Some(cursor) = &feed.cursor {
                settled.extend(cursor.feed.0);
                settled.extend(cursor.number.to_le_bytes());
            }
        }
        if settled == self.feeds.settled {
            return None;
        }
        self.feeds.settled.clone_from(&settled);
        Some((UnderWay::FeedStep(FeedStep::Settle), Effect::Store(StoreEffect::PutFeedsSettled(settled))))
    }

    fn known_state(&self) -> Vec<u8> {
        let mut state = self.rules.to_le_bytes().to_vec();
        state.extend(self.trust.as_ref().map_or(0, TrustState::next_index).to_le_bytes());
        state.extend(self.sealing.number.to_le_bytes());
        state.extend((self.aside.positions.len() as u64).to_le_bytes());
        state.extend(self.aside.positions.last().copied().unwrap_or(0).to_le_bytes());
        for head in self.replicas.values() {
            state.extend(head.replica.0);
            state.extend(head.number.to_le_bytes());
        }
        state
    }

    /// From what this device makes a feed: all that it has merged. What it has set aside it has not.
    pub(super) fn tally(&self) -> Tally {
        Tally::new(self.rules, self.entries(), self.merged_numbers())
    }

    fn entries(&self) -> u32 {
        self.trust.as_ref().map_or(0, TrustState::next_index)
    }

    fn merged_numbers(&self) -> impl Iterator<Item = (ReplicaId, u64)> {
        // Of its own too only what it has read: a server may have said that it took what it did not, and then nobody ever reads
        // it, and everybody would leave the feed alone.
        self.replicas.values().map(|head| (head.replica, self.aside.merged_through(head.replica, head.number)))
    }

    /// Whether a feed was made from more than this device knows: what is to be asked for then, or that it is left alone.
    pub(super) fn is_of_more(&mut self, member: MemberId) -> Option<Next> {
        let trust = self.trust.as_ref()?;
        let feed = self.feeds.by_follow.get(&member)?;
        let cursor = feed.cursor.as_ref().filter(|cursor| cursor.number > 0 && !cursor.tally.is_empty())?;
        let number = cursor.number;
        let key = self.identity.keys.of(cursor.epoch)?;
        let made_from = Tally::open(key, (trust.account(), cursor.feed, number), &cursor.tally);
        let is_of_more = made_from.is_none_or(|made_from| {
            if feed.is_damaged {
                // What this device knows of may be lost, but the rules hold all the same.
                return made_from.rules > self.rules;
            }
            // Of who was dismissed nobody reads more than its cuts say.
            let removed = trust.members().values().filter_map(|member| member.removed.as_ref());
            let cuts = removed.flat_map(|removed| &removed.cuts).map(|cut| (cut.replica, u64::MAX));
            // What it wrote itself it has, whether it has read it back or not, under earlier names too.
            let own =
                [(self.identity.replica, self.sealing.number)].into_iter().chain(self.identity.former.iter().copied());
            let known = Tally::new(self.rules, trust.next_index(), self.merged_numbers().chain(cuts).chain(own));
            !made_from.is_within(&known)
        });
        if !is_of_more {
            return None;
        }
        let feed = self.feeds.by_follow.get_mut(&member)?;
        if feed.asked_for == Some(number) {
            feed.standing = FeedStanding::LeftAlone;
            return Some(None);
        }
        feed.asked_for = Some(number);
        self.wants.pull = true;
        Some(Some(self.read_log()))
    }
}

fn settled_state(settled: &[u8]) -> Option<&[u8]> {
    let (length, rest) = settled.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

fn settled_feeds(settled: &[u8]) -> impl Iterator<Item = (StreamId, u64)> {
    let state = settled_state(settled).map_or(0, <[u8]>::len);
    let feeds = settled.get(4 + state..).unwrap_or_default().chunks_exact(24);
    feeds.filter_map(|one| {
        let (feed, number) = one.split_first_chunk()?;
        Some((StreamId(*feed), u64::from_le_bytes(number.try_into().ok()?)))
    })
}
