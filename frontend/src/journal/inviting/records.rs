//! Invitations as records of the journal, and what the pages ask of the one for a device.

use ebb_journal::{Invitation as InvitationRecord, Record, RecordId};
use ebb_replica::{Clock, Op, State};
use leptos::prelude::*;

use crate::journal::{JournalHandle, LinkState};
use crate::platform::wall_clock;

impl JournalHandle {
    /// Makes an invitation for one more device, or goes on with one that is open.
    pub fn invite_device(&self) {
        self.inviter.invite_device(*self);
    }

    /// The invitation for another device.
    pub fn device_link(&self) -> Signal<LinkState> {
        self.inviter.link()
    }

    /// The digits are the same on both devices: the other one comes in.
    pub fn approve_device(&self) {
        self.inviter.approve(*self);
    }

    /// The digits are not the same, or the person is not sure: nobody comes in by this invitation.
    pub fn refuse_device(&self) {
        self.inviter.refuse(*self);
    }

    /// Whether there is an open invitation for a device, made on whatever device.
    pub fn has_open_invitation(&self) -> bool {
        self.changed.track();
        self.open_invitation().is_some()
    }

    /// The invitations to follow that are open, made on whatever device: each record, and whom it is for.
    pub fn open_follow_invitations(&self) -> Memo<Vec<(RecordId, InvitationRecord)>> {
        let handle = *self;
        Memo::new(move |_| {
            handle.changed.track();
            handle.minute.track();
            handle.open_to_follow()
        })
    }

    pub(super) fn open_to_follow(self) -> Vec<(RecordId, InvitationRecord)> {
        let now_ms = self.server_ms();
        let open = |state: &State| {
            let open = state.journal().invitations().filter(|(_, record)| record.is_open(now_ms));
            let to_follow = open.filter(|(_, record)| record.follows.is_some());
            to_follow.map(|(id, record)| (id.clone(), record.clone())).collect()
        };
        self.with_session(|session| session.with_state(open)).unwrap_or_default()
    }

    /// The invitation for a device that ends last, if one is open.
    pub(super) fn open_invitation(&self) -> Option<(RecordId, InvitationRecord)> {
        let now_ms = self.server_ms();
        let newest = |state: &State| {
            let open = state.journal().invitations().filter(|(_, record)| record.is_open(now_ms));
            let for_device = open.filter(|(_, record)| record.follows.is_none());
            for_device.max_by_key(|(_, record)| record.ends_ms).map(|(id, record)| (id.clone(), record.clone()))
        };
        self.with_session(|session| session.with_state(newest)).flatten()
    }

    /// What the journal holds of an invitation.
    pub(in crate::journal) fn invitation_of(&self, record: &RecordId) -> Option<InvitationRecord> {
        let found = |state: &State| match state.journal().record(record) {
            Some(Record::Invitation(invitation)) => Some(invitation.clone()),
            _ => None,
        };
        self.with_session(|session| session.with_state(found)).flatten()
    }

    /// Saves what nobody has to be told of. Whether it is durable.
    pub(in crate::journal) async fn change_quietly(
        self,
        make: impl FnOnce(&State, Clock) -> Vec<Op> + 'static,
    ) -> bool {
        let Some(open) = self.parts() else { return false };
        let is_saved = open.session.change(Box::new(make)).await.is_ok();
        if is_saved {
            open.driver.saved();
        }
        is_saved
    }

    /// The time by the server's clock, as far as this device knows it.
    pub(in crate::journal) fn server_ms(self) -> i64 {
        wall_clock::now_ms() + self.with_session(crate::session::Session::clock_offset_ms).unwrap_or(0)
    }

    /// The card that was noted for an invitation, by whatever device or tab.
    pub(super) fn noted_card(self, record: &RecordId) -> Option<Box<str>> {
        self.invitation_of(record).and_then(|invitation| invitation.card)
    }

    /// Notes the card for which an invitation is about to be opened, unless one is noted. Whether it is this one, durably.
    pub(super) async fn note_card(self, id: RecordId, card: String) -> bool {
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
}
