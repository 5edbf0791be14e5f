//! Entries of the trust log with the keyboxes beside them, as they cross the wire: what a device appends, what it reads,
//! and what it presents where the server has lost the account.
//!
//! `format 1 (1) ‖ count (2) ‖ count × (length (4) ‖ entry ‖ count (2) ‖ count × (member (16) ‖ keybox (80)))`

use sha2::{Digest, Sha256};

use super::entry::{Detail, KEYBOX_BYTES, SignedEntry};
use crate::bytes::{EndedEarly, Reader};
use crate::ids::MemberId;
use crate::limits::{MEMBERS_MAX, TRUST_ENTRIES_MAX, TRUST_ENTRY_BYTES_MAX};

/// An entry and the keyboxes that it brought: all of them for a device, for a sheet its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// For each member its keybox, in rising order of members.
    pub keyboxes: Vec<(MemberId, [u8; KEYBOX_BYTES])>,
}

/// Bytes that are no batch of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a part of a trust log of this version")]
pub struct MalformedBatch;

impl From<EndedEarly> for MalformedBatch {
    fn from(_: EndedEarly) -> Self {
        Self
    }
}

impl Logged {
    /// Whether the keyboxes are exactly those that the entry's head names.
    pub fn fits(&self, entry: &SignedEntry) -> bool {
        let named = named_keyboxes(&entry.head.detail);
        named.len() == self.keyboxes.len()
            && named
                .iter()
                .zip(&self.keyboxes)
                .all(|(named, (member, keybox))| named.0 == *member && named.1 == hash_of(keybox))
    }

    /// The keybox of one member, if the entry's head names it with that hash.
    pub fn keybox_of(&self, member: MemberId, entry: &SignedEntry) -> Option<[u8; KEYBOX_BYTES]> {
        let named = named_keyboxes(&entry.head.detail).into_iter().find(|named| named.0 == member)?;
        let keybox = self.keyboxes.iter().find(|keybox| keybox.0 == member)?.1;
        (hash_of(&keybox) == named.1).then_some(keybox)
    }
}

/// By what a head names a keybox.
pub fn hash_of(keybox: &[u8; KEYBOX_BYTES]) -> [u8; 32] {
    Sha256::digest(keybox).into()
}

fn named_keyboxes(detail: &Detail) -> Vec<(MemberId, [u8; 32])> {
    match detail {
        Detail::Admitted(admission) => {
            vec![(MemberId::of_signing_key(&admission.signing_key), admission.keybox_hash)]
        }
        Detail::Dismissed(dismissal) => dismissal.keybox_hashes.clone(),
        Detail::Followed(following) => {
            vec![(MemberId::of_signing_key(&following.signing_key), following.keybox_hash)]
        }
        Detail::FollowChanged(change) => vec![(change.member, change.keybox_hash)],
        Detail::Founded(_) | Detail::Closed | Detail::FollowStopped(_) | Detail::Unknown { .. } => Vec::new(),
    }
}

/// Writes entries, of which there may be at most [`TRUST_ENTRIES_MAX`].
pub fn write(logged: &[Logged]) -> Vec<u8> {
    let count = u16::try_from(logged.len()).unwrap_or(u16::MAX);
    let mut bytes = vec![1];
    bytes.extend(count.to_le_bytes());
    for logged in logged.iter().take(usize::from(count)) {
        bytes.extend(u32::try_from(logged.entry.len()).unwrap_or(u32::MAX).to_le_bytes());
        bytes.extend(&logged.entry);
        bytes.extend(u16::try_from(logged.keyboxes.len()).unwrap_or(u16::MAX).to_le_bytes());
        for (member, keybox) in &logged.keyboxes {
            bytes.extend(member.0);
            bytes.extend(keybox);
        }
    }
    bytes
}

/// Reads entries. Nothing is allocated that the bytes do not hold.
pub fn read(bytes: &[u8]) -> Result<Vec<Logged>, MalformedBatch> {
    let mut reader = Reader::new(bytes);
    if reader.u8()? != 1 {
        return Err(MalformedBatch);
    }
    let count = usize::from(reader.u16()?);
    if count > TRUST_ENTRIES_MAX {
        return Err(MalformedBatch);
    }
    let mut all = Vec::new();
    for _ in 0..count {
        let length = usize::try_from(reader.u32()?).map_err(|_| MalformedBatch)?;
        if length > TRUST_ENTRY_BYTES_MAX {
            return Err(MalformedBatch);
        }
        let entry = reader.slice(length)?.to_vec();
        let count = usize::from(reader.u16()?);
        if count > MEMBERS_MAX {
            return Err(MalformedBatch);
        }
        let mut keyboxes = Vec::new();
        for _ in 0..count {
            keyboxes.push((MemberId(reader.array()?), reader.array()?));
        }
        all.push(Logged { entry, keyboxes });
    }
    if reader.is_at_end() { Ok(all) } else { Err(MalformedBatch) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_batch_reads_back_and_cuts_are_noticed(
            entries in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..60), 0_u8..4), 0..5),
            cut: prop::sample::Index,
        ) {
            let keyboxes = |count: u8| (0..count).map(|member| (MemberId([member; 16]), [7; KEYBOX_BYTES])).collect();
            let logged: Vec<_> =
                entries.into_iter().map(|(entry, count)| Logged { entry, keyboxes: keyboxes(count) }).collect();
            let bytes = write(&logged);
            prop_assert_eq!(read(&bytes), Ok(logged));
            prop_assert_eq!(read(&bytes[..cut.index(bytes.len())]), Err(MalformedBatch));
        }

        #[test]
        fn noise_is_refused_or_read_never_more(noise in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(logged) = read(&noise) {
                prop_assert_eq!(write(&logged), noise);
            }
        }
    }
}
