//! An invitation: made, looked after while the app is open, and approved or taken back; for another device of the owner, or for
//! somebody who is to follow. It is a record of the journal, so that each device of the owner can look after it, and go on with it after
//! the app was closed.

mod records;

use std::rc::Rc;
use std::time::Duration;

use ebb_journal::{Invitation as InvitationRecord, Kind, Record, RecordId};
use ebb_protocol::ids::StreamId;
use ebb_protocol::limits::{DEVICE_INVITATION_SECONDS, MAILBOX_SECONDS_MAX};
use ebb_sync::{FollowCandidate, FollowPlan, InvitationStep, Reply, Wish};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::view::LinkState;
use super::{JournalHandle, wording};
use crate::page::Page;
use crate::platform::{location, randomness, wall_clock};
use crate::sync::{Invitation, LinkRefused, SyncDriver};

/// How often it is looked whether somebody has come.
const LOOK_EVERY: Duration = Duration::from_millis(1_500);

/// Looks after one invitation at a time.
#[derive(Clone, Copy)]
pub struct Inviter {
    link: RwSignal<LinkState>,
    open: StoredValue<Option<OpenInvitation>, LocalStorage>,
}

/// The invitation that this tab looks after.
struct OpenInvitation {
    invitation: Rc<dyn Invitation>,
    /// Its record in the journal.
    record: RecordId,
    /// By the server's clock.
    ends_ms: i64,
    /// Who has come, once the digits are shown.
    came: Option<Came>,
}

/// Who has come by an invitation.
enum Came {
    Device(Box<ebb_vault::Newcomer>),
    Follow(Box<FollowCandidate>),
}

impl Came {
    /// What they are called while they are compared: a device by its own name, somebody who is to follow by the owner's.
    fn name(&self) -> &str {
        match self {
            Self::Device(newcomer) => &newcomer.label.name,
            Self::Follow(candidate) => &candidate.plan().called,
        }
    }

    fn wish(self) -> Wish {
        match self {
            Self::Device(newcomer) => Wish::Admit(newcomer),
            Self::Follow(candidate) => {
                let (feed, notes) = (StreamId(randomness::bytes()), StreamId(randomness::bytes()));
                Wish::Follow(Box::new(candidate.approved(feed, notes, wall_clock::now_ms())))
            }
        }
    }
}

impl Inviter {
    /// Looks after none yet.
    pub fn new() -> Self {
        Self { link: RwSignal::new(LinkState::None), open: StoredValue::new_local(None) }
    }

    /// How it stands with the invitation.
    pub fn link(self) -> Signal<LinkState> {
        self.link.into()
    }

    /// Makes an invitation for one more device, unless one is open, on whatever device it was made: then goes on with that.
    pub fn invite_device(self, journal: JournalHandle) {
        if self.looks_after_an_open_one(journal) {
            return;
        }
        let Some(open) = journal.parts() else { return };
        self.link.set(LinkState::Making);
        spawn_local(async move {
            if let Some((record, found)) = journal.open_invitation()
                && let Some(resumed) = resumed(record, &found, &open.driver).await
            {
                return self.begin(journal, resumed);
            }
            match open.driver.invite().await {
                Ok(invitation) => drop(self.write_down(journal, invitation, None).await),
                Err(refused) => self.link.set(LinkState::Failed(wording::link_not_made(refused))),
            }
        });
    }

    /// Makes an invitation to follow; `then` is told its record once it stands there.
    pub fn invite_to_follow(self, journal: JournalHandle, plan: FollowPlan, then: impl FnOnce(RecordId) + 'static) {
        let Some(open) = journal.parts() else { return };
        if matches!(self.link.get_untracked(), LinkState::Making) {
            return;
        }
        self.link.set(LinkState::Making);
        spawn_local(async move {
            let called = plan.called.clone();
            match open.driver.invite_to_follow(plan).await {
                Ok(invitation) => {
                    if let Some(record) = self.write_down(journal, invitation, Some(called)).await {
                        then(record);
                    }
                }
                Err(refused) => self.link.set(LinkState::Failed(wording::link_not_made(refused))),
            }
        });
    }

    /// Goes on with an invitation of the journal, by its record.
    pub fn look_after(self, journal: JournalHandle, record: RecordId) {
        let is_current = self.open.with_value(|open| open.as_ref().is_some_and(|open| open.record == record));
        if is_current && !self.link.with_untracked(LinkState::has_ended) {
            return;
        }
        let (Some(open), found) = (journal.parts(), journal.invitation_of(&record)) else { return };
        self.open.set_value(None);
        let Some(found) = found else {
            return self.link.set(LinkState::Ended);
        };
        self.link.set(LinkState::Making);
        spawn_local(async move {
            match resumed(record, &found, &open.driver).await {
                Some(resumed) => self.begin(journal, resumed),
                None => self.link.set(LinkState::Failed(wording::link_not_made(LinkRefused::NoAnswer))),
            }
        });
    }

    fn looks_after_an_open_one(self, journal: JournalHandle) -> bool {
        let now_ms = journal.server_ms();
        let is_open = self.open.with_value(|open| open.as_ref().is_some_and(|open| open.ends_ms > now_ms));
        is_open && !self.link.with_untracked(LinkState::has_ended)
    }

    /// Puts a new invitation into the journal, and takes those out whose time is over; of those for a device all, for one is open at a
    /// time.
    async fn write_down(
        self,
        journal: JournalHandle,
        invitation: Rc<dyn Invitation>,
        follows: Option<String>,
    ) -> Option<RecordId> {
        let record = journal.new_id(Kind::INVITATION)?;
        let lasts = if follows.is_some() { MAILBOX_SECONDS_MAX } else { DEVICE_INVITATION_SECONDS };
        let now_ms = journal.server_ms();
        let ends_ms = now_ms + i64::try_from(lasts * 1_000).unwrap_or(0);
        let is_for_device = follows.is_none();
        let follows = follows.map(String::into_boxed_str);
        let written =
            Record::Invitation(InvitationRecord { held: invitation.held().into(), ends_ms, card: None, follows });
        let id = record.clone();
        let is_written = journal.change_quietly(move |state, clock| {
            let is_over =
                |record: &InvitationRecord| !record.is_open(now_ms) || (is_for_device && record.follows.is_none());
            let over = state.journal().invitations().filter(|(_, record)| is_over(record));
            let over: Vec<_> = over.map(|(id, _)| id.clone()).collect();
            let mut ops = state.save(&id, &written, clock);
            ops.extend(over.iter().flat_map(|id| state.delete(id, clock)));
            ops
        });
        if !is_written.await {
            // Nothing of it may be opened then: the card could not be noted.
            self.link.set(LinkState::Failed(wording::link_not_made(LinkRefused::Refused)));
            return None;
        }
        self.begin(journal, OpenInvitation { invitation, record: record.clone(), ends_ms, came: None });
        Some(record)
    }

    /// The digits are the same on both sides: who has come is let in.
    pub fn approve(self, journal: JournalHandle) {
        let came = self.open.try_update_value(|open| open.as_mut().and_then(|open| open.came.take())).flatten();
        let (Some(came), Some(open)) = (came, journal.parts()) else { return };
        self.link.set(LinkState::Admitting { name: came.name().to_owned() });
        open.driver.wish(came.wish());
    }

    /// The digits are not the same, or the person is not sure, or does not want it any more: nobody comes in by this invitation.
    pub fn refuse(self, journal: JournalHandle) {
        self.end(journal, LinkState::Refused);
    }

    fn begin(self, journal: JournalHandle, open: OpenInvitation) {
        let code = open.invitation.code();
        let fragment: String = code.chars().filter(|character| *character != '-').collect();
        let is_to_follow = journal.invitation_of(&open.record).is_some_and(|record| record.follows.is_some());
        let page = if is_to_follow { Page::Invited } else { Page::Join };
        let url = format!("{}{}#{fragment}", location::origin(), page.path());
        let left_ms = u64::try_from(open.ends_ms - journal.server_ms()).unwrap_or(0);
        let valid_minutes = u32::try_from(left_ms.div_ceil(60_000)).unwrap_or(0);
        let invitation = Rc::clone(&open.invitation);
        self.open.set_value(Some(open));
        self.link.set(LinkState::Ready { url, code, valid_minutes });
        self.look_later(journal, invitation);
    }

    fn look_later(self, journal: JournalHandle, invitation: Rc<dyn Invitation>) {
        set_timeout(move || spawn_local(self.look(journal, invitation)), LOOK_EVERY);
    }

    async fn look(self, journal: JournalHandle, invitation: Rc<dyn Invitation>) {
        // Another one took its place, or it was taken back.
        let is_current =
            self.open.with_value(|open| open.as_ref().is_some_and(|open| Rc::ptr_eq(&open.invitation, &invitation)));
        let Some(open) = journal.parts().filter(|_| is_current) else { return };
        let Some(record) = self.open.with_value(|open| open.as_ref().map(|open| open.record.clone())) else {
            return;
        };
        if let Some(card) = journal.noted_card(&record) {
            invitation.note(&card);
        }
        match open.driver.send(invitation.look()).await {
            Reply::Answer { status: 200, body } => match invitation.looked(&body, wall_clock::now_ms()) {
                Some(InvitationStep::Open { request, card }) => {
                    if journal.note_card(record, card).await {
                        // Refused or lost: the next look shows that it is not open yet.
                        drop(open.driver.send(request).await);
                    }
                }
                Some(InvitationStep::Compare { digits, newcomer, tried_again }) => {
                    self.somebody_came(digits, Came::Device(newcomer), tried_again);
                }
                Some(InvitationStep::CompareFollow { digits, candidate, tried_again }) => {
                    self.somebody_came(digits, Came::Follow(candidate), tried_again);
                }
                Some(InvitationStep::Admitted) => return self.newcomer_admitted(journal),
                Some(InvitationStep::Forged) => return self.end(journal, LinkState::Forged),
                Some(InvitationStep::WaitsForMaker) => {
                    if matches!(self.link.get_untracked(), LinkState::Ready { .. }) {
                        self.link.set(LinkState::WaitsForMaker);
                    }
                }
                Some(InvitationStep::Waiting) | None => {}
            },
            Reply::Answer { status: 404, .. } => return self.gone(journal),
            Reply::Answer { .. } | Reply::NoAnswer => {}
        }
        self.look_later(journal, invitation);
    }

    fn somebody_came(self, digits: u32, came: Came, tried_again: bool) {
        if matches!(self.link.get_untracked(), LinkState::Admitting { .. }) {
            return;
        }
        let shown = LinkState::Compare { digits, name: came.name().to_owned(), tried_again };
        self.open.update_value(|open| {
            if let Some(open) = open {
                open.came = Some(came);
            }
        });
        // The same again is no change: nothing on the screen may move under a finger.
        if self.link.get_untracked() != shown {
            self.link.set(shown);
        }
    }

    fn newcomer_admitted(self, journal: JournalHandle) {
        let name = match self.link.get_untracked() {
            LinkState::Admitting { name } | LinkState::Compare { name, .. } => name,
            _ => String::new(),
        };
        drop(self.take_out_of_journal(journal));
        self.link.set(LinkState::Admitted { name });
    }

    fn gone(self, journal: JournalHandle) {
        drop(self.take_out_of_journal(journal));
        self.link.set(LinkState::Ended);
    }

    /// It is over: no device looks after it any more.
    fn take_out_of_journal(self, journal: JournalHandle) -> Option<OpenInvitation> {
        let ended = self.open.try_update_value(Option::take).flatten()?;
        let id = ended.record.clone();
        // If this fails, it ends by its time.
        spawn_local(async move {
            let _ = journal.change_quietly(move |state, clock| state.delete(&id, clock)).await;
        });
        Some(ended)
    }

    fn end(self, journal: JournalHandle, shown: LinkState) {
        let invitation = self.take_out_of_journal(journal);
        self.link.set(shown);
        let (Some(ended), Some(open)) = (invitation, journal.parts()) else { return };
        // If this does not reach the server, the mailbox ends by itself; nobody is admitted meanwhile.
        spawn_local(async move { drop(open.driver.send(ended.invitation.close()).await) });
    }
}

/// Looks once at each invitation to follow that is open and that nobody has come by yet: so it is known that somebody has, also while its
/// page is not shown. Which card counts, only the device that made the invitation says: where it has not, the record is noted in
/// `waits_for_maker`.
pub async fn look_at_all(journal: JournalHandle, waits_for_maker: RwSignal<Vec<RecordId>>) {
    let Some(open) = journal.parts() else { return };
    for (record, found) in journal.open_to_follow() {
        if found.card.is_some() {
            continue;
        }
        let Some(resumed) = resumed(record.clone(), &found, &open.driver).await else { return };
        match open.driver.send(resumed.invitation.look()).await {
            Reply::Answer { status: 200, body } => {
                let step = resumed.invitation.looked(&body, wall_clock::now_ms());
                if matches!(step, Some(InvitationStep::WaitsForMaker)) {
                    waits_for_maker.update(|waits| {
                        if !waits.contains(&record) {
                            waits.push(record.clone());
                        }
                    });
                }
                if let Some(InvitationStep::Open { request, card }) = step
                    && journal.note_card(record, card).await
                {
                    drop(open.driver.send(request).await);
                }
            }
            // It is over, or was taken back on another device.
            Reply::Answer { status: 404, .. } => {
                let _ = journal.change_quietly(move |state, clock| state.delete(&record, clock)).await;
            }
            Reply::Answer { .. } | Reply::NoAnswer => return,
        }
    }
}

async fn resumed(record: RecordId, found: &InvitationRecord, driver: &SyncDriver) -> Option<OpenInvitation> {
    let invitation = driver.resume(&found.held).await?;
    Some(OpenInvitation { invitation, record, ends_ms: found.ends_ms, came: None })
}
