//! What may be said, and what not.

use super::made::{day, flash, rate, take, take_it};
use super::*;
use AromataseInhibitor::{Exemestane, Letrozole};
use ebb_journal::catalogue::symptom;
use ebb_journal::{AromataseInhibitor, Medication, RatedThing, Since, SymptomNumber};
use proptest::prelude::*;

fn trend(journal: &Journal, days: RangeInclusive<i32>) -> Trend {
    Trend::of(journal, symptom(SymptomNumber::JOINT_PAIN).unwrap(), day(*days.start())..=day(*days.end()))
}

fn rate_days(journal: &mut Journal, days: impl Iterator<Item = i32>, value: u16) {
    for on in days {
        rate(journal, day(on), value);
    }
}

/// Letrozole until day 50, exemestane from day 60 on.
fn switched() -> Journal {
    let mut journal = Journal::default();
    take(&mut journal, 1, Letrozole, None, Some(day(50)));
    take(&mut journal, 2, Exemestane, Some(Since::Day(day(60))), None);
    journal
}

#[test]
fn below_fourteen_days_it_is_too_early_and_says_how_many_are_missing() {
    let mut journal = Journal::default();
    assert_eq!(trend(&journal, 0..=30).finding, Finding::NothingLogged);
    rate_days(&mut journal, 0..13, 5);
    assert_eq!(trend(&journal, 0..=30).finding, Finding::TooEarly { logged: 13, missing: 1 });
}

#[test]
fn two_therapies_are_compared_by_their_typical_days_and_the_pause_is_counted_apart() {
    let mut journal = switched();
    rate_days(&mut journal, 0..50, 5);
    rate_days(&mut journal, 52..56, 9);
    rate_days(&mut journal, 60..90, 2);
    let Finding::Compared { now, before, change, pause } = trend(&journal, 0..=99).finding else { panic!() };
    assert_eq!((now.drugs, now.typical.halves(), now.logged), (Drugs::one(Exemestane), 4, 30));
    assert_eq!((before.drugs, before.typical.halves(), before.logged), (Drugs::one(Letrozole), 10, 50));
    assert_eq!(change, Change::Lower);
    assert_eq!(pause, Some(Pause { days: 10, logged: 4 }));
}

#[test]
fn after_a_switch_it_is_too_early_until_the_newer_one_has_its_days() {
    let mut journal = switched();
    rate_days(&mut journal, 0..50, 5);
    rate_days(&mut journal, 60..66, 2);
    let Finding::TooEarlyOn { drugs, missing, before } = trend(&journal, 0..=65).finding else { panic!() };
    assert_eq!((drugs, missing), (Drugs::one(Exemestane), 8));
    assert_eq!(before.map(|side| side.typical.halves()), Some(10));
}

#[test]
fn one_drug_is_compared_with_as_many_days_before() {
    let mut journal = Journal::default();
    take(&mut journal, 1, Letrozole, None, None);
    rate_days(&mut journal, 0..30, 2);
    rate_days(&mut journal, 30..60, 6);
    let Finding::Typical { now, before: Some((before, change)) } = trend(&journal, 30..=59).finding else { panic!() };
    assert_eq!((now.typical.halves(), before.typical.halves(), change), (12, 4, Change::Higher));
    let Finding::Typical { before, .. } = trend(&journal, 0..=59).finding else { panic!() };
    assert_eq!(before, None, "nothing was logged before");
}

#[test]
fn what_ebb_does_not_know_by_name_is_not_called_none() {
    let mut journal = Journal::default();
    take(&mut journal, 1, Letrozole, None, Some(day(30)));
    rate_days(&mut journal, 0..30, 6);
    rate_days(&mut journal, 30..60, 2);
    let Finding::Compared { now, .. } = trend(&journal, 0..=59).finding else { panic!() };
    assert!(now.drugs.is_none());
    take_it(&mut journal, 2, Medication::of(Substance::own("Morning tablet").unwrap()));
    assert!(matches!(trend(&journal, 0..=59).finding, Finding::Typical { .. }));
}

#[test]
fn days_without_a_flash_say_nothing_before_the_first_one() {
    let mut journal = Journal::default();
    rate_days(&mut journal, 0..30, 4);
    let flashes = |journal: &Journal, first: i32| {
        Trend::of(journal, symptom(SymptomNumber::HOT_FLASH).unwrap(), day(first)..=day(29)).finding
    };
    assert_eq!(flashes(&journal, 0), Finding::NothingLogged);
    flash(&mut journal, day(2), 1);
    assert!(matches!(flashes(&journal, 0), Finding::Typical { now, .. } if now.typical.halves() == 0));
    assert!(matches!(flashes(&journal, 10), Finding::Typical { .. }), "it came before these days");
}

proptest! {
    #[test]
    fn a_gap_never_counts_as_none(rated in prop::collection::btree_map(0_i32..90, 0_u16..=10, 0..60)) {
        let mut journal = switched();
        for (on, value) in &rated {
            rate(&mut journal, day(*on), *value);
        }
        let trend = trend(&journal, 0..=89);
        prop_assert_eq!(trend.values.logged(), rated.len());
        for (after, (_, value)) in (0..).zip(trend.values.iter()) {
            prop_assert_eq!(value, rated.get(&after).copied());
        }
        for span in &trend.spans {
            prop_assert_eq!(span.typical.is_some(), span.logged >= DAYS_MIN);
        }
    }

    #[test]
    fn the_order_in_which_records_came_does_not_matter(
        rated in prop::collection::btree_map(0_i32..90, 0_u16..=10, 0..60).prop_map(|days| days.into_iter().collect::<Vec<_>>()),
        seed in any::<u64>(),
    ) {
        let mut shuffled = rated.clone();
        shuffled.sort_by_key(|(on, _)| u64::try_from(*on).unwrap().wrapping_mul(seed | 1).rotate_left(17));
        let (mut one, mut other) = (switched(), Journal::default());
        for (on, value) in rated {
            rate(&mut one, day(on), value);
        }
        // Rated once more, taken out, and rated again: what is left counts.
        for (on, value) in shuffled {
            rate(&mut other, day(on), 10 - value);
            other.put(&RatedThing { day: day(on), symptom: SymptomNumber::JOINT_PAIN, site: None }.id(), None);
            rate(&mut other, day(on), value);
        }
        take(&mut other, 2, Exemestane, Some(Since::Day(day(60))), None);
        take(&mut other, 1, Letrozole, None, Some(day(50)));
        prop_assert_eq!(trend(&one, 0..=89), trend(&other, 0..=89));
    }
}
