//! A world from a seed: devices, a server and a network under one virtual clock. Nothing waits: what happens next is taken
//! from a list, and time is what that list says. The same seed gives the same world.
//!
//! For a while everything goes wrong that can; then the network heals, and it is seen whether all is well again.

mod carrying_out;
mod counts;
mod ledger;

use std::collections::{BTreeMap, BTreeSet};

use ebb_protocol::endpoints::{TICKETS, TicketRequest};
use ebb_protocol::ids::StreamId;
use ebb_protocol::token::Token;
use ebb_replica::Op;
use ebb_sync::{Effect, Event, Identity, Method, Reply, Request, StoreEffect, SyncTrouble};
use ebb_testkit::seeded::Seeded;
use ebb_vault::{JoinSecret, TicketSecret};

use crate::memory_store::Written;
use crate::simulated_network::Weather;
use crate::simulated_server::SimulatedServer;
use crate::virtual_device::{LyingClock, VirtualDevice};
pub use counts::Counts;
use ledger::Ledger;

/// When every world begins: 23 November 2026.
const BEGIN_MS: i64 = 1_795_392_000_000;
const MINUTE_MS: u64 = 60_000;
/// More than any world needs to come to rest.
const HAPPENINGS_MAX: u64 = 100_000;

/// A world.
#[derive(Debug)]
pub struct World {
    now_ms: u64,
    /// By time, then by the order in which it was foreseen.
    ahead: BTreeMap<(u64, u64), Happening>,
    foreseen: u64,
    devices: Vec<VirtualDevice>,
    surroundings: Vec<Surroundings>,
    server: SimulatedServer,
    weather: Weather,
    /// Of a thousand things that reach a device, so many end its app just then.
    crashes: u64,
    /// Of a thousand transactions, so many fail.
    store_failures: u64,
    random: Seeded,
    ledger: Ledger,
    counts: Counts,
}

/// What surrounds a device.
#[derive(Debug, Default)]
struct Surroundings {
    is_offline: bool,
    /// The live channel that it holds for open or asked to open.
    channel: Option<Channel>,
    channels: u64,
    wakes: u64,
    /// Its link is being made anew.
    is_joining_again: bool,
}

#[derive(Debug)]
struct Channel {
    number: u64,
    /// It died without a word: nothing comes through any more, and the device does not know.
    is_dead: bool,
}

/// Something that will happen.
#[derive(Debug)]
enum Happening {
    /// It reaches a device, if the app is still the same session.
    Reaches {
        device: usize,
        session: u64,
        what: Reaching,
    },
    /// A request reaches the server; the first arrival brings the answer.
    Arrives {
        device: usize,
        session: u64,
        request: Request,
        back: Option<(u64, Option<usize>)>,
    },
    Tap(usize),
    TurnOn(usize),
    Join(usize),
    Reopen(usize),
    GoOffline(usize),
    ComeOnline(usize),
    SetClock(usize),
    Heal,
}

/// What reaches a device.
#[derive(Debug)]
enum Reaching {
    DoStore(StoreEffect),
    Stored(Event, Written),
    Saved(Vec<Op>, Written),
    Answer(Reply),
    OpenChannel(u64, Token),
    FromChannel(u64, Event),
    Wake(u64),
    Pack,
}

impl World {
    /// Lets a world happen, from its seed to its rest. The error says what was not as it must be.
    pub fn run(seed: u64) -> Result<Counts, String> {
        let mut world = Self::new(seed);
        let mut happened = 0;
        while let Some(((at_ms, _), happening)) = world.ahead.pop_first() {
            world.now_ms = at_ms;
            world.happen(happening)?;
            happened += 1;
            if happened > HAPPENINGS_MAX {
                return Err("it does not come to rest".to_owned());
            }
        }
        world.check_rest()?;
        Ok(world.counts)
    }

    fn new(seed: u64) -> Self {
        let mut random = Seeded::new(seed);
        let count = 2 + usize::try_from(random.below(2)).unwrap_or(0);
        let devices: Vec<_> = (0..count)
            .map(|_| VirtualDevice::new(Seeded::new(random.next_u64()), LyingClock::drawn(&mut random)))
            .collect();
        let page_segments = 1 + usize::try_from(random.below(6)).unwrap_or(0);
        let mut world = Self {
            now_ms: 0,
            ahead: BTreeMap::new(),
            foreseen: 0,
            surroundings: devices.iter().map(|_| Surroundings::default()).collect(),
            ledger: Ledger::new(devices.len()),
            devices,
            server: SimulatedServer::new(Seeded::new(random.next_u64()), page_segments),
            weather: Weather::drawn(&mut random),
            crashes: random.below(25),
            store_failures: random.below(60),
            random,
            counts: Counts::default(),
        };
        world.foresee_all();
        world
    }

    /// What will go on in the world until it heals, besides what comes of it.
    fn foresee_all(&mut self) {
        let lasts_ms = (20 + self.random.below(200)) * MINUTE_MS;
        self.foresee(lasts_ms, Happening::Heal);
        let turn_on_ms = self.random.below(lasts_ms / 4);
        self.foresee(turn_on_ms, Happening::TurnOn(0));
        for device in 0..self.devices.len() {
            if device > 0 {
                let join_ms = turn_on_ms + self.random.below(lasts_ms / 2);
                self.foresee(join_ms, Happening::Join(device));
            }
            for _ in 0..4 + self.random.below(14) {
                let at_ms = self.random.below(lasts_ms);
                // People tap several times within a minute, and then not for long.
                for _ in 0..=self.random.below(3) {
                    let later_ms = at_ms + self.random.below(20_000);
                    self.foresee(later_ms, Happening::Tap(device));
                }
            }
            for _ in 0..self.random.below(4) {
                let from_ms = self.random.below(lasts_ms);
                let until_ms = from_ms + self.random.below(40 * MINUTE_MS);
                self.foresee(from_ms, Happening::GoOffline(device));
                self.foresee(until_ms, Happening::ComeOnline(device));
            }
            for _ in 0..self.random.below(2) {
                let at_ms = self.random.below(lasts_ms);
                self.foresee(at_ms, Happening::SetClock(device));
            }
        }
    }

    fn foresee(&mut self, in_ms: u64, happening: Happening) {
        self.foreseen += 1;
        self.ahead.insert((self.now_ms + in_ms, self.foreseen), happening);
    }

    const fn true_ms(&self) -> i64 {
        BEGIN_MS + self.now_ms.cast_signed()
    }

    const fn happens(&mut self, per_mille: u64) -> bool {
        self.random.below(1_000) < per_mille
    }

    fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Reaches { device, session, what } => return self.reach(device, session, what),
            Happening::Arrives { device, session, request, back } => {
                return self.arrive(device, session, &request, back);
            }
            Happening::Tap(device) => self.tap(device),
            Happening::TurnOn(device) => return self.turn_on(device),
            Happening::Join(device) => return self.join(device),
            Happening::Reopen(device) if self.devices[device].is_open() => {}
            Happening::Reopen(device) => return self.reopen(device),
            Happening::GoOffline(device) => return self.go_offline(device),
            Happening::ComeOnline(device) => return self.come_online(device),
            Happening::SetClock(device) => self.devices[device].clock = LyingClock::drawn(&mut self.random),
            Happening::Heal => return self.heal(),
        }
        Ok(())
    }

    /// Someone taps; what comes of it is stored, and only then said to be saved.
    fn tap(&mut self, device: usize) {
        let true_ms = self.true_ms();
        if !self.devices[device].is_open() {
            return;
        }
        let ops = self.devices[device].tap(true_ms);
        if ops.is_empty() {
            return;
        }
        if self.happens(self.store_failures) {
            self.counts.store_failures += 1;
            self.devices[device].store.break_next();
        }
        // Where it cannot be stored, the screen says so and nothing was saved.
        if let Ok(written) = self.devices[device].store.save(&ops) {
            self.will_reach(device, 60, Reaching::Saved(ops, written));
        }
    }

    /// Turns sync on: this device founds the account.
    fn turn_on(&mut self, device: usize) -> Result<(), String> {
        if !self.devices[device].is_open() {
            self.foresee(MINUTE_MS, Happening::TurnOn(device));
            return Ok(());
        }
        let secrets = [(); 3].map(|()| self.devices[device].draw());
        let (journal, random) = (StreamId(self.devices[device].draw()), self.devices[device].draw());
        let identity = Identity::founding(self.devices[device].replica, secrets, journal, random);
        self.ledger.know_account(&identity);
        self.become_member(device, identity)
    }

    /// A link is made on the first device, and opened on this one.
    fn join(&mut self, device: usize) -> Result<(), String> {
        let maker = self.devices[0].identity().filter(|identity| identity.is_admitted());
        let (Some(maker), true) = (maker, self.devices[device].is_open()) else {
            // Later, then.
            self.foresee(MINUTE_MS, Happening::Join(device));
            return Ok(());
        };
        if self.devices[device].identity().is_some_and(Identity::is_admitted) {
            // It was let in after all, before the new link was made.
            return Ok(());
        }
        let (account, key, token) = (maker.account, maker.key.clone(), maker.token());
        let ticket = TicketSecret::new(self.random.bytes());
        let link = JoinSecret { account, key, ticket };
        let body = serde_json::to_vec(&TicketRequest { hash: link.ticket_hash() }).unwrap_or_default();
        let request =
            Request { method: Method::Post, path: TICKETS, token: Some(token), content_type: "application/json", body };
        let answer = self.server.answer(&request, self.true_ms());
        if answer.status != 201 {
            return Err(format!("a ticket was refused with {}", answer.status));
        }
        let secrets = [(); 2].map(|()| self.devices[device].draw());
        let identity = Identity::joining(self.devices[device].replica, secrets, link);
        self.become_member(device, identity)
    }

    /// The device's own store takes the identity, durably, before anything is sent.
    fn become_member(&mut self, device: usize, identity: Identity) -> Result<(), String> {
        self.surroundings[device].is_joining_again = false;
        self.ledger.know_writer(identity.member(), identity.device.signing.verifying_key());
        let store = &mut self.devices[device].store;
        let (_, written) = store.carry_out(StoreEffect::PutIdentity(Box::new(identity)));
        store.sync(written);
        self.reopen(device)
    }

    fn crash(&mut self, device: usize) {
        let unsynced = self.devices[device].store.unsynced();
        let kept = usize::try_from(self.random.below(unsynced as u64 + 1)).unwrap_or(0);
        self.counts.crashes += 1;
        self.counts.lost_transactions += unsynced - kept;
        self.devices[device].crash(kept);
        self.surroundings[device].channel = None;
        let in_ms = self.random.below(3 * MINUTE_MS);
        self.foresee(in_ms, Happening::Reopen(device));
    }

    fn reopen(&mut self, device: usize) -> Result<(), String> {
        self.surroundings[device].channel = None;
        let replica = self.devices[device].replica;
        let ops = self.devices[device].open();
        self.ledger.found_in_store(device, ops.into_iter().filter(|op| op.replica == replica));
        self.tell(device, Event::Started)
    }

    fn go_offline(&mut self, device: usize) -> Result<(), String> {
        self.surroundings[device].is_offline = true;
        let notices_at_once = self.random.below(2) == 0;
        match &mut self.surroundings[device].channel {
            Some(channel) if !notices_at_once => channel.is_dead = true,
            Some(_) => {
                self.surroundings[device].channel = None;
                return self.tell(device, Event::LiveClosed);
            }
            None => {}
        }
        Ok(())
    }

    fn come_online(&mut self, device: usize) -> Result<(), String> {
        self.surroundings[device].is_offline = false;
        self.tell(device, Event::Nudged)
    }

    /// From here on everything goes well, and nobody taps any more.
    fn heal(&mut self) -> Result<(), String> {
        self.weather = Weather::CLEAR;
        (self.crashes, self.store_failures) = (0, 0);
        for device in 0..self.devices.len() {
            if self.surroundings[device].channel.as_ref().is_some_and(|channel| channel.is_dead) {
                self.surroundings[device].channel = None;
                self.tell(device, Event::LiveClosed)?;
            }
            self.come_online(device)?;
        }
        Ok(())
    }

    /// Tells the engine, carries out what it asks for, and looks whether what the screen says is true.
    fn tell(&mut self, device: usize, event: Event) -> Result<(), String> {
        let true_ms = self.true_ms();
        let effects: Vec<Effect> = self.devices[device].handle(event, true_ms);
        for effect in effects {
            self.carry_out(device, effect);
        }
        let Some(standing) = &self.devices[device].standing else { return Ok(()) };
        self.ledger.check_claim(device, standing)?;
        if standing.trouble == Some(SyncTrouble::JoinRefused) && !self.surroundings[device].is_joining_again {
            self.counts.refused_joins += 1;
            self.surroundings[device].is_joining_again = true;
            self.foresee(MINUTE_MS, Happening::Join(device));
        }
        Ok(())
    }

    fn check_rest(&mut self) -> Result<(), String> {
        let Some(account) = self.devices[0].identity().map(|identity| identity.account) else {
            return Err("the first device has no account".to_owned());
        };
        let head = self.server.head(account);
        let contended: BTreeSet<_> = self.ledger.contended_fields().collect();
        self.counts.contended_fields = contended.len();
        self.counts.promised_ops = self.ledger.promised().len();
        self.ledger.check_rest(&mut self.devices, head.as_ref())
    }
}
