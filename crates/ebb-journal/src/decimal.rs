//! Decimal numbers as they are written on a box of tablets: exact, never floats.

mod arithmetic;

use std::fmt;
use std::str::FromStr;

/// A decimal number: `digits` × 10^-`places`. "2.5" is 25 with one place; "2.50" is kept as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    digits: i64,
    places: u8,
}

/// Text or parts that are no decimal of at most 15 digits and 9 places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number with at most 15 digits")]
pub struct MalformedDecimal;

const DIGITS_MAX: i64 = 999_999_999_999_999;
const PLACES_MAX: u8 = 9;

impl Decimal {
    /// The number `digits` × 10^-`places`.
    pub const fn new(digits: i64, places: u8) -> Result<Self, MalformedDecimal> {
        if digits.unsigned_abs() > DIGITS_MAX.unsigned_abs() || places > PLACES_MAX {
            return Err(MalformedDecimal);
        }
        Ok(Self { digits, places })
    }

    /// A whole number.
    pub const fn whole(number: u32) -> Self {
        Self { digits: number as i64, places: 0 }
    }

    /// All digits, without the point.
    pub const fn digits(self) -> i64 {
        self.digits
    }

    /// How many of the digits stand behind the point.
    pub const fn places(self) -> u8 {
        self.places
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.places);
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = places + 1);
        let (whole, part) = digits.split_at(digits.len() - places);
        if part.is_empty() { write!(formatter, "{sign}{whole}") } else { write!(formatter, "{sign}{whole}.{part}") }
    }
}

impl FromStr for Decimal {
    type Err = MalformedDecimal;

    /// Reads "2.5", "-0.25" or "2,5".
    fn from_str(text: &str) -> Result<Self, MalformedDecimal> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, part) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, ""));
        let has_point = whole.len() != unsigned.len();
        let digits = format!("{whole}{part}");
        let all_digits = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits || has_point == part.is_empty() {
            return Err(MalformedDecimal);
        }
        let places = u8::try_from(part.len()).map_err(|_| MalformedDecimal)?;
        let magnitude: i64 = digits.parse().map_err(|_| MalformedDecimal)?;
        Self::new(if text.starts_with('-') { -magnitude } else { magnitude }, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_keep_their_places() {
        for text in ["0", "1", "2.5", "2.50", "-0.25", "0.000000001", "999999999999999"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        assert_eq!("2,5".parse::<Decimal>().unwrap().to_string(), "2.5");
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in ["", "-", ".", "1.", ".5", "1e3", "1.2.3", "١", "1000000000000000", "0.0000000001", "--1", "+1"] {
            assert_eq!(text.parse::<Decimal>(), Err(MalformedDecimal), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_decimal_reads_back(digits in -DIGITS_MAX..=DIGITS_MAX, places in 0..=PLACES_MAX) {
            let decimal = Decimal::new(digits, places).unwrap();
            let read: Decimal = decimal.to_string().parse().unwrap();
            prop_assert_eq!(read.digits(), decimal.digits());
            prop_assert_eq!(read.places(), decimal.places());
        }
    }
}
