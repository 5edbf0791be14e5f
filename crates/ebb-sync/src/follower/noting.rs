//! Notes for the owner: sealed and kept when they are written, also without a network, and sent in their order.

use ebb_protocol::endpoints::{BYTES_TYPE, NOTES};
use ebb_protocol::ids::{ReplicaId, SegmentHash};
use ebb_protocol::limits::{NOTE_SEGMENT_BYTES_MAX, NOTES_MAX, PUSH_SEGMENTS_MAX};
use ebb_protocol::problem::ProblemKind;
use ebb_protocol::push::{self, PushAnswer};
use ebb_protocol::trust::FollowedLog;
use ebb_vault::{NoteBody, Place, SealedSegment, seal_note};

use super::answering::Refusal;
use super::effect::{FollowerEffect, FollowerStoreEffect};
use super::event::{Notes, WaitingNote};
use super::standing::NoteRefused;
use super::{Follower, Next, UnderWay};
use crate::effect::{Method, Request};
use crate::event::Circumstances;

/// How notes stand in this session.
#[derive(Debug, Default)]
pub(super) struct Noting {
    pub(super) notes: Notes,
    pub(super) is_to_be_stored: bool,
    /// Those that wait are to be sealed once more; under another replica, if so.
    reseal: Option<Reseal>,
    /// Why the last one does not go.
    pub(super) refused: Option<NoteRefused>,
    /// Not before the next good time.
    pub(super) is_paused: bool,
}

impl Noting {
    pub(super) fn of(notes: Notes) -> Self {
        Self { notes, ..Self::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reseal {
    UnderNewKey,
    UnderNewReplica,
}

impl Follower {
    /// The person leaves a note.
    pub(super) fn write_note(&mut self, text: String, circumstances: Circumstances) {
        self.noting.refused = None;
        let own = self.log.as_ref().and_then(FollowedLog::own).filter(|_| self.ended.is_none());
        if own.is_none_or(|own| self.keys.of(own.keyed).is_none()) {
            self.noting.refused = Some(NoteRefused::NotFollowing);
            return;
        }
        if self.noting.notes.waiting.len() >= NOTES_MAX {
            self.noting.refused = Some(NoteRefused::TooMany);
            return;
        }
        if self.noting.notes.replica == Notes::default().replica {
            self.noting.notes.replica = drawn_replica(circumstances);
        }
        let last = self.noting.notes.waiting.last();
        let (number, previous) = last.map_or((self.noting.notes.sent, self.noting.notes.hash), |note| {
            (note.number, SegmentHash::of(&note.bytes))
        });
        let note = NoteBody { written_ms: circumstances.now_ms, text };
        let number = number.saturating_add(1);
        match self.seal(&note, (number, previous), (circumstances, 0)).filter(|_| !note.text.trim().is_empty()) {
            Some(bytes) => {
                let NoteBody { written_ms, text } = note;
                self.noting.notes.waiting.push(WaitingNote { number, written_ms, text, bytes });
                self.noting.is_to_be_stored = true;
                self.noting.is_paused = false;
            }
            None => self.noting.refused = Some(NoteRefused::Length),
        }
    }

    /// The person takes a note back that waits. Those behind it are sealed once more: they name its hash.
    pub(super) fn drop_note(&mut self, number: u64) {
        let is_sending = matches!(self.under_way, UnderWay::NotesPush { through } if through >= number);
        let waiting = &mut self.noting.notes.waiting;
        if is_sending || !waiting.iter().any(|note| note.number == number) {
            return;
        }
        waiting.retain(|note| note.number != number);
        self.noting.refused = None;
        self.noting.is_to_be_stored = true;
        // It may have been taken without a word: then its number is.
        self.noting.reseal = Some(Reseal::UnderNewReplica);
    }

    fn seal(
        &self,
        note: &NoteBody,
        (number, previous): (u64, SegmentHash),
        (circumstances, index): (Circumstances, u32),
    ) -> Option<Vec<u8>> {
        let log = self.log.as_ref()?;
        let own = log.own()?;
        let place = Place {
            account: log.state().account(),
            stream: own.notes,
            epoch: own.keyed,
            replica: self.noting.notes.replica,
            number,
            previous,
        };
        let nonce = ebb_vault::nonce(&circumstances.random, index);
        let key = self.keys.of(own.keyed)?;
        let sealed = seal_note(key, &self.secrets.signing, &place, log.state().member_head(), note, nonce);
        sealed.ok().map(SealedSegment::into_bytes).filter(|bytes| bytes.len() <= NOTE_SEGMENT_BYTES_MAX)
    }

    pub(super) fn store_notes(&mut self) -> (UnderWay, FollowerEffect) {
        self.noting.is_to_be_stored = false;
        (UnderWay::NotesStore, FollowerEffect::Store(FollowerStoreEffect::PutNotes(self.noting.notes.clone())))
    }

    /// Seals once more what waits, if that is to be. What cannot be sealed stays as it is.
    pub(super) fn reseal_notes(&mut self, circumstances: Circumstances) {
        if self.noting.reseal == Some(Reseal::UnderNewKey) && self.wants.log {
            // The log brings the key.
            return;
        }
        let Some(reseal) = self.noting.reseal.take() else { return };
        if reseal == Reseal::UnderNewReplica {
            let anew = Notes { replica: drawn_replica(circumstances), ..Notes::default() };
            let waiting = std::mem::replace(&mut self.noting.notes, anew).waiting;
            self.noting.notes.waiting = waiting;
        }
        let mut waiting = std::mem::take(&mut self.noting.notes.waiting);
        let (mut number, mut previous) = (self.noting.notes.sent, self.noting.notes.hash);
        for (index, note) in (1..).zip(&mut waiting) {
            number = number.saturating_add(1);
            let body = NoteBody { written_ms: note.written_ms, text: note.text.clone() };
            if let Some(bytes) = self.seal(&body, (number, previous), (circumstances, index)) {
                (note.number, note.bytes) = (number, bytes);
            }
            previous = SegmentHash::of(&note.bytes);
        }
        self.noting.notes.waiting = waiting;
        self.noting.is_to_be_stored = true;
    }

    /// Sends what waits, where the owner takes notes.
    pub(super) fn push_notes(&mut self) -> Next {
        if self.noting.notes.waiting.is_empty() || self.noting.is_paused {
            return None;
        }
        let is_welcome = self.feed.terms.as_ref().is_some_and(|terms| terms.takes_notes);
        if !is_welcome {
            if self.feed.terms.is_some() {
                self.noting.refused = Some(NoteRefused::NotWelcome);
            }
            return None;
        }
        if self.noting.refused == Some(NoteRefused::NotWelcome) {
            self.noting.refused = None;
        }
        let waiting = &self.noting.notes.waiting;
        let sent = &waiting[..waiting.len().min(PUSH_SEGMENTS_MAX)];
        let through = sent.last()?.number;
        let body = push::write(sent.iter().map(|note| note.bytes.as_slice()));
        let request = Request { method: Method::Post, path: NOTES, token: None, content_type: BYTES_TYPE, body };
        Some((UnderWay::NotesPush { through }, FollowerEffect::Send(self.signed_in(request))))
    }

    /// The server has taken them.
    pub(super) fn notes_sent(&mut self, through: u64, body: &[u8]) -> Result<(), Refusal> {
        let answer: PushAnswer = serde_json::from_slice(body).map_err(|_| Refusal::ODD)?;
        let notes = &mut self.noting.notes;
        let count = notes.waiting.iter().filter(|note| note.number <= through).count();
        let stream = self.log.as_ref().and_then(FollowedLog::own).map(|own| own.notes);
        if answer.appended.len() != count || answer.appended.iter().any(|appended| Some(appended.stream) != stream) {
            return Err(Refusal::ODD);
        }
        for note in notes.waiting.drain(..count) {
            (notes.sent, notes.hash) = (note.number, SegmentHash::of(&note.bytes));
        }
        self.noting.is_to_be_stored = true;
        self.noting.refused = None;
        Ok(())
    }

    /// What a refusal of notes leads to; `false` where it is one as any other.
    pub(super) fn note_is_refused(
        &mut self,
        kind: ProblemKind,
        asked_seconds: Option<u64>,
        circumstances: Circumstances,
    ) -> bool {
        match kind {
            ProblemKind::StaleEpoch => {
                self.noting.reseal = Some(Reseal::UnderNewKey);
                self.wants.log = true;
                // What the log does not bring is not asked for over and over.
                self.rest(None, circumstances);
                return true;
            }
            ProblemKind::NumberTaken | ProblemKind::Lost => {
                self.noting.reseal = Some(Reseal::UnderNewReplica);
                self.rest(None, circumstances);
                return true;
            }
            ProblemKind::TooMany => self.noting.refused = Some(NoteRefused::TooMany),
            ProblemKind::AccountFull | ProblemKind::TooLarge | ProblemKind::Malformed | ProblemKind::Forbidden => {
                self.noting.refused = Some(NoteRefused::Refused);
            }
            _ => return false,
        }
        // Reading goes on; these are tried again later.
        self.noting.is_paused = true;
        self.wake_within(asked_seconds.unwrap_or(0).clamp(60, 60 * 60) * 1_000);
        true
    }
}

/// A name for this device's notes, from fresh randomness.
fn drawn_replica(circumstances: Circumstances) -> ReplicaId {
    let drawn = ebb_vault::nonce(&circumstances.random, u32::MAX);
    let mut replica = [0; 16];
    replica.copy_from_slice(&drawn[..16]);
    ReplicaId(replica)
}
