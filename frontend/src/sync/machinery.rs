//! What only sync needs: the engine, sealing and signing, requests, the live channel. A part of the app of its own, loaded when sync is
//! used for the first time.
//!
//! Arrives: the device's identity, events. Leaves: effects and answers. Never here: the store, the screen.

use std::pin::Pin;

use ebb_protocol::ids::ReplicaId;
use ebb_protocol::token::Token;
use ebb_sync::{Circumstances, Effect, Engine, Event, Identity, Persisted, Reply, Request};
use ebb_vault::MalformedLink;

use crate::parts::{NotLoaded, load};
use crate::platform::http;
use crate::platform::live_socket::{LiveEvent, LiveSocket};

mod entering;

/// An engine that runs.
pub trait Motor {
    /// Takes in one event; the effects are to be carried out in their order.
    fn handle(&mut self, event: Event, circumstances: Circumstances) -> Vec<Effect>;
    /// Whether the server has let this device in.
    fn is_admitted(&self) -> bool;
}

/// What comes of a request.
pub type Replying = Pin<Box<dyn Future<Output = Reply>>>;

/// The machinery of sync.
pub trait Machinery {
    /// An engine that goes on where the store's last session ended.
    fn motor(&self, identity: Identity, persisted: Persisted) -> Box<dyn Motor>;
    /// Sends a request.
    fn send(&self, request: Request) -> Replying;
    /// Opens the live channel; `None` where the browser refuses at once.
    fn open_live(&self, token: &Token, told: Box<dyn FnMut(LiveEvent)>) -> Option<LiveSocket>;
    /// A device that founds an account.
    fn found(&self, replica: ReplicaId) -> Identity;
    /// A device that joins by a link.
    fn join(&self, replica: ReplicaId, link: &str) -> Result<Identity, MalformedLink>;
    /// A link's fragment by which one more device may join, and the request after which the server knows of it.
    fn ticket(&self, identity: &Identity) -> (String, Request);
}

/// The machinery, as soon as it is there.
pub async fn machinery() -> Result<&'static dyn Machinery, NotLoaded> {
    load!(begin)
}

#[cfg_attr(split_parts, wasm_split_helpers::wasm_split(sync, fallible))]
#[cfg_attr(
    not(split_parts),
    expect(clippy::unnecessary_wraps, reason = "loading a part may fail; in one piece nothing is loaded")
)]
fn begin() -> Result<&'static dyn Machinery, NotLoaded> {
    Ok(&Here)
}

struct Here;

impl Machinery for Here {
    fn motor(&self, identity: Identity, persisted: Persisted) -> Box<dyn Motor> {
        Box::new(Engine::new(identity, persisted))
    }

    fn send(&self, request: Request) -> Replying {
        Box::pin(async move { http::send(&request).await })
    }

    fn open_live(&self, token: &Token, told: Box<dyn FnMut(LiveEvent)>) -> Option<LiveSocket> {
        LiveSocket::open(token, told)
    }

    fn found(&self, replica: ReplicaId) -> Identity {
        entering::found(replica)
    }

    fn join(&self, replica: ReplicaId, link: &str) -> Result<Identity, MalformedLink> {
        entering::join(replica, link)
    }

    fn ticket(&self, identity: &Identity) -> (String, Request) {
        entering::ticket(identity)
    }
}

impl Motor for Engine {
    fn handle(&mut self, event: Event, circumstances: Circumstances) -> Vec<Effect> {
        Self::handle(self, event, circumstances)
    }

    fn is_admitted(&self) -> bool {
        self.identity().is_admitted()
    }
}
