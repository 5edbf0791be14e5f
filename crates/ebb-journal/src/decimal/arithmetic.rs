//! Working with decimals, exactly, and rounding a result for the eye. No floats, and nothing of it is stored.

use std::cmp::Ordering;

use super::{Decimal, PLACES_MAX};

impl Decimal {
    /// A number of a table. Those are checked when the table is made.
    pub(crate) const fn of_table(digits: i64, places: u8) -> Self {
        Self { digits, places }
    }

    /// As a number, and not as it was written: 2.50 is 2.5.
    pub fn cmp_value(self, other: Self) -> Ordering {
        self.cmp_product(other, Self::whole(1))
    }

    /// How it compares to `one` × `other`.
    pub(crate) fn cmp_product(self, one: Self, other: Self) -> Ordering {
        // At most 15 digits and 27 places: far inside of 128 bits as long as one factor is short, and those of tables are.
        let product = i128::from(one.digits).saturating_mul(other.digits.into());
        let product_places = u32::from(one.places) + u32::from(other.places);
        let places = product_places.max(self.places.into());
        let scaled = |digits: i128, own: u32| digits.saturating_mul(10_i128.saturating_pow(places - own));
        scaled(self.digits.into(), self.places.into()).cmp(&scaled(product, product_places))
    }

    /// Which power of ten it is, if it is one: 0.01 is −2.
    pub(crate) const fn power_of_ten(self) -> Option<i8> {
        let (mut digits, mut power) = (self.digits, 0_i8);
        if digits <= 0 {
            return None;
        }
        while digits % 10 == 0 {
            digits /= 10;
            power += 1;
        }
        // Of at most 9 places.
        #[expect(clippy::cast_possible_wrap, reason = "at most 9")]
        let places = self.places as i8;
        if digits == 1 { Some(power - places) } else { None }
    }

    /// Times a power of ten, exactly; `None` where it has too many digits then.
    pub(crate) fn shifted(self, power: i8) -> Option<Self> {
        let places = i32::from(self.places) - i32::from(power);
        let Ok(behind) = u8::try_from(places) else {
            let digits = self.digits.checked_mul(10_i64.checked_pow(places.unsigned_abs())?)?;
            return Self::new(digits, 0).ok();
        };
        let mut shifted = (self.digits, behind);
        // 40.0 % from 0.400 keeps its places; only what does not fit is tried without its zeros.
        while shifted.1 > PLACES_MAX && shifted.0 % 10 == 0 {
            shifted = (shifted.0 / 10, shifted.1 - 1);
        }
        Self::new(shifted.0, shifted.1).ok()
    }

    /// Times another number, rounded to so many digits that count.
    pub(crate) fn times(self, other: Self, counting: u32) -> Option<Self> {
        let product = i128::from(self.digits).checked_mul(other.digits.into())?;
        rounded(product, u32::from(self.places) + u32::from(other.places), counting)
    }

    /// Divided by another number, rounded to so many digits that count; `None` by zero.
    pub(crate) fn over(self, other: Self, counting: u32) -> Option<Self> {
        // 18 more digits than asked for: what is cut off here moves no digit that counts.
        const MORE: u32 = 18;
        let numerator = i128::from(self.digits).checked_mul(10_i128.pow(MORE + u32::from(other.places)))?;
        let quotient = numerator.checked_div(other.digits.into())?;
        rounded(quotient, u32::from(self.places) + MORE, counting)
    }
}

/// `digits` × 10^-`places`, rounded half away from zero to so many digits that count. Whole digits are never rounded away: 4532 stays.
fn rounded(digits: i128, places: u32, counting: u32) -> Option<Decimal> {
    let length = digits.unsigned_abs().checked_ilog10().map_or(1, |log| log + 1);
    let cut = length.saturating_sub(counting).min(places);
    // What is tiny keeps the places that a decimal can have.
    let cut = cut.max(places.saturating_sub(u32::from(PLACES_MAX)));
    let unit = 10_i128.checked_pow(cut)?;
    let half = unit / 2 * digits.signum();
    let kept = digits.checked_add(half)? / unit;
    let places = if kept == 0 { 0 } else { places - cut };
    Decimal::new(i64::try_from(kept).ok()?, u8::try_from(places).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn results_are_rounded_to_the_digits_that_count() {
        for (one, other, product) in [
            ("5", "3.6713", "18.4"),
            ("0.5", "3.6713", "1.84"),
            ("1000", "3.6713", "3671"),
            ("99.96", "1.0", "100.0"),
            ("0", "3.6713", "0"),
            ("-2.5", "0.1", "-0.25"),
            ("0.000000001", "0.02586", "0"),
        ] {
            assert_eq!(decimal(one).times(decimal(other), 3).unwrap().to_string(), product, "{one} × {other}");
        }
        assert_eq!(decimal("1").over(decimal("3"), 3).unwrap().to_string(), "0.333");
        assert_eq!(decimal("2").over(decimal("3"), 3).unwrap().to_string(), "0.667");
        assert_eq!(decimal("1").over(decimal("0"), 3), None);
        assert_eq!(decimal("999999999999999").times(decimal("88.4"), 3), None, "more digits than a decimal has");
    }

    #[test]
    fn powers_of_ten_move_the_point_alone() {
        for (text, power) in
            [("1", Some(0)), ("10", Some(1)), ("0.01", Some(-2)), ("1.0", Some(0)), ("2", None), ("0", None)]
        {
            assert_eq!(decimal(text).power_of_ten(), power, "{text}");
        }
        assert_eq!(decimal("42.0").shifted(-2).unwrap().to_string(), "0.420");
        assert_eq!(decimal("0.42").shifted(2).unwrap().to_string(), "42");
        assert_eq!(decimal("13.5").shifted(1).unwrap().to_string(), "135");
        assert_eq!(decimal("7").shifted(3).unwrap().to_string(), "7000");
        assert_eq!(decimal("999999999999999").shifted(1), None);
    }

    proptest! {
        #[test]
        fn numbers_compare_as_numbers(one in -99_999_i64..99_999, ones in 0_u8..5, two in -99_999_i64..99_999, twos in 0_u8..5) {
            let (a, b) = (Decimal::new(one, ones).unwrap(), Decimal::new(two, twos).unwrap());
            let (scaled_a, scaled_b) = (one * 10_i64.pow(u32::from(5 - ones)), two * 10_i64.pow(u32::from(5 - twos)));
            prop_assert_eq!(a.cmp_value(b), scaled_a.cmp(&scaled_b));
            prop_assert_eq!(b.cmp_value(a), a.cmp_value(b).reverse());
        }
    }
}
