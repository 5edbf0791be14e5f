//! From a segment to what it holds, whoever asks: pulling or compacting.

use std::collections::BTreeMap;

use ebb_protocol::head::SegmentKind;
use ebb_protocol::ids::{MemberId, SegmentHash, StreamId};
use ebb_replica::{Contents, Reach, open_compacted, unpack};
use ebb_vault::{UnopenedReason, open};

use super::Engine;

/// The members, each with the key by which its segments are checked.
pub(super) type Writers = BTreeMap<MemberId, [u8; 32]>;

impl Engine {
    /// What a segment holds, or why it is set aside.
    pub(super) fn open(&self, stream: StreamId, writers: &Writers, segment: &[u8]) -> Result<Contents, String> {
        let known = |member| writers.get(&member).copied();
        let opened = open(&self.identity.key, self.identity.account, known, segment)
            .map_err(|reason: UnopenedReason| reason.to_string())?;
        if opened.head.stream != stream {
            return Err("the segment is of another stream".to_owned());
        }
        let contents = if opened.head.kind == SegmentKind::Compacted {
            open_compacted(&opened.body).map_err(|reason| reason.to_string())
        } else {
            let (replica, number) = (opened.head.replica, opened.head.number);
            let reaches = vec![Reach { replica, number, hash: SegmentHash::of(segment) }];
            unpack(&opened.body).map(|ops| Contents { reaches, ops }).map_err(|reason| reason.to_string())
        };
        contents.map_err(|reason| format!("the segment was opened, but {reason}"))
    }

    /// Up to which number a segment shows that the server took what still waits in the outbox: its answer was lost, and
    /// another device has compacted it since.
    pub(super) fn taken_through(&self, reaches: &[Reach]) -> Option<u64> {
        let is_it = |reach: &&Reach| {
            let mut waiting = self.outbox.iter().filter(|segment| segment.number == reach.number);
            reach.replica == self.identity.replica
                && waiting.any(|segment| SegmentHash::of(&segment.bytes) == reach.hash)
        };
        reaches.iter().find(is_it).map(|reach| reach.number)
    }
}
