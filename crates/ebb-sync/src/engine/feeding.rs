//! Keeping the feed of each who follows equal to what its scope shows of the journal, when nothing else is to be done.
//!
//! Arrives: who follows, what the server holds of the feeds, which records have changed. Leaves: sealed segments for the feeds. The
//! journal itself is with the driver: it looks at it piece by piece ([`crate::Projecting`]).
//!
//! A device writes to a feed only if it is at the head: everything of its own is sent, everything of the others is merged, the trust
//! log is read. The server checks the same in the transaction that appends, and answers `behind` otherwise. So no segment is made
//! under an older scope than the newest.
//!
//! | file | does |
//! | --- | --- |
//! | `reading.rs` | reads a feed from the server, and keeps what follows |
//! | `loading.rs` | finds out from the store what a feed shows, when that is needed |
//! | `making.rs` | takes the difference to what is to be shown |
//! | `appending.rs` | seals it, and appends it |
//! | `outcomes.rs` | what comes of what was asked for |
//! | `pending.rs` | which records are to be looked at |
//! | `settled.rs` | remembers which feeds are as they are to be, and from what they were made |

mod appending;
mod loading;
mod making;
mod outcomes;
mod pending;
mod reading;
mod settled;

use std::collections::BTreeMap;

use ebb_journal::RecordId;
use ebb_protocol::ids::{Mark, MemberId, SegmentHash, StreamId};
use ebb_protocol::trust::TrustState;

use super::mending::Repair;
use super::notes::Notes;
use super::refusal::Refusal;
use super::{Engine, Live, Next, Presenting, UnderWay};
use crate::effect::{Effect, StoreEffect};
use crate::event::Circumstances;
use crate::feeds::FeedCursor;
use crate::follows::{body_of, scope_of};
use crate::standing::{FeedStanding, FollowStanding};
use loading::{Held, Loading};
use making::Work;
use pending::Pending;
use reading::PageTaken;
pub(super) use reading::page_of;

/// After so long without a segment a feed gets an empty one, so that who follows can tell when the journal was last heard from.
const BEAT_MS: i64 = 24 * 60 * 60 * 1000;

/// All feeds of the account, and the one that is being read or written.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    /// By who follows. Empty where nobody does.
    by_follow: BTreeMap<MemberId, Feed>,
    /// Feeds of those who were stopped, of which the store may hold something.
    dropped: Vec<StreamId>,
    /// How many entries of the trust log were looked at.
    entries: u32,
    /// What the store remembers of feeds that are as they are to be.
    settled: Vec<u8>,
    /// The live channel was open before: when it opens again, something may have been missed.
    was_live: bool,
    taken: Option<PageTaken>,
    loading: Option<Loading>,
    work: Option<Work>,
}

/// One feed.
#[derive(Debug, Default)]
pub(super) struct Feed {
    /// How far it is stored.
    cursor: Option<FeedCursor>,
    /// Where it ends on the server; none where that is to be read.
    end: Option<End>,
    /// What the server told last of where it ends: looked at when nothing is under way, for it may tell of what this device just wrote.
    noticed: Option<(u64, Mark)>,
    /// From where it is read on, where that is not the cursor.
    reading_from: Option<(u64, Mark)>,
    /// What stands on the server does not follow what was there: it is written anew.
    is_damaged: bool,
    /// It is to be written anew for another reason.
    is_to_be_anew: bool,
    /// A newer version of the app has written to it.
    is_newer: bool,
    /// How often in a row the server said that something else has to be read before.
    behind: u8,
    /// What it shows; none until that is needed.
    held: Option<Held>,
    pending: Pending,
    /// What of it is being looked at.
    in_work: Pending,
    /// The entry by which it shows what it shows.
    scoped: Option<u32>,
    standing: FeedStanding,
    /// For which of its numbers the log and the journal were read again, since it was made from more than this device had.
    asked_for: Option<u64>,
    /// How often in a row the trust log was read for the sake of it.
    asked_log: u8,
    /// When who follows was there last.
    seen_ms: Option<i64>,
    pub(super) notes: Notes,
}

/// Where a feed ends on the server.
#[derive(Debug, Clone, Copy)]
struct End {
    /// Its last position.
    position: u64,
    /// Number and hash of what stands there; none where nothing does.
    last: Option<(u64, SegmentHash)>,
}

/// What the engine waits for, besides the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeedStep {
    PageStore(MemberId),
    Load(MemberId),
    Project(MemberId),
    AppendStore(MemberId),
    Drop(StreamId),
    Settle,
    NotesKeep(MemberId, u64),
}

/// What the engine waits for from the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FeedRequest {
    Read(MemberId),
    Append(MemberId),
    NotesRead(MemberId),
    NotesTake(MemberId, u64),
}

impl Feeds {
    /// Records have changed.
    pub(super) fn changed<'a>(&mut self, records: impl IntoIterator<Item = &'a RecordId>) {
        if self.by_follow.is_empty() {
            return;
        }
        for record in records {
            self.by_follow.values_mut().for_each(|feed| feed.pending.add(record));
        }
        for feed in self.by_follow.values_mut().filter(|feed| feed.standing == FeedStanding::LeftAlone) {
            // It may be that no more is lacking.
            feed.standing = FeedStanding::Waiting;
        }
    }

    pub(super) fn get_mut(&mut self, member: MemberId) -> Option<&mut Feed> {
        self.by_follow.get_mut(&member)
    }

    /// What stands on the server may be another than was read.
    fn read_again(&mut self) {
        for feed in self.by_follow.values_mut() {
            feed.read_again();
            feed.notes.read_again();
            if feed.standing == FeedStanding::Refused {
                feed.standing = FeedStanding::Waiting;
            }
        }
    }

    /// A stream has grown: is it one of these?
    pub(super) fn noticed(&mut self, trust: &TrustState, stream: StreamId, head: (u64, Mark)) {
        for (member, follow) in trust.open_follows() {
            let Some(feed) = self.by_follow.get_mut(&member) else { continue };
            if follow.feed == stream {
                feed.noticed = Some(head);
            }
            if follow.notes == stream {
                feed.notes.read_again();
            }
        }
    }

    /// Somebody who follows was there.
    pub(super) fn seen(&mut self, trust: &TrustState, reader: MemberId, stream: StreamId, seen_ms: i64) {
        let is_its_own = trust.follows().get(&reader).is_some_and(|follow| follow.feed == stream);
        if let Some(feed) = self.by_follow.get_mut(&reader).filter(|_| is_its_own && seen_ms > 0) {
            feed.seen_ms = Some(seen_ms);
        }
    }

    /// The live channel is open.
    pub(super) fn live(&mut self) {
        if std::mem::replace(&mut self.was_live, true) {
            self.read_again();
        }
    }

    /// Nothing came of what was under way.
    pub(super) fn give_up(&mut self, member: MemberId) {
        (self.taken, self.loading, self.work) = (None, None, None);
        if let Some(feed) = self.by_follow.get_mut(&member) {
            let in_work = std::mem::take(&mut feed.in_work);
            feed.pending.join(in_work);
        }
    }
}

impl Feed {
    fn read_again(&mut self) {
        (self.end, self.reading_from) = (None, None);
    }

    /// Reads again where the server has told of an end that is not the one stored.
    fn look_at_notice(&mut self) {
        let stored = self.cursor.as_ref().map(|cursor| (cursor.position, cursor.mark));
        if self.noticed.take().is_some_and(|head| stored != Some(head)) {
            self.read_again();
        }
    }

    fn must_be_anew(&self, epoch: u32) -> bool {
        let is_of_epoch = |cursor: &FeedCursor| cursor.epoch == epoch && cursor.number > 0;
        self.is_damaged || self.is_to_be_anew || !self.cursor.as_ref().is_some_and(is_of_epoch)
    }

    fn is_as_it_is_to_be(&self, scoped: u32) -> bool {
        self.pending.is_nothing() && self.scoped == Some(scoped)
    }

    /// The same, and that was seen since it was read.
    fn is_settled(&self, scoped: u32, epoch: u32) -> bool {
        self.standing == FeedStanding::UpToDate && self.is_as_it_is_to_be(scoped) && !self.must_be_anew(epoch)
    }

    /// The server does not take what this device writes: it is not tried again before the app comes to the front, or the log grows.
    fn refuse(&mut self, standing: FeedStanding) {
        self.standing = standing;
    }
}

impl Engine {
    /// What comes next for feeds and notes. Nothing where nobody follows.
    pub(super) fn feeding(&mut self, circumstances: Circumstances) -> Next {
        self.meet_follows();
        if let Some(feed) = self.feeds.dropped.pop() {
            return Some((UnderWay::FeedStep(FeedStep::Drop(feed)), Effect::Store(StoreEffect::DropFeed(feed))));
        }
        if self.feeds.by_follow.is_empty() || !self.is_at_head() {
            return None;
        }
        if self.cursor.map_or(0, |cursor| cursor.position) < self.last_place {
            // What was sent last has its place behind what was read: only a pull tells that nothing lies between.
            return self.pull();
        }
        let members: Vec<_> = self.feeds.by_follow.keys().copied().collect();
        for member in members {
            let next = self.take_notes(member).or_else(|| self.feed_step(member, circumstances));
            if next.is_some() {
                return next;
            }
        }
        self.settle()
    }

    /// Everything is sent and pulled, and nothing else is to be done.
    fn is_at_head(&self) -> bool {
        let nothing_waits = self.outbox.is_empty() && self.unsealed.is_empty() && self.wishes.is_empty();
        let nothing_to_read = !self.wants.log && !self.wants.pull && self.presenting != Presenting::Wanted;
        let nothing_to_mend = matches!(self.repair, Repair::None) && !self.aside.is_to_be_tried();
        nothing_waits && nothing_to_read && nothing_to_mend && self.may_send()
    }

    /// Takes in who follows now.
    fn meet_follows(&mut self) {
        let Some(trust) = &self.trust else { return };
        if self.feeds.entries == trust.next_index() {
            return;
        }
        self.feeds.entries = trust.next_index();
        let Feeds { by_follow: feeds, dropped, .. } = &mut self.feeds;
        for (member, follow) in trust.follows() {
            if !follow.is_open() {
                if feeds.remove(member).is_some() {
                    dropped.push(follow.feed);
                }
                continue;
            }
            let feed = feeds.entry(*member).or_insert_with(|| Feed { pending: Pending::All, ..Feed::default() });
            // What its time was over for is gone from the server.
            feed.is_to_be_anew |= feed.standing == FeedStanding::Ended;
            // Whatever kept it from being written may be over.
            if matches!(feed.standing, FeedStanding::Refused | FeedStanding::Ended | FeedStanding::LeftAlone) {
                feed.standing = FeedStanding::Waiting;
            }
        }
    }

    /// What comes next for one feed.
    fn feed_step(&mut self, member: MemberId, circumstances: Circumstances) -> Next {
        let trust = self.trust.as_ref()?;
        let follow = trust.follows().get(&member)?;
        let now_ms = self.server_now(circumstances);
        let feed = self.feeds.by_follow.get_mut(&member)?;
        feed.look_at_notice();
        if !follow.lets_read(now_ms) {
            feed.standing = FeedStanding::Ended;
        }
        if feed.is_newer && feed.end.is_some() {
            feed.standing = FeedStanding::LeftAlone;
        }
        if matches!(feed.standing, FeedStanding::Ended | FeedStanding::Refused) {
            return None;
        }
        if feed.end.is_none() {
            return self.read_feed(member);
        }
        if feed.standing == FeedStanding::LeftAlone {
            return None;
        }
        let (scoped, epoch) = (follow.scoped, trust.epoch());
        if feed.is_settled(scoped, epoch) && follow.keyed == epoch {
            return self.beat_if_silent(member, circumstances);
        }
        if follow.keyed != trust.epoch() {
            // Its key comes by an entry of a device that can read what is kept of it.
            feed.standing = FeedStanding::Waiting;
            return None;
        }
        let body = body_of(&self.identity, trust, follow);
        let Ok(scope) = scope_of(body.as_ref()) else {
            feed.standing = FeedStanding::LeftAlone;
            return None;
        };
        if let Some(asks) = self.is_of_more(member) {
            return asks;
        }
        let feed = self.feeds.by_follow.get_mut(&member)?;
        if feed.must_be_anew(epoch) {
            feed.standing = FeedStanding::Waiting;
            return self.begin_work(member, scope, body?, true);
        }
        if feed.is_as_it_is_to_be(scoped) {
            return self.beat_if_silent(member, circumstances);
        }
        feed.standing = FeedStanding::Waiting;
        if feed.held.is_none() {
            return self.load(member);
        }
        self.begin_work(member, scope, body?, false)
    }

    /// A feed that shows what it is to show says so once a day.
    fn beat_if_silent(&mut self, member: MemberId, circumstances: Circumstances) -> Next {
        let now_ms = self.server_now(circumstances);
        let feed = self.feeds.by_follow.get_mut(&member)?;
        feed.standing = FeedStanding::UpToDate;
        let silent_ms = feed.cursor.as_ref().map_or(0, |cursor| now_ms.saturating_sub(cursor.made_ms));
        // Who wrote last may have had a clock that was far ahead.
        if silent_ms.saturating_abs() >= BEAT_MS { self.beat(member, circumstances) } else { None }
    }

    /// The app came to the front.
    pub(super) fn nudge_feeds(&mut self) {
        if self.live != Live::Open {
            self.feeds.read_again();
        }
    }

    /// Those who follow, for the screen.
    pub(super) fn follow_standings(&self) -> Vec<FollowStanding> {
        let Some(trust) = &self.trust else { return Vec::new() };
        let standing = |(member, _)| {
            let feed = self.feeds.by_follow.get(&member);
            FollowStanding {
                member,
                seen_ms: feed.and_then(|feed| feed.seen_ms),
                feed: feed.map(|feed| feed.standing).unwrap_or_default(),
                notes_dropped: feed.map_or(0, |feed| feed.notes.dropped),
            }
        };
        trust.open_follows().map(standing).collect()
    }
}
