//! What a feed shows, found out from the segments in the store. No start of the app waits for it: it is done when something is to be
//! written.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use ebb_journal::scope::{FeedChange, FeedId, Shown};
use ebb_protocol::ids::MemberId;
use ebb_replica::unpack_feed;
use ebb_vault::FeedBody;

use super::{Engine, FeedStep, Next, UnderWay};
use crate::effect::{Effect, StoreEffect};
use crate::feeds::FeedSegment;

/// What a feed shows.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Of each record a hash. It stays in memory.
    pub(super) shows: BTreeMap<FeedId, u64>,
    /// How many withdrawals stand in it.
    pub(super) withdrawn: usize,
    /// The scope that was told last.
    pub(super) scope: Vec<u8>,
    /// The terms that were told last.
    pub(super) terms: Vec<u8>,
}

/// A feed whose segments are being read.
#[derive(Debug)]
pub(in crate::engine) struct Loading {
    held: Held,
    after: u64,
}

/// What a segment says is of a newer version, or no changes at all.
pub(super) struct Unread;

/// By what it is told whether a record is shown as it is. Nobody who follows can choose two that are alike: what they write is never
/// changed by them.
pub(super) fn hash(shown: &Shown) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (field, value) in shown.fields() {
        field.hash(&mut hasher);
        value.hash(&mut hasher);
    }
    hasher.finish()
}

impl Held {
    /// Takes in what a segment says.
    pub(super) fn take(&mut self, body: &FeedBody) -> Result<(), Unread> {
        let (changes, passed_over) = unpack_feed(&body.changes).map_err(|_| Unread)?;
        if passed_over > 0 {
            return Err(Unread);
        }
        for change in changes {
            match change {
                FeedChange::Show(id, shown) => {
                    self.shows.insert(id, hash(&shown));
                }
                FeedChange::Withdraw(id) => {
                    self.shows.remove(&id);
                    self.withdrawn += 1;
                }
            }
        }
        for (told, last) in [(&body.scope, &mut self.scope), (&body.terms, &mut self.terms)] {
            if !told.is_empty() {
                last.clone_from(told);
            }
        }
        Ok(())
    }
}

impl Engine {
    /// Reads what a feed shows, from the beginning.
    pub(super) fn load(&mut self, member: MemberId) -> Next {
        self.feeds.loading = Some(Loading { held: Held::default(), after: 0 });
        self.load_on(member, 0)
    }

    fn load_on(&self, member: MemberId, after: u64) -> Next {
        let feed = self.trust.as_ref()?.follows().get(&member)?.feed;
        let read = StoreEffect::ReadFeed { feed, after };
        Some((UnderWay::FeedStep(FeedStep::Load(member)), Effect::Store(read)))
    }

    pub(in crate::engine) fn feed_read(&mut self, segments: &[FeedSegment], effects: &mut Vec<Effect>) {
        let UnderWay::FeedStep(FeedStep::Load(member)) = self.under_way else { return };
        self.under_way = UnderWay::Nothing;
        let next = self.loaded(member, segments);
        self.begin(next, effects);
    }

    fn loaded(&mut self, member: MemberId, segments: &[FeedSegment]) -> Next {
        let Loading { mut held, mut after } = self.feeds.loading.take()?;
        let trust = self.trust.as_ref()?;
        let follow = trust.follows().get(&member)?;
        for FeedSegment { number, bytes } in segments {
            let Some(opened) = self.open_stored(trust, follow, bytes) else {
                // What was checked when it came does not open any more: the store is damaged, and the feed is written anew.
                self.feeds.get_mut(member)?.is_damaged = true;
                return None;
            };
            if held.take(&opened.body).is_err() {
                self.feeds.get_mut(member)?.is_newer = true;
                return None;
            }
            after = *number;
        }
        let feed = self.feeds.by_follow.get_mut(&member)?;
        let number = feed.cursor.as_ref().map_or(0, |cursor| cursor.number);
        if after < number && !segments.is_empty() {
            self.feeds.loading = Some(Loading { held, after });
            return self.load_on(member, after);
        }
        if after == number {
            // What is withdrawn is not to stand there for long.
            feed.is_to_be_anew |= held.withdrawn > 0;
            feed.held = Some(held);
        } else {
            // Segments are missing.
            feed.is_damaged = true;
        }
        None
    }
}
