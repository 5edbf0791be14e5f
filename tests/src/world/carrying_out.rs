//! What the engines ask for, carried out: by the device's store, by the network, by the server.

use ebb_sync::{Effect, Event, Reply, Request, StoreEffect};

use ebb_protocol::endpoints::{ACCOUNTS_AGAIN, COMPACT, INPUTS, REPLACED, SEGMENTS, TRUST_LOG};
use ebb_protocol::live::LiveFrame;
use ebb_protocol::problem::{Problem, ProblemKind};
use ebb_protocol::push;

use super::{Channel, Happening, Reach, Reaching, World};
use crate::simulated_network::Back;
use crate::simulated_server::Answer;

impl World {
    pub(super) fn will_reach(&mut self, device: usize, within_ms: u64, what: Reaching) {
        let session = self.devices[device].session;
        let in_ms = self.random.below(within_ms + 1);
        self.foresee(in_ms, Happening::Reaches { device, session, what });
    }

    pub(super) fn will_reach_in(&mut self, device: usize, in_ms: u64, what: Reaching) {
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
                surroundings.channel = Some(Channel { number, token: token.clone(), is_dead: false });
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
            Effect::Merge(_) | Effect::Show(_) | Effect::Project(_) => {}
            Effect::KeepNotes(notes) => self.will_reach(device, 40, Reaching::KeepNotes(notes)),
        }
    }

    fn send(&mut self, device: usize, request: &Request) {
        if self.surroundings[device].reach != Reach::Online {
            self.will_reach(device, 2_000, Reaching::Answer(Reply::NoAnswer));
            return;
        }
        if request.path == INPUTS && !self.is_healed && self.random.below(12) == 0 {
            // Someone is dismissed while somebody compacts: what is sealed by then is sealed under an old key.
            let (by, whom) = (self.some_device(self.devices.len()), self.some_device(self.devices.len()));
            let in_ms = self.weather.delay_ms(&mut self.random);
            self.foresee(in_ms, Happening::Dismiss { by, whom });
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
        let true_ms = self.true_ms();
        let (answer, is_old) = self.servers.answer(device, request, true_ms, &mut self.random);
        if is_old {
            self.counts.old_answers += 1;
            if request.path == SEGMENTS {
                self.ledger.lied_to(device);
            }
        }
        self.count(device, request, &answer, is_old);
        if let Some(account) = request.token.as_ref().and_then(|token| self.servers.account(device, token.account))
            && (answer.replaced.is_some() || !answer.appended.is_empty())
        {
            let trust = account.trust().clone();
            for segment in &answer.appended {
                self.ledger.appended(segment, &trust)?;
                self.journal.merge(self.ledger.open(segment)?.ops);
            }
            if let Some(replacement) = &answer.replaced {
                self.ledger.replaced(replacement, &trust)?;
            }
        }
        if let Some(feed) = answer.fed {
            self.check_feed(device, feed)?;
        }
        self.notify(device, &answer);
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

    fn count(&mut self, device: usize, request: &Request, answer: &Answer, is_old: bool) {
        let is = |kind| is_problem(answer, kind);
        let is_done = answer.status == 200 && !is_old;
        let counts = &mut self.counts;
        counts.segments += answer.appended.len();
        counts.lost_positions += usize::from(is(ProblemKind::Lost));
        match request.path {
            TRUST_LOG => {
                counts.entries += usize::from(answer.is_log_changed);
                counts.cuts_moved += usize::from(is(ProblemKind::CutMoved));
            }
            ACCOUNTS_AGAIN => counts.founded_again += usize::from(answer.is_log_changed),
            SEGMENTS => {
                counts.stale_epochs += usize::from(is(ProblemKind::StaleEpoch));
                counts.repeated_pushes += usize::from(answer.status == 200 && answer.appended.is_empty());
                let account = request.token.as_ref().and_then(|token| self.servers.account(device, token.account));
                let sent = push::read(&request.body).unwrap_or_default();
                let was_compacted = account.is_some_and(|held| sent.iter().any(|segment| held.has_replaced(segment)));
                counts.sent_and_compacted += usize::from(is(ProblemKind::NumberTaken) && was_compacted);
            }
            COMPACT => {
                counts.compactions += usize::from(answer.replaced.is_some());
                counts.lost_compactions += usize::from(is(ProblemKind::InputsChanged));
                counts.stale_compactions += usize::from(is(ProblemKind::StaleEpoch));
            }
            REPLACED => counts.asked_back += usize::from(is_done),
            _ => {}
        }
    }

    /// Those who listen hear of it; who was dismissed hears its channel close.
    fn notify(&mut self, teller: usize, answer: &Answer) {
        for listener in 0..self.devices.len() {
            if !self.servers.shows_the_same(teller, listener) {
                continue;
            }
            let Some(Channel { number, token, .. }) = &self.surroundings[listener].channel else { continue };
            let number = *number;
            let is_shut = answer.is_log_changed && self.servers.listen(listener, token).is_none();
            let in_ms = self.weather.delay_ms(&mut self.random);
            if is_shut {
                self.will_reach_in(listener, in_ms, Reaching::FromChannel(number, Event::LiveClosed));
                continue;
            }
            for frame in &answer.told {
                if self.servers.withholds() && matches!(frame, LiveFrame::Stream(_)) {
                    continue;
                }
                let event = Event::Noticed(frame.clone());
                self.will_reach_in(listener, in_ms, Reaching::FromChannel(number, event));
            }
        }
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
            Reaching::Answer(reply) if self.surroundings[device].reach != Reach::Online && reply != Reply::NoAnswer => {
                self.counts.unanswered += 1;
                self.tell(device, Event::Answered(Reply::NoAnswer))
            }
            Reaching::Answer(reply) => self.tell(device, Event::Answered(reply)),
            Reaching::OpenChannel(number, token) => self.open_channel(device, number, &token),
            Reaching::FromChannel(number, event) => {
                let channel = self.surroundings[device].channel.as_ref();
                if channel.is_some_and(|channel| channel.number == number && !channel.is_dead) {
                    if event == Event::LiveClosed {
                        self.surroundings[device].channel = None;
                    }
                    self.tell(device, event)?;
                }
                Ok(())
            }
            Reaching::Wake(number) if number == self.surroundings[device].wakes => self.tell(device, Event::Woken),
            Reaching::Wake(_) => Ok(()),
            Reaching::KeepNotes(notes) => self.keep_notes(device, &notes),
            Reaching::NotesKept => self.tell(device, Event::NotesKept),
            Reaching::Pack => {
                // Where it fails, the rows stay as they are.
                let _ = self.devices[device].store.pack();
                Ok(())
            }
        }
    }

    fn do_store(&mut self, device: usize, effect: StoreEffect) {
        match &effect {
            StoreEffect::PutIdentity(identity) | StoreEffect::BeginAnew { identity: Some(identity), .. } => {
                self.ledger.know(device, identity);
            }
            _ => {}
        }
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
        let is_lost = self.surroundings[device].reach != Reach::Online || self.happens(self.weather.channels_lost());
        match self.servers.listen(device, token) {
            Some(frames) if !is_lost => {
                self.tell(device, Event::LiveOpened)?;
                for frame in frames {
                    self.tell(device, Event::Noticed(frame))?;
                }
                Ok(())
            }
            _ => {
                self.surroundings[device].channel = None;
                self.tell(device, Event::LiveClosed)
            }
        }
    }
}

fn is_problem(answer: &Answer, kind: ProblemKind) -> bool {
    answer.status == kind.status()
        && serde_json::from_slice::<Problem>(&answer.body).is_ok_and(|problem| problem.kind() == kind)
}
