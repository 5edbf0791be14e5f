//! From a segment to what it holds, whoever asks: pulling or compacting.

use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{EntryHash, SegmentHash};
use ebb_protocol::trust::{TrustState, Written};
use ebb_replica::{Contents, Reach, open_compacted, unpack};
use ebb_vault::open;

use super::Engine;

/// Why a compacted segment of a dismissed device is set aside: it was not there when that was dismissed.
const NOT_NAMED: &str =
    "the compacted segment is by a device that belongs to the journal no longer, and its dismissal does not name it";

/// A segment that was opened, and counts.
pub(super) struct Read {
    pub(super) kind: SegmentKind,
    /// The writer's newest entry of the trust log when it was sealed.
    pub(super) trust_head: EntryHash,
    pub(super) contents: Contents,
}

/// Why a segment is set aside.
pub(super) struct Unread {
    pub(super) reason: String,
    /// Its writer has read more of the trust log than this device: that may change the matter.
    pub(super) is_of_newer_log: bool,
}

impl From<String> for Unread {
    fn from(reason: String) -> Self {
        Self { reason, is_of_newer_log: false }
    }
}

impl Engine {
    /// What a segment holds, or why it is set aside.
    pub(super) fn open(&self, trust: &TrustState, segment: &[u8]) -> Result<Read, Unread> {
        let head = SegmentHead::of_segment(segment).map_err(|reason| reason.to_string())?;
        let key = self
            .identity
            .keys
            .of(head.epoch)
            .ok_or_else(|| "the segment is sealed under a key that this device does not have".to_owned())?;
        let SegmentHead { stream, replica, number, writer, kind, .. } = head;
        let written = Written { stream, replica, number, hash: SegmentHash::of(segment) };
        if kind == SegmentKind::Compacted && self.is_dismissed(writer) && trust.writer_key(writer, written).is_none() {
            return Err(NOT_NAMED.to_owned().into());
        }
        let writer_key = |member| trust.writer_key(member, written);
        let opened = open(key, trust.account(), writer_key, segment).map_err(|reason| reason.to_string())?;
        if stream != trust.journal() {
            return Err("the segment is of another stream".to_owned().into());
        }
        let contents = if kind == SegmentKind::Compacted {
            open_compacted(&opened.body).map_err(|reason| reason.to_string())
        } else {
            let reaches = vec![Reach { replica, writer, number, hash: written.hash }];
            unpack(&opened.body).map(|ops| Contents { reaches, ops }).map_err(|reason| reason.to_string())
        };
        let contents = contents.map_err(|reason| format!("the segment was opened, but {reason}"))?;
        let trust_head = EntryHash(opened.trust_head);
        if contents.reaches.iter().all(|reach| counts(trust, reach)) {
            return Ok(Read { kind, trust_head, contents });
        }
        let reason = "the segment was opened, but it holds some that do not count".to_owned();
        Err(Unread { reason, is_of_newer_log: !trust.holds(trust_head) })
    }
}

/// Whether the segment up to which another reaches counts: of a dismissed writer, what lies past the cut does not.
fn counts(trust: &TrustState, reach: &Reach) -> bool {
    let Reach { replica, writer, number, hash } = *reach;
    trust.writer_key(writer, Written { stream: trust.journal(), replica, number, hash }).is_some()
}
