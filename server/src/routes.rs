//! The routes: each takes the request apart, asks the database, and answers.

pub(crate) mod accounts;
pub(crate) mod catalogue;
pub(crate) mod compaction;
pub(crate) mod follows;
pub(crate) mod health;
mod hexadecimal;
pub(crate) mod live;
pub(crate) mod mailboxes;
pub(crate) mod openapi;
pub(crate) mod recovery;
pub(crate) mod segments;
pub(crate) mod trust_log;
pub(crate) mod usage;
