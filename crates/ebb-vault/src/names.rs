//! The names of members and since when they are: sealed in the entries that admit them, for devices alone.
//!
//! `nonce (24) ‖ sealed (version 1 (1) ‖ length (1) ‖ name ‖ zeros, 66 so far ‖ time in ms since 1970 (8)) ‖ tag (16)`, under
//! HKDF(journal key of the entry's epoch, `"ebb/v1/names"`); associated data: `"ebb/v1/names" ‖ account ‖ the entry's open head`.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ebb_protocol::head::NONCE_BYTES;
use ebb_protocol::ids::AccountId;
use ebb_protocol::trust::SignedEntry;

use crate::epochs::EpochKeys;
use crate::keys::StreamKey;

/// No name is longer, in bytes of UTF-8.
pub const NAME_BYTES_MAX: usize = 64;
const PLAIN_BYTES: usize = NAME_BYTES_MAX + 2;

/// What devices alone know of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What it is called.
    pub name: String,
    /// When it was admitted, in milliseconds since 1970, by the clock of who admitted it.
    pub since_ms: i64,
}
const DOMAIN: &[u8] = b"ebb/v1/names";

/// The label in an entry, if it has one that this device can open.
pub fn label_in(entry: &SignedEntry, account: AccountId, keys: &EpochKeys) -> Option<Label> {
    let plain = open_label(entry, account, keys)?;
    let (name, since) = plain.split_at_checked(PLAIN_BYTES)?;
    Some(Label { name: read_padded(name)?, since_ms: i64::from_le_bytes(since.try_into().ok()?) })
}

/// When a member was dismissed or a follow stopped, as who did it has sealed it into the entry, in milliseconds since 1970; `None` where
/// this device cannot open it, or nothing is told.
pub fn told_ms(entry: &SignedEntry, account: AccountId, keys: &EpochKeys) -> Option<i64> {
    let plain = open_label(entry, account, keys)?;
    let (_, since) = plain.split_at_checked(PLAIN_BYTES)?;
    Some(i64::from_le_bytes(since.try_into().ok()?))
}

fn open_label(entry: &SignedEntry, account: AccountId, keys: &EpochKeys) -> Option<Vec<u8>> {
    let account = if entry.head.index == 0 { AccountId([0; 16]) } else { account };
    let key = keys.of(entry.head.epoch)?.names_key();
    let (nonce, sealed) = entry.sealed_body.split_first_chunk::<NONCE_BYTES>()?;
    let bound = bound_text(account, &entry.head.to_bytes());
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &bound }).ok()
}

pub(crate) fn seal_label(
    label: &Label,
    account: AccountId,
    head: &[u8],
    key: &StreamKey,
    nonce: [u8; NONCE_BYTES],
) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key.names_key()));
    let bound = bound_text(account, head);
    // Encryption fails for texts of many gigabytes alone; then there is no name.
    let plain = [&padded(&label.name)[..], &label.since_ms.to_le_bytes()].concat();
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: &plain, aad: &bound }).unwrap_or_default();
    [&nonce[..], &sealed].concat()
}

/// A name as it is sealed: always of the same length, cut at a character if it is too long.
pub(crate) fn padded(name: &str) -> [u8; PLAIN_BYTES] {
    let mut end = name.len().min(NAME_BYTES_MAX);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    let mut plain = [0; PLAIN_BYTES];
    plain[0] = 1;
    // At most `NAME_BYTES_MAX`.
    plain[1] = u8::try_from(end).unwrap_or(0);
    plain[2..2 + end].copy_from_slice(&name.as_bytes()[..end]);
    plain
}

pub(crate) fn read_padded(plain: &[u8]) -> Option<String> {
    let [1, length, rest @ ..] = plain else { return None };
    let name = rest.get(..usize::from(*length))?;
    String::from_utf8(name.to_vec()).ok().filter(|name| !name.is_empty())
}

fn bound_text(account: AccountId, head: &[u8]) -> Vec<u8> {
    [DOMAIN, &account.0, head].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_name_reads_back_cut_at_a_character(name in "\\PC{0,40}") {
            let read = read_padded(&padded(&name)).unwrap_or_default();
            prop_assert!(name.starts_with(&read) && (read.len() == name.len() || read.len() > NAME_BYTES_MAX - 4));
        }
    }
}
