//! Making the entries of the trust log: each is signed by a member, and brings a keybox for whom it gives a key to.

mod follows;

pub use follows::NewFollow;

use ebb_protocol::ids::{AccountId, EntryHash, MailboxId, MemberId, SecretHash, SegmentHash, StreamId};
use ebb_protocol::trust::batch::hash_of;
use ebb_protocol::trust::{Admission, Cut, Detail, Dismissal, Founding, Logged, MemberKind, OpenHead, TrustState};

use crate::epochs::{EpochKeys, seal_previous};
use crate::follow::TooLong;
use crate::keybox::{KeyboxPlace, Unsealable, seal_keybox};
use crate::keys::StreamKey;
use crate::member::MemberSecrets;
use crate::names::{Label, seal_label};
use crate::randomness::Seeded;

/// Who is to become a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    /// What it is.
    pub kind: MemberKind,
    /// Its Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server is to know its token.
    pub token_hash: SecretHash,
    /// What it is called and since when, for devices alone.
    pub label: Label,
    /// The mailbox through which it came.
    pub mailbox: Option<MailboxId>,
    /// See [`Admission::proof`].
    pub proof: [u8; 32],
}

/// Why an entry could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unmade {
    /// The device does not have the newest key: it has to read the trust log first.
    #[error("this device does not have the newest key")]
    NoKey,
    /// Someone's key is none to which anything can be sealed.
    #[error("a member's key is none")]
    Member,
    /// What is to be kept of a follow is too long.
    #[error("what is to be kept of a follow is too long")]
    TooLong,
}

impl From<TooLong> for Unmade {
    fn from(_: TooLong) -> Self {
        Self::TooLong
    }
}

impl From<Unsealable> for Unmade {
    fn from(_: Unsealable) -> Self {
        Self::Member
    }
}

/// What a device founds an account with; all drawn at random.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// The journal's stream.
    pub journal: StreamId,
    /// Its first key.
    pub key: StreamKey,
    /// Makes the account's id unguessable.
    pub random: [u8; 16],
    /// For the nonce.
    pub seed: [u8; 32],
}

/// The entry by which a device founds an account.
pub fn found(founder: &MemberSecrets, label: &Label, beginning: &Beginning) -> Vec<u8> {
    let head = OpenHead {
        index: 0,
        previous: EntryHash::NONE,
        previous_member: EntryHash::NONE,
        signer: founder.member(),
        epoch: 0,
        detail: Detail::Founded(Founding {
            signing_key: founder.signing.verifying_key(),
            sealing_key: founder.sealing_key(),
            token_hash: founder.token_hash(),
            journal: beginning.journal,
            commitment: beginning.key.commitment(),
            random: beginning.random,
        }),
    };
    let nonce = Seeded::new(beginning.seed).nonce();
    let body = seal_label(label, AccountId([0; 16]), &head.to_bytes(), &beginning.key, nonce);
    head.sign(AccountId([0; 16]), &body, &founder.signing.signing_key())
}

/// Someone who signs the next entry of a log.
#[derive(Debug, Clone, Copy)]
pub struct Author<'a> {
    /// The log so far.
    pub state: &'a TrustState,
    /// Who signs.
    pub signer: &'a MemberSecrets,
    /// The journal's keys.
    pub keys: &'a EpochKeys,
}

/// Someone who signs the next entry of a log, and says when.
#[derive(Debug, Clone, Copy)]
pub struct DatedAuthor<'a> {
    author: Author<'a>,
    now_ms: i64,
}

impl DatedAuthor<'_> {
    /// As [`Author::dismiss`].
    pub fn dismiss(
        &self,
        member: MemberId,
        cuts: Vec<Cut>,
        compacted: Vec<SegmentHash>,
        new_key: &StreamKey,
        seed: [u8; 32],
    ) -> Result<Logged, Unmade> {
        self.author.dismiss_told((member, cuts, compacted), new_key, Some(self.now_ms), seed)
    }

    /// As [`Author::stop_follow`]. The seed must be drawn at random for this one entry.
    pub fn stop_follow(&self, member: MemberId, seed: [u8; 32]) -> Result<Logged, Unmade> {
        self.author.stop_follow_told(member, self.now_ms, seed)
    }
}

impl<'a> Author<'a> {
    /// Admits a device or a sheet. The seed must be drawn at random for this one entry.
    pub fn admit(&self, newcomer: &Newcomer, seed: [u8; 32]) -> Result<Logged, Unmade> {
        let epoch = self.state.epoch();
        let key = self.keys.of(epoch).ok_or(Unmade::NoKey)?;
        let member = MemberId::of_signing_key(&newcomer.signing_key);
        let mut random = Seeded::new(seed);
        let keybox = seal_keybox(&newcomer.sealing_key, &self.place(epoch, member), key, random.next_32())?;
        let head = self.head(
            epoch,
            Detail::Admitted(Admission {
                kind: newcomer.kind,
                signing_key: newcomer.signing_key,
                sealing_key: newcomer.sealing_key,
                token_hash: newcomer.token_hash,
                keybox_hash: hash_of(&keybox),
                mailbox: newcomer.mailbox,
                proof: newcomer.proof,
            }),
        );
        let body = seal_label(&newcomer.label, self.state.account(), &head.to_bytes(), key, random.nonce());
        Ok(Logged { entry: self.sign(&head, &body), keyboxes: vec![(member, keybox)] })
    }

    /// Dismisses a device or a sheet: a new key for all who stay. Of what it wrote, `cuts` and `compacted` go on to count, both in
    /// rising order. `new_key` and the seed must be drawn at random for this one entry, also when it is made once more because
    /// the log has moved on.
    pub fn dismiss(
        &self,
        member: MemberId,
        cuts: Vec<Cut>,
        compacted: Vec<SegmentHash>,
        new_key: &StreamKey,
        seed: [u8; 32],
    ) -> Result<Logged, Unmade> {
        self.dismiss_told((member, cuts, compacted), new_key, None, seed)
    }

    /// The same with the time at which it was done, sealed for devices, in milliseconds since 1970.
    pub(crate) fn dismiss_told(
        &self,
        (member, cuts, compacted): (MemberId, Vec<Cut>, Vec<SegmentHash>),
        new_key: &StreamKey,
        now_ms: Option<i64>,
        seed: [u8; 32],
    ) -> Result<Logged, Unmade> {
        let epoch = self.state.epoch() + 1;
        let old_key = self.keys.of(self.state.epoch()).ok_or(Unmade::NoKey)?;
        let mut random = Seeded::new(seed);
        let mut keyboxes = Vec::new();
        for (stays, about) in self.state.open_members().filter(|(stays, _)| *stays != member) {
            let keybox = seal_keybox(&about.sealing_key, &self.place(epoch, stays), new_key, random.next_32())?;
            keyboxes.push((stays, keybox));
        }
        let head = self.head(
            epoch,
            Detail::Dismissed(Dismissal {
                member,
                commitment: new_key.commitment(),
                previous_key: seal_previous(new_key, self.state.account(), epoch, old_key, random.nonce())?,
                keybox_hashes: keyboxes.iter().map(|(stays, keybox)| (*stays, hash_of(keybox))).collect(),
                cuts,
                compacted,
            }),
        );
        let body = self.told_body(&head, new_key, now_ms, random.nonce());
        Ok(Logged { entry: self.sign(&head, &body), keyboxes })
    }

    /// When something was done, sealed; nothing where that is not told.
    fn told_body(&self, head: &OpenHead, key: &StreamKey, now_ms: Option<i64>, nonce: [u8; 24]) -> Vec<u8> {
        let label = now_ms.map(|since_ms| Label { name: String::new(), since_ms });
        label.map_or_else(Vec::new, |label| seal_label(&label, self.state.account(), &head.to_bytes(), key, nonce))
    }

    /// Who signs the same, and seals into an entry when it was done.
    pub const fn at(self, now_ms: i64) -> DatedAuthor<'a> {
        DatedAuthor { author: self, now_ms }
    }

    /// Ends the account.
    pub fn close(&self) -> Logged {
        Logged { entry: self.sign(&self.head(self.state.epoch(), Detail::Closed), &[]), keyboxes: Vec::new() }
    }

    fn place(&self, epoch: u32, member: MemberId) -> KeyboxPlace {
        KeyboxPlace { account: self.state.account(), stream: self.state.journal(), epoch, member }
    }

    fn head(&self, epoch: u32, detail: Detail) -> OpenHead {
        OpenHead {
            index: self.state.next_index(),
            previous: self.state.head(),
            previous_member: self.state.member_head(),
            signer: self.signer.member(),
            epoch,
            detail,
        }
    }

    fn sign(&self, head: &OpenHead, body: &[u8]) -> Vec<u8> {
        head.sign(self.state.account(), body, &self.signer.signing.signing_key())
    }
}

#[cfg(test)]
mod tests;
