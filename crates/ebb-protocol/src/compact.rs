//! Compaction: adjacent segments of a stream are replaced by one that holds the same. It takes the position and the mark of the
//! last of them, so whoever is past it has those ops already, and whoever is before it gets them in their order.
//!
//! The body of a compaction: `format 1 (1) ‖ stream (16) ‖ count (2) ‖ count × (position (8) ‖ hash (32)) ‖ the segment that
//! replaces them`. It is done whole or not at all, and only if exactly these segments stand there side by side. They are named
//! by their hashes, not by their marks: a segment that was compacted meanwhile has left its mark to one that holds more.

use serde::{Deserialize, Serialize};

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{Mark, SegmentHash, StreamId};
use crate::limits::{COMPACT_INPUTS_MAX, SEGMENT_BYTES_MAX};
use crate::push::Appended;

const PREFIX_BYTES: usize = 1 + 16 + 2;
const INPUT_BYTES: usize = 8 + 32;

/// A position of a stream and its mark: names what stands there, and that it still is the same log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// The position.
    pub position: u64,
    /// Its mark.
    pub mark: Mark,
}

/// A segment that is to go: its position, and which it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// The position.
    pub position: u64,
    /// Hash of the segment that stands there.
    pub hash: SegmentHash,
}

/// Asks for the bytes of segments that are to be compacted; they must stand side by side. Answered by a page with exactly
/// these, or refused as `inputs-changed`. Unlike a pull it says nothing of how far the caller has read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputsRequest {
    /// The stream.
    pub stream: StreamId,
    /// In the order of their positions; at most [`COMPACT_INPUTS_MAX`], of at most
    /// [`crate::limits::COMPACT_INPUT_BYTES_MAX`] together.
    pub inputs: Vec<Spot>,
}

/// Asks for what a compacted segment was made of, as long as it is kept. Answered by a page; a segment whose bytes are
/// no longer kept is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplacedRequest {
    /// The stream.
    pub stream: StreamId,
    /// The compacted segment.
    pub output: SegmentHash,
    /// Only what lay after this position; 0 for the beginning.
    pub after: u64,
}

/// The answer to a compaction: where the new segment stands. The same compaction again is answered as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompactAnswer {
    /// Position and mark of the last input.
    pub place: Appended,
}

/// A compaction, its segment borrowed from the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compaction<'a> {
    /// The stream.
    pub stream: StreamId,
    /// What goes, in the order of its positions: at least two.
    pub inputs: Vec<Input>,
    /// What comes.
    pub segment: &'a [u8],
}

/// A compaction that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedCompaction {
    /// Cut short, of another format, of fewer than two inputs, or with positions that do not rise.
    #[error("not a compaction of this version")]
    Shape,
    /// More than [`COMPACT_INPUTS_MAX`] inputs.
    #[error("too many inputs in one compaction")]
    TooMany,
    /// A segment of more than [`SEGMENT_BYTES_MAX`] bytes.
    #[error("the segment is too long")]
    TooLong,
}

impl From<EndedEarly> for MalformedCompaction {
    fn from(_: EndedEarly) -> Self {
        Self::Shape
    }
}

impl<'a> Compaction<'a> {
    /// The body of the request. The caller keeps within [`crate::limits`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = u16::try_from(self.inputs.len()).unwrap_or(u16::MAX);
        let mut body = Vec::with_capacity(PREFIX_BYTES + self.inputs.len() * INPUT_BYTES + self.segment.len());
        body.push(1);
        body.extend(self.stream.0);
        body.extend(count.to_le_bytes());
        for input in self.inputs.iter().take(usize::from(count)) {
            body.extend(input.position.to_le_bytes());
            body.extend(input.hash.0);
        }
        body.extend(self.segment);
        body
    }

    /// Reads the body of a request.
    pub fn read(body: &'a [u8]) -> Result<Self, MalformedCompaction> {
        let mut reader = Reader::new(body);
        if reader.u8()? != 1 {
            return Err(MalformedCompaction::Shape);
        }
        let stream = StreamId(reader.array()?);
        let count = usize::from(reader.u16()?);
        if count > COMPACT_INPUTS_MAX {
            return Err(MalformedCompaction::TooMany);
        }
        let mut inputs = Vec::with_capacity(count);
        for _ in 0..count {
            inputs.push(Input { position: reader.u64()?, hash: SegmentHash(reader.array()?) });
        }
        if !rise(inputs.iter().map(|input| input.position)) {
            return Err(MalformedCompaction::Shape);
        }
        let segment = body.get(PREFIX_BYTES + count * INPUT_BYTES..).ok_or(MalformedCompaction::Shape)?;
        if segment.len() > SEGMENT_BYTES_MAX {
            return Err(MalformedCompaction::TooLong);
        }
        Ok(Self { stream, inputs, segment })
    }
}

/// Whether these may be the inputs of a compaction: at least two, their positions rising.
pub fn are_inputs(spots: &[Spot]) -> bool {
    rise(spots.iter().map(|spot| spot.position))
}

fn rise(positions: impl Iterator<Item = u64>) -> bool {
    let (mut last, mut count) = (0, 0);
    for position in positions {
        if position <= last {
            return false;
        }
        last = position;
        count += 1;
    }
    count >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inputs(steps: &[u64]) -> Vec<Input> {
        let mut position = 0;
        let input = |step: &u64| {
            position += step;
            Input { position, hash: SegmentHash([7; 32]) }
        };
        steps.iter().map(input).collect()
    }

    proptest! {
        #[test]
        fn a_compaction_reads_back(
            steps in prop::collection::vec(1_u64..99, 2..COMPACT_INPUTS_MAX),
            segment in prop::collection::vec(any::<u8>(), 0..100),
        ) {
            let compaction = Compaction { stream: StreamId([1; 16]), inputs: inputs(&steps), segment: &segment };
            let body = compaction.to_bytes();
            prop_assert_eq!(Compaction::read(&body), Ok(compaction));
        }

        #[test]
        fn noise_is_refused_or_read_never_more(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(compaction) = Compaction::read(&noise) {
                prop_assert_eq!(compaction.to_bytes(), noise);
            }
        }

        #[test]
        fn a_cut_among_the_inputs_is_noticed(cut in 0_usize..PREFIX_BYTES + 3 * INPUT_BYTES) {
            let body = Compaction { stream: StreamId([1; 16]), inputs: inputs(&[1, 1, 1]), segment: b"" }.to_bytes();
            prop_assert_eq!(Compaction::read(&body[..cut]), Err(MalformedCompaction::Shape));
        }
    }

    #[test]
    fn what_cannot_be_compacted_is_refused() {
        let read = |inputs: Vec<Input>, segment: &[u8]| {
            Compaction::read(&Compaction { stream: StreamId([1; 16]), inputs, segment }.to_bytes()).map(drop)
        };
        assert_eq!(read(inputs(&[]), b"x"), Err(MalformedCompaction::Shape));
        assert_eq!(read(inputs(&[1]), b"x"), Err(MalformedCompaction::Shape));
        assert_eq!(read(inputs(&[1, 0]), b"x"), Err(MalformedCompaction::Shape));
        assert_eq!(read(inputs(&[0, 1]), b"x"), Err(MalformedCompaction::Shape));
        assert_eq!(read(inputs(&[1, 1]), b"x"), Ok(()));
        assert_eq!(read(inputs(&[1; COMPACT_INPUTS_MAX + 1]), b"x"), Err(MalformedCompaction::TooMany));
        assert_eq!(read(inputs(&[1, 1]), &vec![0; SEGMENT_BYTES_MAX + 1]), Err(MalformedCompaction::TooLong));
        assert_eq!(Compaction::read(&[2; 60]), Err(MalformedCompaction::Shape));
    }

    #[test]
    fn as_many_inputs_as_there_may_be_can_be_asked_for() {
        let inputs = (1..=COMPACT_INPUTS_MAX as u64)
            .map(|nth| Spot { position: 10_000_000_000 + nth, mark: Mark([0xab; 8]) })
            .collect();
        let request = serde_json::to_vec(&InputsRequest { stream: StreamId([1; 16]), inputs }).unwrap();
        assert!(request.len() <= crate::limits::CONTROL_BYTES_MAX, "{}", request.len());
    }
}
