//! Sealing what a feed is to say, and appending it where the server holds no more than this device knows.

use ebb_journal::scope::FeedChange;
use ebb_protocol::endpoints::{BYTES_TYPE, FEED};
use ebb_protocol::feed::FeedAppend;
use ebb_protocol::ids::{MemberId, SegmentHash};
use ebb_protocol::limits::{PUSH_BYTES_MAX, PUSH_SEGMENTS_MAX};
use ebb_protocol::push::Appended;
use ebb_replica::pack_feed;
use ebb_vault::{BodyTooLong, FeedBody, Place, SealedSegment, nonce, seal_feed};

use super::loading::Held;
use super::making::{Told, Work};
use super::{End, Engine, Feed, FeedRequest, FeedStep, Next, Pending, Refusal, UnderWay};
use crate::effect::{Effect, Request, StoreEffect};
use crate::engine::admitting::post;
use crate::event::Circumstances;
use crate::feeds::{FeedCursor, FeedSegment};
use crate::standing::{FeedStanding, SyncTrouble};

/// What is added to a feed may weigh as much as the *anew* with which it begins, and this much in any case: then it is written anew.
const TAIL_BYTES_MIN: u64 = 64 * 1024;

/// So much may be in one append before it is sent: the next segment still has room.
const APPEND_BYTES: u64 = PUSH_BYTES_MAX as u64 / 2 - 1024;

/// Why a segment could not be sealed.
enum Unsealed {
    /// It does not fit.
    TooLong,
    /// This device lacks what it takes.
    NoKey,
}

impl Feed {
    /// Number and hash that the next segment follows: no lower number than was ever seen, and the hash of what stands at the end.
    pub(super) fn last(&self) -> Option<(u64, SegmentHash)> {
        let end = self.end?;
        let seen = self.cursor.as_ref().map_or((0, SegmentHash::NONE), |cursor| (cursor.number, cursor.hash));
        let (number, hash) = end.last.unwrap_or(seen);
        let number = number.max(seen.0);
        // Whatever a server says: there must be a next one.
        (number < u64::MAX).then_some((number, hash))
    }
}

impl Engine {
    /// Seals what is to be said so far. False where it cannot be.
    pub(super) fn seal_piece(&self, member: MemberId, work: &mut Work, circumstances: Circumstances) -> bool {
        let changes = std::mem::take(&mut work.changes);
        let mut draws = 0;
        self.seal_changes(member, work, &changes, (circumstances, &mut draws)).is_ok()
    }

    fn seal_changes(
        &self,
        member: MemberId,
        work: &mut Work,
        changes: &[FeedChange],
        (circumstances, draws): (Circumstances, &mut u32),
    ) -> Result<(), Unsealed> {
        let sealed = match self.seal_segment(member, work, changes, (circumstances, draws)) {
            Err(Unsealed::TooLong) if changes.len() > 1 => {
                let (left, right) = changes.split_at(changes.len() / 2);
                self.seal_changes(member, work, left, (circumstances, draws))?;
                return self.seal_changes(member, work, right, (circumstances, draws));
            }
            sealed => sealed?,
        };
        work.number += 1;
        work.hash = sealed.hash();
        work.segments.push(FeedSegment { number: work.number, bytes: sealed.into_bytes() });
        (work.scope_told.is_to_be_told, work.terms_told.is_to_be_told) = (false, false);
        work.is_full = work.segments.len() >= PUSH_SEGMENTS_MAX - 1 || work.weight() > APPEND_BYTES;
        Ok(())
    }

    fn seal_segment(
        &self,
        member: MemberId,
        work: &mut Work,
        changes: &[FeedChange],
        (circumstances, draws): (Circumstances, &mut u32),
    ) -> Result<SealedSegment, Unsealed> {
        let trust = self.trust.as_ref().ok_or(Unsealed::NoKey)?;
        let (feed, epoch) = (trust.follows().get(&member).ok_or(Unsealed::NoKey)?.feed, trust.epoch());
        let key = self.identity.keys.of(epoch).ok_or(Unsealed::NoKey)?;
        let number = work.number.checked_add(1).ok_or(Unsealed::NoKey)?;
        let mut draw = || {
            *draws += 1;
            nonce(&circumstances.random, *draws)
        };
        let account = trust.account();
        let tally = self.tally().seal(key, (account, feed, number), draw());
        let (made_ms, replica) = (self.server_now(circumstances), self.identity.replica);
        let (scope, terms) = (work.scope_told.now(), work.terms_told.now());
        let body = FeedBody { made_ms, tally, scope, terms, changes: pack_feed(changes) };
        let place = Place { account, stream: feed, epoch, replica, number, previous: work.hash };
        let is_anew = work.is_anew && work.segments.is_empty();
        let signer = &self.secrets.signing;
        // Of the log a follow can check this head alone.
        let trust_head = trust.member_head();
        let sealed = seal_feed(is_anew, &key.follow_key(feed), signer, &place, trust_head, &body, draw());
        (work.made_ms, work.tally) = (made_ms, body.tally);
        sealed.map_err(|BodyTooLong| Unsealed::TooLong)
    }

    /// An empty segment: nothing has changed.
    pub(super) fn beat(&mut self, member: MemberId, circumstances: Circumstances) -> Next {
        let scoped = self.trust.as_ref()?.follows().get(&member)?.scoped;
        let mut work = Work::after(self.feeds.by_follow.get(&member)?.last()?, scoped);
        self.seal_changes(member, &mut work, &[], (circumstances, &mut 0)).ok()?;
        self.append_to_feed(member, work)
    }

    /// Whether what was added to a feed outgrows the rest.
    pub(super) fn outgrows(&self, member: MemberId, work: &Work) -> bool {
        let cursor = self.feeds.by_follow.get(&member).and_then(|feed| feed.cursor.as_ref());
        cursor.is_some_and(|cursor| {
            let tail = cursor.weight.saturating_sub(cursor.anew_weight) + work.weight();
            !work.is_anew && !work.is_full && !work.segments.is_empty() && tail > cursor.anew_weight.max(TAIL_BYTES_MIN)
        })
    }

    pub(super) fn append_to_feed(&mut self, member: MemberId, work: Work) -> Next {
        let trust = self.trust.as_ref()?;
        let append = FeedAppend {
            feed: trust.follows().get(&member)?.feed,
            feed_head: self.feeds.by_follow.get(&member)?.end?.position,
            journal_head: self.cursor.map_or(0, |cursor| cursor.position),
            entries: trust.next_index(),
        };
        let body = append.to_bytes(work.segments.iter().map(|segment| segment.bytes.as_slice()));
        let request = self.signed_in(Request { content_type: BYTES_TYPE, ..post(FEED, body) });
        self.feeds.work = Some(work);
        Some((UnderWay::FeedRequest(FeedRequest::Append(member)), Effect::Send(request)))
    }

    pub(super) fn appended_to_feed(&mut self, member: MemberId, body: &[u8]) -> Result<Next, Refusal> {
        let appended: Appended = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let (Some(work), Some(feed)) = (&mut self.feeds.work, self.feeds.by_follow.get_mut(&member)) else {
            return Ok(None);
        };
        let Some(end) = feed.end else { return Ok(None) };
        let stream = self.trust.as_ref().and_then(|trust| Some(trust.follows().get(&member)?.feed));
        let follows = Some(appended.position) == end.position.checked_add(work.segments.len() as u64);
        if Some(appended.stream) != stream || !follows {
            return Err(SyncTrouble::OddAnswer.into());
        }
        (self.detours, feed.behind) = (0, 0);
        let before = feed.cursor.as_ref().filter(|_| !work.is_anew);
        let (weight, anew_weight) = before.map_or((0, work.weight()), |cursor| (cursor.weight, cursor.anew_weight));
        let cursor = FeedCursor {
            feed: appended.stream,
            position: appended.position,
            mark: appended.mark,
            number: work.number,
            hash: work.hash,
            epoch: self.trust.as_ref().map_or(0, ebb_protocol::trust::TrustState::epoch),
            made_ms: work.made_ms,
            weight: weight + work.weight(),
            anew_weight,
            tally: work.tally.clone(),
        };
        feed.end = Some(End { position: appended.position, last: Some((work.number, work.hash)) });
        work.cursor = Some(cursor.clone());
        let put =
            StoreEffect::PutFeed { cursor: Box::new(cursor), segments: work.segments.clone(), is_anew: work.is_anew };
        Ok(Some((UnderWay::FeedStep(FeedStep::AppendStore(member)), Effect::Store(put))))
    }

    pub(super) fn append_stored(&mut self, member: MemberId) {
        let (Some(work), Some(feed)) = (self.feeds.work.take(), self.feeds.by_follow.get_mut(&member)) else { return };
        work.hand_over(feed);
    }
}

impl Told {
    /// What is told of it now; nothing where that is told already.
    fn now(&self) -> Vec<u8> {
        if self.is_to_be_told { self.bytes.clone() } else { Vec::new() }
    }
}

impl Work {
    fn weight(&self) -> u64 {
        self.segments.iter().map(|segment| segment.bytes.len() as u64).sum()
    }

    /// The feed shows from here on what was appended to it.
    fn hand_over(self, feed: &mut Feed) {
        (feed.cursor, feed.in_work) = (self.cursor, Pending::default());
        if self.is_full {
            feed.pending = Pending::All;
        } else {
            feed.scoped = Some(self.scoped);
            feed.standing = FeedStanding::UpToDate;
        }
        let (scope, terms) = (self.scope_told.bytes, self.terms_told.bytes);
        if self.is_anew {
            (feed.is_damaged, feed.is_to_be_anew) = (false, false);
            feed.held = Some(Held { shows: self.shows, withdrawn: 0, scope, terms });
        } else if let Some(held) = &mut feed.held {
            held.shows.extend(self.shows);
            held.withdrawn += self.withdrawn.len();
            for id in &self.withdrawn {
                held.shows.remove(id);
            }
            for (told, last) in [(scope, &mut held.scope), (terms, &mut held.terms)] {
                if !told.is_empty() {
                    *last = told;
                }
            }
        }
    }
}
