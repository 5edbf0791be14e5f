//! Numbers are read as reports and phones write them; what cannot be is refused with its reason, and nothing else is.

use proptest::prelude::*;

use super::*;
use crate::catalogue::{UnitSystem, labs_to_log};

fn at(hour: i64) -> Moment {
    Moment::new(1_795_392_000_000 + hour * 3_600_000, 0, None).unwrap()
}

fn told<T: std::fmt::Debug>(checked: Result<T, Vec<Problem>>) -> Vec<(DraftField, Wrong)> {
    checked.unwrap_err().into_iter().map(|problem| (problem.field, problem.wrong)).collect()
}

fn estradiol(value: &str) -> LabDraft {
    LabDraft {
        lab: Some(LabNumber::ESTRADIOL),
        value: value.to_owned(),
        unit: "pg/mL".to_owned(),
        at: Some(at(8)),
        ..LabDraft::default()
    }
}

#[test]
fn a_value_is_kept_as_it_was_reported() {
    let draft = LabDraft { method: Some(LabMethod::Immunoassay), note: "fasting".into(), ..estradiol(" 2,50 ") };
    let value = draft.check(&at(9)).unwrap();
    assert_eq!((value.value.to_string().as_str(), &*value.unit), ("2.50", "pg/mL"));
    assert_eq!((value.method, value.note.as_deref()), (Some(LabMethod::Immunoassay), Some("fasting")));
    let less = estradiol("< 5").check(&at(9)).unwrap();
    assert_eq!((less.comparator, less.value.to_string().as_str()), (Some(Comparator::LessThan), "5"));
    let chosen = LabDraft { comparator: Some(Comparator::MoreThan), ..estradiol("5") };
    assert_eq!(chosen.check(&at(9)).unwrap().comparator, Some(Comparator::MoreThan));
    let both = LabDraft { comparator: Some(Comparator::MoreThan), ..estradiol("<5") };
    assert_eq!(both.check(&at(9)).unwrap().comparator, Some(Comparator::LessThan), "what was typed counts");
    let vitamin = LabDraft { lab: Some(LabNumber::VITD), method: Some(LabMethod::LcMsMs), ..estradiol("30") };
    assert_eq!(vitamin.check(&at(9)).unwrap().method, None, "nobody asks for it there");
}

#[test]
fn what_is_wrong_with_a_value_is_told_all_at_once() {
    let now = at(9);
    assert_eq!(
        told(LabDraft::default().check(&now)),
        [
            (DraftField::What, Wrong::Missing),
            (DraftField::Value, Wrong::NoNumber),
            (DraftField::Unit, Wrong::Missing),
            (DraftField::Start, Wrong::Missing)
        ]
    );
    for text in ["low", "5 pg", "<", "1.2.3", "1e3", "≤ 5", "--5", "+-5", "5-6"] {
        assert_eq!(told(estradiol(text).check(&now)), [(DraftField::Value, Wrong::NotANumber)], "{text}");
    }
    for text in ["-1", "5000.01", "999999999999999"] {
        assert_eq!(told(estradiol(text).check(&now)), [(DraftField::Value, Wrong::CannotBe)], "{text}");
    }
    let late = LabDraft { at: Some(at(10)), note: "x".repeat(121), ..estradiol("5") };
    assert_eq!(
        told(late.check(&now)),
        [(DraftField::Text, Wrong::TooLong(TextLimit::Short)), (DraftField::Start, Wrong::InTheFuture)]
    );
    for lab in [LabNumber::T_E2_RATIO, LabNumber::BMI] {
        let derived = LabDraft { lab: Some(lab), ..estradiol("5") };
        assert_eq!(told(derived.check(&now)), [(DraftField::What, Wrong::IsWorkedOut)]);
    }
    let newer = LabDraft { lab: Some(LabNumber(999)), ..estradiol("5") };
    assert_eq!(told(newer.check(&now)), [(DraftField::What, Wrong::NotKnown)]);
}

#[test]
fn a_number_that_is_not_common_is_asked_about_and_taken() {
    assert!(!estradiol("12").is_doubtful() && !estradiol("").is_doubtful() && !estradiol("5001").is_doubtful());
    let doubtful = estradiol("900");
    assert!(doubtful.is_doubtful() && doubtful.check(&at(9)).is_ok());
    let wrong_unit = LabDraft { unit: "pmol/L".into(), ..estradiol("900") };
    assert!(!wrong_unit.is_doubtful());
    let imported = LabDraft { unit: "ng/L".into(), ..estradiol("900") };
    assert!(!imported.is_doubtful() && imported.check(&at(9)).is_ok());
}

#[test]
fn a_blood_pressure_is_two_values_the_upper_above_the_lower() {
    let draft = |upper: &str, lower: &str| PressureDraft {
        upper: upper.to_owned(),
        lower: lower.to_owned(),
        at: Some(at(8)),
        note: String::new(),
    };
    let [upper, lower] = draft("128", "82").check(&at(9)).unwrap();
    assert_eq!((upper.lab, lower.lab, &*lower.unit), (LabNumber::BP_SYS, LabNumber::BP_DIA, "mm[Hg]"));
    assert_eq!(upper.at, lower.at);
    assert_eq!(told(draft("82", "82").check(&at(9))), [(DraftField::Lower, Wrong::NotBelowUpper)]);
    assert_eq!(
        told(draft("", "x").check(&at(9))),
        [(DraftField::Value, Wrong::NoNumber), (DraftField::Lower, Wrong::NotANumber)]
    );
    assert_eq!(told(draft("500", "82").check(&at(9))), [(DraftField::Value, Wrong::CannotBe)]);
    assert_eq!(told(draft("128", "82").check(&at(7))), [(DraftField::Start, Wrong::InTheFuture)], "said once");
}

#[test]
fn a_bone_scan_tells_at_least_one_number() {
    let draft = BoneDraft { site: Some(BoneSiteNumber::HIP), at: Some(at(8)), ..BoneDraft::default() };
    assert_eq!(told(draft.check(&at(9))), [(DraftField::TScore, Wrong::NothingMeasured)]);
    let told_of = |t: &str, z: &str, density: &str| BoneDraft {
        t_score: t.into(),
        z_score: z.into(),
        density: density.into(),
        ..draft.clone()
    };
    let scan = told_of(" −1,8", "+0.3", "0.812").check(&at(9)).unwrap();
    let numbers = [scan.t_score, scan.z_score, scan.density].map(|number| number.unwrap().to_string());
    assert_eq!(numbers, ["-1.8", "0.3", "0.812"]);
    assert_eq!(
        told(told_of("low", "-10.1", "3.1").check(&at(9))),
        [
            (DraftField::TScore, Wrong::NotANumber),
            (DraftField::ZScore, Wrong::CannotBe),
            (DraftField::Density, Wrong::CannotBe)
        ]
    );
    let doubtful = told_of("-6.5", "", "");
    assert!(doubtful.is_doubtful() && doubtful.check(&at(9)).is_ok());
    assert!(!told_of("-6.0", "5", "").is_doubtful() && !told_of("-11", "", "").is_doubtful());
    let nowhere = BoneDraft { site: None, at: None, ..told_of("1", "", "") };
    assert_eq!(told(nowhere.check(&at(9))), [(DraftField::Site, Wrong::Missing), (DraftField::Start, Wrong::Missing)]);
    let newer = BoneDraft { site: Some(BoneSiteNumber(99)), ..told_of("1", "", "") };
    assert_eq!(told(newer.check(&at(9))), [(DraftField::Site, Wrong::NotKnown)]);
}

proptest! {
    #[test]
    fn every_number_is_read_as_it_was_typed(
        digits in 0_i64..1_000_000,
        places in 0_u8..5,
        comma: bool,
        sign in prop::sample::select(vec!["", "<", "> ", " <  "]),
    ) {
        let number = Decimal::new(digits, places).unwrap();
        let text = if comma { number.to_string().replace('.', ",") } else { number.to_string() };
        let reading = Reading::of_text(&[sign, text.as_str(), " "].concat()).unwrap();
        prop_assert_eq!(reading.value, number);
        prop_assert_eq!(reading.comparator.is_some(), !sign.is_empty());
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,20}") {
        let _ = (Reading::of_text(&text), signed(&text), estradiol(&text).check(&at(9)), estradiol(&text).is_doubtful());
    }

    #[test]
    fn whatever_is_taken_lies_in_its_range_and_keeps_its_digits(
        index in 0_usize..37,
        digits in -1_000_000_i64..1_000_000,
        places in 0_u8..4,
        si: bool,
    ) {
        let lab = labs_to_log().nth(index).unwrap();
        let system = if si { UnitSystem::Si } else { UnitSystem::Conventional };
        let number = Decimal::new(digits, places).unwrap();
        let draft = LabDraft {
            lab: Some(lab.number),
            value: number.to_string(),
            unit: lab.unit_of(system).to_owned(),
            at: Some(at(8)),
            ..LabDraft::default()
        };
        match draft.check(&at(9)) {
            Ok(value) => {
                prop_assert_eq!(value.value, number);
                prop_assert!(lab.can_be(number, &value.unit));
            }
            Err(_) => prop_assert!(!draft.is_doubtful()),
        }
    }
}
