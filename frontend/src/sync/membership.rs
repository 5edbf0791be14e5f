//! Turning sync on, letting another device in, and joining by its link.

use std::rc::Rc;

use ebb_sync::{Admission, Identity, Reply, SyncTrouble};
use ebb_vault::MalformedLink;
use leptos::prelude::{GetUntracked, Set};
use leptos::task::spawn_local;

use super::SyncDriver;
use super::machinery::machinery;
use super::tabs::Message;
use crate::parts::NotLoaded;
use crate::platform::indexed_db::StoreTrouble;
use crate::platform::store_choice;

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

/// Why sync could not be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotEntered {
    /// What sync needs of the app is not on this phone yet, and there is no connection.
    NotLoaded,
    /// The link is none.
    Link(MalformedLink),
    /// The sample stays on this device.
    Sample,
    /// This phone could not store who it is.
    Store(StoreTrouble),
}

impl From<NotLoaded> for NotEntered {
    fn from(_: NotLoaded) -> Self {
        Self::NotLoaded
    }
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
    pub async fn found(&self) -> Result<(), NotEntered> {
        let identity = machinery().await?.found(self.session.replica());
        self.take_identity(&identity).await
    }

    /// Joins the account of a link, as soon as there is a connection.
    pub async fn join(&self, link: &str) -> Result<(), NotEntered> {
        let identity = machinery().await?.join(self.session.replica(), link).map_err(NotEntered::Link)?;
        self.take_identity(&identity).await
    }

    /// The fragment of a link that lets one more device join.
    pub async fn make_link(&self) -> Result<String, LinkRefused> {
        let machinery = machinery().await.map_err(|NotLoaded| LinkRefused::NoAnswer)?;
        let Ok(start) = self.session.store().sync_start().await else { return Err(LinkRefused::Refused) };
        let Some(identity) = start.identity.filter(Identity::is_admitted) else { return Err(LinkRefused::Refused) };
        let (fragment, request) = machinery.ticket(&identity);
        match machinery.send(request).await {
            Reply::Answer { status: 201, .. } => Ok(fragment),
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
        let joining = self.motor.borrow().as_ref().is_some_and(|motor| !motor.is_admitted());
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

    async fn take_identity(&self, identity: &Identity) -> Result<(), NotEntered> {
        // The one way into an account.
        if store_choice::is_sample() {
            return Err(NotEntered::Sample);
        }
        self.session.store().put_identity(Some(identity)).await.map_err(NotEntered::Store)?;
        self.signals.membership.set(Membership::of(Some(identity)));
        self.tabs.tell(&Message::MembershipChanged.to_text());
        if self.leads.get() {
            self.start_engine();
        }
        Ok(())
    }

    /// Tries at once, as when the person asks for it.
    pub fn try_now(&self) {
        self.nudge();
    }
}
