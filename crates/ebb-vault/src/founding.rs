//! What a device makes when it founds or joins an account: its secrets, the genesis entry, its card.

use ebb_protocol::genesis::Genesis;
use ebb_protocol::ids::{AccountId, MemberId, SecretHash, StreamId};
use ebb_protocol::member_card::MemberCard;
use ebb_protocol::token::Token;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::keys::{SigningSeed, StreamKey, TokenSecret};

/// The secrets that make a device a member.
#[derive(Clone, Debug)]
pub struct DeviceSecrets {
    /// Signs its segments.
    pub signing: SigningSeed,
    /// The secret part of its token.
    pub token: TokenSecret,
}

impl DeviceSecrets {
    /// From 64 bytes that were drawn at random, or read from the device's own store.
    pub fn new(signing: [u8; 32], token: [u8; 32]) -> Self {
        Self { signing: SigningSeed::new(signing), token: TokenSecret::new(token) }
    }

    /// The device's name as a member.
    pub fn member(&self) -> MemberId {
        MemberId::of_signing_key(&self.signing.verifying_key())
    }

    /// The device's token for an account.
    pub fn token(&self, account: AccountId) -> Token {
        Token::new(account, self.member(), *self.token.dangerously_reveal())
    }

    /// The genesis entry by which this device founds an account with this key and journal stream.
    pub fn found(&self, key: &StreamKey, journal: StreamId, random: [u8; 16]) -> Vec<u8> {
        let genesis = Genesis {
            signing_key: self.signing.verifying_key(),
            token_hash: SecretHash::of(self.token.dangerously_reveal()),
            journal,
            commitment: key.commitment(),
            random,
        };
        genesis.sign(&self.signing.signing_key())
    }
}

/// The card by which a device that holds the journal's key joins.
pub fn card_for(device: &DeviceSecrets, key: &StreamKey) -> MemberCard {
    let signing_key = device.signing.verifying_key();
    let token_hash = SecretHash::of(device.token.dangerously_reveal());
    let text = MemberCard::maced_text(&signing_key, &token_hash);
    let mac = mac(key, &text).finalize().into_bytes().into();
    MemberCard { signing_key, token_hash, mac }
}

/// Whether a card was made by a holder of the journal's key. A server cannot make one.
pub fn check_card(card: &MemberCard, key: &StreamKey) -> bool {
    let text = MemberCard::maced_text(&card.signing_key, &card.token_hash);
    mac(key, &text).verify_slice(&card.mac).is_ok()
}

fn mac(key: &StreamKey, text: &[u8]) -> Hmac<Sha256> {
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.card_key()[..]).expect("any length");
    mac.update(text);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_of_the_key_is_taken_and_any_other_is_not() {
        let (device, key) = (DeviceSecrets::new([1; 32], [2; 32]), StreamKey::new([3; 32]));
        let card = card_for(&device, &key);
        assert!(check_card(&card, &key));
        assert!(!check_card(&card, &StreamKey::new([4; 32])));
        assert!(!check_card(&MemberCard { signing_key: [9; 32], ..card.clone() }, &key));
        assert!(!check_card(&MemberCard { token_hash: SecretHash([9; 32]), ..card }, &key));
    }

    #[test]
    fn the_founder_is_who_the_genesis_names() {
        let (device, key) = (DeviceSecrets::new([1; 32], [2; 32]), StreamKey::new([3; 32]));
        let entry = device.found(&key, StreamId([4; 16]), [5; 16]);
        let genesis = Genesis::open(&entry).unwrap();
        assert_eq!(genesis.founder(), device.member());
        assert_eq!(genesis.commitment, key.commitment());
        assert_eq!(device.token(AccountId::of_genesis(&entry)).secret_hash(), genesis.token_hash);
    }
}
