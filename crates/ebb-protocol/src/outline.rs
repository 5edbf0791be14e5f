//! The outline of a stream: which segments it consists of, without their bytes. A device reads it before it compacts, and before
//! it dismisses another.
//!
//! The answer: `format 1 (1) ‖ stream (16) ‖ head (8) ‖ head's mark (8) ‖ more (1) ‖ count (4) ‖ count × (position (8) ‖
//! mark (8) ‖ length (4) ‖ kind (1), and where that is compacted: writer (16) ‖ hash (32))`. `more` is 1 where it ends before the
//! head.

use serde::{Deserialize, Serialize};

use crate::bytes::{EndedEarly, Reader};
use crate::head::SegmentKind;
use crate::ids::{Mark, MemberId, SegmentHash, StreamId};
use crate::limits::{OUTLINE_ENTRIES_MAX, SEGMENT_BYTES_MAX};

/// Asks for the outline of a stream after a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineRequest {
    /// The stream.
    pub stream: StreamId,
    /// Only what lies after it; 0 for the beginning.
    pub after: u64,
}

/// What a segment of an outline holds. Of a compacted one it is told whose it is and which: a dismissal names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outlined {
    /// Ops as their device wrote them.
    Ops,
    /// The ops of several segments.
    Compacted {
        /// Who sealed it.
        writer: MemberId,
        /// Its hash.
        hash: SegmentHash,
    },
    /// A kind of a newer version, by its code.
    Unknown(u8),
}

impl Outlined {
    /// The kind alone.
    pub const fn kind(self) -> SegmentKind {
        match self {
            Self::Ops => SegmentKind::Ops,
            Self::Compacted { .. } => SegmentKind::Compacted,
            Self::Unknown(code) => SegmentKind::Unknown(code),
        }
    }
}

/// One segment of an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Its position in the stream.
    pub position: u64,
    /// The position's mark.
    pub mark: Mark,
    /// How many bytes it has.
    pub length: u32,
    /// What its body holds.
    pub holds: Outlined,
}

/// The answer: at most [`OUTLINE_ENTRIES_MAX`] segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The stream.
    pub stream: StreamId,
    /// The stream's last position; 0 where it is empty.
    pub head: u64,
    /// The mark of that position; zeros where the stream is empty.
    pub mark: Mark,
    /// Whether more lies between this and the head.
    pub more: bool,
    /// In the order of their positions.
    pub entries: Vec<OutlineEntry>,
}

/// An outline that cannot be read: not from an Ebb server, or cut on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an outline of this version")]
pub struct MalformedOutline;

impl From<EndedEarly> for MalformedOutline {
    fn from(_: EndedEarly) -> Self {
        Self
    }
}

impl Outline {
    /// The outline's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(self.stream.0);
        bytes.extend(self.head.to_le_bytes());
        bytes.extend(self.mark.0);
        bytes.push(u8::from(self.more));
        bytes.extend(u32::try_from(self.entries.len()).unwrap_or(u32::MAX).to_le_bytes());
        for entry in &self.entries {
            bytes.extend(entry.position.to_le_bytes());
            bytes.extend(entry.mark.0);
            bytes.extend(entry.length.to_le_bytes());
            bytes.push(entry.holds.kind().code());
            if let Outlined::Compacted { writer, hash } = entry.holds {
                bytes.extend(writer.0);
                bytes.extend(hash.0);
            }
        }
        bytes
    }

    /// Reads an outline. Positions must rise; nothing is allocated that the bytes do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedOutline> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != 1 {
            return Err(MalformedOutline);
        }
        let stream = StreamId(reader.array()?);
        let head = reader.u64()?;
        let mark = Mark(reader.array()?);
        let more = match reader.u8()? {
            0 => false,
            1 => true,
            _ => return Err(MalformedOutline),
        };
        let count = usize::try_from(reader.u32()?).map_err(|_| MalformedOutline)?;
        if count > OUTLINE_ENTRIES_MAX {
            return Err(MalformedOutline);
        }
        let mut entries = Vec::new();
        let mut last = 0;
        for _ in 0..count {
            let entry = read_entry(&mut reader)?;
            if entry.position <= last || entry.position > head {
                return Err(MalformedOutline);
            }
            last = entry.position;
            entries.push(entry);
        }
        if reader.is_at_end() { Ok(Self { stream, head, mark, more, entries }) } else { Err(MalformedOutline) }
    }
}

fn read_entry(reader: &mut Reader<'_>) -> Result<OutlineEntry, MalformedOutline> {
    let position = reader.u64()?;
    let mark = Mark(reader.array()?);
    let length = reader.u32()?;
    if usize::try_from(length).map_or(true, |length| length > SEGMENT_BYTES_MAX) {
        return Err(MalformedOutline);
    }
    let holds = match SegmentKind::of_code(reader.u8()?) {
        SegmentKind::Ops => Outlined::Ops,
        SegmentKind::Compacted => {
            Outlined::Compacted { writer: MemberId(reader.array()?), hash: SegmentHash(reader.array()?) }
        }
        other => Outlined::Unknown(other.code()),
    };
    Ok(OutlineEntry { position, mark, length, holds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outlined(code: u8) -> Outlined {
        match SegmentKind::of_code(code) {
            SegmentKind::Ops => Outlined::Ops,
            SegmentKind::Compacted => Outlined::Compacted { writer: MemberId([7; 16]), hash: SegmentHash([8; 32]) },
            other => Outlined::Unknown(other.code()),
        }
    }

    fn outlines() -> impl Strategy<Value = Outline> {
        let entries = prop::collection::vec((1_u64..50, any::<[u8; 8]>(), 0_u32..2_000_000, 0_u8..5), 0..40);
        (any::<[u8; 16]>(), any::<[u8; 8]>(), any::<bool>(), entries).prop_map(|(stream, mark, more, steps)| {
            let mut position = 0;
            let entries: Vec<_> = steps
                .into_iter()
                .map(|(step, mark, length, code)| {
                    position += step;
                    OutlineEntry { position, mark: Mark(mark), length, holds: outlined(code) }
                })
                .collect();
            Outline { stream: StreamId(stream), head: position, mark: Mark(mark), more, entries }
        })
    }

    proptest! {
        #[test]
        fn an_outline_reads_back_and_any_cut_is_noticed(outline in outlines(), cut: prop::sample::Index) {
            let bytes = outline.to_bytes();
            prop_assert_eq!(Outline::from_bytes(&bytes), Ok(outline));
            prop_assert_eq!(Outline::from_bytes(&bytes[..cut.index(bytes.len())]), Err(MalformedOutline));
        }

        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(outline) = Outline::from_bytes(&noise) {
                prop_assert_eq!(outline.to_bytes(), noise);
            }
        }
    }

    /// Whose a segment is, and which, stands there for compacted ones alone.
    #[test]
    fn a_compacted_segment_is_told_with_its_writer_and_hash() {
        let of = |holds| {
            let entry = OutlineEntry { position: 2, mark: Mark([1; 8]), length: 500, holds };
            Outline { stream: StreamId([1; 16]), head: 2, mark: Mark([1; 8]), more: false, entries: vec![entry] }
        };
        let (ops, compacted) = (of(Outlined::Ops).to_bytes(), of(outlined(2)).to_bytes());
        assert_eq!((ops.len(), compacted.len()), (38 + 21, 38 + 21 + 48));
        assert_eq!(compacted[58], 2);
        assert_eq!((&compacted[59..75], &compacted[75..]), (&[7; 16][..], &[8; 32][..]));
    }

    #[test]
    fn positions_that_do_not_rise_and_lengths_that_cannot_be_are_refused() {
        let entry = OutlineEntry { position: 2, mark: Mark([1; 8]), length: 500, holds: Outlined::Ops };
        let of = |entries: Vec<OutlineEntry>| {
            Outline { stream: StreamId([1; 16]), head: 9, mark: Mark([2; 8]), more: false, entries }.to_bytes()
        };
        assert!(Outline::from_bytes(&of(vec![entry])).is_ok());
        let too_long = OutlineEntry { length: u32::MAX, ..entry };
        let past_the_head = OutlineEntry { position: 10, ..entry };
        for bad in [vec![entry, entry], vec![too_long], vec![past_the_head]] {
            assert_eq!(Outline::from_bytes(&of(bad)), Err(MalformedOutline));
        }
        let mut hostile = of(Vec::new());
        hostile.truncate(34);
        hostile.extend(u32::MAX.to_le_bytes());
        assert_eq!(Outline::from_bytes(&hostile), Err(MalformedOutline));
    }
}
