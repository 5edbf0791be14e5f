//! Talks to a server as devices do, over real HTTP, but with noise for sealed bodies: a server cannot tell the
//! difference.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    reason = "a test ends where a promise is broken, and says which"
)]

mod compaction;
mod device;
mod follower;
mod http;
mod owner;
mod program;
mod replica;
mod seed;
mod trust;

pub use compaction::stream_page;
pub use device::Device;
pub use follower::Follower;
pub use http::{Body, Http, Reply};
pub use owner::{Feed, Owner};
pub use program::{Program, server_program};
pub use replica::Replica;
pub use seed::{noise, seeded};
pub use trust::{Mailbox, Newcomer};
