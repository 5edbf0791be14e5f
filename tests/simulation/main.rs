//! Many worlds, each from its seed: devices under loss, doubling, reordering, lying clocks, offline spells, failing stores and
//! sudden ends, cloned and restored, invited and dismissed, with a server that loses, withholds and parts. When a world has healed
//! and come to rest, every journal in it is the same and holds every entry that was said to be saved. `EBB_SEED=17` runs one
//! world, `EBB_WORLDS=20000` more of them, `EBB_TRACE=1` tells all that happens.

#![expect(clippy::unwrap_used, reason = "a test whose premise is broken should stop")]

mod planted;
mod store;

use ebb_tests::worlds::{run, run_all};

const WORLDS: u64 = 2_000;
const THREADS: usize = 2;

#[test]
fn after_any_weather_every_device_holds_every_entry() {
    if let Ok(seed) = std::env::var("EBB_SEED") {
        let seed = seed.parse().unwrap();
        assert_eq!(run(seed, None).err(), None, "EBB_SEED={seed}");
        return;
    }
    let worlds = std::env::var("EBB_WORLDS").map_or(WORLDS, |worlds| worlds.parse().unwrap());
    let outcome = run_all(0, worlds, THREADS, 1, None);
    if let Some((seed, what)) = outcome.failures.first() {
        panic!("EBB_SEED={seed}: {what}");
    }
    println!("{:?}", outcome.counts);
    let never = outcome.counts.never();
    assert!(never.is_empty(), "worlds without trouble test nothing: {never:?}");
}

#[test]
fn the_same_seed_gives_the_same_world() {
    for seed in [3, 1_003] {
        assert_eq!(run(seed, None), run(seed, None));
    }
}
