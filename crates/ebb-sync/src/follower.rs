//! One follow of somebody else's journal, on a device of who follows: look at the invitation, leave a card, compare, read the part of the
//! owner's trust log that is for it, read the feed, leave notes, and end. One thing is under way at a time, besides the live channel.
//!
//! Arrives: events. Leaves: effects. Never here: I/O, clocks, randomness, sentences. The device's store and the person's own journal are the
//! driver's: [`conformance`] says what a store must do.

mod answering;
pub mod conformance;
mod effect;
mod event;
mod feed;
mod identity;
mod listening;
mod log;
mod mailbox;
mod noting;
mod reading;
mod showing;
mod standing;

pub use effect::{FEED_SEGMENTS_AT_ONCE, FeedShown, FollowerEffect, FollowerStoreEffect};
pub use event::{FeedCursor, FeedSegment, FollowerEvent, FollowerPersisted, Notes, WaitingNote};
pub use identity::FollowerIdentity;
pub use standing::{FollowEnd, FollowRefused, FollowerNews, FollowerStage, FollowerStanding, NoteRefused};

use ebb_protocol::ids::{AccountId, MemberId};
use ebb_protocol::trust::{FollowedLog, Logged};
use ebb_vault::MemberSecrets;

use crate::backoff::Backoff;
use crate::event::Circumstances;
use feed::{Feed, FollowKeys};
use mailbox::{Mailbox, ReadOffer, Says};
use noting::Noting;
use reading::{Loading, Reading, Storing};

/// The state of one follow.
#[derive(Debug)]
pub struct Follower {
    identity: FollowerIdentity,
    secrets: MemberSecrets,
    member: MemberId,
    own_account: Option<AccountId>,
    /// What is or was offered, once it was read.
    offer: Option<ReadOffer>,
    mailbox: Mailbox,
    logged: Vec<Logged>,
    /// What the chain says; none before the owner has let them in.
    log: Option<FollowedLog>,
    /// The server's log does not continue the chain.
    log_is_short: bool,
    /// How many entries the live channel has told of.
    entries_told: u32,
    keys: FollowKeys,
    feed: Feed,
    reading: Reading,
    loading: Loading,
    noting: Noting,
    ended: Option<FollowEnd>,
    clock_offset_ms: Option<i64>,
    under_way: UnderWay,
    wants: Wants,
    live: Live,
    waiting: Waiting,
    connected: bool,
    reached_ms: Option<i64>,
    told: Option<FollowerStanding>,
}

/// What is to be asked for when nothing is under way.
#[derive(Debug, Default)]
struct Wants {
    log: bool,
    feed: bool,
    store: ToStore,
}

/// What of the chain is to be stored.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum ToStore {
    #[default]
    Nothing,
    Log,
    /// The chain alone: all else goes.
    End,
}

/// When what is tried again.
#[derive(Debug, Default)]
struct Waiting {
    /// For `Woken`, before anything is sent again.
    resting: bool,
    /// The store has failed: for `Woken`, before it is tried again.
    cannot_store: bool,
    /// `Woken` is to come.
    is_to_be_woken: bool,
    /// What this event asks for.
    wake_ms: Option<u64>,
    backoff: Backoff,
    live_backoff: Backoff,
}

#[derive(Debug)]
enum UnderWay {
    Nothing,
    Keep,
    Mailbox,
    LogRead,
    LogStore,
    FeedRead,
    FeedPage,
    FeedStore(Box<Storing>),
    NotesStore,
    NotesPush { through: u64 },
    Drop,
}

impl UnderWay {
    const fn is_request(&self) -> bool {
        matches!(self, Self::Mailbox | Self::LogRead | Self::FeedPage | Self::NotesPush { .. })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Live {
    Closed,
    Resting,
    Opening,
    Open,
}

/// What comes next, or why not.
type Next = Option<(UnderWay, FollowerEffect)>;

impl Follower {
    /// A follow that goes on where the store's last session ended. `own_account` is that of the person's own journal, if it has one: an
    /// invitation of that is not taken up.
    pub fn new(identity: FollowerIdentity, own_account: Option<AccountId>, persisted: FollowerPersisted) -> Self {
        let FollowerPersisted { log: logged, clock_offset_ms, cursor, heard_ms, notes } = persisted;
        let secrets = identity.secrets();
        let member = secrets.member();
        let offer = identity.is_accepted().then(|| ReadOffer::open(&identity.code, &identity.offer)).transpose();
        // Another device of theirs, with a newer version, may have said yes to what this one does not understand.
        let (offer, refused) = offer.map_or_else(|refused| (None, Some(refused)), |offer| (offer, None));
        // What is damaged is read anew: nothing here is the only copy, but notes.
        let log = FollowedLog::of_chain(logged.iter().map(|logged| logged.entry.as_slice()), member).ok();
        let log = log.filter(|log| log.own().is_some());
        let logged = if log.is_some() { logged } else { Vec::new() };
        let mut keys = FollowKeys::default();
        if let Some(log) = &log {
            keys.extend(log, &secrets, &logged);
        }
        let feed = Feed { cursor, heard_ms, ..Feed::default() };
        let loading = if log.is_some() { Loading::After(0, None) } else { Loading::Done };
        Self {
            wants: Wants { log: log.is_some(), feed: log.is_some(), ..Wants::default() },
            feed: if log.is_some() { feed } else { Feed::default() },
            noting: Noting::of(notes),
            mailbox: Mailbox::refused(refused),
            log_is_short: false,
            entries_told: 0,
            reading: Reading::default(),
            ended: None,
            under_way: UnderWay::Nothing,
            live: Live::Closed,
            waiting: Waiting::default(),
            connected: false,
            reached_ms: None,
            told: None,
            identity,
            secrets,
            member,
            own_account,
            offer,
            logged,
            log,
            keys,
            loading,
            clock_offset_ms,
        }
    }

    /// What all devices of who follows hold of it. The record of the person's own journal is this text once `Keep` has told it.
    pub const fn identity(&self) -> &FollowerIdentity {
        &self.identity
    }

    /// The account that is followed, once the offer was read.
    pub fn account(&self) -> Option<AccountId> {
        let of_log = self.log.as_ref().map(|log| log.state().account());
        of_log.or_else(|| self.offer.as_ref().map(|read| read.offer.account))
    }

    /// The notes that wait to be sent, in the order in which they were written.
    pub fn notes_waiting(&self) -> &[WaitingNote] {
        &self.noting.notes.waiting
    }

    /// Takes in one event; the effects are to be carried out in their order.
    pub fn handle(&mut self, event: FollowerEvent, circumstances: Circumstances) -> Vec<FollowerEffect> {
        let mut effects = Vec::new();
        match event {
            FollowerEvent::Started => {}
            FollowerEvent::Accepted => {
                if !self.identity.is_accepted() && self.offer.is_some() {
                    self.mailbox.says = Says::Yes;
                }
            }
            FollowerEvent::TellOwner => self.mailbox.tell_owner(),
            FollowerEvent::Kept => {
                if matches!(self.under_way, UnderWay::Keep) {
                    self.under_way = UnderWay::Nothing;
                    self.kept();
                }
            }
            FollowerEvent::FeedRead(segments) => {
                if matches!(self.under_way, UnderWay::FeedRead) {
                    self.under_way = UnderWay::Nothing;
                    self.loaded(&segments, &mut effects);
                }
            }
            FollowerEvent::Stored => self.stored(&mut effects),
            FollowerEvent::StoreFailed => {
                let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
                self.want_again(under_way);
                self.waiting.cannot_store = true;
                self.rest(None, circumstances);
            }
            FollowerEvent::WriteNote(text) => self.write_note(text, circumstances),
            FollowerEvent::DropNote(number) => self.drop_note(number),
            FollowerEvent::Answered(reply) => self.answered(reply, circumstances, &mut effects),
            FollowerEvent::LiveOpened => {
                if self.live == Live::Opening {
                    self.live = Live::Open;
                }
            }
            FollowerEvent::Noticed(frame) => self.noticed(&frame),
            FollowerEvent::LiveClosed => self.live_closed(circumstances),
            FollowerEvent::Woken => {
                self.waiting.is_to_be_woken = false;
                self.wake();
            }
            FollowerEvent::Nudged => self.nudged(),
        }
        self.look_for_the_end(circumstances, &mut effects);
        self.go_on(circumstances, &mut effects);
        self.ask_to_be_woken(circumstances, &mut effects);
        self.tell(&mut effects);
        effects
    }

    fn stored(&mut self, effects: &mut Vec<FollowerEffect>) {
        let is_store = matches!(
            self.under_way,
            UnderWay::LogStore | UnderWay::FeedStore(_) | UnderWay::NotesStore | UnderWay::Drop
        );
        if !is_store {
            return;
        }
        if let UnderWay::FeedStore(storing) = std::mem::replace(&mut self.under_way, UnderWay::Nothing) {
            self.page_stored(*storing, effects);
        }
    }

    /// Begins what comes next, if nothing is under way.
    fn go_on(&mut self, circumstances: Circumstances, effects: &mut Vec<FollowerEffect>) {
        let may_listen = self.log.is_some() && self.ended.is_none() && !self.is_loading();
        if may_listen
            && self.live == Live::Closed
            && let Some(token) = self.token()
        {
            self.live = Live::Opening;
            effects.push(FollowerEffect::OpenLive(token));
        }
        if !matches!(self.under_way, UnderWay::Nothing) {
            return;
        }
        let next =
            self.next_to_store(circumstances).or_else(|| if self.waiting.resting { None } else { self.next_to_send() });
        if let Some((under_way, effect)) = next {
            self.under_way = under_way;
            effects.push(effect);
        }
    }

    const fn is_loading(&self) -> bool {
        matches!(self.loading, Loading::After(..))
    }

    /// What has to be stored or read here: that waits for no network.
    fn next_to_store(&mut self, circumstances: Circumstances) -> Next {
        if self.waiting.cannot_store {
            return None;
        }
        match std::mem::take(&mut self.wants.store) {
            ToStore::Nothing => {}
            ToStore::Log => return Some(self.store_log()),
            ToStore::End => return Some(self.drop_copy()),
        }
        if let Loading::After(after, _) = &self.loading {
            if self.ended.is_none() {
                return Some(Self::load(*after));
            }
            self.loading = Loading::Done;
        }
        self.reseal_notes(circumstances);
        self.noting.is_to_be_stored.then(|| self.store_notes())
    }

    fn next_to_send(&mut self) -> Next {
        if self.log.is_none() {
            return self.next_on_the_way_in();
        }
        match self.ended {
            Some(FollowEnd::Stopped | FollowEnd::Closed) => return None,
            Some(FollowEnd::Over) => return self.wants.log.then(|| self.read_log()),
            None => {}
        }
        if self.wants.log {
            return Some(self.read_log());
        }
        if self.wants.feed {
            return self.read_feed();
        }
        self.push_notes()
    }
}

fn dice(circumstances: Circumstances) -> u64 {
    let (dice, _) = circumstances.random.split_first_chunk().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*dice)
}
