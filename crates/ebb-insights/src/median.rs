//! The median: the typical one of several values, which a single bad day does not move.

/// A median, in halves: between 4 and 5 lies 4.5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Median(u32);

impl Median {
    /// Of some values, in any order; `None` of none.
    pub fn of(mut values: Vec<u16>) -> Option<Self> {
        values.sort_unstable();
        let upper = *values.get(values.len() / 2)?;
        let lower = *values.get((values.len() - 1) / 2)?;
        Some(Self(u32::from(lower) + u32::from(upper)))
    }

    /// How many halves it is.
    pub const fn halves(self) -> u32 {
        self.0
    }

    /// The whole number at or below it.
    pub const fn floor(self) -> u32 {
        self.0 / 2
    }

    /// Whether it lies between two whole numbers.
    pub const fn is_between(self) -> bool {
        self.0 % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn it_is_the_middle_one_or_between_the_two_middle_ones() {
        assert_eq!(Median::of(vec![]), None);
        assert_eq!(Median::of(vec![7, 1, 2]).map(Median::halves), Some(4));
        let between = Median::of(vec![4, 9, 5, 0]).unwrap();
        assert_eq!((between.halves(), between.floor(), between.is_between()), (9, 4, true));
    }

    proptest! {
        #[test]
        fn it_lies_between_the_least_and_the_most(values in prop::collection::vec(any::<u16>(), 1..60)) {
            let halves = Median::of(values.clone()).unwrap().halves();
            prop_assert!(halves >= 2 * u32::from(*values.iter().min().unwrap()));
            prop_assert!(halves <= 2 * u32::from(*values.iter().max().unwrap()));
            let below = values.iter().filter(|value| 2 * u32::from(**value) < halves).count();
            let above = values.iter().filter(|value| 2 * u32::from(**value) > halves).count();
            prop_assert!(2 * below <= values.len() && 2 * above <= values.len());
        }
    }
}
