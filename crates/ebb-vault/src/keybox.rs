//! A keybox: the journal's key of one epoch, sealed to one member by HPKE (RFC 9180: X25519, HKDF-SHA-256,
//! ChaCha20-Poly1305, base mode). HPKE's base mode says nothing about who sealed: that says the signed entry that names the
//! keybox by its hash.
//!
//! `encapsulated key (32) ‖ sealed key (32) ‖ tag (16)`; info `"ebb/v1/keybox"`, associated data
//! `account (16) ‖ stream (16) ‖ epoch (4) ‖ member (16)`.

use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use ebb_protocol::trust::KEYBOX_BYTES;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use zeroize::Zeroizing;

use crate::keys::StreamKey;
use crate::member::MemberSecrets;
use crate::randomness::Seeded;

const INFO: &[u8] = b"ebb/v1/keybox";
const ENCAPSULATED_BYTES: usize = 32;

/// What a keybox is bound to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyboxPlace {
    /// The account.
    pub account: AccountId,
    /// The stream whose key it holds.
    pub stream: StreamId,
    /// The epoch of the key.
    pub epoch: u32,
    /// For whom it is.
    pub member: MemberId,
}

impl KeyboxPlace {
    fn bound_text(&self) -> Vec<u8> {
        [&self.account.0[..], &self.stream.0, &self.epoch.to_le_bytes(), &self.member.0].concat()
    }
}

/// A keybox that does not open, or a key to which none can be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the keybox does not open")]
pub struct Unsealable;

/// Seals a key to a member's X25519 key. The seed must be drawn at random for this one keybox.
pub fn seal_keybox(
    sealing_key: &[u8; 32],
    place: &KeyboxPlace,
    key: &StreamKey,
    seed: [u8; 32],
) -> Result<[u8; KEYBOX_BYTES], Unsealable> {
    type PublicKey = <X25519HkdfSha256 as Kem>::PublicKey;
    let recipient = PublicKey::from_bytes(sealing_key).map_err(|_| Unsealable)?;
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &recipient,
        INFO,
        key.dangerously_reveal(),
        &place.bound_text(),
        &mut Seeded::new(seed),
    )
    .map_err(|_| Unsealable)?;
    let bytes = [&encapsulated.to_bytes()[..], &sealed].concat();
    bytes.try_into().map_err(|_| Unsealable)
}

/// Opens a keybox that was sealed to this member.
pub fn open_keybox(
    secrets: &MemberSecrets,
    place: &KeyboxPlace,
    keybox: &[u8; KEYBOX_BYTES],
) -> Result<StreamKey, Unsealable> {
    type EncappedKey = <X25519HkdfSha256 as Kem>::EncappedKey;
    let (encapsulated, sealed) = keybox.split_at(ENCAPSULATED_BYTES);
    let (private, _) = X25519HkdfSha256::derive_keypair(secrets.sealing.dangerously_reveal());
    let encapsulated = EncappedKey::from_bytes(encapsulated).map_err(|_| Unsealable)?;
    let key = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &private,
        &encapsulated,
        INFO,
        sealed,
        &place.bound_text(),
    )
    .map(Zeroizing::new)
    .map_err(|_| Unsealable)?;
    StreamKey::from_slice(&key).map_err(|_| Unsealable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::MemberSeed;

    fn member(seed: u8) -> MemberSecrets {
        MemberSecrets::of_seed(MemberSeed::new([seed; 32]))
    }

    fn place() -> KeyboxPlace {
        KeyboxPlace { account: AccountId([1; 16]), stream: StreamId([2; 16]), epoch: 3, member: member(7).member() }
    }

    fn sealed() -> [u8; KEYBOX_BYTES] {
        seal_keybox(&member(7).sealing_key(), &place(), &StreamKey::new([9; 32]), [4; 32]).unwrap()
    }

    #[test]
    fn its_member_opens_it_and_nobody_else_and_nowhere_else() {
        let opened = open_keybox(&member(7), &place(), &sealed()).unwrap();
        assert_eq!(opened.dangerously_reveal(), &[9; 32]);
        assert!(open_keybox(&member(8), &place(), &sealed()).is_err());
        for other in [
            KeyboxPlace { account: AccountId([2; 16]), ..place() },
            KeyboxPlace { stream: StreamId([3; 16]), ..place() },
            KeyboxPlace { epoch: 4, ..place() },
            KeyboxPlace { member: member(8).member(), ..place() },
        ] {
            assert!(open_keybox(&member(7), &other, &sealed()).is_err());
        }
        for at in 0..KEYBOX_BYTES {
            let mut altered = sealed();
            altered[at] ^= 1;
            assert!(open_keybox(&member(7), &place(), &altered).is_err(), "byte {at}");
        }
        assert!(seal_keybox(&[0; 32], &place(), &StreamKey::new([9; 32]), [4; 32]).is_err(), "a key of low order");
    }
}
