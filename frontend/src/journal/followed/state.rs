//! How up to date is what this person sees of others, as one line tells it.

use ebb_sync::follower::{FollowerStage, FollowerStanding};

/// How up to date is what this person sees of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FollowedState {
    /// There is nothing to be up to date with.
    Nothing,
    /// There was no connection since the app was opened.
    NotConnected,
    /// There is none now; when the server last answered.
    Away(String),
    /// What is new is being read.
    Reading,
    /// The server does not show everything.
    NotAll,
    /// All was read that there is; when the server last answered.
    UpToDate(String),
}

impl FollowedState {
    /// Of all whom this person follows: the worst of them counts, and the earliest answer.
    pub(super) fn of<'a>(
        standings: impl Iterator<Item = &'a FollowerStanding> + Clone,
        told: impl Fn(i64) -> String,
    ) -> Self {
        let mut going_on = standings.filter(|standing| matches!(standing.stage, FollowerStage::Following)).peekable();
        if going_on.peek().is_none() {
            return Self::Nothing;
        }
        let Some(reached_ms) = going_on.clone().map(|standing| standing.reached_ms).min().flatten() else {
            return Self::NotConnected;
        };
        let any = |is: fn(&FollowerStanding) -> bool| going_on.clone().any(is);
        if any(|standing| !standing.connected) {
            Self::Away(told(reached_ms))
        } else if any(|standing| standing.shows_not_all) {
            Self::NotAll
        } else if any(|standing| !standing.is_read) {
            Self::Reading
        } else {
            Self::UpToDate(told(reached_ms))
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_worst_of_all_who_are_followed_is_told() {
        let standing = |reached_ms, connected, is_read| FollowerStanding {
            stage: FollowerStage::Following,
            reached_ms,
            connected,
            is_read,
            ..FollowerStanding::default()
        };
        let of = |standings: &[FollowerStanding]| FollowedState::of(standings.iter(), |ms| ms.to_string());
        let well = standing(Some(9), true, true);
        assert_eq!(of(&[]), FollowedState::Nothing);
        assert_eq!(of(&[FollowerStanding::default()]), FollowedState::Nothing, "not let in yet");
        assert_eq!(of(&[well.clone(), standing(Some(5), true, true)]), FollowedState::UpToDate("5".to_owned()));
        assert_eq!(of(&[well.clone(), standing(Some(5), true, false)]), FollowedState::Reading);
        let not_all = FollowerStanding { shows_not_all: true, ..well.clone() };
        assert_eq!(of(&[well.clone(), not_all]), FollowedState::NotAll);
        assert_eq!(of(&[well.clone(), standing(Some(5), false, true)]), FollowedState::Away("5".to_owned()));
        assert_eq!(of(&[well, standing(None, false, false)]), FollowedState::NotConnected);
    }
}
