//! How the person is today: the check-in, and one symptom by itself. What is rated, saved, and copied from yesterday.

use ebb_journal::catalogue::{Rhythm, STEP_WORDS, Scale, Symptom, symptom};
use ebb_journal::draft::NoteDraft;
use ebb_journal::{CivilDay, Flags, Following, Journal, Kind, Moment, RatedThing, Rating, Record, SymptomNumber};
use ebb_replica::{Clock, State};
use leptos::prelude::*;

use super::commands::{Change, set};
use super::one_symptom::Entry;
use super::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

/// What is not asked each day is asked again after this time.
const WEEK_DAYS: i32 = 7;
const MONTH_DAYS: i32 = 30;

/// What the check-in shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckIn {
    /// The symptoms that are asked for today, in the person's order.
    pub rows: Vec<RatedRow>,
    /// What "same as yesterday" would copy, in words; `None` where there is nothing to copy.
    pub yesterday: Option<String>,
}

/// A symptom with what was said of it today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedRow {
    /// Which symptom.
    pub symptom: SymptomNumber,
    /// Its plain name.
    pub name: &'static str,
    /// The scale on which it is logged.
    pub scale: Scale,
    /// What was said today.
    pub chosen: Option<u16>,
    /// How much it got in the way, if that was said.
    pub in_the_way: Option<u16>,
    /// What was ticked.
    pub flags: Flags,
}

impl JournalHandle {
    /// The check-in of today. Made anew when the journal changes and when the minute turns.
    pub fn check_in(&self) -> Memo<CheckIn> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(check_in).unwrap_or_default())
    }

    /// The symptoms that the person follows, in their order.
    pub fn followed(&self) -> Vec<&'static Symptom> {
        self.of_today(|journal, _| journal.followed().into_iter().filter_map(symptom).collect()).unwrap_or_default()
    }

    /// Whether the person follows a symptom: then the check-in asks for it.
    pub fn follows(&self, number: SymptomNumber) -> bool {
        self.of_today(|journal, _| journal.is_followed(number)).unwrap_or(false)
    }

    /// Begins or ends to follow a symptom. What was logged of it stays.
    pub fn turn_following(&self, symptom: &'static Symptom) {
        self.change(move |state, clock| {
            let journal = state.journal();
            let is_followed = !journal.is_followed(symptom.number);
            let (rank, in_quick_row) = journal
                .following(symptom.number)
                .map_or((None, None), |following| (following.rank, following.in_quick_row));
            let record = Record::Following(Following { is_followed, rank, in_quick_row });
            let sentence = wording::followed(symptom.name, is_followed);
            Some(set(state, clock, &Following::id(symptom.number), &record, sentence))
        });
    }

    /// How a symptom is today. What was said of it besides stays.
    pub fn rate(&self, number: SymptomNumber, value: u16) {
        self.rate_entry(Entry::today(number), value);
    }

    /// Everything that is asked for today and not said yet is as it was yesterday.
    pub fn same_as_yesterday(&self) {
        let Some(now) = wall_clock::now() else { return };
        self.change(move |state, clock| {
            let copies = copies(state.journal(), &now);
            let before = copies.iter().map(|(thing, _)| state.before(&thing.id())).collect();
            let saved = copies.into_iter().flat_map(|(thing, rating)| {
                state.save(&thing.id(), &Record::Rating(rating.copied(now.clone())), clock)
            });
            Some(Change { ops: saved.collect(), sentence: wording::COPIED.to_owned(), before })
        });
    }

    /// Keeps a note about a symptom, as it was typed; or says what is wrong with it. `at` is when what it tells of was; `then` is told
    /// whether the note is durable.
    pub fn keep_note(
        &self,
        about: SymptomNumber,
        text: &str,
        at: Option<Moment>,
        then: impl FnOnce(bool) + 'static,
    ) -> Result<(), &'static str> {
        let (Some(now), Some(id)) = (wall_clock::now(), self.new_id(Kind::NOTE)) else {
            then(false);
            return Ok(());
        };
        let draft = NoteDraft { text: text.to_owned(), at: at.or_else(|| Some(now.clone())), about: Some(about) };
        let note = draft.check(&now).map_err(|problems| problems.first().map_or("", |problem| problem.sentence()))?;
        let keep = move |state: &State, clock: Clock| {
            Some(set(state, clock, &id, &Record::Note(note), wording::NOTE_KEPT.to_owned()))
        };
        self.change_then(keep, then);
        Ok(())
    }

    /// A rough day still counts: one word on what made it so, and nothing else is asked.
    pub fn keep_rough_day(&self, of: SymptomNumber, what: &str) {
        if self.keep_note(of, &wording::rough_day(what), None, |_| ()).is_err() {
            leptos::logging::error!("the note of a rough day was refused");
        }
    }

    pub(super) fn of_today<T>(&self, read: impl FnOnce(&Journal, &Moment) -> T) -> Option<T> {
        self.changed.track();
        self.minute.track();
        let now = self.now_there()?;
        self.with_state(|state| read(state.journal(), &now))
    }
}

fn check_in(journal: &Journal, now: &Moment) -> CheckIn {
    let rows = asked(journal, now.day()).map(|symptom| row(journal, symptom, now.day())).collect();
    let told: Vec<String> = copies(journal, now)
        .iter()
        .filter_map(|(thing, rating)| Some(wording::rated(symptom(thing.symptom)?, rating.answer.value()?)))
        .collect();
    CheckIn { rows, yesterday: (!told.is_empty()).then(|| told.join(" · ")) }
}

/// The followed symptoms that are asked for on a day.
fn asked(journal: &Journal, day: CivilDay) -> impl Iterator<Item = &'static Symptom> {
    journal.followed().into_iter().filter_map(symptom).filter(move |symptom| {
        let every = match symptom.rhythm {
            Rhythm::Daily => 1,
            Rhythm::Weekly => WEEK_DAYS,
            Rhythm::Monthly => MONTH_DAYS,
            Rhythm::WhenItHappens | Rhythm::WhenFound | Rhythm::Never => return false,
        };
        let before = day.plus(1 - every).zip(day.plus(-1));
        let said_before =
            before.is_some_and(|(first, last)| journal.ratings_of(symptom.number, first..=last).next().is_some());
        !said_before && !matches!(symptom.scale, Scale::Episode | Scale::NeverRated)
    })
}

/// A symptom with what was said of it as a whole on a day.
pub(super) fn row(journal: &Journal, symptom: &'static Symptom, day: CivilDay) -> RatedRow {
    let rating = journal.rating(RatedThing { day, symptom: symptom.number, site: None });
    RatedRow {
        symptom: symptom.number,
        name: symptom.name,
        scale: symptom.scale,
        chosen: rating.and_then(|rating| rating.answer.value()),
        in_the_way: rating.and_then(|rating| rating.in_the_way).map(Into::into),
        flags: rating.map_or(Flags::NONE, |rating| rating.flags),
    }
}

/// What "same as yesterday" copies: what is asked for today, is not said yet, and was said yesterday.
fn copies(journal: &Journal, now: &Moment) -> Vec<(RatedThing, Rating)> {
    let day = now.day();
    let Some(yesterday) = day.plus(-1) else { return Vec::new() };
    asked(journal, day)
        .filter_map(|symptom| {
            let thing = RatedThing { day, symptom: symptom.number, site: None };
            let rating = journal.rating(RatedThing { day: yesterday, ..thing })?;
            (journal.rating(thing).is_none() && rating.answer.value().is_some()).then(|| (thing, rating.clone()))
        })
        .collect()
}

/// The words of a value on a scale: "4 of 10", "a lot", "15 minutes", "yes".
pub fn value_words(scale: Scale, value: u16) -> String {
    match scale {
        Scale::ZeroToTen => format!("{value} of 10"),
        Scale::FiveSteps | Scale::Episode => STEP_WORDS.get(usize::from(value)).copied().unwrap_or_default().to_owned(),
        Scale::Minutes => format!("{value} min"),
        Scale::Count => words::times(value),
        Scale::Presence | Scale::NeverRated => if value == 0 { "no" } else { "yes" }.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::Answer;

    fn at(day: i8) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new((days * 24 + 9) * 3_600_000, 0, None).unwrap()
    }

    fn rate(journal: &mut Journal, day: i8, symptom: SymptomNumber, value: u16) {
        let thing = RatedThing { day: at(day).day(), symptom, site: None };
        journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(value), at(day)))));
    }

    #[wasm_bindgen_test]
    fn same_as_yesterday_copies_what_was_said_yesterday_and_not_yet_today() {
        let mut journal = Journal::default();
        assert_eq!(check_in(&journal, &at(23)).yesterday, None);
        rate(&mut journal, 21, SymptomNumber::FATIGUE, 3);
        assert_eq!(check_in(&journal, &at(23)).yesterday, None, "a gap is not bridged");
        rate(&mut journal, 22, SymptomNumber::JOINT_PAIN, 4);
        rate(&mut journal, 22, SymptomNumber::FATIGUE, 1);
        assert_eq!(check_in(&journal, &at(23)).yesterday.as_deref(), Some("Joint pain 4 of 10 · Fatigue a bit"));
        rate(&mut journal, 23, SymptomNumber::FATIGUE, 0);
        let today = check_in(&journal, &at(23));
        assert_eq!(today.yesterday.as_deref(), Some("Joint pain 4 of 10"));
        let fatigue = today.rows.iter().find(|row| row.symptom == SymptomNumber::FATIGUE).unwrap();
        assert_eq!(fatigue.chosen, Some(0), "none is said, and is not the same as nothing said");
    }
}
