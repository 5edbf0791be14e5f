//! What comes of the server's answers.

use ebb_protocol::problem::{Problem, ProblemKind};

use super::effect::FollowerEffect;
use super::{Follower, ToStore, UnderWay, dice};
use crate::event::{Circumstances, Reply};

/// Why the server, or something on the way to it, did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    kind: Option<ProblemKind>,
    retry_after_seconds: Option<u64>,
    entry: Option<String>,
}

impl Refusal {
    /// An answer that is none of an Ebb server, or not of this follow.
    pub(super) const ODD: Self = Self { kind: None, retry_after_seconds: None, entry: None };

    fn read(body: &[u8]) -> Self {
        // Something on the way may answer in the server's place: then there is no problem document.
        let Ok(problem) = serde_json::from_slice::<Problem>(body) else { return Self::ODD };
        Self { kind: Some(problem.kind()), retry_after_seconds: problem.retry_after_seconds, entry: problem.entry }
    }
}

impl Follower {
    pub(super) fn answered(&mut self, reply: Reply, circumstances: Circumstances, effects: &mut Vec<FollowerEffect>) {
        if !self.under_way.is_request() {
            // An answer to nothing that was asked.
            return;
        }
        let under_way = std::mem::replace(&mut self.under_way, UnderWay::Nothing);
        let (status, body) = match reply {
            Reply::NoAnswer => {
                self.want_again(under_way);
                self.connected = false;
                self.rest(None, circumstances);
                return;
            }
            Reply::Answer { status, body } => (status, body),
        };
        let outcome = match (&under_way, status) {
            (UnderWay::Mailbox, 200 | 201) => self.mailbox_answered(&body).map(|()| None),
            (UnderWay::LogRead, 200) => self.log_came(&body, circumstances).map(|()| None),
            (UnderWay::FeedPage, 200) => self.page_came(&body),
            (UnderWay::NotesPush { through }, 200) => self.notes_sent(*through, &body).map(|()| None),
            _ => Err(Refusal::read(&body)),
        };
        match outcome {
            Ok(next) => {
                self.was_reached(circumstances);
                self.waiting.backoff.reset();
                if let Some((under_way, effect)) = next {
                    self.under_way = under_way;
                    effects.push(effect);
                }
            }
            Err(refusal) => self.refused(under_way, &refusal, circumstances),
        }
    }

    const fn was_reached(&mut self, circumstances: Circumstances) {
        self.connected = true;
        self.reached_ms = Some(circumstances.now_ms);
    }

    fn refused(&mut self, under_way: UnderWay, refusal: &Refusal, circumstances: Circumstances) {
        if self.log.is_none() && self.is_refused_on_the_way_in(refusal.kind) {
            return;
        }
        let is_note = matches!(under_way, UnderWay::NotesPush { .. });
        match refusal.kind {
            Some(ProblemKind::FollowEnded | ProblemKind::Closed) if self.log.is_some() => {
                if self.told_the_end(refusal.entry.as_deref(), circumstances) {
                    self.was_reached(circumstances);
                    return;
                }
                // What does not prove it may be told by the log.
                self.wants.log = true;
            }
            Some(ProblemKind::LogLost | ProblemKind::Forked) if matches!(under_way, UnderWay::LogRead) => {
                // The feed may be read all the same.
                self.log_is_short = true;
                self.was_reached(circumstances);
                return;
            }
            Some(ProblemKind::Lost) if matches!(under_way, UnderWay::FeedPage) => self.reading.begin_anew(),
            Some(kind) if is_note && self.note_is_refused(kind, refusal.retry_after_seconds, circumstances) => return,
            _ => {}
        }
        self.want_again(under_way);
        self.connected = false;
        self.rest(refusal.retry_after_seconds, circumstances);
    }

    pub(super) fn want_again(&mut self, under_way: UnderWay) {
        match under_way {
            UnderWay::LogRead => self.wants.log = true,
            UnderWay::LogStore => self.want_log_stored(),
            UnderWay::FeedPage => self.wants.feed = true,
            UnderWay::FeedStore(storing) => self.page_not_stored(*storing),
            UnderWay::NotesStore => self.noting.is_to_be_stored = true,
            UnderWay::Drop => self.wants.store = ToStore::End,
            // The rest is asked for by what is still there: the way in, what waits to be sent, what is not loaded.
            UnderWay::Nothing
            | UnderWay::Keep
            | UnderWay::Mailbox
            | UnderWay::FeedRead
            | UnderWay::NotesPush { .. } => {}
        }
    }

    pub(super) fn rest(&mut self, asked_seconds: Option<u64>, circumstances: Circumstances) {
        let ms = self.waiting.backoff.fail(dice(circumstances), asked_seconds);
        self.rest_for(ms);
    }

    pub(super) fn rest_for(&mut self, ms: u64) {
        self.waiting.resting = true;
        self.wake_within(ms);
    }

    pub(super) fn wake_within(&mut self, ms: u64) {
        self.waiting.wake_ms = Some(self.waiting.wake_ms.map_or(ms, |known| known.min(ms)));
    }
}
