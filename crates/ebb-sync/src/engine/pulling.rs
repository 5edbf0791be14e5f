//! From what the server holds to what this device has stored and shows.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::PULL;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::MemberId;
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, StreamPage};

use super::opening::Writers;
use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::{Effect, Method, Request, SetAside, StoreEffect};
use crate::standing::SyncTrouble;

impl Engine {
    pub(super) fn pull(&self) -> Next {
        let stream = self.identity.journal()?;
        let cursor = self.cursor.unwrap_or(Cursor { stream, position: 0, mark: None });
        let body = serde_json::to_vec(&PullRequest { cursors: vec![cursor] }).unwrap_or_default();
        let token = Some(self.identity.token());
        let request = Request { method: Method::Post, path: PULL, token, content_type: "application/json", body };
        Some((UnderWay::Pull, Effect::Send(request)))
    }

    pub(super) fn page_came(&mut self, body: &[u8]) -> Result<Next, Refusal> {
        let page = PullPage::from_bytes(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let Some(stream) = self.identity.journal() else { return Err(SyncTrouble::OddAnswer.into()) };
        let Some(page) = page.streams.into_iter().find(|page| page.stream == stream) else {
            return Err(SyncTrouble::OddAnswer.into());
        };
        let (Some(first), Some(last)) = (page.segments.first(), page.segments.last()) else {
            self.nothing_told();
            return Ok(None);
        };
        if self.cursor.is_some_and(|cursor| first.position <= cursor.position) {
            return Err(SyncTrouble::OddAnswer.into());
        }
        let writers = self.identity.writers();
        let unknown = unknown_writers(&page, &writers);
        if !unknown.is_subset(&self.asked_about) {
            // Someone has joined: who it is must be known first, then the page is pulled again.
            self.asked_about = unknown;
            self.wants.members = true;
            self.wants.pull = true;
            return Ok(None);
        }
        self.asked_about.clear();
        let cursor = Cursor { stream, position: last.position, mark: Some(last.mark) };
        let (mut ops, mut set_aside, mut taken_through) = (Vec::new(), Vec::new(), None);
        for pulled in &page.segments {
            match self.open(stream, &writers, &pulled.segment) {
                Ok(opened) => {
                    taken_through = taken_through.max(self.taken_through(&opened.reaches));
                    ops.extend(opened.ops);
                }
                Err(reason) => {
                    set_aside.push(SetAside { position: pulled.position, reason, bytes: pulled.segment.clone() });
                }
            }
        }
        if let Some(through) = taken_through {
            // First that the outbox is without it, durably; then the page is pulled again.
            self.wants.pull = true;
            let drop = StoreEffect::DropOutbox { through, cursor: None };
            return Ok(Some((UnderWay::OutboxDrop { through, cursor: None }, Effect::Store(drop))));
        }
        self.compacting.seen += page.segments.len();
        // See `Differs`: the stored cursor stays the one that the server did not know.
        let stored_cursor = if self.differs.stored_cursor { None } else { Some(cursor) };
        let under_way = UnderWay::PulledStore { ops: ops.clone(), cursor, more: page.more, set_aside: set_aside.len() };
        let store = StoreEffect::PutPulled { ops, cursor: stored_cursor, set_aside };
        Ok(Some((under_way, Effect::Store(store))))
    }

    pub(super) fn pulled_stored(&mut self, effects: &mut Vec<Effect>) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        if let UnderWay::PulledStore { ops, cursor, more, set_aside } = under_way {
            self.cursor = Some(cursor);
            self.standing.set_aside += set_aside;
            self.wants.pull |= more;
            if !more {
                self.nothing_told();
            }
            if !ops.is_empty() {
                effects.push(Effect::Merge(ops));
            }
        }
    }

    /// All is pulled, and nothing in it told that the server took the number that it refused.
    const fn nothing_told(&mut self) {
        self.differs.own_number |= self.differs.number_taken;
        self.differs.number_taken = false;
    }
}

fn unknown_writers(page: &StreamPage, writers: &Writers) -> BTreeSet<MemberId> {
    let heads = page.segments.iter().filter_map(|pulled| SegmentHead::of_segment(&pulled.segment).ok());
    heads.map(|head| head.writer).filter(|writer| !writers.contains_key(writer)).collect()
}
