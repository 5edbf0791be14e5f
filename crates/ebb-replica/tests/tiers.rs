//! A log that is compacted in tiers while segments of any size come: it stays short, each byte is written anew a few times at
//! most, and nothing is ever lost from it.

use std::ops::Range;

use ebb_replica::tiers::{FAN_IN, Layer, RUN_BYTES_MAX, next_run};
use proptest::prelude::*;

/// What a segment weighs besides what it holds.
const FRAME_BYTES: usize = 470;

/// A log whose segments hold so many bytes.
#[derive(Debug, Default)]
struct Log {
    layers: Vec<Layer>,
    held: Vec<usize>,
    /// What came in, and what was written anew.
    arrived_bytes: usize,
    rewritten_bytes: usize,
    /// Of what is compacted, so many percent are left of what it held.
    shrinks_to: usize,
}

impl Log {
    fn append(&mut self, held: usize, may_go: bool) {
        let position = self.layers.last().map_or(1, |last| last.position + 1);
        let bytes = FRAME_BYTES + held;
        self.arrived_bytes += bytes;
        self.layers.push(Layer { position, bytes, may_go });
        self.held.push(held);
    }

    fn replace(&mut self, run: Range<usize>) {
        assert!(run.len() >= 2 && run.end <= self.layers.len());
        let inputs = &self.layers[run.clone()];
        assert!(inputs.iter().all(|layer| layer.may_go));
        assert!(inputs.iter().map(|layer| layer.bytes).sum::<usize>() <= RUN_BYTES_MAX);
        let position = inputs[inputs.len() - 1].position;
        // Packed together they shrink once; packed together again, hardly.
        let held: usize = self.held[run.clone()]
            .iter()
            .zip(inputs)
            .map(|(held, layer)| if layer.bytes == FRAME_BYTES + held { held * self.shrinks_to / 100 } else { *held })
            .sum();
        // One byte more tells a compacted one from one that came.
        let output = Layer { position, bytes: FRAME_BYTES + held + 1, may_go: true };
        self.rewritten_bytes += output.bytes;
        self.layers.splice(run.clone(), [output]);
        self.held.splice(run, [held]);
    }

    fn compact_all(&mut self) {
        while let Some(run) = next_run(0, &self.layers) {
            self.replace(run);
        }
    }
}

/// How often a number can be divided by the fan-in, and once more.
fn tiers_of(count: usize) -> usize {
    let mut tiers = 1;
    let mut left = count as u64 / FAN_IN;
    while left > 0 {
        tiers += 1;
        left /= FAN_IN;
    }
    tiers
}

fn fan_in() -> usize {
    usize::try_from(FAN_IN).unwrap_or(usize::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Small segments, as people write them: a few of each tier are left, and each byte is written anew once a tier.
    #[test]
    fn a_log_of_small_segments_stays_short(
        sizes in prop::collection::vec(0_usize..1_500, 1..3_000),
        shrinks_to in 30_usize..=100,
        pause in 1_usize..40,
    ) {
        let mut log = Log { shrinks_to, ..Log::default() };
        for (index, held) in sizes.iter().enumerate() {
            log.append(*held, true);
            if index % pause == 0 {
                log.compact_all();
            }
        }
        log.compact_all();
        let tiers = tiers_of(sizes.len());
        let large = log.layers.iter().filter(|layer| layer.bytes > RUN_BYTES_MAX / 2).count();
        prop_assert!(log.layers.len() <= (fan_in() - 1) * tiers + large, "{} left", log.layers.len());
        prop_assert!(large <= 2 * log.arrived_bytes / RUN_BYTES_MAX);
        prop_assert!(log.rewritten_bytes <= (tiers + 2) * log.arrived_bytes);
    }

    /// Segments of any size, some of which may not go: still each byte is written anew a few times at most, and between two
    /// that have to stay no more are left than of a log by itself.
    #[test]
    fn large_ones_and_ones_that_have_to_stay_are_stepped_around(
        sizes in prop::collection::vec(
            (prop_oneof![20 => 0_usize..2_000, 2 => 0_usize..100_000, 1 => 0_usize..2_000_000], 0_u8..50),
            1..1_500,
        ),
        shrinks_to in 60_usize..=100,
    ) {
        let mut log = Log { shrinks_to, ..Log::default() };
        for (held, dice) in &sizes {
            log.append(*held, *dice > 0);
            log.compact_all();
        }
        let stays = |layer: &&Layer| !layer.may_go || layer.bytes > RUN_BYTES_MAX / 2;
        let staying = log.layers.iter().filter(stays).count();
        let tiers = tiers_of(sizes.len());
        prop_assert!(log.layers.len() <= (staying + 1) * (fan_in() - 1) * tiers + staying);
        let open_bytes: usize = sizes.iter().map(|(held, _)| FRAME_BYTES + held).filter(|bytes| *bytes <= RUN_BYTES_MAX / 2).sum();
        prop_assert!(log.rewritten_bytes <= (tiers + 6) * open_bytes, "{} of {open_bytes}", log.rewritten_bytes);
        let kept = sizes.iter().filter(|(_, dice)| *dice == 0).count();
        prop_assert_eq!(log.layers.iter().filter(|layer| !layer.may_go).count(), kept, "what may not go is there");
    }

    /// Whatever an outline says: a run lies within it, and takes nothing that may not go.
    #[test]
    fn any_outline_gives_a_run_that_may_be(
        layers in prop::collection::vec((any::<u64>(), 0_usize..400_000, any::<bool>()), 0..200),
        after: u64,
    ) {
        let layers: Vec<Layer> =
            layers.into_iter().map(|(position, bytes, may_go)| Layer { position, bytes, may_go }).collect();
        if let Some(run) = next_run(after, &layers) {
            prop_assert!(run.len() >= 2);
            prop_assert!(layers[run.clone()].iter().all(|layer| layer.may_go));
            prop_assert!(layers[run].iter().map(|layer| layer.bytes).sum::<usize>() <= RUN_BYTES_MAX);
        }
    }
}
