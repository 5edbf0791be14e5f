//! A device's clock: right, wrong by a minute or by a century, and sometimes set anew.

use ebb_testkit::seeded::Seeded;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const YEAR_MS: i64 = 365 * DAY_MS;

/// A clock that is wrong by a constant, until it is set.
#[derive(Debug, Clone, Copy)]
pub struct LyingClock {
    ahead_ms: i64,
}

impl LyingClock {
    /// A clock that is right, or wrong in one of the ways that clocks are.
    pub fn drawn(random: &mut Seeded) -> Self {
        let some = i64::try_from(random.below(90)).unwrap_or(0) + 1;
        let ahead_ms = match random.below(10) {
            0..=3 => 0,
            4 => some * 500,
            5 => -some * MINUTE_MS,
            6 => some * DAY_MS,
            7 => -some * DAY_MS,
            8 => -50 * YEAR_MS,
            // Past the year 2200, in which a stamp is malformed.
            _ => some * 3 * YEAR_MS,
        };
        Self { ahead_ms }
    }

    /// What it shows.
    pub const fn now_ms(self, true_ms: i64) -> i64 {
        true_ms + self.ahead_ms
    }
}
