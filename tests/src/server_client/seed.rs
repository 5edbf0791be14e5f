//! Bytes that follow from a seed.

use sha2::{Digest as _, Sha256};

/// 32 bytes that follow from a seed and a purpose.
pub fn seeded(seed: u64, purpose: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_le_bytes()).chain_update(purpose).finalize().into()
}

/// Half of it.
pub(super) fn seeded_half(seed: u64, purpose: &str) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&seeded(seed, purpose)[..16]);
    half
}

/// Bytes that no compression makes shorter.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    let mut bytes: Vec<u8> = std::iter::repeat_with(&mut next).take(length.div_ceil(8)).flatten().collect();
    bytes.truncate(length);
    bytes
}
