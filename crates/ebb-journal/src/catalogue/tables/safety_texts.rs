//! Table: what is said of signs of danger. @generated from `catalogue/*.tsv` by `cargo xtask catalogue`; do not edit.

use crate::safety::{Fact, Safety, SafetyText, Tier};

impl Safety {
    /// `chest_pain`.
    pub const CHEST_PAIN: Self = Self(1);
    /// `stroke`.
    pub const STROKE: Self = Self(2);
    /// `clot`.
    pub const CLOT: Self = Self(3);
    /// `sudden_breath`.
    pub const SUDDEN_BREATH: Self = Self(4);
    /// `self_harm`.
    pub const SELF_HARM: Self = Self(5);
    /// `weak_bone`.
    pub const WEAK_BONE: Self = Self(6);
    /// `spinal_cord`.
    pub const SPINAL_CORD: Self = Self(7);
    /// `new_bone_pain`.
    pub const NEW_BONE_PAIN: Self = Self(8);
    /// `thigh_bone`.
    pub const THIGH_BONE: Self = Self(9);
    /// `jaw`.
    pub const JAW: Self = Self(10);
    /// `low_calcium`.
    pub const LOW_CALCIUM: Self = Self(11);
    /// `vaginal_bleeding`.
    pub const VAGINAL_BLEEDING: Self = Self(12);
    /// `heavy_bleeding`.
    pub const HEAVY_BLEEDING: Self = Self(13);
    /// `heart_rhythm`.
    pub const HEART_RHYTHM: Self = Self(14);
    /// `dried_out`.
    pub const DRIED_OUT: Self = Self(15);
    /// `lungs`.
    pub const LUNGS: Self = Self(16);
    /// `liver`.
    pub const LIVER: Self = Self(17);
    /// `swelling_face`.
    pub const SWELLING_FACE: Self = Self(18);
    /// `blistering`.
    pub const BLISTERING: Self = Self(19);
    /// `lump`.
    pub const LUMP: Self = Self(20);
    /// `erection`.
    pub const ERECTION: Self = Self(21);
}

pub(crate) static TEXTS: &[SafetyText] = &[
    SafetyText {
        safety: Safety::CHEST_PAIN, id: "chest_pain", tier: Tier::Emergency,
        call: "Chest pain or tightness can be an emergency. Call your emergency number now. Do so above all if it spreads to an arm or the jaw, or comes with sweating or short breath.",
        fact: Some(Fact {
            sentence: "The US label of anastrozole warns of heart trouble from narrowed blood vessels in women who already had it.",
            source: "US label of anastrozole, highlights",
        }),
    },
    SafetyText {
        safety: Safety::STROKE, id: "stroke", tier: Tier::Emergency,
        call: "A drooping face, a weak arm, trouble speaking or sudden loss of sight can be an emergency. Call your emergency number now.",
        fact: None,
    },
    SafetyText {
        safety: Safety::CLOT, id: "clot", tier: Tier::SameDay,
        call: "New pain, swelling, warmth or a change of colour in one leg or arm: call your team, your doctor or an urgent line today. If you are also short of breath, call your emergency number now.",
        fact: Some(Fact {
            sentence: "A hospital page on hormone treatment names these as signs of a blood clot. The US label of abemaciclib warns of clots too.",
            source: "Great Western Hospitals NHS Foundation Trust, page on hormone treatment for breast cancer; US label of abemaciclib (Verzenio)",
        }),
    },
    SafetyText {
        safety: Safety::SUDDEN_BREATH, id: "sudden_breath", tier: Tier::Emergency,
        call: "Sudden short breath, coughing up blood or fainting can be an emergency. Call your emergency number now.",
        fact: Some(Fact {
            sentence: "A hospital page on hormone treatment names these as signs of a blood clot in the lung.",
            source: "Great Western Hospitals NHS Foundation Trust, page on hormone treatment for breast cancer",
        }),
    },
    SafetyText {
        safety: Safety::SELF_HARM, id: "self_harm", tier: Tier::Emergency,
        call: "You need not be alone with this. Call your emergency number or a crisis line now, or tell someone you trust.",
        fact: None,
    },
    SafetyText {
        safety: Safety::WEAK_BONE, id: "weak_bone", tier: Tier::SameDay,
        call: "A bone that broke from a small knock, sudden strong back pain, or having become shorter: call your team or doctor today.",
        fact: Some(Fact {
            sentence: "One study tells of 15 women on an aromatase inhibitor with 60 breaks in the spine after denosumab was stopped.",
            source: "Gonzalez-Rodriguez and others, Breast Cancer Research and Treatment, 2019",
        }),
    },
    SafetyText {
        safety: Safety::SPINAL_CORD, id: "spinal_cord", tier: Tier::Emergency,
        call: "Back pain with weak or numb legs, numbness between the legs, or a change in bladder or bowels can be an emergency. Call your emergency number now.",
        fact: None,
    },
    SafetyText {
        safety: Safety::NEW_BONE_PAIN, id: "new_bone_pain", tier: Tier::SameDay,
        call: "Bone pain that is new, there all the time, or there at night: call your team today.",
        fact: None,
    },
    SafetyText {
        safety: Safety::THIGH_BONE, id: "thigh_bone", tier: Tier::SameDay,
        call: "If you take or took denosumab or a bisphosphonate: call your team today about new or unusual pain in the thigh, hip or groin.",
        fact: Some(Fact {
            sentence: "The UK agency for medicines asks people on denosumab to report such pain, because of a rare break of the thigh bone. It is often on both sides.",
            source: "Advice of the UK agency for medicines (MHRA) on denosumab, as told by MIMS UK",
        }),
    },
    SafetyText {
        safety: Safety::JAW, id: "jaw", tier: Tier::SameDay,
        call: "If you take or took denosumab or a bisphosphonate: call your team and your dentist today about jaw pain, a loose tooth, a sore in the mouth that does not heal, or bone that shows. Tell them before any work on your teeth.",
        fact: Some(Fact {
            sentence: "These medicines can harm the jaw bone. A guideline asks for a dental check first.",
            source: "Therapeutic Guidelines (Australia), on harm to the jaw bone",
        }),
    },
    SafetyText {
        safety: Safety::LOW_CALCIUM, id: "low_calcium", tier: Tier::SameDay,
        call: "Cramps with tingling round the mouth after denosumab or zoledronic acid: call your team today.",
        fact: None,
    },
    SafetyText {
        safety: Safety::VAGINAL_BLEEDING, id: "vaginal_bleeding", tier: Tier::SameDay,
        call: "Bleeding from the vagina that lasts more than a few days, or first starts after the first weeks of treatment: call your team or doctor today.",
        fact: Some(Fact {
            sentence: "The NHS asks people on anastrozole to tell a doctor about such bleeding.",
            source: "NHS, side effects of anastrozole, nhs.uk",
        }),
    },
    SafetyText {
        safety: Safety::HEAVY_BLEEDING, id: "heavy_bleeding", tier: Tier::Emergency,
        call: "Heavy bleeding can be an emergency. Call your emergency number now.",
        fact: None,
    },
    SafetyText {
        safety: Safety::HEART_RHYTHM, id: "heart_rhythm", tier: Tier::Emergency,
        call: "A racing or uneven heart with fainting can be an emergency. Call your emergency number now.",
        fact: Some(Fact {
            sentence: "The US label of ribociclib warns of a change in the heartbeat, called a longer QT time.",
            source: "US label of ribociclib (Kisqali)",
        }),
    },
    SafetyText {
        safety: Safety::DRIED_OUT, id: "dried_out", tier: Tier::SameDay,
        call: "Diarrhoea that goes on, or signs of drying out: call your team today.",
        fact: Some(Fact {
            sentence: "The US label of abemaciclib warns of diarrhoea.",
            source: "US label of abemaciclib (Verzenio)",
        }),
    },
    SafetyText {
        safety: Safety::LUNGS, id: "lungs", tier: Tier::SameDay,
        call: "Short breath or a cough that is new or worse: call your team today. If it came suddenly, call your emergency number now.",
        fact: Some(Fact {
            sentence: "The US labels of ribociclib and abemaciclib warn of a swelling inside the lungs.",
            source: "US label of ribociclib (Kisqali); US label of abemaciclib (Verzenio)",
        }),
    },
    SafetyText {
        safety: Safety::LIVER, id: "liver", tier: Tier::SameDay,
        call: "Yellow skin or eyes, or dark urine: call your team today. So too with pale stools, new itching, pain on the right side of the belly, or being more tired than usual.",
        fact: Some(Fact {
            sentence: "Fezolinetant carries a boxed warning of harm to the liver in the US since December 2024.",
            source: "The Medical Letter, issue 1713; boxed warning of the US agency for medicines (FDA), December 2024",
        }),
    },
    SafetyText {
        safety: Safety::SWELLING_FACE, id: "swelling_face", tier: Tier::Emergency,
        call: "A swollen face, lips, tongue or throat, or trouble breathing or swallowing can be an emergency. Call your emergency number now.",
        fact: None,
    },
    SafetyText {
        safety: Safety::BLISTERING, id: "blistering", tier: Tier::Emergency,
        call: "Skin that blisters or peels can be an emergency. Call your emergency number now.",
        fact: Some(Fact {
            sentence: "The US label of ribociclib warns of severe skin reactions.",
            source: "US label of ribociclib (Kisqali)",
        }),
    },
    SafetyText {
        safety: Safety::LUMP, id: "lump", tier: Tier::SameDay,
        call: "A new lump in the breast, the chest wall or the armpit: call your team today.",
        fact: None,
    },
    SafetyText {
        safety: Safety::ERECTION, id: "erection", tier: Tier::Emergency,
        call: "An erection that will not go down can be an emergency. Call your emergency number now.",
        fact: None,
    },
];
