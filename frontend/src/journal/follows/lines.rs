//! Those who follow, and invitations that are open, in words.

use ebb_journal::scope::{FollowTerms, Scope, SharingKind};
use ebb_journal::{Invitation, Moment, Name, RecordId, SittingId};
use ebb_protocol::ids::MemberId;
use ebb_sync::{FeedStanding, FollowShown, FollowStanding};

use super::super::dates;
use crate::platform::wall_clock;
use crate::words;

/// Somebody who follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowLine {
    /// Their name as a member.
    pub member: MemberId,
    /// What the owner calls them.
    pub name: String,
    /// "until 23 December", or since when it is paused.
    pub until: String,
    /// "opened today 7:58".
    pub opened: String,
    /// "Sees medicines, joints, heat."; empty where a newer version chose it.
    pub sees: String,
    /// "Not sent: mood, notes."
    pub not_sent: String,
    /// Whether it is paused.
    pub is_paused: bool,
    /// Whether its time is over.
    pub is_over: bool,
    /// A newer version on another device looks after what they see.
    pub is_left_alone: bool,
    /// What they may be told of.
    pub terms: FollowTerms,
    /// What they see; none where a newer version chose it.
    pub scope: Option<Scope>,
}

impl FollowLine {
    /// Of one that is open. `standings` tells how each stands.
    pub(super) fn of(shown: &FollowShown, standings: &[FollowStanding], now: &Moment) -> Self {
        let standing = standings.iter().find(|standing| standing.member == shown.member);
        let scope = shown.scope.as_ref().ok();
        let terms = shown.terms.clone().unwrap_or_default();
        let is_over = shown.until_ms.is_some_and(|until_ms| until_ms <= now.instant_ms());
        let paused = scope.and_then(Scope::paused_from);
        let near = |day| dates::near_date(day, now.day());
        let until = match (paused, shown.until_ms) {
            (Some(day), _) if !is_over => words::paused_since(&near(day)),
            (_, Some(until_ms)) => {
                let day = wall_clock::moment_at(until_ms).map(|at| near(at.day())).unwrap_or_default();
                if is_over { words::ended_on(&day) } else { words::until(&day) }
            }
            _ => words::UNTIL_YOU_STOP_IT.to_owned(),
        };
        let opened = standing.and_then(|standing| standing.seen_ms).and_then(wall_clock::moment_at);
        let opened = match opened {
            Some(at) => words::opened(&when(&at, now)),
            None => words::NOT_OPENED_YET.to_owned(),
        };
        let (sees, not_sent) = match scope {
            Some(scope) => (words::sees(scope.kinds()), not_sent(scope)),
            None => (String::new(), String::new()),
        };
        Self {
            member: shown.member,
            name: shown.name.clone(),
            until,
            opened,
            sees,
            not_sent,
            is_paused: paused.is_some(),
            is_over,
            is_left_alone: standing.is_some_and(|standing| standing.feed == FeedStanding::LeftAlone),
            terms,
            scope: scope.cloned(),
        }
    }

    /// The letter on their mark.
    pub fn initial(&self) -> String {
        initial(&self.name)
    }
}

/// The letter on somebody's mark: of "My daughter" the second word's.
pub fn initial(name: &str) -> String {
    let own = name.strip_prefix("My ").or_else(|| name.strip_prefix("my ")).unwrap_or(name);
    own.chars()
        .find(|letter| letter.is_alphanumeric())
        .map(|letter| letter.to_uppercase().collect())
        .unwrap_or_default()
}

/// "Not sent: intimate, mood."
fn not_sent(scope: &Scope) -> String {
    words::not_sent(SharingKind::ALL.into_iter().filter(|kind| !scope.shares(*kind)))
}

/// "today 7:58", "23 November": to the hour is all that is known of other days.
fn when(at: &Moment, now: &Moment) -> String {
    if at.day() == now.day() {
        [words::TODAY_IN_A_SENTENCE, " ", &dates::clock(at.time())].concat()
    } else {
        dates::near_date(at.day(), now.day())
    }
}

/// An invitation that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLine {
    /// The name of its record.
    pub name: SittingId,
    /// What the owner calls who it is for.
    pub who: String,
    /// "It can be opened until 3 December."
    pub until: String,
    /// Whether somebody has opened it.
    pub came: Came,
}

/// Whether somebody has opened an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Came {
    /// Nobody yet.
    Nobody,
    /// Somebody, while the device that made it did not look: only that one says whose number counts.
    WaitsForMaker,
    /// Somebody, whose number is to be compared.
    Somebody,
}

impl InvitationLine {
    /// Of an open one. `waits_for_maker`: somebody was seen to have come by it, before it was noted who.
    pub(super) fn of((id, invitation): &(RecordId, Invitation), waits_for_maker: bool) -> Option<Self> {
        let Name::Made(name) = id.name else { return None };
        let ends = wall_clock::moment_at(invitation.ends_ms).zip(wall_clock::now());
        let until = ends.map(|(at, now)| dates::near_date(at.day(), now.day())).unwrap_or_default();
        Some(Self {
            name,
            who: invitation.follows.as_deref()?.to_owned(),
            until: words::invitation_until(&until),
            came: match (invitation.card.is_some(), waits_for_maker) {
                (true, _) => Came::Somebody,
                (false, true) => Came::WaitsForMaker,
                (false, false) => Came::Nobody,
            },
        })
    }

    /// What is to be done since somebody has opened it; none where nobody has.
    pub const fn came_in_words(&self) -> Option<&'static str> {
        match self.came {
            Came::Nobody => None,
            Came::WaitsForMaker => Some(words::SOMEONE_CAME_TO_ANOTHER),
            Came::Somebody => Some(words::SOMEONE_CAME),
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_mark_has_the_letter_of_who_it_is() {
        for (name, letter) in [("My daughter", "D"), ("my élise", "É"), ("Ines", "I"), ("“7 nurse", "7"), ("", "")]
        {
            assert_eq!(initial(name), letter);
        }
    }
}
