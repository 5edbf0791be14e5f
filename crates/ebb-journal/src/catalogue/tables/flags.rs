//! Table: what can be ticked. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::catalogue::flag::{Flag, FlagEntry};

impl Flag {
    /// It woke me.
    pub const WOKE_ME: Self = Self(1);
    /// I had to change clothes or sheets.
    pub const CHANGED_CLOTHES: Self = Self(2);
    /// At night.
    pub const AT_NIGHT: Self = Self(3);
    /// It came suddenly.
    pub const SUDDEN: Self = Self(4);
    /// On one side only, and new.
    pub const ONE_SIDED: Self = Self(5);
    /// With weak or numb legs, numbness between the legs, or a change in bladder or bowels.
    pub const LEG_WEAKNESS: Self = Self(6);
    /// New, or there all the time.
    pub const NEW_OR_CONSTANT: Self = Self(7);
    /// With chest pain or tightness.
    pub const WITH_CHEST_PAIN: Self = Self(8);
    /// I fainted or nearly did.
    pub const FAINTED: Self = Self(9);
    /// From a small knock or a simple fall.
    pub const SMALL_CAUSE: Self = Self(10);
    /// I have become shorter.
    pub const SHORTER: Self = Self(11);
    /// Heavy.
    pub const HEAVY: Self = Self(12);
    /// It was treated.
    pub const TREATED: Self = Self(13);
    /// With a new lump.
    pub const LUMP: Self = Self(14);
    /// With a drooping face, a weak arm, trouble speaking or loss of sight.
    pub const STROKE_SIGNS: Self = Self(15);
    /// With blood when I cough.
    pub const COUGHING_BLOOD: Self = Self(16);
    /// With tingling round the mouth.
    pub const MOUTH_TINGLING: Self = Self(17);
    /// It does not heal, a tooth is loose, or bone shows.
    pub const NOT_HEALING: Self = Self(18);
    /// Very thirsty, dizzy, or hardly passing water.
    pub const DRIED_OUT: Self = Self(19);
    /// With yellow skin or eyes, or dark urine.
    pub const YELLOW: Self = Self(20);
    /// With a swollen face, lips, tongue or throat.
    pub const SWOLLEN_FACE: Self = Self(21);
    /// With blisters or peeling skin.
    pub const BLISTERING: Self = Self(22);
    /// An erection that will not go down.
    pub const LASTING_ERECTION: Self = Self(23);
}

/// All flags.
pub static FLAGS: &[FlagEntry] = &[
    FlagEntry { flag: Flag::WOKE_ME, id: "woke_me", words: "It woke me" },
    FlagEntry { flag: Flag::CHANGED_CLOTHES, id: "changed_clothes", words: "I had to change clothes or sheets" },
    FlagEntry { flag: Flag::AT_NIGHT, id: "at_night", words: "At night" },
    FlagEntry { flag: Flag::SUDDEN, id: "sudden", words: "It came suddenly" },
    FlagEntry { flag: Flag::ONE_SIDED, id: "one_sided", words: "On one side only, and new" },
    FlagEntry { flag: Flag::LEG_WEAKNESS, id: "leg_weakness", words: "With weak or numb legs, numbness between the legs, or a change in bladder or bowels" },
    FlagEntry { flag: Flag::NEW_OR_CONSTANT, id: "new_or_constant", words: "New, or there all the time" },
    FlagEntry { flag: Flag::WITH_CHEST_PAIN, id: "with_chest_pain", words: "With chest pain or tightness" },
    FlagEntry { flag: Flag::FAINTED, id: "fainted", words: "I fainted or nearly did" },
    FlagEntry { flag: Flag::SMALL_CAUSE, id: "small_cause", words: "From a small knock or a simple fall" },
    FlagEntry { flag: Flag::SHORTER, id: "shorter", words: "I have become shorter" },
    FlagEntry { flag: Flag::HEAVY, id: "heavy", words: "Heavy" },
    FlagEntry { flag: Flag::TREATED, id: "treated", words: "It was treated" },
    FlagEntry { flag: Flag::LUMP, id: "lump", words: "With a new lump" },
    FlagEntry { flag: Flag::STROKE_SIGNS, id: "stroke_signs", words: "With a drooping face, a weak arm, trouble speaking or loss of sight" },
    FlagEntry { flag: Flag::COUGHING_BLOOD, id: "coughing_blood", words: "With blood when I cough" },
    FlagEntry { flag: Flag::MOUTH_TINGLING, id: "mouth_tingling", words: "With tingling round the mouth" },
    FlagEntry { flag: Flag::NOT_HEALING, id: "not_healing", words: "It does not heal, a tooth is loose, or bone shows" },
    FlagEntry { flag: Flag::DRIED_OUT, id: "dried_out", words: "Very thirsty, dizzy, or hardly passing water" },
    FlagEntry { flag: Flag::YELLOW, id: "yellow", words: "With yellow skin or eyes, or dark urine" },
    FlagEntry { flag: Flag::SWOLLEN_FACE, id: "swollen_face", words: "With a swollen face, lips, tongue or throat" },
    FlagEntry { flag: Flag::BLISTERING, id: "blistering", words: "With blisters or peeling skin" },
    FlagEntry { flag: Flag::LASTING_ERECTION, id: "lasting_erection", words: "An erection that will not go down" },
];
