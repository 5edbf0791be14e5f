//! What a medicine of the catalogue is: the aromatase inhibitors and what is taken beside them.

use super::tables::MEDICINES;
use crate::medication::Unit;

/// A medicine's number, for ever; from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MedicineNumber(pub u16);

/// A medicine.
#[derive(Debug, PartialEq, Eq)]
pub struct Medicine {
    /// Its number in records.
    pub number: MedicineNumber,
    /// Its name in exports.
    pub id: &'static str,
    /// Its international name.
    pub name: &'static str,
    /// Brands and other words by which it is found, with `; ` between.
    pub synonyms: &'static str,
    /// What it is taken for.
    pub group: MedicineGroup,
    /// Strengths that a form may offer: a start to be confirmed by the person, never shown as a fact and never advice.
    pub strengths: &'static [UsualStrength],
    /// Where those strengths come from.
    pub strengths_from: StrengthsFrom,
    /// How it is mostly taken: what a form may offer first.
    pub usual_pattern: UsualPattern,
}

/// A strength that a form may offer: `digits` × 10^-`places` of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsualStrength {
    /// All digits, without the point.
    pub digits: i64,
    /// How many of them stand behind the point.
    pub places: u8,
    /// Of what.
    pub unit: Unit,
}

/// Where the strengths of a medicine come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrengthsFrom {
    /// Its label, read.
    Label,
    /// A published trial, read.
    Trial,
    /// General knowledge: may fill a form, and is never shown as a fact.
    Recalled,
}

/// What a medicine is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MedicineGroup {
    /// Anastrozole, letrozole, exemestane.
    AromataseInhibitor,
    /// Other medicines against hormones.
    Hormone,
    /// Those that quiet the ovaries.
    OvarianSuppression,
    /// Targeted medicines.
    Targeted,
    /// For the bones.
    Bone,
    /// Supplements.
    Supplement,
    /// For mood and pain.
    MoodAndPain,
    /// For hot flashes.
    HotFlash,
    /// For the vagina.
    Vaginal,
    /// For pain.
    Pain,
    /// For the hair.
    Hair,
    /// For heart, blood and sugar.
    HeartAndSugar,
}

/// How a medicine is mostly taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsualPattern {
    /// Once a day.
    OnceADay,
    /// Twice a day.
    TwiceADay,
    /// On chosen weekdays.
    OnWeekdays,
    /// Every some weeks.
    EveryWeeks,
    /// Every some months.
    EveryMonths,
    /// Some days on, some days off.
    Cycle,
    /// In phases that differ.
    Phases,
    /// As needed.
    AsNeeded,
}

impl MedicineNumber {
    /// What the catalogue says of it; `None` for a medicine of a newer version.
    pub fn entry(self) -> Option<&'static Medicine> {
        MEDICINES.iter().find(|entry| entry.number == self)
    }
}

impl MedicineGroup {
    /// Its name in exports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::AromataseInhibitor => "aromatase_inhibitor",
            Self::Hormone => "hormone",
            Self::OvarianSuppression => "ovarian_suppression",
            Self::Targeted => "targeted",
            Self::Bone => "bone",
            Self::Supplement => "supplement",
            Self::MoodAndPain => "mood_and_pain",
            Self::HotFlash => "hot_flash",
            Self::Vaginal => "vaginal",
            Self::Pain => "pain",
            Self::Hair => "hair",
            Self::HeartAndSugar => "heart_and_sugar",
        }
    }
}
