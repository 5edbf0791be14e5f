//! Table: heat and sweat. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Hot flash / flush.
    pub const HOT_FLASH: Self = Self(20);
    /// Night sweats.
    pub const NIGHT_SWEAT: Self = Self(21);
    /// Flushing.
    pub const FLUSHING: Self = Self(22);
    /// Chills after a flush.
    pub const CHILLS: Self = Self(23);
    /// Racing heart.
    pub const PALPITATIONS: Self = Self(24);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::HOT_FLASH, id: "hot_flash", system: BodySystem::Vasomotor,
        name: "Hot flash / flush", clinical: "vasomotor symptom",
        synonyms: "hot flush; flushes; flashes; heat; sweat; menopause",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeatAndSweat, places: &[], flags: &[Flag::WOKE_ME, Flag::CHANGED_CLOTHES],
    },
    Symptom {
        number: SymptomNumber::NIGHT_SWEAT, id: "night_sweat", system: BodySystem::Vasomotor,
        name: "Night sweats", clinical: "nocturnal hyperhidrosis",
        synonyms: "sweating; soaked; sweats at night; wet sheets",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeatAndSweat, places: &[], flags: &[Flag::WOKE_ME, Flag::CHANGED_CLOTHES],
    },
    Symptom {
        number: SymptomNumber::FLUSHING, id: "flushing", system: BodySystem::Vasomotor,
        name: "Flushing", clinical: "flushing",
        synonyms: "red face; blushing; warm skin",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeatAndSweat, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::CHILLS, id: "chills", system: BodySystem::Vasomotor,
        name: "Chills after a flush", clinical: "chills",
        synonyms: "shivering; cold; shaking",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeatAndSweat, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::PALPITATIONS, id: "palpitations", system: BodySystem::Vasomotor,
        name: "Racing heart", clinical: "palpitations",
        synonyms: "heartbeat; heart pounding; fluttering; pulse; irregular heart",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::HeartAndBlood, places: &[], flags: &[Flag::WITH_CHEST_PAIN, Flag::FAINTED],
    },
];
