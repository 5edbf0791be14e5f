//! From what was saved to what the server has confirmed: sealing, the outbox, pushing.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::{BYTES_TYPE, SEGMENTS};
use ebb_protocol::genesis::entry_hash;
use ebb_protocol::ids::StreamId;
use ebb_protocol::limits::{PUSH_BYTES_MAX, PUSH_SEGMENTS_MAX};
use ebb_protocol::pull::Cursor;
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_replica::{OPS_PER_PACK_MAX, Op, pack};
use ebb_vault::{BodyTooLong, Place, nonce, seal};

use super::refusal::Refusal;
use super::{Engine, Next, Sealed, UnderWay};
use crate::effect::{Effect, Method, OutboxSegment, Request, Sealing, StoreEffect};
use crate::event::Circumstances;
use crate::standing::SyncTrouble;

/// Frame of one segment in a push, and of the push itself.
const FRAME_BYTES: usize = 4;

impl Engine {
    /// Seals what was saved since the last time. The records are waiting in the outbox from then on.
    pub(super) fn seal(&mut self, ops: &[Op], through: u64, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        let Some(stream) = self.identity.journal() else {
            // Where it is to be sent is not known: what was stored of this device is damaged.
            self.fail(SyncTrouble::Storage, None, circumstances, effects);
            return;
        };
        let UnderWay::UnsealedRead { records } = std::mem::replace(&mut self.under_way, UnderWay::Nothing) else {
            return;
        };
        let mut sealing = Sealing { through: Some(through), ..self.sealing };
        let mut sealed = Vec::new();
        for chunk in ops.chunks(OPS_PER_PACK_MAX) {
            if self.seal_chunk(stream, chunk, &mut sealing, &mut sealed, circumstances).is_err() {
                self.unsealed.extend(records);
                self.fail(SyncTrouble::NoRoom, None, circumstances, effects);
                return;
            }
        }
        let segments = sealed.iter().map(|(segment, _)| segment.clone()).collect();
        self.under_way = UnderWay::OutboxStore { sealed, sealing, records };
        effects.push(Effect::Store(StoreEffect::PutOutbox { segments, sealing }));
    }

    fn seal_chunk(
        &self,
        stream: StreamId,
        ops: &[Op],
        sealing: &mut Sealing,
        sealed: &mut Vec<Sealed>,
        circumstances: Circumstances,
    ) -> Result<(), BodyTooLong> {
        let place = Place {
            account: self.identity.account,
            stream,
            epoch: 0,
            replica: self.identity.replica,
            number: sealing.number + 1,
            previous: sealing.hash,
        };
        // The trust log has one entry so far.
        let trust_head = entry_hash(&self.identity.genesis);
        let index = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
        let nonce = nonce(&circumstances.random, index);
        let segment = seal(&self.identity.key, &self.identity.device.signing, &place, &trust_head, &pack(ops), nonce);
        match segment {
            Ok(segment) => {
                sealing.number = place.number;
                sealing.hash = segment.hash();
                let mut records = BTreeSet::new();
                for op in ops {
                    if !records.contains(&op.record) {
                        records.insert(op.record.clone());
                    }
                }
                let count = u32::try_from(records.len()).unwrap_or(u32::MAX);
                let segment = OutboxSegment { number: place.number, records: count, bytes: segment.into_bytes() };
                sealed.push((segment, records));
                Ok(())
            }
            Err(BodyTooLong) if ops.len() > 1 => {
                let (left, right) = ops.split_at(ops.len() / 2);
                self.seal_chunk(stream, left, sealing, sealed, circumstances)?;
                self.seal_chunk(stream, right, sealing, sealed, circumstances)
            }
            Err(too_long) => Err(too_long),
        }
    }

    pub(super) fn outbox_stored(&mut self) {
        if let UnderWay::OutboxStore { sealed, sealing, .. } = std::mem::replace(&mut self.under_way, UnderWay::Nothing)
        {
            for (segment, records) in sealed {
                self.in_outbox.insert(segment.number, records);
                self.outbox.push_back(segment);
            }
            self.sealing = sealing;
        }
    }

    /// Sends as many segments as one push may hold.
    pub(super) fn push(&self) -> Next {
        let mut left = PUSH_BYTES_MAX - FRAME_BYTES;
        let fits = |segment: &&OutboxSegment| {
            let size = segment.bytes.len() + FRAME_BYTES;
            let fits = size <= left;
            left = left.saturating_sub(size);
            fits
        };
        let batch: Vec<_> = self.outbox.iter().take(PUSH_SEGMENTS_MAX).take_while(fits).collect();
        let through = batch.last()?.number;
        let body = push::write(batch.iter().map(|segment| segment.bytes.as_slice()));
        let token = Some(self.identity.token());
        let request = Request { method: Method::Post, path: SEGMENTS, token, content_type: BYTES_TYPE, body };
        Some((UnderWay::Push { through }, Effect::Send(request)))
    }

    pub(super) fn pushed(&self, through: u64, body: &[u8]) -> Result<Next, Refusal> {
        let answer: PushAnswer = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let sent = self.outbox.iter().filter(|segment| segment.number <= through).count();
        let stream = self.identity.journal();
        let is_of_stream = |appended: &Appended| Some(appended.stream) == stream;
        if answer.appended.len() != sent || !answer.appended.iter().all(is_of_stream) {
            return Err(SyncTrouble::OddAnswer.into());
        }
        let cursor = self.moved_by(&answer);
        let drop = StoreEffect::DropOutbox { through, cursor };
        Ok(Some((UnderWay::OutboxDrop { through, cursor }, Effect::Store(drop))))
    }

    /// Where nobody else wrote in between, what was just sent need not be pulled.
    fn moved_by(&self, answer: &PushAnswer) -> Option<Cursor> {
        if self.differs.stored_cursor {
            return None;
        }
        let mut position = self.cursor.map_or(0, |cursor| cursor.position);
        let mut moved = None;
        for appended in &answer.appended {
            if appended.position != position + 1 {
                break;
            }
            position = appended.position;
            moved = Some(Cursor { stream: appended.stream, position, mark: Some(appended.mark) });
        }
        moved
    }

    pub(super) fn outbox_dropped(&mut self) {
        if let UnderWay::OutboxDrop { through, cursor } = std::mem::replace(&mut self.under_way, UnderWay::Nothing) {
            let before = self.outbox.len();
            self.outbox.retain(|segment| segment.number > through);
            self.compacting.seen += before - self.outbox.len();
            self.in_outbox.retain(|number, _| *number > through);
            (self.differs.number_taken, self.differs.own_number) = (false, false);
            self.cursor = cursor.or(self.cursor);
        }
    }
}
