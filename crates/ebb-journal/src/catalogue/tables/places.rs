//! Table: places of the body. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::site::{Place, PlaceEntry};

impl Place {
    /// Hand.
    pub const HAND: Self = Self(1);
    /// Fingers.
    pub const FINGERS: Self = Self(2);
    /// Base of the thumb.
    pub const THUMB_BASE: Self = Self(3);
    /// Wrist.
    pub const WRIST: Self = Self(4);
    /// Knee.
    pub const KNEE: Self = Self(5);
    /// Lower back.
    pub const LOWER_BACK: Self = Self(6);
    /// Upper back.
    pub const UPPER_BACK: Self = Self(7);
    /// Neck.
    pub const NECK: Self = Self(8);
    /// Shoulder.
    pub const SHOULDER: Self = Self(9);
    /// Elbow.
    pub const ELBOW: Self = Self(10);
    /// Hip.
    pub const HIP: Self = Self(11);
    /// Back of the pelvis.
    pub const SACROILIAC: Self = Self(12);
    /// Ankle.
    pub const ANKLE: Self = Self(13);
    /// Foot or toes.
    pub const FOOT: Self = Self(14);
    /// Jaw.
    pub const JAW: Self = Self(15);
    /// Ribs or chest.
    pub const RIBS: Self = Self(16);
    /// Thigh.
    pub const THIGH: Self = Self(17);
    /// Groin.
    pub const GROIN: Self = Self(18);
    /// Arm.
    pub const ARM: Self = Self(19);
    /// Lower leg or calf.
    pub const LEG: Self = Self(20);
    /// Thumb.
    pub const THUMB: Self = Self(21);
    /// Index finger.
    pub const INDEX_FINGER: Self = Self(22);
    /// Middle finger.
    pub const MIDDLE_FINGER: Self = Self(23);
    /// Ring finger.
    pub const RING_FINGER: Self = Self(24);
    /// Little finger.
    pub const LITTLE_FINGER: Self = Self(25);
    /// Breast.
    pub const BREAST: Self = Self(26);
    /// Thumb, knuckle.
    pub const THUMB_KNUCKLE: Self = Self(27);
    /// Thumb, end joint.
    pub const THUMB_END: Self = Self(28);
    /// Index finger, knuckle.
    pub const INDEX_KNUCKLE: Self = Self(29);
    /// Index finger, middle joint.
    pub const INDEX_MIDDLE: Self = Self(30);
    /// Index finger, end joint.
    pub const INDEX_END: Self = Self(31);
    /// Middle finger, knuckle.
    pub const MIDDLE_KNUCKLE: Self = Self(32);
    /// Middle finger, middle joint.
    pub const MIDDLE_MIDDLE: Self = Self(33);
    /// Middle finger, end joint.
    pub const MIDDLE_END: Self = Self(34);
    /// Ring finger, knuckle.
    pub const RING_KNUCKLE: Self = Self(35);
    /// Ring finger, middle joint.
    pub const RING_MIDDLE: Self = Self(36);
    /// Ring finger, end joint.
    pub const RING_END: Self = Self(37);
    /// Little finger, knuckle.
    pub const LITTLE_KNUCKLE: Self = Self(38);
    /// Little finger, middle joint.
    pub const LITTLE_MIDDLE: Self = Self(39);
    /// Little finger, end joint.
    pub const LITTLE_END: Self = Self(40);
    /// Heel.
    pub const HEEL: Self = Self(41);
    /// Middle of the foot.
    pub const MIDFOOT: Self = Self(42);
    /// Ball of the foot.
    pub const BALL_OF_FOOT: Self = Self(43);
    /// Big toe.
    pub const BIG_TOE: Self = Self(44);
    /// Small toes.
    pub const SMALL_TOES: Self = Self(45);
}

/// All places.
pub static PLACES: &[PlaceEntry] = &[
    PlaceEntry { place: Place::HAND, id: "hand", name: "Hand", has_sides: true },
    PlaceEntry { place: Place::FINGERS, id: "fingers", name: "Fingers", has_sides: true },
    PlaceEntry { place: Place::THUMB_BASE, id: "thumb_base", name: "Base of the thumb", has_sides: true },
    PlaceEntry { place: Place::WRIST, id: "wrist", name: "Wrist", has_sides: true },
    PlaceEntry { place: Place::KNEE, id: "knee", name: "Knee", has_sides: true },
    PlaceEntry { place: Place::LOWER_BACK, id: "lower_back", name: "Lower back", has_sides: false },
    PlaceEntry { place: Place::UPPER_BACK, id: "upper_back", name: "Upper back", has_sides: false },
    PlaceEntry { place: Place::NECK, id: "neck", name: "Neck", has_sides: false },
    PlaceEntry { place: Place::SHOULDER, id: "shoulder", name: "Shoulder", has_sides: true },
    PlaceEntry { place: Place::ELBOW, id: "elbow", name: "Elbow", has_sides: true },
    PlaceEntry { place: Place::HIP, id: "hip", name: "Hip", has_sides: true },
    PlaceEntry { place: Place::SACROILIAC, id: "sacroiliac", name: "Back of the pelvis", has_sides: true },
    PlaceEntry { place: Place::ANKLE, id: "ankle", name: "Ankle", has_sides: true },
    PlaceEntry { place: Place::FOOT, id: "foot", name: "Foot or toes", has_sides: true },
    PlaceEntry { place: Place::JAW, id: "jaw", name: "Jaw", has_sides: true },
    PlaceEntry { place: Place::RIBS, id: "ribs", name: "Ribs or chest", has_sides: true },
    PlaceEntry { place: Place::THIGH, id: "thigh", name: "Thigh", has_sides: true },
    PlaceEntry { place: Place::GROIN, id: "groin", name: "Groin", has_sides: true },
    PlaceEntry { place: Place::ARM, id: "arm", name: "Arm", has_sides: true },
    PlaceEntry { place: Place::LEG, id: "leg", name: "Lower leg or calf", has_sides: true },
    PlaceEntry { place: Place::THUMB, id: "thumb", name: "Thumb", has_sides: true },
    PlaceEntry { place: Place::INDEX_FINGER, id: "index_finger", name: "Index finger", has_sides: true },
    PlaceEntry { place: Place::MIDDLE_FINGER, id: "middle_finger", name: "Middle finger", has_sides: true },
    PlaceEntry { place: Place::RING_FINGER, id: "ring_finger", name: "Ring finger", has_sides: true },
    PlaceEntry { place: Place::LITTLE_FINGER, id: "little_finger", name: "Little finger", has_sides: true },
    PlaceEntry { place: Place::BREAST, id: "breast", name: "Breast", has_sides: true },
    PlaceEntry { place: Place::THUMB_KNUCKLE, id: "thumb_knuckle", name: "Thumb, knuckle", has_sides: true },
    PlaceEntry { place: Place::THUMB_END, id: "thumb_end", name: "Thumb, end joint", has_sides: true },
    PlaceEntry { place: Place::INDEX_KNUCKLE, id: "index_knuckle", name: "Index finger, knuckle", has_sides: true },
    PlaceEntry { place: Place::INDEX_MIDDLE, id: "index_middle", name: "Index finger, middle joint", has_sides: true },
    PlaceEntry { place: Place::INDEX_END, id: "index_end", name: "Index finger, end joint", has_sides: true },
    PlaceEntry { place: Place::MIDDLE_KNUCKLE, id: "middle_knuckle", name: "Middle finger, knuckle", has_sides: true },
    PlaceEntry { place: Place::MIDDLE_MIDDLE, id: "middle_middle", name: "Middle finger, middle joint", has_sides: true },
    PlaceEntry { place: Place::MIDDLE_END, id: "middle_end", name: "Middle finger, end joint", has_sides: true },
    PlaceEntry { place: Place::RING_KNUCKLE, id: "ring_knuckle", name: "Ring finger, knuckle", has_sides: true },
    PlaceEntry { place: Place::RING_MIDDLE, id: "ring_middle", name: "Ring finger, middle joint", has_sides: true },
    PlaceEntry { place: Place::RING_END, id: "ring_end", name: "Ring finger, end joint", has_sides: true },
    PlaceEntry { place: Place::LITTLE_KNUCKLE, id: "little_knuckle", name: "Little finger, knuckle", has_sides: true },
    PlaceEntry { place: Place::LITTLE_MIDDLE, id: "little_middle", name: "Little finger, middle joint", has_sides: true },
    PlaceEntry { place: Place::LITTLE_END, id: "little_end", name: "Little finger, end joint", has_sides: true },
    PlaceEntry { place: Place::HEEL, id: "heel", name: "Heel", has_sides: true },
    PlaceEntry { place: Place::MIDFOOT, id: "midfoot", name: "Middle of the foot", has_sides: true },
    PlaceEntry { place: Place::BALL_OF_FOOT, id: "ball_of_foot", name: "Ball of the foot", has_sides: true },
    PlaceEntry { place: Place::BIG_TOE, id: "big_toe", name: "Big toe", has_sides: true },
    PlaceEntry { place: Place::SMALL_TOES, id: "small_toes", name: "Small toes", has_sides: true },
];

pub(crate) const BONES: &[Place] = &[
    Place::HAND,
    Place::WRIST,
    Place::LOWER_BACK,
    Place::UPPER_BACK,
    Place::SHOULDER,
    Place::HIP,
    Place::SACROILIAC,
    Place::ANKLE,
    Place::FOOT,
    Place::JAW,
    Place::RIBS,
    Place::THIGH,
    Place::GROIN,
    Place::ARM,
    Place::LEG,
    Place::HEEL,
];

pub(crate) const BREASTS: &[Place] = &[
    Place::BREAST,
];

pub(crate) const FINGERS: &[Place] = &[
    Place::THUMB,
    Place::INDEX_FINGER,
    Place::MIDDLE_FINGER,
    Place::RING_FINGER,
    Place::LITTLE_FINGER,
];

pub(crate) const HANDS: &[Place] = &[
    Place::HAND,
    Place::FINGERS,
    Place::THUMB_BASE,
    Place::WRIST,
];

pub(crate) const JOINTS: &[Place] = &[
    Place::HAND,
    Place::FINGERS,
    Place::THUMB_BASE,
    Place::WRIST,
    Place::KNEE,
    Place::LOWER_BACK,
    Place::UPPER_BACK,
    Place::NECK,
    Place::SHOULDER,
    Place::ELBOW,
    Place::HIP,
    Place::SACROILIAC,
    Place::ANKLE,
    Place::FOOT,
    Place::JAW,
    Place::THUMB,
    Place::INDEX_FINGER,
    Place::MIDDLE_FINGER,
    Place::RING_FINGER,
    Place::LITTLE_FINGER,
    Place::THUMB_KNUCKLE,
    Place::THUMB_END,
    Place::INDEX_KNUCKLE,
    Place::INDEX_MIDDLE,
    Place::INDEX_END,
    Place::MIDDLE_KNUCKLE,
    Place::MIDDLE_MIDDLE,
    Place::MIDDLE_END,
    Place::RING_KNUCKLE,
    Place::RING_MIDDLE,
    Place::RING_END,
    Place::LITTLE_KNUCKLE,
    Place::LITTLE_MIDDLE,
    Place::LITTLE_END,
    Place::HEEL,
    Place::MIDFOOT,
    Place::BALL_OF_FOOT,
    Place::BIG_TOE,
    Place::SMALL_TOES,
];

pub(crate) const LIMBS: &[Place] = &[
    Place::HAND,
    Place::HIP,
    Place::ANKLE,
    Place::FOOT,
    Place::THIGH,
    Place::GROIN,
    Place::ARM,
    Place::LEG,
];

pub(crate) const MUSCLES: &[Place] = &[
    Place::HAND,
    Place::LOWER_BACK,
    Place::UPPER_BACK,
    Place::NECK,
    Place::SHOULDER,
    Place::HIP,
    Place::FOOT,
    Place::RIBS,
    Place::THIGH,
    Place::GROIN,
    Place::ARM,
    Place::LEG,
];

pub(crate) const SPINE: &[Place] = &[
    Place::LOWER_BACK,
    Place::UPPER_BACK,
    Place::SACROILIAC,
];

pub(crate) const TENDONS: &[Place] = &[
    Place::THUMB_BASE,
    Place::WRIST,
    Place::KNEE,
    Place::SHOULDER,
    Place::ELBOW,
    Place::HIP,
    Place::ANKLE,
    Place::FOOT,
    Place::LEG,
    Place::HEEL,
];
