//! Many worlds at once: the same for the tests and for `cargo xtask simulate`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::sabotage::Sabotage;
use crate::world::{Counts, World};

/// What came of many worlds.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Of all that were well.
    pub counts: Counts,
    /// Seeds of worlds that were not, the lowest first, and what was not as it must be.
    pub failures: Vec<(u64, String)>,
}

/// One world; a panic in it is a failure like others.
pub fn run(seed: u64, sabotage: Option<Sabotage>) -> Result<Counts, String> {
    let run = AssertUnwindSafe(|| World::run_with(seed, sabotage));
    catch_unwind(run).unwrap_or_else(|_| Err("something panicked, see above".to_owned()))
}

/// Worlds from `first` on, on as many threads; after `failures_max` failures no further one is begun.
pub fn run_all(first: u64, count: u64, threads: usize, failures_max: usize, sabotage: Option<Sabotage>) -> Outcome {
    let next = AtomicU64::new(first);
    let outcome = Mutex::new(Outcome::default());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= first.saturating_add(count) {
                        return;
                    }
                    let came = run(seed, sabotage);
                    // Poisoned only where counting panicked: then the counts are as good as they are.
                    let mut outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    match came {
                        Ok(counts) => outcome.counts.add(&counts),
                        Err(what) => outcome.failures.push((seed, what)),
                    }
                    if outcome.failures.len() >= failures_max {
                        return;
                    }
                }
            });
        }
    });
    let mut outcome = outcome.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    outcome.failures.sort_by_key(|(seed, _)| *seed);
    outcome
}
