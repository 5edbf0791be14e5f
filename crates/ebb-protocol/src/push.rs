//! The body of a push: `format 1 (1) ‖ count (2) ‖ count × (length (4) ‖ segment)`, and its answer.
//!
//! One push is appended as a whole or not at all.

use serde::{Deserialize, Serialize};

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{Mark, StreamId};
use crate::limits::{PUSH_SEGMENTS_MAX, SEGMENT_BYTES_MAX};

/// A push that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedPush {
    /// Cut short, too long, empty, or of another format.
    #[error("not a push of this version")]
    Shape,
    /// More than [`PUSH_SEGMENTS_MAX`] segments.
    #[error("too many segments in one push")]
    TooMany,
    /// A segment of more than [`SEGMENT_BYTES_MAX`] bytes.
    #[error("a segment is too long")]
    TooLong,
}

impl From<EndedEarly> for MalformedPush {
    fn from(_: EndedEarly) -> Self {
        Self::Shape
    }
}

/// Frames segments for one push. The caller keeps within [`crate::limits`].
pub fn write<'a>(segments: impl ExactSizeIterator<Item = &'a [u8]>) -> Vec<u8> {
    let count = u16::try_from(segments.len()).unwrap_or(u16::MAX);
    let mut body = vec![1];
    body.extend(count.to_le_bytes());
    for segment in segments.take(usize::from(count)) {
        body.extend(u32::try_from(segment.len()).unwrap_or(u32::MAX).to_le_bytes());
        body.extend(segment);
    }
    body
}

/// Reads the segments of a push, borrowed from its body.
pub fn read(body: &[u8]) -> Result<Vec<&[u8]>, MalformedPush> {
    let mut reader = Reader::new(body);
    if reader.u8()? != 1 {
        return Err(MalformedPush::Shape);
    }
    let count = usize::from(reader.u16()?);
    if count == 0 {
        return Err(MalformedPush::Shape);
    }
    if count > PUSH_SEGMENTS_MAX {
        return Err(MalformedPush::TooMany);
    }
    let mut segments = Vec::with_capacity(count);
    for _ in 0..count {
        // A length that does not fit is longer than any segment may be.
        let length = usize::try_from(reader.u32()?).map_err(|_| MalformedPush::TooLong)?;
        if length > SEGMENT_BYTES_MAX {
            return Err(MalformedPush::TooLong);
        }
        segments.push(reader.slice(length)?);
    }
    if reader.is_at_end() { Ok(segments) } else { Err(MalformedPush::Shape) }
}

/// Where one segment of a push has its place now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appended {
    /// The segment's stream.
    pub stream: StreamId,
    /// Its position in the stream, from 1.
    pub position: u64,
    /// The position's mark.
    pub mark: Mark,
}

/// The answer to a push: the place of each segment, in the order of the push. A segment that was there already is
/// answered as it was then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushAnswer {
    /// One for each segment.
    pub appended: Vec<Appended>,
    /// The last position of each stream that the push touched, and its mark.
    pub heads: Vec<Appended>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_push_reads_back(segments in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 1..10)) {
            let body = write(segments.iter().map(Vec::as_slice));
            prop_assert_eq!(read(&body).unwrap(), segments);
        }

        #[test]
        fn noise_is_refused_or_read_never_more(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(segments) = read(&noise) {
                prop_assert_eq!(write(segments.into_iter()), noise);
            }
        }
    }

    #[test]
    fn bounds_are_told_before_anything_is_allocated() {
        assert_eq!(read(&[1, 0, 0]), Err(MalformedPush::Shape));
        assert_eq!(read(&[1, 0xff, 0xff]), Err(MalformedPush::TooMany));
        assert_eq!(read(&[1, 1, 0, 0xff, 0xff, 0xff, 0xff]), Err(MalformedPush::TooLong));
    }
}
