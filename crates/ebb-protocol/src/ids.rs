//! The names of things that cross the wire: opaque bytes, written as lower-case hexadecimal in text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

/// Text that is not the hexadecimal form of an id of the expected length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: {expected} bytes in lower-case hexadecimal were expected")]
pub struct MalformedId {
    /// How many bytes the id has.
    pub expected: usize,
}

macro_rules! bytes_newtype {
    ($(#[$meta:meta])* $name:ident, $length:literal) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        impl $name {
            /// The bytes themselves.
            pub const fn as_bytes(&self) -> &[u8; $length] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(formatter, "{}({self})", stringify!($name))
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                let mut bytes = [0; $length];
                match base16ct::lower::decode(text, &mut bytes) {
                    Ok(read) if read.len() == $length => Ok(Self(bytes)),
                    _ => Err(MalformedId { expected: $length }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

bytes_newtype!(
    /// An account: the first 16 bytes of the SHA-256 of its genesis entry.
    AccountId, 16
);
bytes_newtype!(
    /// A member of an account: the first 16 bytes of the SHA-256 of its signing key, see [`MemberId::of_signing_key`].
    MemberId, 16
);
bytes_newtype!(
    /// A stream of an account: 16 random bytes.
    StreamId, 16
);
bytes_newtype!(
    /// One device's copy of a journal: 16 random bytes.
    ReplicaId, 16
);
bytes_newtype!(
    /// What the server gives to each position, by which a client knows that it still meets the same log.
    Mark, 8
);
bytes_newtype!(
    /// The SHA-256 of a whole segment as it crosses the wire, signature included.
    SegmentHash, 32
);
bytes_newtype!(
    /// The SHA-256 of the secret part of a bearer token.
    SecretHash, 32
);
bytes_newtype!(
    /// The SHA-256 of a whole trust-log entry, signature included, which the next entry and every segment name.
    EntryHash, 32
);
bytes_newtype!(
    /// A mailbox on the server: the SHA-256 of the name by which its holders ask for it.
    MailboxId, 32
);

impl AccountId {
    /// The account that a genesis entry (its bytes as sent) founds.
    pub fn of_genesis(entry: &[u8]) -> Self {
        Self(first_half(Sha256::digest(entry).into()))
    }
}

impl EntryHash {
    /// Stands where there is no earlier entry.
    pub const NONE: Self = Self([0; 32]);

    /// The hash of an entry's bytes.
    pub fn of(entry: &[u8]) -> Self {
        Self(Sha256::digest(entry).into())
    }
}

impl MailboxId {
    /// The mailbox that this name opens. Whoever reads the server's database does not learn names.
    pub fn of_name(name: &[u8; 32]) -> Self {
        Self(Sha256::digest(name).into())
    }
}

impl MemberId {
    /// The member whose Ed25519 key this is. Nobody can take over the name of another's key.
    pub fn of_signing_key(signing_key: &[u8; 32]) -> Self {
        Self(first_half(Sha256::digest(signing_key).into()))
    }
}

impl ReplicaId {
    /// A new replica from 32 random bytes that serve for more than this.
    pub fn drawn(random: &[u8; 32]) -> Self {
        Self(first_half(Sha256::digest([&b"ebb/v1/new replica"[..], random].concat()).into()))
    }
}

impl SegmentHash {
    /// Stands where a replica has no earlier segment.
    pub const NONE: Self = Self([0; 32]);

    /// The hash of a segment's bytes.
    pub fn of(segment: &[u8]) -> Self {
        Self(Sha256::digest(segment).into())
    }
}

impl SecretHash {
    /// The hash by which the server knows a secret that it never stores.
    pub fn of(secret: &[u8; 32]) -> Self {
        Self(Sha256::digest(secret).into())
    }
}

fn first_half(hash: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash[..16]);
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = StreamId([0xab; 16]);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(serde_json::from_str::<StreamId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    }

    #[test]
    fn text_of_the_wrong_length_or_alphabet_is_refused() {
        for text in ["", "ab", &"AB".repeat(16), &"zz".repeat(16), &"ab".repeat(17)] {
            assert_eq!(text.parse::<StreamId>(), Err(MalformedId { expected: 16 }), "{text}");
        }
    }
}
