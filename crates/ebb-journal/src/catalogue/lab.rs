//! What labs, scales and bone scans measure: names, units, what one unit is in the other, and what can be a number at all.
//!
//! Never here: a reference range, or a word on whether a number is high or low. Those stand on the person's own report.

use std::cmp::Ordering;

use super::tables::{BONE_SITES, LABS};
use crate::decimal::Decimal;

/// A lab's number, for ever; from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabNumber(pub u16);

/// The number of a part of the skeleton, for ever; from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoneSiteNumber(pub u16);

/// Something that a lab or a scale measures.
#[derive(Debug, PartialEq, Eq)]
pub struct Lab {
    /// Its number.
    pub number: LabNumber,
    /// Its name in exports.
    pub id: &'static str,
    /// The plain name.
    pub name: &'static str,
    /// Other words by which it is found, with `; ` between.
    pub synonyms: &'static str,
    /// The conventional unit, in UCUM; empty where there is none.
    pub unit: &'static str,
    /// The SI unit, in UCUM; empty where there is none.
    pub unit_si: &'static str,
    /// What one conventional unit is in SI units. `None`: one is never worked out from the other.
    pub factor: Option<Decimal>,
    /// Outside of it, in the conventional unit, a number is refused. No reference range: it is far wider.
    pub hard: Option<Range>,
    /// Outside of it one is asked whether the number is right. No reference range either.
    pub soft: Option<Range>,
    /// Whether the method of the lab matters so much that it is asked for.
    pub has_method: bool,
    /// Whether it is worked out from others, and so is not written down by itself.
    pub is_derived: bool,
}

/// From one number to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub least: Decimal,
    /// The most.
    pub most: Decimal,
}

/// A part of the skeleton that a bone scan (DXA) measures.
#[derive(Debug, PartialEq, Eq)]
pub struct BoneSite {
    /// Its number.
    pub number: BoneSiteNumber,
    /// Its name in exports.
    pub id: &'static str,
    /// The plain name.
    pub name: &'static str,
}

/// Which of two families of units somebody reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitSystem {
    /// mg/dL, pg/mL: as in the United States.
    Conventional,
    /// mmol/L, pmol/L: as in most other countries.
    Si,
}

/// A number in another unit than the one that it was reported in. For the eye alone: what is kept is what was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Converted {
    /// The number, with no more digits than make sense.
    pub value: Decimal,
    /// Whether it is exactly that: the units differ by a power of ten.
    pub is_exact: bool,
}

/// So many digits say what a converted number is worth.
const DIGITS_THAT_COUNT: u32 = 3;

impl LabNumber {
    /// What the catalogue says of it; `None` for a lab of a newer version.
    pub fn entry(self) -> Option<&'static Lab> {
        LABS.iter().find(|lab| lab.number == self)
    }
}

impl BoneSiteNumber {
    /// What the catalogue says of it; `None` for a part of a newer version.
    pub fn entry(self) -> Option<&'static BoneSite> {
        BONE_SITES.iter().find(|site| site.number == self)
    }
}

impl Range {
    /// Whether `value`, which is in units of which `factor` make one of the range's, lies within.
    fn has(self, value: Decimal, factor: Decimal) -> bool {
        let is_at_least = value.cmp_product(self.least, factor) != Ordering::Less;
        is_at_least && value.cmp_product(self.most, factor) != Ordering::Greater
    }
}

impl Lab {
    /// The units in which it is reported, those of `system` first; one where both systems agree.
    pub fn units(&self, system: UnitSystem) -> Vec<&'static str> {
        let mut units = match system {
            UnitSystem::Conventional => vec![self.unit, self.unit_si],
            UnitSystem::Si => vec![self.unit_si, self.unit],
        };
        units.dedup();
        units
    }

    /// Its unit in a system.
    pub const fn unit_of(&self, system: UnitSystem) -> &'static str {
        match system {
            UnitSystem::Conventional => self.unit,
            UnitSystem::Si => self.unit_si,
        }
    }

    /// Whether a number in a unit can be at all. What is not known of a unit is not held against a number.
    pub fn can_be(&self, value: Decimal, unit: &str) -> bool {
        value.digits() >= 0 && self.is_within(self.hard, value, unit)
    }

    /// Whether a number in a unit is one that calls for no second look. A second look is no verdict: the number may well be right.
    pub fn is_common(&self, value: Decimal, unit: &str) -> bool {
        self.is_within(self.soft, value, unit)
    }

    fn is_within(&self, range: Option<Range>, value: Decimal, unit: &str) -> bool {
        let factor =
            if unit == self.unit { Some(Decimal::whole(1)) } else { self.factor.filter(|_| unit == self.unit_si) };
        range.zip(factor).is_none_or(|(range, factor)| range.has(value, factor))
    }

    /// A number that was reported in one of the two units, in the other one; `None` where that cannot be said.
    pub fn convert(&self, value: Decimal, from: &str, to: &str) -> Option<Converted> {
        let factor = self.factor.filter(|_| from != to)?;
        let is_exact = factor.power_of_ten().is_some();
        let to_si = from == self.unit && to == self.unit_si;
        let to_conventional = from == self.unit_si && to == self.unit;
        if !to_si && !to_conventional {
            return None;
        }
        let value = match factor.power_of_ten() {
            Some(power) => value.shifted(if to_si { power } else { -power })?,
            None if to_si => value.times(factor, DIGITS_THAT_COUNT)?,
            None => value.over(factor, DIGITS_THAT_COUNT)?,
        };
        Some(Converted { value, is_exact })
    }
}

/// A unit as it is written on a report: `10*3/uL` is 10³/µL.
pub fn shown_unit(ucum: &str) -> String {
    // UCUM marks units of its own by brackets; a customary pound has a name that no scale shows.
    let plain = ucum.replace("[lb_av]", "lb").replace(['[', ']'], "");
    let raised = plain.replace("10*3", "10³").replace("10*9", "10⁹").replace("m2", "m²");
    let micro = |text: &str| text.strip_prefix('u').map(|rest| ["µ", rest].concat());
    let parts: Vec<String> = raised.split('/').map(|part| micro(part).unwrap_or_else(|| part.to_owned())).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn lab(number: LabNumber) -> &'static Lab {
        number.entry().unwrap()
    }

    #[test]
    fn known_numbers_are_what_they_are_in_the_other_unit() {
        for (number, value, from, to, expected) in [
            (LabNumber::ESTRADIOL, "5", "pg/mL", "pmol/L", "18.4"),
            (LabNumber::ESTRADIOL, "18.4", "pmol/L", "pg/mL", "5.01"),
            (LabNumber::ESTRADIOL, "0", "pg/mL", "pmol/L", "0"),
            (LabNumber::ESTRADIOL, "1234.5", "pg/mL", "pmol/L", "4532"),
            (LabNumber::TESTOSTERONE, "400", "ng/dL", "nmol/L", "13.9"),
            (LabNumber::CHOL, "200", "mg/dL", "mmol/L", "5.17"),
            (LabNumber::TG, "150", "mg/dL", "mmol/L", "1.69"),
            (LabNumber::VITD, "30", "ng/mL", "nmol/L", "74.9"),
            (LabNumber::CREATININE, "0.9", "mg/dL", "umol/L", "79.6"),
            (LabNumber::GLUCOSE, "100", "mg/dL", "mmol/L", "5.55"),
            (LabNumber::WEIGHT, "150", "[lb_av]", "kg", "68.0"),
        ] {
            let converted = lab(number).convert(decimal(value), from, to).unwrap();
            assert_eq!((converted.value.to_string().as_str(), converted.is_exact), (expected, false), "{value} {from}");
        }
        for (number, value, from, to, expected) in [
            (LabNumber::HEMATOCRIT, "42", "%", "L/L", "0.42"),
            (LabNumber::HEMATOCRIT, "0.4", "L/L", "%", "40"),
            (LabNumber::HEMOGLOBIN, "13.5", "g/dL", "g/L", "135"),
            (LabNumber::LH, "7.25", "m[IU]/mL", "[IU]/L", "7.25"),
        ] {
            let converted = lab(number).convert(decimal(value), from, to).unwrap();
            assert_eq!((converted.value.to_string().as_str(), converted.is_exact), (expected, true), "{value} {from}");
        }
    }

    #[test]
    fn what_must_not_be_converted_is_not() {
        for (number, from, to) in [
            (LabNumber::SHBG, "nmol/L", "nmol/L"),
            (LabNumber::HBA1C, "%", "mmol/mol"),
            (LabNumber::BILIRUBIN, "mg/dL", "umol/L"),
            (LabNumber::ESTRADIOL, "pg/mL", "ng/L"),
            (LabNumber::ESTRADIOL, "pg/mL", "pg/mL"),
        ] {
            assert_eq!(lab(number).convert(Decimal::whole(7), from, to), None, "{number:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_told_in_either_unit_and_nothing_is_held_against_a_unit_that_is_not_known() {
        let estradiol = lab(LabNumber::ESTRADIOL);
        assert!(estradiol.can_be(decimal("5000"), "pg/mL") && !estradiol.can_be(decimal("5000.1"), "pg/mL"));
        assert!(estradiol.can_be(decimal("18356.5"), "pmol/L") && !estradiol.can_be(decimal("18356.6"), "pmol/L"));
        assert!(estradiol.can_be(decimal("99999"), "ng/L") && !estradiol.can_be(decimal("-1"), "ng/L"));
        assert!(estradiol.is_common(decimal("500"), "pg/mL") && !estradiol.is_common(decimal("501"), "pg/mL"));
        let calcium = lab(LabNumber::CALCIUM);
        assert!(calcium.is_common(decimal("2.4"), "mmol/L") && !calcium.is_common(decimal("9.4"), "mmol/L"));
        assert!(!calcium.can_be(decimal("9.4"), "mmol/L") && calcium.can_be(decimal("9.4"), "mg/dL"));
    }

    #[test]
    fn every_lab_can_be_written_down_or_is_worked_out() {
        for lab in LABS {
            assert_eq!(lab.hard.is_none(), lab.is_derived, "{}", lab.id);
            assert!(lab.is_derived || !lab.unit.is_empty() && !lab.unit_si.is_empty(), "{}", lab.id);
            assert!(lab.factor.is_none_or(|factor| factor.digits() > 0), "{}", lab.id);
            let (Some(hard), Some(soft)) = (lab.hard, lab.soft) else { continue };
            for end in [soft.least, soft.most] {
                assert!(hard.has(end, Decimal::whole(1)), "{}: a second look inside of what can be", lab.id);
            }
        }
        assert_eq!(lab(LabNumber::ESTRADIOL).units(UnitSystem::Si), ["pmol/L", "pg/mL"]);
        assert_eq!(lab(LabNumber::SHBG).units(UnitSystem::Conventional), ["nmol/L"]);
        assert_eq!(BoneSiteNumber::HIP.entry().map(|site| site.id), Some("hip"));
        assert_eq!((LabNumber(999).entry(), BoneSiteNumber(99).entry()), (None, None));
    }

    #[test]
    fn units_are_shown_as_on_a_report() {
        for (ucum, shown) in [
            ("m[IU]/mL", "mIU/mL"),
            ("10*3/uL", "10³/µL"),
            ("10*9/L", "10⁹/L"),
            ("umol/L", "µmol/L"),
            ("ug/L", "µg/L"),
            ("mm[Hg]", "mmHg"),
            ("kg/m2", "kg/m²"),
            ("[lb_av]", "lb"),
            ("/min", "/min"),
            ("U/L", "U/L"),
            ("%", "%"),
        ] {
            assert_eq!(shown_unit(ucum), shown);
        }
    }

    proptest! {
        #[test]
        fn there_and_back_is_nearly_the_same(index in 0..LABS.len(), digits in 1_i64..10_000_000, places in 0_u8..5) {
            let lab = &LABS[index];
            let value = Decimal::new(digits, places).unwrap();
            if let Some(there) = lab.convert(value, lab.unit, lab.unit_si) {
                let back = lab.convert(there.value, lab.unit_si, lab.unit).unwrap();
                let (before, after) = (f64::from(i32::try_from(digits).unwrap()) / 10_f64.powi(places.into()), back.value);
                let after: f64 = after.to_string().parse().unwrap();
                // Three digits that count: half of the last one is at most 0.5 %, each way.
                let allowed = if there.is_exact { 1e-9 } else { 0.0101 };
                prop_assert!((after - before).abs() <= before * allowed, "{} {before} {after}", lab.id);
            }
        }

        #[test]
        fn converting_ends_whatever_the_number(index in 0..LABS.len(), digits in -999_999_999_999_999_i64..=999_999_999_999_999, places in 0_u8..=9) {
            let lab = &LABS[index];
            let value = Decimal::new(digits, places).unwrap();
            for (from, to) in [(lab.unit, lab.unit_si), (lab.unit_si, lab.unit)] {
                if let Some(converted) = lab.convert(value, from, to) {
                    prop_assert_eq!(converted.value.digits() < 0 && digits >= 0, false);
                }
                let _ = (lab.can_be(value, from), lab.is_common(value, from));
            }
        }
    }
}
