//! Notes of those who follow: read, opened, put into the journal by the driver, and dropped by the server once they are there.
//!
//! A note that cannot be opened is its writer's own fault: it is dropped with the others, and counted.

use ebb_journal::CaregiverNote;
use ebb_protocol::endpoints::NOTES_TAKEN;
use ebb_protocol::feed::NotesTaken;
use ebb_protocol::head::SegmentHead;
use ebb_protocol::ids::MemberId;
use ebb_protocol::limits::NOTES_MAX;
use ebb_protocol::trust::{Follow, TrustState};
use ebb_vault::{note_name, open_note};

use super::admitting::{json, post};
use super::feeding::{FeedRequest, FeedStep, page_of};
use super::refusal::Refusal;
use super::{Engine, Next, UnderWay};
use crate::effect::Effect;
use crate::feeds::NoteCame;
use crate::standing::SyncTrouble;

/// The notes of one who follows.
#[derive(Debug)]
pub(super) struct Notes {
    is_to_be_read: bool,
    /// Those up to this position are in the journal: the server may drop them once that is sent.
    taken_through: Option<u64>,
    /// The trust log was read for the sake of a note.
    has_asked_log: bool,
    /// The server does not show them.
    is_refused: bool,
    /// How many were dropped, since they could not be opened.
    pub(super) dropped: u32,
}

impl Default for Notes {
    fn default() -> Self {
        Self { is_to_be_read: true, taken_through: None, has_asked_log: false, is_refused: false, dropped: 0 }
    }
}

impl Notes {
    pub(super) const fn read_again(&mut self) {
        (self.is_to_be_read, self.is_refused) = (true, false);
    }

    pub(super) const fn refuse(&mut self) {
        (self.is_refused, self.is_to_be_read, self.taken_through) = (true, false, None);
    }
}

impl Engine {
    /// What comes next for somebody's notes, when everything is sent.
    pub(super) fn take_notes(&mut self, member: MemberId) -> Next {
        let stream = self.trust.as_ref()?.follows().get(&member)?.notes;
        let notes = &mut self.feeds.get_mut(member)?.notes;
        if notes.is_refused {
            return None;
        }
        if let Some(through) = notes.taken_through {
            let request = post(NOTES_TAKEN, json(&NotesTaken { notes: stream, through }));
            let request = Effect::Send(self.signed_in(request));
            return Some((UnderWay::FeedRequest(FeedRequest::NotesTake(member, through)), request));
        }
        if !std::mem::take(&mut notes.is_to_be_read) {
            return None;
        }
        // From the beginning: what was taken is gone.
        Some(self.read_followed(FeedRequest::NotesRead(member), stream, None))
    }

    pub(super) fn notes_came(&mut self, member: MemberId, body: &[u8]) -> Result<Next, Refusal> {
        let trust = self.trust.as_ref().ok_or(SyncTrouble::Storage)?;
        let Some(follow) = trust.follows().get(&member) else { return Ok(None) };
        let page = page_of(body, follow.notes)?;
        let came = &page.segments[..page.segments.len().min(NOTES_MAX)];
        let Some(through) = came.last().map(|last| last.position) else { return Ok(None) };
        let is_of_newer_epoch =
            |segment: &[u8]| SegmentHead::of_segment(segment).is_ok_and(|head| head.epoch > trust.epoch());
        let has_newer = came.iter().any(|pulled| is_of_newer_epoch(&pulled.segment));
        let opened: Vec<_> =
            came.iter().filter_map(|pulled| self.open_note(trust, (member, follow), &pulled.segment)).collect();
        let dropped = u32::try_from(came.len() - opened.len()).unwrap_or(u32::MAX);
        let Some(feed) = self.feeds.get_mut(member) else { return Ok(None) };
        if has_newer && !std::mem::replace(&mut feed.notes.has_asked_log, true) {
            // There is a new key: that must be known first.
            feed.notes.read_again();
            return Ok(Some(self.read_log()));
        }
        feed.notes.has_asked_log = false;
        feed.notes.dropped = feed.notes.dropped.saturating_add(dropped);
        if opened.is_empty() {
            self.notes_kept(member, through);
            return Ok(None);
        }
        Ok(Some((UnderWay::FeedStep(FeedStep::NotesKeep(member, through)), Effect::KeepNotes(opened))))
    }

    fn open_note(&self, trust: &TrustState, (member, follow): (MemberId, &Follow), segment: &[u8]) -> Option<NoteCame> {
        let head = SegmentHead::of_segment(segment).ok()?;
        let key = self.identity.keys.of(head.epoch)?.follow_key(follow.feed);
        let writer_key = |writer| (writer == member).then_some(follow.signing_key);
        let (head, note) = open_note(&key, (trust.account(), follow.notes), writer_key, segment).ok()?;
        let id = CaregiverNote::id(note_name(&head));
        Some(NoteCame { id, follow: member, text: note.text, written_ms: note.written_ms })
    }

    /// They are in the journal, and wait to be sent with it.
    pub(super) fn notes_kept(&mut self, member: MemberId, through: u64) {
        if let Some(feed) = self.feeds.get_mut(member) {
            feed.notes.taken_through = Some(through);
        }
    }

    /// The server has dropped them; more may have come.
    pub(super) fn notes_taken(&mut self, member: MemberId, through: u64) {
        if let Some(feed) = self.feeds.get_mut(member) {
            feed.notes.taken_through = feed.notes.taken_through.filter(|taken| *taken > through);
            feed.notes.is_to_be_read = true;
        }
    }
}
