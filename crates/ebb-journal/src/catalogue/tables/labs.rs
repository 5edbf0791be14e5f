//! Table: labs and bone scans. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::lab::{BoneSite, Lab};

/// All labs.
pub static LABS: &[Lab] = &[
    Lab { number: 1, id: "estradiol", name: "Estradiol", unit: "pg/mL", unit_si: "pmol/L" },
    Lab { number: 2, id: "estrone", name: "Estrone", unit: "pg/mL", unit_si: "pmol/L" },
    Lab { number: 3, id: "testosterone", name: "Testosterone", unit: "ng/dL", unit_si: "nmol/L" },
    Lab { number: 4, id: "testosterone_free", name: "Free testosterone", unit: "pg/mL", unit_si: "pmol/L" },
    Lab { number: 5, id: "shbg", name: "SHBG", unit: "nmol/L", unit_si: "nmol/L" },
    Lab { number: 6, id: "lh", name: "LH", unit: "m[IU]/mL", unit_si: "[IU]/L" },
    Lab { number: 7, id: "fsh", name: "FSH", unit: "m[IU]/mL", unit_si: "[IU]/L" },
    Lab { number: 8, id: "t_e2_ratio", name: "Testosterone to estradiol ratio", unit: "", unit_si: "" },
    Lab { number: 9, id: "hdl", name: "HDL cholesterol", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 10, id: "ldl", name: "LDL cholesterol", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 11, id: "chol", name: "Total cholesterol", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 12, id: "nonhdl", name: "Non-HDL cholesterol", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 13, id: "tg", name: "Triglycerides", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 14, id: "vitd", name: "Vitamin D (25-OH)", unit: "ng/mL", unit_si: "nmol/L" },
    Lab { number: 15, id: "calcium", name: "Calcium", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 16, id: "hscrp", name: "C-reactive protein (sensitive)", unit: "mg/L", unit_si: "mg/L" },
    Lab { number: 17, id: "crp", name: "C-reactive protein", unit: "mg/L", unit_si: "mg/L" },
    Lab { number: 18, id: "il6", name: "IL-6", unit: "pg/mL", unit_si: "ng/L" },
    Lab { number: 19, id: "tnfa", name: "TNF-alpha", unit: "pg/mL", unit_si: "ng/L" },
    Lab { number: 20, id: "hematocrit", name: "Hematocrit", unit: "%", unit_si: "L/L" },
    Lab { number: 21, id: "hemoglobin", name: "Hemoglobin", unit: "g/dL", unit_si: "g/L" },
    Lab { number: 22, id: "psa", name: "PSA", unit: "ng/mL", unit_si: "ug/L" },
    Lab { number: 23, id: "creatinine", name: "Creatinine", unit: "mg/dL", unit_si: "umol/L" },
    Lab { number: 24, id: "alt", name: "ALT (liver)", unit: "U/L", unit_si: "U/L" },
    Lab { number: 25, id: "ast", name: "AST (liver)", unit: "U/L", unit_si: "U/L" },
    Lab { number: 26, id: "alp", name: "ALP (liver and bone)", unit: "U/L", unit_si: "U/L" },
    Lab { number: 27, id: "bilirubin", name: "Bilirubin", unit: "mg/dL", unit_si: "umol/L" },
    Lab { number: 28, id: "anc", name: "Neutrophils", unit: "10*3/uL", unit_si: "10*9/L" },
    Lab { number: 29, id: "tsh", name: "TSH", unit: "m[IU]/L", unit_si: "m[IU]/L" },
    Lab { number: 30, id: "glucose", name: "Glucose", unit: "mg/dL", unit_si: "mmol/L" },
    Lab { number: 31, id: "hba1c", name: "HbA1c", unit: "%", unit_si: "mmol/mol" },
    Lab { number: 32, id: "weight", name: "Body weight", unit: "kg", unit_si: "kg" },
    Lab { number: 33, id: "height", name: "Height", unit: "cm", unit_si: "cm" },
    Lab { number: 34, id: "bmi", name: "Body mass index", unit: "kg/m2", unit_si: "kg/m2" },
    Lab { number: 35, id: "bp_sys", name: "Blood pressure, upper number", unit: "mm[Hg]", unit_si: "mm[Hg]" },
    Lab { number: 36, id: "bp_dia", name: "Blood pressure, lower number", unit: "mm[Hg]", unit_si: "mm[Hg]" },
    Lab { number: 37, id: "hr", name: "Heart rate", unit: "/min", unit_si: "/min" },
    Lab { number: 38, id: "qtc", name: "QTc", unit: "ms", unit_si: "ms" },
    Lab { number: 39, id: "grip", name: "Grip strength", unit: "kg", unit_si: "kg" },
];

/// All parts of the skeleton that are scanned.
pub static BONE_SITES: &[BoneSite] = &[
    BoneSite { number: 1, id: "lumbar_spine", name: "Lower spine" },
    BoneSite { number: 2, id: "hip", name: "Hip" },
    BoneSite { number: 3, id: "hip_left", name: "Left hip" },
    BoneSite { number: 4, id: "hip_right", name: "Right hip" },
    BoneSite { number: 5, id: "femur", name: "Thigh bone" },
    BoneSite { number: 6, id: "femur_left", name: "Left thigh bone" },
    BoneSite { number: 7, id: "femur_right", name: "Right thigh bone" },
    BoneSite { number: 8, id: "forearm", name: "Forearm" },
];
