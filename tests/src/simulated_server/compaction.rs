//! Compaction by the rules of the real server: the outline, the inputs, the replacement, and what is remembered of it.

use ebb_protocol::compact::{CompactAnswer, Compaction, InputsRequest, Spot, are_inputs};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{MemberId, SegmentHash};
use ebb_protocol::live::Notice;
use ebb_protocol::outline::{Outline, OutlineEntry, OutlineRequest};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_sync::Request;

use super::account::{Account, Held};
use super::{Answer, Refusal, SimulatedServer, malformed, read_json};

/// Segments that went, and the one that came in their place.
#[derive(Debug)]
pub struct Replacement {
    /// In the order of their positions.
    pub inputs: Vec<Vec<u8>>,
    /// The compacted segment.
    pub output: Vec<u8>,
}

impl SimulatedServer {
    pub(super) fn outline(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let (account, _) = self.caller(request)?;
        let asked: OutlineRequest = read_json(&request.body)?;
        Ok(Answer { body: account.outline(asked)?.to_bytes(), ..Answer::new(200, &()) })
    }

    pub(super) fn inputs(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let (account, _) = self.caller(request)?;
        let asked: InputsRequest = read_json(&request.body)?;
        let page = PullPage { streams: vec![account.inputs(&asked)?] };
        Ok(Answer { body: page.to_bytes(), ..Answer::new(200, &()) })
    }

    pub(super) fn compact(&mut self, request: &Request) -> Result<Answer, Refusal> {
        let (account, member) = self.caller(request)?;
        let compaction = Compaction::read(&request.body).map_err(|_| malformed())?;
        let (answer, replaced) = account.compact(member, &compaction)?;
        Ok(Answer { replaced, ..Answer::new(200, &answer) })
    }
}

impl Account {
    fn outline(&self, asked: OutlineRequest) -> Result<Outline, Refusal> {
        let Notice { stream, head, mark } = self.notice();
        if asked.stream != stream {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let entry = |held: &Held| OutlineEntry {
            position: held.position,
            mark: held.mark,
            length: u32::try_from(held.bytes.len()).unwrap_or(u32::MAX),
            kind: SegmentKind::of_code(held.bytes.get(1).copied().unwrap_or(0)),
        };
        let entries = self.log.iter().filter(|held| held.position > asked.after).map(entry).collect();
        Ok(Outline { stream, head, mark, more: false, entries })
    }

    fn inputs(&self, asked: &InputsRequest) -> Result<StreamPage, Refusal> {
        let Notice { stream, head, mark } = self.notice();
        if asked.stream != stream {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        if !are_inputs(&asked.inputs) {
            return Err(malformed());
        }
        let changed = || Refusal::of(ProblemKind::InputsChanged);
        let start =
            self.log.iter().position(|held| Some(held.position) == asked.inputs.first().map(|spot| spot.position));
        let start = start.ok_or_else(changed)?;
        let standing: Vec<&Held> = self.log.iter().skip(start).take(asked.inputs.len()).collect();
        if !standing
            .iter()
            .map(|held| Spot { position: held.position, mark: held.mark })
            .eq(asked.inputs.iter().copied())
        {
            return Err(changed());
        }
        let pulled = |held: &&Held| Pulled { position: held.position, mark: held.mark, segment: held.bytes.clone() };
        Ok(StreamPage { stream, head, mark, more: false, segments: standing.iter().map(pulled).collect() })
    }

    fn compact(
        &mut self,
        caller: MemberId,
        compaction: &Compaction<'_>,
    ) -> Result<(CompactAnswer, Option<Replacement>), Refusal> {
        let head = SegmentHead::of_segment(compaction.segment).map_err(|_| malformed())?;
        if head.kind != SegmentKind::Compacted || head.stream != compaction.stream {
            return Err(malformed());
        }
        if head.writer != caller || head.stream != self.notice().stream {
            return Err(Refusal::of(ProblemKind::Forbidden));
        }
        let (Some(first), Some(last)) = (compaction.inputs.first(), compaction.inputs.last()) else {
            return Err(malformed());
        };
        let hash = SegmentHash::of(compaction.segment);
        let was_done = |held: &Held| (held.position, held.hash) == (last.position, hash);
        if self.log.iter().chain(&self.replaced).any(was_done) {
            return Ok((CompactAnswer { place: self.place(last.position) }, None));
        }
        let in_range = |held: &&Held| (first.position..=last.position).contains(&held.position);
        let standing = self.log.iter().filter(in_range).map(|held| (held.position, held.hash));
        if !standing.eq(compaction.inputs.iter().map(|input| (input.position, input.hash))) {
            return Err(Refusal::of(ProblemKind::InputsChanged));
        }
        let start = self.log.iter().position(|held| held.position == first.position).unwrap_or(0);
        let gone: Vec<Held> = self.log.splice(start..start + compaction.inputs.len(), []).collect();
        if gone.iter().map(|held| held.bytes.len()).sum::<usize>() < compaction.segment.len() {
            self.log.splice(start..start, gone);
            return Err(Refusal::of(ProblemKind::TooLarge));
        }
        let mark = gone.last().map_or(self.notice().mark, |held| held.mark);
        let output = compaction.segment.to_vec();
        let standing =
            Held { position: last.position, replica: head.replica, number: 0, hash, mark, bytes: output.clone() };
        self.log.insert(start, standing);
        let inputs = gone.iter().map(|held| held.bytes.clone()).collect();
        self.replaced.extend(gone);
        Ok((CompactAnswer { place: self.place(last.position) }, Some(Replacement { inputs, output })))
    }
}
