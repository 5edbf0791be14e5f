//! The texts of lab values, blood pressure and bone scans, and of the units in which they are read.

pub const LAB_OR_SCAN: &str = "Lab value or scan";
pub const LAB_OR_SCAN_HINT: &str = "vitamin D, lipids, DXA";
pub const LABS_MORE: &str = "As they stand on your report. Ebb does not judge a number.";
pub const SEARCH_LABS: &str = "Search for a lab value";
pub const SEARCH_LABS_HINT: &str = "vitamin D, cholesterol…";
pub const LABS_LAST: &str = "Logged last";
pub const LABS_ALL: &str = "All of them";
pub const BLOOD_PRESSURE: &str = "Blood pressure";
pub const BONE_SCAN: &str = "Bone scan (DXA)";
pub const BONE_SCAN_HINT: &str = "T-score, Z-score, density";
/// Beginnings by which the bone scan is found.
pub const BONE_SCAN_SEARCH: [&str; 6] = ["bone scan", "scan", "dxa", "dexa", "density", "t-score"];
pub const LAB_NOT_KNOWN: &str = "A newer version of Ebb knows this value. This one does not.";

// The form of a value.
pub const THE_NUMBER: &str = "The number";
pub const THE_NUMBER_HINT: &str = "As on the report, such as 34, 2.5 or < 5.";
pub const UPPER_NUMBER: &str = "Upper number";
pub const LOWER_NUMBER: &str = "Lower number";
pub const UNIT_ON_REPORT: &str = "Unit on the report";
pub const WHAT_REPORT_SAYS: &str = "Does the report say “less” or “more” than the number?";
pub const JUST_THE_NUMBER: &str = "Neither";
pub const LESS_THAN_CHIP: &str = "Less than, <";
pub const MORE_THAN_CHIP: &str = "More than, >";
pub const DAY_OF_THE_TEST: &str = "Day of the test";
pub const HOW_MEASURED: &str = "How did the lab measure it?";
pub const METHOD_NOT_SAID: &str = "I don’t know";
pub const LC_MS_MS: &str = "LC-MS/MS";
pub const GC_MS_MS: &str = "GC-MS/MS";
pub const IMMUNOASSAY: &str = "Immunoassay";
pub const LAB_NOTE: &str = "Note, if you like";
pub const LAB_NOTE_HINT: &str = "Such as which laboratory.";
pub const IS_IT_RIGHT: &str =
    "Is this right? Please look at the number and its unit once more. You can save it as it is.";
pub const EARLIER_VALUES: &str = "Earlier values";
pub const NO_VALUES_YET: &str = "Nothing logged yet. What you save stands here, the newest first.";
pub const LESS_THAN: &str = "less than";
pub const MORE_THAN: &str = "more than";
pub const BY_LC_MS_MS: &str = "by LC-MS/MS";
pub const BY_GC_MS_MS: &str = "by GC-MS/MS";
pub const BY_IMMUNOASSAY: &str = "by immunoassay";

// What was read about estradiol while an aromatase inhibitor is taken.
pub const LOW_ESTRADIOL: &str = "Very low numbers are hard to measure.";
pub const LOW_ESTRADIOL_MORE: &str = "On an aromatase inhibitor there is often less estradiol than the usual method, an immunoassay, can tell. In one study such a method read about 6 pg/mL where GC-MS/MS read less than 0.63. In another, several kits could not tell numbers below 10 to 20 pg/mL.";
pub const LOW_ESTRADIOL_SOURCE: &str =
    "Santen 2007, Steroids, doi 10.1016/j.steroids.2007.05.003; SpringerPlus 2013;2:5.";
pub const EXEMESTANE_READS_HIGH: &str = "Exemestane can make an immunoassay read too high.";
pub const EXEMESTANE_READS_HIGH_MORE: &str = "What the body makes of exemestane can be taken for estradiol, and what there really is of it is often too little for that method. In one study ten people read 7 to 33 ng/L by an immunoassay, and nearly all of them less than 1.3 by LC-MS/MS.";
pub const EXEMESTANE_READS_HIGH_SOURCE: &str =
    "San Antonio Breast Cancer Symposium, abstract P1-13-09; CAP Today, questions and answers.";

// A bone scan.
pub const WHICH_BONE: &str = "Which part?";
pub const T_SCORE: &str = "T-score";
pub const Z_SCORE: &str = "Z-score";
pub const SCORE_HINT: &str = "As on the report, such as -1.8. May stay empty.";
pub const DENSITY: &str = "Density, BMD (g/cm²)";
pub const DENSITY_UNIT: &str = "g/cm²";
pub const DAY_OF_THE_SCAN: &str = "Day of the scan";
pub const SCAN_PLACE: &str = "Clinic or machine, if you like";
pub const SCAN_PLACE_HINT: &str = "Numbers of two machines do not compare.";
pub const EARLIER_SCANS: &str = "Earlier scans";
pub const ONE_PART_AT_A_TIME: &str = "One part of the skeleton at a time.";

// The units, in Settings.
pub const UNITS: &str = "Units of lab values";
pub const UNITS_CONVENTIONAL: &str = "mg/dL, pg/mL: as in the United States";
pub const UNITS_SI: &str = "mmol/L, pmol/L: as in most other countries";
pub const UNITS_MORE: &str = "Forms offer these first. What you logged stays in the unit of your report.";

/// "Blood pressure, upper number" of a unit that cannot be chosen: "The number (mmHg)".
pub fn in_unit(name: &str, unit: &str) -> String {
    format!("{name} ({unit})")
}

/// "about 18.4 pmol/L".
pub fn about(number: &str) -> String {
    format!("about {number}")
}

/// "T-score −1.8".
pub fn t_score(number: &str) -> String {
    format!("{T_SCORE} {number}")
}

/// "Z-score 0.3".
pub fn z_score(number: &str) -> String {
    format!("{Z_SCORE} {number}")
}
