//! Compacting the journal's log: when nothing waits and all is pulled, many small segments become one, see
//! [`ebb_replica::tiers`].
//!
//! Arrives: the server's outline and the segments that it names. Leaves: one segment in their place, which was seen to hold the
//! same. Whatever goes wrong, everything stays as it is, nothing is said of it, and it is tried again another time.

use std::collections::BTreeSet;
use std::ops::Range;

use ebb_protocol::compact::{CompactAnswer, Compaction, Input, InputsRequest, Spot};
use ebb_protocol::endpoints::{BYTES_TYPE, COMPACT, INPUTS, OUTLINE};
use ebb_protocol::ids::{Mark, SegmentHash, StreamId};
use ebb_protocol::outline::{Outline, OutlineEntry, OutlineRequest, Outlined};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::{PullPage, Pulled};
use ebb_protocol::trust::TrustState;
use ebb_replica::compact;
use ebb_replica::tiers::{FAN_IN, Layer, next_run};
use ebb_vault::{CompactedPlace, nonce, seal_compacted};

use super::admitting::{json, post};
use super::mending::Repair;
use super::refusal::Refusal;
use super::{Engine, Next, Presenting, UnderWay};
use crate::effect::{Effect, Request};
use crate::event::{Circumstances, Reply};

/// Runs that are compacted one after the other: a long log is not done in one go.
const RUNS_MAX: u32 = 32;

/// What is known of the log for the sake of compacting it.
#[derive(Debug, Default)]
pub(super) struct Compacting {
    /// Segments that were sent or pulled since the log was last looked at.
    pub(super) seen: usize,
    /// Whether it was looked at in this session.
    has_looked: bool,
    /// The log, from the look until there is nothing more to compact in it.
    log: Vec<OutlineEntry>,
    runs: u32,
    /// Positions of segments that this device cannot take in: it does not open them, or they do not go together.
    barred: BTreeSet<u64>,
    /// Whether what took the place of others and does not count was seen there, and those put back.
    has_put_back: bool,
}

/// What compacting waits for.
#[derive(Debug)]
pub(super) enum Step {
    /// The outline.
    Outline,
    /// The segments of this part of the log.
    Inputs(Range<usize>),
    /// That this part of the log is one segment now.
    Compact(Range<usize>, OutlineEntry),
}

impl Engine {
    /// What is to be done for compacting now, when there is nothing else to do.
    pub(super) fn compaction(&mut self) -> Next {
        let stream = self.trust.as_ref().map(TrustState::journal)?;
        if !self.may_compact() {
            return None;
        }
        if self.compacting.log.is_empty() {
            return self.is_worth_a_look().then(|| self.look(stream));
        }
        let run = next_run(0, &self.layers()).filter(|_| self.compacting.runs < RUNS_MAX);
        let Some(run) = run else {
            self.compacting.log.clear();
            return None;
        };
        let inputs = self.compacting.log[run.clone()].iter();
        let inputs = inputs.map(|entry| Spot { position: entry.position, mark: entry.mark }).collect();
        Some(self.compaction_request(Step::Inputs(run), post(INPUTS, json(&InputsRequest { stream, inputs }))))
    }

    /// Everything is sent and pulled, nothing else is to be done, and all is well. Whoever has sent nothing yet under its
    /// replica's name does not compact: a dismissal would not name that replica, and what it made would stop to count.
    fn may_compact(&self) -> bool {
        let is_well = self.standing.connected && self.standing.trouble.is_none() && self.may_send();
        let nothing_waits = self.outbox.is_empty() && self.unsealed.is_empty() && self.wishes.is_empty();
        let nothing_to_read = !self.wants.log && !self.wants.pull && self.presenting != Presenting::Wanted;
        is_well && nothing_waits && nothing_to_read && matches!(self.repair, Repair::None) && self.confirmed > 0
    }

    /// After some new segments, a few more on the one device than on the other: not all do it at the same moment. And once in
    /// a session, unless the log is short.
    fn is_worth_a_look(&self) -> bool {
        let fan_in = usize::try_from(FAN_IN).unwrap_or(usize::MAX);
        let spread = usize::from(self.identity.replica.0[0]) % fan_in;
        let is_long = self.cursor.is_some_and(|cursor| cursor.position >= FAN_IN);
        self.compacting.seen >= fan_in + spread || (is_long && !self.compacting.has_looked)
    }

    fn look(&mut self, stream: StreamId) -> (UnderWay, Effect) {
        self.compacting.has_looked = true;
        (self.compacting.seen, self.compacting.runs) = (0, 0);
        self.compaction_request(Step::Outline, post(OUTLINE, json(&OutlineRequest { stream, after: 0 })))
    }

    fn layers(&self) -> Vec<Layer> {
        let layer = |entry: &OutlineEntry| Layer {
            position: entry.position,
            bytes: usize::try_from(entry.length).unwrap_or(usize::MAX),
            may_go: !matches!(entry.holds, Outlined::Unknown(_)) && !self.compacting.barred.contains(&entry.position),
        };
        self.compacting.log.iter().map(layer).collect()
    }

    fn compaction_request(&self, step: Step, request: Request) -> (UnderWay, Effect) {
        (UnderWay::Compaction(step), Effect::Send(self.signed_in(request)))
    }

    /// Takes in an answer, whatever it is. No answer and every refusal end it for this time.
    pub(super) fn compaction_answered(&mut self, step: Step, reply: &Reply, circumstances: Circumstances) -> Next {
        let next = match reply {
            Reply::Answer { status: 200, body } => self.step_on(step, body, circumstances),
            Reply::Answer { status, body } => {
                // There is a newer key: it is read, and the look comes another time.
                self.wants.log |= Refusal::read(*status, body).kind == Some(ProblemKind::StaleEpoch);
                Err(GivenUp)
            }
            Reply::NoAnswer => Err(GivenUp),
        };
        next.unwrap_or_else(|GivenUp| {
            self.compacting.log.clear();
            None
        })
    }

    fn step_on(&mut self, step: Step, body: &[u8], circumstances: Circumstances) -> Result<Next, GivenUp> {
        let stream = self.trust.as_ref().map(TrustState::journal).ok_or(GivenUp)?;
        match step {
            Step::Outline => {
                let outline = Outline::from_bytes(body).map_err(|_| GivenUp)?;
                if outline.stream != stream {
                    return Err(GivenUp);
                }
                if !self.compacting.has_put_back && self.has_what_does_not_count(&outline.entries) {
                    // All is pulled anew, and what nobody else finds there is sealed by this device. Once: whatever the
                    // server says the next time, it is not done in a circle.
                    self.compacting.has_put_back = true;
                    self.lost();
                    return Ok(None);
                }
                self.compacting.log = outline.entries;
                Ok(None)
            }
            // What came up meanwhile goes first; then they are read again.
            Step::Inputs(_) if !self.may_compact() => Ok(None),
            Step::Inputs(run) => {
                let page = PullPage::from_bytes(body).map_err(|_| GivenUp)?;
                let page = page.streams.into_iter().find(|page| page.stream == stream).ok_or(GivenUp)?;
                let asked = self.compacting.log[run.clone()].iter().map(|entry| (entry.position, entry.mark));
                if !asked.eq(page.segments.iter().map(|pulled| (pulled.position, pulled.mark))) {
                    return Err(GivenUp);
                }
                match self.compacted(stream, &page.segments, circumstances) {
                    Ok(segment) => Ok(Some(self.put_in_place(stream, run, &page.segments, &segment))),
                    // Another run may still go.
                    Err(Barred { position }) => {
                        self.compacting.barred.insert(position);
                        Ok(None)
                    }
                }
            }
            Step::Compact(run, output) => {
                let CompactAnswer { place } = serde_json::from_slice(body).map_err(|_| GivenUp)?;
                if (place.stream, place.position, place.mark) != (stream, output.position, output.mark) {
                    return Err(GivenUp);
                }
                self.compacting.log.splice(run, [output]);
                self.compacting.runs += 1;
                Ok(None)
            }
        }
    }

    /// One segment that holds what these hold, no more and no less.
    fn compacted(&self, stream: StreamId, inputs: &[Pulled], circumstances: Circumstances) -> Result<Vec<u8>, Barred> {
        // Where they do not go together, the first stays from now on, and others are tried without it.
        let barred = Barred { position: inputs.first().map_or(0, |first| first.position) };
        let trust = self.trust.as_ref().ok_or(barred)?;
        let epoch = trust.epoch();
        let key = self.identity.keys.of(epoch).ok_or(barred)?;
        let mut contents = Vec::with_capacity(inputs.len());
        for pulled in inputs {
            let read = self.open(trust, &pulled.segment);
            contents.push(read.map_err(|_| Barred { position: pulled.position })?.contents);
        }
        let body = compact(contents).map_err(|_| barred)?;
        let place = CompactedPlace { account: trust.account(), stream, epoch, replica: self.identity.replica };
        let nonce = nonce(&circumstances.random, 0);
        let sealed = seal_compacted(key, &self.secrets.signing, &place, &trust.head().0, &body, nonce);
        let segment = sealed.map_err(|_| barred)?.into_bytes();
        let weight: usize = inputs.iter().map(|pulled| pulled.segment.len()).sum();
        if segment.len() <= weight { Ok(segment) } else { Err(barred) }
    }

    fn put_in_place(
        &self,
        stream: StreamId,
        run: Range<usize>,
        inputs: &[Pulled],
        segment: &[u8],
    ) -> (UnderWay, Effect) {
        let (position, mark) = inputs.last().map_or((0, Mark([0; 8])), |last| (last.position, last.mark));
        let output = OutlineEntry {
            position,
            mark,
            length: u32::try_from(segment.len()).unwrap_or(u32::MAX),
            holds: Outlined::Compacted { writer: self.member, hash: SegmentHash::of(segment) },
        };
        let input = |pulled: &Pulled| Input { position: pulled.position, hash: SegmentHash::of(&pulled.segment) };
        let compaction = Compaction { stream, inputs: inputs.iter().map(input).collect(), segment };
        let request = Request { content_type: BYTES_TYPE, ..post(COMPACT, compaction.to_bytes()) };
        self.compaction_request(Step::Compact(run, output), request)
    }
}

/// Not this time.
struct GivenUp;

/// What stands at this position does not go.
#[derive(Clone, Copy)]
struct Barred {
    position: u64,
}
