//! What the server promises to any device: asked over real HTTP, on a real database file, through a listener of its own.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where a promise is broken, and says which")]

mod accounts;
mod appending;
mod appending_together;
mod bodies;
mod callers;
mod catalogue;
mod closing;
mod compacting;
mod dismissing_compactors;
mod engine_compacts;
mod files;
mod follows;
mod live;
mod mailboxes;
mod presenting;
mod pulling;
mod raw;
mod stopping;
mod tokens;
mod trust_log;
mod world;
