//! The catalogue: everything that can be logged, with its names and how it is logged. Tables made from `catalogue/*.tsv` by
//! `cargo xtask catalogue`; never here: codes typed by hand, or a name of somebody else's questionnaire.
//!
//! Numbers are for ever: they stand in records. Codes are in [`codes`], apart from names, so that an app that does not use
//! them does not carry them.

pub mod codes;
mod factor;
mod flag;
mod lab;
mod medicine;
mod search;
mod sharing;
mod site;
mod steps;
mod symptom;
pub(crate) mod tables;

pub use factor::{FactorEntry, FactorNumber};
pub use flag::{Flag, FlagEntry, Flags};
pub use lab::{BoneSite, BoneSiteNumber, Converted, Lab, LabNumber, Range, UnitSystem, shown_unit};
pub use medicine::{Medicine, MedicineGroup, MedicineNumber, StrengthsFrom, UsualPattern, UsualStrength};
pub use site::{Place, PlaceEntry, Side, Site};
pub use steps::{STEP_WORDS, step_word};
pub use symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};
pub use tables::{BONE_SITES, FACTORS, FLAGS, LABS, MEDICINES, PLACES};

use crate::person::Who;

/// All symptoms, by body system and within it in the order in which they are offered.
pub fn symptoms() -> impl Iterator<Item = &'static Symptom> {
    BodySystem::ALL.into_iter().flat_map(symptoms_of)
}

/// The symptoms of one body system.
pub fn symptoms_of(system: BodySystem) -> &'static [Symptom] {
    tables::of_system(system)
}

/// The symptom with a number; `None` where it is one of a newer version.
pub fn symptom(number: SymptomNumber) -> Option<&'static Symptom> {
    symptoms().find(|symptom| symptom.number == number)
}

/// What somebody follows who has not chosen yet, in order. Frozen: what a person chose is stored as the difference to it.
pub const fn starting_set(who: Who) -> &'static [SymptomNumber] {
    match who {
        Who::AfterMenopause => tables::starting::AFTER_MENOPAUSE,
        Who::WithOvarianSuppression => tables::starting::OVARIAN_SUPPRESSION,
        Who::Man => tables::starting::MAN,
        Who::NotSaid => tables::starting::NOT_SAID,
    }
}

/// The symptoms in whose names, synonyms or clinical term each word of `query` begins a word; best first: the name begins
/// with it, a word of the name does, a synonym does, the clinical term does. Case and accents of Latin letters do not count.
pub fn search(query: &str) -> Vec<&'static Symptom> {
    search::best_first(query, symptoms, |symptom| [symptom.name, symptom.synonyms, symptom.clinical])
}

/// The medicines that are found by `query`, as in [`search()`].
pub fn search_medicines(query: &str) -> Vec<&'static Medicine> {
    search::best_first(query, || MEDICINES.iter(), |medicine| [medicine.name, medicine.synonyms, ""])
}

/// The medicines of a group, in the order of the catalogue.
pub fn medicines_of(group: MedicineGroup) -> impl Iterator<Item = &'static Medicine> {
    MEDICINES.iter().filter(move |medicine| medicine.group == group)
}

/// The factors that are found by `query`, as in [`search()`].
pub fn search_factors(query: &str) -> Vec<&'static FactorEntry> {
    search::best_first(query, || FACTORS.iter(), |factor| [factor.name, factor.synonyms, ""])
}

/// The labs that are found by `query`, as in [`search()`], without those that are worked out from others.
pub fn search_labs(query: &str) -> Vec<&'static Lab> {
    search::best_first(query, labs_to_log, |lab| [lab.name, lab.synonyms, ""])
}

/// The labs that can be written down, in the order of the catalogue.
pub fn labs_to_log() -> impl Iterator<Item = &'static Lab> {
    LABS.iter().filter(|lab| !lab.is_derived)
}
