//! What a good server answers to a device that compacts, or asks what was compacted.

use ebb_protocol::compact::{CompactAnswer, Compaction, InputsRequest, ReplacedRequest};
use ebb_protocol::endpoints::{INPUTS, OUTLINE, REPLACED};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{MemberId, SegmentHash};
use ebb_protocol::outline::{Outline, OutlineEntry, OutlineRequest, Outlined};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled, StreamPage};
use ebb_replica::{Contents, Reach, open_compacted};
use ebb_sync::{Reply, Request};
use ebb_vault::open;

use crate::scripted::{JOURNAL, admitted, answer, problem};
use crate::server::{Server, as_reply};

impl Server {
    pub(crate) fn compaction(&mut self, request: &Request) -> Reply {
        match request.path {
            OUTLINE => {
                let asked: OutlineRequest = serde_json::from_slice(&request.body).unwrap();
                answer(200, &self.outline(asked.after).to_bytes())
            }
            INPUTS => {
                let asked: InputsRequest = serde_json::from_slice(&request.body).unwrap();
                let segments = asked.inputs.iter().map(|spot| (spot.position, self.at(spot.position)));
                self.page_of(false, segments)
            }
            REPLACED => {
                let asked: ReplacedRequest = serde_json::from_slice(&request.body).unwrap();
                let is_asked =
                    |kept: &&(SegmentHash, u64, Vec<u8>)| (kept.0, kept.1 > asked.after) == (asked.output, true);
                let kept: Vec<_> = self.replaced.iter().filter(is_asked).collect();
                if kept.is_empty() {
                    return problem(ProblemKind::NotFound);
                }
                let segments =
                    kept.iter().take(self.page_segments).map(|(_, position, held)| (*position, held.clone()));
                self.page_of(kept.len() > self.page_segments, segments)
            }
            _ => self.replace(&Compaction::read(&request.body).unwrap()),
        }
    }

    fn page_of(&self, more: bool, segments: impl Iterator<Item = (u64, Vec<u8>)>) -> Reply {
        let head = self.log.len() as u64;
        let pulled = |(position, segment)| Pulled { position, mark: self.mark(position), segment };
        let segments = segments.map(pulled).collect();
        let page = StreamPage { stream: JOURNAL, head, mark: self.mark(head), more, segments };
        answer(200, &PullPage { streams: vec![page] }.to_bytes())
    }

    fn outline(&self, after: u64) -> Outline {
        let head = self.log.len() as u64;
        let entry = |position: u64| {
            let segment = self.at(position);
            let holds = match SegmentHead::of_segment(&segment).map(|head| (head.kind, head.writer)) {
                Ok((SegmentKind::Compacted, writer)) => Outlined::Compacted { writer, hash: SegmentHash::of(&segment) },
                Ok((SegmentKind::Unknown(code), _)) => Outlined::Unknown(code),
                _ => Outlined::Ops,
            };
            let length = u32::try_from(segment.len()).unwrap();
            OutlineEntry { position, mark: self.mark(position), length, holds }
        };
        let mut left = self.positions().filter(|position| *position > after).map(entry);
        let entries = left.by_ref().take(self.outline_entries).collect();
        Outline { stream: JOURNAL, head, mark: self.mark(head), more: left.next().is_some(), entries }
    }

    /// The compacted segments of a member that stand there, as its dismissal names them.
    pub(crate) fn compacted_by(&self, member: MemberId) -> Vec<SegmentHash> {
        let standing = self.positions().map(|position| self.at(position));
        let by_member = standing.filter(|segment| {
            let head = SegmentHead::of_segment(segment);
            head.is_ok_and(|head| (head.kind, head.writer) == (SegmentKind::Compacted, member))
        });
        let mut hashes: Vec<_> = by_member.map(|segment| SegmentHash::of(&segment)).collect();
        hashes.sort_unstable();
        hashes
    }

    fn replace(&mut self, compaction: &Compaction<'_>) -> Reply {
        let (first, last) = (compaction.inputs[0].position, compaction.inputs.last().unwrap().position);
        let standing = self.positions().filter(|position| (first..=last).contains(position));
        let standing: Vec<_> = standing.map(|position| (position, SegmentHash::of(&self.at(position)))).collect();
        let named: Vec<_> = compaction.inputs.iter().map(|input| (input.position, input.hash)).collect();
        if standing != named {
            return problem(ProblemKind::InputsChanged);
        }
        if SegmentHead::of_segment(compaction.segment).unwrap().epoch != self.trust.epoch() {
            return problem(ProblemKind::StaleEpoch);
        }
        self.put_in_place(first..=last, compaction.segment.to_vec());
        as_reply(200, &CompactAnswer { place: self.appended(last) })
    }

    /// Replaces what stands at these positions.
    pub(crate) fn put_in_place(&mut self, positions: std::ops::RangeInclusive<u64>, segment: Vec<u8>) {
        let (output, last) = (SegmentHash::of(&segment), *positions.end());
        let inputs: Vec<u64> = self.positions().filter(|position| positions.contains(position)).collect();
        for position in inputs {
            self.replaced.push((output, position, self.at(position)));
            self.gone.insert(position);
        }
        self.gone.remove(&last);
        self.log[usize::try_from(last).unwrap() - 1] = segment;
    }

    /// What a segment that stands there holds, all writers known.
    pub(crate) fn contents(&self, position: u64) -> Contents {
        let segment = self.at(position);
        let head = SegmentHead::of_segment(&segment).unwrap();
        let known = |member| self.trust.members().get(&member).map(|member| member.signing_key);
        let opened = open(self.keys.of(head.epoch).unwrap(), admitted().account, known, &segment).unwrap();
        if head.kind == SegmentKind::Compacted {
            return open_compacted(&opened.body).unwrap();
        }
        let SegmentHead { replica, writer, number, .. } = head;
        let reaches = vec![Reach { replica, writer, number, hash: SegmentHash::of(&segment) }];
        Contents { reaches, ops: ebb_replica::unpack(&opened.body).unwrap() }
    }
}
