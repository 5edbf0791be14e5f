//! Entries about those who follow: changes that were chosen from what is there no longer are refused, and after a dismissal each
//! follow is given its new key.

use ebb_protocol::ids::MemberId;
use ebb_protocol::trust::{Detail, Follow, SignedEntry, TrustState};
use ebb_vault::{Author, FollowBody};

use super::{Engine, Next};
use crate::event::{Circumstances, FollowChanged};
use crate::follows::body_of;
use crate::standing::WishRefused;

impl Engine {
    /// Whether a follow still stands as it did when a change of it was chosen. False where it is what it was to become already.
    pub(super) fn stands_as_shown(&self, trust: &TrustState, change: &FollowChanged) -> Result<bool, WishRefused> {
        let follow = trust.follows().get(&change.member).filter(|follow| follow.is_open());
        let follow = follow.ok_or(WishRefused::Pointless)?;
        if follow.scoped == change.made_from {
            return Ok(true);
        }
        let newest = body_of(&self.identity, trust, follow).ok_or(WishRefused::ChangedMeanwhile)?;
        if (&newest, follow.until_ms) == (&change.body, change.until_ms) {
            return Ok(false);
        }
        // An entry that gave it a new key alone has changed nothing of what was shown.
        let shown = self.told_at(trust, change.member, change.made_from).ok_or(WishRefused::ChangedMeanwhile)?;
        if shown == (newest, follow.until_ms) { Ok(true) } else { Err(WishRefused::ChangedMeanwhile) }
    }

    /// What an entry says of a follow.
    fn told_at(&self, trust: &TrustState, member: MemberId, index: u32) -> Option<(FollowBody, Option<i64>)> {
        let logged = usize::try_from(index).ok().and_then(|index| self.identity.log.get(index))?;
        let entry = SignedEntry::read(&logged.entry).ok()?;
        let (about, until_ms) = match &entry.head.detail {
            Detail::Followed(following) => (MemberId::of_signing_key(&following.signing_key), following.until_ms),
            Detail::FollowChanged(change) => (change.member, change.until_ms),
            _ => return None,
        };
        let body = FollowBody::in_entry(&entry, trust.account(), &self.identity.keys)?;
        (about == member).then_some((body, until_ms))
    }

    /// Gives a follow the key of the newest epoch that it lacks: a dismissal says nothing of who follows. Any device that has read
    /// the log does so; of two that do at once, the second one finds it done.
    pub(super) fn give_key(&mut self, circumstances: Circumstances) -> Next {
        let trust = self.trust.as_ref().filter(|_| !self.keys_refused)?;
        let now_ms = self.server_now(circumstances);
        let lacks_key = |follow: &Follow| follow.keyed < trust.epoch() && follow.lets_read(now_ms);
        // One whose body is of a newer version waits for a device that can read it.
        let (member, until_ms, body) = trust
            .open_follows()
            .filter(|(_, follow)| lacks_key(follow))
            .find_map(|(member, follow)| Some((member, follow.until_ms, body_of(&self.identity, trust, follow)?)))?;
        let author = Author { state: trust, signer: &self.secrets, keys: &self.identity.keys };
        let logged = author.change_follow(member, &body, until_ms, circumstances.random).ok();
        if let Some(logged) = logged.filter(|logged| trust.clone().apply(&logged.entry).is_ok()) {
            return Some(self.append_entry(None, logged, None));
        }
        self.keys_refused = true;
        None
    }

    /// The time by the server's clock, as far as it has told.
    pub(super) fn server_now(&self, circumstances: Circumstances) -> i64 {
        circumstances.now_ms.saturating_add(self.standing.clock_offset_ms.unwrap_or(0))
    }
}
