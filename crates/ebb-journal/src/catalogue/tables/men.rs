//! Table: what men have. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use super::places;
use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Erection difficulty.
    pub const ERECTILE: Self = Self(68);
    /// Ejaculation problems.
    pub const EJACULATION: Self = Self(69);
    /// Breast growth or tenderness.
    pub const GYNECOMASTIA: Self = Self(70);
    /// Breast/nipple soreness.
    pub const BREAST_PAIN: Self = Self(71);
    /// Testicle shrinkage/ache.
    pub const TESTIS: Self = Self(72);
    /// Thick blood (lab).
    pub const ERYTHROCYTOSIS: Self = Self(73);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::ERECTILE, id: "erectile", system: BodySystem::Men,
        name: "Erection difficulty", clinical: "erectile dysfunction",
        synonyms: "erection; impotence; ED; sex",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: true, offered_to: OfferedTo::Men,
        sharing: SharingKind::Intimate, places: &[], flags: &[Flag::LASTING_ERECTION],
    },
    Symptom {
        number: SymptomNumber::EJACULATION, id: "ejaculation", system: BodySystem::Men,
        name: "Ejaculation problems", clinical: "ejaculation disorder",
        synonyms: "orgasm; semen; sex",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: true, offered_to: OfferedTo::Men,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::GYNECOMASTIA, id: "gynecomastia", system: BodySystem::Men,
        name: "Breast growth or tenderness", clinical: "gynecomastia",
        synonyms: "gynaecomastia; chest; breast; man boobs",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::Men,
        sharing: SharingKind::Body, places: places::BREASTS, flags: &[Flag::LUMP],
    },
    Symptom {
        number: SymptomNumber::BREAST_PAIN, id: "breast_pain", system: BodySystem::Men,
        name: "Breast/nipple soreness", clinical: "mastalgia",
        synonyms: "sore nipple; chest; tender breast",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: places::BREASTS, flags: &[Flag::LUMP],
    },
    Symptom {
        number: SymptomNumber::TESTIS, id: "testis", system: BodySystem::Men,
        name: "Testicle shrinkage/ache", clinical: "testicular atrophy",
        synonyms: "testicles; balls; testes",
        scale: Scale::FiveSteps, rhythm: Rhythm::Monthly, may_be_declined: false, offered_to: OfferedTo::Men,
        sharing: SharingKind::Intimate, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::ERYTHROCYTOSIS, id: "erythrocytosis", system: BodySystem::Men,
        name: "Thick blood (lab)", clinical: "polycythaemia",
        synonyms: "hematocrit; haematocrit; polycythemia; red cells",
        scale: Scale::Presence, rhythm: Rhythm::WhenFound, may_be_declined: false, offered_to: OfferedTo::Men,
        sharing: SharingKind::LabsAndBone, places: &[], flags: &[],
    },
];
