//! Journals of others that this person follows, and the invitation that they look at.
//!
//! Arrives: taps. Leaves: how each stands and what it shows, as signals. Never here: what is opened and when.

mod state;

use std::rc::Rc;

use ebb_journal::{FollowedJournal, Kind, Name, Record, RecordId, SittingId};
use ebb_sync::follower::{FollowerEvent, FollowerStage, FollowerStanding};
use leptos::prelude::*;
use leptos::task::spawn_local;

pub use self::state::FollowedState;
use super::{JournalHandle, SeenJournal, Trouble, dates, wording};
use crate::platform::{local_storage, wall_clock};
use crate::sync::{Followed, FollowedFrom, NotFollowed};

/// A handle to the journals that are followed, for every page.
#[derive(Clone, Copy)]
pub struct FollowedHandle {
    journal: JournalHandle,
    /// All that are driven in this tab.
    people: RwSignal<Vec<Rc<dyn Followed>>, LocalStorage>,
    /// The invitation that is looked at.
    candidate: RwSignal<Option<Rc<dyn Followed>>, LocalStorage>,
    /// Why it is not.
    refused: RwSignal<Option<NotFollowed>>,
    /// The records that are being begun with.
    begins: StoredValue<Vec<RecordId>>,
    /// For whom a note is about to be written, from a card.
    writes_to: StoredValue<Option<SittingId>>,
}

/// One of those whom this person follows.
#[derive(Clone)]
pub struct Person {
    /// The name of its record.
    pub name: SittingId,
    /// What it shows.
    pub seen: Rc<SeenJournal>,
    /// How it stands.
    pub standing: ArcRwSignal<FollowerStanding>,
    followed: Rc<dyn Followed>,
}

/// Puts the journals that are followed into the context. In the tab that leads they are driven from the start.
pub fn provide_followed(journal: JournalHandle) -> FollowedHandle {
    let handle = FollowedHandle {
        journal,
        people: RwSignal::new_local(Vec::new()),
        candidate: RwSignal::new_local(None),
        refused: RwSignal::new(None),
        begins: StoredValue::new(Vec::new()),
        writes_to: StoredValue::new(None),
    };
    provide_context(handle);
    let (records, leads) = (handle.records(), journal.sync.leads);
    // One tab drives them; when another takes the lead, it does.
    Effect::new(move || {
        records.track();
        if leads.get() {
            handle.begin();
        } else if handle.people.with_untracked(|people| !people.is_empty()) {
            handle.people.set(Vec::new());
        }
    });
    handle
}

/// The journals that are followed.
pub fn use_followed() -> FollowedHandle {
    expect_context()
}

impl Person {
    /// What this person calls them, else what they call themselves.
    pub fn called(&self) -> String {
        super::seen_view::name_of(&self.seen.follow())
    }

    /// Whether this person has said yes to an invitation, and the other one has not yet.
    pub fn waits_for_their_yes(&self) -> Memo<bool> {
        let standing = self.standing.clone();
        Memo::new(move |_| standing.with(waits_for_their_yes))
    }

    /// Whether it is followed now: it has not ended.
    pub fn is_followed_now(&self) -> bool {
        self.standing.with(|standing| matches!(standing.stage, FollowerStage::Following))
    }
}

impl FollowedHandle {
    /// The records of journals that are followed.
    fn records(self) -> Memo<Vec<(RecordId, FollowedJournal)>> {
        let journal = self.journal;
        Memo::new(move |_| {
            journal.changed.track();
            journal.opening.track();
            let all = |state: &ebb_replica::State| {
                let all = state.journal().followed_journals();
                all.map(|(id, followed)| (id.clone(), followed.clone())).collect()
            };
            journal.with_state(all).unwrap_or_default()
        })
    }

    /// This tab is to drive them: it is the one that shows them.
    pub fn take_the_lead(self) {
        if let Some(open) = self.journal.parts() {
            open.driver.take_the_lead();
        }
    }

    /// Goes on with all journals that are followed, and lets go of those that are no more.
    fn begin(self) {
        let records = self.records().get_untracked();
        let is_followed = |one: &Rc<dyn Followed>| records.iter().any(|(id, _)| *id == one.record());
        let gone: Vec<_> =
            self.people.with_untracked(|people| people.iter().filter(|one| !is_followed(one)).cloned().collect());
        if !gone.is_empty() {
            self.people.update(|people| people.retain(is_followed));
            // Another device of this person's follows them no more: the copy goes here too.
            spawn_local(async move {
                for followed in gone {
                    followed.drop_all().await;
                }
            });
        }
        let is_driven = |id: &RecordId| {
            let is_running = self.people.with_untracked(|people| people.iter().any(|one| one.record() == *id));
            let is_looked_at = self.candidate.with_untracked(|one| one.as_ref().is_some_and(|one| one.record() == *id));
            is_running || is_looked_at || self.begins.with_value(|begins| begins.contains(id))
        };
        for (id, followed) in records {
            if !is_driven(&id) {
                self.begin_one(id, followed);
            }
        }
    }

    fn begin_one(self, id: RecordId, followed: FollowedJournal) {
        let Some(open) = self.journal.parts() else { return };
        self.begins.update_value(|begins| begins.push(id.clone()));
        spawn_local(async move {
            let FollowedJournal { held, called } = followed;
            let begun = open.driver.follow(id.clone(), FollowedFrom::Held(held)).await;
            self.begins.update_value(|begins| begins.retain(|other| *other != id));
            match begun {
                Ok(followed) => {
                    let known = local_storage::get(&call_key(&id)).and_then(|known| known.parse().ok());
                    let called = called.map(String::from);
                    followed.seen().update(|_, follow| {
                        follow.news.call_known_ms = known;
                        follow.called = called;
                    });
                    self.people.update(|people| people.push(followed));
                }
                Err(why) => leptos::logging::warn!("a journal that is followed could not be opened: {why:?}"),
            }
        });
    }

    /// All whom this person follows.
    pub fn people(self) -> Signal<Vec<Person>, LocalStorage> {
        Signal::derive_local(move || self.people.with(|people| people.iter().filter_map(person).collect()))
    }

    /// One of them, by the name of its record.
    pub fn one(self, name: SittingId) -> Signal<Option<Person>, LocalStorage> {
        Signal::derive_local(move || {
            self.people.with(|people| people.iter().filter_map(person).find(|person| person.name == name))
        })
    }

    /// How up to date is what is seen of all of them.
    pub fn state(self) -> Memo<FollowedState> {
        let minute = self.journal.minute;
        let people = self.people;
        let told = |at_ms| {
            // Of another day, its day too.
            let (Some(at), Some(now)) = (wall_clock::moment_at(at_ms), wall_clock::now()) else { return String::new() };
            let time = dates::clock(at.time());
            if at.day() == now.day() { time } else { [&dates::near_date(at.day(), now.day()), ", ", &time].concat() }
        };
        Memo::new(move |_| {
            minute.track();
            let standings: Vec<FollowerStanding> =
                people.with(|people| people.iter().map(|one| one.standing().get()).collect());
            FollowedState::of(standings.iter(), told)
        })
    }

    /// A note is about to be written for one of them: their page opens with its field.
    pub fn begin_note(self, name: SittingId) {
        self.writes_to.set_value(Some(name));
    }

    /// Whether their page is to open with the field of a note; true once.
    pub fn take_begun_note(self, name: SittingId) -> bool {
        self.writes_to.try_update_value(|writes_to| writes_to.take_if(|to| *to == name).is_some()).unwrap_or(false)
    }

    /// Looks at an invitation: nothing is left on the server by that.
    pub fn look_at(self, code: &str) {
        self.take_the_lead();
        let Some(open) = self.journal.parts() else { return };
        let Some(id) = self.journal.new_id(Kind::FOLLOWED_JOURNAL) else { return };
        self.refused.set(None);
        self.candidate.set(None);
        let code = code.to_owned();
        spawn_local(async move {
            match open.driver.follow(id, FollowedFrom::Code(code)).await {
                Ok(followed) => self.candidate.set(Some(followed)),
                Err(why) => self.refused.set(Some(why)),
            }
        });
    }

    /// How it stands with the invitation that is looked at; none while none is.
    pub fn candidate(self) -> Signal<Option<FollowerStanding>> {
        let candidate = self.candidate;
        let standing =
            Memo::new_with_compare(move |_| candidate.with(|one| one.as_ref().map(|one| one.standing())), |_, _| true);
        Signal::derive(move || standing.get().map(|standing| standing.get()))
    }

    /// Why nothing came of an invitation is told no more: another was typed, and is answered by itself.
    pub fn forget_refusal(self) {
        self.refused.set(None);
        self.let_go_of_candidate();
    }

    /// Why no invitation is looked at.
    pub fn refused(self) -> Signal<Option<Trouble>> {
        let refused = self.refused;
        Signal::derive(move || refused.with(|refused| refused.as_ref().map(wording::not_followed)))
    }

    /// The person says yes to what is offered.
    pub fn accept(self) {
        self.tell_candidate(FollowerEvent::Accepted);
    }

    /// Lets the owner know that this person came too, by an invitation that somebody else has used.
    pub fn tell_owner(self) {
        self.tell_candidate(FollowerEvent::TellOwner);
    }

    /// Takes the yes back, if there was one: no device of this person goes on with the invitation that is looked at.
    pub fn take_yes_back(self) {
        let id = self.candidate.with_untracked(|one| one.as_ref().map(|one| one.record()));
        let (journal, Some(id)) = (self.journal, id) else { return };
        spawn_local(async move {
            let _ = journal.change_quietly(move |state, clock| state.delete(&id, clock)).await;
        });
    }

    /// The invitation that was looked at is let go. What was said yes to goes on by itself; what was not leaves nothing.
    pub fn let_go_of_candidate(self) {
        let Some(followed) = self.candidate.try_update(Option::take).flatten() else { return };
        let goes_on = followed.standing().with_untracked(|standing| {
            matches!(standing.stage, FollowerStage::Following) || waits_for_their_yes(standing)
        });
        if goes_on {
            self.people.update(|people| people.push(followed));
        } else {
            spawn_local(async move { followed.drop_all().await });
        }
    }

    /// The invitation that is looked at is given up, on all devices of this person.
    pub fn give_up_candidate(self) {
        self.take_yes_back();
        if let Some(followed) = self.candidate.try_update(Option::take).flatten() {
            spawn_local(async move { followed.drop_all().await });
        }
    }

    /// Looks again at an invitation that this person has said yes to, and that the other one has not yet: where none is looked at.
    pub fn go_on_with_what_waits(self) {
        let waits = |one: &Rc<dyn Followed>| one.standing().with(waits_for_their_yes);
        let at = self.people.with(|people| people.iter().position(waits));
        if let Some(at) = at.filter(|_| self.candidate.with_untracked(Option::is_none)) {
            self.candidate.set(self.people.try_update(|people| people.remove(at)));
        }
    }

    /// Once it was let in, it is one of those who are followed: tells the name of its record.
    pub fn take_candidate_in(self) -> Option<SittingId> {
        let is_in = self.candidate.with_untracked(|one| {
            one.as_ref().is_some_and(|one| {
                one.standing().with_untracked(|standing| matches!(standing.stage, FollowerStage::Following))
            })
        });
        let followed = self.candidate.try_update(|one| if is_in { one.take() } else { None }).flatten()?;
        let name = name_of(&followed.record());
        self.people.update(|people| people.push(followed));
        name
    }

    /// Tries again at once.
    pub fn nudge(self) {
        self.people.with_untracked(|people| {
            for followed in people {
                followed.tell(FollowerEvent::Nudged);
            }
        });
    }

    /// Leaves a note for somebody who is followed.
    pub fn leave_note(self, name: SittingId, text: &str) {
        if let Some(person) = self.one(name).get_untracked() {
            person.followed.tell(FollowerEvent::WriteNote(text.to_owned()));
        }
    }

    /// Says that a wish to be called was seen, up to that one. It is remembered on this device.
    pub fn note_call(self, name: SittingId, asked_ms: i64) {
        let Some(person) = self.one(name).get_untracked() else { return };
        local_storage::set(&call_key(&person.followed.record()), &asked_ms.to_string());
        person.seen.update(|_, follow| follow.news.call_known_ms = Some(asked_ms));
    }

    /// Follows somebody no more: the copy goes, on all devices of this person.
    pub fn leave(self, name: SittingId) {
        let Some(person) = self.one(name).get_untracked() else { return };
        let (journal, id) = (self.journal, person.followed.record());
        self.people.update(|people| people.retain(|followed| followed.record() != id));
        spawn_local(async move {
            person.followed.drop_all().await;
            let _ = journal.change_quietly(move |state, clock| state.delete(&id, clock)).await;
        });
    }

    /// Says what this person calls somebody whom they follow.
    pub fn call(self, name: SittingId, called: &str) {
        let Some(person) = self.one(name).get_untracked() else { return };
        let (journal, id) = (self.journal, person.followed.record());
        let called: Option<Box<str>> = Some(called.trim()).filter(|called| !called.is_empty()).map(Into::into);
        person.seen.update(|_, follow| follow.called = called.as_deref().map(str::to_owned));
        spawn_local(async move {
            let make = move |state: &ebb_replica::State, clock| match state.journal().record(&id) {
                Some(Record::FollowedJournal(followed)) => {
                    let changed = Record::FollowedJournal(FollowedJournal { called, ..followed.clone() });
                    state.save(&id, &changed, clock)
                }
                _ => Vec::new(),
            };
            let _ = journal.change_quietly(make).await;
        });
    }

    fn tell_candidate(self, event: FollowerEvent) {
        let candidate = self.candidate.get_untracked();
        if let Some(followed) = candidate {
            followed.tell(event);
        }
    }
}

/// Under which it is remembered up to which wish to be called was seen.
fn call_key(id: &RecordId) -> String {
    match id.name {
        Name::Made(name) => {
            ["ebb.call.", &u64::from_be_bytes(name.sitting.0).to_string(), ".", &name.counter.to_string()].concat()
        }
        _ => String::new(),
    }
}

const fn waits_for_their_yes(standing: &FollowerStanding) -> bool {
    matches!(standing.stage, FollowerStage::Asking | FollowerStage::Waiting | FollowerStage::Compare(_))
}

fn person(followed: &Rc<dyn Followed>) -> Option<Person> {
    let name = name_of(&followed.record())?;
    Some(Person { name, seen: followed.seen(), standing: followed.standing(), followed: Rc::clone(followed) })
}

fn name_of(id: &RecordId) -> Option<SittingId> {
    match id.name {
        Name::Made(name) => Some(name),
        _ => None,
    }
}
