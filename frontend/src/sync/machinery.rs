//! What only sync needs: the engine, sealing and signing, requests, the live channel. A part of the app of its own, loaded when sync is
//! used for the first time.
//!
//! Arrives: the device's identity, events. Leaves: effects and answers. Never here: the store, the screen.

use std::pin::Pin;
use std::rc::Rc;

use ebb_journal::RecordId;
use ebb_protocol::ids::{MemberId, ReplicaId, StreamId};
use ebb_protocol::token::Token;
use ebb_replica::State;
use ebb_sync::{
    CameAbout, Circumstances, Effect, Engine, Event, FeedOpener, FeedSaid, FollowPlan, FollowShown, Identity,
    InvitationStep, Inviting, MemberShown, Persisted, Projected, Projecting, Reply, Request, Wish, came_about,
    follows_shown, members_shown,
};
use ebb_vault::{Label, MalformedCode};

use super::SyncDriver;
use super::following::{self, Followed, FollowedFrom, NotFollowed};
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

/// What comes of going on with a follow.
pub type Following = Pin<Box<dyn Future<Output = Result<Rc<dyn Followed>, NotFollowed>>>>;

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
    fn found(&self, replica: ReplicaId, label: &Label) -> Identity;
    /// A device that takes up the invitation of a link or a typed code.
    fn join(&self, replica: ReplicaId, name: &str, code: &str) -> Result<Identity, MalformedCode>;
    /// An invitation for one more device; none while this one is no member itself.
    fn invite(&self, identity: &Identity) -> Option<Rc<dyn Invitation>>;
    /// An invitation to follow; none while this device is no member itself, or where what is offered is too long.
    fn invite_to_follow(&self, identity: &Identity, plan: FollowPlan) -> Option<Rc<dyn Invitation>>;
    /// An invitation that a device of the account has made, of what it held; none where that cannot be read here.
    fn resume(&self, identity: &Identity, held: &str) -> Option<Rc<dyn Invitation>>;
    /// A device that comes in by the code of a recovery sheet.
    fn restore(&self, replica: ReplicaId, label: Label, code: &str) -> Result<Identity, MalformedCode>;
    /// A new recovery sheet.
    fn new_sheet(&self, label: Label) -> NewSheet;
    /// Which sheet a code is of.
    fn sheet_of(&self, code: &str) -> Result<MemberId, MalformedCode>;
    /// Who belongs to the account; this device first.
    fn members(&self, identity: &Identity) -> Vec<MemberShown>;
    /// Who follows, or followed.
    fn follows(&self, identity: &Identity) -> Vec<FollowShown>;
    /// How who belongs to the account came about.
    fn came_about(&self, identity: &Identity) -> Option<CameAbout>;
    /// What opens the feed of somebody who follows; none where there is nobody of that name.
    fn feed_opener(&self, identity: &Identity, member: MemberId) -> Option<Rc<dyn OpensFeed>>;
    /// Goes on with a journal that is followed, or looks at an invitation to follow.
    fn follow(&self, driver: Rc<SyncDriver>, record: RecordId, from: FollowedFrom) -> Following;
    /// Looks at a piece of what a scope shows.
    fn look(&self, projecting: &Projecting, state: &State) -> Projected;
}

/// A recovery sheet that was just drawn.
pub struct NewSheet {
    /// Its code, to be written down; a secret.
    pub code: String,
    /// Its name as a member.
    pub member: MemberId,
    /// By what it comes to work.
    pub wish: Wish,
}

/// Opens the segments of one feed, on a device of its owner.
pub trait OpensFeed {
    /// Which feed it is.
    fn feed(&self) -> StreamId;
    /// What a segment says; none where it does not open.
    fn open(&self, segment: &[u8]) -> Option<FeedSaid>;
}

impl OpensFeed for FeedOpener {
    fn feed(&self) -> StreamId {
        Self::feed(self)
    }

    fn open(&self, segment: &[u8]) -> Option<FeedSaid> {
        Self::open(self, segment)
    }
}

/// An invitation that this device has made.
pub trait Invitation {
    /// The code, as it is typed and as the link's fragment.
    fn code(&self) -> String;
    /// All that another device needs to go on with it; a secret.
    fn held(&self) -> String;
    /// The request that makes its mailbox.
    fn make(&self) -> Request;
    /// The request that looks into it.
    fn look(&self) -> Request;
    /// The request that takes the invitation back.
    fn close(&self) -> Request;
    /// The card that was noted for it in the journal. What cannot be read is none.
    fn note(&self, card: &str);
    /// What comes next after an answer to a look; none where it could not be read.
    fn looked(&self, body: &[u8], now_ms: i64) -> Option<InvitationStep>;
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

    fn found(&self, replica: ReplicaId, label: &Label) -> Identity {
        entering::found(replica, label)
    }

    fn join(&self, replica: ReplicaId, name: &str, code: &str) -> Result<Identity, MalformedCode> {
        entering::join(replica, name, code)
    }

    fn invite(&self, identity: &Identity) -> Option<Rc<dyn Invitation>> {
        let invitation = entering::invite(identity)?;
        Some(Rc::new(invitation))
    }

    fn invite_to_follow(&self, identity: &Identity, plan: FollowPlan) -> Option<Rc<dyn Invitation>> {
        let invitation = entering::invite_to_follow(identity, plan)?;
        Some(Rc::new(invitation))
    }

    fn resume(&self, identity: &Identity, held: &str) -> Option<Rc<dyn Invitation>> {
        let invitation = Inviting::of_text(identity, held)?;
        Some(Rc::new(invitation))
    }

    fn restore(&self, replica: ReplicaId, label: Label, code: &str) -> Result<Identity, MalformedCode> {
        entering::restore(replica, label, code)
    }

    fn new_sheet(&self, label: Label) -> NewSheet {
        entering::new_sheet(label)
    }

    fn sheet_of(&self, code: &str) -> Result<MemberId, MalformedCode> {
        entering::sheet_of(code)
    }

    fn members(&self, identity: &Identity) -> Vec<MemberShown> {
        members_shown(identity)
    }

    fn follows(&self, identity: &Identity) -> Vec<FollowShown> {
        follows_shown(identity)
    }

    fn came_about(&self, identity: &Identity) -> Option<CameAbout> {
        came_about(identity)
    }

    fn feed_opener(&self, identity: &Identity, member: MemberId) -> Option<Rc<dyn OpensFeed>> {
        let opener = FeedOpener::new(identity, member)?;
        Some(Rc::new(opener))
    }

    fn follow(&self, driver: Rc<SyncDriver>, record: RecordId, from: FollowedFrom) -> Following {
        Box::pin(following::follow(driver, record, from))
    }

    fn look(&self, projecting: &Projecting, state: &State) -> Projected {
        projecting.look(state)
    }
}

impl Invitation for Inviting {
    fn code(&self) -> String {
        self.code_text()
    }

    fn held(&self) -> String {
        self.to_text()
    }

    fn note(&self, card: &str) {
        Self::note(self, card);
    }

    fn make(&self) -> Request {
        Self::make(self)
    }

    fn look(&self) -> Request {
        Self::look(self)
    }

    fn close(&self) -> Request {
        Self::close(self)
    }

    fn looked(&self, body: &[u8], now_ms: i64) -> Option<InvitationStep> {
        Some(Self::looked(self, &serde_json::from_slice(body).ok()?, now_ms))
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
