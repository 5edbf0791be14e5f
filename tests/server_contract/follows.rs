//! Follows: a feed that devices write and one follow reads, notes that it leaves, and how it ends. With real keys: what a
//! follow is handed out, it opens.

mod bad_actors;
mod ending;
mod feeds;
mod hearing;
mod logs;
mod notes;

use std::time::Duration;

use ebb_protocol::problem::ProblemKind;
use ebb_protocol::trust::Logged;
use ebb_tests::server_client::{Feed, Follower, Owner, Reply};
use hyper::StatusCode;

use crate::world::{BEGINNING_MS, World};

const HOUR: Duration = Duration::from_hours(1);

/// A server with an owner, whom somebody follows; of the feed nothing was written yet.
struct Following {
    world: World,
    owner: Owner,
    follower: Follower,
    feed: Feed,
}

impl Following {
    async fn start() -> Self {
        Self::until(None).await
    }

    async fn until(until_ms: Option<i64>) -> Self {
        let world = World::start().await;
        let owner = Owner::found(world.address, 1).await;
        let follower = owner.let_follow(2, until_ms).await;
        let feed = Feed::empty(follower.feed);
        Self { world, owner, follower, feed }
    }

    /// The same with a feed of so many segments.
    async fn written(mut self, segments: usize) -> Self {
        for nth in 0..segments {
            self.owner.write(&mut self.feed, nth == 0, &format!("segment {nth}")).await;
        }
        self
    }
}

/// A time after the beginning of each test.
fn after(time: Duration) -> i64 {
    BEGINNING_MS + i64::try_from(time.as_millis()).unwrap()
}

/// Whether it is told that the follow has ended, by this entry.
fn assert_ended(reply: &Reply, by: &Logged) {
    assert_eq!((reply.status, reply.refusal()), (StatusCode::GONE, ProblemKind::FollowEnded));
    assert_eq!(reply.problem().entry, Some(base16ct::lower::encode_string(&by.entry)));
}
