//! Table: symptoms of gut, skin, hair and eyes. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Feeling sick.
    pub const NAUSEA: Self = Self(58);
    /// Diarrhoea.
    pub const DIARRHEA: Self = Self(59);
    /// Constipation.
    pub const CONSTIPATION: Self = Self(60);
    /// Mouth sores.
    pub const MOUTH_SORES: Self = Self(61);
    /// Thinner hair.
    pub const HAIR_THINNING: Self = Self(62);
    /// Dry skin.
    pub const DRY_SKIN: Self = Self(63);
    /// Itchy skin.
    pub const ITCH: Self = Self(64);
    /// Rash.
    pub const RASH: Self = Self(65);
    /// Acne.
    pub const ACNE: Self = Self(66);
    /// Dry eyes.
    pub const DRY_EYE: Self = Self(67);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::NAUSEA, id: "nausea", system: BodySystem::General,
        name: "Feeling sick", clinical: "nausea",
        synonyms: "nauseous; sick; queasy; vomiting; throwing up",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::YELLOW],
    },
    Symptom {
        number: SymptomNumber::DIARRHEA, id: "diarrhea", system: BodySystem::General,
        name: "Diarrhoea", clinical: "diarrhoea",
        synonyms: "diarrhea; loose stools; runs; bowel",
        scale: Scale::Count, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::DRIED_OUT],
    },
    Symptom {
        number: SymptomNumber::CONSTIPATION, id: "constipation", system: BodySystem::General,
        name: "Constipation", clinical: "constipation",
        synonyms: "bowel; hard stools; blocked",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::MOUTH_SORES, id: "mouth_sores", system: BodySystem::General,
        name: "Mouth sores", clinical: "oral mucositis",
        synonyms: "ulcers; mucositis; sore mouth; jaw; tooth; gums",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::NOT_HEALING],
    },
    Symptom {
        number: SymptomNumber::HAIR_THINNING, id: "hair_thinning", system: BodySystem::General,
        name: "Thinner hair", clinical: "alopecia / sparse scalp hair",
        synonyms: "hair loss; thinning; bald; alopecia",
        scale: Scale::FiveSteps, rhythm: Rhythm::Monthly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::DRY_SKIN, id: "dry_skin", system: BodySystem::General,
        name: "Dry skin", clinical: "xerosis",
        synonyms: "rough skin; flaky",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::ITCH, id: "itch", system: BodySystem::General,
        name: "Itchy skin", clinical: "pruritus",
        synonyms: "itching; scratching",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::YELLOW, Flag::SWOLLEN_FACE],
    },
    Symptom {
        number: SymptomNumber::RASH, id: "rash", system: BodySystem::General,
        name: "Rash", clinical: "rash",
        synonyms: "spots; hives; red skin; skin",
        scale: Scale::Presence, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::SWOLLEN_FACE, Flag::BLISTERING],
    },
    Symptom {
        number: SymptomNumber::ACNE, id: "acne", system: BodySystem::General,
        name: "Acne", clinical: "acne",
        synonyms: "pimples; spots; skin",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::DRY_EYE, id: "dry_eye", system: BodySystem::General,
        name: "Dry eyes", clinical: "dry eye",
        synonyms: "eyes; gritty eyes; sore eyes",
        scale: Scale::FiveSteps, rhythm: Rhythm::Weekly, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[],
    },
];
