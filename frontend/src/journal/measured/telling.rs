//! What was measured, in words. The number that was reported comes first, in its own unit; what it is in another one stands beside it.

use ebb_journal::catalogue::shown_unit;
use ebb_journal::{BoneScan, Comparator, Decimal, LabMethod, LabNumber, LabValue, UnitSystem};

use crate::journal::wording;
use crate::words;

/// "Estradiol".
pub fn lab_name(number: LabNumber) -> &'static str {
    number.entry().map_or(wording::OF_A_NEWER_EBB, |lab| lab.name)
}

/// "Bone scan (DXA), Hip".
pub fn scan_title(scan: &BoneScan) -> String {
    [words::BONE_SCAN, scan_name(scan)].join(", ")
}

/// "Hip".
pub fn scan_name(scan: &BoneScan) -> &'static str {
    scan.site.entry().map_or(wording::OF_A_NEWER_EBB, |site| site.name)
}

/// "< 5 pg/mL".
pub fn reported(value: &LabValue) -> String {
    let sign = match value.comparator {
        None => "",
        Some(Comparator::LessThan) => "<\u{a0}",
        Some(Comparator::MoreThan) => ">\u{a0}",
    };
    [sign, with_unit(value.value, &value.unit).as_str()].concat()
}

/// "less than about 18.4 pmol/L": the same in the unit that somebody reads; `None` where it stands in that unit, or cannot be said.
pub fn converted(value: &LabValue, units: UnitSystem) -> Option<String> {
    let lab = value.lab.entry()?;
    let unit = lab.unit_of(units);
    let converted = lab.convert(value.value, &value.unit, unit)?;
    let number = with_unit(converted.value, unit);
    let number = if converted.is_exact { number } else { words::about(&number) };
    let than = match value.comparator {
        None => return Some(number),
        Some(Comparator::LessThan) => words::LESS_THAN,
        Some(Comparator::MoreThan) => words::MORE_THAN,
    };
    Some([than, " ", number.as_str()].concat())
}

/// "by immunoassay, at the clinic": what else was said of a value.
pub fn said_besides(value: &LabValue) -> String {
    let method = value.method.map(|method| match method {
        LabMethod::LcMsMs => words::BY_LC_MS_MS,
        LabMethod::GcMsMs => words::BY_GC_MS_MS,
        LabMethod::Immunoassay => words::BY_IMMUNOASSAY,
    });
    let parts: Vec<&str> = method.into_iter().chain(value.note.as_deref()).collect();
    parts.join(", ")
}

/// "< 5 pg/mL, by immunoassay, at the clinic".
pub fn told_of_lab(value: &LabValue) -> String {
    let besides = said_besides(value);
    if besides.is_empty() { reported(value) } else { [reported(value), besides].join(", ") }
}

/// "T-score −1.8, Z-score 0.3, 0.812 g/cm²".
pub fn numbers_of_scan(scan: &BoneScan) -> String {
    let t_score = scan.t_score.map(|number| words::t_score(&shown(number)));
    let z_score = scan.z_score.map(|number| words::z_score(&shown(number)));
    let density = scan.density.map(|number| [shown(number).as_str(), words::DENSITY_UNIT].join("\u{a0}"));
    [t_score, z_score, density].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The same, and the clinic or the machine.
pub fn told_of_scan(scan: &BoneScan) -> String {
    let place = scan.place.as_deref().map(str::to_owned);
    [numbers_of_scan(scan)].into_iter().chain(place).collect::<Vec<_>>().join(", ")
}

fn with_unit(number: Decimal, unit: &str) -> String {
    [shown(number), shown_unit(unit)].join("\u{a0}")
}

/// With a minus that is as wide as a plus.
fn shown(number: Decimal) -> String {
    number.to_string().replace('-', "−")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::{BoneSiteNumber, Moment};

    fn at() -> Moment {
        Moment::new(1_795_476_600_000, 60, None).unwrap()
    }

    fn estradiol(value: &str, unit: &str, comparator: Option<Comparator>) -> LabValue {
        let (value, unit) = (value.parse().unwrap(), unit.into());
        LabValue { lab: LabNumber::ESTRADIOL, value, unit, at: at(), comparator, method: None, note: None }
    }

    #[wasm_bindgen_test]
    fn what_was_reported_stands_as_it_was_and_what_it_is_besides_says_that_it_is_about_that() {
        let value = estradiol("5", "pg/mL", Some(Comparator::LessThan));
        assert_eq!(reported(&value), "<\u{a0}5\u{a0}pg/mL");
        assert_eq!(converted(&value, UnitSystem::Si).as_deref(), Some("less than about 18.4\u{a0}pmol/L"));
        assert_eq!(converted(&value, UnitSystem::Conventional), None);
        assert_eq!(converted(&estradiol("5", "ng/L", None), UnitSystem::Si), None, "a unit that nobody knows");
        let hematocrit = LabValue { lab: LabNumber::HEMATOCRIT, ..estradiol("42", "%", None) };
        assert_eq!(converted(&hematocrit, UnitSystem::Si).as_deref(), Some("0.42\u{a0}L/L"), "exactly that");
        let full = LabValue { method: Some(LabMethod::Immunoassay), note: Some("fasting".into()), ..value };
        assert_eq!(told_of_lab(&full), "<\u{a0}5\u{a0}pg/mL, by immunoassay, fasting");
    }

    #[wasm_bindgen_test]
    fn a_scan_tells_the_numbers_that_it_has() {
        let number = |text: &str| text.parse().ok();
        let scan = BoneScan {
            site: BoneSiteNumber::HIP,
            t_score: number("-1.8"),
            z_score: None,
            density: number("0.812"),
            at: at(),
            place: Some("north".into()),
        };
        assert_eq!(told_of_scan(&scan), "T-score −1.8, 0.812\u{a0}g/cm², north");
        assert_eq!(scan_name(&BoneScan { site: BoneSiteNumber(99), ..scan }), wording::OF_A_NEWER_EBB);
    }
}
