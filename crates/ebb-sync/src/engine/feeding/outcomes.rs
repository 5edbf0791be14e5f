//! What comes of what was asked for feeds and notes: of the store, of the server, of refusals and failures.

use ebb_protocol::problem::ProblemKind;

use super::{Engine, FeedRequest, FeedStep, Next, Refusal, UnderWay};
use crate::standing::FeedStanding;

/// So often in a row a feed is read again before it is written anew.
const BEHIND_MAX: u8 = 3;

impl Engine {
    /// The store has done what it was to do.
    pub(in crate::engine) fn feed_step_done(&mut self) {
        let UnderWay::FeedStep(step) = self.under_way else { return };
        self.under_way = UnderWay::Nothing;
        match step {
            FeedStep::PageStore(member) => self.page_stored(member),
            FeedStep::AppendStore(member) => self.append_stored(member),
            FeedStep::NotesKeep(member, through) => self.notes_kept(member, through),
            FeedStep::Settle | FeedStep::Drop(_) => {}
            FeedStep::Load(member) | FeedStep::Project(member) => self.feeds.give_up(member),
        }
    }

    pub(in crate::engine) fn feed_answered(&mut self, request: FeedRequest, body: &[u8]) -> Result<Next, Refusal> {
        match request {
            FeedRequest::Read(member) => self.feed_page_came(member, body),
            FeedRequest::Append(member) => self.appended_to_feed(member, body),
            FeedRequest::NotesRead(member) => self.notes_came(member, body),
            FeedRequest::NotesTake(member, through) => {
                self.notes_taken(member, through);
                Ok(None)
            }
        }
    }

    /// Takes in a refusal that concerns one feed alone; whether it is a detour that is to be counted. `None`: it concerns more.
    pub(in crate::engine) fn feed_refused(&mut self, request: FeedRequest, kind: Option<ProblemKind>) -> Option<bool> {
        let (FeedRequest::Read(member)
        | FeedRequest::Append(member)
        | FeedRequest::NotesRead(member)
        | FeedRequest::NotesTake(member, _)) = request;
        let standing = match kind? {
            ProblemKind::Behind | ProblemKind::StaleEpoch | ProblemKind::Lost => {
                // Log, journal and feed are read, then it is made again.
                self.give_up_feed(request);
                (self.wants.log, self.wants.pull) = (true, true);
                let feed = self.feeds.get_mut(member)?;
                feed.read_again();
                feed.behind = feed.behind.saturating_add(1);
                // Nothing that could be read helps: it may be that nothing of it is left on the server.
                feed.is_to_be_anew |= feed.behind > BEHIND_MAX;
                return Some(true);
            }
            ProblemKind::FollowEnded => FeedStanding::Ended,
            ProblemKind::NotFound
            | ProblemKind::Forbidden
            | ProblemKind::Malformed
            | ProblemKind::TooLarge
            | ProblemKind::AccountFull => FeedStanding::Refused,
            _ => return None,
        };
        self.give_up_feed(request);
        // It may have been stopped elsewhere.
        self.wants.log |= matches!(request, FeedRequest::Append(_) | FeedRequest::Read(_));
        let feed = self.feeds.get_mut(member)?;
        match request {
            FeedRequest::Read(_) | FeedRequest::Append(_) => feed.refuse(standing),
            FeedRequest::NotesRead(_) | FeedRequest::NotesTake(..) => feed.notes.refuse(),
        }
        Some(false)
    }

    pub(in crate::engine) fn give_up_feed(&mut self, request: FeedRequest) {
        match request {
            FeedRequest::Read(member) => self.feeds.give_up(member),
            FeedRequest::Append(member) => {
                self.feeds.give_up(member);
                // Whether it was taken nobody has said.
                if let Some(feed) = self.feeds.get_mut(member) {
                    feed.read_again();
                }
            }
            FeedRequest::NotesRead(member) => {
                if let Some(feed) = self.feeds.get_mut(member) {
                    feed.notes.read_again();
                }
            }
            // It is still to be taken.
            FeedRequest::NotesTake(..) => {}
        }
    }

    pub(in crate::engine) fn give_up_feed_step(&mut self, step: FeedStep) {
        match step {
            FeedStep::PageStore(member)
            | FeedStep::Load(member)
            | FeedStep::Project(member)
            | FeedStep::AppendStore(member) => {
                self.feeds.give_up(member);
                if let Some(feed) = self.feeds.get_mut(member) {
                    feed.held = None;
                    feed.read_again();
                }
            }
            FeedStep::Drop(feed) => self.feeds.dropped.push(feed),
            FeedStep::NotesKeep(member, _) => {
                if let Some(feed) = self.feeds.get_mut(member) {
                    feed.notes.read_again();
                }
            }
            FeedStep::Settle => self.feeds.settled.clear(),
        }
    }
}
