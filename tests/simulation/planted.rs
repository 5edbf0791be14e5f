//! Faults that are planted in the doubles are found: worlds in which nothing can be found find nothing.

use ebb_tests::sabotage::Sabotage;
use ebb_tests::worlds::run_all;

/// Among so many worlds each planted fault must show.
const WORLDS: u64 = 1_200;

#[test]
fn each_planted_fault_is_found() {
    for sabotage in Sabotage::ALL {
        let outcome = run_all(0, WORLDS, 2, 1, Some(sabotage));
        let found = outcome.failures.first();
        println!("{sabotage:?}: {found:?}");
        assert!(found.is_some(), "{sabotage:?} was not found in {WORLDS} worlds");
    }
}
