//! Table: what is followed from the start. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::symptom::SymptomNumber;

/// For a woman after menopause.
pub(crate) const AFTER_MENOPAUSE: &[SymptomNumber] = &[
    SymptomNumber::HOT_FLASH,
    SymptomNumber::JOINT_PAIN,
    SymptomNumber::JOINT_STIFFNESS,
    SymptomNumber::FATIGUE,
    SymptomNumber::INSOMNIA,
    SymptomNumber::LOW_MOOD,
];

/// For a woman with ovarian suppression.
pub(crate) const OVARIAN_SUPPRESSION: &[SymptomNumber] = &[
    SymptomNumber::HOT_FLASH,
    SymptomNumber::NIGHT_SWEAT,
    SymptomNumber::JOINT_PAIN,
    SymptomNumber::JOINT_STIFFNESS,
    SymptomNumber::FATIGUE,
    SymptomNumber::INSOMNIA,
    SymptomNumber::MOOD_SWINGS,
];

/// For a man.
pub(crate) const MAN: &[SymptomNumber] = &[
    SymptomNumber::JOINT_PAIN,
    SymptomNumber::MUSCLE_PAIN,
    SymptomNumber::FATIGUE,
    SymptomNumber::INSOMNIA,
    SymptomNumber::LOW_MOOD,
    SymptomNumber::GYNECOMASTIA,
];

/// For who would rather not say.
pub(crate) const NOT_SAID: &[SymptomNumber] = &[
    SymptomNumber::HOT_FLASH,
    SymptomNumber::JOINT_PAIN,
    SymptomNumber::JOINT_STIFFNESS,
    SymptomNumber::FATIGUE,
    SymptomNumber::INSOMNIA,
    SymptomNumber::LOW_MOOD,
];
