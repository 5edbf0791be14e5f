//! The genesis entry: the signed bytes by which a device founds an account. The account's id is made from their hash, so
//! no server can found another account under the same name.
//!
//! `format 1 (1) ‖ kind 1 (1) ‖ signing key (32) ‖ token hash (32) ‖ journal stream (16) ‖ key commitment (16) ‖
//! random (16) ‖ Ed25519 signature over "ebb/v1/genesis" and all before it (64)`

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::bytes::{EndedEarly, Reader};
use crate::ids::{MemberId, SecretHash, StreamId};

/// Length of a genesis entry.
pub const GENESIS_BYTES: usize = 178;
const SIGNED_BYTES: usize = GENESIS_BYTES - 64;
const DOMAIN: &[u8] = b"ebb/v1/genesis";

/// What a genesis entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genesis {
    /// The founder's Ed25519 key.
    pub signing_key: [u8; 32],
    /// By what the server knows the founder's token.
    pub token_hash: SecretHash,
    /// The journal's stream.
    pub journal: StreamId,
    /// Commitment to the journal's first key.
    pub commitment: [u8; 16],
    /// Makes the account's id unguessable.
    pub random: [u8; 16],
}

/// A genesis entry that founds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedGenesis {
    /// Too short, too long, or of another format.
    #[error("not a genesis entry of this version")]
    Shape,
    /// The signature is not the founder's.
    #[error("the genesis entry is not signed by its founder")]
    Signature,
}

impl From<EndedEarly> for MalformedGenesis {
    fn from(_: EndedEarly) -> Self {
        Self::Shape
    }
}

impl Genesis {
    /// The entry as it is sent and kept, signed by the founder, whose key must be the one that the entry names.
    pub fn sign(&self, founder: &SigningKey) -> Vec<u8> {
        let mut entry = Vec::with_capacity(GENESIS_BYTES);
        entry.extend([1, 1]);
        entry.extend(self.signing_key);
        entry.extend(self.token_hash.0);
        entry.extend(self.journal.0);
        entry.extend(self.commitment);
        entry.extend(self.random);
        let signature = founder.sign(&signed_text(&entry));
        entry.extend(signature.to_bytes());
        entry
    }

    /// Reads an entry and checks its signature.
    pub fn open(entry: &[u8]) -> Result<Self, MalformedGenesis> {
        if entry.len() != GENESIS_BYTES {
            return Err(MalformedGenesis::Shape);
        }
        let mut reader = Reader::new(entry);
        if reader.array()? != [1, 1] {
            return Err(MalformedGenesis::Shape);
        }
        let genesis = Self {
            signing_key: reader.array()?,
            token_hash: SecretHash(reader.array()?),
            journal: StreamId(reader.array()?),
            commitment: reader.array()?,
            random: reader.array()?,
        };
        let signature = Signature::from_bytes(&reader.array()?);
        let key = VerifyingKey::from_bytes(&genesis.signing_key).map_err(|_| MalformedGenesis::Signature)?;
        key.verify_strict(&signed_text(&entry[..SIGNED_BYTES]), &signature).map_err(|_| MalformedGenesis::Signature)?;
        Ok(genesis)
    }

    /// The founder's name.
    pub fn founder(&self) -> MemberId {
        MemberId::of_signing_key(&self.signing_key)
    }
}

/// The hash of a trust-log entry, which the next entry and every segment name. The genesis is the first entry.
pub fn entry_hash(entry: &[u8]) -> [u8; 32] {
    Sha256::digest(entry).into()
}

fn signed_text(entry: &[u8]) -> Vec<u8> {
    [DOMAIN, entry].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::AccountId;

    fn signed() -> Vec<u8> {
        let founder = SigningKey::from_bytes(&[9; 32]);
        let genesis = Genesis {
            signing_key: founder.verifying_key().to_bytes(),
            token_hash: SecretHash([1; 32]),
            journal: StreamId([2; 16]),
            commitment: [3; 16],
            random: [4; 16],
        };
        genesis.sign(&founder)
    }

    /// If these bytes move, accounts can no longer be named.
    #[test]
    fn the_accounts_name_is_frozen() {
        assert_eq!(AccountId::of_genesis(&signed()).to_string(), "e83b5299b658018e28c9bcf51759acd0");
    }

    #[test]
    fn an_entry_opens_and_any_changed_bit_is_noticed() {
        let entry = signed();
        assert_eq!(Genesis::open(&entry).map(|genesis| genesis.journal), Ok(StreamId([2; 16])));
        for index in 0..entry.len() {
            let mut altered = entry.clone();
            altered[index] ^= 1;
            assert!(Genesis::open(&altered).is_err(), "byte {index}");
        }
        assert_eq!(Genesis::open(&entry[1..]), Err(MalformedGenesis::Shape));
    }
}
