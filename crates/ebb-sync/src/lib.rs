#![doc = include_str!("../README.md")]

mod backoff;
mod came_about;
pub mod conformance;
mod effect;
mod engine;
mod event;
mod feeds;
pub mod follower;
mod follows;
mod identity;
mod inviting;
mod members;
mod opened;
mod projecting;
mod standing;

pub use came_about::{CameAbout, Done, TrustChange, came_about};
pub use effect::{
    Effect, FEED_SEGMENTS_AT_ONCE, Method, OutboxSegment, ReplicaHead, Request, SET_ASIDE_AT_ONCE, Sealing, SetAside,
    StoreEffect,
};
pub use engine::Engine;
pub use event::{Circumstances, Event, FollowChanged, Persisted, Reply, Wish};
pub use feeds::{FeedCursor, FeedSegment, NoteCame};
pub use follows::{FollowShown, UnreadableFollow, follows_shown};
pub use identity::{Admission, FoundingDraw, Identity, Joining, MalformedIdentity, Restoring};
pub use inviting::{ApprovedFollow, FollowCandidate, FollowPlan, InvitationStep, Inviting, NotInvited};
pub use members::{MemberShown, members_shown};
pub use opened::{FeedOpener, FeedSaid};
pub use projecting::{Projected, Projecting};
pub use standing::{FeedStanding, FollowStanding, JoinStage, OtherDevice, Standing, SyncTrouble, WishRefused};
