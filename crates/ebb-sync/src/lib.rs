#![doc = include_str!("../README.md")]

mod backoff;
pub mod conformance;
mod effect;
mod engine;
mod event;
mod identity;
mod standing;

pub use effect::{Effect, Method, OutboxSegment, Request, Sealing, SetAside, StoreEffect};
pub use engine::Engine;
pub use event::{Circumstances, Event, Persisted, Reply};
pub use identity::{Admission, Identity, MalformedIdentity};
pub use standing::{Standing, SyncTrouble};
