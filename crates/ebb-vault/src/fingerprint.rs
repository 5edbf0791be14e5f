//! A number by which two people tell aloud whether they see the same members.

use ebb_protocol::ids::EntryHash;
use sha2::{Digest, Sha256};

/// Twelve decimal digits: the first 8 bytes, little-endian, of SHA-256(`"ebb/v1/fingerprint"` ‖ hash of the last entry about a device or a
/// sheet), modulo 10¹². Who serves another log to one of two has to find one with the same digits: 40 bits that both would have to
/// read out alike.
pub fn fingerprint(member_head: EntryHash) -> u64 {
    let digest: [u8; 32] = Sha256::digest([&b"ebb/v1/fingerprint"[..], &member_head.0].concat()).into();
    let (first, _) = digest.split_first_chunk().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*first) % 1_000_000_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_frozen_and_another_for_another_log() {
        assert_eq!(fingerprint(EntryHash([1; 32])), 554_099_858_980);
        assert_ne!(fingerprint(EntryHash([1; 32])), fingerprint(EntryHash([2; 32])));
    }
}
