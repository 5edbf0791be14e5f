//! "See what they see": the feed of somebody who follows, as this device holds it, made into a journal that the screens can show.

use std::rc::Rc;

use ebb_journal::scope::FeedNews;
use ebb_protocol::ids::MemberId;
use ebb_replica::State;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::seen::{Follow, SeenJournal};
use super::FollowsHandle;

impl FollowsHandle {
    /// How the feed of somebody stands: another value when it may have become another.
    pub fn feed_state(self, member: MemberId) -> Memo<u64> {
        let sync = self.journal.sync;
        Memo::new(move |before: Option<&u64>| {
            // Each word of the engine may be about this feed; it says so when the feed is up to date.
            let is_there = sync.standing.with(|standing| {
                standing.follows.iter().any(|follow| {
                    follow.member == member && follow.feed == ebb_sync::FeedStanding::UpToDate && standing.waiting == 0
                })
            });
            before.map_or(0, |count| count + u64::from(is_there))
        })
    }

    /// Opens the feed of somebody who follows. `then` gets it, or nothing where nothing of it is held yet; not at all where it is not wanted
    /// any more.
    pub fn open_feed(
        self,
        member: MemberId,
        is_wanted: impl Fn() -> bool + 'static,
        then: impl FnOnce(Option<Rc<SeenJournal>>) + 'static,
    ) {
        let Some(open) = self.journal.parts() else { return };
        spawn_local(async move {
            let (mut state, mut follow, mut has_any) = (State::default(), Follow::default(), false);
            let said = |said: ebb_sync::FeedSaid| {
                if said.is_anew {
                    state = State::default();
                }
                has_any = true;
                // Only a number past the year 2200 is refused; these count from one.
                let _ = state.show(&said.changes, said.number);
                if let Some(scope) = said.scope {
                    follow.scope = scope;
                }
                if let Some(terms) = said.terms {
                    follow.terms = terms;
                }
                follow.news = FeedNews { heard_ms: Some(said.made_ms), call_known_ms: None };
                is_wanted()
            };
            let is_read = open.driver.read_held_feed(member, said).await;
            then((is_read && has_any).then(|| SeenJournal::new(state, follow)));
        });
    }
}
