//! What a chain of entries says, and the one function that takes the next entry in: [`TrustState::apply`]. The server
//! calls it in the transaction that appends, devices on everything that a server tells them.

use std::collections::BTreeMap;

use super::change::Change;
use super::entry::{Admission, Detail, Dismissal, Founding, MalformedEntry, MemberKind, OpenHead, SignedEntry};
use super::follows::Follow;
use super::removed::{Removed, Written};
use crate::ids::{AccountId, EntryHash, MemberId, SecretHash, StreamId};
use crate::limits::{MEMBERS_MAX, SHEETS_MAX, TRUST_ENTRIES_MAX};

/// Why an entry changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrustRefusal {
    /// It cannot be read.
    #[error(transparent)]
    Malformed(#[from] MalformedEntry),
    /// It does not follow the last entry.
    #[error("the entry does not follow the last one")]
    NotNext,
    /// The signature is not that of the member whom it names.
    #[error("the entry is not signed by whom it names")]
    Signature,
    /// Who signs may not do that.
    #[error("who signs the entry may not do that")]
    NotAllowed,
    /// Its epoch is not the one that must follow.
    #[error("the entry's epoch does not follow")]
    Epoch,
    /// The member is one already, was one, or is not one.
    #[error("the entry is about a member of whom that cannot be said")]
    Member,
    /// A new epoch leaves someone without a key, or gives one to somebody who is no member.
    #[error("the keys of the new epoch are not for exactly those who stay")]
    Keyboxes,
    /// As many members, sheets or entries as there may be.
    #[error("the trust log has no room for this")]
    Full,
    /// The account has ended.
    #[error("the account is closed")]
    Closed,
}

/// A device or a sheet, as the log tells of it. It stays known after it was dismissed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// What it is.
    pub kind: MemberKind,
    /// Its Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server knows its token.
    pub token_hash: SecretHash,
    /// Index of the entry that admitted it.
    pub admitted: u32,
    /// Who signed that entry; itself for the founder.
    pub admitted_by: MemberId,
    /// How it was dismissed, if it was.
    pub removed: Option<Removed>,
}

impl Member {
    /// Whether it is a member now.
    pub const fn is_open(&self) -> bool {
        self.removed.is_none()
    }
}

/// What the entries so far say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustState {
    account: AccountId,
    journal: StreamId,
    members: BTreeMap<MemberId, Member>,
    pub(super) follows: BTreeMap<MemberId, Follow>,
    /// One for each epoch.
    commitments: Vec<[u8; 16]>,
    /// For each epoch after the first, the key before it, sealed.
    previous_keys: Vec<[u8; super::SEALED_KEY_BYTES]>,
    /// One for each entry.
    pub(super) hashes: Vec<EntryHash>,
    member_head: EntryHash,
    pub(super) is_closed: bool,
    needs_newer: bool,
}

impl TrustState {
    /// The state after the entry that founds an account.
    pub fn found(entry: &[u8]) -> Result<Self, TrustRefusal> {
        let signed = SignedEntry::read(entry)?;
        let OpenHead { index: 0, previous, previous_member, signer, epoch, detail: Detail::Founded(founding) } =
            &signed.head
        else {
            return Err(TrustRefusal::NotNext);
        };
        if *previous != EntryHash::NONE || *previous_member != EntryHash::NONE {
            return Err(TrustRefusal::NotNext);
        }
        if *epoch != 0 {
            return Err(TrustRefusal::Epoch);
        }
        let founder = MemberId::of_signing_key(&founding.signing_key);
        if *signer != founder || !signed.is_signed_by(&founding.signing_key, AccountId([0; 16])) {
            return Err(TrustRefusal::Signature);
        }
        Ok(Self::founded(entry, founder, founding, signed.hash))
    }

    fn founded(entry: &[u8], founder: MemberId, founding: &Founding, hash: EntryHash) -> Self {
        let member = Member {
            kind: MemberKind::Device,
            signing_key: founding.signing_key,
            sealing_key: founding.sealing_key,
            token_hash: founding.token_hash,
            admitted: 0,
            admitted_by: founder,
            removed: None,
        };
        Self {
            account: AccountId::of_genesis(entry),
            journal: founding.journal,
            members: BTreeMap::from([(founder, member)]),
            follows: BTreeMap::new(),
            commitments: vec![founding.commitment],
            previous_keys: Vec::new(),
            hashes: vec![hash],
            member_head: hash,
            is_closed: false,
            needs_newer: false,
        }
    }

    /// The state after a whole chain.
    pub fn of_chain<'a>(entries: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, TrustRefusal> {
        let mut entries = entries.into_iter();
        let mut state = Self::found(entries.next().ok_or(TrustRefusal::NotNext)?)?;
        for entry in entries {
            state.apply(entry)?;
        }
        Ok(state)
    }

    /// Takes the next entry in. What is refused changes nothing.
    pub fn apply(&mut self, entry: &[u8]) -> Result<Change, TrustRefusal> {
        let signed = SignedEntry::read(entry)?;
        self.check_place(&signed)?;
        self.take(signed)
    }

    /// Takes an entry in whose place was looked at.
    pub(super) fn take(&mut self, signed: SignedEntry) -> Result<Change, TrustRefusal> {
        let signer_kind = self.signed_by(&signed)?;
        let (head, hash) = (signed.head, signed.hash);
        let change = match head.detail {
            Detail::Founded(_) => return Err(TrustRefusal::NotNext),
            Detail::Admitted(ref admission) => self.admit(&head, signer_kind, admission)?,
            Detail::Dismissed(dismissal) => {
                self.dismiss((head.index, head.epoch, head.signer), signer_kind, dismissal)?
            }
            Detail::Closed => {
                if signer_kind != MemberKind::Device {
                    return Err(TrustRefusal::NotAllowed);
                }
                self.same_epoch(head.epoch)?;
                self.is_closed = true;
                Change::Closed
            }
            Detail::Followed(ref following) => {
                self.same_epoch(head.epoch)?;
                self.follow((head.index, head.epoch), signer_kind, following)?
            }
            Detail::FollowChanged(change) => {
                self.same_epoch(head.epoch)?;
                self.change_follow((head.index, head.epoch), signer_kind, change)?
            }
            Detail::FollowStopped(member) => {
                self.same_epoch(head.epoch)?;
                self.stop_follow(head.index, signer_kind, member)?
            }
            Detail::Unknown { .. } => {
                if signer_kind != MemberKind::Device {
                    return Err(TrustRefusal::NotAllowed);
                }
                self.needs_newer = true;
                Change::Unknown
            }
        };
        self.hashes.push(hash);
        if change.is_about_members() {
            self.member_head = hash;
        }
        Ok(change)
    }

    /// What signs an entry, if it is a member now and the signature its own.
    pub(super) fn signed_by(&self, signed: &SignedEntry) -> Result<MemberKind, TrustRefusal> {
        let by = self.members.get(&signed.head.signer).filter(|member| member.is_open());
        let by = by.ok_or(TrustRefusal::NotAllowed)?;
        if signed.is_signed_by(&by.signing_key, self.account) { Ok(by.kind) } else { Err(TrustRefusal::Signature) }
    }

    fn check_place(&self, signed: &SignedEntry) -> Result<(), TrustRefusal> {
        if self.is_closed {
            return Err(TrustRefusal::Closed);
        }
        if self.hashes.len() >= TRUST_ENTRIES_MAX {
            return Err(TrustRefusal::Full);
        }
        let head = &signed.head;
        // A kind of a newer version may stand in the shorter chain or not: who does not know it follows the long one alone.
        let follows_member = self.needs_newer
            || head.previous_member == self.member_head
            || matches!(head.detail, Detail::Unknown { .. });
        let is_next = head.index == self.next_index() && head.previous == self.head() && follows_member;
        if is_next { Ok(()) } else { Err(TrustRefusal::NotNext) }
    }

    /// Whether somebody is or was a member or a follow by this name, or by this token.
    pub(super) fn is_known(&self, member: MemberId, token_hash: SecretHash) -> bool {
        self.members.contains_key(&member)
            || self.follows.contains_key(&member)
            || self.members.values().any(|known| known.token_hash == token_hash)
            || self.follows.values().any(|known| known.token_hash == token_hash)
    }

    fn same_epoch(&self, epoch: u32) -> Result<(), TrustRefusal> {
        // An unknown entry may have begun an epoch of which this version knows nothing.
        if epoch == self.epoch() || self.needs_newer { Ok(()) } else { Err(TrustRefusal::Epoch) }
    }

    fn admit(
        &mut self,
        head: &OpenHead,
        signer_kind: MemberKind,
        admission: &Admission,
    ) -> Result<Change, TrustRefusal> {
        self.same_epoch(head.epoch)?;
        if signer_kind == MemberKind::Sheet && admission.kind != MemberKind::Device {
            return Err(TrustRefusal::NotAllowed);
        }
        let member = MemberId::of_signing_key(&admission.signing_key);
        if self.is_known(member, admission.token_hash) {
            return Err(TrustRefusal::Member);
        }
        let sheets = self.open_members().filter(|(_, member)| member.kind == MemberKind::Sheet).count();
        let is_full =
            self.open_members().count() >= MEMBERS_MAX || (admission.kind == MemberKind::Sheet && sheets >= SHEETS_MAX);
        if is_full {
            return Err(TrustRefusal::Full);
        }
        let admitted = Member {
            kind: admission.kind,
            signing_key: admission.signing_key,
            sealing_key: admission.sealing_key,
            token_hash: admission.token_hash,
            admitted: head.index,
            admitted_by: head.signer,
            removed: None,
        };
        self.members.insert(member, admitted);
        Ok(Change::Admitted { member, mailbox: admission.mailbox })
    }

    fn dismiss(
        &mut self,
        (index, epoch, signer): (u32, u32, MemberId),
        signer_kind: MemberKind,
        dismissal: Dismissal,
    ) -> Result<Change, TrustRefusal> {
        // Whoever makes the new key may not be the one whom it is to shut out.
        if signer_kind != MemberKind::Device || signer == dismissal.member {
            return Err(TrustRefusal::NotAllowed);
        }
        if self.needs_newer || Some(epoch) != self.epoch().checked_add(1) {
            return Err(TrustRefusal::Epoch);
        }
        if !self.members.get(&dismissal.member).is_some_and(Member::is_open) {
            return Err(TrustRefusal::Member);
        }
        let who_stays = self.open_members().map(|(member, _)| member).filter(|member| *member != dismissal.member);
        if !who_stays.eq(dismissal.keybox_hashes.iter().map(|(member, _)| *member)) {
            return Err(TrustRefusal::Keyboxes);
        }
        if let Some(member) = self.members.get_mut(&dismissal.member) {
            let Dismissal { cuts, compacted, .. } = dismissal;
            member.removed = Some(Removed { index, cuts, compacted });
        }
        self.commitments.push(dismissal.commitment);
        self.previous_keys.push(dismissal.previous_key);
        Ok(Change::Dismissed(dismissal.member))
    }

    /// The account.
    pub const fn account(&self) -> AccountId {
        self.account
    }

    /// The journal's stream.
    pub const fn journal(&self) -> StreamId {
        self.journal
    }

    /// The journal's newest epoch.
    pub fn epoch(&self) -> u32 {
        u32::try_from(self.commitments.len() - 1).unwrap_or(u32::MAX)
    }

    /// The commitment to the journal's key of an epoch.
    pub fn commitment(&self, epoch: u32) -> Option<[u8; 16]> {
        self.commitments.get(usize::try_from(epoch).ok()?).copied()
    }

    /// The key before this epoch's, sealed under it; none for the first epoch.
    pub fn previous_key(&self, epoch: u32) -> Option<&[u8; super::SEALED_KEY_BYTES]> {
        self.previous_keys.get(usize::try_from(epoch).ok()?.checked_sub(1)?)
    }

    /// Hash of the last entry.
    pub fn head(&self) -> EntryHash {
        self.hashes.last().copied().unwrap_or(EntryHash::NONE)
    }

    /// Hash of the last entry about a device or sheet.
    pub const fn member_head(&self) -> EntryHash {
        self.member_head
    }

    /// Index of the entry that would come next; how many there are.
    pub fn next_index(&self) -> u32 {
        u32::try_from(self.hashes.len()).unwrap_or(u32::MAX)
    }

    /// Whether an entry with this hash is in the log.
    pub fn holds(&self, hash: EntryHash) -> bool {
        self.hashes.contains(&hash)
    }

    /// The hash of the entry at an index.
    pub fn hash_at(&self, index: u32) -> Option<EntryHash> {
        self.hashes.get(usize::try_from(index).ok()?).copied()
    }

    /// All who are or were members.
    pub const fn members(&self) -> &BTreeMap<MemberId, Member> {
        &self.members
    }

    /// Those who are members now, in rising order.
    pub fn open_members(&self) -> impl Iterator<Item = (MemberId, &Member)> {
        self.members.iter().filter(|(_, member)| member.is_open()).map(|(id, member)| (*id, member))
    }

    /// Whether someone is a device of the account now.
    pub fn is_device(&self, member: MemberId) -> bool {
        self.members.get(&member).is_some_and(|member| member.is_open() && member.kind == MemberKind::Device)
    }

    /// Whether the account has ended.
    pub const fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// Whether there is an entry that this version does not understand: nothing may be sent until there is a newer app.
    pub const fn needs_newer(&self) -> bool {
        self.needs_newer
    }

    /// The key by which a writer's segments are checked, if what it wrote there may count: a device's; of a dismissed one as
    /// its dismissal says.
    pub fn writer_key(&self, writer: MemberId, written: Written) -> Option<[u8; 32]> {
        let member = self.members.get(&writer).filter(|member| member.kind == MemberKind::Device)?;
        let counts = member.removed.as_ref().is_none_or(|removed| removed.lets_count(self.journal, written));
        counts.then_some(member.signing_key)
    }
}

#[cfg(test)]
pub(super) mod tests;
