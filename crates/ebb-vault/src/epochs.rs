//! The journal's keys of all epochs: who has the newest opens the one before it, and so on back to the first.

use std::collections::BTreeMap;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use ebb_protocol::head::NONCE_BYTES;
use ebb_protocol::ids::AccountId;
use ebb_protocol::trust::{SEALED_KEY_BYTES, TrustState};
use zeroize::Zeroizing;

use crate::keybox::Unsealable;
use crate::keys::StreamKey;

const DOMAIN: &[u8] = b"ebb/v1/previous key";

/// The journal's keys, by epoch.
#[derive(Debug, Clone)]
pub struct EpochKeys(BTreeMap<u32, StreamKey>);

/// A key that is not the one that the trust log commits to, or one before it that does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the journal's keys are not those that its trust log names")]
pub struct WrongKeys;

impl From<Unsealable> for WrongKeys {
    fn from(_: Unsealable) -> Self {
        Self
    }
}

impl EpochKeys {
    /// The first key of a journal that is being founded.
    pub fn first(key: StreamKey) -> Self {
        Self(BTreeMap::from([(0, key)]))
    }

    /// All keys up to an epoch, from the key of that epoch. Each must be the one that the log commits to.
    pub fn open(state: &TrustState, epoch: u32, key: StreamKey) -> Result<Self, WrongKeys> {
        let mut keys = BTreeMap::new();
        let (mut epoch, mut key) = (epoch, key);
        loop {
            if state.commitment(epoch) != Some(key.commitment()) {
                return Err(WrongKeys);
            }
            let before = match (epoch.checked_sub(1), state.previous_key(epoch)) {
                (Some(before), Some(sealed)) => (before, open_previous(&key, state.account(), epoch, sealed)?),
                (None, _) => {
                    keys.insert(epoch, key);
                    return Ok(Self(keys));
                }
                (Some(_), None) => return Err(WrongKeys),
            };
            keys.insert(epoch, std::mem::replace(&mut key, before.1));
            epoch = before.0;
        }
    }

    /// Takes over the keys up to a newer epoch. What was there must be among them.
    pub fn advance(&mut self, state: &TrustState, epoch: u32, key: StreamKey) -> Result<(), WrongKeys> {
        *self = Self::open(state, epoch, key)?;
        Ok(())
    }

    /// The key of an epoch.
    pub fn of(&self, epoch: u32) -> Option<&StreamKey> {
        self.0.get(&epoch)
    }

    /// The newest epoch and its key.
    pub fn newest(&self) -> Option<(u32, &StreamKey)> {
        self.0.last_key_value().map(|(epoch, key)| (*epoch, key))
    }

    /// All keys, in rising order of epochs, from 0 on without a gap.
    pub fn all(&self) -> impl ExactSizeIterator<Item = &StreamKey> {
        self.0.values()
    }

    /// Keys as the device's own store had kept them, from epoch 0 on.
    pub fn kept(keys: impl IntoIterator<Item = StreamKey>) -> Self {
        Self((0..).zip(keys).collect())
    }
}

/// Seals the key before `epoch` under the key of `epoch`: `nonce (24) ‖ sealed key (32) ‖ tag (16)`.
pub(crate) fn seal_previous(
    key: &StreamKey,
    account: AccountId,
    epoch: u32,
    previous: &StreamKey,
    nonce: [u8; NONCE_BYTES],
) -> Result<[u8; SEALED_KEY_BYTES], Unsealable> {
    let bound = bound_text(account, epoch);
    let payload = Payload { msg: &previous.dangerously_reveal()[..], aad: &bound };
    let sealed = cipher(key).encrypt(&XNonce::from(nonce), payload).map_err(|_| Unsealable)?;
    [&nonce[..], &sealed].concat().try_into().map_err(|_| Unsealable)
}

fn open_previous(
    key: &StreamKey,
    account: AccountId,
    epoch: u32,
    sealed: &[u8; SEALED_KEY_BYTES],
) -> Result<StreamKey, Unsealable> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(Unsealable)?;
    let bound = bound_text(account, epoch);
    let opened = cipher(key)
        .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &bound })
        .map(Zeroizing::new)
        .map_err(|_| Unsealable)?;
    StreamKey::from_slice(&opened).map_err(|_| Unsealable)
}

fn cipher(key: &StreamKey) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(*key.previous_key_key()))
}

fn bound_text(account: AccountId, epoch: u32) -> Vec<u8> {
    [DOMAIN, &account.0, &epoch.to_le_bytes()].concat()
}
