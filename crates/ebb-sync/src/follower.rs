//! One follow of somebody else's journal, on a device of who follows: look at the invitation, leave a card, compare, read the part of the
//! owner's trust log that is for it, read the feed, leave notes, and end. One thing is under way at a time, besides the live channel.
//!
//! Arrives: events. Leaves: effects. Never here: I/O, clocks, randomness, sentences. The device's store and the person's own journal are the
//! driver's: the script of `conformance` says what a store must do.

mod effect;
mod event;
mod identity;
mod standing;

pub use effect::{FEED_SEGMENTS_AT_ONCE, FeedShown, FollowerEffect, FollowerStoreEffect};
pub use event::{FeedCursor, FeedSegment, FollowerEvent, FollowerPersisted, Notes, WaitingNote};
pub use identity::FollowerIdentity;
pub use standing::{FollowEnd, FollowRefused, FollowerNews, FollowerStage, FollowerStanding, NoteRefused};

use ebb_protocol::ids::AccountId;

use crate::event::Circumstances;

/// The state of one follow.
#[derive(Debug)]
pub struct Follower {
    identity: FollowerIdentity,
    own_account: Option<AccountId>,
    persisted: FollowerPersisted,
}

impl Follower {
    /// A follow that goes on where the store's last session ended. `own_account` is that of the person's own journal, if it has one: an
    /// invitation of that is not taken up.
    pub const fn new(identity: FollowerIdentity, own_account: Option<AccountId>, persisted: FollowerPersisted) -> Self {
        Self { identity, own_account, persisted }
    }

    /// What all devices of who follows hold of it. The record of the person's own journal is this text once `Keep` has told it.
    pub const fn identity(&self) -> &FollowerIdentity {
        &self.identity
    }

    /// Takes in one event; the effects are to be carried out in their order.
    pub fn handle(&mut self, _event: FollowerEvent, _circumstances: Circumstances) -> Vec<FollowerEffect> {
        let _ = (&self.own_account, &self.persisted);
        Vec::new()
    }
}
