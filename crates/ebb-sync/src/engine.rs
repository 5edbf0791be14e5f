//! The sync engine of one journal. One thing is under way at a time, besides the live channel: enter the account, send what
//! waits, seal what was saved, ask who belongs to the account, pull, and compact when there is nothing else to do.
//!
//! Arrives: events. Leaves: effects. Never here: I/O, clocks, randomness, sentences.

mod admitting;
mod compacting;
mod opening;
mod pulling;
mod refusal;
mod sending;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ebb_journal::RecordId;
use ebb_protocol::ids::{Mark, MemberId};
use ebb_protocol::live::Notice;
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::pull::Cursor;
use ebb_replica::Op;

use crate::backoff::Backoff;
use crate::effect::{Effect, OutboxSegment, Sealing, StoreEffect};
use crate::event::{Circumstances, Event, Persisted, Reply};
use crate::identity::Identity;
use crate::standing::{Standing, SyncTrouble};
use compacting::{Compacting, Step};
use refusal::Refusal;

/// The state of sync for one journal.
#[derive(Debug)]
pub struct Engine {
    identity: Identity,
    sealing: Sealing,
    outbox: VecDeque<OutboxSegment>,
    /// Which records the segments in the outbox change, by number; unknown of those that were sealed before this session.
    in_outbox: BTreeMap<u64, BTreeSet<RecordId>>,
    unsealed: BTreeSet<RecordId>,
    /// Up to where this session has pulled.
    cursor: Option<Cursor>,
    differs: Differs,
    under_way: UnderWay,
    wants: Wants,
    compacting: Compacting,
    /// Writers for whose sake the members were asked for again: still unknown after that, they are no members.
    asked_about: BTreeSet<MemberId>,
    live: Live,
    /// Waiting for `Woken` before anything is sent again.
    resting: bool,
    backoff: Backoff,
    live_backoff: Backoff,
    standing: Standing,
    shown: Option<Standing>,
}

/// In what the server's log and this device's do not fit together.
#[derive(Debug, Default)]
struct Differs {
    /// The stored cursor names a position that the server does not hold. It stays stored as it is, so that this is noticed
    /// again after a restart, until the logs are brought together.
    stored_cursor: bool,
    /// The server refused a number of this replica. It may have taken the segment, and another device compacted it since:
    /// what is pulled will tell.
    number_taken: bool,
    /// Nothing told: sending would be refused again.
    own_number: bool,
}

/// What is to be asked for when nothing is under way.
#[derive(Debug)]
struct Wants {
    /// The identity changed, and could not be stored.
    identity_store: bool,
    members: bool,
    pull: bool,
}

#[derive(Debug)]
enum UnderWay {
    Nothing,
    Admission,
    Members,
    IdentityStore,
    UnsealedRead { records: BTreeSet<RecordId> },
    OutboxStore { sealed: Vec<Sealed>, sealing: Sealing, records: BTreeSet<RecordId> },
    Push { through: u64 },
    OutboxDrop { through: u64, cursor: Option<Cursor> },
    Pull,
    PulledStore { ops: Vec<Op>, cursor: Cursor, more: bool, set_aside: usize },
    Compaction(Step),
}

impl UnderWay {
    const fn is_request(&self) -> bool {
        matches!(self, Self::Admission | Self::Members | Self::Push { .. } | Self::Pull | Self::Compaction(_))
    }

    /// Records that are about to be sealed, and are in no outbox yet.
    const fn unsealed(&self) -> &BTreeSet<RecordId> {
        const NONE: &BTreeSet<RecordId> = &BTreeSet::new();
        match self {
            Self::UnsealedRead { records } | Self::OutboxStore { records, .. } => records,
            _ => NONE,
        }
    }
}

/// A segment that was just sealed, and the records that it changes.
type Sealed = (OutboxSegment, BTreeSet<RecordId>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Live {
    Closed,
    Resting,
    Opening,
    Open,
}

impl Engine {
    /// An engine that goes on where the store's last session ended.
    pub fn new(identity: Identity, persisted: Persisted) -> Self {
        let Persisted { sealing, outbox, cursor, set_aside, unsealed: records } = persisted;
        // Put in one by one: collecting into a set brings a sort for each type into the app.
        let mut unsealed = BTreeSet::new();
        unsealed.extend(records);
        Self {
            standing: Standing { set_aside, devices: identity.devices(), ..Standing::default() },
            identity,
            sealing,
            outbox: outbox.into(),
            in_outbox: BTreeMap::new(),
            unsealed,
            cursor,
            differs: Differs::default(),
            under_way: UnderWay::Nothing,
            wants: Wants { identity_store: false, members: true, pull: true },
            compacting: Compacting::default(),
            asked_about: BTreeSet::new(),
            live: Live::Closed,
            resting: false,
            backoff: Backoff::default(),
            live_backoff: Backoff::default(),
            shown: None,
        }
    }

    /// This device as a member.
    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Takes in one event; the effects are to be carried out in their order.
    pub fn handle(&mut self, event: Event, circumstances: Circumstances) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Started => {}
            Event::Saved(records) => self.unsealed.extend(records),
            Event::UnsealedRead { ops, through } => self.seal(&ops, through, circumstances, &mut effects),
            Event::OutboxStored => self.outbox_stored(),
            Event::OutboxDropped => self.outbox_dropped(),
            Event::PulledStored => self.pulled_stored(&mut effects),
            Event::IdentityStored => self.under_way = UnderWay::Nothing,
            Event::StoreFailed => self.fail(SyncTrouble::Storage, None, circumstances, &mut effects),
            Event::Answered(reply) => self.answered(reply, circumstances, &mut effects),
            Event::LiveOpened => {
                if self.live == Live::Opening {
                    self.live = Live::Open;
                }
            }
            Event::Noticed(notice) => self.noticed(&notice),
            Event::LiveClosed => self.live_closed(circumstances, &mut effects),
            Event::Woken => self.wake(),
            Event::Nudged => {
                self.wake();
                // A live channel may have died without a word while the app was away.
                self.wants.pull = true;
            }
        }
        self.go_on(&mut effects);
        self.show(&mut effects);
        effects
    }

    /// Begins what comes next, if nothing is under way.
    fn go_on(&mut self, effects: &mut Vec<Effect>) {
        if self.live == Live::Closed && self.identity.is_admitted() && !self.resting {
            self.live = Live::Opening;
            effects.push(Effect::OpenLive(self.identity.token()));
        }
        if !matches!(self.under_way, UnderWay::Nothing) || self.resting {
            return;
        }
        let may_send = !self.differs.own_number && !self.differs.number_taken;
        let was_never_sealed = self.sealing.through.is_none();
        let next = if self.wants.identity_store {
            self.wants.identity_store = false;
            Some(self.store_identity())
        } else if !self.identity.is_admitted() {
            self.admission()
        } else if may_send && !self.outbox.is_empty() {
            self.push()
        } else if may_send && (was_never_sealed || !self.unsealed.is_empty()) {
            // What is saved from here on may not be in what is read, and counts anew.
            let records = std::mem::take(&mut self.unsealed);
            let read = StoreEffect::ReadUnsealed { after: self.sealing.through };
            Some((UnderWay::UnsealedRead { records }, Effect::Store(read)))
        } else if self.wants.members {
            self.wants.members = false;
            Some((UnderWay::Members, Effect::Send(self.members_request())))
        } else if self.wants.pull {
            self.wants.pull = false;
            self.pull()
        } else {
            self.compaction()
        };
        self.begin(next, effects);
    }

    fn begin(&mut self, next: Next, effects: &mut Vec<Effect>) {
        if let Some((under_way, effect)) = next {
            self.under_way = under_way;
            effects.push(effect);
        }
    }

    fn answered(&mut self, reply: Reply, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        if !self.under_way.is_request() {
            // An answer to nothing that was asked.
            return;
        }
        let under_way = match std::mem::replace(&mut self.under_way, UnderWay::Nothing) {
            UnderWay::Compaction(step) => {
                let next = self.compaction_answered(step, &reply, circumstances);
                self.begin(next, effects);
                return;
            }
            under_way => under_way,
        };
        let (status, body) = match reply {
            Reply::NoAnswer => {
                self.want_again(under_way);
                self.standing.connected = false;
                self.rest(None, circumstances, effects);
                return;
            }
            Reply::Answer { status, body } => (status, body),
        };
        let outcome = match (&under_way, status) {
            (UnderWay::Admission, 201) => self.admitted(&body, circumstances),
            (UnderWay::Members, 200) => self.members_told(&body, circumstances),
            (UnderWay::Push { through }, 200) => self.pushed(*through, &body),
            (UnderWay::Pull, 200) => self.page_came(&body),
            _ => Err(Refusal::read(status, &body)),
        };
        match outcome {
            Ok(next) => {
                self.standing.connected = true;
                self.standing.trouble = None;
                self.backoff.reset();
                self.begin(next, effects);
            }
            Err(Refusal { kind: Some(ProblemKind::Lost), .. }) if matches!(under_way, UnderWay::Pull) => {
                self.differs.stored_cursor = true;
                self.cursor = None;
                self.wants.pull = true;
                if self.standing.trouble.is_some() {
                    // It was lost before and nothing has gone well since: no haste.
                    self.rest(None, circumstances, effects);
                }
                self.standing.trouble = Some(SyncTrouble::LogsDiffer);
            }
            Err(Refusal { kind: Some(ProblemKind::NumberTaken), .. }) if matches!(under_way, UnderWay::Push { .. }) => {
                self.differs.number_taken = true;
                self.wants.pull = true;
            }
            Err(refusal) => {
                let trouble = refusal.trouble(matches!(under_way, UnderWay::Admission));
                self.want_again(under_way);
                self.fail(trouble, refusal.retry_after_seconds, circumstances, effects);
            }
        }
    }

    fn want_again(&mut self, under_way: UnderWay) {
        match under_way {
            UnderWay::UnsealedRead { records } | UnderWay::OutboxStore { records, .. } => self.unsealed.extend(records),
            UnderWay::IdentityStore => self.wants.identity_store = true,
            UnderWay::Members => self.wants.members = true,
            UnderWay::Pull | UnderWay::PulledStore { .. } => self.wants.pull = true,
            // The rest is asked for by what is still there: the outbox, what is not sealed, not being admitted.
            _ => {}
        }
    }

    fn fail(
        &mut self,
        trouble: SyncTrouble,
        asked_seconds: Option<u64>,
        circumstances: Circumstances,
        effects: &mut Vec<Effect>,
    ) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        self.want_again(under_way);
        self.standing.trouble = Some(trouble);
        self.rest(asked_seconds, circumstances, effects);
    }

    fn rest(&mut self, asked_seconds: Option<u64>, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        self.resting = true;
        let ms = self.backoff.fail(dice(circumstances), asked_seconds);
        effects.push(Effect::WakeAfter { ms });
    }

    fn wake(&mut self) {
        self.resting = false;
        if self.live == Live::Resting {
            self.live = Live::Closed;
        }
        if self.live != Live::Open {
            // What the live channel would have told is asked for.
            self.wants.pull = true;
        }
    }

    fn noticed(&mut self, notice: &Notice) {
        self.live_backoff.reset();
        let here =
            self.cursor.map_or((0, Mark([0; 8])), |cursor| (cursor.position, cursor.mark.unwrap_or(Mark([0; 8]))));
        if self.identity.journal() == Some(notice.stream) && (notice.head, notice.mark) != here {
            self.wants.pull = true;
        }
    }

    fn live_closed(&mut self, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        self.live = Live::Resting;
        if !self.resting {
            let ms = self.live_backoff.fail(dice(circumstances), None);
            effects.push(Effect::WakeAfter { ms });
        }
    }

    /// How many records wait. One that was changed again while it waited is in several segments, and counts once.
    fn waiting(&self) -> usize {
        let mut records: BTreeSet<&RecordId> = BTreeSet::new();
        records.extend(self.unsealed.iter().chain(self.under_way.unsealed()));
        records.extend(self.in_outbox.values().flatten());
        let from_before = self.outbox.iter().filter(|segment| !self.in_outbox.contains_key(&segment.number));
        records.len() + from_before.map(|segment| segment.records as usize).sum::<usize>()
    }

    fn show(&mut self, effects: &mut Vec<Effect>) {
        self.standing.waiting = self.waiting();
        self.standing.devices = self.identity.devices();
        if self.differs.stored_cursor || self.differs.own_number {
            self.standing.trouble.get_or_insert(SyncTrouble::LogsDiffer);
        }
        if self.shown.as_ref() != Some(&self.standing) {
            self.shown = Some(self.standing.clone());
            effects.push(Effect::Show(self.standing.clone()));
        }
    }
}

/// What comes next, or why not.
type Next = Option<(UnderWay, Effect)>;

fn dice(circumstances: Circumstances) -> u64 {
    let (dice, _) = circumstances.random.split_first_chunk().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*dice)
}
