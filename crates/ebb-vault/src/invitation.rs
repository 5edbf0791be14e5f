//! Inviting a newcomer without trusting who carries the messages.
//!
//! The code (128 bits) goes by a link's fragment, a QR code or by hand, never through the server. HKDF makes from it the
//! mailbox's name, a key for MACs and a key for the offer:
//!
//! - offer: `nonce (24) ‖ sealed (version 1 (1) ‖ for whom (1): 1 a device, 2 a follow ‖ account (16) ‖ genesis hash (32) ‖ trust-log
//!   head (32; for a follow the last entry about a device or sheet) ‖ SHA-256(a) (32), and for a follow what it is to see:
//!   [`offered`]) ‖ tag (16)`
//! - card: `version 1 (1) ‖ signing key (32) ‖ sealing key (32) ‖ token hash (32) ‖ b (32) ‖ nonce (24) ‖ sealed name (66) ‖
//!   tag (16) ‖ HMAC-SHA-256 of all before it (32)`
//! - six digits: the first 8 bytes of HKDF(a ‖ b, `"ebb/v1/digits" ‖ SHA-256(card) ‖ SHA-256(offer)`), modulo 1,000,000
//!
//! *a* is opened by the inviting side only once there is a card, and *b* is in the card before *a* is known: neither side,
//! nor anyone between, can choose the digits.

pub mod offered;

pub use offered::OfferedFollow;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ebb_protocol::head::NONCE_BYTES;
use ebb_protocol::ids::{AccountId, EntryHash, MailboxId, SecretHash};
use ebb_protocol::trust::MemberKind;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::code::Code;
use crate::entries::Newcomer;
use crate::keys::derive;
use crate::member::MemberSecrets;
use crate::names::{Label, padded, read_padded};
use crate::randomness::Seeded;

const OFFER_DOMAIN: &[u8] = b"ebb/v1/offer";
const NAME_DOMAIN: &[u8] = b"ebb/v1/card name";
const OFFER_PLAIN_BYTES: usize = 114;
const CARD_OPEN_BYTES: usize = 129;
const CARD_NAME_BYTES: usize = NONCE_BYTES + 66 + 16;
const MAC_BYTES: usize = 32;
const CARD_BYTES: usize = CARD_OPEN_BYTES + CARD_NAME_BYTES + MAC_BYTES;

/// An offer or a card that is not of this invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotOfInvitation {
    /// An offer that the code does not open.
    #[error("the offer is not of this invitation")]
    Offer,
    /// A card that was not made by who has the code.
    #[error("the card is not of this invitation")]
    Card,
    /// What was opened is not what the offer had committed to.
    #[error("what was opened is not what was offered")]
    Opening,
}

/// What a newcomer is to read before it leaves a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The account.
    pub account: AccountId,
    /// Hash of the entry that founded it.
    pub genesis: EntryHash,
    /// The end of its trust log when the offer was made; for a follow, of the chain about devices and sheets.
    pub head: EntryHash,
    /// SHA-256 of *a*.
    pub commitment: [u8; 32],
    /// What the newcomer is to be.
    pub for_whom: ForWhom,
}

/// What a newcomer is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForWhom {
    /// A device of the owner: it gets the whole journal.
    Device,
    /// Somebody who follows, and sees what is told here.
    Follow(OfferedFollow),
}

/// The card of a newcomer: who wants to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server is to know its token.
    pub token_hash: SecretHash,
    /// Random.
    pub b: [u8; 32],
    /// What it calls itself.
    pub name: String,
}

impl Card {
    /// The newcomer whom the card tells of, as a device that came through a mailbox and is admitted now.
    pub fn into_device(self, mailbox: MailboxId, now_ms: i64) -> Newcomer {
        Newcomer {
            kind: MemberKind::Device,
            signing_key: self.signing_key,
            sealing_key: self.sealing_key,
            token_hash: self.token_hash,
            label: Label { name: self.name, since_ms: now_ms },
            mailbox: Some(mailbox),
            proof: [0; 32],
        }
    }
}

/// The name by which the holders of a code ask for its mailbox.
pub fn mailbox_name(code: &Code) -> [u8; 32] {
    derive(code.dangerously_reveal(), b"ebb/v1/mailbox name")
}

/// The mailbox of a code.
pub fn mailbox(code: &Code) -> MailboxId {
    MailboxId::of_name(&mailbox_name(code))
}

/// What the offer commits to for *a*.
pub fn commit(a: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(a).into()
}

/// By what a card is told from another one.
pub fn card_hash(card: &[u8]) -> [u8; 32] {
    Sha256::digest(card).into()
}

/// Seals an offer. The seed must be drawn at random for this one offer.
pub fn seal_offer(code: &Code, offer: &Offer, seed: [u8; 32]) -> Vec<u8> {
    let mut plain = match offer.for_whom {
        ForWhom::Device => vec![1, 1],
        ForWhom::Follow(_) => vec![1, 2],
    };
    plain.extend(offer.account.0);
    plain.extend(offer.genesis.0);
    plain.extend(offer.head.0);
    plain.extend(offer.commitment);
    if let ForWhom::Follow(offered) = &offer.for_whom {
        plain.extend(offered.to_bytes());
    }
    let nonce = Seeded::new(seed).nonce();
    let payload = Payload { msg: &plain, aad: OFFER_DOMAIN };
    // Encryption fails for texts of many gigabytes alone.
    let sealed = cipher(&offer_key(code)).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    [&nonce[..], &sealed].concat()
}

/// Opens an offer.
pub fn open_offer(code: &Code, sealed: &[u8]) -> Result<Offer, NotOfInvitation> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(NotOfInvitation::Offer)?;
    let payload = Payload { msg: sealed, aad: OFFER_DOMAIN };
    let plain = cipher(&offer_key(code)).decrypt(&XNonce::from(*nonce), payload).map_err(|_| NotOfInvitation::Offer)?;
    let (open, more) = plain.split_at_checked(OFFER_PLAIN_BYTES).ok_or(NotOfInvitation::Offer)?;
    let (for_whom, mut rest) = match open {
        [1, 1, rest @ ..] if more.is_empty() => (ForWhom::Device, rest),
        [1, 2, rest @ ..] => (ForWhom::Follow(OfferedFollow::read(more).ok_or(NotOfInvitation::Offer)?), rest),
        _ => return Err(NotOfInvitation::Offer),
    };
    Ok(Offer {
        account: AccountId(take(&mut rest).ok_or(NotOfInvitation::Offer)?),
        genesis: EntryHash(take(&mut rest).ok_or(NotOfInvitation::Offer)?),
        head: EntryHash(take(&mut rest).ok_or(NotOfInvitation::Offer)?),
        commitment: take(&mut rest).ok_or(NotOfInvitation::Offer)?,
        for_whom,
    })
}

/// The card by which a device asks to come in. *b* and the seed must be drawn at random for this one card.
pub fn make_card(code: &Code, newcomer: &MemberSecrets, name: &str, b: [u8; 32], seed: [u8; 32]) -> Vec<u8> {
    let mut card = vec![1];
    card.extend(newcomer.signing.verifying_key());
    card.extend(newcomer.sealing_key());
    card.extend(newcomer.token_hash().0);
    card.extend(b);
    let nonce = Seeded::new(seed).nonce();
    let payload = Payload { msg: &padded(name), aad: NAME_DOMAIN };
    let sealed = cipher(&offer_key(code)).encrypt(&XNonce::from(nonce), payload).unwrap_or_default();
    card.extend(nonce);
    card.extend(sealed);
    let mac = mac(code, &card).finalize().into_bytes();
    card.extend(mac);
    card
}

/// Reads a card that was made by who has the code.
pub fn open_card(code: &Code, card: &[u8]) -> Result<Card, NotOfInvitation> {
    if card.len() != CARD_BYTES || card[0] != 1 {
        return Err(NotOfInvitation::Card);
    }
    let (text, tag) = card.split_at(CARD_BYTES - MAC_BYTES);
    mac(code, text).verify_slice(tag).map_err(|_| NotOfInvitation::Card)?;
    let mut rest = &text[1..];
    let mut next = || take(&mut rest).ok_or(NotOfInvitation::Card);
    let (signing_key, sealing_key, token_hash, b) = (next()?, next()?, SecretHash(next()?), next()?);
    let nonce: [u8; NONCE_BYTES] = take(&mut rest).ok_or(NotOfInvitation::Card)?;
    let payload = Payload { msg: rest, aad: NAME_DOMAIN };
    let name = cipher(&offer_key(code)).decrypt(&XNonce::from(nonce), payload).map_err(|_| NotOfInvitation::Card)?;
    Ok(Card { signing_key, sealing_key, token_hash, b, name: read_padded(&name).unwrap_or_default() })
}

/// The six digits that both sides show; `a` must be what the offer had committed to.
pub fn digits(code: &Code, offer: &[u8], card: &[u8], a: &[u8; 32]) -> Result<u32, NotOfInvitation> {
    let committed = open_offer(code, offer)?.commitment;
    if !bool::from(commit(a).ct_eq(&committed)) {
        return Err(NotOfInvitation::Opening);
    }
    let b = open_card(code, card)?.b;
    let secret = Zeroizing::new([&a[..], &b].concat());
    let purpose = [&b"ebb/v1/digits"[..], &Sha256::digest(card), &Sha256::digest(offer)].concat();
    let number = u64::from_le_bytes(derive(&secret, &purpose));
    Ok(u32::try_from(number % 1_000_000).unwrap_or(0))
}

fn offer_key(code: &Code) -> Zeroizing<[u8; 32]> {
    Zeroizing::new(derive(code.dangerously_reveal(), b"ebb/v1/offer key"))
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key))
}

fn mac(code: &Code, text: &[u8]) -> Hmac<Sha256> {
    let key = Zeroizing::new(derive::<32>(code.dangerously_reveal(), b"ebb/v1/card key"));
    #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(&key[..]).expect("any length");
    mac.update(text);
    mac
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk::<N>()?;
    *rest = left;
    Some(*taken)
}

#[cfg(test)]
mod tests;
