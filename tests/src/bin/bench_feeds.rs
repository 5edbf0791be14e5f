//! What it takes to keep feeds of ten years of a journal: `name: value unit`, one figure a line. The network takes no time.

use std::collections::{BTreeMap, VecDeque};

use ebb_journal::scope::{Scope, SharingKind};
use ebb_journal::{HotFlash, Kind, Moment, Record, RecordId, Sitting};
use ebb_protocol::endpoints::FEED;
use ebb_protocol::ids::{MailboxId, ReplicaId, SecretHash, StreamId};
use ebb_replica::{Clock, Op, State};
use ebb_sync::{
    ApprovedFollow, Circumstances, Effect, Engine, Event, FoundingDraw, Identity, Persisted, Reply, StoreEffect, Wish,
};
use ebb_testkit::seeded::Seeded;
use ebb_tests::figures::{figure, timed_with};
use ebb_tests::memory_store::MemoryStore;
use ebb_tests::simulated_server::SimulatedServer;
use ebb_tests::ten_years::ten_years;
use ebb_vault::{FollowBody, Label, MemberSecrets, MemberSeed, NewFollow};

const NOW_MS: i64 = 1_795_420_000_000;

fn main() {
    let ops: Vec<Op> = ten_years(1).concat();
    let device = || Device::settled(&ops);
    let first = timed_with(
        "feeds_70000_records_first_difference",
        || {
            let mut device = device();
            device.let_follow(0);
            device.run_until(|effect| matches!(effect, Effect::Project(_)));
            device
        },
        |mut device| {
            device.run_until(|effect| matches!(effect, Effect::Send(request) if request.path == FEED));
            device
        },
    );
    figure("feeds_70000_records_first_difference_bytes", first.next_body(), "bytes");
    for follows in [0, 1, 5] {
        let with = |follows| {
            let mut device = device();
            (0..follows).for_each(|number| device.let_follow(number));
            device.settle();
            device
        };
        timed_with(
            &format!("feeds_entry_with_{follows}_follows"),
            || with(follows),
            |mut device| {
                device.log_flash();
                device.settle();
            },
        );
    }
    timed_with(
        "feeds_70000_records_load_from_the_store_and_one_entry",
        || {
            let mut device = device();
            device.let_follow(0);
            device.settle();
            device.restart();
            device.settle();
            device
        },
        |mut device| {
            device.log_flash();
            device.settle();
        },
    );
}

/// A device, its store, and a server that answers at once.
struct Device {
    engine: Engine,
    store: MemoryStore,
    state: State,
    server: SimulatedServer,
    /// What is still to be carried out, and told.
    effects: VecDeque<Effect>,
    events: VecDeque<Event>,
    random: Seeded,
}

impl Device {
    /// One that has sent all of these ops.
    fn settled(ops: &[Op]) -> Self {
        let draw = FoundingDraw {
            seed: [2; 32],
            key: [3; 32],
            journal: StreamId([5; 16]),
            random: [6; 16],
            name_seed: [4; 32],
        };
        let label = Label { name: "This phone".to_owned(), since_ms: NOW_MS };
        let identity = Identity::founding(ReplicaId([1; 16]), &label, &draw);
        let mut store = MemoryStore::default();
        let _ = store.save(ops);
        store.carry_out(StoreEffect::PutIdentity(Box::new(identity.clone())));
        let mut state = State::default();
        state.merge(ops.iter().cloned());
        let mut device = Self {
            engine: Engine::new(identity, Persisted::default()),
            store,
            state,
            server: SimulatedServer::new(Seeded::new(1), 10_000, None),
            effects: VecDeque::new(),
            events: VecDeque::from([Event::Started]),
            random: Seeded::new(2),
        };
        device.settle();
        device
    }

    fn restart(&mut self) {
        let holdings = self.store.holdings();
        if let Some(identity) = holdings.identity {
            self.engine = Engine::new(identity, holdings.persisted);
        }
        self.events = VecDeque::from([Event::Started]);
    }

    fn let_follow(&mut self, number: u8) {
        let secrets = MemberSecrets::of_seed(MemberSeed::new([100 + number; 32]));
        let newcomer = NewFollow {
            signing_key: secrets.signing.verifying_key(),
            sealing_key: secrets.sealing_key(),
            token_hash: SecretHash([100 + number; 32]),
            mailbox: MailboxId([0; 32]),
            feed: StreamId([100 + number; 16]),
            notes: StreamId([150 + number; 16]),
            until_ms: None,
        };
        let scope = Scope::of(SharingKind::ALL).to_bytes();
        let body = FollowBody {
            name: "A guest".to_owned(),
            scope,
            since_ms: NOW_MS,
            terms: Vec::new(),
            rest: BTreeMap::new(),
        };
        self.events.push_back(Event::Wished(Wish::Follow(Box::new(ApprovedFollow { newcomer, body }))));
    }

    fn log_flash(&mut self) {
        let Ok(now) = Moment::new(NOW_MS, 0, None) else { return };
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([77; 8]), 1);
        let clock = Clock { replica: ReplicaId([1; 16]), wall_ms: NOW_MS };
        let ops = self.state.save(&id, &Record::HotFlash(HotFlash::starting(now)), clock);
        let _ = self.store.save(&ops);
        self.state.merge(ops);
        self.events.push_back(Event::Saved(vec![id]));
    }

    fn settle(&mut self) {
        self.run_until(|_| false);
    }

    /// Until this effect comes, which is not carried out, or until nothing comes any more.
    fn run_until(&mut self, is_it: impl Fn(&Effect) -> bool) {
        let mut is_first = true;
        loop {
            while let Some(effect) = self.effects.front() {
                if is_it(effect) && !is_first {
                    return;
                }
                is_first = false;
                if let Some(effect) = self.effects.pop_front() {
                    self.carry_out(effect);
                }
            }
            let Some(event) = self.events.pop_front() else { return };
            let circumstances = Circumstances { now_ms: NOW_MS, random: self.random.bytes() };
            self.effects.extend(self.engine.handle(event, circumstances));
            is_first = false;
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Store(effect) => {
                let (event, written) = self.store.carry_out(effect);
                self.store.sync(written);
                self.events.push_back(event);
            }
            Effect::Send(request) => {
                let answer = self.server.answer(&request, NOW_MS);
                self.events.push_back(Event::Answered(Reply::Answer { status: answer.status, body: answer.body }));
            }
            Effect::Project(projecting) => self.events.push_back(Event::Projected(projecting.look(&self.state))),
            Effect::Merge(ops) => {
                self.state.merge(ops);
            }
            Effect::OpenLive(_) | Effect::WakeAfter { .. } | Effect::Show(_) | Effect::KeepNotes(_) => {}
        }
    }

    /// How much is about to be sent.
    fn next_body(&self) -> usize {
        let body = |effect: &Effect| match effect {
            Effect::Send(request) => request.body.len(),
            _ => 0,
        };
        self.effects.iter().map(body).sum()
    }
}
