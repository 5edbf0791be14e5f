//! What holds for any journal, any scope and any private marks: nothing outside the scope is shown, what is inside is, and a feed is
//! brought to what is shown by the difference alone. Judged by plain rules (`judge.rs`), not by the code that projects.

#![expect(clippy::unwrap_used, reason = "a test whose premise is broken should stop")]

mod journals;
mod judge;
mod plan;

use std::collections::{BTreeMap, BTreeSet};

use ebb_journal::scope::{DaysBetween, FeedChange, FeedId, Marked, Scope, SharingKind, Shown, difference, reached_by};
use ebb_journal::{Journal, RecordId, Sitting, SittingId, Value};
use journals::{SITTING, Written, written};
use plan::{Plan, day, plans};
use proptest::prelude::*;

const MARK: Value = Value::Int(1);

fn journal_of(written: &Written) -> Journal {
    let mut journal = Journal::default();
    for (id, entry) in written {
        journal.put(id, Some(entry.record.clone()));
    }
    journal
}

fn projection(scope: &Scope, written: &Written) -> BTreeMap<RecordId, Shown> {
    let journal = journal_of(written);
    scope.projection(Marked::new(&journal, &|id| mark(written, id)))
}

fn mark<'a>(written: &'a Written, id: &RecordId) -> Option<&'a Value> {
    written.get(id).filter(|entry| entry.is_private).map(|_| &MARK)
}

/// Stands for the keyed hash: mixes the name's bytes with a key.
fn pseudonym(id: &RecordId) -> SittingId {
    let mixed = id.to_bytes().iter().fold(0x9e37_79b9_7f4a_7c15_u64, |mixed, byte| {
        (mixed ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(29)
    });
    SittingId { sitting: Sitting(mixed.to_le_bytes()), counter: u32::try_from(mixed.wrapping_mul(31) >> 32).unwrap() }
}

fn feed(scope: &Scope, written: &Written) -> BTreeMap<FeedId, Shown> {
    let journal = journal_of(written);
    scope.feed(Marked::new(&journal, &|id| mark(written, id)), &pseudonym)
}

fn is_same(held: &Shown, shown: &Shown) -> bool {
    held == shown
}

fn apply(feed: &mut BTreeMap<FeedId, Shown>, changes: Vec<FeedChange>) {
    for change in changes {
        change.apply(feed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn nothing_outside_the_scope_is_shown_and_what_is_inside_is(written in written(), plan in plans()) {
        let projection = projection(&plan.scope(), &written);
        for (id, entry) in &written {
            let shown = projection.get(id).map(Shown::record);
            if let Some(Err(why)) = shown.map(|shown| judge::may_be_shown(&plan, &written, id, shown)) {
                prop_assert!(false, "{why}: {entry:?} as {shown:?}");
            }
            if let Err(why) = judge::is_shown_as_it_must_be(&plan, &written, id, shown) {
                prop_assert!(false, "{why}: {entry:?} as {shown:?}");
            }
        }
        prop_assert!(projection.keys().all(|id| written.contains_key(id)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_feed_is_brought_to_what_is_shown_by_the_difference_alone(
        (before, after) in (written(), written()), (was, is) in (plans(), plans()),
    ) {
        let (mut held, wanted) = (feed(&was.scope(), &before), feed(&is.scope(), &after));
        prop_assert_eq!(wanted.len(), projection(&is.scope(), &after).len());
        let changes = difference(&held, &wanted, is_same);
        let told: BTreeSet<_> = changes.iter().map(FeedChange::id).collect();
        prop_assert_eq!(told.len(), changes.len(), "each is told once");
        for change in &changes {
            let bytes = change.id().record_id().to_bytes();
            prop_assert!(bytes.windows(8).all(|part| part != SITTING.0.as_slice()), "a name of the journal");
        }
        apply(&mut held, changes);
        prop_assert_eq!(&held, &wanted);
        prop_assert!(difference(&held, &wanted, is_same).is_empty());
    }

    #[test]
    fn a_feed_in_pieces_is_the_whole_one(written in written(), plan in plans(), at_most in 0_usize..9) {
        let (scope, journal) = (plan.scope(), journal_of(&written));
        let mark = |id: &RecordId| mark(&written, id);
        let marked = Marked::new(&journal, &mark);
        let (mut pieces, mut after, mut looks) = (BTreeMap::new(), None, 0);
        loop {
            let (piece, next) = scope.feed_piece(marked, after.as_ref(), at_most, &pseudonym);
            prop_assert!(piece.len() <= at_most.max(1));
            pieces.extend(piece);
            (after, looks) = (next, looks + 1);
            if after.is_none() {
                break;
            }
        }
        prop_assert_eq!(pieces, feed(&scope, &written));
        prop_assert_eq!(looks, written.len().div_ceil(at_most.max(1)).max(1));
    }

    #[test]
    fn narrowing_shows_a_part_of_what_was_shown(written in written(), plan in plans(), kind in 0_usize..11, days in (0_i32..14, 0_i32..4)) {
        let scope = plan.scope();
        let wide: BTreeSet<_> = projection(&scope, &written).into_keys().collect();
        let mut narrowed = vec![scope.clone(); 4];
        narrowed[0].narrow(SharingKind::ALL[kind]);
        narrowed[1].leave_out(&(day(days.0)..=day(days.0 + days.1))).unwrap();
        narrowed[2].pause(day(days.0));
        narrowed[3].set_from(scope.from().max(Some(day(days.0))));
        for narrow in narrowed {
            let shown: BTreeSet<_> = projection(&narrow, &written).into_keys().collect();
            prop_assert!(shown.is_subset(&wide), "{narrow:?}");
        }
        let mut marked = written.clone();
        for entry in marked.values_mut().skip(days.1.unsigned_abs() as usize).step_by(2) {
            entry.is_private = true;
        }
        let shown: BTreeSet<_> = projection(&scope, &marked).into_keys().collect();
        prop_assert!(shown.is_subset(&wide));
    }

    #[test]
    fn a_scope_of_nothing_shows_nothing_and_one_record_is_as_all(written in written(), plan in plans()) {
        let no_kinds = Plan { kinds: Vec::new(), ..plan.clone() };
        prop_assert!(projection(&no_kinds.scope(), &written).is_empty());
        let (scope, journal) = (plan.scope(), journal_of(&written));
        let projection = projection(&scope, &written);
        for id in written.keys() {
            let one = scope.project(Marked::new(&journal, &|id| mark(&written, id)), id);
            prop_assert_eq!(one.as_ref(), projection.get(id));
        }
    }

    #[test]
    fn entries_change_what_they_reach_and_nothing_else(before in written(), after in written(), plan in plans(), every in 1_usize..4) {
        let changed: BTreeSet<_> = before.keys().chain(after.keys()).step_by(every).cloned().collect();
        let mut now = before.clone();
        for id in &changed {
            match after.get(id) {
                Some(entry) => now.insert(id.clone(), entry.clone()),
                None => now.remove(id),
            };
        }
        let scope = plan.scope();
        let (mut held, wanted, journal) = (feed(&scope, &before), feed(&scope, &now), journal_of(&now));
        let mark = |id: &RecordId| mark(&now, id);
        let marked = Marked::new(&journal, &mark);
        let changes = scope.difference_after(marked, &changed, &pseudonym, &held, is_same);
        prop_assert_eq!(&changes, &difference(&held, &wanted, is_same));
        apply(&mut held, changes);
        prop_assert_eq!(held, wanted);
        prop_assert!(changed.is_subset(&reached_by(&journal, &changed)));
    }

    #[test]
    fn what_was_written_of_days_that_are_left_out_makes_no_difference(written in written(), plan in plans()) {
        let mut without = written.clone();
        without.retain(|id, entry| judge::days_of(id, &entry.record).iter().any(|day| plan.admits(*day)));
        // A dose that went keeps nothing of its medication; what is left is as it was.
        prop_assert_eq!(projection(&plan.scope(), &without), projection(&plan.scope(), &written));
    }

    #[test]
    fn a_scope_reads_back_from_its_bytes_and_any_bytes_are_read_exactly_or_refused(
        plan in plans(), bytes in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>(), byte: u8,
    ) {
        let scope = plan.scope();
        prop_assert_eq!(Scope::from_bytes(&scope.to_bytes()), Ok(scope.clone()));
        let mut damaged = scope.to_bytes();
        let place = at.index(damaged.len());
        damaged[place] = byte;
        for bytes in [bytes, damaged] {
            if let Ok(read) = Scope::from_bytes(&bytes) {
                prop_assert_eq!(read.to_bytes(), bytes);
            }
        }
    }

    #[test]
    fn days_are_left_out_let_in_and_paused_as_sets_of_days(steps in prop::collection::vec((0_u8..5, 0_i32..20, 0_i32..6), 0..12)) {
        let mut scope = Scope::medicines_only();
        let (mut out, mut paused) = (BTreeSet::<i32>::new(), None::<i32>);
        for (step, first, length) in steps {
            let (last, days) = (first + length, day(first)..=day(first + length));
            match step {
                0 => {
                    scope.leave_out(&days).unwrap();
                    out.extend(first..=last);
                }
                1 => {
                    scope.let_in(&days).unwrap();
                    out.retain(|day| !(first..=last).contains(day));
                }
                2 => {
                    scope.pause(day(first));
                    paused = Some(paused.unwrap_or(first).min(first));
                }
                _ => {
                    let between = if step == 3 { DaysBetween::LetIn } else { DaysBetween::LeftOut };
                    scope.go_on(day(first), between).unwrap();
                    if let (Some(paused), DaysBetween::LeftOut) = (paused, between) {
                        out.extend(paused..first);
                    }
                    paused = None;
                }
            }
            let is_admitted = |day: i32| !out.contains(&day) && paused.is_none_or(|paused| day < paused);
            for number in -2..30 {
                prop_assert_eq!(scope.admits(day(number)), is_admitted(number), "day {}", number);
            }
        }
        prop_assert_eq!(Scope::from_bytes(&scope.to_bytes()), Ok(scope));
    }
}
