//! What the live channel brings: hints, and its own end. And when to try again.

use ebb_protocol::live::LiveFrame;
use ebb_protocol::trust::FollowedLog;

use super::effect::FollowerEffect;
use super::standing::FollowEnd;
use super::{Follower, Live, dice};
use crate::event::Circumstances;

/// A follow whose time is over may be lengthened: how often that is asked for.
const ASK_WHETHER_LENGTHENED_MS: u64 = 60 * 60 * 1_000;
/// No wait is longer: what browsers count in 32 bits stays far from that.
const WAKE_LONGEST_MS: u64 = 6 * 60 * 60 * 1_000;

impl Follower {
    pub(super) fn noticed(&mut self, frame: &LiveFrame) {
        self.waiting.live_backoff.reset();
        match frame {
            LiveFrame::Stream(notice) => {
                let own = self.log.as_ref().and_then(FollowedLog::own);
                let here = self.feed.cursor.map(|cursor| (cursor.position, cursor.mark));
                let is_ours = own.is_some_and(|own| own.feed == notice.stream);
                self.wants.feed |= is_ours && here != Some((notice.head, notice.mark));
            }
            LiveFrame::TrustLog { entries } => {
                // Entries may lie between that are not for this follow: the same number is asked for once.
                let known = self.log.as_ref().map_or(0, |log| log.last_index().saturating_add(1));
                self.wants.log |= *entries != known && *entries != self.entries_told;
                self.entries_told = *entries;
            }
            LiveFrame::Reached(_) | LiveFrame::Mailbox { .. } => {}
        }
    }

    pub(super) fn live_closed(&mut self, circumstances: Circumstances) {
        self.live = Live::Resting;
        // It may have been closed because the follow has ended: reading the log tells.
        self.wants.log |= self.log.is_some();
        let ms = self.waiting.live_backoff.fail(dice(circumstances), None);
        self.wake_within(ms);
    }

    pub(super) fn wake(&mut self) {
        (self.waiting.resting, self.waiting.cannot_store, self.noting.is_paused) = (false, false, false);
        if self.live == Live::Resting {
            self.live = Live::Closed;
        }
        let follows = self.log.is_some();
        // What the live channel would have told is asked for.
        self.wants.feed |= follows && self.live != Live::Open;
        self.wants.log |= follows && self.ended == Some(FollowEnd::Over);
    }

    pub(super) fn nudged(&mut self) {
        self.wake();
        // A live channel may have died without a word while the app was away.
        self.wants.log |= self.log.is_some();
        self.wants.feed |= self.log.is_some();
        self.reading.try_again();
        self.look_again();
    }

    pub(super) fn ask_to_be_woken(&mut self, circumstances: Circumstances, effects: &mut Vec<FollowerEffect>) {
        let asked = self.waiting.wake_ms.take();
        let of_end = match self.ended {
            Some(FollowEnd::Over) => Some(ASK_WHETHER_LENGTHENED_MS),
            Some(_) => None,
            None => self.until_here_ms().map(|until_ms| {
                u64::try_from(until_ms.saturating_sub(circumstances.now_ms)).unwrap_or(0).saturating_add(1)
            }),
        };
        let ms = match (asked, of_end) {
            (Some(asked), of_end) => asked.min(of_end.unwrap_or(asked)),
            (None, Some(of_end)) if !self.waiting.is_to_be_woken => of_end,
            _ => return,
        };
        self.waiting.is_to_be_woken = true;
        effects.push(FollowerEffect::WakeAfter { ms: ms.min(WAKE_LONGEST_MS) });
    }
}
