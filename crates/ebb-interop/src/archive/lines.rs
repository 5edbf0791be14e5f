//! The lines of a file, one after the other: inflated on the way, or as they are where somebody unpacked the file. Never more
//! than a line and a piece in memory, and never more text in all than an archive may have.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::gzip::{self, TRAILER_BYTES};
use super::{ArchiveProblem, Limits};

/// Text comes in pieces of this size at most. Inflating looks back 32 KiB, in a ring whose length is a power of two.
const PIECE_BYTES: usize = 64 * 1024;
/// What some editors put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// One line.
pub(super) struct Line<'a> {
    /// Without its line break.
    pub(super) text: &'a [u8],
    /// Whether a line break followed; where none did, the text may have been cut.
    pub(super) is_whole: bool,
}

/// Walks through the lines.
pub(super) struct Lines<'a> {
    source: Source<'a>,
    limits: Limits,
    /// Text that was read and not handed out yet, from `start` on.
    buffer: Vec<u8>,
    start: usize,
    /// Where to look for the next line break.
    searched: usize,
    total: usize,
    is_at_end: bool,
    goes_on: bool,
}

enum Source<'a> {
    Plain(&'a [u8]),
    Deflated { rest: &'a [u8], inflater: Box<DecompressorOxide>, ring: Vec<u8>, place: usize },
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: &'a [u8], limits: Limits) -> Result<Self, ArchiveProblem> {
        let source = if file.starts_with(&gzip::MAGIC) {
            let rest = gzip::deflated_part(file).ok_or(ArchiveProblem::CutShort)?;
            Source::Deflated { rest, inflater: Box::default(), ring: vec![0; PIECE_BYTES], place: 0 }
        } else {
            Source::Plain(file.strip_prefix(BYTE_ORDER_MARK).unwrap_or(file))
        };
        let buffer = Vec::new();
        Ok(Self { source, limits, buffer, start: 0, searched: 0, total: 0, is_at_end: false, goes_on: false })
    }

    /// The next line, if there is one.
    pub(super) fn next_line(&mut self) -> Result<Option<Line<'_>>, ArchiveProblem> {
        loop {
            let unsearched = self.buffer.get(self.searched..).unwrap_or_default();
            if let Some(length) = unsearched.iter().position(|byte| *byte == b'\n') {
                let (from, to) = (self.start, self.searched + length);
                self.start = to + 1;
                self.searched = self.start;
                let text = self.buffer.get(from..to).unwrap_or_default();
                return Ok(Some(Line { text, is_whole: true }));
            }
            self.searched = self.buffer.len();
            if self.is_at_end {
                let text = self.buffer.get(self.start..).unwrap_or_default();
                self.start = self.buffer.len();
                return Ok((!text.is_empty()).then_some(Line { text, is_whole: false }));
            }
            self.read_piece()?;
        }
    }

    /// Whether the file holds more after its text.
    pub(super) const fn goes_on(&self) -> bool {
        self.goes_on
    }

    fn read_piece(&mut self) -> Result<(), ArchiveProblem> {
        self.buffer.drain(..self.start);
        self.searched -= self.start;
        self.start = 0;
        let before = self.buffer.len();
        match &mut self.source {
            Source::Plain(rest) => {
                let (piece, after) = rest.split_at(rest.len().min(PIECE_BYTES));
                self.buffer.extend(piece);
                *rest = after;
                self.is_at_end = rest.is_empty();
            }
            Source::Deflated { rest, inflater, ring, place } => {
                let (status, read, written) =
                    decompress(inflater, rest, ring, *place, inflate_flags::TINFL_FLAG_HAS_MORE_INPUT);
                *rest = rest.get(read..).unwrap_or_default();
                self.buffer.extend(ring.get(*place..*place + written).unwrap_or_default());
                *place = (*place + written) % PIECE_BYTES;
                // Where it neither ends nor goes on, it is cut or damaged: what came before is what there is.
                self.is_at_end = status != TINFLStatus::HasMoreOutput;
                self.goes_on = status == TINFLStatus::Done && rest.len() > TRAILER_BYTES;
            }
        }
        self.total += self.buffer.len() - before;
        if self.total > self.limits.bytes || self.buffer.len() > self.limits.line_bytes {
            return Err(ArchiveProblem::TooLarge);
        }
        Ok(())
    }
}
