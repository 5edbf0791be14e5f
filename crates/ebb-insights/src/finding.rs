//! What may be said of a symptom, as data, and the minimum below which nothing is said.

use ebb_journal::catalogue::Scale;

use crate::median::Median;
use crate::therapy::Drugs;

/// Below so many logged days nothing is said of a typical one.
pub const DAYS_MIN: usize = 14;

/// A therapy with its typical day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Side {
    /// What was taken.
    pub drugs: Drugs,
    /// On how many days the typical one stands: at least [`DAYS_MIN`].
    pub logged: usize,
    /// The typical day.
    pub typical: Median,
}

/// How one typical day stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The difference is less than a person would notice.
    AboutTheSame,
    /// Lower than before.
    Lower,
    /// Higher than before.
    Higher,
}

/// The time without, between two therapies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// How many days it lasted.
    pub days: usize,
    /// On how many of them the symptom was logged.
    pub logged: usize,
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Nothing was logged.
    NothingLogged,
    /// Too few days for anything.
    TooEarly {
        /// How many days were logged.
        logged: usize,
        /// How many more it takes.
        missing: usize,
    },
    /// Of the newer therapy too few days were logged.
    TooEarlyOn {
        /// The newer therapy.
        drugs: Drugs,
        /// How many more days it takes.
        missing: usize,
        /// The one before, if that has enough.
        before: Option<Side>,
    },
    /// Two therapies.
    Compared {
        /// The newer one.
        now: Side,
        /// The one before.
        before: Side,
        /// How the newer one stands to it.
        change: Change,
        /// The time without between them, if there was one.
        pause: Option<Pause>,
    },
    /// One therapy, or none that is known.
    Typical {
        /// Its typical day.
        now: Side,
        /// The same in as many days before, if enough of them were logged.
        before: Option<(Side, Change)>,
    },
}

impl Side {
    /// The typical one of some values; `None` where these are too few.
    pub fn of(drugs: Drugs, values: Vec<u16>) -> Option<Self> {
        let logged = values.len();
        let typical = Median::of(values)?;
        (logged >= DAYS_MIN).then_some(Self { drugs, logged, typical })
    }
}

impl Change {
    /// From one typical day to another, on a scale.
    pub fn between(scale: Scale, before: Median, now: Median) -> Self {
        let (before, now) = (before.halves(), now.halves());
        if before.abs_diff(now) < noticed(scale, before.max(now)) {
            return Self::AboutTheSame;
        }
        if now < before { Self::Lower } else { Self::Higher }
    }
}

/// The least difference in halves that is called one: two of ten, one of the five steps, a quarter of an hour. Of what is counted: one,
/// and a third of the larger number.
const fn noticed(scale: Scale, larger: u32) -> u32 {
    match scale {
        Scale::ZeroToTen => 4,
        Scale::FiveSteps | Scale::Presence | Scale::NeverRated => 2,
        Scale::Minutes => 30,
        Scale::Episode | Scale::Count => {
            let third = larger.div_ceil(3);
            if third > 2 { third } else { 2 }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn between(scale: Scale, before: u16, now: u16) -> Change {
        Change::between(scale, Median::of(vec![before]).unwrap(), Median::of(vec![now]).unwrap())
    }

    #[test]
    fn a_difference_is_said_from_two_of_ten_one_step_or_a_third_of_a_count() {
        assert_eq!(between(Scale::ZeroToTen, 5, 4), Change::AboutTheSame);
        assert_eq!(between(Scale::ZeroToTen, 5, 3), Change::Lower);
        assert_eq!(between(Scale::FiveSteps, 1, 2), Change::Higher);
        assert_eq!(between(Scale::Episode, 1, 0), Change::Lower);
        assert_eq!(between(Scale::Episode, 9, 7), Change::AboutTheSame);
        assert_eq!(between(Scale::Episode, 9, 6), Change::Lower);
        assert_eq!(between(Scale::Minutes, 30, 20), Change::AboutTheSame);
    }

    #[test]
    fn below_the_minimum_there_is_no_typical_day() {
        assert_eq!(Side::of(Drugs::NONE, vec![4; DAYS_MIN - 1]), None);
        assert_eq!(Side::of(Drugs::NONE, vec![4; DAYS_MIN]).map(|side| side.logged), Some(DAYS_MIN));
    }

    proptest! {
        #[test]
        fn what_is_lower_one_way_is_higher_the_other(one in 0_u16..=10, other in 0_u16..=10) {
            for scale in [Scale::ZeroToTen, Scale::FiveSteps, Scale::Episode, Scale::Minutes] {
                let mirrored = match between(scale, one, other) {
                    Change::Lower => Change::Higher,
                    Change::Higher => Change::Lower,
                    Change::AboutTheSame => Change::AboutTheSame,
                };
                prop_assert_eq!(between(scale, other, one), mirrored);
            }
        }
    }
}
