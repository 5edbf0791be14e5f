//! From what the server holds to what this device has stored and shows.

use std::collections::BTreeMap;

use ebb_protocol::endpoints::PULL;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{EntryHash, ReplicaId, SegmentHash};
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled};
use ebb_protocol::trust::{TrustState, Written};
use ebb_replica::{Op, unpack};
use ebb_vault::{Opened, open};

use super::admitting::{json, post};
use super::following::DOES_NOT_FOLLOW;
use super::mending::Repair;
use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, ReplicaHead, SetAside, StoreEffect};
use crate::standing::SyncTrouble;

/// So often in a row the trust log is read for the sake of one page.
const ASKS_MAX: u8 = 3;

/// So often in a row everything is pulled anew because something was missing; then what is there is taken.
const GAPS_MAX: u8 = 3;

/// A segment that was opened, and its ops.
struct Read {
    opened: Opened,
    hash: SegmentHash,
    ops: Vec<Op>,
}

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
        let astray = self.astray(trust, &page.segments);
        if self.gaps < GAPS_MAX && (astray.contains(&true) || self.has_gap(trust, &page.segments)) {
            self.gaps += 1;
            self.lost();
            return Err(SyncTrouble::OddAnswer.into());
        }
        let (mut ops, mut set_aside, mut unknown_head) = (Vec::new(), Vec::new(), false);
        let mut read_all = Vec::new();
        for (pulled, is_astray) in page.segments.iter().zip(&astray) {
            let read = if *is_astray { Err(DOES_NOT_FOLLOW.to_owned()) } else { self.open(trust, pulled) };
            match read {
                Ok(read) => {
                    unknown_head |= !trust.holds(EntryHash(read.opened.trust_head));
                    read_all.push(read);
                }
                Err(reason) => {
                    set_aside.push(SetAside { position: pulled.position, reason, bytes: pulled.segment.clone() });
                }
            }
        }
        if unknown_head && self.asked_log == 0 {
            return self.ask_log();
        }
        let replicas_before = self.replicas.clone();
        self.note_others(&page.segments);
        self.note_dismissed(&page.segments, &astray);
        for read in read_all {
            self.note(&read);
            ops.extend(read.ops);
        }
        self.repair.found(&ops);
        Ok(Some(self.store_page(page.more, ops, Some(cursor), set_aside, replicas_before)))
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
        replicas_before: BTreeMap<ReplicaId, ReplicaHead>,
    ) -> (UnderWay, Effect) {
        // While the logs are being brought together, the stored cursor stays the one that the server did not know: so a
        // restart notices again.
        let stored_cursor = if self.repair.is_mending() { None } else { cursor };
        let set_aside_count = set_aside.len();
        let under_way =
            UnderWay::PulledStore { ops: ops.clone(), cursor, more, set_aside: set_aside_count, replicas_before };
        let replicas = self.replicas.values().copied().collect();
        (under_way, Effect::Store(StoreEffect::PutPulled { ops, cursor: stored_cursor, set_aside, replicas }))
    }

    /// What a segment holds, or why it is set aside.
    fn open(&self, trust: &TrustState, pulled: &Pulled) -> Result<Read, String> {
        let head = SegmentHead::of_segment(&pulled.segment).map_err(|reason| reason.to_string())?;
        let key = self
            .identity
            .keys
            .of(head.epoch)
            .ok_or("the segment is sealed under a key that this device does not have")?;
        let hash = SegmentHash::of(&pulled.segment);
        let written = Written { stream: head.stream, replica: head.replica, number: head.number, hash };
        let writer_key = |member| trust.writer_key(member, written);
        let opened = open(key, trust.account(), writer_key, &pulled.segment).map_err(|reason| reason.to_string())?;
        if opened.head.stream != trust.journal() {
            return Err("the segment is of another stream".to_owned());
        }
        let ops = unpack(&opened.body).map_err(|reason| format!("the segment was opened, but {reason}"))?;
        Ok(Read { opened, hash, ops })
    }

    /// Whether a page leaves out segments of another device: the numbers of a replica rise by one. It is not the answer to what
    /// was asked, or the server withholds something; all is pulled anew.
    fn has_gap(&self, trust: &TrustState, segments: &[Pulled]) -> bool {
        let mut last: BTreeMap<ReplicaId, u64> = BTreeMap::new();
        segments.iter().any(|pulled| {
            let Ok(head) = SegmentHead::of_segment(&pulled.segment) else { return false };
            if !trust.is_device(head.writer) || head.writer == self.member || head.stream != trust.journal() {
                return false;
            }
            let noted = || self.replicas.get(&head.replica).map_or(0, |noted| noted.number);
            let last = last.entry(head.replica).or_insert_with(noted);
            let is_gap = head.number > *last + 1;
            *last = head.number;
            is_gap
        })
    }

    /// Remembers the last segment of each replica of other devices, whether it opens or not: otherwise nobody who wrote one
    /// that does not open could be dismissed.
    fn note_others(&mut self, segments: &[Pulled]) {
        let Some(trust) = &self.trust else { return };
        for pulled in segments {
            let Ok(head) = SegmentHead::of_segment(&pulled.segment) else { continue };
            let SegmentHead { replica, writer, number, .. } = head;
            if writer == self.member || head.stream != trust.journal() {
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

    /// Remembers the last segment of each replica that goes by this member's name, and looks at those of this device's own.
    fn note(&mut self, read: &Read) {
        let head = &read.opened.head;
        let noted = ReplicaHead { replica: head.replica, writer: head.writer, number: head.number, hash: read.hash };
        if head.writer == self.member {
            let known = self.replicas.entry(head.replica).or_insert(noted);
            if known.number < noted.number {
                *known = noted;
            }
        }
        if head.replica == self.identity.replica {
            self.look_at_own(&noted, &read.ops);
        }
    }

    pub(super) fn pulled_stored(&mut self, effects: &mut Vec<Effect>) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        if let UnderWay::PulledStore { ops, cursor, more, set_aside, .. } = under_way {
            self.cursor = cursor;
            self.asked_log = 0;
            if !more {
                self.gaps = 0;
            }
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
        (self.cursor, self.last_place) = (None, 0);
        self.replicas.clear();
        self.repair = Repair::mending();
    }
}

/// Whether a segment names a writer or an epoch of which this device does not know.
fn is_of_newer_log(trust: &TrustState, pulled: &Pulled) -> bool {
    SegmentHead::of_segment(&pulled.segment)
        .is_ok_and(|head| head.epoch > trust.epoch() || !trust.members().contains_key(&head.writer))
}
