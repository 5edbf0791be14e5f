//! The last seven days of the first symptom that the person follows, as the strip under the check-in shows them.

use ebb_journal::catalogue::{Scale, symptom};
use ebb_journal::{Journal, Moment, RatedThing};
use leptos::prelude::*;

use super::{JournalHandle, wording};

const DAYS: i32 = 7;

/// A week of a symptom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// The symptom's plain name.
    pub name: &'static str,
    /// Seven days, today last.
    pub days: Vec<WeekDay>,
}

/// A day of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekDay {
    /// "Mo".
    pub short: &'static str,
    /// "Monday: 4 of 10", "Monday: not logged".
    pub spoken: String,
    /// The value and the highest that there is; `None` where nobody said.
    pub value: Option<(u16, u16)>,
}

impl JournalHandle {
    /// The last seven days; `None` until one of them is logged.
    pub fn week(&self) -> Memo<Option<Week>> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(week).flatten())
    }
}

fn week(journal: &Journal, now: &Moment) -> Option<Week> {
    let scales = [Scale::ZeroToTen, Scale::FiveSteps];
    let mut followed = journal.followed().into_iter().filter_map(symptom);
    let symptom = followed.find(|symptom| scales.contains(&symptom.scale))?;
    let most = symptom.scale.most()?;
    let day = |back: i32| {
        let day = now.day().plus(-back)?;
        let rating = journal.rating(RatedThing { day, symptom: symptom.number, site: None });
        let value = rating.and_then(|rating| rating.answer.value());
        let told = value
            .map_or_else(|| crate::words::NOT_LOGGED.to_owned(), |value| wording::value_words(symptom.scale, value));
        let weekday = wording::weekday(day);
        let spoken = [weekday, ": ", told.as_str()].concat();
        Some(WeekDay { short: weekday.get(..2).unwrap_or(weekday), spoken, value: value.map(|value| (value, most)) })
    };
    let days: Vec<WeekDay> = (0..DAYS).rev().filter_map(day).collect();
    days.iter().any(|day| day.value.is_some()).then_some(Week { name: symptom.name, days })
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::{Answer, CivilDay, Rating, Record, SymptomNumber};

    fn at(day: i8) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new((days * 24 + 9) * 3_600_000, 0, None).unwrap()
    }

    #[wasm_bindgen_test]
    fn a_day_that_nobody_logged_is_a_gap_and_not_a_zero() {
        let mut journal = Journal::default();
        assert_eq!(week(&journal, &at(23)), None);
        for (day, value) in [(16, 9), (18, 0), (23, 4)] {
            let thing = RatedThing { day: at(day).day(), symptom: SymptomNumber::JOINT_PAIN, site: None };
            journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(value), at(day)))));
        }
        let week = week(&journal, &at(23)).unwrap();
        let values: Vec<_> = week.days.iter().map(|day| day.value.map(|value| value.0)).collect();
        assert_eq!(values, [None, Some(0), None, None, None, None, Some(4)]);
        assert_eq!((week.days[6].short, week.days[6].spoken.as_str()), ("Mo", "Monday: 4 of 10"));
        assert_eq!(week.days[0].spoken, "Tuesday: not logged");
    }
}
