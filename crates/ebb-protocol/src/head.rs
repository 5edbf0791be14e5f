//! The open head of a segment: what the server and every reader can see, and what the seal is bound to.
//!
//! Frozen. A segment is `head (110) ‖ nonce (24) ‖ sealed body ‖ signature (64)`; all integers are little-endian:
//!
//! | offset | bytes | field |
//! | --- | --- | --- |
//! | 0 | 1 | format, 1 |
//! | 1 | 1 | kind |
//! | 2 | 16 | stream |
//! | 18 | 4 | epoch of the stream's key |
//! | 22 | 16 | key commitment |
//! | 38 | 16 | writer, a member |
//! | 54 | 16 | replica |
//! | 70 | 8 | running number of this replica in this stream, from 1; 0 where the kind is compacted; in a feed, of the feed |
//! | 78 | 32 | hash of this replica's last segment in this stream, zeros for its first and where the kind is compacted; in a feed, of
//!   the feed's last, whoever wrote it |

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{MemberId, ReplicaId, SegmentHash, StreamId};

/// The only format of segments so far.
pub const FORMAT: u8 = 1;
/// Length of the open head.
pub const HEAD_BYTES: usize = 110;
/// Length of the XChaCha20 nonce that follows the head.
pub const NONCE_BYTES: usize = 24;
/// Length of the Ed25519 signature that ends a segment.
pub const SIGNATURE_BYTES: usize = 64;
/// Length of the Poly1305 tag that ends the sealed body.
pub const TAG_BYTES: usize = 16;
/// No segment is shorter.
pub const SEGMENT_BYTES_MIN: usize = HEAD_BYTES + NONCE_BYTES + TAG_BYTES + SIGNATURE_BYTES;

/// What a segment's body holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// Ops as their device wrote them.
    Ops,
    /// The ops of several adjacent segments, in the place of the last of them. The replica is the compactor's, and the
    /// segment is no step in that replica's chain.
    Compacted,
    /// What has changed in a feed.
    FeedChanges,
    /// All that a feed shows from here on; more of it may follow as changes in the same push. A reader forgets everything before.
    FeedAnew,
    /// What a follow leaves for the owner.
    Note,
    /// A kind of a newer version: stored and passed on by the server, set aside by a reader that does not know it.
    Unknown(u8),
}

impl SegmentKind {
    /// The byte that stands for it.
    pub const fn code(self) -> u8 {
        match self {
            Self::Ops => 1,
            Self::Compacted => 2,
            Self::FeedChanges => 3,
            Self::FeedAnew => 4,
            Self::Note => 5,
            Self::Unknown(code) => code,
        }
    }

    /// What a byte stands for.
    pub const fn of_code(code: u8) -> Self {
        match code {
            1 => Self::Ops,
            2 => Self::Compacted,
            3 => Self::FeedChanges,
            4 => Self::FeedAnew,
            5 => Self::Note,
            other => Self::Unknown(other),
        }
    }
}

/// The open head, see the module for its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentHead {
    /// What the body holds.
    pub kind: SegmentKind,
    /// The stream that the segment belongs to.
    pub stream: StreamId,
    /// Generation of the stream's key.
    pub epoch: u32,
    /// Names the one key that opens the body: XChaCha20-Poly1305 alone would let two keys open one text.
    pub commitment: [u8; 16],
    /// The member who sealed and signed.
    pub writer: MemberId,
    /// The copy of the journal that it was sealed on.
    pub replica: ReplicaId,
    /// Counts the segments of this replica in this stream, from 1; 0 in a compacted one.
    pub number: u64,
    /// Hash of this replica's last segment in this stream; [`SegmentHash::NONE`] for its first and in a compacted one.
    pub previous: SegmentHash,
}

/// A segment whose head cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedHead {
    /// Shorter than the shortest segment.
    #[error("the segment is cut short")]
    CutShort,
    /// Not format 1.
    #[error("the segment has format {0}, which this version does not know")]
    UnknownFormat(u8),
    /// Numbers count from 1, and exactly the first has no predecessor; a compacted segment has neither.
    #[error("the segment's number and predecessor do not fit together")]
    Number,
}

impl From<EndedEarly> for MalformedHead {
    fn from(_: EndedEarly) -> Self {
        Self::CutShort
    }
}

impl SegmentHead {
    /// The head's bytes, as they start the segment.
    pub fn to_bytes(&self) -> [u8; HEAD_BYTES] {
        let mut bytes = [0; HEAD_BYTES];
        bytes[0] = FORMAT;
        bytes[1] = self.kind.code();
        bytes[2..18].copy_from_slice(&self.stream.0);
        bytes[18..22].copy_from_slice(&self.epoch.to_le_bytes());
        bytes[22..38].copy_from_slice(&self.commitment);
        bytes[38..54].copy_from_slice(&self.writer.0);
        bytes[54..70].copy_from_slice(&self.replica.0);
        bytes[70..78].copy_from_slice(&self.number.to_le_bytes());
        bytes[78..110].copy_from_slice(&self.previous.0);
        bytes
    }

    /// Reads the head that starts `segment`, which must be a whole segment.
    pub fn of_segment(segment: &[u8]) -> Result<Self, MalformedHead> {
        let mut reader = Reader::new(segment);
        let format = reader.u8()?;
        if format != FORMAT {
            return Err(MalformedHead::UnknownFormat(format));
        }
        if segment.len() < SEGMENT_BYTES_MIN {
            return Err(MalformedHead::CutShort);
        }
        let head = Self {
            kind: SegmentKind::of_code(reader.u8()?),
            stream: StreamId(reader.array()?),
            epoch: reader.u32()?,
            commitment: reader.array()?,
            writer: MemberId(reader.array()?),
            replica: ReplicaId(reader.array()?),
            number: reader.u64()?,
            previous: SegmentHash(reader.array()?),
        };
        if head.has_its_number() { Ok(head) } else { Err(MalformedHead::Number) }
    }

    fn has_its_number(&self) -> bool {
        let has_predecessor = self.previous != SegmentHash::NONE;
        match self.kind {
            SegmentKind::Compacted => self.number == 0 && !has_predecessor,
            _ => self.number > 0 && has_predecessor == (self.number > 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> SegmentHead {
        SegmentHead {
            kind: SegmentKind::Ops,
            stream: StreamId([1; 16]),
            epoch: 0x0403_0201,
            commitment: [2; 16],
            writer: MemberId([3; 16]),
            replica: ReplicaId([4; 16]),
            number: 7,
            previous: SegmentHash([5; 32]),
        }
    }

    fn as_segment(head: &SegmentHead) -> Vec<u8> {
        let mut segment = head.to_bytes().to_vec();
        segment.resize(SEGMENT_BYTES_MIN, 0);
        segment
    }

    /// If these bytes move, every journal that is out there stops opening.
    #[test]
    fn the_heads_bytes_are_frozen() {
        let expected = "0101\
             01010101010101010101010101010101\
             01020304\
             02020202020202020202020202020202\
             03030303030303030303030303030303\
             04040404040404040404040404040404\
             0700000000000000\
             0505050505050505050505050505050505050505050505050505050505050505";
        assert_eq!(base16ct::lower::encode_string(&sample().to_bytes()), expected);
        assert_eq!(SegmentHead::of_segment(&as_segment(&sample())), Ok(sample()));
    }

    #[test]
    fn what_is_cut_short_or_of_another_format_is_refused() {
        let segment = as_segment(&sample());
        assert_eq!(SegmentHead::of_segment(&[]), Err(MalformedHead::CutShort));
        assert_eq!(SegmentHead::of_segment(&segment[..segment.len() - 1]), Err(MalformedHead::CutShort));
        let mut newer = segment;
        newer[0] = 2;
        assert_eq!(SegmentHead::of_segment(&newer), Err(MalformedHead::UnknownFormat(2)));
    }

    #[test]
    fn only_the_first_segment_has_no_predecessor() {
        let orphan = SegmentHead { previous: SegmentHash::NONE, ..sample() };
        let zeroth = SegmentHead { number: 0, ..sample() };
        let late_first = SegmentHead { number: 1, ..sample() };
        for head in [orphan, zeroth, late_first] {
            assert_eq!(SegmentHead::of_segment(&as_segment(&head)), Err(MalformedHead::Number));
        }
    }

    #[test]
    fn a_compacted_segment_has_no_number_and_no_predecessor() {
        let compacted =
            SegmentHead { kind: SegmentKind::Compacted, number: 0, previous: SegmentHash::NONE, ..sample() };
        assert_eq!(compacted.to_bytes()[1], 2);
        assert_eq!(SegmentHead::of_segment(&as_segment(&compacted)), Ok(compacted.clone()));
        let numbered = SegmentHead { number: 1, ..compacted.clone() };
        let chained = SegmentHead { previous: SegmentHash([5; 32]), ..compacted };
        for head in [numbered, chained] {
            assert_eq!(SegmentHead::of_segment(&as_segment(&head)), Err(MalformedHead::Number));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(head) = SegmentHead::of_segment(&bytes) {
                prop_assert_eq!(&head.to_bytes()[..], &bytes[..HEAD_BYTES]);
            }
        }
    }
}
