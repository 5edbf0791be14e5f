//! A world from a seed: devices, a server and a network under one virtual clock. Nothing waits: what happens next is taken
//! from a list, and time is what that list says. The same seed gives the same world.
//!
//! For a while everything goes wrong that can; then the network and the server heal, and it is seen whether all is well
//! again.

mod carrying_out;
mod counts;
mod events;
mod forgotten;
mod invitations;
mod ledger;
mod recovering;
mod resting;
mod servers;
mod sharing;

use std::collections::BTreeMap;

use ebb_protocol::token::Token;
use ebb_replica::{Op, State};
use ebb_sync::{Effect, Event, NoteCame, Reply, Request, StoreEffect};
use ebb_testkit::seeded::Seeded;
use ebb_vault::Code;

use crate::memory_store::{MemoryStore, Written};
use crate::sabotage::Sabotage;
use crate::simulated_network::Weather;
use crate::simulated_server::SimulatedServer;
use crate::virtual_device::{AppVersion, LyingClock, VirtualDevice};
pub use counts::Counts;
use invitations::Invitation;
use ledger::Ledger;
use servers::{Fault, Servers};
use sharing::{GUESTS, Guest};

/// When every world begins: 23 November 2026.
const BEGIN_MS: i64 = 1_795_392_000_000;
const MINUTE_MS: u64 = 60_000;
/// More than any world needs to come to rest.
const HAPPENINGS_MAX: u64 = 200_000;

/// A world.
#[derive(Debug)]
pub struct World {
    now_ms: u64,
    /// By time, then by the order in which it was foreseen.
    ahead: BTreeMap<(u64, u64), Happening>,
    foreseen: u64,
    devices: Vec<VirtualDevice>,
    surroundings: Vec<Surroundings>,
    servers: Servers,
    guests: Vec<Guest>,
    invitations: Vec<Invitation>,
    /// The code on the last recovery sheet that was made.
    sheet: Option<Code>,
    weather: Weather,
    /// Of a thousand things that reach a device, so many end its app just then.
    crashes: u64,
    /// Of a thousand transactions, so many fail.
    store_failures: u64,
    is_healed: bool,
    /// Draws which version of the app a device has, and when it gets the newest.
    versions: Seeded,
    random: Seeded,
    ledger: Ledger,
    /// All that was ever appended to a journal: what it says while no server was at fault.
    journal: State,
    counts: Counts,
}

/// What surrounds a device.
#[derive(Debug, Default)]
struct Surroundings {
    reach: Reach,
    /// The live channel that it holds for open or asked to open.
    channel: Option<Channel>,
    channels: u64,
    wakes: u64,
    /// A phone that is still in its box; another one's store will be copied to it.
    is_unused: bool,
    /// Nobody is left who could let it in.
    is_left_out: bool,
    /// The phone was lost, and this is the one after it.
    is_replaced: bool,
    /// A backup of the phone.
    backup: Option<MemoryStore>,
}

/// Whether a device reaches the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Reach {
    #[default]
    Online,
    Offline,
    /// Offline, and that does not end by itself.
    KeptAway,
}

#[derive(Debug)]
struct Channel {
    number: u64,
    token: Token,
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
    InviterLooks(usize),
    Dismiss {
        by: usize,
        whom: usize,
    },
    DismissInSilence,
    ForgetDismissal {
        by: usize,
    },
    Return(usize),
    AdmitSheet(usize),
    /// Somebody is let in to follow, or shown more or less.
    Share {
        by: usize,
        guest: usize,
    },
    StopSharing {
        by: usize,
        guest: usize,
    },
    HideSomething(usize),
    LeaveNote(usize),
    /// The phone is lost; another one comes in by the sheet.
    Recover(usize),
    Close(usize),
    Reopen(usize),
    GoOffline(usize),
    ComeOnline(usize),
    SetClock(usize),
    BackUp(usize),
    Restore(usize),
    Clone {
        from: usize,
        to: usize,
    },
    Server(Fault),
    Heal,
    /// A last entry once all has healed: what a server has lost is noticed with the next segment at the latest.
    LastWord(usize),
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
    KeepNotes(Vec<NoteCame>),
    NotesKept,
    Pack,
}

impl World {
    /// Lets a world happen, from its seed to its rest. The error says what was not as it must be.
    pub fn run(seed: u64) -> Result<Counts, String> {
        Self::run_with(seed, None)
    }

    /// The same with a planted fault.
    pub fn run_with(seed: u64, sabotage: Option<Sabotage>) -> Result<Counts, String> {
        let mut world = Self::new(seed, sabotage);
        let mut happened = 0;
        while let Some(((at_ms, _), happening)) = world.ahead.pop_first() {
            world.now_ms = at_ms;
            if std::env::var_os("EBB_TRACE").is_some() {
                world.trace(&happening);
            }
            world.happen(happening)?;
            happened += 1;
            if happened > HAPPENINGS_MAX {
                return Err("it does not come to rest".to_owned());
            }
        }
        world.check_rest()?;
        Ok(world.counts)
    }

    fn new(seed: u64, sabotage: Option<Sabotage>) -> Self {
        let mut random = Seeded::new(seed);
        let count = 2 + usize::try_from(random.below(4)).unwrap_or(0);
        let devices: Vec<_> = (0..count)
            .map(|_| {
                let own = Seeded::new(random.next_u64());
                VirtualDevice::new(own, LyingClock::drawn(&mut random), sabotage)
            })
            .collect();
        let page_segments = 1 + usize::try_from(random.below(6)).unwrap_or(0);
        let server = SimulatedServer::new(Seeded::new(random.next_u64()), page_segments, sabotage);
        let replays = if random.below(4) == 0 { random.below(80) } else { 0 };
        let mut world = Self {
            now_ms: 0,
            ahead: BTreeMap::new(),
            foreseen: 0,
            surroundings: devices.iter().map(|_| Surroundings::default()).collect(),
            ledger: Ledger::new(devices.len()),
            journal: State::default(),
            servers: Servers::new(server, devices.len(), replays),
            devices,
            guests: (0..GUESTS).map(|_| Guest::new(&mut random)).collect(),
            invitations: Vec::new(),
            sheet: None,
            weather: Weather::drawn(&mut random),
            crashes: random.below(25),
            store_failures: random.below(60),
            is_healed: false,
            // Of its own: what else happens in a world of a seed is the same.
            versions: Seeded::new(seed ^ 0x0de7_5107),
            random,
            counts: Counts::default(),
        };
        if world.versions.below(3) == 0 {
            for device in 0..count {
                if world.versions.below(2) == 0 {
                    world.devices[device].version = AppVersion::Older;
                }
            }
        }
        world.foresee_all();
        world
    }

    /// What will go on in the world until it heals, besides what comes of it.
    fn foresee_all(&mut self) {
        let lasts_ms = (20 + self.random.below(200)) * MINUTE_MS;
        self.foresee(lasts_ms, Happening::Heal);
        let turn_on_ms = self.random.below(lasts_ms / 4);
        self.foresee(turn_on_ms, Happening::TurnOn(0));
        let count = self.devices.len();
        let clone = (count > 2 && self.random.below(3) == 0).then(|| count - 1);
        for device in 0..count {
            if Some(device) == clone {
                self.surroundings[device].is_unused = true;
                self.devices[device].crash(0);
                let from = self.some_device(count - 1);
                let at_ms = turn_on_ms + self.random.below(lasts_ms - turn_on_ms);
                self.foresee(at_ms, Happening::Clone { from, to: device });
            } else if device > 0 {
                let join_ms = turn_on_ms + self.random.below(lasts_ms / 2);
                self.foresee(join_ms, Happening::Join(device));
            }
            self.foresee_use(device, lasts_ms);
        }
        self.foresee_members(turn_on_ms, lasts_ms);
        self.foresee_faults(turn_on_ms, lasts_ms);
        if self.random.below(2) == 0 {
            self.foresee_sharing(turn_on_ms, lasts_ms);
        }
        if self.random.below(10) == 0 {
            let at_ms = turn_on_ms + self.random.below(lasts_ms - turn_on_ms);
            self.foresee(at_ms, Happening::DismissInSilence);
        }
    }

    /// What a person does with a phone, and what happens to the phone.
    fn foresee_use(&mut self, device: usize, lasts_ms: u64) {
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
        if self.random.below(6) == 0 {
            let backup_ms = self.random.below(lasts_ms);
            let restore_ms = backup_ms + self.random.below(lasts_ms - backup_ms);
            self.foresee(backup_ms, Happening::BackUp(device));
            self.foresee(restore_ms, Happening::Restore(device));
        }
    }

    /// Who comes and goes.
    fn foresee_members(&mut self, turn_on_ms: u64, lasts_ms: u64) {
        let count = self.devices.len();
        for _ in 0..self.random.below(3) {
            let at_ms = turn_on_ms + self.random.below(lasts_ms - turn_on_ms);
            let (by, whom) = (self.some_device(count), self.some_device(count));
            self.foresee(at_ms, Happening::Dismiss { by, whom });
        }
        if self.random.below(5) == 0 {
            let (at_ms, by) = (turn_on_ms + self.random.below(lasts_ms / 2), self.some_device(count));
            self.foresee(at_ms, Happening::AdmitSheet(by));
            if self.random.below(2) == 0 {
                let (later_ms, lost) = (at_ms + self.random.below(lasts_ms - at_ms), self.some_device(count));
                self.foresee(later_ms, Happening::Recover(lost));
            }
        }
        if self.random.below(30) == 0 {
            let (at_ms, by) = (turn_on_ms + self.random.below(lasts_ms), self.some_device(count));
            self.foresee(at_ms, Happening::Close(by));
        }
    }

    /// What the server does that it should not.
    fn foresee_faults(&mut self, turn_on_ms: u64, lasts_ms: u64) {
        for (begins, ends) in [
            (Fault::LoseDisk, None),
            (Fault::BackUp, Some(Fault::ComeBackOld)),
            (Fault::Withhold, Some(Fault::StopWithholding)),
            (Fault::Fork, Some(Fault::Join)),
        ] {
            if self.random.below(7) != 0 {
                continue;
            }
            let from_ms = turn_on_ms + self.random.below(lasts_ms - turn_on_ms);
            let until_ms = from_ms + self.random.below(lasts_ms - from_ms);
            self.foresee(from_ms, Happening::Server(begins));
            if let Some(ends) = ends {
                self.foresee(until_ms, Happening::Server(ends));
            }
        }
    }

    fn some_device(&mut self, below: usize) -> usize {
        usize::try_from(self.random.below(below as u64)).unwrap_or(0)
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

    /// Tells the engine, carries out what it asks for, and looks whether what the screen says is true.
    fn tell(&mut self, device: usize, event: Event) -> Result<(), String> {
        let true_ms = self.true_ms();
        let replica = self.devices[device].replica;
        let effects: Vec<Effect> = self.devices[device].handle(event, true_ms);
        if self.devices[device].replica != replica {
            self.counts.new_replicas += 1;
            if !self.servers.was_at_fault {
                self.ledger.check_new_replica(device)?;
            }
        }
        for effect in effects {
            self.carry_out(device, effect);
        }
        let Some(standing) = &self.devices[device].standing else { return Ok(()) };
        self.ledger.check_claim(device, standing)
    }

    #[expect(clippy::print_stderr, reason = "asked for, to follow one world")]
    fn trace(&self, happening: &Happening) {
        let text = format!("{happening:?}");
        let text: String = text.chars().take(1400).collect();
        eprintln!("{:>9} {text}", self.now_ms);
    }
}
