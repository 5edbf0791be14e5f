//! An invitation for another device: made, looked after while the app is open, and approved or taken back.

use std::rc::Rc;
use std::time::Duration;

use ebb_protocol::limits::DEVICE_INVITATION_SECONDS;
use ebb_sync::{InvitationStep, Reply, Wish};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::LinkState;
use super::{JournalHandle, wording};
use crate::page::Page;
use crate::platform::{location, wall_clock};
use crate::sync::Invitation;

/// How often it is looked whether somebody has come.
const LOOK_EVERY: Duration = Duration::from_millis(1_500);

/// The invitation that this tab has made last.
pub(super) struct OpenInvitation {
    invitation: Rc<dyn Invitation>,
    ends_ms: i64,
    /// Who has come, once the digits are shown.
    newcomer: Option<Box<ebb_vault::Newcomer>>,
}

impl JournalHandle {
    /// Makes an invitation for one more device, unless one is open.
    pub fn invite_device(&self) {
        let is_open =
            self.invitation.with_value(|open| open.as_ref().is_some_and(|open| open.ends_ms > wall_clock::now_ms()));
        if is_open && !self.link.with_untracked(LinkState::has_ended) {
            return;
        }
        let (handle, Some(open)) = (*self, self.parts()) else { return };
        handle.link.set(LinkState::Making);
        spawn_local(async move {
            match open.driver.invite().await {
                Ok(invitation) => handle.begin_invitation(invitation),
                Err(refused) => handle.link.set(LinkState::Failed(wording::link_not_made(refused))),
            }
        });
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

    fn begin_invitation(self, invitation: Rc<dyn Invitation>) {
        let code = invitation.code();
        let fragment: String = code.chars().filter(|character| *character != '-').collect();
        let url = format!("{}{}#{fragment}", location::origin(), Page::Join.path());
        let seconds = DEVICE_INVITATION_SECONDS;
        let ends_ms = wall_clock::now_ms() + i64::try_from(seconds * 1_000).unwrap_or(0);
        let valid_minutes = u32::try_from(seconds / 60).unwrap_or(0);
        self.invitation.set_value(Some(OpenInvitation { invitation: Rc::clone(&invitation), ends_ms, newcomer: None }));
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
        match open.driver.send(invitation.look()).await {
            Reply::Answer { status: 200, body } => match invitation.looked(&body, wall_clock::now_ms()) {
                Some(InvitationStep::Open(request)) => {
                    // Refused or lost: the next look shows that it is not open yet.
                    drop(open.driver.send(request).await);
                }
                Some(InvitationStep::Compare { digits, newcomer, tried_again }) => {
                    self.somebody_came(digits, newcomer, tried_again);
                }
                Some(InvitationStep::Admitted) => return self.newcomer_admitted(),
                Some(InvitationStep::Forged) => return self.end_invitation(LinkState::Forged),
                Some(InvitationStep::Waiting) | None => {}
            },
            Reply::Answer { status: 404, .. } => return self.invitation_gone(),
            Reply::Answer { .. } | Reply::NoAnswer => {}
        }
        self.look_later(invitation);
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
        self.invitation.set_value(None);
        self.link.set(LinkState::Admitted { name });
    }

    fn invitation_gone(self) {
        self.invitation.set_value(None);
        self.link.set(LinkState::Ended);
    }

    fn end_invitation(self, shown: LinkState) {
        let invitation = self.invitation.try_update_value(Option::take).flatten();
        self.link.set(shown);
        let (Some(ended), Some(open)) = (invitation, self.parts()) else { return };
        // If this does not reach the server, the mailbox ends by itself; nobody is admitted meanwhile.
        spawn_local(async move { drop(open.driver.send(ended.invitation.close()).await) });
    }
}
