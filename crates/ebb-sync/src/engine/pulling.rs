//! From what the server holds to what this device has stored and shows.

use std::collections::BTreeMap;

use ebb_protocol::endpoints::PULL;
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled};
use ebb_protocol::trust::TrustState;
use ebb_replica::{Op, Reach};

use super::admitting::{json, post};
use super::following::DOES_NOT_FOLLOW;
use super::mending::Repair;
use super::opening::{Read, Unread};
use super::refusal::Refusal;
use super::unfolding::Page;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, ReplicaHead, SetAside, StoreEffect};
use crate::standing::SyncTrouble;

/// So often in a row the trust log is read for the sake of one page.
const ASKS_MAX: u8 = 3;

/// So often in a row everything is pulled anew because something was missing; then what is there is taken.
const GAPS_MAX: u8 = 3;

impl Engine {
    pub(super) fn pull(&self) -> Next {
        let stream = self.trust.as_ref()?.journal();
        let cursor = self.cursor.unwrap_or(Cursor { stream, position: 0, mark: None });
        let request = post(PULL, json(&PullRequest { cursors: vec![cursor], set_aside: self.last_set_aside(stream) }));
        Some((UnderWay::Pull, Effect::Send(self.signed_in(request))))
    }

    pub(super) fn page_came(&mut self, body: &[u8]) -> Result<Next, Refusal> {
        let page = PullPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let trust = self.trust.as_ref().ok_or(SyncTrouble::Storage)?;
        let stream = trust.journal();
        let Some(page) = page.streams.into_iter().find(|page| page.stream == stream) else {
            return Err(SyncTrouble::OddAnswer.into());
        };
        let (Some(first), Some(last)) = (page.segments.first(), page.segments.last()) else {
            self.repair.pulled_all();
            if self.repair.is_mending() && self.replicas.is_empty() {
                // The heads of what was lost are lost too: a dismissal must not name them.
                let before = self.replicas.clone();
                return Ok(Some(self.store_page(false, Vec::new(), self.cursor, Vec::new(), before)));
            }
            return Ok(None);
        };
        if self.cursor.is_some_and(|cursor| first.position <= cursor.position) {
            return Err(SyncTrouble::OddAnswer.into());
        }
        if self.asked_log < ASKS_MAX && page.segments.iter().any(|pulled| is_of_newer_log(trust, pulled)) {
            // Someone has joined, or there is a new key: that must be known first, then the page is pulled again.
            return self.ask_log();
        }
        let cursor = Cursor { stream, position: last.position, mark: Some(last.mark) };
        self.take(Page::new(page.segments, cursor, page.more))
    }

    /// Opens what was pulled. Where a compacted segment is set aside, what it was made of is asked back first.
    pub(super) fn take(&mut self, mut page: Page) -> Result<Next, Refusal> {
        let trust = self.trust.as_ref().ok_or(SyncTrouble::Storage)?;
        let all = || page.segments.iter().chain(&page.inputs);
        let mut read_all: Vec<_> = all().map(|pulled| self.open(trust, &pulled.segment)).collect();
        let is_of_newer_log = |read: &Result<Read, Unread>| match read {
            Ok(read) => !trust.holds(read.trust_head),
            Err(unread) => unread.is_of_newer_log,
        };
        if self.asked_log == 0 && read_all.iter().any(is_of_newer_log) {
            return self.ask_log();
        }
        let astray = self.astray(trust, &page);
        let stands_astray = astray.iter().take(page.segments.len()).any(|is_astray| *is_astray);
        if self.gaps < GAPS_MAX && (stands_astray || self.has_gap(trust, &page, &read_all)) {
            self.gaps += 1;
            self.lost();
            return Err(SyncTrouble::OddAnswer.into());
        }
        for (read, _) in read_all.iter_mut().zip(&astray).filter(|(_, is_astray)| **is_astray) {
            *read = Err(DOES_NOT_FOLLOW.to_owned().into());
        }
        let mut unread = all().zip(&read_all).filter(|(_, read)| read.is_err());
        if let Some(asking) = unread.find_map(|(pulled, _)| page.asked.asks_about(&pulled.segment)) {
            page.asked.note(asking);
            return Ok(Some(self.ask_back(page, asking)));
        }
        Ok(Some(self.take_in(page, read_all, &astray)))
    }

    /// Takes in what was opened, and sets aside what was not.
    fn take_in(&mut self, page: Page, read_all: Vec<Result<Read, Unread>>, astray: &[bool]) -> (UnderWay, Effect) {
        let replicas_before = self.replicas.clone();
        self.compacting.seen += page.segments.len();
        self.note_others(&page.segments);
        self.note_dismissed(&page, astray);
        let Page { segments, cursor, more, .. } = page;
        let (mut ops, mut set_aside) = (Vec::new(), Vec::new());
        let mut segments = segments.into_iter();
        for read in read_all {
            // None for what was asked back, which comes last.
            let standing = segments.next();
            match (read, standing) {
                (Ok(read), standing) => {
                    self.note(&read, standing.is_none());
                    if standing.is_some() {
                        // What was asked back is gone from the server one day.
                        self.repair.found(&read.contents.ops);
                    }
                    ops.extend(read.contents.ops);
                }
                (Err(Unread { reason, .. }), Some(Pulled { position, segment, .. })) => {
                    self.aside.note(&segment);
                    set_aside.push(SetAside { position, reason, bytes: segment });
                }
                // The segment that holds it is set aside, and it has the position.
                (Err(_), None) => {}
            }
        }
        self.store_page(more, ops, Some(cursor), set_aside, replicas_before)
    }

    /// The trust log is read, then the page is pulled again. Where that does not help, the server shows segments of a log
    /// that it does not show: it is given time before they are set aside.
    fn ask_log(&mut self) -> Result<Next, Refusal> {
        self.asked_log += 1;
        self.wants.log = true;
        self.wants.pull = true;
        if self.asked_log < ASKS_MAX { Ok(None) } else { Err(SyncTrouble::OddAnswer.into()) }
    }

    pub(super) fn store_page(
        &self,
        more: bool,
        ops: Vec<Op>,
        cursor: Option<Cursor>,
        set_aside: Vec<SetAside>,
        replicas_before: BTreeMap<ReplicaId, ReplicaHead>,
    ) -> (UnderWay, Effect) {
        // While the logs are being brought together, the stored cursor stays the one that the server did not know: so a
        // restart notices again.
        let stored_cursor = if self.repair.is_mending() { None } else { cursor };
        let aside = set_aside.iter().map(|segment| segment.position).collect();
        let under_way = UnderWay::PulledStore { ops: ops.clone(), cursor, more, set_aside: aside, replicas_before };
        let mut noted = self.replicas.clone();
        noted.extend(self.mended_for.iter().map(|head| (head.replica, *head)));
        let replicas = noted.into_values().collect();
        (under_way, Effect::Store(StoreEffect::PutPulled { ops, cursor: stored_cursor, set_aside, replicas }))
    }

    /// Whether a page leaves out segments of a device, this one's own included: the numbers of a replica rise by one, but where a
    /// compacted segment says how far it reaches. It is not the answer to what was asked, or the server withholds something; all is pulled anew.
    fn has_gap(&self, trust: &TrustState, page: &Page, read_all: &[Result<Read, Unread>]) -> bool {
        let mut last: BTreeMap<ReplicaId, u64> = BTreeMap::new();
        for (pulled, read) in page.segments.iter().zip(read_all) {
            let Ok(head) = SegmentHead::of_segment(&pulled.segment) else { continue };
            if head.kind == SegmentKind::Compacted {
                // What one reaches that does not open nobody can tell.
                let Ok(read) = read else { return false };
                for reach in &read.contents.reaches {
                    let last = last.entry(reach.replica).or_insert_with(|| self.noted_number(reach.replica));
                    *last = (*last).max(reach.number);
                }
                continue;
            }
            if !trust.is_device(head.writer) || head.stream != trust.journal() {
                continue;
            }
            let last = last.entry(head.replica).or_insert_with(|| self.noted_number(head.replica));
            if head.number > *last + 1 {
                return true;
            }
            *last = head.number;
        }
        false
    }

    fn noted_number(&self, replica: ReplicaId) -> u64 {
        let noted = self.replicas.get(&replica).map_or(0, |noted| noted.number);
        if replica == self.identity.replica && self.cursor.is_some() && !self.repair.is_mending() {
            // What was sent to an empty log is not pulled.
            return noted.max(self.confirmed);
        }
        noted
    }

    /// Remembers the last segment of each replica of other devices, whether it opens or not: otherwise nobody who wrote one
    /// that does not open could be dismissed.
    fn note_others(&mut self, segments: &[Pulled]) {
        let Some(trust) = &self.trust else { return };
        for pulled in segments {
            let Ok(head) = SegmentHead::of_segment(&pulled.segment) else { continue };
            let SegmentHead { replica, writer, number, .. } = head;
            // A compacted one has no number.
            if head.kind == SegmentKind::Compacted || writer == self.member || head.stream != trust.journal() {
                continue;
            }
            let is_own_name = replica == self.identity.replica;
            if is_own_name {
                // This phone was set up from a backup of before it was this member: the name is another's.
                self.repair.is_a_clone();
            }
            if is_own_name || trust.is_device(writer) {
                let hash = SegmentHash::of(&pulled.segment);
                self.replicas.insert(replica, ReplicaHead { replica, writer, number, hash });
            }
        }
    }

    /// Remembers the last segment of each replica that goes by this member's name, and of each that a compacted segment
    /// reaches, or that was asked back; looks at those of this device's own.
    fn note(&mut self, read: &Read, was_asked_back: bool) {
        let is_compacted = read.kind == SegmentKind::Compacted;
        let is_head_noted = !is_compacted && !was_asked_back;
        for Reach { replica, writer, number, hash } in read.contents.reaches.iter().copied() {
            let noted = ReplicaHead { replica, writer, number, hash };
            let is_own_name = replica == self.identity.replica;
            let is_of_dismissed = is_compacted && self.is_dismissed(writer);
            let is_told = is_own_name || self.trust.as_ref().is_some_and(|trust| trust.is_device(writer));
            if writer == self.member || is_of_dismissed || (is_told && !is_head_noted) {
                let known = self.replicas.entry(replica).or_insert(noted);
                if known.number < number {
                    *known = noted;
                }
            }
            if is_own_name {
                self.look_at_own(&noted, (!is_compacted).then_some(&read.contents.ops));
            }
        }
    }

    pub(super) fn pulled_stored(&mut self, effects: &mut Vec<Effect>) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        if let UnderWay::PulledStore { ops, cursor, more, set_aside, .. } = under_way {
            // Where others belong to the account, they are told that this is stored: the next pull says so.
            self.wants.pull |= self.cursor != cursor && self.devices() > 1;
            self.cursor = cursor;
            self.asked_log = 0;
            if !more {
                self.gaps = 0;
            }
            self.aside.positions.extend(set_aside);
            self.wants.pull |= more;
            if !more {
                self.repair.pulled_all();
            }
            self.feeds.changed(ops.iter().map(|op| &op.record));
            if !ops.is_empty() {
                effects.push(Effect::Merge(ops));
            }
        }
    }

    /// The server does not hold the position that this device names: its database is gone, or an old one came back.
    pub(super) fn lost(&mut self) {
        (self.cursor, self.last_place) = (None, 0);
        // What was read past a cut, or under this name by another, stays noted until all is brought together: where the server holds
        // the stored cursor, nothing else tells a restart that something is to be mended.
        let tells = |head: &&ReplicaHead| self.is_past_a_cut(head) || self.is_anothers(head);
        let told: Vec<_> = self.replicas.values().filter(tells).copied().collect();
        self.mended_for.extend(told);
        self.replicas.clear();
        self.reached.clear();
        self.repair = Repair::mending();
    }
}

/// Whether a segment names a writer or an epoch of which this device does not know.
fn is_of_newer_log(trust: &TrustState, pulled: &Pulled) -> bool {
    SegmentHead::of_segment(&pulled.segment)
        .is_ok_and(|head| head.epoch > trust.epoch() || !trust.members().contains_key(&head.writer))
}
