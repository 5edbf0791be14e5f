//! Who follows, as the log tells of it. A follow holds no key of the journal and signs no entry; it stays known after it was
//! stopped, so that its name, its token and its streams are never another's.

use std::collections::BTreeMap;

use super::change::Change;
use super::entry::{Detail, FollowChange, Following, MemberKind, SignedEntry};
use super::state::{TrustRefusal, TrustState};
use crate::ids::{MemberId, SecretHash, StreamId};
use crate::limits::FOLLOWS_MAX;

/// One person's access to what the owner shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Follow {
    /// Its Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server knows its token.
    pub token_hash: SecretHash,
    /// The stream that devices write and it reads.
    pub feed: StreamId,
    /// The stream that it writes and devices read.
    pub notes: StreamId,
    /// When it ends by itself, in milliseconds since 1970; `None` where it goes on until it is stopped.
    pub until_ms: Option<i64>,
    /// Index of the entry by which it began.
    pub begun: u32,
    /// The epoch of that entry: records go by names of its key in the feed, in all epochs after it too.
    pub begun_epoch: u32,
    /// Index of the newest entry that says what it may see.
    pub scoped: u32,
    /// Index of the entry that stopped it.
    pub stopped: Option<u32>,
    /// The epoch of the newest key that it was given. Where that is not the account's, its feed waits for one.
    pub keyed: u32,
}

impl Follow {
    /// Whether it was not stopped. One whose time is over is open until then, and gets nothing all the same: see [`Self::lets_read`].
    pub const fn is_open(&self) -> bool {
        self.stopped.is_none()
    }

    /// Whether it may read its feed at a time.
    pub const fn lets_read(&self, now_ms: i64) -> bool {
        match self.until_ms {
            Some(until_ms) => self.is_open() && now_ms < until_ms,
            None => self.is_open(),
        }
    }
}

impl TrustState {
    pub(super) fn follow(
        &mut self,
        (index, epoch): (u32, u32),
        signer_kind: MemberKind,
        following: &Following,
    ) -> Result<Change, TrustRefusal> {
        only_devices(signer_kind)?;
        let member = MemberId::of_signing_key(&following.signing_key);
        let (feed, notes) = (following.feed, following.notes);
        let is_taken = |stream: StreamId| {
            stream == self.journal() || self.follows.values().any(|known| known.feed == stream || known.notes == stream)
        };
        if self.is_known(member, following.token_hash) || feed == notes || is_taken(feed) || is_taken(notes) {
            return Err(TrustRefusal::Member);
        }
        if self.open_follows().count() >= FOLLOWS_MAX {
            return Err(TrustRefusal::Full);
        }
        let follow = Follow {
            signing_key: following.signing_key,
            sealing_key: following.sealing_key,
            token_hash: following.token_hash,
            feed,
            notes,
            until_ms: following.until_ms,
            begun: index,
            begun_epoch: epoch,
            scoped: index,
            stopped: None,
            keyed: epoch,
        };
        self.follows.insert(member, follow);
        Ok(Change::Followed { member, mailbox: following.mailbox })
    }

    pub(super) fn change_follow(
        &mut self,
        (index, epoch): (u32, u32),
        signer_kind: MemberKind,
        change: FollowChange,
    ) -> Result<Change, TrustRefusal> {
        only_devices(signer_kind)?;
        let follow = self.open_follow_mut(change.member)?;
        follow.until_ms = change.until_ms;
        (follow.scoped, follow.keyed) = (index, epoch);
        Ok(Change::FollowChanged(change.member))
    }

    pub(super) fn stop_follow(
        &mut self,
        index: u32,
        signer_kind: MemberKind,
        member: MemberId,
    ) -> Result<Change, TrustRefusal> {
        only_devices(signer_kind)?;
        self.open_follow_mut(member)?.stopped = Some(index);
        Ok(Change::FollowStopped(member))
    }

    /// Takes an entry in that ends a follow or the account, whatever may stand before it; see [`super::followed::FollowedLog::end`].
    pub(super) fn take_end(&mut self, signed: &SignedEntry) -> Result<Change, TrustRefusal> {
        if self.is_closed {
            return Err(TrustRefusal::Closed);
        }
        let signer_kind = self.signed_by(signed)?;
        let change = match signed.head.detail {
            Detail::FollowStopped(member) => self.stop_follow(signed.head.index, signer_kind, member)?,
            Detail::Closed if signer_kind == MemberKind::Device => {
                self.is_closed = true;
                Change::Closed
            }
            _ => return Err(TrustRefusal::NotAllowed),
        };
        self.hashes.push(signed.hash);
        Ok(change)
    }

    fn open_follow_mut(&mut self, member: MemberId) -> Result<&mut Follow, TrustRefusal> {
        self.follows.get_mut(&member).filter(|follow| follow.is_open()).ok_or(TrustRefusal::Member)
    }

    /// All who follow or followed.
    pub const fn follows(&self) -> &BTreeMap<MemberId, Follow> {
        &self.follows
    }

    /// Those who were not stopped, in rising order.
    pub fn open_follows(&self) -> impl Iterator<Item = (MemberId, &Follow)> {
        self.follows.iter().filter(|(_, follow)| follow.is_open()).map(|(member, follow)| (*member, follow))
    }
}

fn only_devices(signer_kind: MemberKind) -> Result<(), TrustRefusal> {
    if signer_kind == MemberKind::Device { Ok(()) } else { Err(TrustRefusal::NotAllowed) }
}

#[cfg(test)]
mod tests;
