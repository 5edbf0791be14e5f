//! How strong a symptom is through the treatment: it climbs over months with letrozole, eases in the pause, and settles lower
//! with exemestane; with good and bad days.

use ebb_testkit::seeded::Seeded;

use super::Today;
use super::drawing::Drawing;
use super::treatment::Phase;

/// Levels are counted in hundredths of a point of the symptom's scale.
pub(super) type Hundredths = i32;

/// Where a symptom is heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    /// On the first day.
    pub(super) start: Hundredths,
    /// With letrozole, after months.
    pub(super) letrozole: Hundredths,
    /// After the pause.
    pub(super) pause: Hundredths,
    /// With exemestane, after a while.
    pub(super) exemestane: Hundredths,
    /// How far a day may be from the level, up or down.
    pub(super) swing: Hundredths,
}

/// It builds up over so many days with letrozole, and settles in so many later.
const CLIMB_DAYS: i32 = 240;
const EASE_DAYS: i32 = 30;
const SETTLE_DAYS: i32 = 60;

/// A symptom on its course.
pub(super) struct Level {
    course: Course,
    /// Where the last phase left off, and where this one is.
    before: Hundredths,
    now: Hundredths,
    /// Good and bad days, which follow each other.
    mood_of_days: Hundredths,
}

impl Level {
    pub(super) const fn new(course: Course) -> Self {
        Self { course, before: course.start, now: course.start, mood_of_days: 0 }
    }

    /// How strong it is on this day. To be asked once for each day, in their order.
    pub(super) fn on(&mut self, today: &Today, random: &mut Seeded) -> Hundredths {
        if today.phase_days == 0 {
            self.before = self.now;
        }
        let (aim, days) = match today.phase {
            Phase::Letrozole(_) => (self.course.letrozole, CLIMB_DAYS),
            Phase::Pause => (self.course.pause, EASE_DAYS),
            Phase::Exemestane(_) => (self.course.exemestane, SETTLE_DAYS),
        };
        self.now = self.before + (aim - self.before) * today.phase_days.min(days) / days;
        let swing = i64::from(self.course.swing);
        let drawn = i32::try_from(random.up_to(2 * swing + 1) - swing).unwrap_or(0);
        self.mood_of_days = self.mood_of_days * 6 / 10 + drawn;
        self.now + self.mood_of_days
    }
}
