//! Compaction by the rules of the real server: the outline, the inputs, the replacement, and what it keeps of what was replaced.

use ebb_protocol::compact::{CompactAnswer, Compaction, InputsRequest, ReplacedRequest, Spot, are_inputs};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{MemberId, SegmentHash, StreamId};
use ebb_protocol::limits::COMPACTED_PER_MEMBER_MAX;
use ebb_protocol::live::Notice;
use ebb_protocol::outline::{Outline, OutlineEntry, OutlineRequest, Outlined};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_sync::Request;

use super::segments::Held;
use super::{Account, Answer, Refusal, SimulatedServer, malformed, read_json};
use crate::sabotage::Sabotage;

/// Segments that went, and the one that came in their place.
#[derive(Debug)]
pub struct Replacement {
    /// In the order of their positions.
    pub inputs: Vec<Vec<u8>>,
    /// The compacted segment.
    pub output: Vec<u8>,
}

/// A segment that was compacted.
#[derive(Debug, Clone)]
pub(super) struct Replaced {
    pub(super) held: Held,
    /// What stands in its place.
    output: SegmentHash,
}

impl SimulatedServer {
    pub(super) fn outline(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let (account, _) = self.caller(request)?;
        let asked: OutlineRequest = read_json(&request.body)?;
        Ok(octets(account.outline(asked)?.to_bytes()))
    }

    pub(super) fn inputs(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let (account, _) = self.caller(request)?;
        let asked: InputsRequest = read_json(&request.body)?;
        Ok(octets(PullPage { streams: vec![account.inputs(&asked)?] }.to_bytes()))
    }

    /// In pages of as many as a pull has.
    pub(super) fn replaced(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let page_segments = self.page_segments;
        let (account, _) = self.caller(request)?;
        let asked: ReplacedRequest = read_json(&request.body)?;
        Ok(octets(PullPage { streams: vec![account.replaced_page(&asked, page_segments)?] }.to_bytes()))
    }

    pub(super) fn compact(&mut self, request: &Request, now_ms: i64) -> Result<Answer, Refusal> {
        let sabotage = self.sabotage;
        let (account, member) = self.caller(request)?;
        let compaction = Compaction::read(&request.body).map_err(|_| malformed())?;
        let (answer, replaced) = account.compact(member, &compaction, now_ms, sabotage)?;
        Ok(Answer { replaced, ..Answer::of(200, &answer) })
    }
}

impl Account {
    /// What a compacted segment was made of.
    pub fn inputs_of(&self, output: SegmentHash) -> impl Iterator<Item = &[u8]> {
        let is_of = move |replaced: &&Replaced| replaced.output == output;
        self.replaced.iter().filter(is_of).map(|replaced| replaced.held.bytes.as_slice())
    }

    /// Whether it held a segment that was compacted since.
    pub fn has_replaced(&self, segment: &[u8]) -> bool {
        let hash = SegmentHash::of(segment);
        self.replaced.iter().any(|replaced| replaced.held.hash == hash)
    }

    /// The compacted segments of a member that stand here, as its dismissal names them.
    pub(super) fn compacted_by(&self, member: MemberId) -> Vec<SegmentHash> {
        let by_member = self.log.iter().filter(|held| is_compacted_by(held, member));
        let mut hashes: Vec<_> = by_member.map(|held| held.hash).collect();
        hashes.sort_unstable();
        hashes
    }

    fn outline(&self, asked: OutlineRequest) -> Result<Outline, Refusal> {
        let Notice { stream, head, mark } = self.journal(asked.stream)?;
        let entry = |held: &Held| OutlineEntry {
            position: held.position,
            mark: held.mark,
            length: u32::try_from(held.bytes.len()).unwrap_or(u32::MAX),
            holds: match SegmentHead::of_segment(&held.bytes).map(|head| (head.kind, head.writer)) {
                Ok((SegmentKind::Compacted, writer)) => Outlined::Compacted { writer, hash: held.hash },
                Ok((SegmentKind::Ops, _)) | Err(_) => Outlined::Ops,
                Ok((other, _)) => Outlined::Unknown(other.code()),
            },
        };
        let entries = self.log.iter().filter(|held| held.position > asked.after).map(entry).collect();
        Ok(Outline { stream, head, mark, more: false, entries })
    }

    fn inputs(&self, asked: &InputsRequest) -> Result<StreamPage, Refusal> {
        let Notice { stream, head, mark } = self.journal(asked.stream)?;
        if !are_inputs(&asked.inputs) {
            return Err(malformed());
        }
        let (first, last) = (asked.inputs.first(), asked.inputs.last());
        let range = first.map_or(0, |spot| spot.position)..=last.map_or(0, |spot| spot.position);
        let standing: Vec<&Held> = self.log.iter().filter(|held| range.contains(&held.position)).collect();
        let spots = standing.iter().map(|held| Spot { position: held.position, mark: held.mark });
        if !spots.eq(asked.inputs.iter().copied()) {
            return Err(Refusal::of(ProblemKind::InputsChanged));
        }
        Ok(StreamPage { stream, head, mark, more: false, segments: standing.into_iter().map(pulled).collect() })
    }

    fn replaced_page(&self, asked: &ReplacedRequest, page_segments: usize) -> Result<StreamPage, Refusal> {
        let Notice { stream, head, mark } = self.journal(asked.stream)?;
        let is_asked = |replaced: &&Replaced| replaced.output == asked.output && replaced.held.position > asked.after;
        let mut kept = self.replaced.iter().filter(is_asked).map(|replaced| pulled(&replaced.held));
        let segments: Vec<_> = kept.by_ref().take(page_segments).collect();
        if segments.is_empty() && asked.after == 0 {
            return Err(Refusal::of(ProblemKind::NotFound));
        }
        Ok(StreamPage { stream, head, mark, more: kept.next().is_some(), segments })
    }

    fn journal(&self, asked: StreamId) -> Result<Notice, Refusal> {
        let notice = self.notice();
        if asked == notice.stream { Ok(notice) } else { Err(Refusal::of(ProblemKind::Forbidden)) }
    }

    fn compact(
        &mut self,
        caller: MemberId,
        compaction: &Compaction<'_>,
        now_ms: i64,
        sabotage: Option<Sabotage>,
    ) -> Result<(CompactAnswer, Option<Replacement>), Refusal> {
        let head = SegmentHead::of_segment(compaction.segment).map_err(|_| malformed())?;
        if head.kind != SegmentKind::Compacted || head.stream != compaction.stream {
            return Err(malformed());
        }
        let (Some(first), Some(last)) = (compaction.inputs.first(), compaction.inputs.last()) else {
            return Err(malformed());
        };
        let hash = SegmentHash::of(compaction.segment);
        let was_done = |held: &Held| (held.position, held.hash) == (last.position, hash);
        if self.all_held().any(was_done) {
            return Ok((CompactAnswer { place: self.place(last.position) }, None));
        }
        self.journal(compaction.stream)?;
        self.check_not_paused(caller, now_ms)?;
        self.check_seal(caller, &head, sabotage)?;
        let in_range = |held: &Held| (first.position..=last.position).contains(&held.position);
        let standing = || self.log.iter().filter(|held| in_range(held));
        let named = compaction.inputs.iter().map(|input| (input.position, input.hash));
        let is_same = standing().map(|held| (held.position, held.hash)).eq(named);
        let (Some(mark), true) = (standing().next_back().map(|held| held.mark), is_same) else {
            return Err(Refusal::of(ProblemKind::InputsChanged));
        };
        if standing().map(|held| held.bytes.len()).sum::<usize>() < compaction.segment.len() {
            return Err(Refusal::of(ProblemKind::TooLarge));
        }
        let stays = |held: &&Held| !in_range(held) && is_compacted_by(held, caller);
        if self.log.iter().filter(stays).count() >= COMPACTED_PER_MEMBER_MAX {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let neighbour = self.log.iter().find(|held| held.position > last.position).map(|held| held.position);
        let neighbour = neighbour.filter(|_| sabotage == Some(Sabotage::NeighbourLost));
        let goes = |held: &Held| in_range(held) || Some(held.position) == neighbour;
        let (gone, mut log): (Vec<Held>, Vec<Held>) = std::mem::take(&mut self.log).into_iter().partition(goes);
        let output = compaction.segment.to_vec();
        log.push(Held {
            position: last.position,
            replica: head.replica,
            number: head.number,
            hash,
            mark,
            bytes: output.clone(),
        });
        log.sort_by_key(|held| held.position);
        self.log = log;
        let inputs = gone.iter().map(|held| held.bytes.clone()).collect();
        self.replaced.extend(gone.into_iter().map(|held| Replaced { held, output: hash }));
        Ok((CompactAnswer { place: self.place(last.position) }, Some(Replacement { inputs, output })))
    }

    /// By a replica of the caller's, and under the newest key.
    fn check_seal(&self, caller: MemberId, head: &SegmentHead, sabotage: Option<Sabotage>) -> Result<(), Refusal> {
        let is_own = self.replicas.get(&head.replica).is_some_and(|replica| replica.writer == caller);
        if head.writer != caller || !is_own {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        if self.is_newest(head) || sabotage == Some(Sabotage::StaleEpochTaken) {
            Ok(())
        } else {
            Err(Refusal::of(ProblemKind::StaleEpoch))
        }
    }
}

fn is_compacted_by(held: &Held, member: MemberId) -> bool {
    SegmentHead::of_segment(&held.bytes).is_ok_and(|head| (head.kind, head.writer) == (SegmentKind::Compacted, member))
}

fn pulled(held: &Held) -> Pulled {
    Pulled { position: held.position, mark: held.mark, segment: held.bytes.clone() }
}

fn octets(body: Vec<u8>) -> Answer {
    Answer { status: 200, body, ..Answer::default() }
}
