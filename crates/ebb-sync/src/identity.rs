//! What makes this device a member: its secrets, the journal's keys, the account and its trust log. The driver keeps its bytes in
//! the device's own store; they are as secret as the journal.

use ebb_protocol::ids::{AccountId, ReplicaId, StreamId};
use ebb_protocol::trust::{KEYBOX_BYTES, Logged};
use ebb_vault::{Beginning, Code, EpochKeys, Label, MemberSecrets, MemberSeed, StreamKey, found, invitation};

/// How the account is entered.
#[derive(Debug, Clone)]
pub enum Admission {
    /// This device founds the account; the server has not confirmed it yet.
    Founding,
    /// This device was invited, and is not admitted yet.
    Joining(Box<Joining>),
    /// This device comes in by a recovery sheet, and is not admitted yet.
    Restoring(Box<Restoring>),
    /// Done.
    Admitted,
}

/// An invitation that this device has taken up.
#[derive(Debug, Clone)]
pub struct Joining {
    /// Its code.
    pub code: Code,
    /// The card that this device leaves: always the same.
    pub card: Vec<u8>,
    /// The sealed offer as this device first read it; empty until then. It never takes another.
    pub offer: Vec<u8>,
}

/// A recovery sheet by which this device comes in.
#[derive(Debug, Clone)]
pub struct Restoring {
    /// The sheet's code. It is forgotten once this device is admitted.
    pub code: Code,
    /// What this device is called among the owner's, and since when.
    pub label: Label,
}

/// This device as a member of an account.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Whether the server knows it yet.
    pub admission: Admission,
    /// The account; zeros while it is not known.
    pub account: AccountId,
    /// From what the device's secrets are derived.
    pub seed: MemberSeed,
    /// This copy of the journal.
    pub replica: ReplicaId,
    /// The journal's keys, of all epochs.
    pub keys: EpochKeys,
    /// The whole trust log; empty while joining.
    pub log: Vec<Logged>,
    /// Earlier names of this copy, given up since the server had lost what was sealed under them, each with the number of the last
    /// segment of it: everything up to that is in this journal. The newest last, and a few alone.
    pub former: Vec<(ReplicaId, u64)>,
}

/// So many earlier names are remembered.
pub(crate) const FORMER_MAX: usize = 16;

/// Bytes that are no identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what this device stored of itself cannot be read")]
pub struct MalformedIdentity;

const VERSION: u8 = 3;
/// The one before, which knew no earlier names.
const VERSION_BEFORE: u8 = 2;

/// Identities are told apart by their bytes.
impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}
impl Eq for Identity {}

/// What is drawn at random for a device that founds an account.
#[derive(Debug, Clone)]
pub struct FoundingDraw {
    /// From what the device's secrets are derived.
    pub seed: [u8; 32],
    /// The journal's first key.
    pub key: [u8; 32],
    /// The journal's stream.
    pub journal: StreamId,
    /// Makes the account's id unguessable.
    pub random: [u8; 16],
    /// For the nonce of the name.
    pub name_seed: [u8; 32],
}

impl Identity {
    /// A device that founds an account, and what it is called among the owner's devices.
    pub fn founding(replica: ReplicaId, label: &Label, draw: &FoundingDraw) -> Self {
        let seed = MemberSeed::new(draw.seed);
        let key = StreamKey::new(draw.key);
        let beginning =
            Beginning { journal: draw.journal, key: key.clone(), random: draw.random, seed: draw.name_seed };
        let entry = found(&MemberSecrets::of_seed(seed.clone()), label, &beginning);
        Self {
            admission: Admission::Founding,
            account: AccountId::of_genesis(&entry),
            seed,
            replica,
            keys: EpochKeys::first(key),
            log: vec![Logged { entry, keyboxes: Vec::new() }],
            former: Vec::new(),
        }
    }

    /// A device that takes up an invitation, and what it calls itself. Four draws: its seed, *b* of the card, and one for the
    /// nonce.
    pub fn joining(replica: ReplicaId, name: &str, code: Code, [seed, b, card_seed]: [[u8; 32]; 3]) -> Self {
        let seed = MemberSeed::new(seed);
        let card = invitation::make_card(&code, &MemberSecrets::of_seed(seed.clone()), name, b, card_seed);
        Self {
            admission: Admission::Joining(Box::new(Joining { code, card, offer: Vec::new() })),
            account: AccountId([0; 16]),
            seed,
            replica,
            keys: EpochKeys::kept([]),
            log: Vec::new(),
            former: Vec::new(),
        }
    }

    /// A device that comes in by the code of a recovery sheet. The seed is drawn at random.
    pub fn restoring(replica: ReplicaId, label: Label, code: Code, seed: [u8; 32]) -> Self {
        Self {
            admission: Admission::Restoring(Box::new(Restoring { code, label })),
            account: AccountId([0; 16]),
            seed: MemberSeed::new(seed),
            replica,
            keys: EpochKeys::kept([]),
            log: Vec::new(),
            former: Vec::new(),
        }
    }

    /// The device's secrets.
    pub fn secrets(&self) -> MemberSecrets {
        MemberSecrets::of_seed(self.seed.clone())
    }

    /// Whether the server has let it in.
    pub const fn is_admitted(&self) -> bool {
        matches!(self.admission, Admission::Admitted)
    }

    /// Its bytes for the device's own store: `version ‖ admission ‖ account ‖ seed ‖ replica ‖ count (4) × key ‖
    /// count (2) × (length (4) ‖ entry ‖ count (2) × (member ‖ keybox))`, while joining `code ‖ length (2) ‖ card ‖
    /// length (2) ‖ offer`, and while restoring `code ‖ time (8) ‖ length (2) ‖ name`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let admission = match &self.admission {
            Admission::Founding => 1,
            Admission::Joining(_) => 2,
            Admission::Admitted => 3,
            Admission::Restoring(_) => 4,
        };
        let mut bytes = vec![VERSION, admission];
        bytes.extend(self.account.0);
        bytes.extend(self.seed.dangerously_reveal());
        bytes.extend(self.replica.0);
        bytes.extend(u32::try_from(self.keys.all().len()).unwrap_or(u32::MAX).to_le_bytes());
        for key in self.keys.all() {
            bytes.extend(key.dangerously_reveal());
        }
        bytes.extend(ebb_protocol::trust::batch::write(&self.log));
        if let Admission::Joining(joining) = &self.admission {
            bytes.extend(joining.code.dangerously_reveal());
            for counted in [&joining.card, &joining.offer] {
                bytes.extend(u16::try_from(counted.len()).unwrap_or(u16::MAX).to_le_bytes());
                bytes.extend(counted);
            }
        }
        if let Admission::Restoring(restoring) = &self.admission {
            let name = restoring.label.name.as_bytes();
            bytes.extend(restoring.code.dangerously_reveal());
            bytes.extend(restoring.label.since_ms.to_le_bytes());
            bytes.extend(u16::try_from(name.len()).unwrap_or(u16::MAX).to_le_bytes());
            bytes.extend(name);
        }
        bytes.extend(u16::try_from(self.former.len()).unwrap_or(u16::MAX).to_le_bytes());
        for (replica, number) in &self.former {
            bytes.extend(replica.0);
            bytes.extend(number.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`Identity::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedIdentity> {
        let mut rest = bytes;
        let [version, admission] = take(&mut rest)?;
        if !matches!(version, VERSION | VERSION_BEFORE) {
            return Err(MalformedIdentity);
        }
        let account = AccountId(take(&mut rest)?);
        let seed = MemberSeed::new(take(&mut rest)?);
        let replica = ReplicaId(take(&mut rest)?);
        let mut keys = Vec::new();
        for _ in 0..u32::from_le_bytes(take(&mut rest)?) {
            keys.push(StreamKey::new(take(&mut rest)?));
        }
        let log = take_log(&mut rest)?;
        let admission = match admission {
            1 => Admission::Founding,
            2 => Admission::Joining(Box::new(Joining {
                code: Code::new(take(&mut rest)?),
                card: take_counted(&mut rest)?,
                offer: take_counted(&mut rest)?,
            })),
            3 => Admission::Admitted,
            4 => Admission::Restoring(Box::new(Restoring {
                code: Code::new(take(&mut rest)?),
                label: {
                    let since_ms = i64::from_le_bytes(take(&mut rest)?);
                    let name = String::from_utf8(take_counted(&mut rest)?).map_err(|_| MalformedIdentity)?;
                    Label { name, since_ms }
                },
            })),
            _ => return Err(MalformedIdentity),
        };
        let mut former = Vec::new();
        if version == VERSION {
            for _ in 0..u16::from_le_bytes(take(&mut rest)?) {
                former.push((ReplicaId(take(&mut rest)?), u64::from_le_bytes(take(&mut rest)?)));
            }
        }
        if !rest.is_empty() {
            return Err(MalformedIdentity);
        }
        Ok(Self { admission, account, seed, replica, keys: EpochKeys::kept(keys), log, former })
    }
}

/// Reads a batch that something else may follow.
fn take_log(rest: &mut &[u8]) -> Result<Vec<Logged>, MalformedIdentity> {
    let [format] = take(rest)?;
    if format != 1 {
        return Err(MalformedIdentity);
    }
    let mut log = Vec::new();
    for _ in 0..u16::from_le_bytes(take(rest)?) {
        let length = usize::try_from(u32::from_le_bytes(take(rest)?)).map_err(|_| MalformedIdentity)?;
        let (entry, left) = rest.split_at_checked(length).ok_or(MalformedIdentity)?;
        *rest = left;
        let mut keyboxes = Vec::new();
        for _ in 0..u16::from_le_bytes(take(rest)?) {
            keyboxes.push((ebb_protocol::ids::MemberId(take(rest)?), take::<KEYBOX_BYTES>(rest)?));
        }
        log.push(Logged { entry: entry.to_vec(), keyboxes });
    }
    Ok(log)
}

fn take_counted(rest: &mut &[u8]) -> Result<Vec<u8>, MalformedIdentity> {
    let length = usize::from(u16::from_le_bytes(take(rest)?));
    let (taken, left) = rest.split_at_checked(length).ok_or(MalformedIdentity)?;
    *rest = left;
    Ok(taken.to_vec())
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], MalformedIdentity> {
    let (taken, left) = rest.split_first_chunk::<N>().ok_or(MalformedIdentity)?;
    *rest = left;
    Ok(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebb_protocol::ids::MemberId;

    #[test]
    fn an_identity_reads_back_and_cuts_are_noticed() {
        let draw = FoundingDraw {
            seed: [2; 32],
            key: [4; 32],
            journal: StreamId([5; 16]),
            random: [6; 16],
            name_seed: [7; 32],
        };
        let founding = Identity::founding(ReplicaId([1; 16]), &Label { name: "Phone".to_owned(), since_ms: 7 }, &draw);
        let mut admitted = Identity { admission: Admission::Admitted, ..founding.clone() };
        admitted.log[0].keyboxes.push((MemberId([3; 16]), [4; KEYBOX_BYTES]));
        admitted.former = vec![(ReplicaId([7; 16]), 8), (ReplicaId([9; 16]), u64::MAX)];
        let joining = Identity::joining(ReplicaId([1; 16]), "Tablet", Code::new([9; 16]), [[1; 32], [2; 32], [3; 32]]);
        let label = Label { name: "Phone".to_owned(), since_ms: 7 };
        let restoring = Identity::restoring(ReplicaId([1; 16]), label, Code::new([9; 16]), [1; 32]);
        for identity in [founding, admitted, joining, restoring] {
            let bytes = identity.to_bytes();
            assert_eq!(Identity::from_bytes(&bytes).unwrap(), identity);
            for length in 0..bytes.len() {
                assert!(Identity::from_bytes(&bytes[..length]).is_err(), "cut at {length}");
            }
        }
    }

    #[test]
    fn an_identity_of_the_version_before_is_read() {
        let joining = Identity::joining(ReplicaId([1; 16]), "Tablet", Code::new([9; 16]), [[1; 32], [2; 32], [3; 32]]);
        let mut bytes = joining.to_bytes();
        bytes[0] = VERSION_BEFORE;
        bytes.truncate(bytes.len() - 2);
        assert_eq!(Identity::from_bytes(&bytes).unwrap(), joining);
    }
}
