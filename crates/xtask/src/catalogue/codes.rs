//! The table of codes of other systems, taken over from the code columns as they stand. An empty cell stays empty.

use super::literal;
use super::table::Table;
use anyhow::Result;
use std::fmt::Write as _;

/// All codes.
pub(super) fn table(symptoms: &Table, medicines: &Table, labs: &Table, bone: &Table) -> Result<String> {
    let mut hpo = String::from("/// HPO terms of symptoms.\npub static HPO: &[(SymptomNumber, HpoTerm)] = &[\n");
    for row in symptoms.rows().filter(|row| row.get("hpo").is_ok_and(|code| !code.is_empty())) {
        let (constant, code, name) = (row.get("id")?.to_ascii_uppercase(), row.get("hpo")?, row.get("hpo_name")?);
        let (code, name) = (literal(code), literal(name));
        writeln!(hpo, "    (SymptomNumber::{constant}, HpoTerm {{ code: {code}, name: {name} }}),")?;
    }
    let mut loinc = String::from("/// LOINC codes of labs.\npub static LOINC_OF_LABS: &[(u16, &[&str])] = &[\n");
    for row in labs.rows() {
        let codes: Vec<String> = row.words("loinc")?.into_iter().map(literal).collect();
        if !codes.is_empty() {
            writeln!(loinc, "    ({}, &[{}]),", row.number()?, codes.join(", "))?;
        }
    }
    let mut bones =
        String::from("/// LOINC codes of bone scans.\npub static LOINC_OF_BONE: &[(u16, BoneCodes)] = &[\n");
    for row in bone.rows() {
        let [density, t_score, z_score] =
            ["bmd_loinc", "t_score_loinc", "z_score_loinc"].map(|column| row.get(column).map(literal));
        writeln!(
            bones,
            "    ({}, BoneCodes {{ density: {}, t_score: {}, z_score: {} }}),",
            row.number()?,
            density?,
            t_score?,
            z_score?
        )?;
    }
    let atc = medicine_codes(medicines, "atc", "ATC codes of medicines", "ATC")?;
    let rxnorm = medicine_codes(medicines, "rxcui", "`RxNorm` ingredients of medicines", "RXNORM")?;
    let uses =
        "use crate::catalogue::codes::{BoneCodes, HpoTerm};\nuse crate::catalogue::{MedicineNumber, SymptomNumber};\n";
    Ok(format!("{uses}\n{hpo}];\n\n{atc}];\n\n{rxnorm}];\n\n{loinc}];\n\n{bones}];\n"))
}

fn medicine_codes(medicines: &Table, column: &str, what: &str, name: &str) -> Result<String> {
    let mut text = format!("/// {what}.\npub static {name}: &[(MedicineNumber, &str)] = &[\n");
    for row in medicines.rows().filter(|row| row.get(column).is_ok_and(|code| !code.is_empty())) {
        let (constant, code) = (row.get("id")?.to_ascii_uppercase(), literal(row.get(column)?));
        writeln!(text, "    (MedicineNumber::{constant}, {code}),")?;
    }
    Ok(text)
}
