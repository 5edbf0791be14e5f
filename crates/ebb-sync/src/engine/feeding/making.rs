//! The difference between a feed and what it is to show: all of it, or what some records reach. The journal is looked at in pieces.
//!
//! What a feed lacks is added to it. Where something is withdrawn, or the feed is to be written anew for another reason, all that is
//! shown now takes the place of what was there: what is not shown any more then stands nowhere.

use std::collections::BTreeMap;

use ebb_journal::scope::{FeedChange, FeedId, FollowTerms, Scope, Shown};
use ebb_protocol::ids::{MemberId, SegmentHash};
use ebb_vault::{FeedNames, FollowBody};

use super::loading::{Held, hash};
use super::{Engine, FeedStep, Next, Pending, UnderWay};
use crate::effect::Effect;
use crate::event::Circumstances;
use crate::feeds::{FeedCursor, FeedSegment};
use crate::follows::{body_of, scope_of};
use crate::projecting::{Piece, Projected, Projecting};
use crate::standing::FeedStanding;

/// Records that are looked at, and sealed, at once.
pub(super) const PIECE_RECORDS: usize = 2_000;

/// What a feed tells besides records.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) bytes: Vec<u8>,
    pub(super) is_to_be_told: bool,
}

/// A difference that is being taken.
#[derive(Debug)]
pub(in crate::engine) struct Work {
    pub(super) is_anew: bool,
    /// By what it is looked at; none where nothing is.
    looking: Option<(Scope, FeedNames)>,
    pub(super) scoped: u32,
    /// Scope and terms in their bytes, and whether each is still to be told.
    pub(super) scope_told: Told,
    pub(super) terms_told: Told,
    /// What the feed shows, and was not met yet while all is looked at.
    unmet: BTreeMap<FeedId, u64>,
    /// What is not sealed yet.
    pub(super) changes: Vec<FeedChange>,
    /// What it shows no longer.
    pub(super) withdrawn: Vec<FeedId>,
    /// What the feed shows besides what it did, or all of it where it is written anew.
    pub(super) shows: BTreeMap<FeedId, u64>,
    pub(super) segments: Vec<FeedSegment>,
    /// Number and hash of the last segment.
    pub(super) number: u64,
    pub(super) hash: SegmentHash,
    pub(super) made_ms: i64,
    pub(super) tally: Vec<u8>,
    /// As many segments are made as one append may hold: the rest comes with another.
    pub(super) is_full: bool,
    /// How far the feed is held once it is stored.
    pub(super) cursor: Option<FeedCursor>,
}

impl Engine {
    /// Begins to look at what is to be shown.
    pub(super) fn begin_work(&mut self, member: MemberId, scope: Scope, body: FollowBody, is_anew: bool) -> Next {
        let follow = self.trust.as_ref()?.follows().get(&member)?;
        let names = FeedNames::new(self.identity.keys.of(follow.begun_epoch)?, follow.feed);
        let scoped = follow.scoped;
        let feed = self.feeds.by_follow.get_mut(&member)?;
        let (number, hash) = feed.last()?;
        let in_work = std::mem::take(&mut feed.pending);
        feed.in_work.join(in_work);
        let is_whole = is_anew || feed.in_work == Pending::All || feed.scoped != Some(scoped);
        let terms = if body.terms.is_empty() { FollowTerms::default().to_bytes() } else { body.terms };
        let told = |bytes: Vec<u8>, last: fn(&Held) -> &Vec<u8>| {
            let is_to_be_told = is_anew || feed.held.as_ref().map(last) != Some(&bytes);
            Told { bytes, is_to_be_told }
        };
        let (scope_told, terms_told) = (told(body.scope, |held| &held.scope), told(terms, |held| &held.terms));
        let unmet = match &feed.held {
            Some(held) if is_whole && !is_anew => held.shows.clone(),
            _ => BTreeMap::new(),
        };
        let piece = match &feed.in_work {
            Pending::Changed(changed) if !is_whole => Piece::ReachedBy(changed.clone()),
            _ => Piece::After(None, PIECE_RECORDS),
        };
        let work = Work {
            is_anew,
            looking: Some((scope, names)),
            scope_told,
            terms_told,
            unmet,
            ..Work::after((number, hash), scoped)
        };
        let next = work.look(member, piece);
        self.feeds.work = Some(work);
        next
    }

    pub(in crate::engine) fn projected(
        &mut self,
        projected: Projected,
        circumstances: Circumstances,
        effects: &mut Vec<Effect>,
    ) {
        let UnderWay::FeedStep(FeedStep::Project(member)) = self.under_way else { return };
        self.under_way = UnderWay::Nothing;
        if !self.is_at_head() {
            // Something was saved, or has come: it may be that less is to be shown. It is looked at again afterwards.
            self.feeds.give_up(member);
            return;
        }
        let next = self.piece_came(member, projected, circumstances);
        if next.is_none() {
            self.feeds.give_up(member);
        }
        self.begin(next, effects);
    }

    fn piece_came(&mut self, member: MemberId, projected: Projected, circumstances: Circumstances) -> Next {
        let mut work = self.feeds.work.take()?;
        let Projected { shown, next } = projected;
        let feed = self.feeds.by_follow.get(&member)?;
        work.compare(shown, feed.held.as_ref().filter(|_| !work.is_anew));
        let is_rest_gone = next.is_none() && !work.is_full && !work.unmet.is_empty();
        // Whoever follows is to find nothing of what was withdrawn.
        if is_rest_gone || !work.withdrawn.is_empty() {
            return self.begin_anew_work(member);
        }
        let is_last = next.is_none();
        if work.changes.len() >= PIECE_RECORDS || work.is_anew || is_last {
            let tells = (work.scope_told.is_to_be_told || work.terms_told.is_to_be_told) && (is_last || work.is_anew);
            if (tells || !work.changes.is_empty()) && !self.seal_piece(member, &mut work, circumstances) {
                self.feeds.by_follow.get_mut(&member)?.standing = FeedStanding::Refused;
                return None;
            }
        }
        match next {
            Some(after) if !work.is_full => {
                let next = work.look(member, Piece::After(Some(after), PIECE_RECORDS));
                self.feeds.work = Some(work);
                next
            }
            _ => self.finish_work(member, work),
        }
    }

    /// All was looked at.
    fn finish_work(&mut self, member: MemberId, work: Work) -> Next {
        if self.outgrows(member, &work) {
            return self.begin_anew_work(member);
        }
        if work.segments.is_empty() {
            // It shows what it is to show.
            let feed = self.feeds.by_follow.get_mut(&member)?;
            (feed.scoped, feed.in_work) = (Some(work.scoped), Pending::default());
            feed.standing = FeedStanding::UpToDate;
            // Another feed may be next.
            return None;
        }
        self.append_to_feed(member, work)
    }

    /// The same, written anew.
    fn begin_anew_work(&mut self, member: MemberId) -> Next {
        let trust = self.trust.as_ref()?;
        let body = body_of(&self.identity, trust, trust.follows().get(&member)?);
        let scope = scope_of(body.as_ref()).ok()?;
        self.begin_work(member, scope, body?, true)
    }
}

impl Work {
    /// Nothing yet, after the segment of that number and hash.
    pub(super) fn after((number, hash): (u64, SegmentHash), scoped: u32) -> Self {
        Self {
            is_anew: false,
            looking: None,
            scoped,
            scope_told: Told::default(),
            terms_told: Told::default(),
            unmet: BTreeMap::new(),
            changes: Vec::new(),
            withdrawn: Vec::new(),
            shows: BTreeMap::new(),
            segments: Vec::new(),
            number,
            hash,
            made_ms: 0,
            tally: Vec::new(),
            is_full: false,
            cursor: None,
        }
    }

    fn look(&self, member: MemberId, piece: Piece) -> Next {
        let (scope, names) = self.looking.clone()?;
        let projecting = Projecting { scope, reader: member, names, piece };
        Some((UnderWay::FeedStep(FeedStep::Project(member)), Effect::Project(Box::new(projecting))))
    }

    /// Compares what a piece shows with what the feed shows.
    fn compare(&mut self, shown: Vec<(FeedId, Option<Shown>)>, held: Option<&Held>) {
        for (id, shown) in shown {
            self.unmet.remove(&id);
            let known = held.and_then(|held| held.shows.get(&id));
            match shown {
                None if known.is_some() => {
                    self.withdrawn.push(id.clone());
                    self.changes.push(FeedChange::Withdraw(id));
                }
                None => {}
                Some(shown) => {
                    let now = hash(&shown);
                    if known != Some(&now) {
                        self.shows.insert(id.clone(), now);
                        self.changes.push(FeedChange::Show(id, shown));
                    }
                }
            }
        }
    }
}
