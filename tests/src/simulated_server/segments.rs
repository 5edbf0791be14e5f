//! The segments of an account: appended as a whole or not at all, answered as before where they are held already.

use ebb_protocol::head::{SegmentHead, SegmentKind};
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
    pub(super) position: u64,
    pub(super) replica: ReplicaId,
    pub(super) number: u64,
    pub(super) hash: SegmentHash,
    pub(super) mark: Mark,
    pub(super) bytes: Vec<u8>,
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
        if head.kind == SegmentKind::Compacted {
            return Err(Refusal::of(ProblemKind::Malformed));
        }
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
            // What was compacted since has left its number.
            let same = self.log.iter().find(|held| is_it(held)).ok_or_else(taken)?;
            return Ok(self.place(same.position));
        }
        if !self.is_newest(&head) && sabotage != Some(Sabotage::StaleEpochTaken) {
            return Err(Refusal::of(ProblemKind::StaleEpoch));
        }
        if head.number != last_number + 1 || head.previous != last_hash {
            return Err(taken());
        }
        let (mark, position) = (Mark(marks.bytes()), self.notice().head + 1);
        self.log.push(Held {
            position,
            replica: head.replica,
            number: head.number,
            hash,
            mark,
            bytes: segment.to_vec(),
        });
        let replica = Replica { writer: caller, last_number: head.number, last_hash: hash };
        self.replicas.insert(head.replica, replica);
        Ok(self.place(position))
    }

    /// Whether it is sealed under the newest key. The epoch alone would not do: another log may have begun one of the same number.
    pub(super) fn is_newest(&self, head: &SegmentHead) -> bool {
        let epoch = self.trust().epoch();
        head.epoch == epoch && self.trust().commitment(epoch) == Some(head.commitment)
    }

    pub(super) fn place(&self, position: u64) -> Appended {
        let mark = self.mark_at(position).unwrap_or(Mark([0; 8]));
        Appended { stream: self.trust().journal(), position, mark }
    }

    /// What stands here, and what was compacted.
    pub(super) fn all_held(&self) -> impl Iterator<Item = &Held> {
        self.log.iter().chain(self.replaced.iter().map(|replaced| &replaced.held))
    }

    /// Also of what was compacted since.
    fn mark_at(&self, position: u64) -> Option<Mark> {
        self.all_held().find(|held| held.position == position).map(|held| held.mark)
    }

    pub(super) fn page(&self, cursors: &[Cursor], page_segments: usize) -> Result<PullPage, Refusal> {
        let streams = cursors.iter().map(|cursor| self.stream_page(cursor, page_segments));
        Ok(PullPage { streams: streams.collect::<Result<_, _>>()? })
    }

    fn stream_page(&self, cursor: &Cursor, page_segments: usize) -> Result<StreamPage, Refusal> {
        if cursor.stream != self.trust().journal() {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let mark = self.mark_at(cursor.position);
        if cursor.position > 0 && (mark.is_none() || mark != cursor.mark) {
            return Err(Refusal::of(ProblemKind::Lost));
        }
        let mut room = PULL_PAGE_BYTES_MAX;
        let fits = |held: &&Held| {
            let fits = held.bytes.len() <= room;
            room = room.saturating_sub(held.bytes.len());
            fits
        };
        let after = self.log.iter().filter(|held| held.position > cursor.position);
        let segments: Vec<_> = after
            .take(page_segments)
            .take_while(fits)
            .map(|held| Pulled { position: held.position, mark: held.mark, segment: held.bytes.clone() })
            .collect();
        let Notice { stream, head, mark } = self.notice();
        let more = segments.last().is_some_and(|last| last.position < head);
        Ok(StreamPage { stream, head, mark, more, segments })
    }
}
