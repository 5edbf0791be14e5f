//! The part of the trust log that a follow reads: the entries about devices and sheets, which are a chain of their own, and those
//! about itself. The one function takes each of them in; only their place is another.
//!
//! So a follow knows who may write its feed, and under which epoch, and nothing of other follows but that entries lie between.

use super::change::Change;
use super::entry::{Detail, SignedEntry};
use super::follows::Follow;
use super::state::{TrustRefusal, TrustState};
use crate::ids::MemberId;

/// The log of an account as far as one follow reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedLog {
    state: TrustState,
    own: MemberId,
    last_index: u32,
}

impl FollowedLog {
    /// From the entry that founds an account, for a follow.
    pub fn found(entry: &[u8], own: MemberId) -> Result<Self, TrustRefusal> {
        Ok(Self { state: TrustState::found(entry)?, own, last_index: 0 })
    }

    /// The log after all entries that a follow reads.
    pub fn of_chain<'a>(entries: impl IntoIterator<Item = &'a [u8]>, own: MemberId) -> Result<Self, TrustRefusal> {
        let mut entries = entries.into_iter();
        let mut log = Self::found(entries.next().ok_or(TrustRefusal::NotNext)?, own)?;
        for entry in entries {
            log.apply(entry).or_else(|_| log.end(entry))?;
        }
        Ok(log)
    }

    /// Takes the next entry in. What is refused changes nothing.
    pub fn apply(&mut self, entry: &[u8]) -> Result<Change, TrustRefusal> {
        let signed = SignedEntry::read(entry)?;
        if self.state.is_closed() {
            return Err(TrustRefusal::Closed);
        }
        let head = &signed.head;
        let follows = head.index > self.last_index && head.previous_member == self.state.member_head();
        if !follows || !is_for(&head.detail, self.own) {
            return Err(TrustRefusal::NotNext);
        }
        let index = head.index;
        let change = self.state.take(signed)?;
        self.last_index = index;
        Ok(change)
    }

    /// Takes in an entry that stops this follow or closes the account, also where entries before it were not shown: who has ended is shown
    /// nothing but the end. It must be signed by a device of the chain as it was read. So somebody who was dismissed meanwhile may end a
    /// follow, with the help of a server, which can keep it from reading anyway.
    pub fn end(&mut self, entry: &[u8]) -> Result<Change, TrustRefusal> {
        let signed = SignedEntry::read(entry)?;
        let index = signed.head.index;
        let is_end = match signed.head.detail {
            Detail::FollowStopped(member) => member == self.own,
            Detail::Closed => true,
            _ => false,
        };
        if !is_end || index <= self.last_index {
            return Err(TrustRefusal::NotNext);
        }
        let change = self.state.take_end(&signed)?;
        self.last_index = index;
        Ok(change)
    }

    /// What these entries say. Its head and its count are not those of the whole log.
    pub const fn state(&self) -> &TrustState {
        &self.state
    }

    /// This follow, once it was let in.
    pub fn own(&self) -> Option<&Follow> {
        self.state.follows().get(&self.own)
    }

    /// Index of the last entry that was read.
    pub const fn last_index(&self) -> u32 {
        self.last_index
    }
}

/// Whether a follow reads an entry: one about a device, a sheet or the account, or about itself.
pub fn is_for(detail: &Detail, follow: MemberId) -> bool {
    !matches!(detail, Detail::Unknown { .. }) && follow_of(detail).is_none_or(|about| about == follow)
}

/// The follow that an entry is about; `None` where it is about a device, a sheet or the account, or of a kind that is not known.
pub fn follow_of(detail: &Detail) -> Option<MemberId> {
    match detail {
        Detail::Followed(following) => Some(MemberId::of_signing_key(&following.signing_key)),
        Detail::FollowChanged(change) => Some(change.member),
        Detail::FollowStopped(member) => Some(*member),
        Detail::Founded(_) | Detail::Admitted(_) | Detail::Dismissed(_) | Detail::Closed | Detail::Unknown { .. } => {
            None
        }
    }
}
