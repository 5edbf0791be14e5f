//! Following: inviting somebody, and all that somebody who follows may meet, with an owner whose devices and server are one thing here.
//! What is signed by nobody ends nothing and shows nothing, and whatever a server does, what was shown stays until the owner ends it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test whose premise is broken should stop")]

mod ending;
mod inviting;
mod joining;
mod notes;
mod owner;
mod phone;
mod reading;
mod server;
mod storing;
