//! Two devices log, mark private, delete, narrow, pause and widen, each at its own pace, with lost answers and restarts between. Whatever
//! the order, after every append that the server takes a feed shows exactly what the newest scope shows of the journal that the server
//! holds: nothing else, and nothing less.

use ebb_journal::scope::{Scope, SharingKind};
use ebb_protocol::endpoints::FEED;
use ebb_replica::State;
use ebb_sync::{Event, Reply, Wish};
use proptest::prelude::*;

use crate::guest::{Guest, day, flash_id};
use crate::scripted::{Device, admitted, join};
use crate::server::{Peer, Server, ops_on};

#[derive(Debug, Clone)]
enum Step {
    Flash(u32, i32),
    Mood(i32, u16),
    Delete(u32),
    MarkPrivate(u32),
    Change(usize, Chosen),
    Answers(usize),
    AnswerIsLost,
    Nudge,
    Restart,
    Dismiss,
    Stop(usize),
}

/// A scope of these tests.
#[derive(Debug, Clone)]
struct Chosen {
    has_heat: bool,
    has_mood: bool,
    paused_from: Option<i32>,
    left_out: Option<i32>,
}

impl Chosen {
    fn scope(&self) -> Scope {
        let mut scope = Scope::default();
        for (has, kind) in [(self.has_heat, SharingKind::HeatAndSweat), (self.has_mood, SharingKind::Mood)] {
            if has {
                scope.widen(kind);
            }
        }
        if let Some(from) = self.paused_from {
            scope.pause(day(from));
        }
        if let Some(out) = self.left_out {
            scope.leave_out(&(day(out)..=day(out))).unwrap();
        }
        scope
    }
}

fn chosen() -> impl Strategy<Value = Chosen> {
    (prop::bool::weighted(0.8), any::<bool>(), prop::option::of(0..4_i32), prop::option::of(0..4_i32))
        .prop_map(|(has_heat, has_mood, paused_from, left_out)| Chosen { has_heat, has_mood, paused_from, left_out })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..8_u32, 0..4_i32).prop_map(|(number, on)| Step::Flash(number, on)),
        3 => (0..4_i32, 0..3_u16).prop_map(|(on, value)| Step::Mood(on, value)),
        2 => (0..8_u32).prop_map(Step::Delete),
        2 => (0..8_u32).prop_map(Step::MarkPrivate),
        4 => (0..2_usize, chosen()).prop_map(|(who, scope)| Step::Change(who, scope)),
        14 => (1..12_usize).prop_map(Step::Answers),
        2 => Just(Step::AnswerIsLost),
        3 => Just(Step::Nudge),
        1 => Just(Step::Restart),
        1 => Just(Step::Dismiss),
        1 => (0..2_usize).prop_map(Step::Stop),
    ]
}

/// The devices, the server, and those who follow.
struct Race {
    devices: Vec<Option<Device>>,
    server: Server,
    guests: Vec<Guest>,
    dismissed: u8,
}

impl Race {
    fn begin() -> Self {
        let mut server = Server::new();
        server.page_segments = 3;
        let mut phone = Device::settled(admitted(), &mut server);
        let tablet = join(&mut server, 30);
        let guests = vec![Guest::new(60), Guest::new(61)];
        phone.tell(guests[0].let_in(&crate::guest::heat()));
        phone.tell(guests[1].let_in(&crate::guest::heat_and_mood()));
        phone.settle(&mut server);
        Self { devices: vec![Some(phone), Some(tablet)], server, guests, dismissed: 0 }
    }

    fn device(&mut self, device: usize) -> &mut Device {
        self.devices[device].as_mut().unwrap()
    }

    /// What the server holds, as a journal.
    fn journal(&self) -> State {
        let mut state = State::default();
        state.merge(ops_on(&self.server));
        state
    }

    /// The scope in force, as the server's log has it; none where the follow was stopped.
    fn scope(&self, guest: &Guest) -> Option<Scope> {
        let identity =
            ebb_sync::Identity { log: self.server.logged.clone(), keys: self.server.keys.clone(), ..admitted() };
        let shown = ebb_sync::follows_shown(&identity);
        let shown = shown.into_iter().find(|shown| shown.member == guest.member()).unwrap();
        (!shown.is_stopped).then(|| shown.scope.unwrap())
    }

    fn check(&self, guest: &Guest) -> Result<(), TestCaseError> {
        let Some(scope) = self.scope(guest) else { return Ok(()) };
        prop_assert_eq!(guest.sees(&self.server), guest.projection(&self.journal(), &scope), "{:?}", scope);
        Ok(())
    }

    fn answer(&mut self, device: usize) -> Result<(), TestCaseError> {
        let request = self.device(device).sent.clone().unwrap();
        let ever: Vec<_> = self.guests.iter().map(|guest| self.server.streams.of(guest.feed()).ever.len()).collect();
        let reply = self.server.answer(&request);
        for (guest, ever) in self.guests.iter().zip(ever) {
            if self.server.streams.of(guest.feed()).ever.len() > ever {
                assert_eq!(request.path, FEED);
                self.check(guest)?;
            }
        }
        self.device(device).answered(reply);
        Ok(())
    }

    fn take(&mut self, device: usize, step: Step) -> Result<(), TestCaseError> {
        match step {
            Step::Flash(number, on) => self.device(device).log_flash(number, on),
            Step::Mood(on, value) => self.device(device).rate_mood(on, value),
            Step::Delete(number) => self.device(device).delete(&flash_id(number)),
            Step::MarkPrivate(number) => self.device(device).mark_private(&flash_id(number)),
            Step::Change(who, chosen) => {
                let wish = self.guests[who].change(&self.server, &chosen.scope(), None);
                self.device(device).tell(wish);
            }
            Step::Answers(count) => {
                for _ in 0..count {
                    if self.device(device).sent.is_none() {
                        break;
                    }
                    self.answer(device)?;
                }
            }
            Step::AnswerIsLost => {
                if let Some(request) = self.device(device).sent.clone() {
                    self.server.answer(&request);
                    self.device(device).answered(Reply::NoAnswer);
                }
            }
            Step::Nudge => self.device(device).tell(Event::Nudged),
            Step::Restart => self.devices[device] = self.devices[device].take().map(Device::restart),
            Step::Dismiss if self.dismissed < 3 => {
                self.dismissed += 1;
                let peer = Peer::new(200 + self.dismissed);
                self.server.admit(&peer);
                self.server.dismiss(peer.member(), Vec::new());
            }
            Step::Stop(who) => {
                let wish = Event::Wished(Wish::StopFollow(self.guests[who].member()));
                if who == 1 {
                    self.device(device).tell(wish);
                }
            }
            Step::Dismiss => {}
        }
        Ok(())
    }

    /// Both devices read and write until nothing is asked any more.
    fn settle(&mut self) -> Result<(), TestCaseError> {
        for _ in 0..4 {
            for device in 0..2 {
                self.device(device).tell(Event::Nudged);
                let mut answers = 0;
                while self.device(device).sent.is_some() {
                    self.answer(device)?;
                    answers += 1;
                    prop_assert!(answers < 400, "it does not end");
                }
            }
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_feed_shows_what_the_newest_scope_shows_whoever_writes_it(
        steps in prop::collection::vec((0..2_usize, step()), 1..60),
    ) {
        let mut race = Race::begin();
        for (device, step) in steps {
            race.take(device, step)?;
        }
        race.settle()?;
        let journal = race.journal();
        for guest in &race.guests {
            race.check(guest)?;
        }
        for device in race.devices.iter().flatten() {
            prop_assert_eq!(&device.state, &journal);
            prop_assert_eq!(device.standing().trouble, None);
            for follow in &device.standing().follows {
                prop_assert_eq!(follow.feed, ebb_sync::FeedStanding::UpToDate);
            }
        }
    }
}

#[test]
fn what_was_deleted_and_comes_back_settles_on_both() {
    let mut race = Race::begin();
    for (device, step) in [(1, Step::Flash(3, 0)), (0, Step::Delete(0)), (0, Step::Flash(0, 0))] {
        race.take(device, step).unwrap();
    }
    race.settle().unwrap();
    for guest in &race.guests {
        race.check(guest).unwrap();
    }
    for device in race.devices.iter().flatten() {
        for follow in &device.standing().follows {
            assert_eq!(follow.feed, ebb_sync::FeedStanding::UpToDate);
        }
    }
}
