//! What the engines ask for, carried out: by the device's store, by the network, by the server.

use ebb_sync::{Effect, Event, Reply, Request, StoreEffect};

use super::{Channel, Happening, Reaching, World};
use crate::simulated_network::Back;

impl World {
    pub(super) fn will_reach(&mut self, device: usize, within_ms: u64, what: Reaching) {
        let session = self.devices[device].session;
        let in_ms = self.random.below(within_ms + 1);
        self.foresee(in_ms, Happening::Reaches { device, session, what });
    }

    fn will_reach_in(&mut self, device: usize, in_ms: u64, what: Reaching) {
        let session = self.devices[device].session;
        self.foresee(in_ms, Happening::Reaches { device, session, what });
    }

    pub(super) fn carry_out(&mut self, device: usize, effect: Effect) {
        match effect {
            Effect::Store(effect) => self.will_reach(device, 40, Reaching::DoStore(effect)),
            Effect::Send(request) => self.send(device, &request),
            Effect::OpenLive(token) => {
                let surroundings = &mut self.surroundings[device];
                surroundings.channels += 1;
                let number = surroundings.channels;
                surroundings.channel = Some(Channel { number, is_dead: false });
                let in_ms = self.weather.delay_ms(&mut self.random);
                self.will_reach_in(device, in_ms, Reaching::OpenChannel(number, token));
            }
            Effect::WakeAfter { ms } => {
                // A later one replaces it.
                self.surroundings[device].wakes += 1;
                let number = self.surroundings[device].wakes;
                self.will_reach_in(device, ms, Reaching::Wake(number));
            }
            // The device did these itself.
            Effect::Merge(_) | Effect::Show(_) => {}
        }
    }

    fn send(&mut self, device: usize, request: &Request) {
        if self.surroundings[device].is_offline {
            self.will_reach(device, 2_000, Reaching::Answer(Reply::NoAnswer));
            return;
        }
        let passage = self.weather.send(&mut self.random);
        let mut back = match passage.back {
            Back::Answer { after_ms, cut } => Some((after_ms, cut)),
            Back::Instead { after_ms, reply } => {
                self.counts.unanswered += usize::from(reply == Reply::NoAnswer);
                self.will_reach_in(device, after_ms, Reaching::Answer(reply));
                None
            }
        };
        let session = self.devices[device].session;
        for in_ms in passage.arrivals_ms {
            let back = back.take();
            self.foresee(in_ms, Happening::Arrives { device, session, request: request.clone(), back });
        }
    }

    /// The server does what is asked, whatever became of the device that asked.
    pub(super) fn arrive(
        &mut self,
        device: usize,
        session: u64,
        request: &Request,
        back: Option<(u64, Option<usize>)>,
    ) -> Result<(), String> {
        let answer = self.server.answer(request, self.true_ms());
        self.counts.segments += answer.appended.len();
        self.counts.repeated_pushes += usize::from(
            request.path == ebb_protocol::endpoints::SEGMENTS && answer.status == 200 && answer.appended.is_empty(),
        );
        for segment in &answer.appended {
            self.ledger.appended(segment)?;
        }
        if let Some(notice) = answer.notice {
            for listener in 0..self.devices.len() {
                let Some(channel) = &self.surroundings[listener].channel else { continue };
                let number = channel.number;
                let in_ms = self.weather.delay_ms(&mut self.random);
                self.will_reach_in(listener, in_ms, Reaching::FromChannel(number, Event::Noticed(notice.clone())));
            }
        }
        if let Some((after_ms, cut)) = back {
            let mut body = answer.body;
            if let Some(per_mille) = cut {
                body.truncate(body.len() * per_mille / 1_000);
            }
            let reply = Reply::Answer { status: answer.status, body };
            self.foresee(after_ms, Happening::Reaches { device, session, what: Reaching::Answer(reply) });
        }
        Ok(())
    }

    /// Something reaches a device, unless the app has ended since, or ends just now.
    pub(super) fn reach(&mut self, device: usize, session: u64, what: Reaching) -> Result<(), String> {
        if session != self.devices[device].session || !self.devices[device].is_open() {
            return Ok(());
        }
        if self.happens(self.crashes) {
            self.crash(device);
            return Ok(());
        }
        match what {
            Reaching::DoStore(effect) => {
                self.do_store(device, effect);
                Ok(())
            }
            Reaching::Stored(event, written) => {
                self.devices[device].store.sync(written);
                self.tell(device, event)
            }
            Reaching::Saved(ops, written) => {
                let device_there = &mut self.devices[device];
                device_there.store.sync(written);
                device_there.state.merge(ops.iter().cloned());
                self.ledger.promise(device, &ops);
                if self.random.below(12) == 0 {
                    self.will_reach(device, 500, Reaching::Pack);
                }
                self.tell(device, Event::Saved(ops.into_iter().map(|op| op.record).collect()))
            }
            Reaching::Answer(reply) if self.surroundings[device].is_offline && reply != Reply::NoAnswer => {
                self.counts.unanswered += 1;
                self.tell(device, Event::Answered(Reply::NoAnswer))
            }
            Reaching::Answer(reply) => self.tell(device, Event::Answered(reply)),
            Reaching::OpenChannel(number, token) => self.open_channel(device, number, &token),
            Reaching::FromChannel(number, event) => {
                let channel = self.surroundings[device].channel.as_ref();
                if channel.is_some_and(|channel| channel.number == number && !channel.is_dead) {
                    self.tell(device, event)?;
                }
                Ok(())
            }
            Reaching::Wake(number) if number == self.surroundings[device].wakes => self.tell(device, Event::Woken),
            Reaching::Wake(_) => Ok(()),
            Reaching::Pack => {
                // Where it fails, the rows stay as they are.
                let _ = self.devices[device].store.pack();
                Ok(())
            }
        }
    }

    fn do_store(&mut self, device: usize, effect: StoreEffect) {
        if self.happens(self.store_failures) {
            self.counts.store_failures += 1;
            self.devices[device].store.break_next();
        }
        let (event, written) = self.devices[device].store.carry_out(effect);
        self.will_reach(device, 40, Reaching::Stored(event, written));
    }

    fn open_channel(&mut self, device: usize, number: u64, token: &ebb_protocol::token::Token) -> Result<(), String> {
        if self.surroundings[device].channel.as_ref().is_none_or(|channel| channel.number != number) {
            return Ok(());
        }
        let is_lost = self.surroundings[device].is_offline || self.happens(self.weather.channels_lost());
        match self.server.listen(token) {
            Some(notice) if !is_lost => {
                self.tell(device, Event::LiveOpened)?;
                self.tell(device, Event::Noticed(notice))
            }
            _ => {
                self.surroundings[device].channel = None;
                self.tell(device, Event::LiveClosed)
            }
        }
    }
}
