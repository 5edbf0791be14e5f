//! Table: symptoms of joints and muscles. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use super::places;
use crate::catalogue::flag::Flag;
use crate::catalogue::symptom::{BodySystem, OfferedTo, Rhythm, Scale, SharingKind, Symptom, SymptomNumber};

impl SymptomNumber {
    /// Joint pain.
    pub const JOINT_PAIN: Self = Self(1);
    /// Stiff joints.
    pub const JOINT_STIFFNESS: Self = Self(2);
    /// Swollen joints.
    pub const JOINT_SWELLING: Self = Self(3);
    /// Less movement.
    pub const JOINT_ROM: Self = Self(4);
    /// Aching muscles.
    pub const MUSCLE_PAIN: Self = Self(5);
    /// Cramps.
    pub const MUSCLE_CRAMP: Self = Self(6);
    /// Weak grip.
    pub const WEAK_GRIP: Self = Self(7);
    /// Tendon pain.
    pub const TENDON: Self = Self(8);
    /// Finger catches.
    pub const TRIGGER_FINGER: Self = Self(9);
    /// Numb or tingling hands.
    pub const NUMB_HANDS: Self = Self(10);
    /// Back pain.
    pub const BACK_PAIN: Self = Self(11);
    /// Neck pain.
    pub const NECK_PAIN: Self = Self(12);
    /// Arm or leg pain.
    pub const LIMB_PAIN: Self = Self(13);
    /// Bone pain.
    pub const BONE_PAIN: Self = Self(14);
    /// Pain overall.
    pub const PAIN_GENERAL: Self = Self(15);
}

pub(crate) static SYMPTOMS: &[Symptom] = &[
    Symptom {
        number: SymptomNumber::JOINT_PAIN, id: "joint_pain", system: BodySystem::Musculoskeletal,
        name: "Joint pain", clinical: "arthralgia",
        synonyms: "sore joints; aching joints; achy; arthritis; AIMSS; hands; knees; fingers",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::JOINTS, flags: &[Flag::AT_NIGHT],
    },
    Symptom {
        number: SymptomNumber::JOINT_STIFFNESS, id: "joint_stiffness", system: BodySystem::Musculoskeletal,
        name: "Stiff joints", clinical: "joint stiffness; morning stiffness",
        synonyms: "stiffness; morning stiffness; stiff fingers; stiff hands; rigid",
        scale: Scale::Minutes, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::JOINTS, flags: &[],
    },
    Symptom {
        number: SymptomNumber::JOINT_SWELLING, id: "joint_swelling", system: BodySystem::Musculoskeletal,
        name: "Swollen joints", clinical: "joint swelling/effusion",
        synonyms: "puffy joints; swelling; fluid",
        scale: Scale::Presence, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::JOINTS, flags: &[],
    },
    Symptom {
        number: SymptomNumber::JOINT_ROM, id: "joint_rom", system: BodySystem::Musculoskeletal,
        name: "Less movement", clinical: "reduced range of motion",
        synonyms: "range of movement; limited movement; frozen shoulder; bending",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::JOINTS, flags: &[],
    },
    Symptom {
        number: SymptomNumber::MUSCLE_PAIN, id: "muscle_pain", system: BodySystem::Musculoskeletal,
        name: "Aching muscles", clinical: "myalgia",
        synonyms: "muscle ache; sore muscles; aches",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::MUSCLES, flags: &[],
    },
    Symptom {
        number: SymptomNumber::MUSCLE_CRAMP, id: "muscle_cramp", system: BodySystem::Musculoskeletal,
        name: "Cramps", clinical: "muscle cramp",
        synonyms: "charley horse; spasm; leg cramp",
        scale: Scale::Episode, rhythm: Rhythm::WhenItHappens, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::MUSCLES, flags: &[Flag::MOUTH_TINGLING, Flag::AT_NIGHT],
    },
    Symptom {
        number: SymptomNumber::WEAK_GRIP, id: "weak_grip", system: BodySystem::Musculoskeletal,
        name: "Weak grip", clinical: "reduced grip strength",
        synonyms: "weakness; dropping things; opening jars; hand strength",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::HANDS, flags: &[],
    },
    Symptom {
        number: SymptomNumber::TENDON, id: "tendon", system: BodySystem::Musculoskeletal,
        name: "Tendon pain", clinical: "tendinopathy (rotator cuff, de Quervain)",
        synonyms: "tendinitis; tendonitis; rotator cuff; thumb; heel",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::TENDONS, flags: &[],
    },
    Symptom {
        number: SymptomNumber::TRIGGER_FINGER, id: "trigger_finger", system: BodySystem::Musculoskeletal,
        name: "Finger catches", clinical: "stenosing tenosynovitis",
        synonyms: "locked finger; clicking finger; stuck finger",
        scale: Scale::Presence, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::FINGERS, flags: &[],
    },
    Symptom {
        number: SymptomNumber::NUMB_HANDS, id: "numb_hands", system: BodySystem::Musculoskeletal,
        name: "Numb or tingling hands", clinical: "paraesthesia; carpal tunnel",
        synonyms: "pins and needles; tingling; numbness; carpal tunnel; wrist",
        scale: Scale::FiveSteps, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::HANDS, flags: &[Flag::AT_NIGHT, Flag::STROKE_SIGNS],
    },
    Symptom {
        number: SymptomNumber::BACK_PAIN, id: "back_pain", system: BodySystem::Musculoskeletal,
        name: "Back pain", clinical: "back pain",
        synonyms: "backache; lumbago; spine; sore back",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::SPINE, flags: &[Flag::SUDDEN, Flag::LEG_WEAKNESS, Flag::SHORTER],
    },
    Symptom {
        number: SymptomNumber::NECK_PAIN, id: "neck_pain", system: BodySystem::Musculoskeletal,
        name: "Neck pain", clinical: "neck pain",
        synonyms: "stiff neck",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: &[], flags: &[],
    },
    Symptom {
        number: SymptomNumber::LIMB_PAIN, id: "limb_pain", system: BodySystem::Musculoskeletal,
        name: "Arm or leg pain", clinical: "pain in extremity",
        synonyms: "leg pain; arm pain; thigh; calf",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::LIMBS, flags: &[Flag::ONE_SIDED],
    },
    Symptom {
        number: SymptomNumber::BONE_PAIN, id: "bone_pain", system: BodySystem::Musculoskeletal,
        name: "Bone pain", clinical: "bone pain",
        synonyms: "aching bones; deep pain",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: places::BONES, flags: &[Flag::NEW_OR_CONSTANT, Flag::AT_NIGHT],
    },
    Symptom {
        number: SymptomNumber::PAIN_GENERAL, id: "pain_general", system: BodySystem::Musculoskeletal,
        name: "Pain overall", clinical: "pain",
        synonyms: "ache; hurting; sore all over",
        scale: Scale::ZeroToTen, rhythm: Rhythm::Daily, may_be_declined: false, offered_to: OfferedTo::All,
        sharing: SharingKind::JointsAndMuscles, places: &[], flags: &[],
    },
];
