#![doc = include_str!("../README.md")]

mod backoff;
pub mod conformance;
mod effect;
mod engine;
mod event;
pub mod follower;
mod identity;
mod inviting;
mod members;
mod standing;

pub use effect::{
    Effect, Method, OutboxSegment, ReplicaHead, Request, SET_ASIDE_AT_ONCE, Sealing, SetAside, StoreEffect,
};
pub use engine::Engine;
pub use event::{Circumstances, Event, Persisted, Reply, Wish};
pub use identity::{Admission, FoundingDraw, Identity, Joining, MalformedIdentity, Restoring};
pub use inviting::{ApprovedFollow, FollowCandidate, FollowPlan, InvitationStep, Inviting, NotInvited};
pub use members::{MemberShown, members_shown};
pub use standing::{JoinStage, OtherDevice, Standing, SyncTrouble, WishRefused};
