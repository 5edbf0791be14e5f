//! Bytes that stand in JSON as lower-case hexadecimal.

use crate::error::Refusal;

/// Exactly `N` bytes.
pub(super) fn array<const N: usize>(text: &str, refusal: &'static str) -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    match base16ct::lower::decode(text, &mut bytes) {
        Ok(read) if read.len() == N => Ok(bytes),
        _ => Err(Refusal::Malformed(refusal)),
    }
}

/// At least one byte and at most so many.
pub(super) fn bytes(text: &str, bytes_max: usize, refusal: &'static str) -> Result<Vec<u8>, Refusal> {
    if text.len() > bytes_max * 2 {
        return Err(Refusal::OverLimit(refusal, bytes_max as u64));
    }
    match base16ct::lower::decode_vec(text) {
        Ok(bytes) if !bytes.is_empty() => Ok(bytes),
        _ => Err(Refusal::Malformed(refusal)),
    }
}
