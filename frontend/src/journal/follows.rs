//! Those who follow, as the pages know them: inviting, what each sees, changing it, pausing, stopping, their notes.
//!
//! Arrives: taps. Leaves: lines as signals; wishes to the engine, records to the journal. Never here: what a scope shows (that is
//! `ebb_journal::scope`), how it is sealed or sent.

mod anew;
mod draft;
mod lines;
mod notes;
mod opened;
mod trust;

use ebb_journal::scope::{DaysBetween, FollowTerms, Scope};
use ebb_journal::{CallRequest, Invitation, Kind, Record, RecordId, SittingId};
use ebb_protocol::ids::MemberId;
use ebb_sync::{FollowChanged, FollowShown, Wish};
use ebb_vault::FollowBody;
use leptos::prelude::*;

pub use self::draft::{DELICATE, DraftProblem, FollowDraft, Lasting, What};
pub use self::lines::{FollowLine, InvitationLine};
pub use self::notes::NoteLine;
pub use self::trust::{TrustLine, TrustView};
use super::commands::set;
use super::inviting::{Inviter, look_at_all};
use super::view::{LinkState, Opening};
use super::{JournalHandle, today_is};
use crate::platform::wall_clock;
use crate::sync::Membership;

/// A handle to those who follow, for every page.
#[derive(Clone, Copy)]
pub struct FollowsHandle {
    journal: JournalHandle,
    draft: RwSignal<FollowDraft>,
    inviter: Inviter,
    /// Invitations by which somebody has come while the device that made them did not look.
    waits_for_maker: RwSignal<Vec<RecordId>>,
}

/// What is to be another in what somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowEdit {
    /// What the owner calls them.
    pub name: String,
    /// What they see.
    pub scope: Scope,
    /// What else is agreed.
    pub terms: FollowTerms,
    /// When it ends by itself, in milliseconds since 1970.
    pub until_ms: Option<i64>,
    /// What devices keep of them, as it was.
    body: FollowBody,
    /// The entry that this was made from.
    made_from: u32,
}

impl FollowEdit {
    /// As it stands; none where what they see cannot be read here, for a newer version chose it.
    fn of(shown: &FollowShown) -> Option<Self> {
        Some(Self {
            name: shown.name.clone(),
            scope: shown.scope.clone().ok()?,
            terms: shown.terms.clone().unwrap_or_default(),
            until_ms: shown.until_ms,
            body: shown.body.clone()?,
            made_from: shown.newest_entry,
        })
    }
}

/// Puts those who follow into the context.
pub fn provide_follows(journal: JournalHandle) {
    let draft = RwSignal::new(FollowDraft::default());
    let waits_for_maker = RwSignal::new(Vec::new());
    provide_context(FollowsHandle { journal, draft, inviter: Inviter::new(), waits_for_maker });
    // Once when there is a connection, and whenever the server tells that somebody was there.
    let (told, standing, opening) = (journal.sync.mailbox_told, journal.sync.standing, journal.opening());
    let connected = Memo::new(move |_| standing.with(|standing| standing.connected) && opening.get() == Opening::Open);
    let open = journal.open_follow_invitations();
    let any = Memo::new(move |_| open.with(|open| open.iter().any(|(_, invitation)| invitation.card.is_none())));
    Effect::new(move || {
        told.track();
        if connected.get() && any.get() {
            leptos::task::spawn_local(look_at_all(journal, waits_for_maker));
        }
    });
}

/// Those who follow.
pub fn use_follows() -> FollowsHandle {
    expect_context()
}

impl FollowsHandle {
    /// What is being chosen for somebody who is to be invited.
    pub fn draft(self) -> RwSignal<FollowDraft> {
        self.draft
    }

    /// Makes the invitation that was chosen; `then` is told the name of its record.
    pub fn invite(self, then: impl FnOnce(SittingId) + 'static) {
        let Some(today) = today_is() else { return };
        let Ok(plan) = self.draft.with_untracked(|draft| draft.plan(today, self.journal.server_ms())) else { return };
        let draft = self.draft;
        self.inviter.invite_to_follow(self.journal, plan, move |record| {
            draft.set(FollowDraft::default());
            if let RecordId { name: ebb_journal::Name::Made(name), .. } = record {
                then(name);
            }
        });
    }

    /// How it stands with the invitation that is looked after.
    pub fn link(self) -> Signal<LinkState> {
        self.inviter.link()
    }

    /// Goes on with an open invitation.
    pub fn look_after(self, name: SittingId) {
        self.inviter.look_after(self.journal, invitation_record(name));
    }

    /// The digits are the same on both sides.
    pub fn approve(self) {
        self.inviter.approve(self.journal);
    }

    /// The digits are not the same, or the invitation is taken back.
    pub fn refuse(self) {
        self.inviter.refuse(self.journal);
    }

    /// The invitations that are open.
    pub fn invitations(self) -> Memo<Vec<InvitationLine>> {
        let (open, waits) = (self.journal.open_follow_invitations(), self.waits_for_maker);
        let line = |of: &(RecordId, Invitation), waits: &[RecordId]| InvitationLine::of(of, waits.contains(&of.0));
        Memo::new(move |_| {
            waits.with(|waits| open.with(|open| open.iter().filter_map(|open| line(open, waits)).collect()))
        })
    }

    /// All who follow, the newest last; those who were stopped are not among them.
    pub fn follows(self) -> Memo<Vec<FollowLine>> {
        let (journal, sync) = (self.journal, self.journal.sync);
        Memo::new(move |_| {
            journal.minute.track();
            let Some(now) = wall_clock::now() else { return Vec::new() };
            let standings = sync.standing.with(|standing| standing.follows.clone());
            sync.follows.with(|follows| {
                let open = follows.iter().filter(|shown| !shown.is_stopped);
                open.map(|shown| FollowLine::of(shown, &standings, &now)).collect()
            })
        })
    }

    /// Whether it is known who follows. At a start that takes a moment.
    pub fn are_known(self) -> Memo<bool> {
        let sync = self.journal.sync;
        Memo::new(move |_| sync.membership.get() != Membership::Member || sync.came_about.with(Option::is_some))
    }

    /// Somebody who follows.
    pub fn follow(self, member: MemberId) -> Memo<Option<FollowLine>> {
        let follows = self.follows();
        Memo::new(move |_| follows.with(|follows| follows.iter().find(|line| line.member == member).cloned()))
    }

    /// What they see, to be changed; none where that is gone, or of a newer version.
    pub fn edit(self, member: MemberId) -> Option<FollowEdit> {
        let of = |follows: &Vec<FollowShown>| {
            follows.iter().find(|shown| shown.member == member && !shown.is_stopped).and_then(FollowEdit::of)
        };
        self.journal.sync.follows.with_untracked(of)
    }

    /// Changes what somebody sees, as soon as there is a connection.
    pub fn change(self, member: MemberId, edit: FollowEdit) {
        let FollowEdit { name, scope, mut terms, until_ms, body, made_from } = edit;
        // Nothing is told of what is not shared any more.
        terms.keep_within(&scope);
        let body = FollowBody { name, scope: scope.to_bytes(), terms: terms.to_bytes(), ..body };
        let body = body.changed_at(self.journal.server_ms());
        self.wish(Wish::ChangeFollow(Box::new(FollowChanged { member, body, until_ms, made_from })));
    }

    /// Pauses from today on.
    pub fn pause(self, member: MemberId) {
        let (Some(mut edit), Some(today)) = (self.edit(member), today_is()) else { return };
        edit.scope.pause(today);
        self.change(member, edit);
    }

    /// Goes on after a pause, with the days between or without them.
    pub fn go_on(self, member: MemberId, between: DaysBetween) {
        let (Some(mut edit), Some(today)) = (self.edit(member), today_is()) else { return };
        // Two hundred pauses fill a scope: then the days between are let out with all before them.
        if edit.scope.go_on(today, between).is_err() {
            edit.scope.set_from(Some(today));
            let _ = edit.scope.go_on(today, DaysBetween::LetIn);
        }
        self.change(member, edit);
    }

    /// Ends it.
    pub fn stop(self, member: MemberId) {
        self.wish(Wish::StopFollow(member));
    }

    /// Asks somebody who follows to call.
    pub fn ask_to_call(self, member: MemberId) {
        let journal = self.journal;
        let Some(id) = journal.new_id(Kind::CALL_REQUEST) else { return };
        let asked_ms = wall_clock::now_ms();
        let request = Record::CallRequest(CallRequest { follow: member.to_string().into(), asked_ms });
        journal
            .change(move |state, clock| Some(set(state, clock, &id, &request, crate::words::CALL_ME_DONE.to_owned())));
    }

    /// How who belongs to the account came about; none until it is known.
    pub fn trust(self) -> Signal<Option<TrustView>> {
        let came_about = self.journal.sync.came_about;
        Signal::derive(move || came_about.with(|came_about| came_about.as_ref().map(TrustView::of)))
    }

    fn wish(self, wish: Wish) {
        if let Some(open) = self.journal.parts() {
            open.driver.wish(wish);
        }
    }
}

fn invitation_record(name: SittingId) -> RecordId {
    RecordId { kind: Kind::INVITATION, name: ebb_journal::Name::Made(name) }
}
