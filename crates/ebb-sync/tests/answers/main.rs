//! The engine under every answer that may come: whatever a server or something on the way says, and whatever the phone's own
//! store does, what was saved stays counted as waiting until it is on the server, and is sent in the end.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test whose premise is broken should stop")]

mod admitting;
mod aside;
mod compacted;
mod compacting;
mod dismissed;
mod dismissed_compacts;
mod feeding;
mod feeding_losses;
mod feeding_mends;
mod feeding_notices;
mod feeding_races;
mod follow_wishes;
mod guest;
mod inviting;
mod live;
mod mending;
mod names;
mod notes;
mod pulling;
mod reaching;
mod refusals;
mod restoring;
mod scripted;
mod sending;
mod server;
mod server_compaction;
mod server_feeds;
mod storing;
mod trusting;
mod wishes;
