//! Drives one follow of somebody else's journal: what its machine wants goes to the store, the network and the screen, and what came of
//! it goes back. The tab that leads drives all of them.
//!
//! Arrives: the record of the journal that is followed, taps. Leaves: how it stands and what it shows, as signals. Never here: what is
//! opened and when.

mod rows;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::time::Duration;

use ebb_journal::{FollowedJournal, Record, RecordId};
use ebb_protocol::ids::AccountId;
use ebb_protocol::token::Token;
use ebb_replica::State;
use ebb_sync::Circumstances;
use ebb_sync::follower::{
    FeedShown, Follower, FollowerEffect, FollowerEvent, FollowerIdentity, FollowerStanding, FollowerStoreEffect,
};
use ebb_vault::{Code, CodeKind, MalformedCode};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{ArcRwSignal, Set, set_timeout_with_handle};
use leptos::task::spawn_local;

use self::rows::Rows;
use super::SyncDriver;
use super::machinery::{Machinery, machinery};
use crate::journal::{Follow, SeenJournal};
use crate::parts::NotLoaded;
use crate::platform::indexed_db::StoreTrouble;
use crate::platform::live_socket::{LiveEvent, LiveSocket};
use crate::platform::{device_kind, pause, randomness, wall_clock};
use crate::words;

/// A journal of somebody else that is followed, or is about to be.
pub trait Followed {
    /// The record of it in the person's own journal; written once they have said yes.
    fn record(&self) -> RecordId;
    /// How it stands.
    fn standing(&self) -> ArcRwSignal<FollowerStanding>;
    /// What it shows.
    fn seen(&self) -> Rc<SeenJournal>;
    /// Something that the person, or the browser, has done.
    fn tell(&self, event: FollowerEvent);
    /// Drops all that is kept of it on this device.
    fn drop_all(&self) -> Pin<Box<dyn Future<Output = ()> + '_>>;
}

/// From what a follow is begun.
pub enum FollowedFrom {
    /// What the record of the journal that is followed holds.
    Held(Box<str>),
    /// A link or a code that somebody looks at; nothing was said to it yet.
    Code(String),
}

/// The driver of one follow.
struct FollowDriver {
    driver: Weak<SyncDriver>,
    this: Weak<Self>,
    /// The record of the person's own journal, which is written once they have said yes.
    record: RecordId,
    /// Under which its rows are kept.
    name: String,
    /// How it stands.
    standing: ArcRwSignal<FollowerStanding>,
    /// What it shows.
    seen: Rc<SeenJournal>,
    machinery: &'static dyn Machinery,
    motor: RefCell<Follower>,
    live: RefCell<Option<LiveSocket>>,
    timer: RefCell<Option<TimeoutHandle>>,
    /// What was shown and waits to be put into the journal that is seen, in its order.
    showing: RefCell<Vec<FeedShown>>,
    shows: Cell<bool>,
}

/// Why a follow could not be begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFollowed {
    /// What is needed is not loaded, and there is no connection.
    NotLoaded,
    /// What is held of it cannot be read by this version.
    Unreadable,
    /// The link or code is none.
    Code(MalformedCode),
    /// It is a code that opens a whole journal: of a device, or of a recovery sheet.
    OpensAll(CodeKind),
    /// The store refused.
    Store(StoreTrouble),
}

impl From<NotLoaded> for NotFollowed {
    fn from(_: NotLoaded) -> Self {
        Self::NotLoaded
    }
}

/// Goes on with a journal that is followed, or begins with an invitation that nobody has said yes to.
pub(super) async fn follow(
    driver: Rc<SyncDriver>,
    record: RecordId,
    from: FollowedFrom,
) -> Result<Rc<dyn Followed>, NotFollowed> {
    let identity = match from {
        FollowedFrom::Held(held) => FollowerIdentity::of_text(&held).ok_or(NotFollowed::Unreadable)?,
        FollowedFrom::Code(text) => {
            let (code, kind) = Code::of_any_text(&text).map_err(NotFollowed::Code)?;
            if kind != CodeKind::Follow {
                return Err(NotFollowed::OpensAll(kind));
            }
            let draws = [randomness::bytes(), randomness::bytes(), randomness::bytes()];
            FollowerIdentity::invited(code, words::device_kind(device_kind::kind()), draws)
        }
    };
    let started = FollowDriver::start(&driver, record, identity).await?;
    Ok(started)
}

impl FollowDriver {
    async fn start(
        driver: &Rc<SyncDriver>,
        record: RecordId,
        identity: FollowerIdentity,
    ) -> Result<Rc<Self>, NotFollowed> {
        let machinery = machinery().await?;
        let name = row_name(&record);
        let store = driver.feed_store().await.map_err(NotFollowed::Store)?;
        let persisted = Rows { store: &store, name: &name }.persisted().await.map_err(NotFollowed::Store)?;
        let start = driver.session.store().sync_start().await.map_err(NotFollowed::Store)?;
        let own: Option<AccountId> = start.identity.filter(ebb_sync::Identity::is_admitted).map(|own| own.account);
        let motor = RefCell::new(Follower::new(identity, own, persisted));
        let seen = SeenJournal::new(State::default(), Follow::default());
        let started = Rc::new_cyclic(|this| Self {
            driver: Rc::downgrade(driver),
            this: this.clone(),
            record,
            name,
            standing: ArcRwSignal::new(FollowerStanding::default()),
            seen,
            machinery,
            motor,
            live: RefCell::new(None),
            timer: RefCell::new(None),
            showing: RefCell::new(Vec::new()),
            shows: Cell::new(false),
        });
        started.dispatch(FollowerEvent::Started);
        Ok(started)
    }

    /// Takes in one event, and carries out what the machine wants done.
    fn dispatch(&self, event: FollowerEvent) {
        let circumstances = Circumstances { now_ms: wall_clock::now_ms(), random: randomness::bytes() };
        let effects = self.motor.borrow_mut().handle(event, circumstances);
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(&self, effect: FollowerEffect) {
        match effect {
            FollowerEffect::Store(effect) => self.store(effect),
            FollowerEffect::Keep(text) => self.keep(text),
            FollowerEffect::Send(request) => {
                let replying = self.machinery.send(request);
                self.later(async move { FollowerEvent::Answered(replying.await) });
            }
            FollowerEffect::OpenLive(token) => self.open_live(&token),
            FollowerEffect::WakeAfter { ms } => self.wake_after(ms),
            FollowerEffect::Show(shown) => self.show(*shown),
            FollowerEffect::Forget => {
                self.showing.borrow_mut().clear();
                self.seen.update(|state, _| *state = State::default());
            }
            FollowerEffect::Tell(standing) => {
                self.seen.update(|_, follow| follow.stands(&standing));
                self.standing.set(*standing);
            }
        }
    }

    fn store(&self, effect: FollowerStoreEffect) {
        let (driver, name) = (self.driver.clone(), self.name.clone());
        self.later(async move {
            let Some(driver) = driver.upgrade() else { return FollowerEvent::StoreFailed };
            let Ok(store) = driver.feed_store().await else { return FollowerEvent::StoreFailed };
            let carried_out = Rows { store: &store, name: &name }.carry_out(effect).await;
            carried_out.unwrap_or(FollowerEvent::StoreFailed)
        });
    }

    /// Puts what all devices of who follows hold into their own journal.
    fn keep(&self, text: String) {
        let (driver, id) = (self.driver.clone(), self.record.clone());
        self.later(async move {
            let Some(driver) = driver.upgrade() else { return FollowerEvent::StoreFailed };
            let make = move |state: &State, clock| {
                let called = match state.journal().record(&id) {
                    Some(Record::FollowedJournal(followed)) => followed.called.clone(),
                    _ => None,
                };
                let record = Record::FollowedJournal(FollowedJournal { held: text.into(), called });
                state.save(&id, &record, clock)
            };
            if driver.session.change(Box::new(make)).await.is_err() {
                return FollowerEvent::StoreFailed;
            }
            driver.saved();
            FollowerEvent::Kept
        });
    }

    fn open_live(&self, token: &Token) {
        let this = self.this.clone();
        let told = move |event| {
            let Some(follow) = this.upgrade() else { return };
            follow.dispatch(match event {
                LiveEvent::Opened => FollowerEvent::LiveOpened,
                LiveEvent::Noticed(frame) => FollowerEvent::Noticed(frame),
                LiveEvent::Closed => FollowerEvent::LiveClosed,
            });
        };
        match self.machinery.open_live(token, Box::new(told)) {
            Some(socket) => *self.live.borrow_mut() = Some(socket),
            None => self.later(async { FollowerEvent::LiveClosed }),
        }
    }

    fn wake_after(&self, ms: u64) {
        let this = self.this.clone();
        let wake = move || {
            if let Some(follow) = this.upgrade() {
                follow.dispatch(FollowerEvent::Woken);
            }
        };
        let handle = set_timeout_with_handle(wake, Duration::from_millis(ms)).ok();
        if let Some(earlier) = std::mem::replace(&mut *self.timer.borrow_mut(), handle) {
            earlier.clear();
        }
    }

    /// Takes in what a segment says; between two of them the browser may draw, and take a tap.
    fn show(&self, shown: FeedShown) {
        self.showing.borrow_mut().push(shown);
        if self.shows.replace(true) {
            return;
        }
        let this = self.this.clone();
        spawn_local(async move {
            while let Some(follow) = this.upgrade() {
                let next = {
                    let mut showing = follow.showing.borrow_mut();
                    if showing.is_empty() { None } else { Some(showing.remove(0)) }
                };
                let Some(shown) = next else {
                    follow.shows.set(false);
                    return;
                };
                let more_follows = shown.more_follows;
                follow.seen.show(shown);
                if more_follows {
                    pause::pause().await;
                }
            }
        });
    }

    /// Dispatches what comes of `work`, if this follow is still driven.
    fn later(&self, work: impl Future<Output = FollowerEvent> + 'static) {
        let this = self.this.clone();
        spawn_local(async move {
            let event = work.await;
            if let Some(follow) = this.upgrade() {
                follow.dispatch(event);
            }
        });
    }
}

/// The bytes of a record's name, in hexadecimal.
fn row_name(record: &RecordId) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let of_byte = |byte: u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    record.to_bytes().into_iter().flat_map(of_byte).collect()
}

impl Followed for FollowDriver {
    fn record(&self) -> RecordId {
        self.record.clone()
    }

    fn standing(&self) -> ArcRwSignal<FollowerStanding> {
        self.standing.clone()
    }

    fn seen(&self) -> Rc<SeenJournal> {
        Rc::clone(&self.seen)
    }

    fn tell(&self, event: FollowerEvent) {
        self.dispatch(event);
    }

    fn drop_all(&self) -> Pin<Box<dyn Future<Output = ()> + '_>> {
        Box::pin(async move {
            *self.live.borrow_mut() = None;
            let Some(driver) = self.driver.upgrade() else { return };
            if let Ok(store) = driver.feed_store().await {
                // Without its record nobody opens what is left.
                drop(Rows { store: &store, name: &self.name }.drop_all().await);
            }
        })
    }
}

impl Drop for FollowDriver {
    fn drop(&mut self) {
        if let Some(timer) = self.timer.borrow_mut().take() {
            timer.clear();
        }
    }
}
