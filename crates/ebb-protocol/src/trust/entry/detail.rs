//! What an entry does, by kind. All integers are little-endian.
//!
//! - founded: `signing key (32) ‖ sealing key (32) ‖ token hash (32) ‖ journal stream (16) ‖ key commitment (16) ‖ random (16)`
//! - admitted: `member kind (1) ‖ signing key (32) ‖ sealing key (32) ‖ token hash (32) ‖ hash of the keybox (32) ‖
//!   mailbox (32, zeros for none) ‖ proof (32, of a sheet's code; zeros for a device)`
//! - dismissed: `member (16) ‖ new key's commitment (16) ‖ the old key sealed under the new one (72) ‖
//!   count (2) × (member (16) ‖ hash of its keybox (32)) ‖ count (2) × (stream (16) ‖ replica (16) ‖ last number (8) ‖ last hash (32)) ‖
//!   count (2) × hash of a compacted segment (32)`
//! - closed: nothing
//! - followed, follow changed, follow stopped: [`follow`](super::follow)

use super::follow::{FollowChange, Following};
use super::{MalformedEntry, SEALED_KEY_BYTES};
use crate::bytes::Reader;
use crate::ids::{MailboxId, MemberId, ReplicaId, SecretHash, SegmentHash, StreamId};
use crate::limits::COMPACTED_PER_MEMBER_MAX;

/// What kind of member someone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// A device of the owner: reads and writes all, and may sign every kind of entry.
    Device,
    /// A recovery sheet: reads the trust log and its own keyboxes, and may admit devices, nothing else.
    Sheet,
}

/// An account begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    /// The founder's Ed25519 key.
    pub signing_key: [u8; 32],
    /// The founder's X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server knows the founder's token.
    pub token_hash: SecretHash,
    /// The journal's stream.
    pub journal: StreamId,
    /// Commitment to the journal's first key.
    pub commitment: [u8; 16],
    /// Makes the account's id unguessable.
    pub random: [u8; 16],
}

/// A device or a sheet becomes a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// What it is.
    pub kind: MemberKind,
    /// Its Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server knows its token.
    pub token_hash: SecretHash,
    /// SHA-256 of its keybox, which holds the key of the epoch.
    pub keybox_hash: [u8; 32],
    /// The mailbox through which it came, which closes with this entry.
    pub mailbox: Option<MailboxId>,
    /// For a sheet: a MAC under a key from its code over the genesis hash and the entry before, by which it checks the
    /// log. Zeros for a device.
    pub proof: [u8; 32],
}

/// The last segment of one replica of a dismissed member in one stream. Nothing of it counts past that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The stream.
    pub stream: StreamId,
    /// The replica.
    pub replica: ReplicaId,
    /// The last number that counts.
    pub number: u64,
    /// Hash of that segment.
    pub hash: SegmentHash,
}

/// A member is one no longer, and a new epoch begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// Who.
    pub member: MemberId,
    /// Commitment to the journal's key of the new epoch.
    pub commitment: [u8; 16],
    /// The key before it, sealed under the new one: who has the newest key reads everything.
    pub previous_key: [u8; SEALED_KEY_BYTES],
    /// Everyone who stays, in rising order, with the SHA-256 of their keybox for the new epoch. Follows get theirs by entries of
    /// their own, so that none learns of another.
    pub keybox_hashes: Vec<(MemberId, [u8; 32])>,
    /// The member's replicas in rising order of stream and replica.
    pub cuts: Vec<Cut>,
    /// The member's compacted segments that stand in the journal, in rising order. Whatever else of that kind goes by its name
    /// was sealed later, and does not count.
    pub compacted: Vec<SegmentHash>,
}

/// What an entry does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// An account begins.
    Founded(Founding),
    /// A device or a sheet becomes a member.
    Admitted(Admission),
    /// A device or a sheet is one no longer.
    Dismissed(Dismissal),
    /// The account ends.
    Closed,
    /// Somebody may follow from now on.
    Followed(Following),
    /// What a follow may see, or until when, is another from now on.
    FollowChanged(FollowChange),
    /// Somebody follows no longer.
    FollowStopped(MemberId),
    /// A kind of a newer version.
    Unknown {
        /// Its code.
        kind: u8,
        /// Its bytes.
        bytes: Vec<u8>,
    },
}

impl Detail {
    pub(super) const fn code(&self) -> u8 {
        match self {
            Self::Founded(_) => 1,
            Self::Admitted(_) => 2,
            Self::Dismissed(_) => 3,
            Self::Closed => 4,
            Self::Followed(_) => 5,
            Self::FollowChanged(_) => 6,
            Self::FollowStopped(_) => 7,
            Self::Unknown { kind, .. } => *kind,
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Founded(founding) => founding_bytes(founding),
            Self::Admitted(admission) => admission_bytes(admission),
            Self::Dismissed(dismissal) => dismissal_bytes(dismissal),
            Self::Closed => Vec::new(),
            Self::Followed(following) => following.to_bytes(),
            Self::FollowChanged(change) => change.to_bytes(),
            Self::FollowStopped(member) => member.0.to_vec(),
            Self::Unknown { bytes, .. } => bytes.clone(),
        }
    }

    pub(super) fn read(kind: u8, bytes: &[u8]) -> Result<Self, MalformedEntry> {
        let mut reader = Reader::new(bytes);
        let detail = match kind {
            1 => Self::Founded(read_founding(&mut reader)?),
            2 => Self::Admitted(read_admission(&mut reader)?),
            3 => Self::Dismissed(read_dismissal(&mut reader)?),
            4 => Self::Closed,
            5 => Self::Followed(Following::read(&mut reader)?),
            6 => Self::FollowChanged(FollowChange::read(&mut reader)?),
            7 => Self::FollowStopped(MemberId(reader.array()?)),
            _ => return Ok(Self::Unknown { kind, bytes: bytes.to_vec() }),
        };
        if reader.is_at_end() { Ok(detail) } else { Err(MalformedEntry::Shape) }
    }
}

fn founding_bytes(founding: &Founding) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(144);
    bytes.extend(founding.signing_key);
    bytes.extend(founding.sealing_key);
    bytes.extend(founding.token_hash.0);
    bytes.extend(founding.journal.0);
    bytes.extend(founding.commitment);
    bytes.extend(founding.random);
    bytes
}

fn read_founding(reader: &mut Reader<'_>) -> Result<Founding, MalformedEntry> {
    Ok(Founding {
        signing_key: reader.array()?,
        sealing_key: reader.array()?,
        token_hash: SecretHash(reader.array()?),
        journal: StreamId(reader.array()?),
        commitment: reader.array()?,
        random: reader.array()?,
    })
}

fn admission_bytes(admission: &Admission) -> Vec<u8> {
    let mut bytes = vec![match admission.kind {
        MemberKind::Device => 1,
        MemberKind::Sheet => 2,
    }];
    bytes.extend(admission.signing_key);
    bytes.extend(admission.sealing_key);
    bytes.extend(admission.token_hash.0);
    bytes.extend(admission.keybox_hash);
    bytes.extend(admission.mailbox.map_or([0; 32], |mailbox| mailbox.0));
    bytes.extend(admission.proof);
    bytes
}

fn read_admission(reader: &mut Reader<'_>) -> Result<Admission, MalformedEntry> {
    let kind = match reader.u8()? {
        1 => MemberKind::Device,
        2 => MemberKind::Sheet,
        _ => return Err(MalformedEntry::Shape),
    };
    Ok(Admission {
        kind,
        signing_key: reader.array()?,
        sealing_key: reader.array()?,
        token_hash: SecretHash(reader.array()?),
        keybox_hash: reader.array()?,
        mailbox: Some(reader.array()?).filter(|mailbox| *mailbox != [0; 32]).map(MailboxId),
        proof: reader.array()?,
    })
}

fn dismissal_bytes(dismissal: &Dismissal) -> Vec<u8> {
    let mut bytes = dismissal.member.0.to_vec();
    bytes.extend(dismissal.commitment);
    bytes.extend(dismissal.previous_key);
    bytes.extend(u16::try_from(dismissal.keybox_hashes.len()).unwrap_or(u16::MAX).to_le_bytes());
    for (member, hash) in &dismissal.keybox_hashes {
        bytes.extend(member.0);
        bytes.extend(hash);
    }
    bytes.extend(u16::try_from(dismissal.cuts.len()).unwrap_or(u16::MAX).to_le_bytes());
    for cut in &dismissal.cuts {
        bytes.extend(cut.stream.0);
        bytes.extend(cut.replica.0);
        bytes.extend(cut.number.to_le_bytes());
        bytes.extend(cut.hash.0);
    }
    bytes.extend(u16::try_from(dismissal.compacted.len()).unwrap_or(u16::MAX).to_le_bytes());
    bytes.extend(dismissal.compacted.iter().flat_map(|hash| hash.0));
    bytes
}

/// Nothing is allocated that the bytes do not hold, and what is listed must rise.
fn read_dismissal(reader: &mut Reader<'_>) -> Result<Dismissal, MalformedEntry> {
    let (member, commitment, previous_key) = (MemberId(reader.array()?), reader.array()?, reader.array()?);
    let mut keybox_hashes = Vec::new();
    for _ in 0..reader.u16()? {
        keybox_hashes.push((MemberId(reader.array()?), reader.array()?));
    }
    let mut cuts: Vec<Cut> = Vec::new();
    for _ in 0..reader.u16()? {
        cuts.push(Cut {
            stream: StreamId(reader.array()?),
            replica: ReplicaId(reader.array()?),
            number: reader.u64()?,
            hash: SegmentHash(reader.array()?),
        });
    }
    let count = usize::from(reader.u16()?);
    if count > COMPACTED_PER_MEMBER_MAX {
        return Err(MalformedEntry::Shape);
    }
    let mut compacted: Vec<SegmentHash> = Vec::new();
    for _ in 0..count {
        compacted.push(SegmentHash(reader.array()?));
    }
    let rises = keybox_hashes.is_sorted_by(|left, right| left.0 < right.0)
        && cuts.is_sorted_by(|left, right| (left.stream, left.replica) < (right.stream, right.replica))
        && compacted.is_sorted_by(|left, right| left < right);
    if rises {
        Ok(Dismissal { member, commitment, previous_key, keybox_hashes, cuts, compacted })
    } else {
        Err(MalformedEntry::Shape)
    }
}
