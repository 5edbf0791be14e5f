//! From what the server holds to what this device has stored and shows.

use ebb_protocol::endpoints::PULL;
use ebb_protocol::ids::StreamId;
use ebb_protocol::pull::{Cursor, PullPage, PullRequest, Pulled, StreamPage};
use ebb_replica::{Op, unpack};
use ebb_vault::{UnopenedReason, open};

use super::{Engine, Next, Refusal, UnderWay};
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
        let Some(last) = page.segments.last() else { return Ok(None) };
        if !self.members_are_fresh && self.names_an_unknown_member(&page) {
            // Someone has joined: who it is must be known first, then the page is pulled again.
            self.wants.members = true;
            self.wants.pull = true;
            return Ok(None);
        }
        self.members_are_fresh = false;
        let cursor = Cursor { stream, position: last.position, mark: Some(last.mark) };
        let (mut ops, mut set_aside) = (Vec::new(), Vec::new());
        for pulled in &page.segments {
            match self.open(stream, pulled) {
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

    fn names_an_unknown_member(&self, page: &StreamPage) -> bool {
        page.segments
            .iter()
            .filter_map(|pulled| ebb_protocol::head::SegmentHead::of_segment(&pulled.segment).ok())
            .any(|head| self.identity.verifying_key_of(head.writer).is_none())
    }

    /// The ops of a segment, or why it is set aside.
    fn open(&self, stream: StreamId, pulled: &Pulled) -> Result<Vec<Op>, String> {
        let identity = &self.identity;
        let known = |member| identity.verifying_key_of(member);
        let opened = open(&identity.key, identity.account, known, &pulled.segment)
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
