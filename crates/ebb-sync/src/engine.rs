//! The sync engine of one journal. One thing is under way at a time, besides the live channel: enter the account, read or change
//! the trust log, bring logs together that differ, send what waits, seal what was saved, pull, and compact when there is nothing
//! else to do.
//!
//! Arrives: events. Leaves: effects. Never here: I/O, clocks, randomness, sentences.

mod admitting;
mod answering;
mod aside;
mod compacting;
mod dismissing;
mod feeding;
mod following;
mod listening;
mod mending;
mod notes;
mod opening;
mod pulling;
mod reaching;
mod refusal;
mod restoring;
mod sending;
mod sharing;
mod showing;
mod trusting;
mod under_way;
mod unfolding;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ebb_journal::RecordId;
use ebb_journal::scope::RULES;
use ebb_protocol::ids::{MemberId, ReplicaId};
use ebb_protocol::live::Reached;
use ebb_protocol::pull::Cursor;
use ebb_protocol::trust::TrustState;
use ebb_vault::MemberSecrets;

use crate::backoff::Backoff;
use crate::effect::{Effect, OutboxSegment, ReplicaHead, Sealing, StoreEffect};
use crate::event::{Circumstances, Event, Persisted, Wish};
use crate::identity::Identity;
use crate::standing::{Standing, SyncTrouble};
use admitting::Join;
use aside::Aside;
use compacting::Compacting;
use feeding::Feeds;
use mending::Repair;
use restoring::Restore;
use under_way::UnderWay;

/// The state of sync for one journal.
#[derive(Debug)]
pub struct Engine {
    identity: Identity,
    secrets: MemberSecrets,
    /// Its name as a member: made from its key once, which takes longer than all else that is done with it.
    member: MemberId,
    /// What the identity's trust log says; none while joining, or where what was stored of it is damaged.
    trust: Option<TrustState>,
    join: Join,
    restore: Restore,
    sealing: Sealing,
    outbox: VecDeque<OutboxSegment>,
    /// Which records the segments in the outbox change, by number; unknown of those that were sealed before this session.
    in_outbox: BTreeMap<u64, BTreeSet<RecordId>>,
    unsealed: BTreeSet<RecordId>,
    /// The last number of this replica that the server is known to hold.
    confirmed: u64,
    /// Where the last segment that was sent in this session has its place: later ones have theirs behind it.
    last_place: u64,
    /// Up to where this session has pulled.
    cursor: Option<Cursor>,
    /// The last segment of each replica that was pulled.
    replicas: BTreeMap<ReplicaId, ReplicaHead>,
    /// What tells a restart that all is to be brought together, until it is: heads past a cut, and another's under this name.
    mended_for: Vec<ReplicaHead>,
    repair: Repair,
    under_way: UnderWay,
    wants: Wants,
    compacting: Compacting,
    aside: Aside,
    feeds: Feeds,
    /// The version of the rules of sharing by which feeds are made here.
    rules: u16,
    /// How far each other device has read, as the live channel has told.
    reached: BTreeMap<MemberId, Reached>,
    wishes: VecDeque<Wish>,
    /// A follow's new key could not be given to it; it is tried again when the log has grown.
    keys_refused: bool,
    /// How often in a row the trust log was read again for the sake of what was pulled.
    asked_log: u8,
    /// How often in a row something was missing in what was pulled.
    gaps: u8,
    /// The last push was refused for a reason that another try may not mend: others are read all the same.
    push_refused: bool,
    presenting: Presenting,
    /// How often in a row something else had to be asked for before anything was appended.
    detours: u32,
    live: Live,
    /// Waiting for `Woken` before anything is sent again.
    resting: bool,
    backoff: Backoff,
    live_backoff: Backoff,
    standing: Standing,
    shown: Option<Standing>,
}

/// What is to be asked for when nothing is under way.
#[derive(Debug)]
struct Wants {
    /// The identity changed, and could not be stored.
    identity_store: bool,
    log: bool,
    pull: bool,
}

/// Whether the server has to be shown the trust log, since it does not hold it, or not all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presenting {
    NotNeeded,
    Wanted,
    /// It was, since the last nudge: a server that forgets it again is not shown it over and over.
    Done,
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

/// What comes next, or why not.
type Next = Option<(UnderWay, Effect)>;

impl Engine {
    /// An engine that goes on where the store's last session ended.
    pub fn new(identity: Identity, persisted: Persisted) -> Self {
        Self::of_rules(RULES, identity, persisted)
    }

    /// The same for a version of the app with other rules of sharing than this one's: so a simulation has older versions in it.
    pub fn of_rules(rules: u16, identity: Identity, persisted: Persisted) -> Self {
        let Persisted { sealing, outbox, cursor, set_aside, unsealed: records, replicas, feeds, feeds_settled } =
            persisted;
        // Put in one by one: collecting into a set brings a sort for each type into the app.
        let mut unsealed = BTreeSet::new();
        unsealed.extend(records);
        let mut heads = BTreeMap::new();
        heads.extend(replicas.into_iter().map(|head| (head.replica, head)));
        let trust = TrustState::of_chain(identity.log.iter().map(|logged| logged.entry.as_slice())).ok();
        let is_damaged = trust.is_none() && !identity.log.is_empty();
        let trouble = is_damaged.then_some(SyncTrouble::Storage);
        let secrets = identity.secrets();
        let confirmed = mending::confirmed(&outbox, sealing.number, heads.get(&identity.replica));
        let mut engine = Self {
            standing: Standing { trouble, ..Standing::default() },
            member: secrets.member(),
            secrets,
            trust,
            identity,
            join: Join::default(),
            restore: Restore::default(),
            sealing,
            confirmed,
            outbox: outbox.into(),
            in_outbox: BTreeMap::new(),
            unsealed,
            last_place: 0,
            cursor,
            replicas: heads,
            mended_for: Vec::new(),
            repair: Repair::None,
            under_way: UnderWay::Nothing,
            wants: Wants { identity_store: false, log: true, pull: true },
            compacting: Compacting::default(),
            aside: Aside::new(set_aside),
            feeds: Feeds::default(),
            rules,
            reached: BTreeMap::new(),
            wishes: VecDeque::new(),
            keys_refused: false,
            asked_log: 0,
            gaps: 0,
            push_refused: false,
            presenting: Presenting::NotNeeded,
            detours: 0,
            live: Live::Closed,
            resting: false,
            backoff: Backoff::default(),
            live_backoff: Backoff::default(),
            shown: None,
        };
        engine.begin_feeds(feeds, feeds_settled);
        // Where that was seen, and the last session ended before it was mended.
        if engine.has_read_past_a_cut() {
            engine.lost();
        }
        engine
    }

    /// This device as a member.
    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// What the trust log says, as far as this device has read it.
    pub const fn trust(&self) -> Option<&TrustState> {
        self.trust.as_ref()
    }

    /// Takes in one event; the effects are to be carried out in their order.
    pub fn handle(&mut self, event: Event, circumstances: Circumstances) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Started => {}
            Event::Saved(records) => {
                self.feeds.changed(&records);
                self.unsealed.extend(records);
            }
            Event::UnsealedRead { ops, through } => self.all_or_unsealed(&ops, through, circumstances, &mut effects),
            Event::OutboxStored => self.outbox_stored(),
            Event::OutboxDropped => self.outbox_dropped(),
            Event::PulledStored => self.pulled_stored(&mut effects),
            Event::SetAsideRead(segments) => self.aside_read(&segments, &mut effects),
            Event::SetAsideTaken => self.aside_taken(&mut effects),
            Event::IdentityStored => self.under_way = UnderWay::Nothing,
            Event::BegunAnew => self.begun_anew(&mut effects),
            Event::FeedStored | Event::FeedDropped | Event::FeedsSettledStored | Event::NotesKept => {
                self.feed_step_done();
            }
            Event::FeedRead(segments) => self.feed_read(&segments, &mut effects),
            Event::Projected(projected) => self.projected(projected, circumstances, &mut effects),
            Event::Wished(wish) => {
                self.standing.wish_refused = None;
                self.wishes.push_back(wish);
                self.resting = false;
            }
            Event::StoreFailed => self.fail(SyncTrouble::Storage, None, circumstances, &mut effects),
            Event::Answered(reply) => self.answered(reply, circumstances, &mut effects),
            Event::LiveOpened => {
                if self.live == Live::Opening {
                    self.live = Live::Open;
                    self.feeds.live();
                }
            }
            Event::Noticed(frame) => self.noticed(&frame),
            Event::LiveClosed => self.live_closed(circumstances, &mut effects),
            Event::Woken => self.wake(),
            Event::Nudged => {
                self.wake();
                // A live channel may have died without a word while the app was away.
                self.wants.pull = true;
                self.wants.log = true;
                self.presenting = Presenting::NotNeeded;
                self.nudge_feeds();
            }
        }
        self.go_on(circumstances, &mut effects);
        self.show(&mut effects);
        effects
    }

    /// Begins what comes next, if nothing is under way.
    fn go_on(&mut self, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        let has_ended = self.standing.trouble.is_some_and(SyncTrouble::is_final);
        if self.live == Live::Closed && self.identity.is_admitted() && !self.resting && !has_ended {
            self.live = Live::Opening;
            effects.push(Effect::OpenLive(self.token()));
        }
        if !matches!(self.under_way, UnderWay::Nothing) || self.resting {
            return;
        }
        if self.wants.identity_store {
            self.wants.identity_store = false;
            let (under_way, effect) = self.store_identity();
            self.under_way = under_way;
            effects.push(effect);
            return;
        }
        if has_ended && !self.tells_the_end() {
            return;
        }
        let next = if self.identity.is_admitted() { self.next(circumstances) } else { self.admission() };
        if next.is_none() && !self.identity.is_admitted() {
            self.rest_for(admitting::LOOK_EVERY_MS, effects);
        }
        self.begin(next, effects);
    }

    fn begin(&mut self, next: Next, effects: &mut Vec<Effect>) {
        if let Some((under_way, effect)) = next {
            self.under_way = under_way;
            effects.push(effect);
        }
    }

    /// What comes next for a member: what decides over the rest first.
    fn next(&mut self, circumstances: Circumstances) -> Next {
        if self.presenting == Presenting::Wanted {
            return Some(self.present());
        }
        if std::mem::take(&mut self.wants.log) {
            return Some(self.read_log());
        }
        if let Some(next) = self.repair(circumstances) {
            return Some(next);
        }
        let may_send = matches!(self.repair, Repair::None) && self.may_send();
        // A dismissal names the last segments of whom it is about: they are pulled before.
        let is_cut_known = !(self.wants.pull && matches!(self.wishes.front(), Some(Wish::Dismiss(_))));
        if may_send
            && is_cut_known
            && let Some(next) = self.grant_wish(circumstances)
        {
            return Some(next);
        }
        if may_send && let Some(next) = self.give_key(circumstances) {
            return Some(next);
        }
        let reads_first = self.wants.pull && (self.push_refused || !is_cut_known);
        if may_send && !reads_first && !self.outbox.is_empty() {
            return self.push();
        }
        let was_never_sealed = self.sealing.through.is_none();
        if may_send && !reads_first && (was_never_sealed || !self.unsealed.is_empty()) {
            // What is saved from here on may not be in what is read, and counts anew.
            let records = std::mem::take(&mut self.unsealed);
            let read = StoreEffect::ReadUnsealed { after: self.sealing.through };
            return Some((UnderWay::UnsealedRead { records }, Effect::Store(read)));
        }
        if std::mem::take(&mut self.wants.pull) { self.pull() } else { self.at_rest(circumstances) }
    }

    /// What is done when everything is sent and read.
    fn at_rest(&mut self, circumstances: Circumstances) -> Next {
        self.retrial().or_else(|| self.feeding(circumstances)).or_else(|| self.compaction())
    }

    /// Whether this device may seal and send: it understands the whole trust log, and has the newest key.
    fn may_send(&self) -> bool {
        self.trust.as_ref().is_some_and(|trust| {
            !trust.needs_newer() && !trust.is_closed() && self.identity.keys.of(trust.epoch()).is_some()
        })
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
        let ms = self.backoff.fail(dice(circumstances), asked_seconds);
        self.rest_for(ms, effects);
    }

    fn rest_for(&mut self, ms: u64, effects: &mut Vec<Effect>) {
        self.resting = true;
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
}

fn dice(circumstances: Circumstances) -> u64 {
    let (dice, _) = circumstances.random.split_first_chunk().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*dice)
}
