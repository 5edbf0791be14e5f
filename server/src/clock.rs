//! The time, as a parameter: only [`SystemClock`] asks the machine, so tests own the clock.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What the server asks for the time.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock, in milliseconds since 1970. May jump.
    fn wall_ms(&self) -> i64;

    /// Time since some fixed moment. Never goes back.
    fn elapsed(&self) -> Duration;
}

/// The machine's own clocks.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// A clock whose [`Clock::elapsed`] counts from now.
    #[expect(clippy::disallowed_methods, reason = "this is the one place of the server that reads the clock")]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place of the server that reads the clock")]
    fn wall_ms(&self) -> i64 {
        let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX)
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
