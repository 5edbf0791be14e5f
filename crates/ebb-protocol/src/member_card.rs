//! The card by which a joining device shows who it is: `format 1 (1) ‖ signing key (32) ‖ token hash (32) ‖ MAC (32)`.
//!
//! The MAC is made with a key that only holders of the journal's key have, so the server, which hands the cards out, can
//! add no writer of its own. To this crate it is bytes; `ebb-vault` makes and checks it.

use crate::bytes::Reader;
use crate::ids::{MemberId, SecretHash};

/// Length of a card.
pub const CARD_BYTES: usize = 97;

/// A device's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberCard {
    /// The device's Ed25519 key.
    pub signing_key: [u8; 32],
    /// By what the server knows the device's token.
    pub token_hash: SecretHash,
    /// Proof that the card was made by a holder of the journal's key.
    pub mac: [u8; 32],
}

/// Bytes that are no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a member card of this version")]
pub struct MalformedCard;

impl MemberCard {
    /// The member's name.
    pub fn member(&self) -> MemberId {
        MemberId::of_signing_key(&self.signing_key)
    }

    /// The text that the MAC covers.
    pub fn maced_text(signing_key: &[u8; 32], token_hash: &SecretHash) -> Vec<u8> {
        [&[1], &signing_key[..], &token_hash.0[..]].concat()
    }

    /// The card's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&Self::maced_text(&self.signing_key, &self.token_hash)[..], &self.mac[..]].concat()
    }

    /// Reads a card; the MAC is not checked here.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedCard> {
        if bytes.len() != CARD_BYTES || bytes[0] != 1 {
            return Err(MalformedCard);
        }
        let mut reader = Reader::new(&bytes[1..]);
        let mut read = || reader.array().map_err(|_| MalformedCard);
        Ok(Self { signing_key: read()?, token_hash: SecretHash(read()?), mac: read()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_reads_back() {
        let card = MemberCard { signing_key: [1; 32], token_hash: SecretHash([2; 32]), mac: [3; 32] };
        assert_eq!(card.to_bytes().len(), CARD_BYTES);
        assert_eq!(MemberCard::from_bytes(&card.to_bytes()), Ok(card.clone()));
        assert_eq!(MemberCard::from_bytes(&card.to_bytes()[1..]), Err(MalformedCard));
    }
}
