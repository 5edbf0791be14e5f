//! An invitation for another device: made, looked after while the app is open, and approved or taken back. It is a record of
//! the journal, so that each device of the owner can look after it, and go on with it after the app was closed.

use std::rc::Rc;
use std::time::Duration;

use ebb_journal::{Invitation as InvitationRecord, Kind, Record, RecordId};
use ebb_protocol::limits::DEVICE_INVITATION_SECONDS;
use ebb_replica::{Clock, Op, State};
use ebb_sync::{InvitationStep, Reply, Wish};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::LinkState;
use super::{JournalHandle, wording};
use crate::page::Page;
use crate::platform::{location, wall_clock};
use crate::sync::{Invitation, LinkRefused, SyncDriver};

/// How often it is looked whether somebody has come.
const LOOK_EVERY: Duration = Duration::from_millis(1_500);

/// The invitation that this tab looks after.
pub(super) struct OpenInvitation {
    invitation: Rc<dyn Invitation>,
    /// Its record in the journal.
    record: RecordId,
    /// By the server's clock.
    ends_ms: i64,
    /// Who has come, once the digits are shown.
    newcomer: Option<Box<ebb_vault::Newcomer>>,
}

impl JournalHandle {
    /// Makes an invitation for one more device, unless one is open, on whatever device it was made: then goes on with that.
    pub fn invite_device(&self) {
        let now_ms = self.server_ms();
        let is_open = self.invitation.with_value(|open| open.as_ref().is_some_and(|open| open.ends_ms > now_ms));
        if is_open && !self.link.with_untracked(LinkState::has_ended) {
            return;
        }
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        handle.link.set(LinkState::Making);
        spawn_local(async move {
            if let Some(resumed) = handle.resumed(&open.driver).await {
                return handle.begin_invitation(resumed);
            }
            match open.driver.invite().await {
                Ok(invitation) => handle.write_down(invitation).await,
                Err(refused) => handle.link.set(LinkState::Failed(wording::link_not_made(refused))),
            }
        });
    }

    /// Whether there is an open invitation, made on whatever device.
    pub fn has_open_invitation(&self) -> bool {
        self.changed.track();
        self.open_invitation().is_some()
    }

    /// The invitation that ends last, if one is open.
    fn open_invitation(&self) -> Option<(RecordId, InvitationRecord)> {
        let now_ms = self.server_ms();
        let newest = |state: &State| {
            let open = state.journal().invitations().filter(|(_, record)| record.is_open(now_ms));
            open.max_by_key(|(_, record)| record.ends_ms).map(|(id, record)| (id.clone(), record.clone()))
        };
        self.with_session(|session| session.with_state(newest)).flatten()
    }

    async fn resumed(self, driver: &SyncDriver) -> Option<OpenInvitation> {
        let (record, InvitationRecord { held, ends_ms, .. }) = self.open_invitation()?;
        let invitation = driver.resume(&held).await?;
        Some(OpenInvitation { invitation, record, ends_ms, newcomer: None })
    }

    /// Puts a new invitation into the journal, and takes those out whose time is over.
    async fn write_down(self, invitation: Rc<dyn Invitation>) {
        let Some(record) = self.new_id(Kind::INVITATION) else { return };
        let lasts_ms = i64::try_from(DEVICE_INVITATION_SECONDS * 1_000).unwrap_or(0);
        let ends_ms = self.server_ms() + lasts_ms;
        let written = Record::Invitation(InvitationRecord { held: invitation.held().into(), ends_ms, card: None });
        let id = record.clone();
        let is_written = self.change_quietly(move |state, clock| {
            let over: Vec<_> = state.journal().invitations().map(|(id, _)| id.clone()).collect();
            let mut ops = state.save(&id, &written, clock);
            ops.extend(over.iter().flat_map(|id| state.delete(id, clock)));
            ops
        });
        if !is_written.await {
            // Nothing of it may be opened then: the card could not be noted.
            return self.link.set(LinkState::Failed(wording::link_not_made(LinkRefused::Refused)));
        }
        self.begin_invitation(OpenInvitation { invitation, record, ends_ms, newcomer: None });
    }

    /// Saves what nobody has to be told of. Whether it is durable.
    async fn change_quietly(self, make: impl FnOnce(&State, Clock) -> Vec<Op> + 'static) -> bool {
        let Some(open) = self.parts() else { return false };
        let is_saved = open.session.change(Box::new(make)).await.is_ok();
        if is_saved {
            open.driver.saved();
        }
        is_saved
    }

    /// The time by the server's clock, as far as this device knows it.
    fn server_ms(self) -> i64 {
        wall_clock::now_ms() + self.with_session(crate::session::Session::clock_offset_ms).unwrap_or(0)
    }

    /// The invitation for another device.
    pub fn device_link(&self) -> Signal<LinkState> {
        self.link.into()
    }

    /// The digits are the same on both devices: the other one comes in.
    pub fn approve_device(&self) {
        let newcomer =
            self.invitation.try_update_value(|open| open.as_mut().and_then(|open| open.newcomer.take())).flatten();
        let (Some(newcomer), Some(open)) = (newcomer, self.parts()) else { return };
        self.link.set(LinkState::Admitting { name: newcomer.label.name.clone() });
        open.driver.wish(Wish::Admit(newcomer));
    }

    /// The digits are not the same, or the person is not sure: nobody comes in by this invitation.
    pub fn refuse_device(&self) {
        self.end_invitation(LinkState::Refused);
    }

    fn begin_invitation(self, open: OpenInvitation) {
        let code = open.invitation.code();
        let fragment: String = code.chars().filter(|character| *character != '-').collect();
        let url = format!("{}{}#{fragment}", location::origin(), Page::Join.path());
        let left_ms = u64::try_from(open.ends_ms - self.server_ms()).unwrap_or(0);
        let valid_minutes = u32::try_from(left_ms.div_ceil(60_000)).unwrap_or(0);
        let invitation = Rc::clone(&open.invitation);
        self.invitation.set_value(Some(open));
        self.link.set(LinkState::Ready { url, code, valid_minutes });
        self.look_later(invitation);
    }

    fn look_later(self, invitation: Rc<dyn Invitation>) {
        set_timeout(move || spawn_local(self.look(invitation)), LOOK_EVERY);
    }

    async fn look(self, invitation: Rc<dyn Invitation>) {
        // Another one took its place, or it was taken back.
        let is_current = self
            .invitation
            .with_value(|open| open.as_ref().is_some_and(|open| Rc::ptr_eq(&open.invitation, &invitation)));
        let Some(open) = self.parts().filter(|_| is_current) else { return };
        let Some(record) = self.invitation.with_value(|open| open.as_ref().map(|open| open.record.clone())) else {
            return;
        };
        if let Some(card) = self.noted_card(&record) {
            invitation.note(&card);
        }
        match open.driver.send(invitation.look()).await {
            Reply::Answer { status: 200, body } => match invitation.looked(&body, wall_clock::now_ms()) {
                Some(InvitationStep::Open { request, card }) => {
                    if self.note_card(record, card).await {
                        // Refused or lost: the next look shows that it is not open yet.
                        drop(open.driver.send(request).await);
                    }
                }
                Some(InvitationStep::Compare { digits, newcomer, tried_again }) => {
                    self.somebody_came(digits, newcomer, tried_again);
                }
                Some(InvitationStep::Admitted) => return self.newcomer_admitted(),
                Some(InvitationStep::Forged) => return self.end_invitation(LinkState::Forged),
                // The app invites nobody to follow yet.
                Some(InvitationStep::Waiting | InvitationStep::CompareFollow { .. }) | None => {}
            },
            Reply::Answer { status: 404, .. } => return self.invitation_gone(),
            Reply::Answer { .. } | Reply::NoAnswer => {}
        }
        self.look_later(invitation);
    }

    /// The card that was noted for an invitation, by whatever device or tab.
    fn noted_card(self, record: &RecordId) -> Option<Box<str>> {
        let noted = |state: &State| match state.journal().record(record) {
            Some(Record::Invitation(invitation)) => invitation.card.clone(),
            _ => None,
        };
        self.with_session(|session| session.with_state(noted)).flatten()
    }

    /// Notes the card for which an invitation is about to be opened, unless one is noted. Whether it is this one, durably.
    async fn note_card(self, id: RecordId, card: String) -> bool {
        let (noted, written) = (id.clone(), card.clone());
        let make = move |state: &State, clock: Clock| match state.journal().record(&id) {
            Some(Record::Invitation(found)) if found.card.is_none() => {
                let with_card = InvitationRecord { card: Some(written.into()), ..found.clone() };
                state.save(&id, &Record::Invitation(with_card), clock)
            }
            _ => Vec::new(),
        };
        self.change_quietly(make).await && self.noted_card(&noted).as_deref() == Some(card.as_str())
    }

    fn somebody_came(self, digits: u32, newcomer: Box<ebb_vault::Newcomer>, tried_again: bool) {
        if matches!(self.link.get_untracked(), LinkState::Admitting { .. }) {
            return;
        }
        let shown = LinkState::Compare { digits, name: newcomer.label.name.clone(), tried_again };
        self.invitation.update_value(|open| {
            if let Some(open) = open {
                open.newcomer = Some(newcomer);
            }
        });
        // The same again is no change: nothing on the screen may move under a finger.
        if self.link.get_untracked() != shown {
            self.link.set(shown);
        }
    }

    fn newcomer_admitted(self) {
        let name = match self.link.get_untracked() {
            LinkState::Admitting { name } | LinkState::Compare { name, .. } => name,
            _ => String::new(),
        };
        drop(self.take_out_of_journal());
        self.link.set(LinkState::Admitted { name });
    }

    fn invitation_gone(self) {
        drop(self.take_out_of_journal());
        self.link.set(LinkState::Ended);
    }

    /// It is over: no device looks after it any more.
    fn take_out_of_journal(self) -> Option<OpenInvitation> {
        let ended = self.invitation.try_update_value(Option::take).flatten()?;
        let id = ended.record.clone();
        // If this fails, it ends by its time.
        spawn_local(async move {
            let _ = self.change_quietly(move |state, clock| state.delete(&id, clock)).await;
        });
        Some(ended)
    }

    fn end_invitation(self, shown: LinkState) {
        let invitation = self.take_out_of_journal();
        self.link.set(shown);
        let (Some(ended), Some(open)) = (invitation, self.parts()) else { return };
        // If this does not reach the server, the mailbox ends by itself; nobody is admitted meanwhile.
        spawn_local(async move { drop(open.driver.send(ended.invitation.close()).await) });
    }
}
