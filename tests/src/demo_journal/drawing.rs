//! What sources draw: minutes, chances, one of several.

use ebb_testkit::seeded::Seeded;

/// Draws of everyday size.
pub(super) trait Drawing {
    /// From 0 to just below.
    fn up_to(&mut self, below: i64) -> i64;

    /// Whether something comes that comes so many times in a hundred.
    fn happens(&mut self, percent: u64) -> bool;

    /// One of them; `None` where there is none.
    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T>;
}

impl Drawing for Seeded {
    fn up_to(&mut self, below: i64) -> i64 {
        i64::try_from(self.below(below.unsigned_abs().max(1))).unwrap_or(0)
    }

    fn happens(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let count = u64::try_from(all.len()).unwrap_or(u64::MAX).max(1);
        all.get(usize::try_from(self.below(count)).unwrap_or(0))
    }
}
