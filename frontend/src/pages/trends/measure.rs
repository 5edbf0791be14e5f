//! Where things stand in a chart, as parts of its width and height: charts are as wide as their place, and grow with the text.

use ebb_insights::{DayValues, Median};
use ebb_journal::CivilDay;

/// How many parts of its height the line is drawn in.
pub const HEIGHT: u32 = 1000;

/// The days across a chart.
#[derive(Clone, Copy)]
pub struct Days {
    first: i32,
    count: i32,
}

impl Days {
    pub fn of(values: &DayValues) -> Self {
        Self { first: values.first().days(), count: i32::try_from(values.days()).unwrap_or(1).max(1) }
    }

    /// How many there are.
    pub const fn count(self) -> i32 {
        self.count
    }

    /// How many days after the first one.
    pub const fn after_first(self, day: CivilDay) -> i32 {
        day.days() - self.first
    }

    /// Where a day begins: "12.5%".
    pub fn start_of(self, day: CivilDay) -> String {
        percent(self.after_first(day), self.count)
    }

    /// Where a day ends.
    pub fn end_of(self, day: CivilDay) -> String {
        percent(self.after_first(day) + 1, self.count)
    }

    /// How wide some days are.
    pub fn width(self, first: CivilDay, last: CivilDay) -> String {
        percent(self.after_first(last) + 1 - self.after_first(first), self.count)
    }

    /// In the middle of some days.
    pub fn middle(self, first: CivilDay, last: CivilDay) -> String {
        percent(self.after_first(first) + self.after_first(last) + 1, 2 * self.count)
    }

    /// How many in a hundred of the days these are.
    pub const fn share(self, first: CivilDay, last: CivilDay) -> i32 {
        (self.after_first(last) + 1 - self.after_first(first)) * 100 / self.count
    }
}

/// "33.33%".
pub fn percent(part: i32, whole: i32) -> String {
    let hundredths = i64::from(part) * 10_000 / i64::from(whole.max(1));
    let (whole, rest) = (hundredths.div_euclid(100), hundredths.rem_euclid(100));
    format!("{whole}.{rest:02}%")
}

/// How far from the top a value lies, of [`HEIGHT`].
pub fn from_top(median: Median, top: u16) -> u32 {
    let most = 2 * u32::from(top.max(1));
    HEIGHT - HEIGHT * median.halves().min(most) / most
}

/// The same as "33.33%".
pub fn from_top_percent(median: Median, top: u16) -> String {
    percent(i32::try_from(from_top(median, top)).unwrap_or(0), i32::try_from(HEIGHT).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn parts_are_told_in_hundredths() {
        assert_eq!(percent(1, 3), "33.33%");
        assert_eq!(percent(0, 0), "0.00%");
        assert_eq!(from_top(Median::of(vec![5]).unwrap(), 10), 500);
        assert_eq!(from_top(Median::of(vec![99]).unwrap(), 10), 0);
    }
}
