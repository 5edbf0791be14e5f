//! From what the server holds to what this device has stored and shows.

use ebb_protocol::endpoints::PULL;
use ebb_protocol::head::{SegmentHead, SegmentKind};
use ebb_protocol::ids::SegmentHash;
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled};
use ebb_protocol::trust::TrustState;
use ebb_replica::{Op, Reach};

use super::admitting::{json, post};
use super::mending::Repair;
use super::opening::Read;
use super::refusal::Refusal;
use super::unfolding::Page;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, ReplicaHead, SetAside, StoreEffect};
use crate::standing::SyncTrouble;

/// So often in a row the trust log is read for the sake of one page.
const ASKS_MAX: u8 = 3;

impl Engine {
    pub(super) fn pull(&self) -> Next {
        let stream = self.trust.as_ref()?.journal();
        let cursor = self.cursor.unwrap_or(Cursor { stream, position: 0, mark: None });
        let request = post(PULL, json(&PullRequest { cursors: vec![cursor] }));
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
                return Ok(Some(self.store_page(false, Vec::new(), self.cursor, Vec::new())));
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
        let (mut read_all, mut set_aside, mut asking, mut is_of_newer_log) = (Vec::new(), Vec::new(), None, false);
        let standing = page.segments.len();
        for (index, pulled) in page.segments.iter().chain(&page.inputs).enumerate() {
            match self.open(trust, &pulled.segment) {
                Ok(read) => {
                    is_of_newer_log |= !trust.holds(read.trust_head);
                    read_all.push((index < standing, read));
                }
                Err(unread) => {
                    is_of_newer_log |= unread.is_of_newer_log;
                    let segment = &pulled.segment;
                    if asking.is_none() {
                        asking = page.asked.asks_about(segment);
                    }
                    // Of the others, the segment that holds them is set aside, and it has the position.
                    if index < standing {
                        let (position, reason) = (pulled.position, unread.reason);
                        set_aside.push(SetAside { position, reason, bytes: segment.clone() });
                    }
                }
            }
        }
        if is_of_newer_log && self.asked_log == 0 {
            return self.ask_log();
        }
        if let Some(asking) = asking {
            return Ok(Some(self.ask_back(page, asking)));
        }
        self.compacting.seen += standing;
        self.note_others(&page.segments);
        let mut ops = Vec::new();
        for (is_standing, read) in read_all {
            self.note(&read);
            if is_standing {
                // What was asked back is gone from the server one day.
                self.repair.found(&read.contents.ops);
            }
            ops.extend(read.contents.ops);
        }
        Ok(Some(self.store_page(page.more, ops, Some(page.cursor), set_aside)))
    }

    /// The trust log is read, then the page is pulled again. Where that does not help, the server shows segments of a log
    /// that it does not show: it is given time before they are set aside.
    fn ask_log(&mut self) -> Result<Next, Refusal> {
        self.asked_log += 1;
        self.wants.log = true;
        self.wants.pull = true;
        if self.asked_log < ASKS_MAX { Ok(None) } else { Err(SyncTrouble::OddAnswer.into()) }
    }

    fn store_page(
        &self,
        more: bool,
        ops: Vec<Op>,
        cursor: Option<Cursor>,
        set_aside: Vec<SetAside>,
    ) -> (UnderWay, Effect) {
        // While the logs are being brought together, the stored cursor stays the one that the server did not know: so a
        // restart notices again.
        let stored_cursor = if self.repair.is_mending() { None } else { cursor };
        let under_way = UnderWay::PulledStore { ops: ops.clone(), cursor, more, set_aside: set_aside.len() };
        let replicas = self.replicas.values().copied().collect();
        (under_way, Effect::Store(StoreEffect::PutPulled { ops, cursor: stored_cursor, set_aside, replicas }))
    }

    /// Remembers the last segment of each replica of other devices, whether it opens or not: otherwise nobody who wrote one
    /// that does not open could be dismissed.
    fn note_others(&mut self, segments: &[Pulled]) {
        let Some(trust) = &self.trust else { return };
        for pulled in segments {
            let Ok(head) = SegmentHead::of_segment(&pulled.segment) else { continue };
            let SegmentHead { replica, writer, number, .. } = head;
            // A compacted one has no number.
            let is_numbered = head.kind != SegmentKind::Compacted;
            if is_numbered
                && trust.is_device(writer)
                && writer != self.secrets.member()
                && head.stream == trust.journal()
            {
                let hash = SegmentHash::of(&pulled.segment);
                self.replicas.insert(replica, ReplicaHead { replica, writer, number, hash });
            }
        }
    }

    /// Remembers the last segment of each replica that goes by this member's name, and of each that a compacted segment
    /// reaches; looks at those of this device's own.
    fn note(&mut self, read: &Read) {
        let is_compacted = read.kind == SegmentKind::Compacted;
        for Reach { replica, writer, number, hash } in read.contents.reaches.iter().copied() {
            let noted = ReplicaHead { replica, writer, number, hash };
            let is_device = self.trust.as_ref().is_some_and(|trust| trust.is_device(writer));
            if writer == self.secrets.member() || (is_compacted && is_device) {
                let known = self.replicas.entry(replica).or_insert(noted);
                if known.number < number {
                    *known = noted;
                }
            }
            if replica == self.identity.replica {
                self.look_at_own(&noted, (!is_compacted).then_some(&read.contents.ops));
            }
        }
    }

    pub(super) fn pulled_stored(&mut self, effects: &mut Vec<Effect>) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        if let UnderWay::PulledStore { ops, cursor, more, set_aside } = under_way {
            self.cursor = cursor;
            self.asked_log = 0;
            self.standing.set_aside += set_aside;
            self.wants.pull |= more;
            if !more {
                self.repair.pulled_all();
            }
            if !ops.is_empty() {
                effects.push(Effect::Merge(ops));
            }
        }
    }

    /// The server does not hold the position that this device names: its database is gone, or an old one came back.
    pub(super) fn lost(&mut self) {
        self.cursor = None;
        self.replicas.clear();
        self.repair = Repair::mending();
    }
}

/// Whether a segment names a writer or an epoch of which this device does not know.
fn is_of_newer_log(trust: &TrustState, pulled: &Pulled) -> bool {
    SegmentHead::of_segment(&pulled.segment)
        .is_ok_and(|head| head.epoch > trust.epoch() || !trust.members().contains_key(&head.writer))
}
