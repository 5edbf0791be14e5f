//! Which adjacent segments of a log are compacted next: in tiers, as a log-structured merge tree does.
//!
//! A compacted segment takes the position of its last input, so a segment stands for as many segments as were once appended
//! since the position before it: that is its *weight*, and its tier is how often the weight can be divided by [`FAN_IN`].
//! Adjacent segments of a tier become one of a higher tier as soon as they weigh enough for it, so that each byte is written
//! anew once a tier, and of each tier a few segments are left. A segment that has become large stands by itself.
//!
//! Arrives: a log's outline. Leaves: a range of it. Never here: what the segments hold.

use std::ops::Range;

use ebb_protocol::limits::{COMPACT_INPUT_BYTES_MAX, COMPACT_INPUTS_MAX};

/// How many segments of a tier weigh as much as one of the next.
pub const FAN_IN: u64 = 16;

/// What one compaction takes in at most. Twice as much packs 2 % better, and holds a phone up for twice as long.
pub const RUN_BYTES_MAX: usize = 128 * 1024;

const _: () = assert!(RUN_BYTES_MAX <= COMPACT_INPUT_BYTES_MAX && FAN_IN <= COMPACT_INPUTS_MAX as u64);

/// 16 to the 12th: more segments than any journal gets.
const TIERS: u32 = 12;

/// A segment of a log, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layer {
    /// Its position; positions rise.
    pub position: u64,
    /// How many bytes it has.
    pub bytes: usize,
    /// Whether this device can take it in at all: not so where it is of a newer kind, or could not be opened.
    pub may_go: bool,
}

impl Layer {
    /// Two that are no larger fit into one compaction.
    const fn is_open(&self) -> bool {
        self.may_go && self.bytes <= RUN_BYTES_MAX / 2
    }
}

/// The adjacent segments that are to be compacted next, at least two; `None` where there is nothing to be gained. `after` is
/// the position before the first segment.
pub fn next_run(after: u64, log: &[Layer]) -> Option<Range<usize>> {
    let weights = weights(after, log);
    (0..TIERS).map(|tier| FAN_IN.pow(tier + 1)).find_map(|enough| {
        let is_lower = |index: usize| log[index].is_open() && weights[index] < enough;
        let mut start = 0;
        while start < log.len() {
            let end = (start..log.len()).find(|index| !is_lower(*index)).unwrap_or(log.len());
            if weights[start..end].iter().fold(0, |sum: u64, weight| sum.saturating_add(*weight)) >= enough {
                return Some(start..start + run_length(&weights[start..end], &log[start..end], enough));
            }
            start = end + 1;
        }
        None
    })
}

fn weights(after: u64, log: &[Layer]) -> Vec<u64> {
    let mut before = after;
    let weigh = |layer: &Layer| {
        let weight = layer.position.saturating_sub(before).max(1);
        before = layer.position;
        weight
    };
    log.iter().map(weigh).collect()
}

/// The shortest run from the start of a block that makes a segment of the highest tier within reach: where many have gathered,
/// they are not taken up once for each tier. Where not even `enough` is in reach, all that fits.
fn run_length(weights: &[u64], block: &[Layer], mut enough: u64) -> usize {
    let (mut weight, mut bytes, mut reached) = (0_u64, 0, None);
    for (index, layer) in block.iter().enumerate().take(COMPACT_INPUTS_MAX) {
        bytes += layer.bytes;
        if bytes > RUN_BYTES_MAX {
            // Two always fit, see `is_open`.
            return reached.unwrap_or(index);
        }
        weight = weight.saturating_add(weights[index]);
        while weight >= enough {
            reached = Some(index + 1);
            enough = enough.saturating_mul(FAN_IN);
        }
    }
    reached.unwrap_or(block.len().min(COMPACT_INPUTS_MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(weights: &[u64], bytes: usize) -> Vec<Layer> {
        let mut position = 0;
        let layer = |weight: &u64| {
            position += weight;
            Layer { position, bytes, may_go: true }
        };
        weights.iter().map(layer).collect()
    }

    #[test]
    fn sixteen_of_a_tier_make_one_of_the_next() {
        assert_eq!(next_run(0, &log(&[1; 15], 500)), None);
        assert_eq!(next_run(0, &log(&[1; 16], 500)), Some(0..16));
        assert_eq!(next_run(0, &log(&[1; 40], 500)), Some(0..16));
        let one_and_fifteen: Vec<u64> = [16].into_iter().chain([1; 15]).collect();
        assert_eq!(next_run(0, &log(&one_and_fifteen, 500)), None);
        assert_eq!(next_run(0, &log(&[16; 16], 500)), Some(0..16));
        // The lowest tier first.
        let mixed: Vec<u64> = [16; 16].into_iter().chain([1; 16]).collect();
        assert_eq!(next_run(0, &log(&mixed, 500)), Some(16..32));
    }

    #[test]
    fn what_gathered_for_long_is_taken_up_once() {
        assert_eq!(next_run(0, &log(&[1; 300], 500)), Some(0..256));
        assert_eq!(next_run(0, &log(&vec![1; 5000], 500)), Some(0..256));
    }

    #[test]
    fn a_run_stays_within_its_bytes_and_large_ones_stand_by_themselves() {
        assert_eq!(next_run(0, &log(&[1; 16], RUN_BYTES_MAX / 4)), Some(0..4));
        assert_eq!(next_run(0, &log(&[1; 16], RUN_BYTES_MAX / 2)), Some(0..2));
        assert_eq!(next_run(0, &log(&[1; 16], RUN_BYTES_MAX / 2 + 1)), None);
    }

    #[test]
    fn what_may_not_go_is_never_stepped_over() {
        let mut barred = log(&[1; 31], 500);
        barred[15].may_go = false;
        assert_eq!(next_run(0, &barred), None);
        barred.extend([Layer { position: 32, bytes: 500, may_go: true }]);
        assert_eq!(next_run(0, &barred), Some(16..32));
    }

    #[test]
    fn positions_that_make_no_sense_harm_nothing() {
        assert_eq!(next_run(9, &[]), None);
        let layer = |position| Layer { position, bytes: 0, may_go: true };
        assert_eq!(next_run(u64::MAX, &[layer(0), layer(u64::MAX), layer(3)]), None);
    }
}
