//! Table: symptoms of heart, blood and weight. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use super::places;
use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Weight gain.
    pub const WEIGHT_GAIN: Self = Self(37);
    /// Swollen leg or arm.
    pub const LEG_SWELLING: Self = Self(38);
    /// Short of breath.
    pub const BREATHLESS: Self = Self(39);
    /// Chest pain.
    pub const CHEST_PAIN: Self = Self(40);
    /// High blood pressure.
    pub const HIGH_BP: Self = Self(41);
    /// High cholesterol.
    pub const HIGH_CHOL: Self = Self(42);
    /// High triglycerides.
    pub const HIGH_TG: Self = Self(43);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::WEIGHT_GAIN, id: "weight_gain", system: BodySystem::Cardiovascular,
        name: "Weight gain", clinical: "increased body weight",
        synonyms: "heavier; weight; putting on weight; kilos; pounds",
        scale: Scale::Presence, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::LEG_SWELLING, id: "leg_swelling", system: BodySystem::Cardiovascular,
        name: "Swollen leg or arm", clinical: "limb oedema / lymphoedema",
        synonyms: "oedema; edema; lymphedema; puffy; swollen ankles; swollen hand",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: places::LIMBS, flags: &[Flag::ONE_SIDED],
    },
    Symptom {
        number: SymptomNumber::BREATHLESS, id: "breathless", system: BodySystem::Cardiovascular,
        name: "Short of breath", clinical: "dyspnoea",
        synonyms: "breath; breathing; dyspnea; winded; cough",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: &[], flags: &[Flag::SUDDEN, Flag::COUGHING_BLOOD, Flag::FAINTED],
    },
    Symptom {
        number: SymptomNumber::CHEST_PAIN, id: "chest_pain", system: BodySystem::Cardiovascular,
        name: "Chest pain", clinical: "chest pain",
        synonyms: "angina; tight chest; heart; tightness",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::HIGH_BP, id: "high_bp", system: BodySystem::Cardiovascular,
        name: "High blood pressure", clinical: "hypertension",
        synonyms: "blood pressure; hypertension",
        scale: Scale::Presence, rhythm: Rhythm::WhenFound, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::HIGH_CHOL, id: "high_chol", system: BodySystem::Cardiovascular,
        name: "High cholesterol", clinical: "hypercholesterolaemia",
        synonyms: "cholesterol; LDL; lipids",
        scale: Scale::Presence, rhythm: Rhythm::WhenFound, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::HIGH_TG, id: "high_tg", system: BodySystem::Cardiovascular,
        name: "High triglycerides", clinical: "hypertriglyceridaemia",
        synonyms: "triglycerides; blood fat; lipids",
        scale: Scale::Presence, rhythm: Rhythm::WhenFound, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: &[], flags: &[],
    },
];
