//! What somebody is to see, as it is being chosen: what a form holds before it becomes a scope.

use std::collections::BTreeSet;

use ebb_journal::CivilDay;
use ebb_journal::scope::{FollowTerms, Scope, SharingKind};
use ebb_sync::FollowPlan;

/// How much of the journal somebody is to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Medicines and their doses.
    MedicinesOnly,
    /// All but what is intimate, mood, sleep and memory, and notes.
    HowIAm,
    /// The kinds that are chosen one by one.
    Exactly,
}

/// How long somebody is to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasting {
    /// So many days.
    Days(u16),
    /// Until it is stopped.
    UntilStopped,
}

/// What somebody is to see, as the form has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowDraft {
    /// What the owner calls who is to follow.
    pub name: String,
    /// What the owner is called, for who is to follow to know whose journal it is.
    pub owner: String,
    /// How much.
    pub what: What,
    /// What is chosen one by one.
    kinds: BTreeSet<SharingKind>,
    /// Whether what happened before today is shown too.
    pub past_too: bool,
    /// How long.
    pub lasting: Lasting,
}

/// What a form lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftProblem {
    /// Nobody is named.
    NoName,
    /// The name is longer than any may be.
    LongName,
    /// What the owner is called is longer than any name may be.
    LongOwner,
    /// Nothing would be seen.
    NothingShared,
}

/// Names are kept to this many bytes, so that each fits where it is sealed.
const NAME_BYTES_MAX: usize = 64;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

impl Default for FollowDraft {
    fn default() -> Self {
        Self {
            name: String::new(),
            owner: String::new(),
            what: What::HowIAm,
            kinds: Scope::how_i_am().kinds().collect(),
            past_too: false,
            lasting: Lasting::Days(30),
        }
    }
}

impl FollowDraft {
    /// The kinds that would be seen.
    pub fn kinds(&self) -> BTreeSet<SharingKind> {
        match self.what {
            What::MedicinesOnly => Scope::medicines_only().kinds().collect(),
            What::HowIAm => Scope::how_i_am().kinds().collect(),
            What::Exactly => self.kinds.clone(),
        }
    }

    /// Takes a preset, or goes over to choosing one by one: that begins with what the preset before it shows, of which whatever is
    /// delicate is off until it is turned on by itself.
    pub fn choose(&mut self, what: What) {
        if what == What::Exactly && self.what != What::Exactly {
            self.kinds = self.kinds();
        }
        self.what = what;
    }

    /// Turns one kind on or off.
    pub fn turn(&mut self, kind: SharingKind) {
        if !self.kinds.remove(&kind) {
            self.kinds.insert(kind);
        }
    }

    /// What would be seen from a day on.
    pub fn scope(&self, today: CivilDay) -> Scope {
        let mut scope = Scope::of(self.kinds());
        scope.set_from((!self.past_too).then_some(today));
        scope
    }

    /// The plan that the form makes, or what it lacks.
    pub fn plan(&self, today: CivilDay, now_ms: i64) -> Result<FollowPlan, DraftProblem> {
        let (name, owner) = (self.name.trim(), self.owner.trim());
        if name.is_empty() {
            return Err(DraftProblem::NoName);
        }
        if name.len() > NAME_BYTES_MAX {
            return Err(DraftProblem::LongName);
        }
        if owner.len() > NAME_BYTES_MAX {
            return Err(DraftProblem::LongOwner);
        }
        if self.kinds().is_empty() {
            return Err(DraftProblem::NothingShared);
        }
        let until_ms = match self.lasting {
            Lasting::Days(days) => Some(now_ms + i64::from(days) * DAY_MS),
            Lasting::UntilStopped => None,
        };
        let terms = FollowTerms::begun(owner);
        Ok(FollowPlan { called: name.to_owned(), scope: self.scope(today), terms, until_ms })
    }
}

/// What is delicate: off until it is turned on by itself.
pub const DELICATE: [SharingKind; 4] =
    [SharingKind::Intimate, SharingKind::Mood, SharingKind::SleepMemoryFatigue, SharingKind::NotesAndQuestions];

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn today() -> CivilDay {
        CivilDay::of_ymd(2026, 11, 26).unwrap()
    }

    fn named(name: &str) -> FollowDraft {
        FollowDraft { name: name.to_owned(), ..FollowDraft::default() }
    }

    #[wasm_bindgen_test]
    fn a_form_begins_careful() {
        let plan = named(" My daughter ").plan(today(), 1_000).unwrap();
        assert_eq!(plan.called, "My daughter");
        assert_eq!(plan.until_ms, Some(1_000 + 30 * DAY_MS));
        assert_eq!(plan.scope.from(), Some(today()));
        for kind in DELICATE {
            assert!(!plan.scope.shares(kind), "{kind:?}");
        }
    }

    #[wasm_bindgen_test]
    fn choosing_exactly_begins_with_the_preset_and_what_is_delicate_is_off_in_both() {
        for (preset, count) in [(What::MedicinesOnly, 1), (What::HowIAm, 7)] {
            let mut draft = named("x");
            draft.choose(preset);
            draft.choose(What::Exactly);
            assert_eq!(draft.kinds().len(), count);
            draft.turn(SharingKind::Mood);
            assert!(draft.scope(today()).shares(SharingKind::Mood));
            draft.turn(SharingKind::Mood);
            assert!(DELICATE.iter().all(|kind| !draft.scope(today()).shares(*kind)));
        }
    }

    #[wasm_bindgen_test]
    fn a_form_says_what_it_lacks() {
        assert_eq!(named("  ").plan(today(), 0), Err(DraftProblem::NoName));
        assert_eq!(named(&"x".repeat(65)).plan(today(), 0), Err(DraftProblem::LongName));
        let owner = "y".repeat(65);
        assert_eq!(FollowDraft { owner, ..named("x") }.plan(today(), 0), Err(DraftProblem::LongOwner));
        let mut nothing = named("x");
        nothing.choose(What::MedicinesOnly);
        nothing.choose(What::Exactly);
        nothing.turn(SharingKind::Medicines);
        assert_eq!(nothing.plan(today(), 0), Err(DraftProblem::NothingShared));
    }
}
