//! A few hundred worlds, each from its seed: devices under loss, doubling, reordering, lying clocks, offline spells, failing
//! stores and sudden ends. When a world has healed and come to rest, every journal in it is the same and holds every entry
//! that was said to be saved. `EBB_SEED=17` runs one world, `EBB_WORLDS=20000` more of them.

#![expect(clippy::unwrap_used, reason = "a test whose premise is broken should stop")]

mod store;

use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use ebb_tests::world::{Counts, World};

const WORLDS: u64 = 300;
const THREADS: usize = 2;

#[test]
fn after_any_weather_every_device_holds_every_entry() {
    if let Ok(seed) = std::env::var("EBB_SEED") {
        let seed = seed.parse().unwrap();
        assert_eq!(run(seed).err(), None, "EBB_SEED={seed}");
        return;
    }
    let worlds = std::env::var("EBB_WORLDS").map_or(WORLDS, |worlds| worlds.parse().unwrap());
    let next = AtomicU64::new(0);
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= worlds {
                        return;
                    }
                    let outcome = run(seed);
                    outcomes.lock().unwrap().push((seed, outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap();
    outcomes.sort_by_key(|(seed, _)| *seed);
    let mut total = Counts::default();
    for (seed, outcome) in outcomes {
        match outcome {
            Ok(counts) => total.add(&counts),
            Err(what) => panic!("EBB_SEED={seed}: {what}"),
        }
    }
    println!("{total:?}");
    assert!(total.never().is_empty(), "worlds without trouble test nothing: {:?}", total.never());
}

#[test]
fn the_same_seed_gives_the_same_world() {
    for seed in [3, 1_003] {
        assert_eq!(run(seed), run(seed));
    }
}

fn run(seed: u64) -> Result<Counts, String> {
    catch_unwind(|| World::run(seed)).unwrap_or_else(|_| Err("something panicked, see above".to_owned()))
}
