//! Table: symptoms of bones. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use super::places;
use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Broken bone.
    pub const FRACTURE: Self = Self(16);
    /// Thin bones.
    pub const LOW_BMD: Self = Self(17);
    /// Osteoporosis.
    pub const OSTEOPOROSIS: Self = Self(18);
    /// Fall.
    pub const FALL: Self = Self(19);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::FRACTURE, id: "fracture", system: BodySystem::Bone,
        name: "Broken bone", clinical: "fracture / fragility fracture",
        synonyms: "break; broken; crack",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::LabsAndBone, places: places::BONES, flags: &[Flag::SMALL_CAUSE],
    },
    Symptom {
        number: SymptomNumber::LOW_BMD, id: "low_bmd", system: BodySystem::Bone,
        name: "Thin bones", clinical: "osteopenia",
        synonyms: "low bone density; DXA; DEXA; bone loss",
        scale: Scale::Presence, rhythm: Rhythm::WhenFound, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::LabsAndBone, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::OSTEOPOROSIS, id: "osteoporosis", system: BodySystem::Bone,
        name: "Osteoporosis", clinical: "osteoporosis",
        synonyms: "brittle bones; weak bones; DXA; DEXA",
        scale: Scale::Presence, rhythm: Rhythm::WhenFound, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::LabsAndBone, places: &[], flags: &[Flag::SHORTER],
    },
    Symptom {
        number: SymptomNumber::FALL, id: "fall", system: BodySystem::Bone,
        name: "Fall", clinical: "fall",
        synonyms: "fell; tripped; stumble",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::LabsAndBone, places: &[], flags: &[Flag::FAINTED],
    },
];
