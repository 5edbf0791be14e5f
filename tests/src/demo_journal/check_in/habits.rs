//! What the check-in asks for, how often, and on what course it is. Made up to look as such a time may look: no figure of it
//! comes from a study.

use ebb_journal::catalogue::symptom;
use ebb_journal::{CivilDay, SymptomNumber};
use ebb_testkit::seeded::Seeded;

use crate::demo_journal::course::{Course, Hundredths};
use crate::demo_journal::drawing::Drawing;

/// A symptom that is rated, if it is followed.
pub(super) struct Habit {
    pub(super) symptom: SymptomNumber,
    pub(super) asked: Asked,
    /// The value is a multiple of this: minutes are told in fives.
    pub(super) step: u16,
    pub(super) course: Course,
}

/// How often it is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// At each check-in.
    Daily,
    /// On Sundays.
    Weekly,
    /// Now and then.
    NowAndThen,
}

const SUNDAY: i8 = 6;
const NOW_AND_THEN_PERCENT: u64 = 25;

/// In the order of the check-in.
pub(super) static HABITS: [Habit; 9] = [
    daily(SymptomNumber::JOINT_PAIN, 1, [140, 570, 310, 270], 110),
    daily(SymptomNumber::JOINT_STIFFNESS, 5, [500, 4_600, 2_200, 1_500], 900),
    daily(SymptomNumber::MUSCLE_PAIN, 1, [120, 390, 260, 220], 110),
    daily(SymptomNumber::FATIGUE, 1, [70, 210, 160, 140], 55),
    daily(SymptomNumber::INSOMNIA, 1, [80, 220, 150, 130], 70),
    // A man's breast may be tender before, and less so with the inhibitor.
    Habit { asked: Asked::Weekly, ..daily(SymptomNumber::GYNECOMASTIA, 1, [190, 60, 130, 60], 40) },
    Habit { asked: Asked::NowAndThen, ..daily(SymptomNumber::LOW_MOOD, 1, [60, 150, 110, 80], 65) },
    Habit { asked: Asked::NowAndThen, ..daily(SymptomNumber::MOOD_SWINGS, 1, [60, 150, 110, 80], 65) },
    Habit { asked: Asked::NowAndThen, ..daily(SymptomNumber::BRAIN_FOG, 1, [60, 180, 130, 110], 60) },
];

/// Levels: on the first day, with letrozole, after the pause, with exemestane.
const fn daily(symptom: SymptomNumber, step: u16, levels: [Hundredths; 4], swing: Hundredths) -> Habit {
    let [start, letrozole, pause, exemestane] = levels;
    Habit { symptom, asked: Asked::Daily, step, course: Course { start, letrozole, pause, exemestane, swing } }
}

impl Habit {
    /// The nearest value of the symptom's scale.
    pub(super) fn value(&self, level: Hundredths) -> u16 {
        let step = i32::from(self.step);
        let nearest = (level.max(0) + 50 * step) / (100 * step) * step;
        let most = symptom(self.symptom).and_then(|symptom| symptom.scale.most()).unwrap_or(0);
        u16::try_from(nearest).unwrap_or(0).min(most)
    }
}

impl Asked {
    pub(super) fn is_due(self, day: CivilDay, random: &mut Seeded) -> bool {
        match self {
            Self::Daily => true,
            Self::Weekly => day.weekday() == SUNDAY,
            Self::NowAndThen => random.happens(NOW_AND_THEN_PERCENT),
        }
    }
}
