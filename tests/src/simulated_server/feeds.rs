//! Feeds and notes of those who follow, by the real server's rules.

use std::collections::BTreeMap;

use ebb_protocol::feed::{FeedAppend, FollowedRequest, NotesTaken};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{Mark, MemberId, SegmentHash, StreamId};
use ebb_protocol::live::{LiveFrame, Notice};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_protocol::push::Appended;
use ebb_protocol::trust::Follow;
use ebb_sync::Request;
use ebb_testkit::seeded::Seeded;

use super::{Account, Answer, Refusal, SimulatedServer, malformed, read_json};

/// A feed, or notes.
#[derive(Debug, Clone, Default)]
pub struct Stream {
    head: u64,
    mark: Option<Mark>,
    standing: BTreeMap<u64, (Mark, Vec<u8>)>,
}

impl Stream {
    /// What stands there, in its order.
    pub fn segments(&self) -> impl Iterator<Item = &[u8]> {
        self.standing.values().map(|(_, segment)| segment.as_slice())
    }

    fn push(&mut self, segment: &[u8], mark: Mark) {
        (self.head, self.mark) = (self.head + 1, Some(mark));
        self.standing.insert(self.head, (mark, segment.to_vec()));
    }

    fn mark(&self) -> Mark {
        self.mark.unwrap_or(Mark([0; 8]))
    }
}

impl SimulatedServer {
    pub(super) fn append_to_feed(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let mut marks = self.random.clone();
        let (account, member) = self.caller(request)?;
        let answer = account.append_to_feed(member, &request.body, now_ms, &mut marks)?;
        self.random = marks;
        Ok(answer)
    }

    pub(super) fn followed(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let page_segments = self.page_segments;
        let (account, _) = self.caller(request)?;
        let page = account.followed(read_json(&request.body)?, page_segments)?;
        Ok(Answer { status: 200, body: page.to_bytes(), ..Answer::default() })
    }

    pub(super) fn take_notes(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let (account, _) = self.caller(request)?;
        let NotesTaken { notes, through } = read_json(&request.body)?;
        account.follow_of(notes)?;
        let stream = account.streams.entry(notes).or_default();
        stream.standing.retain(|position, _| *position > through);
        Ok(Answer { status: 200, ..Answer::default() })
    }

    /// Somebody who follows leaves a note.
    pub fn leave_note(&mut self, account: ebb_protocol::ids::AccountId, notes: StreamId, segment: &[u8]) {
        let mark = Mark(self.random.bytes());
        let Some(account) = self.accounts.get_mut(&account).filter(|account| account.follow_of(notes).is_ok()) else {
            return;
        };
        account.streams.entry(notes).or_default().push(segment, mark);
    }
}

impl Account {
    /// A feed, or notes.
    pub fn stream(&self, stream: StreamId) -> Option<&Stream> {
        self.streams.get(&stream)
    }

    fn follow_of(&self, stream: StreamId) -> Result<&Follow, Refusal> {
        let of_stream = |follow: &&Follow| follow.feed == stream || follow.notes == stream;
        let follow = self.trust().open_follows().map(|(_, follow)| follow).find(of_stream);
        follow.ok_or_else(|| Refusal::of(ProblemKind::NotFound))
    }

    pub(super) fn feed_frames(&self) -> impl Iterator<Item = LiveFrame> {
        let streams = self.trust().open_follows().flat_map(|(_, follow)| [follow.feed, follow.notes]);
        streams.filter_map(|stream| {
            let held = self.streams.get(&stream)?;
            Some(LiveFrame::Stream(Notice { stream, head: held.head, mark: held.mark() }))
        })
    }

    fn append_to_feed(
        &mut self,
        caller: MemberId,
        body: &[u8],
        now_ms: i64,
        marks: &mut Seeded,
    ) -> Result<Answer, Refusal> {
        self.check_not_paused(caller, now_ms)?;
        let (append, segments) = FeedAppend::read(body).map_err(|_| malformed())?;
        let follow = self.follow_of(append.feed)?;
        if !follow.lets_read(now_ms) {
            return Err(Refusal::of(ProblemKind::FollowEnded));
        }
        let keyed = follow.keyed;
        let heads = segments.iter().map(|segment| SegmentHead::of_segment(segment)).collect::<Result<Vec<_>, _>>();
        let heads = heads.map_err(|_| malformed())?;
        let stream = self.streams.get(&append.feed).cloned().unwrap_or_default();
        let pushed = segments.iter().rev().copied();
        if pushed.eq(stream.standing.values().rev().take(segments.len()).map(|(_, held)| held.as_slice())) {
            let place = Appended { stream: append.feed, position: stream.head, mark: stream.mark() };
            return Ok(Answer::of(200, &place));
        }
        let held = (stream.head, self.notice().head, self.trust().next_index());
        if (append.feed_head, append.journal_head, append.entries) != held {
            return Err(Refusal::of(ProblemKind::Behind));
        }
        if keyed != self.trust().epoch() || heads.iter().any(|head| head.epoch != keyed) {
            return Err(Refusal::of(ProblemKind::StaleEpoch));
        }
        let is_anew = heads.first().is_some_and(|first| first.kind == SegmentKind::FeedAnew);
        let first = heads.first().ok_or_else(malformed)?;
        let follows = stream.standing.last_key_value().map_or(is_anew, |(_, (_, last))| {
            let number = SegmentHead::of_segment(last).map_or(0, |head| head.number);
            let is_next = if is_anew { first.number > number } else { first.number == number + 1 };
            is_next && first.previous == SegmentHash::of(last)
        });
        if !follows {
            return Err(Refusal::of(ProblemKind::Behind));
        }
        let stream = self.streams.entry(append.feed).or_default();
        if is_anew {
            stream.standing.clear();
        }
        for segment in &segments {
            stream.push(segment, Mark(marks.bytes()));
        }
        let place = Appended { stream: append.feed, position: stream.head, mark: stream.mark() };
        let fed = Some(append.feed);
        Ok(Answer { told: self.feed_frames().collect(), fed, ..Answer::of(200, &place) })
    }

    fn followed(&self, asked: FollowedRequest, page_segments: usize) -> Result<PullPage, Refusal> {
        let FollowedRequest { stream, position, mark } = asked;
        self.follow_of(stream)?;
        let held = self.streams.get(&stream).cloned().unwrap_or_default();
        let is_held = held.standing.get(&position).is_some_and(|(held, _)| Some(*held) == mark);
        let after = if is_held { position } else { 0 };
        let segments: Vec<_> = held
            .standing
            .range(after + 1..)
            .take(page_segments)
            .map(|(position, (mark, segment))| Pulled { position: *position, mark: *mark, segment: segment.clone() })
            .collect();
        let more = segments.last().is_some_and(|last| last.position < held.head);
        let page = StreamPage { stream, head: held.head, mark: held.mark(), more, segments };
        Ok(PullPage { streams: vec![page] })
    }
}
