//! The routes: each takes the request apart, asks the database, and answers.

pub(crate) mod accounts;
pub(crate) mod catalogue;
pub(crate) mod compaction;
pub(crate) mod health;
pub(crate) mod live;
pub(crate) mod members;
pub(crate) mod segments;
pub(crate) mod tickets;
