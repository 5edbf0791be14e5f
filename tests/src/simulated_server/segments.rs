//! The segments of an account: appended as a whole or not at all, answered as before where they are held already.

use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{Mark, MemberId, ReplicaId, SegmentHash};
use ebb_protocol::limits::{PULL_PAGE_BYTES_MAX, PUSH_BYTES_MAX};
use ebb_protocol::live::Notice;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{Cursor, PullPage, Pulled, StreamPage};
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_testkit::seeded::Seeded;

use super::{Account, Refusal};
use crate::sabotage::Sabotage;

#[derive(Debug, Clone)]
pub(super) struct Held {
    replica: ReplicaId,
    number: u64,
    hash: SegmentHash,
    mark: Mark,
    bytes: Vec<u8>,
}

#[derive(Debug, Clone)]
pub(super) struct Replica {
    pub(super) writer: MemberId,
    pub(super) last_number: u64,
    pub(super) last_hash: SegmentHash,
}

impl Account {
    /// All segments, in their order.
    pub fn segments(&self) -> impl Iterator<Item = &[u8]> {
        self.log.iter().map(|held| held.bytes.as_slice())
    }

    /// Appends all segments of a push, or none. Tells the places of all, and the bytes of those that were new.
    pub(super) fn append(
        &mut self,
        caller: MemberId,
        body: &[u8],
        now_ms: i64,
        marks: &mut Seeded,
        sabotage: Option<Sabotage>,
    ) -> Result<(PushAnswer, Vec<Vec<u8>>), Refusal> {
        if body.len() > PUSH_BYTES_MAX {
            return Err(Refusal::of(ProblemKind::TooLarge));
        }
        self.check_not_paused(caller, now_ms)?;
        let segments = push::read(body).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let held_before = self.log.len();
        let replicas_before = self.replicas.clone();
        let placed: Result<Vec<_>, Refusal> =
            segments.iter().map(|segment| self.append_one(caller, segment, marks, sabotage)).collect();
        let appended = placed.inspect_err(|_| {
            self.log.truncate(held_before);
            self.replicas = replicas_before;
        })?;
        let new = self.log.iter().skip(held_before).map(|held| held.bytes.clone()).collect();
        let head = self.notice();
        let heads = vec![Appended { stream: head.stream, position: head.head, mark: head.mark }];
        Ok((PushAnswer { appended, heads }, new))
    }

    fn append_one(
        &mut self,
        caller: MemberId,
        segment: &[u8],
        marks: &mut Seeded,
        sabotage: Option<Sabotage>,
    ) -> Result<Appended, Refusal> {
        let head = SegmentHead::of_segment(segment).map_err(|_| Refusal::of(ProblemKind::Malformed))?;
        let replica = self.replicas.get(&head.replica);
        let is_anothers = replica.is_some_and(|replica| replica.writer != caller);
        if head.writer != caller || head.stream != self.trust().journal() || is_anothers {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let hash = SegmentHash::of(segment);
        let (last_number, last_hash) =
            replica.map_or((0, SegmentHash::NONE), |replica| (replica.last_number, replica.last_hash));
        let taken = || Refusal { last_number: Some(last_number), ..Refusal::of(ProblemKind::NumberTaken) };
        if head.number <= last_number {
            let is_it = |held: &Held| (held.replica, held.number, held.hash) == (head.replica, head.number, hash);
            let place = self.log.iter().position(is_it).ok_or_else(taken)?;
            return Ok(self.place(place + 1));
        }
        // The epoch alone would not do: another log may have begun one of the same number.
        let epoch = self.trust().epoch();
        let is_newest = head.epoch == epoch && self.trust().commitment(epoch) == Some(head.commitment);
        if !is_newest && sabotage != Some(Sabotage::StaleEpochTaken) {
            return Err(Refusal::of(ProblemKind::StaleEpoch));
        }
        if head.number != last_number + 1 || head.previous != last_hash {
            return Err(taken());
        }
        let mark = Mark(marks.bytes());
        self.log.push(Held { replica: head.replica, number: head.number, hash, mark, bytes: segment.to_vec() });
        let replica = Replica { writer: caller, last_number: head.number, last_hash: hash };
        self.replicas.insert(head.replica, replica);
        Ok(self.place(self.log.len()))
    }

    fn place(&self, position: usize) -> Appended {
        Appended { stream: self.trust().journal(), position: position as u64, mark: self.mark_at(position) }
    }

    pub(super) fn mark_at(&self, position: usize) -> Mark {
        position.checked_sub(1).and_then(|index| self.log.get(index)).map_or(Mark([0; 8]), |held| held.mark)
    }

    pub(super) fn page(&self, cursors: &[Cursor], page_segments: usize) -> Result<PullPage, Refusal> {
        let streams = cursors.iter().map(|cursor| self.stream_page(cursor, page_segments));
        Ok(PullPage { streams: streams.collect::<Result<_, _>>()? })
    }

    fn stream_page(&self, cursor: &Cursor, page_segments: usize) -> Result<StreamPage, Refusal> {
        if cursor.stream != self.trust().journal() {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let position = usize::try_from(cursor.position).unwrap_or(usize::MAX);
        let is_held = position == 0 || (position <= self.log.len() && cursor.mark == Some(self.mark_at(position)));
        if !is_held {
            return Err(Refusal::of(ProblemKind::Lost));
        }
        let mut room = PULL_PAGE_BYTES_MAX;
        let fits = |(_, held): &(u64, &Held)| {
            let fits = held.bytes.len() <= room;
            room = room.saturating_sub(held.bytes.len());
            fits
        };
        let after = self.log.iter().skip(position);
        let segments: Vec<_> = (cursor.position + 1..)
            .zip(after)
            .take(page_segments)
            .take_while(fits)
            .map(|(position, held)| Pulled { position, mark: held.mark, segment: held.bytes.clone() })
            .collect();
        let Notice { stream, head, mark } = self.notice();
        let more = segments.last().is_some_and(|last| last.position < head);
        Ok(StreamPage { stream, head, mark, more, segments })
    }
}
