//! What happens in a world, besides what comes of it.

use ebb_protocol::ids::StreamId;
use ebb_replica::Op;
use ebb_sync::{Event, FoundingDraw, Identity, StoreEffect, Wish};
use ebb_vault::Label;

use super::{Happening, MINUTE_MS, Reach, Reaching, World};
use crate::simulated_network::Weather;
use crate::virtual_device::{AppVersion, LyingClock};

impl World {
    pub(super) fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Reaches { device, session, what } => return self.reach(device, session, what),
            Happening::Arrives { device, session, request, back } => {
                return self.arrive(device, session, &request, back);
            }
            Happening::Tap(device) => drop(self.tap(device)),
            // Whatever is tapped on, in the end something is written.
            Happening::LastWord(device) => drop((0..50).find(|_| self.tap(device))),
            Happening::TurnOn(device) => return self.turn_on(device),
            Happening::Join(device) => return self.join(device),
            Happening::InviterLooks(number) => return self.inviter_looks(number),
            Happening::Dismiss { by, whom } => return self.dismiss(by, whom),
            Happening::DismissInSilence => return self.dismiss_in_silence(),
            Happening::ForgetDismissal { by } => return self.forget_dismissal(by),
            Happening::Return(device) => return self.return_to(device),
            Happening::Share { by, guest } => return self.share(by, guest),
            Happening::StopSharing { by, guest } => return self.stop_sharing(by, guest),
            Happening::HideSomething(device) => self.hide_something(device),
            Happening::LeaveNote(guest) => return self.leave_note(guest),
            Happening::AdmitSheet(by) => return self.admit_sheet(by),
            Happening::Recover(device) => return self.recover(device),
            Happening::Close(by) => return self.wish(by, Wish::Close),
            Happening::Reopen(device) if self.devices[device].is_open() => {}
            Happening::Reopen(device) => return self.reopen(device),
            Happening::GoOffline(device) => return self.go_offline(device),
            Happening::ComeOnline(device) => return self.come_online(device),
            Happening::SetClock(device) => self.devices[device].clock = LyingClock::drawn(&mut self.random),
            Happening::BackUp(device) => {
                self.surroundings[device].backup = Some(self.devices[device].store.copy());
            }
            Happening::Restore(device) => self.restore(device),
            Happening::Clone { from, to } => self.clone_device(from, to),
            Happening::Server(fault) => return self.server_suffers(fault),
            Happening::Heal => return self.heal(),
        }
        Ok(())
    }

    /// Someone taps; what comes of it is stored, and only then said to be saved. False where there was nothing to tap on.
    fn tap(&mut self, device: usize) -> bool {
        let true_ms = self.true_ms();
        if !self.devices[device].is_open() {
            return false;
        }
        let ops = self.devices[device].tap(true_ms);
        self.keep_tapped(device, ops)
    }

    /// Stores what came of a tap. False where nothing did.
    pub(super) fn keep_tapped(&mut self, device: usize, ops: Vec<Op>) -> bool {
        if ops.is_empty() {
            return false;
        }
        self.ledger.tapped(device, &ops);
        if self.happens(self.store_failures) {
            self.counts.store_failures += 1;
            self.devices[device].store.break_next();
        }
        // Where it cannot be stored, the screen says so and nothing was saved.
        if let Ok(written) = self.devices[device].store.save(&ops) {
            self.will_reach(device, 60, Reaching::Saved(ops, written));
        }
        true
    }

    /// Turns sync on: this device founds the account.
    fn turn_on(&mut self, device: usize) -> Result<(), String> {
        if !self.devices[device].is_open() {
            self.foresee(MINUTE_MS, Happening::TurnOn(device));
            return Ok(());
        }
        let replica = self.devices[device].replica;
        let draw = FoundingDraw {
            seed: self.devices[device].draw(),
            key: self.devices[device].draw(),
            journal: StreamId(self.devices[device].draw()),
            random: self.devices[device].draw(),
            name_seed: self.devices[device].draw(),
        };
        let identity = Identity::founding(replica, &self.label("This phone"), &draw);
        self.ledger.know_account(identity.account);
        self.become_member(device, identity)
    }

    pub(super) fn label(&self, name: &str) -> Label {
        Label { name: name.to_owned(), since_ms: self.true_ms() }
    }

    /// The device's own store takes the identity, durably, before anything is sent.
    pub(super) fn become_member(&mut self, device: usize, identity: Identity) -> Result<(), String> {
        self.ledger.know(device, &identity);
        let store = &mut self.devices[device].store;
        let (_, written) = store.carry_out(StoreEffect::PutIdentity(Box::new(identity)));
        store.sync(written);
        self.reopen(device)
    }

    /// A person wishes for something on a device, if its app is open and it is a member.
    pub(super) fn wish(&mut self, by: usize, wish: Wish) -> Result<(), String> {
        if !self.devices[by].identity().is_some_and(Identity::is_admitted) {
            return Ok(());
        }
        self.counts.wishes += 1;
        self.tell(by, Event::Wished(wish))
    }

    fn dismiss(&mut self, by: usize, whom: usize) -> Result<(), String> {
        let identity = self.devices[whom].store.holdings().identity.filter(Identity::is_admitted);
        match identity.map(|identity| identity.secrets().member()) {
            Some(member) if by != whom => self.wish(by, Wish::Dismiss(member)),
            _ => Ok(()),
        }
    }

    pub(super) fn crash(&mut self, device: usize) {
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
        if self.surroundings[device].is_unused || self.surroundings[device].is_left_out {
            return Ok(());
        }
        self.surroundings[device].channel = None;
        if self.is_healed || self.versions.below(4) == 0 {
            self.devices[device].version = AppVersion::Newest;
        }
        let ops = self.devices[device].open();
        self.ledger.found_in_store(device, &ops)?;
        self.tell(device, Event::Started)
    }

    /// Nobody is left who could let it in: the person goes on without sync.
    pub(super) fn leave_out(&mut self, device: usize) {
        self.counts.left_out += 1;
        self.surroundings[device].is_left_out = true;
        let unsynced = self.devices[device].store.unsynced();
        self.devices[device].crash(unsynced);
    }

    pub(super) fn go_offline(&mut self, device: usize) -> Result<(), String> {
        if self.surroundings[device].reach == Reach::Online {
            self.surroundings[device].reach = Reach::Offline;
        }
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

    pub(super) fn come_online(&mut self, device: usize) -> Result<(), String> {
        if self.surroundings[device].reach == Reach::KeptAway {
            return Ok(());
        }
        self.surroundings[device].reach = Reach::Online;
        self.tell(device, Event::Nudged)
    }

    /// The phone is set up anew from an older backup of itself.
    fn restore(&mut self, device: usize) {
        let Some(backup) = self.surroundings[device].backup.take() else { return };
        let around = &self.surroundings[device];
        if around.is_unused || around.is_left_out {
            return;
        }
        let is_member = backup.holdings().identity.is_some();
        if device == 0 && !is_member {
            // It would found another account.
            return;
        }
        self.counts.restored += 1;
        self.devices[device].set_up_from(&backup);
        self.ledger.set_up_from(device, device, &backup.holdings().ops);
        self.surroundings[device].channel = None;
        self.foresee(MINUTE_MS, Happening::Reopen(device));
        self.foresee(5 * MINUTE_MS, Happening::Join(device));
    }

    /// Another phone is set up with a copy of this one; both go on.
    fn clone_device(&mut self, from: usize, to: usize) {
        let backup = self.devices[from].store.copy();
        if !self.surroundings[to].is_unused || backup.holdings().identity.is_none() {
            return;
        }
        self.counts.cloned += 1;
        self.devices[to].set_up_from(&backup);
        self.ledger.set_up_from(to, from, &backup.holdings().ops);
        self.surroundings[to].is_unused = false;
        self.foresee(MINUTE_MS, Happening::Reopen(to));
        self.foresee(20 * MINUTE_MS, Happening::Join(to));
    }

    pub(super) fn server_suffers(&mut self, fault: super::Fault) -> Result<(), String> {
        if self.is_healed {
            return Ok(());
        }
        self.counts.server_faults += 1;
        self.servers.suffer(fault, &mut self.random);
        self.break_channels()
    }

    /// The server starts anew, or another one answers: open channels end.
    fn break_channels(&mut self) -> Result<(), String> {
        for device in 0..self.devices.len() {
            if self.surroundings[device].channel.as_ref().is_some_and(|channel| !channel.is_dead) {
                self.surroundings[device].channel = None;
                self.tell(device, Event::LiveClosed)?;
            }
        }
        Ok(())
    }

    /// From here on everything goes well. People open the app once more, and write a last word.
    fn heal(&mut self) -> Result<(), String> {
        self.weather = Weather::CLEAR;
        (self.crashes, self.store_failures) = (0, 0);
        self.is_healed = true;
        self.servers.heal(&mut self.random);
        for device in 0..self.devices.len() {
            if self.surroundings[device].is_unused {
                continue;
            }
            self.surroundings[device].reach = Reach::Online;
            let unsynced = self.devices[device].store.unsynced();
            self.devices[device].crash(unsynced);
            self.reopen(device)?;
            let last_ms = 30 * MINUTE_MS + self.random.below(10 * MINUTE_MS);
            self.foresee(last_ms, Happening::LastWord(device));
            if device > 0 || self.surroundings[device].is_replaced {
                self.foresee(MINUTE_MS, Happening::Join(device));
            }
        }
        Ok(())
    }
}
