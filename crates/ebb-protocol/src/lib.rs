#![doc = include_str!("../README.md")]
//!
//! Where to look: [`ids`], [`token`], [`head`], [`trust`], [`push`], [`pull`], [`outline`], [`compact`], [`feed`], [`endpoints`],
//! [`live`], [`problem`], [`limits`].

mod bytes;
pub mod compact;
pub mod endpoints;
pub mod feed;
pub mod head;
pub mod ids;
pub mod limits;
pub mod live;
pub mod outline;
pub mod problem;
pub mod pull;
pub mod push;
pub mod token;
pub mod trust;
