//! What a device asks when it compacts.

use ebb_protocol::compact::{CompactAnswer, Compaction, Input, InputsRequest, ReplacedRequest, Spot};
use ebb_protocol::endpoints::{COMPACT, INPUTS, OUTLINE, REPLACED};
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::outline::{Outline, OutlineRequest};
use ebb_protocol::pull::{PullPage, StreamPage};
use hyper::{Method, StatusCode};

use super::device::Device;
use super::http::{Body, Reply};
use super::replica::Replica;
use super::seed::noise;

impl Device {
    /// The outline of the journal after a position.
    pub async fn outline(&self, after: u64) -> Outline {
        let request = OutlineRequest { stream: self.journal, after };
        let reply = self.send(Method::POST, OUTLINE, Body::json(&request)).await.expect("the server answers");
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        Outline::from_bytes(&reply.body).expect("an outline")
    }

    /// Position and mark of each segment of the journal.
    pub async fn spots(&self) -> Vec<Spot> {
        let entries = self.outline(0).await.entries;
        entries.into_iter().map(|entry| Spot { position: entry.position, mark: entry.mark }).collect()
    }

    /// Asks for segments that are to be compacted.
    pub async fn inputs(&self, inputs: &[Spot]) -> Reply {
        let request = InputsRequest { stream: self.journal, inputs: inputs.to_vec() };
        self.send(Method::POST, INPUTS, Body::json(&request)).await.expect("the server answers")
    }

    /// All segments of the journal, as a compaction names them.
    pub async fn all_inputs(&self) -> Vec<Input> {
        let all = self.pull_all().await;
        all.iter().map(|(position, segment)| Input { position: *position, hash: SegmentHash::of(segment) }).collect()
    }

    /// Asks to put a segment in the place of others.
    pub async fn compact(&self, inputs: &[Input], segment: &[u8]) -> Reply {
        let compaction = Compaction { stream: self.journal, inputs: inputs.to_vec(), segment };
        self.send(Method::POST, COMPACT, Body::Octets(compaction.to_bytes())).await.expect("the server answers")
    }

    /// A compaction that the server must do.
    pub async fn compact_ok(&self, inputs: &[Input], segment: &[u8]) -> CompactAnswer {
        let reply = self.compact(inputs, segment).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
        reply.json()
    }

    /// Asks for what a segment was made of.
    pub async fn replaced(&self, output: &[u8], after: u64) -> Reply {
        let request = ReplacedRequest { stream: self.journal, output: SegmentHash::of(output), after };
        self.send(Method::POST, REPLACED, Body::json(&request)).await.expect("the server answers")
    }
}

impl Replica {
    /// A compacted segment, `length` bytes long, which a seed makes.
    pub fn compacted(&self, seed: u64, length: usize) -> Vec<u8> {
        let head = SegmentHead { kind: SegmentKind::Compacted, number: 0, previous: SegmentHash::NONE, ..self.head() };
        let mut segment = head.to_bytes().to_vec();
        segment.extend(noise(seed, length - segment.len()));
        segment
    }
}

/// The one stream of a page.
pub fn stream_page(reply: &Reply) -> StreamPage {
    assert_eq!(reply.status, StatusCode::OK, "{}", String::from_utf8_lossy(&reply.body));
    PullPage::from_bytes(&reply.body).expect("a page").streams.remove(0)
}
