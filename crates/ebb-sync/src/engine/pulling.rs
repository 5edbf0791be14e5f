//! From what the server holds to what this device has stored and shows.

use std::collections::{BTreeMap, BTreeSet};

use ebb_protocol::endpoints::PULL;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::{MemberId, StreamId};
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled, StreamPage};
use ebb_replica::{Op, unpack};
use ebb_vault::{UnopenedReason, open};

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
        let (Some(first), Some(last)) = (page.segments.first(), page.segments.last()) else { return Ok(None) };
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
        let (mut ops, mut set_aside) = (Vec::new(), Vec::new());
        for pulled in &page.segments {
            match self.open(stream, &writers, pulled) {
                Ok(opened) => ops.extend(opened),
                Err(reason) => {
                    set_aside.push(SetAside { position: pulled.position, reason, bytes: pulled.segment.clone() });
                }
            }
        }
        // See `Differs`: the stored cursor stays the one that the server did not know.
        let stored_cursor = if self.differs.stored_cursor { None } else { Some(cursor) };
        let under_way = UnderWay::PulledStore { ops: ops.clone(), cursor, more: page.more, set_aside: set_aside.len() };
        let store = StoreEffect::PutPulled { ops, cursor: stored_cursor, set_aside };
        Ok(Some((under_way, Effect::Store(store))))
    }

    /// The ops of a segment, or why it is set aside.
    fn open(&self, stream: StreamId, writers: &Writers, pulled: &Pulled) -> Result<Vec<Op>, String> {
        let known = |member| writers.get(&member).copied();
        let opened = open(&self.identity.key, self.identity.account, known, &pulled.segment)
            .map_err(|reason: UnopenedReason| reason.to_string())?;
        if opened.head.stream != stream {
            return Err("the segment is of another stream".to_owned());
        }
        unpack(&opened.body).map_err(|reason| format!("the segment was opened, but {reason}"))
    }

    pub(super) fn pulled_stored(&mut self, effects: &mut Vec<Effect>) {
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        if let UnderWay::PulledStore { ops, cursor, more, set_aside } = under_way {
            self.cursor = Some(cursor);
            self.standing.set_aside += set_aside;
            self.wants.pull |= more;
            if !ops.is_empty() {
                effects.push(Effect::Merge(ops));
            }
        }
    }
}

/// The members, each with the key by which its segments are checked.
type Writers = BTreeMap<MemberId, [u8; 32]>;

fn unknown_writers(page: &StreamPage, writers: &Writers) -> BTreeSet<MemberId> {
    let heads = page.segments.iter().filter_map(|pulled| SegmentHead::of_segment(&pulled.segment).ok());
    heads.map(|head| head.writer).filter(|writer| !writers.contains_key(writer)).collect()
}
