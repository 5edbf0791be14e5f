//! Randomness for HPKE from a seed that the caller drew: this crate draws nothing by itself.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Bytes made from 32 that were drawn at random for this one use: SHA-256(`"ebb/v1/randomness"` ‖ seed ‖ counter (4)), one
/// after the other.
pub(crate) struct Seeded {
    seed: Zeroizing<[u8; 32]>,
    counter: u32,
}

impl Seeded {
    pub(crate) fn new(seed: [u8; 32]) -> Self {
        Self { seed: Zeroizing::new(seed), counter: 0 }
    }

    /// The next 32 bytes.
    pub(crate) fn next_32(&mut self) -> [u8; 32] {
        let text = Zeroizing::new([&b"ebb/v1/randomness"[..], &self.seed[..], &self.counter.to_le_bytes()].concat());
        self.counter = self.counter.wrapping_add(1);
        Sha256::digest(&*text).into()
    }

    /// The first 24 of the next 32 bytes.
    pub(crate) fn nonce(&mut self) -> [u8; 24] {
        let mut nonce = [0; 24];
        nonce.copy_from_slice(&self.next_32()[..24]);
        nonce
    }
}

impl TryRng for Seeded {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for chunk in bytes.chunks_mut(32) {
            chunk.copy_from_slice(&self.next_32()[..chunk.len()]);
        }
        Ok(())
    }
}

impl TryCryptoRng for Seeded {}
