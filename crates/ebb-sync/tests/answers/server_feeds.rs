//! What the server of these tests says of feeds and notes, as a good one would.

use std::collections::BTreeMap;

use ebb_protocol::feed::{FeedAppend, FollowedRequest, NotesTaken};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{SegmentHash, StreamId};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_protocol::push::Appended;
use ebb_sync::{Reply, Request};

use crate::scripted::{answer, problem};
use crate::server::{Server, as_reply};

/// Feeds and notes, by their streams.
#[derive(Default)]
pub(crate) struct Streams(BTreeMap<StreamId, Stream>);

/// One of them.
#[derive(Default, Clone)]
pub(crate) struct Stream {
    pub(crate) head: u64,
    /// What stands there, by position.
    pub(crate) standing: BTreeMap<u64, Vec<u8>>,
    /// Everything that was ever appended.
    pub(crate) ever: Vec<Vec<u8>>,
}

impl Stream {
    pub(crate) fn push(&mut self, segment: Vec<u8>) {
        self.head += 1;
        self.standing.insert(self.head, segment.clone());
        self.ever.push(segment);
    }
}

impl Streams {
    pub(crate) fn of(&self, stream: StreamId) -> Stream {
        self.0.get(&stream).cloned().unwrap_or_default()
    }

    pub(crate) fn of_mut(&mut self, stream: StreamId) -> &mut Stream {
        self.0.entry(stream).or_default()
    }
}

impl Server {
    pub(crate) fn append_to_feed(&mut self, request: &Request) -> Reply {
        let (append, segments) = FeedAppend::read(&request.body).unwrap();
        let Some(follow) = self.trust.follows().values().find(|follow| follow.feed == append.feed) else {
            return problem(ProblemKind::NotFound);
        };
        if !follow.lets_read(self.now_ms) {
            return problem(ProblemKind::FollowEnded);
        }
        let (keyed, stream) = (follow.keyed, self.streams.of(append.feed));
        let held = (stream.head, self.log.len() as u64, self.trust.next_index());
        if (append.feed_head, append.journal_head, append.entries) != held {
            return problem(ProblemKind::Behind);
        }
        let heads: Vec<_> = segments.iter().map(|segment| SegmentHead::of_segment(segment).unwrap()).collect();
        if keyed != self.trust.epoch() || heads.iter().any(|head| head.epoch != keyed) {
            return problem(ProblemKind::StaleEpoch);
        }
        let is_anew = |head: &SegmentHead| head.kind == SegmentKind::FeedAnew;
        let follows = match (stream.standing.last_key_value(), &heads[0]) {
            (None, first) => is_anew(first),
            (Some((_, last)), first) => {
                let number = SegmentHead::of_segment(last).unwrap().number;
                let is_next = if is_anew(first) { first.number > number } else { first.number == number + 1 };
                is_next && first.previous == SegmentHash::of(last)
            }
        };
        if !follows {
            return problem(ProblemKind::Behind);
        }
        assert!(heads.windows(2).all(|pair| pair[1].number == pair[0].number + 1 && !is_anew(&pair[1])));
        let stream = self.streams.of_mut(append.feed);
        if is_anew(&heads[0]) {
            stream.standing.clear();
        }
        for segment in segments {
            stream.push(segment.to_vec());
        }
        let position = stream.head;
        as_reply(200, &Appended { stream: append.feed, position, mark: self.mark(position) })
    }

    pub(crate) fn followed(&self, request: &Request) -> Reply {
        let FollowedRequest { stream, position, mark } = serde_json::from_slice(&request.body).unwrap();
        let Stream { head, standing, .. } = self.streams.of(stream);
        let is_held = standing.contains_key(&position) && mark == Some(self.mark(position));
        let after = if is_held { position } else { 0 };
        let segments: Vec<_> = standing
            .range(after + 1..)
            .take(self.page_segments)
            .map(|(position, segment)| Pulled {
                position: *position,
                mark: self.mark(*position),
                segment: segment.clone(),
            })
            .collect();
        let more = segments.last().is_some_and(|last| last.position < head);
        let page = StreamPage { stream, head, mark: self.mark(head), more, segments };
        answer(200, &PullPage { streams: vec![page] }.to_bytes())
    }

    pub(crate) fn notes_taken(&mut self, request: &Request) -> Reply {
        let NotesTaken { notes, through } = serde_json::from_slice(&request.body).unwrap();
        self.streams.of_mut(notes).standing.retain(|position, _| *position > through);
        answer(200, b"")
    }
}
