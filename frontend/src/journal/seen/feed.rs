//! What a feed says, taken into the journal that is seen.

use ebb_replica::State;
use ebb_sync::follower::{self, FeedShown, FollowerStage, FollowerStanding};
use leptos::prelude::Update;

use super::{Follow, FollowEnd, SeenJournal};

impl SeenJournal {
    /// Takes in what one segment says. The screen is told once all that came together is in.
    pub fn show(&self, shown: FeedShown) {
        let FeedShown { is_anew, number, changes, scope, terms, made_ms, more_follows } = shown;
        {
            let mut state = self.state.borrow_mut();
            if is_anew {
                *state = State::default();
            }
            // Only a number past the year 2200 is refused; these count from one.
            let _ = state.show(&changes, number);
            let mut follow = self.follow.borrow_mut();
            (follow.scope, follow.terms) = (scope, terms);
            follow.news.heard_ms = Some(made_ms);
        }
        if !more_follows {
            self.changed.update(|count| *count += 1);
        }
    }
}

impl Follow {
    /// Takes over how the follow stands. Before the feed has told what is shared, what was offered is.
    pub fn stands(&mut self, standing: &FollowerStanding) {
        if let Some(scope) = &standing.scope {
            self.scope = scope.clone();
        }
        match &standing.terms {
            Some(terms) => self.terms = terms.clone(),
            None => self.terms.owner.clone_from(&standing.owner),
        }
        self.news.heard_ms = standing.heard_ms.or(self.news.heard_ms);
        self.ended = match standing.stage {
            FollowerStage::Ended(follower::FollowEnd::Over) => Some(FollowEnd::Over),
            FollowerStage::Ended(_) => Some(FollowEnd::Stopped),
            _ => None,
        };
    }
}
