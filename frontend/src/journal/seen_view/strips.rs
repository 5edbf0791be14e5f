//! Seven days of what is shared, today last: what was logged, what was not, what is not shared and what was not heard yet.

use ebb_insights::DayValues;
use ebb_journal::catalogue::{Scale, Symptom, symptom};
use ebb_journal::{CivilDay, Journal, Moment, SymptomNumber};

use crate::journal::medicines::{self, DoseDay, DoseMark};
use crate::journal::seen::{DayKnown, KnownDays};
use crate::journal::{trend, wording};
use crate::words::seen as words;

const DAYS: i32 = 7;
/// Symptoms that were logged most often in this time come first.
const OFTEN_DAYS: i32 = 28;

/// A week of a medicine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseStrip {
    /// "Exemestane".
    pub title: String,
    /// Seven days, today last.
    pub days: Vec<DoseDay>,
    /// Whether one of them is not logged: then it is said what that means.
    pub has_unsaid: bool,
}

/// A week of a symptom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelStrip {
    /// "Joint pain".
    pub name: &'static str,
    /// Seven days, today last.
    pub days: Vec<LevelDay>,
    /// "Joint pain 4 of 10": how it was today, if it was told.
    pub last_told: Option<String>,
}

/// A day of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelDay {
    /// Which day.
    pub day: CivilDay,
    /// "Mo".
    pub short: &'static str,
    /// "Monday: 4 of 10", "Monday: not shared".
    pub spoken: String,
    /// "Joint pain 4 of 10"; `None` where there is nothing to tell.
    pub told: Option<String>,
    /// How it is drawn.
    pub form: LevelForm,
}

/// How a day is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelForm {
    /// A value and the highest that there is.
    Level(u16, u16),
    /// How often it came, and how high the level stands for that.
    Count(u16, u16),
    /// Nobody said.
    Unsaid,
    /// The day is not shared.
    NotShared,
    /// Nothing was heard of it yet.
    NotHeard,
}

impl LevelStrip {
    /// How it was on a day of these, if it was told.
    pub fn told_on(&self, day: CivilDay) -> Option<String> {
        self.days.iter().find(|one| one.day == day)?.told.clone()
    }
}

/// A week of each medicine that is taken and has planned doses, the aromatase inhibitors first.
pub fn doses(journal: &Journal, known: &KnownDays, there: &Moment) -> Vec<DoseStrip> {
    let taken = medicines::list(journal, known, there, &|_| false).taken;
    let strip = |card: medicines::MedicineCard| DoseStrip {
        has_unsaid: card.week.iter().any(|day| day.mark == DoseMark::NotLogged),
        title: card.title,
        days: card.week,
    };
    taken.into_iter().filter(|card| !card.week.is_empty()).map(strip).collect()
}

/// A week of each symptom that was logged in it, those that are logged most often first.
pub fn levels(journal: &Journal, known: &KnownDays, there: &Moment) -> Vec<LevelStrip> {
    let today = there.day();
    let Some((first, often)) = today.plus(1 - DAYS).zip(today.plus(1 - OFTEN_DAYS)) else { return Vec::new() };
    let logged = journal.symptoms_logged().into_iter().filter_map(symptom);
    let mut found: Vec<(usize, SymptomNumber, LevelStrip)> = logged
        .filter_map(|symptom| {
            let values = DayValues::of(journal, symptom, often..=today);
            let is_said = |value: u16| value > 0 || symptom.scale != Scale::Episode;
            values.within(first..=today).any(is_said).then(|| {
                let often = values.iter().filter(|day| day.1.is_some_and(is_said)).count();
                (often, symptom.number, strip(symptom, &values, first, known))
            })
        })
        .collect();
    found.sort_by_key(|(often, number, _)| (std::cmp::Reverse(*often), *number));
    found.into_iter().map(|(_, _, strip)| strip).collect()
}

fn strip(symptom: &Symptom, values: &DayValues, first: CivilDay, known: &KnownDays) -> LevelStrip {
    let week = (0..DAYS).filter_map(|after| first.plus(after));
    let most = week.clone().filter_map(|day| values.on(day)).max();
    let top = trend::top(symptom.scale, most);
    let days: Vec<LevelDay> = week.map(|day| level_day(symptom, day, values.on(day), top, known)).collect();
    LevelStrip { name: trend::name(symptom), last_told: days.last().and_then(|day| day.told.clone()), days }
}

fn level_day(symptom: &Symptom, day: CivilDay, value: Option<u16>, top: u16, known: &KnownDays) -> LevelDay {
    let is_count = matches!(symptom.scale, Scale::Episode | Scale::Count);
    let form = match (known.of(day), value) {
        (DayKnown::NotShared, _) => LevelForm::NotShared,
        (DayKnown::NotHeard, None) => LevelForm::NotHeard,
        (_, None) => LevelForm::Unsaid,
        (_, Some(value)) if is_count => LevelForm::Count(value, top),
        (_, Some(value)) => LevelForm::Level(value, top),
    };
    let value_told = |value: u16| match symptom.scale {
        Scale::Episode => crate::words::times(value),
        scale => wording::value_words(scale, value),
    };
    let (spoken, told) = match form {
        LevelForm::NotShared => (words::NOT_SHARED.to_owned(), None),
        LevelForm::NotHeard => (words::NOT_HEARD.to_owned(), None),
        LevelForm::Unsaid => (crate::words::NOT_LOGGED.to_owned(), None),
        LevelForm::Level(value, _) | LevelForm::Count(value, _) => (value_told(value), day_told(symptom, value)),
    };
    let weekday = wording::weekday(day);
    LevelDay { day, short: weekday.get(..2).unwrap_or(weekday), spoken: [weekday, ": ", &spoken].concat(), told, form }
}

/// "Joint pain 4 of 10", "Fatigue: a lot", "3 hot flashes"; nothing of what did not come.
fn day_told(symptom: &Symptom, value: u16) -> Option<String> {
    match symptom.scale {
        Scale::Episode | Scale::Count if value == 0 => None,
        Scale::Episode if symptom.number == SymptomNumber::HOT_FLASH => Some(words::hot_flashes(value)),
        Scale::Episode => Some(words::is_told(symptom.name, &crate::words::times(value))),
        Scale::ZeroToTen | Scale::Minutes => {
            Some(words::is_measured(symptom.name, &wording::value_words(symptom.scale, value)))
        }
        scale => Some(words::is_told(symptom.name, &wording::value_words(scale, value))),
    }
}

/// What the days are that are drawn without anything.
pub fn days_told(doses: &[DoseStrip], levels: &[LevelStrip]) -> String {
    let marks = doses.iter().flat_map(|strip| strip.days.iter().map(|day| day.mark));
    let forms = levels.iter().flat_map(|strip| strip.days.iter().map(|day| day.form));
    let (marks, forms): (Vec<_>, Vec<_>) = (marks.collect(), forms.collect());
    let striped = marks.contains(&DoseMark::NotShared) || forms.contains(&LevelForm::NotShared);
    let empty = marks.contains(&DoseMark::NotHeard) || forms.contains(&LevelForm::NotHeard);
    let told = [(striped, words::STRIPED_IS_NOT_SHARED), (empty, words::EMPTY_IS_NOT_HEARD)];
    told.into_iter().filter(|(is_there, _)| *is_there).map(|(_, words)| words).collect::<Vec<_>>().join(" ")
}
