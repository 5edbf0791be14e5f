//! From what was saved to what the server has confirmed: sealing, the outbox, pushing.

use std::collections::BTreeSet;

use ebb_protocol::endpoints::{BYTES_TYPE, SEGMENTS};
use ebb_protocol::ids::{AccountId, ReplicaId, StreamId};
use ebb_protocol::limits::{PUSH_BYTES_MAX, PUSH_SEGMENTS_MAX};
use ebb_protocol::pull::Cursor;
use ebb_protocol::push::{self, Appended, PushAnswer};
use ebb_protocol::trust::TrustState;
use ebb_replica::{OPS_PER_PACK_MAX, Op, pack};
use ebb_vault::{BodyTooLong, Place, SigningSeed, StreamKey, nonce, seal};

use super::admitting::post;
use super::refusal::Refusal;
use super::{Engine, Next, Sealed, UnderWay};
use crate::effect::{Effect, OutboxSegment, Request, Sealing, StoreEffect};
use crate::event::Circumstances;
use crate::standing::SyncTrouble;

/// Frame of one segment in a push, and of the push itself.
const FRAME_BYTES: usize = 4;

impl Engine {
    /// Seals what was saved since the last time. The records are waiting in the outbox from then on.
    pub(super) fn seal(&mut self, ops: &[Op], through: u64, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        let UnderWay::UnsealedRead { records } = std::mem::replace(&mut self.under_way, UnderWay::Nothing) else {
            return;
        };
        let mut sealing = Sealing { through: Some(through), ..self.sealing };
        let Ok(sealed) = self.seal_all(self.identity.replica, ops, &mut sealing, circumstances) else {
            self.unsealed.extend(records);
            self.fail(SyncTrouble::NoRoom, None, circumstances, effects);
            return;
        };
        let segments = sealed.iter().map(|(segment, _)| segment.clone()).collect();
        self.under_way = UnderWay::OutboxStore { sealed, sealing, records };
        effects.push(Effect::Store(StoreEffect::PutOutbox { segments, sealing }));
    }

    /// Seals ops into as many segments as they need, after the number and hash of `sealing`, under the newest key.
    pub(super) fn seal_all(
        &self,
        replica: ReplicaId,
        ops: &[Op],
        sealing: &mut Sealing,
        circumstances: Circumstances,
    ) -> Result<Vec<Sealed>, Unsealed> {
        let trust = self.trust.as_ref().ok_or(Unsealed)?;
        let plan = Sealer {
            key: self.identity.keys.of(trust.epoch()).ok_or(Unsealed)?,
            signer: &self.secrets.signing,
            account: trust.account(),
            stream: trust.journal(),
            epoch: trust.epoch(),
            trust_head: trust.head().0,
            replica,
            random: circumstances.random,
        };
        let mut sealed = Vec::new();
        for chunk in ops.chunks(OPS_PER_PACK_MAX) {
            plan.seal(chunk, sealing, &mut sealed)?;
        }
        Ok(sealed)
    }

    pub(super) fn outbox_stored(&mut self) {
        if let UnderWay::OutboxStore { sealed, sealing, .. } = std::mem::replace(&mut self.under_way, UnderWay::Nothing)
        {
            self.put_in_outbox(sealed);
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
        let request = self.signed_in(Request { content_type: BYTES_TYPE, ..post(SEGMENTS, body) });
        Some((UnderWay::Push { through }, Effect::Send(request)))
    }

    pub(super) fn pushed(&mut self, through: u64, body: &[u8]) -> Result<Next, Refusal> {
        let answer: PushAnswer = serde_json::from_slice(body).map_err(|_| SyncTrouble::OddAnswer)?;
        let sent = self.outbox.iter().filter(|segment| segment.number <= through).count();
        let stream = self.trust.as_ref().map(TrustState::journal);
        let is_of_stream = |appended: &Appended| Some(appended.stream) == stream;
        if answer.appended.len() != sent || !answer.appended.iter().all(is_of_stream) {
            return Err(SyncTrouble::OddAnswer.into());
        }
        if self.is_of_another_log(&answer) {
            return Err(Refusal::lost());
        }
        self.push_refused = false;
        self.confirmed = self.confirmed.max(through);
        self.last_place = answer.appended.last().map_or(0, |appended| appended.position);
        let cursor = self.moved_by(&answer);
        self.detours = 0;
        let drop = StoreEffect::DropOutbox { through, cursor };
        Ok(Some((UnderWay::OutboxDrop { through, cursor }, Effect::Store(drop))))
    }

    /// Whether an answer gives places that this device has read past without having met its segments there: the server has
    /// lost what was there, or this is the answer to an earlier push.
    fn is_of_another_log(&self, answer: &PushAnswer) -> bool {
        let read_through = self.cursor.map_or(0, |cursor| cursor.position).max(self.last_place);
        let met = self.replicas.get(&self.identity.replica).map_or(0, |head| head.number).max(self.confirmed);
        let mut places = self.outbox.iter().zip(&answer.appended);
        places.any(|(segment, appended)| segment.number > met && appended.position <= read_through)
    }

    /// What was sent to an empty log need not be pulled. Later on the next position says nothing of those before it: a server
    /// that came back from a backup may have filled them with something else, which only a pull notices.
    fn moved_by(&self, answer: &PushAnswer) -> Option<Cursor> {
        if self.cursor.is_some() {
            return None;
        }
        let mut position = 0;
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
            if cursor.is_some() {
                // They are not pulled.
                self.compacting.seen += before - self.outbox.len();
            }
            self.in_outbox.retain(|number, _| *number > through);
            self.cursor = cursor.or(self.cursor);
            self.confirmed = self.confirmed.max(through);
        }
    }
}

/// Ops that could not be sealed: this device lacks the key, or one op alone does not fit into a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unsealed;

/// What is the same for all segments of one sealing.
struct Sealer<'a> {
    key: &'a StreamKey,
    signer: &'a SigningSeed,
    account: AccountId,
    stream: StreamId,
    epoch: u32,
    trust_head: [u8; 32],
    replica: ReplicaId,
    random: [u8; 32],
}

impl Sealer<'_> {
    fn seal(&self, ops: &[Op], sealing: &mut Sealing, sealed: &mut Vec<Sealed>) -> Result<(), Unsealed> {
        let place = Place {
            account: self.account,
            stream: self.stream,
            epoch: self.epoch,
            replica: self.replica,
            number: sealing.number + 1,
            previous: sealing.hash,
        };
        let nonce = nonce(&self.random, u32::try_from(sealed.len()).unwrap_or(u32::MAX));
        match seal(self.key, self.signer, &place, &self.trust_head, &pack(ops), nonce) {
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
                self.seal(left, sealing, sealed)?;
                self.seal(right, sealing, sealed)
            }
            Err(BodyTooLong) => Err(Unsealed),
        }
    }
}
