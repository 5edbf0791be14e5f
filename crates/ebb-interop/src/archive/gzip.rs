//! The wrapper that every system opens: a gzip file (RFC 1952), written as text comes, and the deflated part of one.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};

use super::crc32::Crc32;

/// The first bytes of every gzip file with a deflated part.
pub(super) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// The magic, then no flags, no time, no hint on the effort, and an unknown file system: the same text gives the same bytes.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// What stands after the deflated part: checksum and length.
pub(super) const TRAILER_BYTES: usize = 8;
/// The strongest takes half as long again, and saves four bytes of a thousand.
const LEVEL: i32 = 6;
/// Raw deflate, without zlib's own wrapper.
const RAW: i32 = 0;
const DEFAULT_STRATEGY: i32 = 0;

/// Deflates what it is given, piece by piece.
pub(super) struct GzipWriter {
    compressor: CompressorOxide,
    file: Vec<u8>,
    crc: Crc32,
    length: u32,
}

impl GzipWriter {
    pub(super) fn new() -> Self {
        Self {
            compressor: CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, RAW, DEFAULT_STRATEGY)),
            file: HEAD.to_vec(),
            crc: Crc32::new(),
            length: 0,
        }
    }

    pub(super) fn add(&mut self, text: &[u8]) {
        self.crc.add(text);
        // Gzip counts modulo 4 GiB.
        self.length = self.length.wrapping_add(u32::try_from(text.len()).unwrap_or(u32::MAX));
        self.deflate(text, TDEFLFlush::None);
    }

    /// The checksum of all text so far.
    pub(super) const fn sum(&self) -> u32 {
        self.crc.sum()
    }

    /// The whole file.
    pub(super) fn end(mut self) -> Vec<u8> {
        self.deflate(&[], TDEFLFlush::Finish);
        self.file.extend(self.crc.sum().to_le_bytes());
        self.file.extend(self.length.to_le_bytes());
        self.file
    }

    fn deflate(&mut self, text: &[u8], flush: TDEFLFlush) {
        let file = &mut self.file;
        // The sink takes everything, so all of the text is taken in one call.
        compress_to_output(&mut self.compressor, text, flush, |deflated| {
            file.extend(deflated);
            true
        });
    }
}

/// Where the deflated part of a gzip file begins: after the head, and what other tools put there (a name, a comment).
/// `None` where the head is cut short.
pub(super) fn deflated_part(file: &[u8]) -> Option<&[u8]> {
    const HAS_CHECKSUM: u8 = 2;
    const HAS_EXTRA: u8 = 4;
    const HAS_NAME: u8 = 8;
    const HAS_COMMENT: u8 = 16;
    let flags = *file.get(3)?;
    let mut rest = file.get(HEAD.len()..)?;
    if flags & HAS_EXTRA != 0 {
        let (length, after) = rest.split_first_chunk::<2>()?;
        rest = after.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [HAS_NAME, HAS_COMMENT] {
        if flags & text != 0 {
            let end = rest.iter().position(|byte| *byte == 0)?;
            rest = rest.get(end + 1..)?;
        }
    }
    if flags & HAS_CHECKSUM != 0 { rest.get(2..) } else { Some(rest) }
}
