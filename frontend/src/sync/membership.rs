//! Turning sync on, inviting another device, taking up an invitation, and who belongs to the account.

use std::rc::Rc;

use ebb_journal::RecordId;
use ebb_protocol::ids::MemberId;
use ebb_sync::{Admission, Event, FollowPlan, Identity, JoinStage, Reply, Request, Standing, SyncTrouble, Wish};
use ebb_vault::{Label, MalformedCode};
use leptos::prelude::{GetUntracked, Set};
use leptos::task::spawn_local;

use super::SyncDriver;
use super::following::{Followed, FollowedFrom, NotFollowed};
use super::machinery::{Invitation, NewSheet, machinery};
use super::tabs::Message;
use crate::parts::NotLoaded;
use crate::platform::indexed_db::StoreTrouble;
use crate::platform::{store_choice, wall_clock};

/// Whether this device belongs to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Membership {
    /// Sync was never turned on.
    None,
    /// This device founds an account; the server has not confirmed it yet.
    Founding,
    /// This device has taken up an invitation or comes in by a recovery sheet, and is not admitted yet.
    Joining,
    /// It belongs to one.
    Member,
    /// It was not let in, and keeps nothing of the invitation.
    Refused(SyncTrouble),
}

impl Membership {
    /// Whether this device neither is a member nor about to be one.
    pub const fn is_off(self) -> bool {
        matches!(self, Self::None | Self::Refused(_))
    }

    pub(super) fn of(identity: Option<&Identity>) -> Self {
        match identity.map(|identity| &identity.admission) {
            None => Self::None,
            Some(Admission::Founding) => Self::Founding,
            Some(Admission::Joining(_) | Admission::Restoring(_)) => Self::Joining,
            Some(Admission::Admitted) => Self::Member,
        }
    }
}

/// Why an invitation for another device could not be made.
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
    /// The link or code is none.
    Code(MalformedCode),
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

impl SyncDriver {
    /// Founds an account for this journal, as soon as there is a connection. This device is called `name` there.
    pub async fn found(&self, name: &str) -> Result<(), NotEntered> {
        let label = Label { name: name.to_owned(), since_ms: wall_clock::now_ms() };
        let identity = machinery().await?.found(self.session.replica(), &label);
        self.take_identity(&identity).await
    }

    /// Takes up an invitation, as soon as there is a connection. This device calls itself `name`.
    pub async fn join(&self, name: &str, code: &str) -> Result<(), NotEntered> {
        let identity = machinery().await?.join(self.session.replica(), name, code).map_err(NotEntered::Code)?;
        self.take_identity(&identity).await
    }

    /// Comes in by the code of a recovery sheet, as soon as there is a connection. This device is called `name` from then on.
    pub async fn restore(&self, name: &str, code: &str) -> Result<(), NotEntered> {
        let label = Label { name: name.to_owned(), since_ms: wall_clock::now_ms() };
        let identity = machinery().await?.restore(self.session.replica(), label, code).map_err(NotEntered::Code)?;
        self.take_identity(&identity).await
    }

    /// A new recovery sheet, which works once its wish is granted.
    pub async fn new_sheet(&self, name: &str) -> Result<NewSheet, NotEntered> {
        let label = Label { name: name.to_owned(), since_ms: wall_clock::now_ms() };
        Ok(machinery().await?.new_sheet(label))
    }

    /// Which sheet a code is of.
    pub async fn sheet_of(&self, code: &str) -> Result<MemberId, NotEntered> {
        machinery().await?.sheet_of(code).map_err(NotEntered::Code)
    }

    /// An invitation for one more device; its mailbox is there when this returns.
    pub async fn invite(&self) -> Result<Rc<dyn Invitation>, LinkRefused> {
        let machinery = machinery().await.map_err(|NotLoaded| LinkRefused::NoAnswer)?;
        let Ok(start) = self.session.store().sync_start().await else { return Err(LinkRefused::Refused) };
        let identity = start.identity.ok_or(LinkRefused::Refused)?;
        let invitation = machinery.invite(&identity).ok_or(LinkRefused::Refused)?;
        made(&machinery.send(invitation.make()).await, invitation)
    }

    /// An invitation to follow; its mailbox is there when this returns.
    pub async fn invite_to_follow(&self, plan: FollowPlan) -> Result<Rc<dyn Invitation>, LinkRefused> {
        let machinery = machinery().await.map_err(|NotLoaded| LinkRefused::NoAnswer)?;
        let Ok(start) = self.session.store().sync_start().await else { return Err(LinkRefused::Refused) };
        let identity = start.identity.ok_or(LinkRefused::Refused)?;
        let invitation = machinery.invite_to_follow(&identity, plan).ok_or(LinkRefused::Refused)?;
        made(&machinery.send(invitation.make()).await, invitation)
    }

    /// An invitation that a device of the account has made, and that is still open.
    pub async fn resume(&self, held: &str) -> Option<Rc<dyn Invitation>> {
        let machinery = machinery().await.ok()?;
        let start = self.session.store().sync_start().await.ok()?;
        machinery.resume(&start.identity?, held)
    }

    /// Goes on with a journal that is followed, or looks at an invitation to follow. The tab that does takes the lead.
    pub async fn follow(&self, record: RecordId, from: FollowedFrom) -> Result<Rc<dyn Followed>, NotFollowed> {
        let this = self.this.upgrade().ok_or(NotFollowed::NotLoaded)?;
        machinery().await?.follow(this, record, from).await
    }

    /// Sends a request of an invitation.
    pub async fn send(&self, request: Request) -> Reply {
        match machinery().await {
            Ok(machinery) => machinery.send(request).await,
            Err(NotLoaded) => Reply::NoAnswer,
        }
    }

    /// Changes who belongs to the account, as soon as there is a connection. The leader's engine does it: this tab takes the
    /// lead.
    pub fn wish(&self, wish: Wish) {
        if self.motor.borrow().is_some() {
            self.dispatch(Event::Wished(wish));
            return;
        }
        self.wishes.borrow_mut().push(wish);
        if self.leads.get() {
            self.start_engine();
        } else {
            self.seek_lead(true);
        }
    }

    /// The identity in the store has changed: the engine told so, or this tab.
    pub(super) fn membership_changed(&self) {
        self.tabs.tell(&Message::MembershipChanged.to_text());
        self.show_membership();
    }

    /// Another tab changed the identity.
    pub(super) fn reload_membership(&self) {
        if self.leads.get() {
            self.start_engine();
        } else {
            self.show_membership();
        }
    }

    /// Shows what the store says of who this device is, and who else belongs to its account.
    pub(super) fn show_membership(&self) {
        let (session, this, generation) = (Rc::clone(&self.session), self.this.clone(), self.generation.get());
        spawn_local(async move {
            let Ok(start) = session.store().sync_start().await else { return };
            // What was read before an invitation was forgotten says nothing any more.
            let Some(driver) = this.upgrade().filter(|driver| driver.generation.get() == generation) else { return };
            driver.signals.membership.set(Membership::of(start.identity.as_ref()));
            let Some(identity) = start.identity else { return };
            driver.session.set_replica(identity.replica);
            // Without the machinery names cannot be opened; it is asked for again with the next change.
            if identity.is_admitted()
                && let Ok(machinery) = machinery().await
            {
                driver.signals.members.set(machinery.members(&identity));
                driver.signals.follows.set(machinery.follows(&identity));
                driver.signals.came_about.set(machinery.came_about(&identity));
            }
        });
    }

    /// A device that was not let in forgets the invitation: it can try another. So does one that gives it up itself.
    pub(super) fn drop_refused_membership(&self) {
        let Some(why @ (SyncTrouble::JoinRefused | SyncTrouble::InvitationUsed | SyncTrouble::WrongAccount)) =
            self.signals.standing.get_untracked().trouble
        else {
            return;
        };
        let joining = self.motor.borrow().as_ref().is_some_and(|motor| !motor.is_admitted());
        if joining {
            self.forget_invitation(why);
        }
    }

    /// Takes back what this device asked for by an invitation.
    pub fn give_up_joining(&self) {
        if self.signals.membership.get_untracked() == Membership::Joining {
            self.forget_invitation(SyncTrouble::JoinRefused);
        }
    }

    fn forget_invitation(&self, why: SyncTrouble) {
        self.stop_engine();
        self.signals.standing.set(Standing::default());
        self.signals.membership.set(Membership::Refused(why));
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        spawn_local(async move {
            // If it stays stored, the next start is refused again, and forgets it then.
            drop(session.store().put_identity(None).await);
            if let Some(driver) = this.upgrade() {
                driver.tabs.tell(&Message::MembershipChanged.to_text());
            }
        });
    }

    /// Forgets the account, of which nothing is to be had any more; the journal stays. Sync is off from then on.
    pub async fn leave_account(&self) -> Result<(), StoreTrouble> {
        self.stop_engine();
        self.session.store().leave_account().await?;
        self.signals.standing.set(Standing::default());
        self.signals.members.set(Vec::new());
        self.signals.follows.set(Vec::new());
        self.signals.came_about.set(None);
        self.signals.membership.set(Membership::None);
        self.tabs.tell(&Message::MembershipChanged.to_text());
        Ok(())
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

fn made(reply: &Reply, invitation: Rc<dyn Invitation>) -> Result<Rc<dyn Invitation>, LinkRefused> {
    match reply {
        Reply::Answer { status: 201, .. } => Ok(invitation),
        Reply::Answer { .. } => Err(LinkRefused::Refused),
        Reply::NoAnswer => Err(LinkRefused::NoAnswer),
    }
}

/// The digits that both devices show, while this one joins.
pub fn digits_of(standing: &Standing) -> Option<u32> {
    match standing.joining {
        Some(JoinStage::Compare(digits)) => Some(digits),
        _ => None,
    }
}
