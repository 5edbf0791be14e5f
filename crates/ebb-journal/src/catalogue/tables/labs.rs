//! Table: labs and bone scans. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::lab::{BoneSite, BoneSiteNumber, Lab, LabNumber, Range};
use crate::decimal::Decimal;

impl LabNumber {
    /// `estradiol`.
    pub const ESTRADIOL: Self = Self(1);
    /// `estrone`.
    pub const ESTRONE: Self = Self(2);
    /// `testosterone`.
    pub const TESTOSTERONE: Self = Self(3);
    /// `testosterone_free`.
    pub const TESTOSTERONE_FREE: Self = Self(4);
    /// `shbg`.
    pub const SHBG: Self = Self(5);
    /// `lh`.
    pub const LH: Self = Self(6);
    /// `fsh`.
    pub const FSH: Self = Self(7);
    /// `t_e2_ratio`.
    pub const T_E2_RATIO: Self = Self(8);
    /// `hdl`.
    pub const HDL: Self = Self(9);
    /// `ldl`.
    pub const LDL: Self = Self(10);
    /// `chol`.
    pub const CHOL: Self = Self(11);
    /// `nonhdl`.
    pub const NONHDL: Self = Self(12);
    /// `tg`.
    pub const TG: Self = Self(13);
    /// `vitd`.
    pub const VITD: Self = Self(14);
    /// `calcium`.
    pub const CALCIUM: Self = Self(15);
    /// `hscrp`.
    pub const HSCRP: Self = Self(16);
    /// `crp`.
    pub const CRP: Self = Self(17);
    /// `il6`.
    pub const IL6: Self = Self(18);
    /// `tnfa`.
    pub const TNFA: Self = Self(19);
    /// `hematocrit`.
    pub const HEMATOCRIT: Self = Self(20);
    /// `hemoglobin`.
    pub const HEMOGLOBIN: Self = Self(21);
    /// `psa`.
    pub const PSA: Self = Self(22);
    /// `creatinine`.
    pub const CREATININE: Self = Self(23);
    /// `alt`.
    pub const ALT: Self = Self(24);
    /// `ast`.
    pub const AST: Self = Self(25);
    /// `alp`.
    pub const ALP: Self = Self(26);
    /// `bilirubin`.
    pub const BILIRUBIN: Self = Self(27);
    /// `anc`.
    pub const ANC: Self = Self(28);
    /// `tsh`.
    pub const TSH: Self = Self(29);
    /// `glucose`.
    pub const GLUCOSE: Self = Self(30);
    /// `hba1c`.
    pub const HBA1C: Self = Self(31);
    /// `weight`.
    pub const WEIGHT: Self = Self(32);
    /// `height`.
    pub const HEIGHT: Self = Self(33);
    /// `bmi`.
    pub const BMI: Self = Self(34);
    /// `bp_sys`.
    pub const BP_SYS: Self = Self(35);
    /// `bp_dia`.
    pub const BP_DIA: Self = Self(36);
    /// `hr`.
    pub const HR: Self = Self(37);
    /// `qtc`.
    pub const QTC: Self = Self(38);
    /// `grip`.
    pub const GRIP: Self = Self(39);
}

impl BoneSiteNumber {
    /// Lower spine.
    pub const LUMBAR_SPINE: Self = Self(1);
    /// Hip.
    pub const HIP: Self = Self(2);
    /// Left hip.
    pub const HIP_LEFT: Self = Self(3);
    /// Right hip.
    pub const HIP_RIGHT: Self = Self(4);
    /// Thigh bone.
    pub const FEMUR: Self = Self(5);
    /// Left thigh bone.
    pub const FEMUR_LEFT: Self = Self(6);
    /// Right thigh bone.
    pub const FEMUR_RIGHT: Self = Self(7);
    /// Forearm.
    pub const FOREARM: Self = Self(8);
}

/// All labs.
pub static LABS: &[Lab] = &[
    Lab {
        number: LabNumber::ESTRADIOL, id: "estradiol", name: "Estradiol", synonyms: "E2; oestradiol; estrogen; oestrogen",
        unit: "pg/mL", unit_si: "pmol/L", factor: Some(Decimal::of_table(36_713, 4)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(5_000, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(500, 0) }), has_method: true, is_derived: false,
    },
    Lab {
        number: LabNumber::ESTRONE, id: "estrone", name: "Estrone", synonyms: "E1; oestrone",
        unit: "pg/mL", unit_si: "pmol/L", factor: Some(Decimal::of_table(3_699, 3)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(5_000, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(300, 0) }), has_method: true, is_derived: false,
    },
    Lab {
        number: LabNumber::TESTOSTERONE, id: "testosterone", name: "Testosterone", synonyms: "total testosterone",
        unit: "ng/dL", unit_si: "nmol/L", factor: Some(Decimal::of_table(3_467, 5)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(5_000, 0) }), soft: Some(Range { least: Decimal::of_table(2, 0), most: Decimal::of_table(1_800, 0) }), has_method: true, is_derived: false,
    },
    Lab {
        number: LabNumber::TESTOSTERONE_FREE, id: "testosterone_free", name: "Free testosterone", synonyms: "",
        unit: "pg/mL", unit_si: "pmol/L", factor: Some(Decimal::of_table(3_467, 3)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(1_000, 0) }), soft: Some(Range { least: Decimal::of_table(1, 1), most: Decimal::of_table(300, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::SHBG, id: "shbg", name: "SHBG", synonyms: "sex hormone binding globulin",
        unit: "nmol/L", unit_si: "nmol/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(500, 0) }), soft: Some(Range { least: Decimal::of_table(5, 0), most: Decimal::of_table(250, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::LH, id: "lh", name: "LH", synonyms: "luteinising hormone; luteinizing hormone",
        unit: "m[IU]/mL", unit_si: "[IU]/L", factor: Some(Decimal::of_table(1, 0)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(250, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(120, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::FSH, id: "fsh", name: "FSH", synonyms: "follicle stimulating hormone",
        unit: "m[IU]/mL", unit_si: "[IU]/L", factor: Some(Decimal::of_table(1, 0)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(300, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(180, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::T_E2_RATIO, id: "t_e2_ratio", name: "Testosterone to estradiol ratio", synonyms: "",
        unit: "", unit_si: "", factor: None,
        hard: None, soft: None, has_method: false, is_derived: true,
    },
    Lab {
        number: LabNumber::HDL, id: "hdl", name: "HDL cholesterol", synonyms: "lipids",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(2_586, 5)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(250, 0) }), soft: Some(Range { least: Decimal::of_table(15, 0), most: Decimal::of_table(130, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::LDL, id: "ldl", name: "LDL cholesterol", synonyms: "lipids",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(2_586, 5)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(1_000, 0) }), soft: Some(Range { least: Decimal::of_table(20, 0), most: Decimal::of_table(350, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::CHOL, id: "chol", name: "Total cholesterol", synonyms: "lipids",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(2_586, 5)),
        hard: Some(Range { least: Decimal::of_table(20, 0), most: Decimal::of_table(1_500, 0) }), soft: Some(Range { least: Decimal::of_table(70, 0), most: Decimal::of_table(450, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::NONHDL, id: "nonhdl", name: "Non-HDL cholesterol", synonyms: "lipids",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(2_586, 5)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(1_000, 0) }), soft: Some(Range { least: Decimal::of_table(20, 0), most: Decimal::of_table(350, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::TG, id: "tg", name: "Triglycerides", synonyms: "blood fats; lipids",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(1_129, 5)),
        hard: Some(Range { least: Decimal::of_table(5, 0), most: Decimal::of_table(10_000, 0) }), soft: Some(Range { least: Decimal::of_table(30, 0), most: Decimal::of_table(1_000, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::VITD, id: "vitd", name: "Vitamin D (25-OH)", synonyms: "25-hydroxyvitamin D; calcidiol",
        unit: "ng/mL", unit_si: "nmol/L", factor: Some(Decimal::of_table(2_496, 3)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(300, 0) }), soft: Some(Range { least: Decimal::of_table(4, 0), most: Decimal::of_table(150, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::CALCIUM, id: "calcium", name: "Calcium", synonyms: "total calcium; Ca",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(2_495, 4)),
        hard: Some(Range { least: Decimal::of_table(3, 0), most: Decimal::of_table(20, 0) }), soft: Some(Range { least: Decimal::of_table(7, 0), most: Decimal::of_table(12, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::HSCRP, id: "hscrp", name: "C-reactive protein (sensitive)", synonyms: "hs-CRP; inflammation",
        unit: "mg/L", unit_si: "mg/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(500, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(50, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::CRP, id: "crp", name: "C-reactive protein", synonyms: "CRP; inflammation",
        unit: "mg/L", unit_si: "mg/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(500, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(50, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::IL6, id: "il6", name: "IL-6", synonyms: "interleukin 6; inflammation",
        unit: "pg/mL", unit_si: "ng/L", factor: Some(Decimal::of_table(1, 0)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(5_000, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(100, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::TNFA, id: "tnfa", name: "TNF-alpha", synonyms: "tumor necrosis factor; inflammation",
        unit: "pg/mL", unit_si: "ng/L", factor: Some(Decimal::of_table(1, 0)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(5_000, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(50, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::HEMATOCRIT, id: "hematocrit", name: "Hematocrit", synonyms: "haematocrit; Hct",
        unit: "%", unit_si: "L/L", factor: Some(Decimal::of_table(1, 2)),
        hard: Some(Range { least: Decimal::of_table(5, 0), most: Decimal::of_table(75, 0) }), soft: Some(Range { least: Decimal::of_table(25, 0), most: Decimal::of_table(60, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::HEMOGLOBIN, id: "hemoglobin", name: "Hemoglobin", synonyms: "haemoglobin; Hb; blood count",
        unit: "g/dL", unit_si: "g/L", factor: Some(Decimal::of_table(10, 0)),
        hard: Some(Range { least: Decimal::of_table(2, 0), most: Decimal::of_table(25, 0) }), soft: Some(Range { least: Decimal::of_table(7, 0), most: Decimal::of_table(20, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::PSA, id: "psa", name: "PSA", synonyms: "prostate",
        unit: "ng/mL", unit_si: "ug/L", factor: Some(Decimal::of_table(1, 0)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(10_000, 0) }), soft: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(20, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::CREATININE, id: "creatinine", name: "Creatinine", synonyms: "kidney",
        unit: "mg/dL", unit_si: "umol/L", factor: Some(Decimal::of_table(884, 1)),
        hard: Some(Range { least: Decimal::of_table(1, 1), most: Decimal::of_table(30, 0) }), soft: Some(Range { least: Decimal::of_table(3, 1), most: Decimal::of_table(3, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::ALT, id: "alt", name: "ALT (liver)", synonyms: "GPT; liver",
        unit: "U/L", unit_si: "U/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(50_000, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::AST, id: "ast", name: "AST (liver)", synonyms: "GOT; liver",
        unit: "U/L", unit_si: "U/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(50_000, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::ALP, id: "alp", name: "ALP (liver and bone)", synonyms: "alkaline phosphatase",
        unit: "U/L", unit_si: "U/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(50_000, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::BILIRUBIN, id: "bilirubin", name: "Bilirubin", synonyms: "liver",
        unit: "mg/dL", unit_si: "umol/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(100, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::ANC, id: "anc", name: "Neutrophils", synonyms: "white blood cells; ANC",
        unit: "10*3/uL", unit_si: "10*9/L", factor: Some(Decimal::of_table(1, 0)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(100, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::TSH, id: "tsh", name: "TSH", synonyms: "thyroid",
        unit: "m[IU]/L", unit_si: "m[IU]/L", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(500, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::GLUCOSE, id: "glucose", name: "Glucose", synonyms: "blood sugar",
        unit: "mg/dL", unit_si: "mmol/L", factor: Some(Decimal::of_table(5_551, 5)),
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(5_000, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::HBA1C, id: "hba1c", name: "HbA1c", synonyms: "A1c; blood sugar; diabetes",
        unit: "%", unit_si: "mmol/mol", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(100, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::WEIGHT, id: "weight", name: "Body weight", synonyms: "kilos; pounds",
        unit: "[lb_av]", unit_si: "kg", factor: Some(Decimal::of_table(45_359_237, 8)),
        hard: Some(Range { least: Decimal::of_table(44, 0), most: Decimal::of_table(882, 0) }), soft: Some(Range { least: Decimal::of_table(77, 0), most: Decimal::of_table(441, 0) }), has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::HEIGHT, id: "height", name: "Height", synonyms: "tall",
        unit: "cm", unit_si: "cm", factor: None,
        hard: Some(Range { least: Decimal::of_table(90, 0), most: Decimal::of_table(250, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::BMI, id: "bmi", name: "Body mass index", synonyms: "",
        unit: "kg/m2", unit_si: "kg/m2", factor: None,
        hard: None, soft: None, has_method: false, is_derived: true,
    },
    Lab {
        number: LabNumber::BP_SYS, id: "bp_sys", name: "Blood pressure, upper number", synonyms: "systolic; BP",
        unit: "mm[Hg]", unit_si: "mm[Hg]", factor: None,
        hard: Some(Range { least: Decimal::of_table(40, 0), most: Decimal::of_table(300, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::BP_DIA, id: "bp_dia", name: "Blood pressure, lower number", synonyms: "diastolic; BP",
        unit: "mm[Hg]", unit_si: "mm[Hg]", factor: None,
        hard: Some(Range { least: Decimal::of_table(20, 0), most: Decimal::of_table(200, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::HR, id: "hr", name: "Heart rate", synonyms: "pulse",
        unit: "/min", unit_si: "/min", factor: None,
        hard: Some(Range { least: Decimal::of_table(20, 0), most: Decimal::of_table(250, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::QTC, id: "qtc", name: "QTc", synonyms: "ECG; EKG",
        unit: "ms", unit_si: "ms", factor: None,
        hard: Some(Range { least: Decimal::of_table(200, 0), most: Decimal::of_table(800, 0) }), soft: None, has_method: false, is_derived: false,
    },
    Lab {
        number: LabNumber::GRIP, id: "grip", name: "Grip strength", synonyms: "hand strength",
        unit: "kg", unit_si: "kg", factor: None,
        hard: Some(Range { least: Decimal::of_table(0, 0), most: Decimal::of_table(100, 0) }), soft: None, has_method: false, is_derived: false,
    },
];

/// All parts of the skeleton that are scanned.
pub static BONE_SITES: &[BoneSite] = &[
    BoneSite { number: BoneSiteNumber::LUMBAR_SPINE, id: "lumbar_spine", name: "Lower spine" },
    BoneSite { number: BoneSiteNumber::HIP, id: "hip", name: "Hip" },
    BoneSite { number: BoneSiteNumber::HIP_LEFT, id: "hip_left", name: "Left hip" },
    BoneSite { number: BoneSiteNumber::HIP_RIGHT, id: "hip_right", name: "Right hip" },
    BoneSite { number: BoneSiteNumber::FEMUR, id: "femur", name: "Thigh bone" },
    BoneSite { number: BoneSiteNumber::FEMUR_LEFT, id: "femur_left", name: "Left thigh bone" },
    BoneSite { number: BoneSiteNumber::FEMUR_RIGHT, id: "femur_right", name: "Right thigh bone" },
    BoneSite { number: BoneSiteNumber::FOREARM, id: "forearm", name: "Forearm" },
];
