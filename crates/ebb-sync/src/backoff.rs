//! When to try again: twice as long each time, up to five minutes, and never at the same moment as everybody else.

/// Counts failed tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

const FIRST_MS: u64 = 1_000;
const LONGEST_MS: u64 = 5 * 60 * 1_000;
/// A server may ask for more, but not for days.
const ASKED_LONGEST_MS: u64 = 60 * 60 * 1_000;

impl Backoff {
    /// Something went well.
    pub(crate) const fn reset(&mut self) {
        self.failures = 0;
    }

    /// Something failed: how long to wait, in milliseconds. Between a half and the whole of the step, by `dice`; longer if
    /// the server asked for it.
    pub(crate) fn fail(&mut self, dice: u64, asked_seconds: Option<u64>) -> u64 {
        let step = FIRST_MS.saturating_mul(1 << self.failures.min(20)).min(LONGEST_MS);
        self.failures = self.failures.saturating_add(1);
        let wait = step / 2 + dice % (step / 2 + 1);
        let asked = asked_seconds.unwrap_or(0).saturating_mul(1_000).min(ASKED_LONGEST_MS);
        wait.max(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn waits_grow_with_jitter_and_stay_bounded(dice in prop::collection::vec(any::<u64>(), 1..40)) {
            let mut backoff = Backoff::default();
            for (failures, dice) in dice.into_iter().enumerate() {
                let step = (FIRST_MS << failures.min(20)).min(LONGEST_MS);
                let wait = backoff.fail(dice, None);
                prop_assert!((step / 2..=step).contains(&wait));
            }
            backoff.reset();
            prop_assert!(backoff.fail(0, None) <= FIRST_MS);
        }
    }

    #[test]
    fn a_server_may_ask_for_more_but_not_for_days() {
        assert_eq!(Backoff::default().fail(0, Some(30)), 30_000);
        assert_eq!(Backoff::default().fail(0, Some(u64::MAX)), ASKED_LONGEST_MS);
    }
}
