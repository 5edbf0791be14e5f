//! A pull: what a member asks (JSON), and the page that answers it (bytes).
//!
//! The page: `format 1 (1) ‖ streams (2) ‖ streams × (stream (16) ‖ head (8) ‖ head's mark (8) ‖ more (1) ‖ count (4) ‖
//! count × (position (8) ‖ mark (8) ‖ length (4) ‖ segment))`. `more` is 1 where the page ends before the head.

use serde::{Deserialize, Serialize};

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{Mark, StreamId};
use crate::limits::{PULL_STREAMS_MAX, SEGMENT_BYTES_MAX};

/// Up to where a member has stored a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The stream.
    pub stream: StreamId,
    /// The highest position of any answer that the member stored; 0 for none.
    pub position: u64,
    /// The mark of that position, by which the server sees that it still holds the same log; absent at 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

/// What a member asks for: all that lies after its cursors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PullRequest {
    /// One for each stream.
    pub cursors: Vec<Cursor>,
    /// For streams of which the member holds a segment that it could not open: at most one each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub set_aside: Vec<LastSetAside>,
}

/// The last segment of a stream that a member could not open, and keeps as it is: it has read past it, and does not have what
/// is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSetAside {
    /// The stream.
    pub stream: StreamId,
    /// The segment's position.
    pub position: u64,
}

/// One segment of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// Its position in the stream.
    pub position: u64,
    /// The position's mark.
    pub mark: Mark,
    /// The segment as it was pushed.
    pub segment: Vec<u8>,
}

/// The answer for one stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamPage {
    /// The stream.
    pub stream: StreamId,
    /// The stream's last position; 0 where it is empty.
    pub head: u64,
    /// The mark of that position; zeros where the stream is empty.
    pub mark: Mark,
    /// Whether more lies between this page and the head.
    pub more: bool,
    /// In the order of their positions.
    pub segments: Vec<Pulled>,
}

/// The answer to a pull.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PullPage {
    /// One for each stream that was asked for.
    pub streams: Vec<StreamPage>,
}

/// A page that cannot be read: not from an Ebb server, or cut on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a page of this version")]
pub struct MalformedPage;

impl From<EndedEarly> for MalformedPage {
    fn from(_: EndedEarly) -> Self {
        Self
    }
}

impl PullPage {
    /// The page's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![1];
        bytes.extend(u16::try_from(self.streams.len()).unwrap_or(u16::MAX).to_le_bytes());
        for page in &self.streams {
            bytes.extend(page.stream.0);
            bytes.extend(page.head.to_le_bytes());
            bytes.extend(page.mark.0);
            bytes.push(u8::from(page.more));
            bytes.extend(u32::try_from(page.segments.len()).unwrap_or(u32::MAX).to_le_bytes());
            for pulled in &page.segments {
                bytes.extend(pulled.position.to_le_bytes());
                bytes.extend(pulled.mark.0);
                bytes.extend(u32::try_from(pulled.segment.len()).unwrap_or(u32::MAX).to_le_bytes());
                bytes.extend(&pulled.segment);
            }
        }
        bytes
    }

    /// Reads a page. Positions must rise; nothing is allocated that the bytes do not hold.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedPage> {
        let mut reader = Reader::new(bytes);
        if reader.u8()? != 1 {
            return Err(MalformedPage);
        }
        let count = usize::from(reader.u16()?);
        if count > PULL_STREAMS_MAX {
            return Err(MalformedPage);
        }
        let streams = (0..count).map(|_| read_stream(&mut reader)).collect::<Result<_, _>>()?;
        if reader.is_at_end() { Ok(Self { streams }) } else { Err(MalformedPage) }
    }
}

fn read_stream(reader: &mut Reader<'_>) -> Result<StreamPage, MalformedPage> {
    let stream = StreamId(reader.array()?);
    let head = reader.u64()?;
    let mark = Mark(reader.array()?);
    let more = match reader.u8()? {
        0 => false,
        1 => true,
        _ => return Err(MalformedPage),
    };
    let count = reader.u32()?;
    let mut segments = Vec::new();
    let mut last = 0;
    for _ in 0..count {
        let position = reader.u64()?;
        let mark = Mark(reader.array()?);
        let length = usize::try_from(reader.u32()?).map_err(|_| MalformedPage)?;
        if position <= last || position > head || length > SEGMENT_BYTES_MAX {
            return Err(MalformedPage);
        }
        last = position;
        segments.push(Pulled { position, mark, segment: reader.slice(length)?.to_vec() });
    }
    Ok(StreamPage { stream, head, mark, more, segments })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page() -> PullPage {
        let pulled = |position| Pulled { position, mark: Mark([7; 8]), segment: vec![1, 2, 3] };
        PullPage {
            streams: vec![StreamPage {
                stream: StreamId([1; 16]),
                head: 9,
                mark: Mark([8; 8]),
                more: true,
                segments: vec![pulled(2), pulled(5)],
            }],
        }
    }

    #[test]
    fn a_page_reads_back_and_any_cut_is_noticed() {
        let bytes = page().to_bytes();
        assert_eq!(PullPage::from_bytes(&bytes), Ok(page()));
        for length in 0..bytes.len() {
            assert_eq!(PullPage::from_bytes(&bytes[..length]), Err(MalformedPage), "cut at {length}");
        }
    }

    #[test]
    fn positions_that_do_not_rise_are_refused() {
        let mut twice = page();
        twice.streams[0].segments[1].position = 2;
        assert_eq!(PullPage::from_bytes(&twice.to_bytes()), Err(MalformedPage));
    }

    proptest! {
        #[test]
        fn noise_never_panics(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(page) = PullPage::from_bytes(&noise) {
                prop_assert_eq!(page.to_bytes(), noise);
            }
        }
    }
}
