//! The kinds for sharing: their codes, and which kind a symptom, a lab or a factor belongs to.
//!
//! Frozen: people chose by these what somebody else may see. A symptom, a lab or a factor never changes its kind once released, and a
//! code never stands for another kind. What this version does not know has no kind, and is not shown.

use super::factor::FactorNumber;
use super::lab::LabNumber;
use super::symptom::{SharingKind, SymptomNumber};

impl SharingKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Medicines,
        Self::JointsAndMuscles,
        Self::HeatAndSweat,
        Self::Intimate,
        Self::HeartAndBlood,
        Self::Mood,
        Self::SleepMemoryFatigue,
        Self::Body,
        Self::DailyLife,
        Self::LabsAndBone,
        Self::NotesAndQuestions,
    ];

    /// Its code, for ever.
    pub const fn code(self) -> u8 {
        match self {
            Self::Medicines => 1,
            Self::JointsAndMuscles => 2,
            Self::HeatAndSweat => 3,
            Self::Intimate => 4,
            Self::HeartAndBlood => 5,
            Self::Mood => 6,
            Self::SleepMemoryFatigue => 7,
            Self::Body => 8,
            Self::DailyLife => 9,
            Self::LabsAndBone => 10,
            Self::NotesAndQuestions => 11,
        }
    }

    /// The kind with that code; `None` for a kind of a newer version.
    pub fn of_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

impl SymptomNumber {
    /// Under which kind it is shared; `None` for a symptom of a newer version.
    pub fn sharing(self) -> Option<SharingKind> {
        super::symptom(self).map(|symptom| symptom.sharing)
    }
}

impl LabNumber {
    /// Under which kind its values are shared; `None` for a lab of a newer version. Weight belongs to the body, blood pressure and
    /// pulse to the heart, as the symptoms do that tell of the same.
    pub fn sharing(self) -> Option<SharingKind> {
        self.entry()?;
        Some(match self {
            Self::WEIGHT | Self::HEIGHT | Self::BMI => SharingKind::Body,
            Self::BP_SYS | Self::BP_DIA | Self::HR | Self::QTC => SharingKind::HeartAndBlood,
            _ => SharingKind::LabsAndBone,
        })
    }
}

impl FactorNumber {
    /// The kind that must be shared beside [`SharingKind::DailyLife`] for it to be shown, because it tells of that too: whoever shares
    /// daily life and not sleep does not mean the hours slept.
    pub const fn also_tells_of(self) -> Option<SharingKind> {
        match self {
            Self::SLEEP => Some(SharingKind::SleepMemoryFatigue),
            Self::PELVIC_FLOOR => Some(SharingKind::Intimate),
            Self::TALKING_THERAPY => Some(SharingKind::Mood),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FACTORS, LABS};
    use super::*;

    /// If these move, somebody sees what was never shared with them.
    #[test]
    fn the_codes_of_kinds_are_frozen() {
        let told: Vec<_> = SharingKind::ALL.into_iter().map(|kind| format!("{} {}", kind.code(), kind.id())).collect();
        let frozen = [
            "1 medicines",
            "2 joints_and_muscles",
            "3 heat_and_sweat",
            "4 intimate",
            "5 heart_and_blood",
            "6 mood",
            "7 sleep_memory_fatigue",
            "8 body",
            "9 daily_life",
            "10 labs_and_bone",
            "11 notes_and_questions",
        ];
        assert_eq!(told, frozen);
        for kind in SharingKind::ALL {
            assert_eq!(SharingKind::of_code(kind.code()), Some(kind));
        }
        assert_eq!([0, 12, 255].map(SharingKind::of_code), [None; 3]);
    }

    #[test]
    fn the_kinds_of_labs_and_factors_are_frozen() {
        let ids = |kind| {
            let labs = LABS.iter().filter(move |lab| lab.number.sharing() == Some(kind));
            labs.map(|lab| lab.id).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ids(SharingKind::Body), "weight height bmi");
        assert_eq!(ids(SharingKind::HeartAndBlood), "bp_sys bp_dia hr qtc");
        assert_eq!(ids(SharingKind::LabsAndBone).split(' ').count(), LABS.len() - 7);
        assert_eq!(LabNumber(60_000).sharing(), None, "it may be of a kind that nobody shared");
        let more = FACTORS.iter().filter_map(|factor| Some((factor.id, factor.number.also_tells_of()?.id())));
        let frozen = [("sleep", "sleep_memory_fatigue"), ("pelvic_floor", "intimate"), ("talking_therapy", "mood")];
        assert_eq!(more.collect::<Vec<_>>(), frozen);
    }
}
