//! Codes of other systems for the things of the catalogue, for exports and the server. Only codes that were verified; what
//! has none is left empty.
//!
//! HPO (Human Phenotype Ontology) for symptoms, ATC and `RxNorm` for medicines, LOINC for labs and bone scans. Their owners'
//! notices go with them wherever they are shown: [`NOTICES`].

use super::{MedicineNumber, SymptomNumber};

pub use super::tables::codes::{ATC, HPO, LOINC_OF_BONE, LOINC_OF_LABS, RXNORM};

/// A term of HPO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HpoTerm {
    /// Such as `HP:0002829`.
    pub code: &'static str,
    /// HPO's own name for it.
    pub name: &'static str,
}

/// The LOINC codes of a part of the skeleton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoneCodes {
    /// Bone mineral density.
    pub density: &'static str,
    /// T-score.
    pub t_score: &'static str,
    /// Z-score.
    pub z_score: &'static str,
}

/// What the owners of the codes want said: the system, and the notice.
pub const NOTICES: [(&str, &str); 4] = [
    (
        "LOINC",
        "This material contains content from LOINC (http://loinc.org). LOINC is copyright © Regenstrief Institute, Inc. and \
         the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no cost under the license \
         at http://loinc.org/license. LOINC® is a registered United States trademark of Regenstrief Institute, Inc.",
    ),
    (
        "HPO",
        "This service uses the Human Phenotype Ontology (release of 16 January 2025). Find out more at \
         http://www.human-phenotype-ontology.org.",
    ),
    (
        "RxNorm",
        "This product uses publicly available data courtesy of the U.S. National Library of Medicine (NLM), National \
         Institutes of Health, Department of Health and Human Services; NLM is not responsible for the product and does not \
         endorse or recommend this or any other product.",
    ),
    (
        "ATC",
        "ATC codes are those of the WHO Collaborating Centre for Drug Statistics Methodology, Oslo, cited for single \
         medicines.",
    ),
];

/// A symptom's HPO term.
pub fn hpo(symptom: SymptomNumber) -> Option<HpoTerm> {
    HPO.iter().find(|row| row.0 == symptom).map(|row| row.1)
}

/// A medicine's ATC code.
pub fn atc(medicine: MedicineNumber) -> Option<&'static str> {
    ATC.iter().find(|row| row.0 == medicine).map(|row| row.1)
}

/// A medicine's `RxNorm` identifier (`RxCUI`) as an ingredient.
pub fn rxnorm(medicine: MedicineNumber) -> Option<&'static str> {
    RXNORM.iter().find(|row| row.0 == medicine).map(|row| row.1)
}

/// The LOINC codes of a lab, by its number; several where methods or units have codes of their own.
pub fn loinc_of_lab(number: u16) -> &'static [&'static str] {
    LOINC_OF_LABS.iter().find(|row| row.0 == number).map_or(&[], |row| row.1)
}

/// The LOINC codes of a part of the skeleton, by its number.
pub fn loinc_of_bone(number: u16) -> Option<BoneCodes> {
    LOINC_OF_BONE.iter().find(|row| row.0 == number).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The last digit of a LOINC code is a check digit, mod 10 (Luhn).
    fn has_its_check_digit(code: &str) -> bool {
        let Some((number, check)) = code.split_once('-') else { return false };
        let mut sum = 0;
        for (place, digit) in number.bytes().rev().enumerate() {
            let digit = u32::from(digit - b'0') * if place % 2 == 0 { 2 } else { 1 };
            sum += digit / 10 + digit % 10;
        }
        check.parse() == Ok((10 - sum % 10) % 10)
    }

    #[test]
    fn every_loinc_code_has_its_check_digit() {
        let bones = LOINC_OF_BONE.iter().flat_map(|row| [row.1.density, row.1.t_score, row.1.z_score]);
        let codes: Vec<_> = LOINC_OF_LABS.iter().flat_map(|row| row.1).copied().chain(bones).collect();
        assert_eq!(codes.len(), 66);
        for code in codes {
            assert!(has_its_check_digit(code), "{code}");
        }
        // Codes that go round for TNF-alpha and are none.
        assert!(!has_its_check_digit("57835-4") && !has_its_check_digit("3236-2"));
    }

    #[test]
    fn every_other_code_has_its_shape() {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        for (_, term) in HPO {
            assert!(term.code.strip_prefix("HP:").is_some_and(|rest| rest.len() == 7 && digits(rest)), "{}", term.code);
            assert!(!term.name.is_empty());
        }
        for (_, code) in ATC {
            let bytes = code.as_bytes();
            let (main, group) = (bytes[0].is_ascii_uppercase(), digits(&code[1..3]));
            assert!(main && group && bytes[3].is_ascii_uppercase() && matches!(bytes.len(), 5 | 7), "{code}");
        }
        for (_, code) in RXNORM {
            assert!(digits(code), "{code}");
        }
    }

    #[test]
    fn known_codes_are_where_they_belong() {
        assert_eq!(hpo(SymptomNumber::JOINT_PAIN).map(|term| term.code), Some("HP:0002829"));
        assert_eq!(hpo(SymptomNumber::TENDON), None);
        assert_eq!(rxnorm(MedicineNumber::EXEMESTANE), Some("258494"));
        assert_eq!(atc(MedicineNumber::EVEROLIMUS), Some("L01EG02"));
        assert_eq!(loinc_of_bone(5).map(|codes| codes.t_score), Some("38263-0"));
    }
}
