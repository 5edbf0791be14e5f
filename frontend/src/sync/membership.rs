//! Turning sync on, letting another device in, and joining by its link.

use std::rc::Rc;

use ebb_protocol::endpoints::{TICKETS, TicketRequest};
use ebb_protocol::ids::StreamId;
use ebb_sync::{Admission, Event, Identity, Method, Reply, Request, SyncTrouble};
use ebb_vault::{JoinSecret, TicketSecret};
use leptos::prelude::{GetUntracked, Set};
use leptos::task::spawn_local;

use super::SyncDriver;
use super::tabs::Message;
use crate::platform::indexed_db::StoreTrouble;
use crate::platform::{http, randomness};

/// Whether this device belongs to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// Sync was never turned on.
    None,
    /// This device founds an account; the server has not confirmed it yet.
    Founding,
    /// This device joins; the server has not confirmed it yet.
    Joining,
    /// It belongs to one.
    Member,
    /// The server did not let it join, and it keeps nothing of the link.
    Refused,
}

/// Why a link for another device could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRefused {
    /// No connection.
    NoAnswer,
    /// The server refused.
    Refused,
}

impl Membership {
    pub(super) fn of(identity: Option<&Identity>) -> Self {
        match identity.map(|identity| &identity.admission) {
            None => Self::None,
            Some(Admission::Founding) => Self::Founding,
            Some(Admission::Joining(_)) => Self::Joining,
            Some(Admission::Admitted) => Self::Member,
        }
    }
}

impl SyncDriver {
    /// Founds an account for this journal, as soon as there is a connection.
    pub async fn found(&self) -> Result<(), StoreTrouble> {
        let secrets = [randomness::bytes(), randomness::bytes(), randomness::bytes()];
        let journal = StreamId(randomness::bytes());
        let identity = Identity::founding(self.session.replica(), secrets, journal, randomness::bytes());
        self.take_identity(&identity).await
    }

    /// Joins the account of a link, as soon as there is a connection.
    pub async fn join(&self, link: JoinSecret) -> Result<(), StoreTrouble> {
        let secrets = [randomness::bytes(), randomness::bytes()];
        self.take_identity(&Identity::joining(self.session.replica(), secrets, link)).await
    }

    /// The fragment of a link that lets one more device join.
    pub async fn make_link(&self) -> Result<String, LinkRefused> {
        let Ok(start) = self.session.store().sync_start().await else { return Err(LinkRefused::Refused) };
        let Some(identity) = start.identity.filter(Identity::is_admitted) else { return Err(LinkRefused::Refused) };
        let ticket = TicketSecret::new(randomness::bytes());
        let link = JoinSecret { account: identity.account, key: identity.key.clone(), ticket };
        let body = serde_json::to_vec(&TicketRequest { hash: link.ticket_hash() }).unwrap_or_default();
        let request = Request {
            method: Method::Post,
            path: TICKETS,
            token: Some(identity.token()),
            content_type: "application/json",
            body,
        };
        match http::send(&request).await {
            Reply::Answer { status: 201, .. } => Ok(link.to_fragment()),
            Reply::Answer { .. } => Err(LinkRefused::Refused),
            Reply::NoAnswer => Err(LinkRefused::NoAnswer),
        }
    }

    /// The identity in the store has changed: the engine told so, or this tab.
    pub(super) fn membership_changed(&self) {
        self.tabs.tell(&Message::MembershipChanged.to_text());
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        spawn_local(async move {
            if let (Ok(start), Some(driver)) = (session.store().sync_start().await, this.upgrade()) {
                driver.signals.membership.set(Membership::of(start.identity.as_ref()));
            }
        });
    }

    /// Another tab changed the identity.
    pub(super) fn reload_membership(&self) {
        if self.leads.get() {
            self.start_engine();
        } else {
            let (session, this) = (Rc::clone(&self.session), self.this.clone());
            spawn_local(async move {
                if let (Ok(start), Some(driver)) = (session.store().sync_start().await, this.upgrade()) {
                    driver.signals.membership.set(Membership::of(start.identity.as_ref()));
                }
            });
        }
    }

    /// A device that was not let in forgets the link: it can try another.
    pub(super) fn drop_refused_membership(&self) {
        let refused = matches!(
            self.signals.standing.get_untracked().trouble,
            Some(SyncTrouble::JoinRefused | SyncTrouble::WrongAccount)
        );
        let joining = self.engine.borrow().as_ref().is_some_and(|engine| !engine.identity().is_admitted());
        if !(refused && joining) {
            return;
        }
        self.stop_engine();
        self.signals.standing.set(ebb_sync::Standing::default());
        self.signals.membership.set(Membership::Refused);
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        spawn_local(async move {
            // If it stays stored, the next start is refused again, and forgets it then.
            drop(session.store().put_identity(None).await);
            if let Some(driver) = this.upgrade() {
                driver.tabs.tell(&Message::MembershipChanged.to_text());
            }
        });
    }

    async fn take_identity(&self, identity: &Identity) -> Result<(), StoreTrouble> {
        self.session.store().put_identity(Some(identity)).await?;
        self.signals.membership.set(Membership::of(Some(identity)));
        self.tabs.tell(&Message::MembershipChanged.to_text());
        if self.leads.get() {
            self.start_engine();
        }
        Ok(())
    }

    /// Tries at once, as when the person asks for it.
    pub fn try_now(&self) {
        self.dispatch(Event::Nudged);
    }
}
