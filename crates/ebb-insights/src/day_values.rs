//! The value of each day: what was rated, or how often something came. A day on which nobody logged has none.

use std::ops::RangeInclusive;

use ebb_journal::catalogue::{Scale, Symptom};
use ebb_journal::{CivilDay, Journal};

/// How a symptom was on each of some days that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayValues {
    first: CivilDay,
    values: Vec<Option<u16>>,
    from_places: usize,
}

impl DayValues {
    /// The values of some days.
    ///
    /// What is rated: the rating of the day; where only places were rated, the highest of them. What comes and goes: how often it came,
    /// on days on which anything was logged. Where somebody would rather not say, there is no value.
    pub fn of(journal: &Journal, symptom: &Symptom, days: RangeInclusive<CivilDay>) -> Self {
        let length = days.end().days() - days.start().days() + 1;
        let values = vec![None; usize::try_from(length).unwrap_or(0)];
        let mut made = Self { first: *days.start(), values, from_places: 0 };
        match symptom.scale {
            Scale::Episode => made.count(journal, symptom, days),
            Scale::NeverRated => {}
            _ => made.rate(journal, symptom, days),
        }
        made
    }

    /// The first day.
    pub const fn first(&self) -> CivilDay {
        self.first
    }

    /// How many days there are.
    pub const fn days(&self) -> usize {
        self.values.len()
    }

    /// On how many of them there is a value.
    pub fn logged(&self) -> usize {
        self.values.iter().flatten().count()
    }

    /// On how many of them the value is the highest of several places, because nobody rated the whole.
    pub const fn from_places(&self) -> usize {
        self.from_places
    }

    /// The value of a day; `None` where nobody logged, and of a day that is not among them.
    pub fn on(&self, day: CivilDay) -> Option<u16> {
        *self.values.get(self.index(day)?)?
    }

    /// The days in their order, each with its value.
    pub fn iter(&self) -> impl Iterator<Item = (CivilDay, Option<u16>)> {
        let days = (0_i32..).map_while(|after| self.first.plus(after));
        days.zip(self.values.iter().copied())
    }

    /// The values that there are of those days that lie within `days`.
    pub fn within(&self, days: RangeInclusive<CivilDay>) -> impl Iterator<Item = u16> {
        self.iter().filter_map(move |(day, value)| value.filter(|_| days.contains(&day)))
    }

    fn index(&self, day: CivilDay) -> Option<usize> {
        usize::try_from(day.days() - self.first.days()).ok().filter(|index| *index < self.values.len())
    }

    fn rate(&mut self, journal: &Journal, symptom: &Symptom, days: RangeInclusive<CivilDay>) {
        let mut of_whole = vec![false; self.values.len()];
        for (thing, rating) in journal.ratings_of(symptom.number, days) {
            let (Some(index), Some(value)) = (self.index(thing.day), rating.answer.value()) else { continue };
            match thing.site {
                None => {
                    self.values[index] = Some(value);
                    of_whole[index] = true;
                }
                Some(_) if !of_whole[index] => self.values[index] = self.values[index].max(Some(value)),
                Some(_) => {}
            }
        }
        let from_places = self.values.iter().zip(of_whole).filter(|(value, of_whole)| value.is_some() && !of_whole);
        self.from_places = from_places.count();
    }

    fn count(&mut self, journal: &Journal, symptom: &Symptom, days: RangeInclusive<CivilDay>) {
        for (day, count) in journal.event_counts(symptom.number, days) {
            if let Some(index) = self.index(day) {
                self.values[index] = Some(u16::try_from(count).unwrap_or(u16::MAX));
            }
        }
        let first = self.first;
        for (after, value) in (0_i32..).zip(&mut self.values) {
            if value.is_none() && first.plus(after).is_some_and(|day| journal.is_logged(day)) {
                *value = Some(0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trend::made::{day, flash, place, rate, rate_at};
    use ebb_journal::SymptomNumber;
    use ebb_journal::catalogue::symptom;

    fn values(journal: &Journal, number: SymptomNumber) -> Vec<Option<u16>> {
        let values = DayValues::of(journal, symptom(number).unwrap(), day(1)..=day(4));
        values.iter().map(|(_, value)| value).collect()
    }

    #[test]
    fn a_day_that_nobody_logged_has_no_value_and_none_is_a_value() {
        let mut journal = Journal::default();
        rate(&mut journal, day(1), 4);
        rate(&mut journal, day(3), 0);
        assert_eq!(values(&journal, SymptomNumber::JOINT_PAIN), [Some(4), None, Some(0), None]);
    }

    #[test]
    fn the_rating_of_the_day_goes_before_its_places_and_the_highest_place_stands_for_the_rest() {
        let mut journal = Journal::default();
        rate_at(&mut journal, day(1), Some(place(1)), 9);
        rate(&mut journal, day(1), 4);
        rate_at(&mut journal, day(2), Some(place(1)), 3);
        rate_at(&mut journal, day(2), Some(place(2)), 6);
        assert_eq!(values(&journal, SymptomNumber::JOINT_PAIN), [Some(4), Some(6), None, None]);
        let values = DayValues::of(&journal, symptom(SymptomNumber::JOINT_PAIN).unwrap(), day(1)..=day(4));
        assert_eq!((values.logged(), values.days(), values.from_places()), (2, 4, 1));
    }

    #[test]
    fn no_flash_is_none_where_something_else_was_logged_and_unknown_elsewhere() {
        let mut journal = Journal::default();
        flash(&mut journal, day(1), 1);
        flash(&mut journal, day(1), 2);
        rate(&mut journal, day(3), 5);
        assert_eq!(values(&journal, SymptomNumber::HOT_FLASH), [Some(2), None, Some(0), None]);
    }
}
