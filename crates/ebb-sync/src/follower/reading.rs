//! Reading the feed: first what this device has kept, then what the server has, and what is done where that does not fit together.
//!
//! A segment that does not count leads to three things, one after the other: the log is read, for an entry or a key may be missing; the
//! feed is read once from its beginning; and then it is said that the server does not show everything. What follows such a segment is
//! looked through for an *anew*, with which all is well again.

use ebb_protocol::endpoints::FOLLOWED;
use ebb_protocol::feed::FollowedRequest;
use ebb_protocol::ids::{EntryHash, Mark};
use ebb_protocol::pull::{PullPage, StreamPage};
use ebb_protocol::trust::FollowedLog;

use super::answering::Refusal;
use super::effect::{FeedShown, FollowerEffect, FollowerStoreEffect};
use super::event::{FeedCursor, FeedSegment};
use super::feed::{Feed, Judged, NotTaken, Origin};
use super::mailbox::post;
use super::{Follower, Next, UnderWay};

/// How reading stands in this session.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// From where the next page is asked for, where that is not the cursor: position and mark.
    ahead: Option<(u64, Option<Mark>)>,
    doubt: Doubt,
    /// Why the last segment that was looked at does not count.
    not_taken: Option<NotTaken>,
    /// The server's last segment is not the last that was taken.
    is_behind: bool,
    /// Everything that the server has was looked at.
    pub(super) is_done: bool,
    /// An entry that a segment names and the chain does not hold: for which one the log was read already.
    asked_for: Option<EntryHash>,
}

/// What was done about what does not fit.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Doubt {
    #[default]
    None,
    /// The log was read.
    Log,
    /// The feed was read from its beginning.
    Again,
    /// It is said.
    Said,
}

/// How far what this device has kept was shown.
#[derive(Debug)]
pub(super) enum Loading {
    /// After this number comes the next piece; the last of the piece before is held back until it is known whether more follows.
    After(u64, Option<Box<FeedShown>>),
    Done,
}

/// A page that is being stored.
#[derive(Debug)]
pub(super) struct Storing {
    shown: Vec<FeedShown>,
    /// What was known before it, should it not come to be stored.
    before: Box<Feed>,
}

impl Follower {
    /// The next piece of what this device has kept.
    pub(super) const fn load(after: u64) -> (UnderWay, FollowerEffect) {
        (UnderWay::FeedRead, FollowerEffect::Store(FollowerStoreEffect::ReadFeed { after }))
    }

    pub(super) fn loaded(&mut self, segments: &[FeedSegment], effects: &mut Vec<FollowerEffect>) {
        let Loading::After(_, held_back) = std::mem::replace(&mut self.loading, Loading::Done) else { return };
        if self.ended.is_some() {
            return;
        }
        let Some(log) = &self.log else { return };
        let mut pieces: Vec<FeedShown> = held_back.map(|shown| *shown).into_iter().collect();
        for segment in segments {
            let Judged::Takes(said) = self.feed.judge(&self.keys, log, &segment.bytes, Origin::Store) else {
                // What was kept is damaged: it is read from the beginning again, and takes the place of this.
                self.feed = Feed::default();
                effects.push(FollowerEffect::Forget);
                return;
            };
            pieces.push(self.feed.take(*said));
        }
        let last = pieces.pop();
        effects.extend(pieces.into_iter().map(|shown| FollowerEffect::Show(Box::new(shown))));
        match (last, segments.last()) {
            (Some(last), Some(segment)) => {
                self.loading = Loading::After(segment.number, Some(Box::new(last)));
            }
            (Some(last), None) => {
                effects.push(FollowerEffect::Show(Box::new(FeedShown { more_follows: false, ..last })));
            }
            // Nothing was kept, whatever the cursor says.
            (None, _) => self.feed = Feed::default(),
        }
    }

    pub(super) fn read_feed(&mut self) -> Next {
        let stream = self.log.as_ref().and_then(FollowedLog::own)?.feed;
        self.wants.feed = false;
        let of_cursor = |cursor: FeedCursor| (cursor.position, Some(cursor.mark));
        let here = self.feed.cursor.map_or((0, None), of_cursor);
        let (position, mark) = self.reading.ahead.unwrap_or(here);
        let request = self.signed_in(post(FOLLOWED, &FollowedRequest { stream, position, mark }));
        Some((UnderWay::FeedPage, FollowerEffect::Send(request)))
    }

    pub(super) fn page_came(&mut self, body: &[u8]) -> Result<Next, Refusal> {
        let mut page = PullPage::from_bytes(body).map_err(|_| Refusal::ODD)?;
        let log = self.log.take().ok_or(Refusal::ODD)?;
        let stream = page.streams.pop().filter(|_| page.streams.is_empty());
        let taken = match stream.filter(|stream| log.own().is_some_and(|own| own.feed == stream.stream)) {
            Some(stream) if stream.more && stream.segments.is_empty() => Err(Refusal::ODD),
            Some(stream) => Ok(self.take_page(&log, stream)),
            None => Err(Refusal::ODD),
        };
        self.note_trust_head(&log);
        self.log = Some(log);
        taken
    }

    fn take_page(&mut self, log: &FollowedLog, page: StreamPage) -> Next {
        let before = self.feed.clone();
        let (mut shown, mut segments, mut is_anew) = (Vec::new(), Vec::new(), false);
        let end = page.segments.last().map(|pulled| (pulled.position, Some(pulled.mark)));
        let mut ends_held = end.is_none() && self.is_at(page.head, page.mark);
        for pulled in page.segments {
            let cursor = Some(FeedCursor { position: pulled.position, mark: pulled.mark });
            ends_held = false;
            match self.feed.judge(&self.keys, log, &pulled.segment, Origin::Server) {
                Judged::Takes(said) => {
                    if said.is_anew {
                        // Whatever came before it, and did not fit, is over.
                        (shown, segments, is_anew) = (Vec::new(), Vec::new(), true);
                        self.reading.not_taken = None;
                    }
                    let said = self.feed.take(*said);
                    segments.push(FeedSegment { number: said.number, bytes: pulled.segment });
                    shown.push(said);
                    self.feed.cursor = cursor;
                    ends_held = true;
                }
                Judged::Held => {
                    if self.feed.holds_last(&pulled.segment) {
                        self.feed.cursor = cursor;
                        ends_held = true;
                    }
                }
                Judged::Not(why) => self.reading.not_taken = Some(why),
            }
        }
        self.judge_page(end, page.more, ends_held);
        if let Some(last) = shown.last_mut() {
            last.more_follows = page.more;
        }
        if self.feed.cursor == before.cursor && segments.is_empty() {
            return None;
        }
        let put =
            FollowerStoreEffect::PutFeed { is_anew, segments, cursor: self.feed.cursor, heard_ms: self.feed.heard_ms };
        let storing = Storing { shown, before: Box::new(before) };
        Some((UnderWay::FeedStore(Box::new(storing)), FollowerEffect::Store(put)))
    }

    /// Whether nothing is missing where the server shows nothing and says that it stands there.
    fn is_at(&self, head: u64, mark: Mark) -> bool {
        match (self.reading.ahead, self.feed.cursor) {
            // Nothing was written yet; or all went when the time was over, and the owner has not begun anew.
            _ if self.feed.last.is_none() => true,
            (Some(ahead), _) => ahead == (head, Some(mark)) && !self.reading.is_behind,
            (None, cursor) => cursor.is_some_and(|cursor| (cursor.position, cursor.mark) == (head, mark)),
        }
    }

    /// What is done after a page, of which nothing more is known than this.
    fn judge_page(&mut self, end: Option<(u64, Option<Mark>)>, more: bool, ends_held: bool) {
        let reading = &mut self.reading;
        let fits = reading.not_taken.is_none() && (more || ends_held);
        reading.is_behind = !more && !ends_held;
        reading.is_done = !more;
        reading.ahead = match (more, reading.doubt) {
            (true, _) => end,
            // What was looked through in vain is not looked through again.
            (false, Doubt::Said) if !fits => end.or(reading.ahead),
            (false, _) => None,
        };
        self.wants.feed |= more;
        if fits {
            if !more {
                reading.doubt = Doubt::None;
            }
            return;
        }
        match reading.doubt {
            Doubt::None => {
                reading.doubt = Doubt::Log;
                self.wants.log = true;
            }
            Doubt::Log => reading.doubt = Doubt::Again,
            Doubt::Again | Doubt::Said => {
                reading.doubt = Doubt::Said;
                return;
            }
        }
        // From the last that counts, or from the beginning.
        reading.ahead = (reading.doubt == Doubt::Again).then_some((0, None));
        (reading.not_taken, reading.is_done) = (None, false);
        self.wants.feed = true;
    }

    /// The page is stored: what it says may be seen.
    pub(super) fn page_stored(&mut self, storing: Storing, effects: &mut Vec<FollowerEffect>) {
        if self.ended.is_none() {
            effects.extend(storing.shown.into_iter().map(|shown| FollowerEffect::Show(Box::new(shown))));
        }
    }

    /// Nothing of the page is stored: it comes again, and must follow what is.
    pub(super) fn page_not_stored(&mut self, storing: Storing) {
        if self.ended.is_none() {
            self.feed = *storing.before;
            self.reading.ahead = None;
            self.wants.feed = true;
        }
    }

    /// A segment names an entry that the chain does not hold: it is asked for, once.
    fn note_trust_head(&mut self, log: &FollowedLog) {
        let missing = self.feed.trust_head.filter(|head| !log.state().holds(*head));
        if missing.is_some() && missing != self.reading.asked_for {
            self.wants.log = true;
        }
        self.reading.asked_for = missing;
    }

    /// The server shows less than was seen.
    pub(super) fn shows_not_all(&self) -> bool {
        let is_said = self.reading.doubt == Doubt::Said && !self.reading.reads_newer();
        let is_missing = self.log.as_ref().is_some_and(|log| {
            let head = self.feed.trust_head.filter(|head| !log.state().holds(*head));
            head.is_some() && head == self.reading.asked_for && !self.is_asking_for_log()
        });
        is_said || is_missing || self.log_is_short
    }
}

impl Reading {
    /// What does not count may count for a newer version.
    pub(super) fn reads_newer(&self) -> bool {
        self.doubt == Doubt::Said && self.not_taken == Some(NotTaken::Newer)
    }

    /// The server does not hold where this device stands.
    pub(super) const fn begin_anew(&mut self) {
        self.ahead = Some((0, None));
    }

    /// Now is a good time to try again.
    pub(super) fn try_again(&mut self) {
        (self.doubt, self.ahead, self.not_taken) = (Doubt::None, None, None);
        self.is_behind = false;
    }
}
