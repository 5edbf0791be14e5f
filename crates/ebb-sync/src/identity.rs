//! What makes this device a member: its secrets, the journal's key, the account. The driver keeps its bytes in the device's own
//! store; they are as secret as the journal.

use std::collections::BTreeMap;

use ebb_protocol::genesis::Genesis;
use ebb_protocol::ids::{AccountId, MemberId, ReplicaId, StreamId};
use ebb_protocol::member_card::{CARD_BYTES, MemberCard};
use ebb_protocol::token::Token;
use ebb_vault::{DeviceSecrets, JoinSecret, StreamKey, TicketSecret};

/// How the account is entered.
#[derive(Debug, Clone)]
pub enum Admission {
    /// This device founds the account; the server has not confirmed it yet.
    Founding,
    /// This device joins with a ticket; the server has not confirmed it yet.
    Joining(TicketSecret),
    /// Done.
    Admitted,
}

/// This device as a member of an account.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Whether the server knows it yet.
    pub admission: Admission,
    /// The account.
    pub account: AccountId,
    /// The journal's key, epoch 0.
    pub key: StreamKey,
    /// The device's secrets.
    pub device: DeviceSecrets,
    /// This copy of the journal.
    pub replica: ReplicaId,
    /// The genesis entry; empty while joining.
    pub genesis: Vec<u8>,
    /// Cards of the members who joined, each checked against the key.
    pub cards: Vec<MemberCard>,
}

/// Bytes that are no identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what this device stored of itself cannot be read")]
pub struct MalformedIdentity;

const VERSION: u8 = 1;

/// Identities are told apart by their bytes.
impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}
impl Eq for Identity {}

impl Identity {
    /// A device that founds an account. All random bytes are drawn by the caller.
    pub fn founding(replica: ReplicaId, secrets: [[u8; 32]; 3], journal: StreamId, random: [u8; 16]) -> Self {
        let [signing, token, key] = secrets;
        let (device, key) = (DeviceSecrets::new(signing, token), StreamKey::new(key));
        let genesis = device.found(&key, journal, random);
        Self {
            admission: Admission::Founding,
            account: AccountId::of_genesis(&genesis),
            key,
            device,
            replica,
            genesis,
            cards: Vec::new(),
        }
    }

    /// A device that joins with what a link held.
    pub fn joining(replica: ReplicaId, secrets: [[u8; 32]; 2], link: JoinSecret) -> Self {
        let [signing, token] = secrets;
        Self {
            admission: Admission::Joining(link.ticket),
            account: link.account,
            key: link.key,
            device: DeviceSecrets::new(signing, token),
            replica,
            genesis: Vec::new(),
            cards: Vec::new(),
        }
    }

    /// Its name as a member.
    pub fn member(&self) -> MemberId {
        self.device.member()
    }

    /// Its token.
    pub fn token(&self) -> Token {
        self.device.token(self.account)
    }

    /// Whether the server has let it in.
    pub const fn is_admitted(&self) -> bool {
        matches!(self.admission, Admission::Admitted)
    }

    /// The journal's stream, once the genesis entry is known.
    pub fn journal(&self) -> Option<StreamId> {
        Genesis::open(&self.genesis).ok().map(|genesis| genesis.journal)
    }

    /// All members, each with the key by which its segments are checked.
    pub fn writers(&self) -> BTreeMap<MemberId, [u8; 32]> {
        let founder = Genesis::open(&self.genesis).ok().map(|genesis| genesis.signing_key);
        let own = self.device.signing.verifying_key();
        let keys = founder.into_iter().chain([own]).chain(self.cards.iter().map(|card| card.signing_key));
        keys.map(|key| (MemberId::of_signing_key(&key), key)).collect()
    }

    /// How many devices the account has.
    pub fn devices(&self) -> usize {
        if self.is_admitted() { 1 + self.cards.len() } else { 0 }
    }

    /// Its bytes for the device's own store: `version ‖ admission ‖ account ‖ key ‖ signing ‖ token ‖ replica ‖ ticket ‖
    /// genesis length (2) ‖ genesis ‖ cards`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let (admission, ticket) = match &self.admission {
            Admission::Founding => (1, [0; 32]),
            Admission::Joining(ticket) => (2, *ticket.dangerously_reveal()),
            Admission::Admitted => (3, [0; 32]),
        };
        let mut bytes = vec![VERSION, admission];
        bytes.extend(self.account.0);
        bytes.extend(self.key.dangerously_reveal());
        bytes.extend(self.device.signing.dangerously_reveal());
        bytes.extend(self.device.token.dangerously_reveal());
        bytes.extend(self.replica.0);
        bytes.extend(ticket);
        bytes.extend(u16::try_from(self.genesis.len()).unwrap_or(u16::MAX).to_le_bytes());
        bytes.extend(&self.genesis);
        for card in &self.cards {
            bytes.extend(card.to_bytes());
        }
        bytes
    }

    /// Reads what [`Identity::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, MalformedIdentity> {
        let mut rest = bytes;
        let [version, admission] = take(&mut rest)?;
        if version != VERSION {
            return Err(MalformedIdentity);
        }
        let account = AccountId(take(&mut rest)?);
        let key = StreamKey::new(take(&mut rest)?);
        let device = DeviceSecrets::new(take(&mut rest)?, take(&mut rest)?);
        let replica = ReplicaId(take(&mut rest)?);
        let ticket = TicketSecret::new(take(&mut rest)?);
        let length = usize::from(u16::from_le_bytes(take(&mut rest)?));
        let (genesis, cards) = rest.split_at_checked(length).ok_or(MalformedIdentity)?;
        let admission = match admission {
            1 => Admission::Founding,
            2 => Admission::Joining(ticket),
            3 => Admission::Admitted,
            _ => return Err(MalformedIdentity),
        };
        let cards = cards.chunks(CARD_BYTES).map(MemberCard::from_bytes).collect::<Result<_, _>>();
        let cards = cards.map_err(|_| MalformedIdentity)?;
        Ok(Self { admission, account, key, device, replica, genesis: genesis.to_vec(), cards })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], MalformedIdentity> {
    let (taken, left) = rest.split_first_chunk::<N>().ok_or(MalformedIdentity)?;
    *rest = left;
    Ok(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ebb_vault::card_for;

    #[test]
    fn an_identity_reads_back_and_cuts_are_noticed() {
        let mut identity =
            Identity::founding(ReplicaId([1; 16]), [[2; 32], [3; 32], [4; 32]], StreamId([5; 16]), [6; 16]);
        identity.admission = Admission::Admitted;
        identity.cards.push(card_for(&DeviceSecrets::new([7; 32], [8; 32]), &identity.key));
        let bytes = identity.to_bytes();
        assert_eq!(Identity::from_bytes(&bytes).unwrap(), identity);
        for length in (0..bytes.len()).filter(|length| *length != bytes.len() - CARD_BYTES) {
            assert!(Identity::from_bytes(&bytes[..length]).is_err(), "cut at {length}");
        }
        assert_eq!(identity.devices(), 2);
    }
}
