//! Drives the sync engine: of all open tabs the leader's. Effects go to the store and the network, what came of them goes back.
//!
//! Arrives: saves, the network's answers, other tabs' messages. Leaves: how sync stands, as signals. Never here: what is
//! sealed and when.

mod feeds;
mod following;
mod leading;
mod machinery;
mod membership;
mod tabs;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use ebb_sync::{
    CameAbout, Circumstances, Effect, Event, FollowShown, Identity, MemberShown, Persisted, Standing, StoreEffect, Wish,
};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::{GetUntracked, RwSignal, Set, Update, set_timeout_with_handle};
use leptos::task::spawn_local;

pub use self::following::{Followed, FollowedFrom, NotFollowed};
pub use self::machinery::Invitation;
use self::machinery::{Machinery, Motor, machinery};
pub use self::membership::{LinkRefused, Membership, NotEntered, digits_of};
use self::tabs::Message;
use crate::platform::indexed_db::{FeedStore, SyncStart};
use crate::platform::live_socket::{LiveEvent, LiveSocket};
use crate::platform::tab_channel::TabChannel;
use crate::platform::{connection, indexed_db, page_element, randomness, wall_clock};
use crate::session::Session;
use ebb_protocol::live::LiveFrame;

/// A visible tab that hears no leader for this time takes the lead.
const LEADER_SILENCE: Duration = Duration::from_secs(3);
/// A clock that is further off than this puts entries on the wrong day.
const CLOCK_OFF_MS: u64 = 24 * 60 * 60 * 1000;

/// What the screen knows of sync.
#[derive(Clone, Copy)]
pub struct SyncSignals {
    /// How sync stands; as of the last session until the first word of this one.
    pub standing: RwSignal<Standing>,
    /// Whether this device belongs to an account.
    pub membership: RwSignal<Membership>,
    /// Who belongs to the account, this device first; empty until it is known.
    pub members: RwSignal<Vec<MemberShown>>,
    /// Who follows, or followed; empty until it is known.
    pub follows: RwSignal<Vec<FollowShown>>,
    /// How who belongs to the account came about; none until it is known.
    pub came_about: RwSignal<Option<CameAbout>>,
    /// Counts up when somebody may have come by an invitation.
    pub mailbox_told: RwSignal<u64>,
    /// Whether this tab leads.
    pub leads: RwSignal<bool>,
    /// The clock of this device is more than a day off.
    pub clock_is_off: RwSignal<bool>,
}

/// The driver of one tab.
pub struct SyncDriver {
    session: Rc<Session>,
    signals: SyncSignals,
    this: Weak<Self>,
    tabs: TabChannel,
    leads: Cell<bool>,
    heard_leader: Cell<bool>,
    /// There once sync is used.
    machinery: Cell<Option<&'static dyn Machinery>>,
    motor: RefCell<Option<Box<dyn Motor>>>,
    /// Wishes that wait for an engine.
    wishes: RefCell<Vec<Wish>>,
    /// Counts engines: what came of another one's effects is not for this one.
    generation: Cell<u32>,
    /// There once sharing is used.
    feeds: RefCell<Option<Rc<FeedStore>>>,
    live: RefCell<Option<LiveSocket>>,
    timer: RefCell<Option<TimeoutHandle>>,
}

impl SyncDriver {
    /// Starts to drive sync for a session. For the life of the page.
    pub fn start(session: Rc<Session>, start: &SyncStart, signals: SyncSignals) -> Rc<Self> {
        signals.membership.set(Membership::of(start.identity.as_ref()));
        signals.standing.set(start.last_standing());
        session.set_last_copy_ms(start.last_copy_ms);
        let driver = Rc::new_cyclic(|this: &Weak<Self>| {
            let hearing = this.clone();
            let heard = move |text: String| {
                if let (Some(driver), Some(message)) = (hearing.upgrade(), Message::read(&text)) {
                    driver.heard(message);
                }
            };
            Self {
                session,
                signals,
                this: this.clone(),
                tabs: TabChannel::open(heard),
                leads: Cell::new(false),
                heard_leader: Cell::new(false),
                machinery: Cell::new(None),
                motor: RefCell::new(None),
                wishes: RefCell::new(Vec::new()),
                generation: Cell::new(0),
                feeds: RefCell::new(None),
                live: RefCell::new(None),
                timer: RefCell::new(None),
            }
        });
        driver.seek_lead(false);
        driver.look_for_leader();
        let seen = Rc::clone(&driver);
        page_element::on_seen_again(move || seen.seen_again());
        let online = Rc::clone(&driver);
        connection::on_online(move || online.nudge());
        driver
    }

    /// After this tab has saved something.
    pub fn saved(&self) {
        self.tabs.tell(&Message::LogGrew.to_text());
        self.tell_engine_of_saves();
    }

    /// Takes in one event, and carries out what the engine wants done.
    fn dispatch(&self, event: Event) {
        let circumstances = Circumstances { now_ms: wall_clock::now_ms(), random: randomness::bytes() };
        let effects = match self.motor.borrow_mut().as_mut() {
            Some(motor) => motor.handle(event, circumstances),
            None => return,
        };
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Store(effect) => self.store(effect),
            Effect::Send(request) => {
                // There is no effect without a motor, and no motor without the machinery.
                let Some(machinery) = self.machinery.get() else { return };
                let replying = machinery.send(request);
                self.later(async move { Event::Answered(replying.await) });
            }
            Effect::OpenLive(token) => self.open_live(&token),
            Effect::WakeAfter { ms } => self.wake_after(ms),
            Effect::Merge(ops) => {
                self.session.merge(ops);
                self.tabs.tell(&Message::LogGrew.to_text());
            }
            Effect::Project(projecting) => self.project(projecting),
            Effect::KeepNotes(notes) => self.keep_notes(notes),
            Effect::Show(standing) => self.show(standing),
        }
    }

    fn store(&self, effect: StoreEffect) {
        let identity_changes =
            matches!(effect, StoreEffect::PutIdentity(_) | StoreEffect::BeginAnew { identity: Some(_), .. });
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        self.later(async move {
            let carried_out = match this.upgrade() {
                Some(driver) if FeedStore::carries_out(&effect) => driver.store_feeds(effect).await,
                _ => session.store().carry_out(effect).await,
            };
            let Ok(event) = carried_out else { return Event::StoreFailed };
            if let (true, Some(driver)) = (identity_changes, this.upgrade()) {
                driver.membership_changed();
            }
            event
        });
    }

    /// Dispatches what comes of `work`, if the engine that asked for it still runs.
    fn later(&self, work: impl Future<Output = Event> + 'static) {
        let (this, generation) = (self.this.clone(), self.generation.get());
        spawn_local(async move {
            let event = work.await;
            if let Some(driver) = this.upgrade().filter(|driver| driver.generation.get() == generation) {
                driver.dispatch(event);
            }
        });
    }

    fn open_live(&self, token: &ebb_protocol::token::Token) {
        let (this, generation) = (self.this.clone(), self.generation.get());
        let told = move |event| {
            let Some(driver) = this.upgrade().filter(|driver| driver.generation.get() == generation) else { return };
            // While the channel was away nothing was told: each time that it opens, somebody may have come.
            if matches!(event, LiveEvent::Opened | LiveEvent::Noticed(LiveFrame::Mailbox { .. })) {
                driver.signals.mailbox_told.update(|count| *count += 1);
            }
            driver.dispatch(match event {
                LiveEvent::Opened => Event::LiveOpened,
                LiveEvent::Noticed(frame) => Event::Noticed(frame),
                LiveEvent::Closed => Event::LiveClosed,
            });
        };
        match self.machinery.get().and_then(|machinery| machinery.open_live(token, Box::new(told))) {
            Some(socket) => *self.live.borrow_mut() = Some(socket),
            None => self.later(async { Event::LiveClosed }),
        }
    }

    fn wake_after(&self, ms: u64) {
        let (this, generation) = (self.this.clone(), self.generation.get());
        let wake = move || {
            if let Some(driver) = this.upgrade().filter(|driver| driver.generation.get() == generation) {
                driver.dispatch(Event::Woken);
            }
        };
        let handle = set_timeout_with_handle(wake, Duration::from_millis(ms)).ok();
        if let Some(earlier) = std::mem::replace(&mut *self.timer.borrow_mut(), handle) {
            earlier.clear();
        }
    }

    fn show(&self, standing: Standing) {
        if let Some(offset) = standing.clock_offset_ms {
            self.take_clock_offset(offset);
        }
        self.tabs.tell(&Message::Leading(standing.clone()).to_text());
        self.take_standing(standing);
        self.drop_refused_membership();
    }

    fn take_standing(&self, standing: Standing) {
        let was_waiting = self.signals.standing.get_untracked().waiting > 0;
        if was_waiting && standing.waiting == 0 && standing.connected {
            self.session.set_last_copy_ms(Some(wall_clock::now_ms()));
        }
        self.signals.standing.set(standing);
    }

    fn take_clock_offset(&self, offset_ms: i64) {
        let is_off = offset_ms.unsigned_abs() > CLOCK_OFF_MS;
        // Told when it becomes so, not with each entry: it can be read and closed.
        if self.signals.clock_is_off.get_untracked() != is_off {
            self.signals.clock_is_off.set(is_off);
        }
        // The way of an answer takes some time: less than two seconds is no other clock.
        let offset_ms = if offset_ms.abs() < 2_000 { 0 } else { offset_ms };
        if (offset_ms - self.session.clock_offset_ms()).abs() >= 1_000 {
            self.session.set_clock_offset_ms(offset_ms);
            let session = Rc::clone(&self.session);
            // Asked for anew at the next start, if it could not be stored.
            spawn_local(async move { drop(session.store().put_clock_offset(offset_ms).await) });
        }
    }

    fn heard(&self, message: Message) {
        match message {
            Message::LogGrew => self.read_on(),
            Message::WhoLeads if self.leads.get() => {
                let standing = self.signals.standing.get_untracked();
                self.tabs.tell(&Message::Leading(standing).to_text());
            }
            Message::WhoLeads => {}
            Message::Leading(standing) => {
                self.heard_leader.set(true);
                if !self.leads.get() {
                    self.take_standing(standing);
                }
            }
            Message::MembershipChanged => self.reload_membership(),
        }
    }

    fn read_on(&self) {
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        spawn_local(async move {
            // What could not be read now is read with the next save or message.
            if session.read_on().await.is_ok()
                && let Some(driver) = this.upgrade()
            {
                driver.tell_engine_of_saves();
            }
        });
    }

    fn tell_engine_of_saves(&self) {
        let records = self.session.take_made_here();
        if !self.leads.get() || records.is_empty() {
            return;
        }
        if self.stands_still() {
            // At no moment may it be said to be safe.
            self.signals.standing.update(|standing| standing.waiting += records.len());
            self.start_engine();
        } else {
            self.dispatch(Event::Saved(records));
        }
    }

    fn seen_again(&self) {
        self.read_on();
        self.nudge();
        self.look_for_leader();
    }

    /// Now is a good time to try.
    fn nudge(&self) {
        if self.leads.get() && self.stands_still() {
            self.start_engine();
        } else {
            self.dispatch(Event::Nudged);
        }
    }

    /// Sync is on, and what it needs is not loaded yet, or could not be.
    fn stands_still(&self) -> bool {
        let is_on = !self.signals.membership.get_untracked().is_off();
        is_on && self.motor.borrow().is_none()
    }

    /// Starts the engine from what is stored. Whatever runs or is about to start goes: it may not know of the last save.
    fn start_engine(&self) {
        self.stop_engine();
        let generation = self.generation.get();
        let (session, this) = (Rc::clone(&self.session), self.this.clone());
        spawn_local(async move {
            let Ok(start) = session.store().sync_start().await else { return };
            let Some(driver) = this.upgrade().filter(|driver| driver.is_wanted(generation)) else { return };
            driver.signals.membership.set(Membership::of(start.identity.as_ref()));
            drop(driver.session.take_made_here());
            let last = start.last_standing();
            match start.identity {
                Some(identity) => driver.run(generation, identity, start.persisted, last).await,
                None => driver.tabs.tell(&Message::Leading(Standing::default()).to_text()),
            }
            driver.pack_when_worth_it();
        });
    }

    async fn run(&self, generation: u32, identity: Identity, persisted: Persisted, last: Standing) {
        let machinery = machinery().await;
        if !self.is_wanted(generation) {
            return;
        }
        let Ok(machinery) = machinery else {
            // Nothing of it is on this phone, and there is no connection: what waits goes on waiting.
            self.show(last);
            return;
        };
        let persisted = self.with_feeds(persisted).await;
        if !self.is_wanted(generation) {
            return;
        }
        self.machinery.set(Some(machinery));
        *self.motor.borrow_mut() = Some(machinery.motor(identity, persisted));
        self.dispatch(Event::Started);
        self.show_membership();
        for wish in self.wishes.take() {
            self.dispatch(Event::Wished(wish));
        }
    }

    /// Whether the engine of this number is still to run here.
    fn is_wanted(&self, generation: u32) -> bool {
        self.leads.get() && self.generation.get() == generation
    }

    fn stop_engine(&self) {
        self.generation.set(self.generation.get() + 1);
        *self.motor.borrow_mut() = None;
        *self.live.borrow_mut() = None;
        if let Some(timer) = self.timer.borrow_mut().take() {
            timer.clear();
        }
    }

    fn pack_when_worth_it(&self) {
        let session = Rc::clone(&self.session);
        // A log that could not be packed is merely longer.
        spawn_local(async move { drop(session.store().pack_if_long(indexed_db::ROWS_WORTH_PACKING).await) });
    }
}
