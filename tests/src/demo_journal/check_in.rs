//! The check-in of an evening: what is followed, one after the other, a few seconds apart; on some days "same as yesterday",
//! on some none; and where the joints hurt.

mod habits;
mod sites;

use ebb_journal::draft::{RatingDraft, RawAnswer};
use ebb_journal::{CivilDay, Flag, Flags, Moment, RatedThing, Rating, Record, SymptomNumber, Who};
use ebb_testkit::seeded::Seeded;

use super::course::{Hundredths, Level};
use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::followed::followed_on;
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};
use habits::{Asked, HABITS, Habit};

const CHECKED_IN_PERCENT: u64 = 84;
/// Of a thousand days, after so many it is left for some days.
const TIRED_OF_IT_PER_MILLE: u64 = 12;
const COPIED_PERCENT: u64 = 16;
const LEFT_OUT_PERCENT: u64 = 4;
const SLIP_PERCENT: u64 = 2;

/// Checks in.
pub(super) struct CheckIn {
    random: Seeded,
    who: Who,
    levels: Vec<(&'static Habit, Level)>,
    /// For so many days there is none.
    rest_days: i64,
    /// What was rated the evening before, at no place.
    yesterday: Vec<(RatedThing, Rating)>,
}

impl CheckIn {
    pub(super) fn new(random: Seeded, who: Who) -> Self {
        let levels = HABITS.iter().map(|habit| (habit, Level::new(habit.course))).collect();
        Self { random, who, levels, rest_days: 0, yesterday: Vec::new() }
    }

    fn happens_today(&mut self) -> bool {
        self.rest_days -= 1;
        if self.random.below(1_000) < TIRED_OF_IT_PER_MILLE {
            self.rest_days = 3 + self.random.up_to(6);
        }
        self.random.happens(CHECKED_IN_PERCENT) && self.rest_days <= 0
    }

    /// In the evening, mostly.
    fn begins(&mut self, day: CivilDay) -> Moment {
        let is_evening = self.random.happens(88);
        let from_ms = if is_evening { 20 * HOUR_MS + 20 * MINUTE_MS } else { 13 * HOUR_MS };
        wall::at(day, from_ms + self.random.up_to(100 * MINUTE_MS))
    }

    /// Until the next tap.
    fn next(&mut self, at: &Moment) -> Moment {
        wall::after(at, 1_400 + self.random.up_to(4_500))
    }

    /// What was rated yesterday and is still followed, with a tap.
    fn same_as_yesterday(&self, day: CivilDay, followed: &[SymptomNumber], at: &Moment) -> Vec<(RatedThing, Rating)> {
        let still = self.yesterday.iter().filter(|(thing, _)| followed.contains(&thing.symptom));
        still.map(|(thing, rating)| (RatedThing { day, ..*thing }, rating.copied(at.clone()))).collect()
    }

    fn rated(&mut self, day: CivilDay, habit: &Habit, level: Hundredths, at: &Moment) -> Option<(Entry, Rating)> {
        let value = habit.value(level);
        let draft = RatingDraft {
            answer: Some(RawAnswer::Chosen(value)),
            in_the_way: self.in_the_way(habit, value),
            flags: self.flags(habit, value),
            ..RatingDraft::of(day, habit.symptom)
        };
        let (thing, rating) = checked(draft.check(at))?;
        let entry = Entry::known(at.clone(), thing.id(), Record::Rating(rating.clone()));
        if !self.random.happens(SLIP_PERCENT) {
            return Some((entry, rating));
        }
        let beside = if value == 0 { habit.step } else { value - habit.step };
        let slip = RatingDraft { answer: Some(RawAnswer::Chosen(beside)), ..draft.clone() };
        let (_, slip) = checked(slip.check(at))?;
        let noticed = wall::after(at, 700 + self.random.up_to(600));
        let (_, rating) = checked(draft.check(&noticed))?;
        let later = Some((noticed, Some(Record::Rating(rating.clone()))));
        Some((Entry { record: Record::Rating(slip), later, ..entry }, rating))
    }

    fn in_the_way(&mut self, habit: &Habit, value: u16) -> Option<u8> {
        let is_told = self.random.happens(35);
        let step = u8::try_from(value / 2).unwrap_or(0).min(4);
        (is_told && habit.symptom == SymptomNumber::JOINT_PAIN && value >= 3).then_some(step)
    }

    fn flags(&mut self, habit: &Habit, value: u16) -> Flags {
        let is_ticked = self.random.happens(12);
        let is_at_night = is_ticked && habit.symptom == SymptomNumber::JOINT_PAIN && value >= 5;
        if is_at_night { Flags::NONE.with(Flag::AT_NIGHT) } else { Flags::NONE }
    }

    /// What is asked for today, one after the other.
    fn rate(&mut self, today: &Today, followed: &[SymptomNumber], levels: &[Hundredths]) -> Vec<Entry> {
        let (mut at, mut entries, mut rated_today) = (self.begins(today.day), Vec::new(), Vec::new());
        for (habit, level) in HABITS.iter().zip(levels) {
            let is_asked = followed.contains(&habit.symptom) && habit.asked.is_due(today.day, &mut self.random);
            if !is_asked || self.random.happens(LEFT_OUT_PERCENT) {
                continue;
            }
            let Some((entry, rating)) = self.rated(today.day, habit, *level, &at) else { continue };
            let thing = RatedThing { day: today.day, symptom: habit.symptom, site: None };
            entries.push(entry);
            at = self.next(&at);
            for (thing, rating) in sites::of(thing, &rating, &at, &mut self.random) {
                entries.push(Entry::known(rating.at.clone(), thing.id(), Record::Rating(rating)));
                at = self.next(&at);
            }
            if habit.asked == Asked::Daily {
                rated_today.push((thing, rating));
            }
        }
        self.yesterday = rated_today;
        entries
    }
}

impl Source for CheckIn {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        let random = &mut self.random;
        let levels: Vec<Hundredths> = self.levels.iter_mut().map(|(_, level)| level.on(today, random)).collect();
        if !self.happens_today() || today.is_silent {
            self.yesterday.clear();
            return Vec::new();
        }
        let followed = followed_on(today, self.who);
        if !self.random.happens(COPIED_PERCENT) || self.yesterday.is_empty() {
            return self.rate(today, &followed, &levels);
        }
        let at = self.begins(today.day);
        self.yesterday = self.same_as_yesterday(today.day, &followed, &at);
        let copied = self.yesterday.iter();
        copied.map(|(thing, rating)| Entry::known(at.clone(), thing.id(), Record::Rating(rating.clone()))).collect()
    }
}
