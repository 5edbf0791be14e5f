//! Table: symptoms of brain, mood and sleep. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Fatigue.
    pub const FATIGUE: Self = Self(44);
    /// Trouble sleeping.
    pub const INSOMNIA: Self = Self(45);
    /// Daytime sleepiness.
    pub const SLEEPY: Self = Self(46);
    /// Memory trouble.
    pub const MEMORY: Self = Self(47);
    /// Trouble concentrating.
    pub const FOCUS: Self = Self(48);
    /// Brain fog.
    pub const BRAIN_FOG: Self = Self(49);
    /// Feeling sad.
    pub const LOW_MOOD: Self = Self(50);
    /// Nothing cheers me up.
    pub const DISCOURAGED: Self = Self(51);
    /// Anxious.
    pub const ANXIETY: Self = Self(52);
    /// Irritable.
    pub const IRRITABLE: Self = Self(53);
    /// Mood swings.
    pub const MOOD_SWINGS: Self = Self(54);
    /// Headache.
    pub const HEADACHE: Self = Self(55);
    /// Dizzy.
    pub const DIZZY: Self = Self(56);
    /// Thoughts of self-harm.
    pub const SUICIDAL: Self = Self(57);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::FATIGUE, id: "fatigue", system: BodySystem::Neurocognitive,
        name: "Fatigue", clinical: "fatigue",
        synonyms: "tired; tiredness; exhausted; worn out; no energy; weak",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::SleepMemoryFatigue, places: &[], flags: &[Flag::YELLOW],
    },
    Symptom {
        number: SymptomNumber::INSOMNIA, id: "insomnia", system: BodySystem::Neurocognitive,
        name: "Trouble sleeping", clinical: "insomnia",
        synonyms: "sleep; sleepless; awake; cannot sleep; waking",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::SleepMemoryFatigue, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::SLEEPY, id: "sleepy", system: BodySystem::Neurocognitive,
        name: "Daytime sleepiness", clinical: "somnolence",
        synonyms: "drowsy; sleepy; nodding off",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::SleepMemoryFatigue, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::MEMORY, id: "memory", system: BodySystem::Neurocognitive,
        name: "Memory trouble", clinical: "memory impairment",
        synonyms: "forgetful; forgetting; names; chemo brain",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::SleepMemoryFatigue, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::FOCUS, id: "focus", system: BodySystem::Neurocognitive,
        name: "Trouble concentrating", clinical: "reduced concentration",
        synonyms: "concentration; attention; distracted",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::SleepMemoryFatigue, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::BRAIN_FOG, id: "brain_fog", system: BodySystem::Neurocognitive,
        name: "Brain fog", clinical: "subjective cognitive complaint",
        synonyms: "foggy; fuzzy head; thinking; chemo brain; confused",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::SleepMemoryFatigue, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::LOW_MOOD, id: "low_mood", system: BodySystem::Neurocognitive,
        name: "Feeling sad", clinical: "depressed mood",
        synonyms: "sad; depression; depressed; down; low; crying; mood",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Mood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::DISCOURAGED, id: "discouraged", system: BodySystem::Neurocognitive,
        name: "Nothing cheers me up", clinical: "anhedonia / discouraged",
        synonyms: "no joy; hopeless; depression; empty; mood",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Mood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::ANXIETY, id: "anxiety", system: BodySystem::Neurocognitive,
        name: "Anxious", clinical: "anxiety",
        synonyms: "anxiety; worry; worried; nervous; panic; afraid; mood",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Mood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::IRRITABLE, id: "irritable", system: BodySystem::Neurocognitive,
        name: "Irritable", clinical: "irritability",
        synonyms: "angry; anger; short temper; grumpy; mood",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Mood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::MOOD_SWINGS, id: "mood_swings", system: BodySystem::Neurocognitive,
        name: "Mood swings", clinical: "emotional lability",
        synonyms: "ups and downs; moody; tearful",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Mood, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::HEADACHE, id: "headache", system: BodySystem::Neurocognitive,
        name: "Headache", clinical: "headache",
        synonyms: "migraine; head; sore head",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::STROKE_SIGNS],
    },
    Symptom {
        number: SymptomNumber::DIZZY, id: "dizzy", system: BodySystem::Neurocognitive,
        name: "Dizzy", clinical: "dizziness",
        synonyms: "vertigo; light-headed; spinning; faint; giddy",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Body, places: &[], flags: &[Flag::FAINTED, Flag::STROKE_SIGNS],
    },
    Symptom {
        number: SymptomNumber::SUICIDAL, id: "suicidal", system: BodySystem::Neurocognitive,
        name: "Thoughts of self-harm", clinical: "suicidal ideation",
        synonyms: "suicide; self-harm; want to die; hurt myself",
        scale: Scale::NeverRated, rhythm: Rhythm::Never, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::Mood, places: &[], flags: &[],
    },
];
