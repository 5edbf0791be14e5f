//! A feed as it stands on the server: read from the cursor on, checked, and kept as it was received.
//!
//! A segment counts that a device of the account sealed under the follow's key, and that follows the one before it by number and
//! hash; an *anew* forgets what was before, and has a higher number than all that was ever seen. What does not count is no reason to
//! ask anybody: the feed is written anew.

use ebb_protocol::endpoints::FOLLOWED;
use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{Mark, MemberId, SegmentHash, StreamId};
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_protocol::trust::{Follow, TrustState};
use ebb_vault::{NotOfFeed, OpenedFeed, open_feed};

use super::loading::Held;
use super::{End, Engine, FeedRequest, FeedStep, Next, Refusal, UnderWay};
use crate::effect::{Effect, StoreEffect};
use crate::engine::admitting::{json, post};
use crate::feeds::{FeedCursor, FeedSegment};
use crate::standing::{FeedStanding, SyncTrouble};

/// So often in a row the trust log is read for the sake of one feed.
const ASKS_MAX: u8 = 2;

/// What a page brought, until it is stored.
#[derive(Debug)]
pub(in crate::engine) struct PageTaken {
    cursor: FeedCursor,
    held: Option<Held>,
}

/// How far a page was read.
struct Reading {
    cursor: FeedCursor,
    /// What follows: since the last *anew* of the page, if there is one.
    segments: Vec<(FeedSegment, OpenedFeed)>,
    is_anew: bool,
    is_damaged: bool,
}

/// Why a segment does not count.
enum NotCounted {
    /// Its writer, its key or what its writer knew is of a trust log that goes on further than this device's.
    OfNewerLog,
    /// A newer version of the app wrote it.
    Newer,
    Damaged,
}

impl Engine {
    pub(super) fn read_feed(&self, member: MemberId) -> Next {
        let follow = self.trust.as_ref()?.follows().get(&member)?;
        let feed = self.feeds.by_follow.get(&member)?;
        let stored = feed.cursor.as_ref().filter(|cursor| cursor.position > 0);
        let from = feed.reading_from.or_else(|| stored.map(|cursor| (cursor.position, cursor.mark)));
        Some(self.read_followed(FeedRequest::Read(member), follow.feed, from))
    }

    /// Asks for what lies after a place of a feed or of notes.
    pub(in crate::engine) fn read_followed(
        &self,
        request: FeedRequest,
        stream: StreamId,
        from: Option<(u64, Mark)>,
    ) -> (UnderWay, Effect) {
        let (position, mark) = from.map_or((0, None), |(position, mark)| (position, Some(mark)));
        let asked = post(FOLLOWED, json(&FollowedRequest { stream, position, mark }));
        (UnderWay::FeedRequest(request), Effect::Send(self.signed_in(asked)))
    }

    pub(super) fn feed_page_came(&mut self, member: MemberId, body: &[u8]) -> Result<Next, Refusal> {
        let trust = self.trust.as_ref().ok_or(SyncTrouble::Storage)?;
        let (Some(follow), Some(feed)) = (trust.follows().get(&member), self.feeds.by_follow.get(&member)) else {
            return Ok(None);
        };
        let page = page_of(body, follow.feed)?;
        let mut reading = Reading {
            cursor: feed.cursor.clone().unwrap_or_else(|| FeedCursor::none(follow.feed)),
            segments: Vec::new(),
            is_anew: false,
            is_damaged: feed.is_damaged,
        };
        if page.segments.is_empty() {
            reading.is_damaged |= feed.reading_from.is_none()
                && (page.head, page.mark) != (reading.cursor.position, reading.cursor.mark)
                && (page.head, reading.cursor.position) != (0, 0);
        }
        let mut is_newer = false;
        for pulled in &page.segments {
            match self.open_of_feed(trust, follow, &pulled.segment, feed.asked_log) {
                Ok(opened) => reading.take(pulled, opened),
                Err(NotCounted::OfNewerLog) if feed.asked_log < ASKS_MAX => {
                    return Ok(self.ask_log_for_feed(member));
                }
                Err(NotCounted::Newer) => {
                    is_newer = true;
                    break;
                }
                Err(NotCounted::OfNewerLog | NotCounted::Damaged) => reading.is_damaged = true,
            }
        }
        self.page_read(member, &page, reading, is_newer)
    }

    /// Somebody has joined, or there is a new key: that must be known first, then the feed is read again.
    fn ask_log_for_feed(&mut self, member: MemberId) -> Next {
        let feed = self.feeds.by_follow.get_mut(&member)?;
        feed.asked_log += 1;
        feed.read_again();
        self.wants.pull = true;
        Some(self.read_log())
    }

    fn page_read(
        &mut self,
        member: MemberId,
        page: &StreamPage,
        reading: Reading,
        is_newer: bool,
    ) -> Result<Next, Refusal> {
        let Some(feed) = self.feeds.by_follow.get_mut(&member) else { return Ok(None) };
        let Reading { cursor, segments, is_anew, is_damaged } = reading;
        feed.is_damaged = is_damaged;
        feed.is_newer = is_newer;
        feed.standing = FeedStanding::Waiting;
        let last = page.segments.last().map(|last| {
            let number = SegmentHead::of_segment(&last.segment).map_or(0, |head| head.number);
            (number, SegmentHash::of(&last.segment))
        });
        if page.more {
            let Some(last) = page.segments.last() else { return Err(SyncTrouble::OddAnswer.into()) };
            feed.reading_from = Some((last.position, last.mark));
        } else {
            let stands_as_stored = (page.head, page.mark) == (cursor.position, cursor.mark) && cursor.position > 0;
            let stored = stands_as_stored.then_some((cursor.number, cursor.hash));
            feed.end = Some(End { position: page.head, last: last.or(stored) });
            (feed.reading_from, feed.asked_log) = (None, 0);
        }
        if segments.is_empty() {
            return Ok(None);
        }
        let mut held = if is_anew { feed.held.as_ref().map(|_| Held::default()) } else { feed.held.take() };
        if let Some(known) = &mut held
            && segments.iter().any(|(_, opened)| known.take(&opened.body).is_err())
        {
            held = None;
        }
        let segments = segments.into_iter().map(|(segment, _)| segment).collect();
        self.feeds.taken = Some(PageTaken { cursor: cursor.clone(), held });
        let put = StoreEffect::PutFeed { cursor: Box::new(cursor), segments, is_anew };
        Ok(Some((UnderWay::FeedStep(FeedStep::PageStore(member)), Effect::Store(put))))
    }

    pub(super) fn page_stored(&mut self, member: MemberId) {
        let taken = self.feeds.taken.take();
        if let (Some(PageTaken { cursor, held }), Some(feed)) = (taken, self.feeds.by_follow.get_mut(&member)) {
            (feed.cursor, feed.held) = (Some(cursor), held);
        }
    }

    /// Opens a segment of a feed, if a device of the account wrote it.
    fn open_of_feed(
        &self,
        trust: &TrustState,
        follow: &Follow,
        segment: &[u8],
        asked_log: u8,
    ) -> Result<OpenedFeed, NotCounted> {
        let head = SegmentHead::of_segment(segment).map_err(|_| NotCounted::Damaged)?;
        if head.epoch > trust.epoch() || !trust.members().contains_key(&head.writer) {
            return Err(NotCounted::OfNewerLog);
        }
        let opened = self.open_known(trust, follow, segment, head.epoch)?;
        let is_of_newer_log = !trust.holds(opened.trust_head) && asked_log == 0;
        if is_of_newer_log { Err(NotCounted::OfNewerLog) } else { Ok(opened) }
    }

    fn open_known(
        &self,
        trust: &TrustState,
        follow: &Follow,
        segment: &[u8],
        epoch: u32,
    ) -> Result<OpenedFeed, NotCounted> {
        let key = self.identity.keys.of(epoch).ok_or(NotCounted::Damaged)?.follow_key(follow.feed);
        let writer_key = |member| {
            let key = trust.members().get(&member).map(|writer| writer.signing_key);
            key.filter(|_| trust.is_device(member))
        };
        open_feed(&key, (trust.account(), follow.feed), writer_key, segment).map_err(|reason| match reason {
            NotOfFeed::Body => NotCounted::Newer,
            NotOfFeed::Unopened(_) | NotOfFeed::OtherStream => NotCounted::Damaged,
        })
    }

    /// What a segment of the store says, which was checked when it came. Whoever wrote it may have been dismissed since.
    pub(super) fn open_stored(&self, trust: &TrustState, follow: &Follow, segment: &[u8]) -> Option<OpenedFeed> {
        let head = SegmentHead::of_segment(segment).ok()?;
        let key = self.identity.keys.of(head.epoch)?.follow_key(follow.feed);
        let writer_key = |member| trust.members().get(&member).map(|writer| writer.signing_key);
        open_feed(&key, (trust.account(), follow.feed), writer_key, segment).ok()
    }
}

impl Reading {
    /// Takes a segment in that was opened, if it follows.
    fn take(&mut self, pulled: &Pulled, opened: OpenedFeed) {
        let Pulled { position, mark, segment } = pulled;
        let head = &opened.head;
        let is_anew = head.kind == SegmentKind::FeedAnew;
        let follows = if is_anew {
            head.number > self.cursor.number
        } else {
            let (number, hash) = (self.cursor.number, self.cursor.hash);
            !self.is_damaged && number > 0 && Some(head.number) == number.checked_add(1) && head.previous == hash
        };
        if !follows {
            self.is_damaged = true;
            return;
        }
        let weight = segment.len() as u64;
        let begun = if is_anew { (0, 0) } else { (self.cursor.weight, self.cursor.anew_weight) };
        if is_anew {
            self.segments.clear();
            (self.is_anew, self.is_damaged) = (true, false);
        }
        self.cursor = FeedCursor {
            feed: head.stream,
            position: *position,
            mark: *mark,
            number: head.number,
            hash: SegmentHash::of(segment),
            epoch: head.epoch,
            made_ms: opened.body.made_ms,
            weight: begun.0 + weight,
            anew_weight: if is_anew { weight } else { begun.1 },
            tally: opened.body.tally.clone(),
        };
        self.segments.push((FeedSegment { number: head.number, bytes: segment.clone() }, opened));
    }
}

impl FeedCursor {
    /// Of a feed of which nothing was read.
    pub(super) const fn none(feed: StreamId) -> Self {
        Self {
            feed,
            position: 0,
            mark: Mark([0; 8]),
            number: 0,
            hash: SegmentHash::NONE,
            epoch: 0,
            made_ms: 0,
            weight: 0,
            anew_weight: 0,
            tally: Vec::new(),
        }
    }
}

/// The page of one stream, as a feed or notes are answered.
pub(in crate::engine) fn page_of(body: &[u8], stream: StreamId) -> Result<StreamPage, Refusal> {
    let page = PullPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
    let page = page.streams.into_iter().find(|page| page.stream == stream);
    Ok(page.ok_or(SyncTrouble::OddAnswer)?)
}
