//! Secrets that cannot be printed, copied by accident or serialised, and what is derived from them.

use std::fmt;

use ebb_protocol::ids::StreamId;
use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Bytes that are no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key: 32 bytes were expected")]
pub struct MalformedKey;

macro_rules! secret {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name(Zeroizing<[u8; 32]>);

        impl $name {
            /// From 32 bytes that were drawn at random, or read from the device's own store.
            pub fn new(bytes: [u8; 32]) -> Self {
                Self(Zeroizing::new(bytes))
            }

            /// From the device's own store.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, MalformedKey> {
                bytes.try_into().map(Self::new).map_err(|_| MalformedKey)
            }

            /// The secret itself: for the device's own store and for a join link, and for nothing else.
            pub fn dangerously_reveal(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

secret!(
    /// The key of one epoch of a stream. Whoever holds it reads the stream.
    StreamKey
);
secret!(
    /// The seed of a member's Ed25519 key.
    SigningSeed
);
secret!(
    /// The seed of a member's X25519 key: HPKE's `DeriveKeyPair` makes the pair from it.
    SealingSeed
);
secret!(
    /// The secret part of a member's token.
    TokenSecret
);
secret!(
    /// From what all secrets of a member are derived: drawn at random by a device, made from its code by a recovery sheet.
    MemberSeed
);

impl StreamKey {
    /// A new key from 32 random bytes that serve for more than this: SHA-256(`"ebb/v1/new key"` ‖ bytes).
    pub fn drawn(random: &[u8; 32]) -> Self {
        Self::new(Sha256::digest([&b"ebb/v1/new key"[..], random].concat()).into())
    }

    /// Names this key in open heads without telling it.
    pub fn commitment(&self) -> [u8; 16] {
        self.derive(b"ebb/v1/key commitment")
    }

    pub(crate) fn segment_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(b"ebb/v1/segment key"))
    }

    pub(crate) fn previous_key_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(b"ebb/v1/previous key"))
    }

    /// The key of one follow in this epoch of the journal: all that it ever holds. Two more are derived from it.
    #[must_use]
    pub fn follow_key(&self, feed: StreamId) -> Self {
        Self::new(self.derive(&[&b"ebb/v1/follow"[..], &feed.0].concat()))
    }

    /// Of a follow's key: that of its feed.
    #[must_use]
    pub fn feed_key(&self) -> Self {
        Self::new(self.derive(b"ebb/v1/feed"))
    }

    /// Of a follow's key: that of its notes.
    #[must_use]
    pub fn notes_key(&self) -> Self {
        Self::new(self.derive(b"ebb/v1/notes"))
    }

    /// By which records are named in a feed. The follow does not hold it.
    pub(crate) fn feed_names_key(&self, feed: StreamId) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(&[&b"ebb/v1/feed names"[..], &feed.0].concat()))
    }

    /// By which devices tell each other, in a feed, what it was made from. The follow does not hold it.
    pub(crate) fn tally_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(b"ebb/v1/tally"))
    }

    pub(crate) fn follow_body_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(b"ebb/v1/follow body"))
    }

    pub(crate) fn names_key(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.derive(b"ebb/v1/names"))
    }

    fn derive<const N: usize>(&self, purpose: &[u8]) -> [u8; N] {
        derive(&self.0[..], purpose)
    }
}

/// HKDF-SHA-256 without a salt.
pub(crate) fn derive<const N: usize>(secret: &[u8], purpose: &[u8]) -> [u8; N] {
    let mut derived = [0; N];
    #[expect(clippy::expect_used, reason = "HKDF-SHA-256 gives up to 8,160 bytes; at most 32 are asked for")]
    Hkdf::<Sha256>::new(None, secret).expand(purpose, &mut derived).expect("a short output");
    derived
}

impl SigningSeed {
    /// The key that signs.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.0)
    }

    /// The key by which others check.
    pub fn verifying_key(&self) -> [u8; 32] {
        self.signing_key().verifying_key().to_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_show_in_logs() {
        assert_eq!(
            format!("{:?} {:?}", StreamKey::new([7; 32]), SigningSeed::new([7; 32])),
            "StreamKey(…) SigningSeed(…)"
        );
    }

    /// If these bytes move, no journal opens any more.
    #[test]
    fn what_is_derived_is_frozen() {
        let key = StreamKey::new([7; 32]);
        let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        assert_eq!(hex(&key.commitment()), "50d4ce399052fc589c392475cd045d7f");
        assert_eq!(hex(&key.segment_key()[..]), "18bb99c8184d248abf0bb576445c1b7d0a9663da49c3a0e94e319df0fa716f9d");
    }
}
