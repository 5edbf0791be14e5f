#![doc = include_str!("../README.md")]
//!
//! Where to look: [`ids`], [`token`], [`head`], [`trust`], [`push`], [`pull`], [`endpoints`],
//! [`live`], [`problem`], [`limits`].

mod bytes;
pub mod endpoints;
pub mod head;
pub mod ids;
pub mod limits;
pub mod live;
pub mod problem;
pub mod pull;
pub mod push;
pub mod token;
pub mod trust;
