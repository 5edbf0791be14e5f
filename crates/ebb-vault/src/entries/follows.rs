//! The entries by which somebody may follow, by which that changes, and by which it ends.

#[cfg(test)]
mod tests;

use ebb_protocol::ids::{MailboxId, MemberId, SecretHash, StreamId};
use ebb_protocol::trust::batch::hash_of;
use ebb_protocol::trust::{Detail, Follow, FollowChange, Following, KEYBOX_BYTES, Logged};

use super::{Author, Unmade};
use crate::follow::FollowBody;
use crate::keybox::{KeyboxPlace, seal_keybox};
use crate::keys::StreamKey;
use crate::randomness::Seeded;

/// Who is to follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFollow {
    /// Its Ed25519 key.
    pub signing_key: [u8; 32],
    /// Its X25519 key.
    pub sealing_key: [u8; 32],
    /// By what the server is to know its token.
    pub token_hash: SecretHash,
    /// The mailbox through which it came.
    pub mailbox: MailboxId,
    /// The stream of its feed, drawn at random.
    pub feed: StreamId,
    /// The stream of its notes, drawn at random.
    pub notes: StreamId,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_ms: Option<i64>,
}

impl Author<'_> {
    /// Lets somebody follow. The seed must be drawn at random for this one entry.
    pub fn follow(&self, newcomer: &NewFollow, body: &FollowBody, seed: [u8; 32]) -> Result<Logged, Unmade> {
        let member = MemberId::of_signing_key(&newcomer.signing_key);
        let mut random = Seeded::new(seed);
        let keybox = self.follow_keybox((member, &newcomer.sealing_key), newcomer.feed, random.next_32())?;
        let detail = Detail::Followed(Following {
            signing_key: newcomer.signing_key,
            sealing_key: newcomer.sealing_key,
            token_hash: newcomer.token_hash,
            keybox_hash: hash_of(&keybox),
            mailbox: newcomer.mailbox,
            feed: newcomer.feed,
            notes: newcomer.notes,
            until_ms: newcomer.until_ms,
        });
        self.with_body(detail, body, (member, keybox), &mut random)
    }

    /// Says anew what a follow may see and until when, and gives it the key of the newest epoch. The seed must be drawn at random for
    /// this one entry.
    pub fn change_follow(
        &self,
        member: MemberId,
        body: &FollowBody,
        until_ms: Option<i64>,
        seed: [u8; 32],
    ) -> Result<Logged, Unmade> {
        let follow = self.state.follows().get(&member).ok_or(Unmade::Member)?;
        let mut random = Seeded::new(seed);
        let Follow { sealing_key, feed, .. } = follow;
        let keybox = self.follow_keybox((member, sealing_key), *feed, random.next_32())?;
        let detail = Detail::FollowChanged(FollowChange { member, keybox_hash: hash_of(&keybox), until_ms });
        self.with_body(detail, body, (member, keybox), &mut random)
    }

    /// Stops a follow.
    pub fn stop_follow(&self, member: MemberId) -> Logged {
        let head = self.head(self.state.epoch(), Detail::FollowStopped(member));
        Logged { entry: self.sign(&head, &[]), keyboxes: Vec::new() }
    }

    /// The same with the time at which it was done, sealed for devices, in milliseconds since 1970.
    pub(super) fn stop_follow_told(&self, member: MemberId, now_ms: i64, seed: [u8; 32]) -> Result<Logged, Unmade> {
        let head = self.head(self.state.epoch(), Detail::FollowStopped(member));
        let body = self.told_body(&head, self.newest_key()?, Some(now_ms), Seeded::new(seed).nonce());
        Ok(Logged { entry: self.sign(&head, &body), keyboxes: Vec::new() })
    }

    fn follow_keybox(
        &self,
        (member, sealing_key): (MemberId, &[u8; 32]),
        feed: StreamId,
        seed: [u8; 32],
    ) -> Result<[u8; KEYBOX_BYTES], Unmade> {
        let epoch = self.state.epoch();
        let key = self.newest_key()?.follow_key(feed);
        let place = KeyboxPlace { account: self.state.account(), stream: feed, epoch, member };
        Ok(seal_keybox(sealing_key, &place, &key, seed)?)
    }

    fn with_body(
        &self,
        detail: Detail,
        body: &FollowBody,
        keybox: (MemberId, [u8; KEYBOX_BYTES]),
        random: &mut Seeded,
    ) -> Result<Logged, Unmade> {
        let head = self.head(self.state.epoch(), detail);
        let sealed = body.seal(self.state.account(), &head.to_bytes(), self.newest_key()?, random.nonce())?;
        Ok(Logged { entry: self.sign(&head, &sealed), keyboxes: vec![keybox] })
    }

    fn newest_key(&self) -> Result<&StreamKey, Unmade> {
        self.keys.of(self.state.epoch()).ok_or(Unmade::NoKey)
    }
}
