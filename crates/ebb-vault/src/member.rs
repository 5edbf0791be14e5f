//! The secrets that make someone a member, all derived from one seed.

use ebb_protocol::ids::{AccountId, MemberId, SecretHash};
use ebb_protocol::token::Token;
use hpke::kem::X25519HkdfSha256;
use hpke::{Kem, Serializable};

use crate::keys::{MemberSeed, SealingSeed, SigningSeed, TokenSecret, derive};

/// What a member alone knows.
#[derive(Clone, Debug)]
pub struct MemberSecrets {
    /// From what the rest is derived.
    pub seed: MemberSeed,
    /// Signs its segments and entries.
    pub signing: SigningSeed,
    /// Opens its keyboxes.
    pub sealing: SealingSeed,
    /// The secret part of its token.
    pub token: TokenSecret,
}

impl MemberSecrets {
    /// HKDF-SHA-256(seed, `"ebb/v1/member signing"`, `"… sealing"`, `"… token"`), 32 bytes each.
    pub fn of_seed(seed: MemberSeed) -> Self {
        let from = seed.dangerously_reveal();
        Self {
            signing: SigningSeed::new(derive(from, b"ebb/v1/member signing")),
            sealing: SealingSeed::new(derive(from, b"ebb/v1/member sealing")),
            token: TokenSecret::new(derive(from, b"ebb/v1/member token")),
            seed,
        }
    }

    /// Its name as a member.
    pub fn member(&self) -> MemberId {
        MemberId::of_signing_key(&self.signing.verifying_key())
    }

    /// Its X25519 key, to which keyboxes are sealed.
    pub fn sealing_key(&self) -> [u8; 32] {
        let (_, public) = X25519HkdfSha256::derive_keypair(self.sealing.dangerously_reveal());
        public.to_bytes().into()
    }

    /// By what the server knows its token.
    pub fn token_hash(&self) -> SecretHash {
        SecretHash::of(self.token.dangerously_reveal())
    }

    /// Its token for an account.
    pub fn token(&self, account: AccountId) -> Token {
        Token::new(account, self.member(), *self.token.dangerously_reveal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If these bytes move, no device is known any more, and no sheet opens anything.
    #[test]
    fn what_is_derived_is_frozen() {
        let secrets = MemberSecrets::of_seed(MemberSeed::new([7; 32]));
        let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(secrets.member().to_string(), "d15111318874301782f8b35389ac7b82");
        assert_eq!(hex(&secrets.sealing_key()), "37057bb91f385412cfa5a14c9417ae840b2ce03246513a000433ec5e69520c1e");
        assert_eq!(
            secrets.token_hash().to_string(),
            "355c7db3e79dd9ca26139d6a1506ef603631b90702e39419c2a0eeac013250a0"
        );
    }
}
