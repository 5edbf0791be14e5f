//! Table: factors of daily life. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::factor::{FactorEntry, FactorNumber};
use crate::medication::Unit;

impl FactorNumber {
    /// Exercise.
    pub const EXERCISE: Self = Self(1);
    /// A walk.
    pub const WALK: Self = Self(2);
    /// Strength training.
    pub const STRENGTH_TRAINING: Self = Self(3);
    /// Stretching.
    pub const STRETCHING: Self = Self(4);
    /// Yoga or tai chi.
    pub const YOGA: Self = Self(5);
    /// Sleep.
    pub const SLEEP: Self = Self(6);
    /// Rest.
    pub const REST: Self = Self(7);
    /// Alcohol.
    pub const ALCOHOL: Self = Self(8);
    /// Coffee or tea.
    pub const CAFFEINE: Self = Self(9);
    /// Spicy or hot food.
    pub const SPICY_FOOD: Self = Self(10);
    /// Acupuncture.
    pub const ACUPUNCTURE: Self = Self(11);
    /// Physiotherapy.
    pub const PHYSIOTHERAPY: Self = Self(12);
    /// Pelvic floor training.
    pub const PELVIC_FLOOR: Self = Self(13);
    /// Massage.
    pub const MASSAGE: Self = Self(14);
    /// Warmth.
    pub const HEAT: Self = Self(15);
    /// Cold.
    pub const COLD: Self = Self(16);
    /// Splint or support.
    pub const SPLINT: Self = Self(17);
    /// Slow breathing or relaxation.
    pub const RELAXATION: Self = Self(18);
    /// Talking therapy.
    pub const TALKING_THERAPY: Self = Self(19);
    /// Stress.
    pub const STRESS: Self = Self(20);
    /// A hot room or hot weather.
    pub const HOT_ROOM: Self = Self(21);
    /// Cold or damp weather.
    pub const COLD_WEATHER: Self = Self(22);
    /// Sitting for long.
    pub const LONG_SITTING: Self = Self(23);
    /// Hard work with the hands.
    pub const HARD_WORK: Self = Self(24);
    /// Time with others.
    pub const COMPANY: Self = Self(25);
    /// Travel.
    pub const TRAVEL: Self = Self(26);
    /// Another illness.
    pub const ILLNESS: Self = Self(27);
}

/// All factors.
pub static FACTORS: &[FactorEntry] = &[
    FactorEntry {
        number: FactorNumber::EXERCISE, id: "exercise", name: "Exercise", unit: Some(Unit::Minute),
        synonyms: "sport; workout; gym; cycling; swimming; running",
    },
    FactorEntry {
        number: FactorNumber::WALK, id: "walk", name: "A walk", unit: Some(Unit::Minute),
        synonyms: "walking; steps",
    },
    FactorEntry {
        number: FactorNumber::STRENGTH_TRAINING, id: "strength_training", name: "Strength training", unit: Some(Unit::Minute),
        synonyms: "weights; resistance",
    },
    FactorEntry {
        number: FactorNumber::STRETCHING, id: "stretching", name: "Stretching", unit: Some(Unit::Minute),
        synonyms: "mobility",
    },
    FactorEntry {
        number: FactorNumber::YOGA, id: "yoga", name: "Yoga or tai chi", unit: Some(Unit::Minute),
        synonyms: "pilates; qigong",
    },
    FactorEntry {
        number: FactorNumber::SLEEP, id: "sleep", name: "Sleep", unit: Some(Unit::Hour),
        synonyms: "night; slept; rest",
    },
    FactorEntry {
        number: FactorNumber::REST, id: "rest", name: "Rest", unit: Some(Unit::Minute),
        synonyms: "nap; lying down; pause",
    },
    FactorEntry {
        number: FactorNumber::ALCOHOL, id: "alcohol", name: "Alcohol", unit: Some(Unit::Drink),
        synonyms: "wine; beer; drink",
    },
    FactorEntry {
        number: FactorNumber::CAFFEINE, id: "caffeine", name: "Coffee or tea", unit: Some(Unit::Cup),
        synonyms: "caffeine",
    },
    FactorEntry {
        number: FactorNumber::SPICY_FOOD, id: "spicy_food", name: "Spicy or hot food", unit: None,
        synonyms: "meal; chilli",
    },
    FactorEntry {
        number: FactorNumber::ACUPUNCTURE, id: "acupuncture", name: "Acupuncture", unit: Some(Unit::Minute),
        synonyms: "needles",
    },
    FactorEntry {
        number: FactorNumber::PHYSIOTHERAPY, id: "physiotherapy", name: "Physiotherapy", unit: Some(Unit::Minute),
        synonyms: "physio; physical therapy; hand therapy",
    },
    FactorEntry {
        number: FactorNumber::PELVIC_FLOOR, id: "pelvic_floor", name: "Pelvic floor training", unit: Some(Unit::Minute),
        synonyms: "kegel; bladder training",
    },
    FactorEntry {
        number: FactorNumber::MASSAGE, id: "massage", name: "Massage", unit: Some(Unit::Minute),
        synonyms: "",
    },
    FactorEntry {
        number: FactorNumber::HEAT, id: "heat", name: "Warmth", unit: Some(Unit::Minute),
        synonyms: "hot water bottle; heat pack; bath; warm shower",
    },
    FactorEntry {
        number: FactorNumber::COLD, id: "cold", name: "Cold", unit: Some(Unit::Minute),
        synonyms: "ice; cold pack; fan; cool shower",
    },
    FactorEntry {
        number: FactorNumber::SPLINT, id: "splint", name: "Splint or support", unit: Some(Unit::Hour),
        synonyms: "brace; wrist support; compression",
    },
    FactorEntry {
        number: FactorNumber::RELAXATION, id: "relaxation", name: "Slow breathing or relaxation", unit: Some(Unit::Minute),
        synonyms: "meditation; mindfulness",
    },
    FactorEntry {
        number: FactorNumber::TALKING_THERAPY, id: "talking_therapy", name: "Talking therapy", unit: Some(Unit::Minute),
        synonyms: "CBT; counselling; therapist",
    },
    FactorEntry {
        number: FactorNumber::STRESS, id: "stress", name: "Stress", unit: None,
        synonyms: "worry; trouble; busy",
    },
    FactorEntry {
        number: FactorNumber::HOT_ROOM, id: "hot_room", name: "A hot room or hot weather", unit: None,
        synonyms: "heat; summer; sun",
    },
    FactorEntry {
        number: FactorNumber::COLD_WEATHER, id: "cold_weather", name: "Cold or damp weather", unit: None,
        synonyms: "rain; winter",
    },
    FactorEntry {
        number: FactorNumber::LONG_SITTING, id: "long_sitting", name: "Sitting for long", unit: Some(Unit::Hour),
        synonyms: "desk; car; travel",
    },
    FactorEntry {
        number: FactorNumber::HARD_WORK, id: "hard_work", name: "Hard work with the hands", unit: Some(Unit::Minute),
        synonyms: "lifting; garden; housework",
    },
    FactorEntry {
        number: FactorNumber::COMPANY, id: "company", name: "Time with others", unit: None,
        synonyms: "friends; family",
    },
    FactorEntry {
        number: FactorNumber::TRAVEL, id: "travel", name: "Travel", unit: None,
        synonyms: "journey; flight",
    },
    FactorEntry {
        number: FactorNumber::ILLNESS, id: "illness", name: "Another illness", unit: None,
        synonyms: "cold; flu; infection",
    },
];
