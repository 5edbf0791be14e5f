//! A scope as plain data, which tells by itself what it admits.

use ebb_journal::CivilDay;
use ebb_journal::scope::{Scope, SharingKind};
use proptest::prelude::*;

/// Day 0 of the tests: in November 2026.
const BASE: i32 = 20_780;

pub(crate) fn day(number: i32) -> CivilDay {
    CivilDay::of_days(BASE + number).unwrap()
}

#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) kinds: Vec<SharingKind>,
    pub(crate) from: Option<i32>,
    pub(crate) left_out: Vec<(i32, i32)>,
    pub(crate) paused: Option<i32>,
}

impl Plan {
    pub(crate) fn scope(&self) -> Scope {
        let mut scope = Scope::of(self.kinds.iter().copied());
        scope.set_from(self.from.map(day));
        for (first, length) in &self.left_out {
            scope.leave_out(&(day(*first)..=day(first + length))).unwrap();
        }
        if let Some(paused) = self.paused {
            scope.pause(day(paused));
        }
        scope
    }

    pub(crate) fn admits(&self, day: CivilDay) -> bool {
        let number = day.days() - BASE;
        let is_left_out = self.left_out.iter().any(|(first, length)| (*first..=first + length).contains(&number));
        self.from.is_none_or(|from| from <= number) && self.paused.is_none_or(|paused| number < paused) && !is_left_out
    }
}

pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    let all = SharingKind::ALL.to_vec();
    let kinds = prop_oneof![2 => Just(all.clone()), 3 => prop::sample::subsequence(all, 0..=11)];
    let left_out = prop::collection::vec((0_i32..14, 0_i32..4), 0..3);
    (kinds, prop::option::of(0_i32..14), left_out, prop::option::of(2_i32..16))
        .prop_map(|(kinds, from, left_out, paused)| Plan { kinds, from, left_out, paused })
}
