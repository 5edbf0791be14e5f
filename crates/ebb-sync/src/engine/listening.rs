//! What the live channel brings: hints, and its own end.

use ebb_protocol::ids::Mark;
use ebb_protocol::live::LiveFrame;

use super::{Engine, Live, dice};
use crate::effect::Effect;
use crate::event::Circumstances;

impl Engine {
    pub(super) fn noticed(&mut self, frame: &LiveFrame) {
        self.live_backoff.reset();
        let trust = self.trust.as_ref();
        match frame {
            LiveFrame::Stream(notice) => {
                let none = (0, Mark([0; 8]));
                let here = self.cursor.map_or(none, |cursor| (cursor.position, cursor.mark.unwrap_or(none.1)));
                let is_ours = trust.is_some_and(|trust| trust.journal() == notice.stream);
                self.wants.pull |= is_ours && (notice.head, notice.mark) != here;
                if let Some(trust) = trust.filter(|_| !is_ours) {
                    self.feeds.noticed(trust, notice.stream, (notice.head, notice.mark));
                }
            }
            LiveFrame::TrustLog { entries } => {
                self.wants.log |= trust.is_some_and(|trust| trust.next_index() != *entries);
            }
            LiveFrame::Reached(reached) => {
                if reached.reader != self.member && trust.is_some_and(|trust| trust.journal() == reached.stream) {
                    self.reached.insert(reached.reader, *reached);
                } else if let Some(trust) = trust {
                    self.feeds.seen(trust, reached.reader, reached.stream, reached.seen_ms);
                }
            }
            LiveFrame::Mailbox { .. } => {}
        }
    }

    pub(super) fn live_closed(&mut self, circumstances: Circumstances, effects: &mut Vec<Effect>) {
        self.live = Live::Resting;
        // It may have been closed because this device was dismissed: reading the log tells.
        self.wants.log = true;
        if !self.resting {
            let ms = self.live_backoff.fail(dice(circumstances), None);
            effects.push(Effect::WakeAfter { ms });
        }
    }
}
