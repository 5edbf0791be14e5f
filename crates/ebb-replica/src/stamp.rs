//! The stamp of an op: milliseconds since 1970. It orders writes to one field and nothing else.

/// Milliseconds since 1970, before the year 2200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(u64);

/// A stamp of the year 2200 or later: whoever wrote it was broken, and every reader judges it alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time stamp of the year 2200 or later")]
pub struct MalformedStamp;

/// 1 January 2200.
const END_MS: u64 = 7_258_118_400_000;

impl Stamp {
    /// None is before it.
    pub(crate) const FIRST: Self = Self(0);

    /// A stamp from milliseconds since 1970.
    pub const fn of_ms(ms: u64) -> Result<Self, MalformedStamp> {
        if ms < END_MS { Ok(Self(ms)) } else { Err(MalformedStamp) }
    }

    /// Milliseconds since 1970.
    pub const fn ms(self) -> u64 {
        self.0
    }

    /// The stamp for a change made when the wall showed `wall_ms`, over a value stamped `replaced`: the wall's time, but
    /// always after what it replaces, so that a correction wins even when a clock has lied. Times outside 1970 to 2200
    /// are taken as the nearer end.
    #[must_use]
    pub fn for_change(wall_ms: i64, replaced: Option<Self>) -> Self {
        let wall = u64::try_from(wall_ms).unwrap_or(0);
        let after = replaced.map_or(0, |stamp| stamp.0 + 1);
        Self(wall.max(after).min(END_MS - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_stamped_after_what_it_replaces() {
        let wrong_clock = Stamp::of_ms(END_MS - 10).unwrap();
        assert_eq!(Stamp::for_change(5, Some(wrong_clock)).ms(), END_MS - 9);
        assert_eq!(Stamp::for_change(500, Some(Stamp(20))).ms(), 500);
        assert_eq!(Stamp::for_change(-1, None).ms(), 0);
    }

    #[test]
    fn the_year_2200_is_malformed_and_never_written() {
        assert_eq!(Stamp::of_ms(END_MS), Err(MalformedStamp));
        assert_eq!(Stamp::for_change(i64::MAX, Some(Stamp(END_MS - 1))).ms(), END_MS - 1);
    }
}
