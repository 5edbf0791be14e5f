//! A feed opened by a device of its owner: "see what they see" shows the very feed, not what it should be.

use ebb_journal::scope::{FeedChange, FollowTerms, Scope};
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{AccountId, MemberId, StreamId};
use ebb_protocol::trust::TrustState;
use ebb_replica::unpack_feed;
use ebb_vault::{EpochKeys, open_feed};

use crate::identity::Identity;

/// Opens the segments of one follow's feed.
#[derive(Debug)]
pub struct FeedOpener {
    account: AccountId,
    feed: StreamId,
    keys: EpochKeys,
    trust: TrustState,
}

/// What one segment says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedSaid {
    /// Everything before it is forgotten.
    pub is_anew: bool,
    /// Its number in the feed.
    pub number: u64,
    /// What changes.
    pub changes: Vec<FeedChange>,
    /// What is shared from here on, where that is told.
    pub scope: Option<Scope>,
    /// What else is agreed from here on, where that is told.
    pub terms: Option<FollowTerms>,
    /// When it was made, in milliseconds since 1970.
    pub made_ms: i64,
}

impl FeedOpener {
    /// For the feed of somebody who follows or followed; `None` where there is nobody of that name.
    pub fn new(identity: &Identity, member: MemberId) -> Option<Self> {
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).ok()?;
        let feed = trust.follows().get(&member)?.feed;
        Some(Self { account: trust.account(), feed, keys: identity.keys.clone(), trust })
    }

    /// Which feed it is.
    pub const fn feed(&self) -> StreamId {
        self.feed
    }

    /// What a segment says; `None` where it does not open, or cannot be read here.
    pub fn open(&self, segment: &[u8]) -> Option<FeedSaid> {
        let head = SegmentHead::of_segment(segment).ok()?;
        let key = self.keys.of(head.epoch)?.follow_key(self.feed);
        let writer_key = |writer| self.trust.members().get(&writer).map(|member| member.signing_key);
        let opened = open_feed(&key, (self.account, self.feed), writer_key, segment).ok()?;
        let (changes, _newer) = unpack_feed(&opened.body.changes).ok()?;
        Some(FeedSaid {
            is_anew: opened.is_anew(),
            number: head.number,
            changes,
            scope: Scope::from_bytes(&opened.body.scope).ok(),
            terms: FollowTerms::from_bytes(&opened.body.terms).ok(),
            made_ms: opened.body.made_ms,
        })
    }
}
