//! One symptom on a day, as a whole or at a place: what is rated, marked, and taken off again.

use ebb_journal::catalogue::{Symptom, symptom};
use ebb_journal::draft::{RatingDraft, RawAnswer};
use ebb_journal::safety::{self, Safety};
use ebb_journal::{CivilDay, Flag, Journal, Moment, RatedThing, Rating, Record, Side, Site, SymptomNumber};
use leptos::prelude::*;

use super::commands::{Change, set};
use super::rating::{RatedRow, row};
use super::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

/// What is rated: a symptom, on a day, at a place or as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which symptom.
    pub symptom: SymptomNumber,
    /// The day; `None` for today, whenever that is.
    pub day: Option<CivilDay>,
    /// Where; `None` for the symptom as a whole.
    pub site: Option<Site>,
}

/// A place that is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Where.
    pub site: Site,
    /// How strong; `None` where it was declined, or where only the place is said.
    pub value: Option<u16>,
}

impl Entry {
    /// A symptom today.
    pub const fn today(symptom: SymptomNumber) -> Self {
        Self { symptom, day: None, site: None }
    }

    /// The same at a place.
    #[must_use]
    pub const fn at(self, site: Site) -> Self {
        Self { site: Some(site), ..self }
    }

    fn thing(self, now: &Moment) -> RatedThing {
        RatedThing { day: self.day.unwrap_or_else(|| now.day()), symptom: self.symptom, site: self.site }
    }
}

impl JournalHandle {
    /// The day for which a symptom is being logged, where it is not today: the page of the symptom and that of its places are about the
    /// same one.
    pub fn day_of(&self, number: SymptomNumber) -> Option<CivilDay> {
        self.other_day.get_value().filter(|(of, _)| *of == number).map(|(_, day)| day)
    }

    /// Goes on with that day, or with today.
    pub fn keep_day(&self, number: SymptomNumber, day: Option<CivilDay>) {
        self.other_day.set_value(day.map(|day| (number, day)));
    }

    /// A symptom with what was said of it as a whole on a day; `None` for one of a newer version.
    pub fn rated_on(&self, number: SymptomNumber, day: Signal<Option<CivilDay>>) -> Memo<Option<RatedRow>> {
        let handle = *self;
        Memo::new(move |_| {
            let day = day.get();
            handle
                .of_today(|journal, now| Some(row(journal, symptom(number)?, day.unwrap_or_else(|| now.day()))))
                .flatten()
        })
    }

    /// The places at which a symptom was rated on a day, the strongest first.
    pub fn marked_on(&self, number: SymptomNumber, day: Signal<Option<CivilDay>>) -> Memo<Vec<Marked>> {
        let handle = *self;
        Memo::new(move |_| {
            let day = day.get();
            handle
                .of_today(|journal, now| marked(journal, number, day.unwrap_or_else(|| now.day())))
                .unwrap_or_default()
        })
    }

    /// The safety information that belongs to what was said of a symptom on a day, wherever it is.
    pub fn safety_on(&self, number: SymptomNumber, day: Signal<Option<CivilDay>>) -> Memo<Vec<Safety>> {
        let handle = *self;
        Memo::new(move |_| {
            let day = day.get();
            handle
                .of_today(|journal, now| safety_of_day(journal, number, day.unwrap_or_else(|| now.day())))
                .unwrap_or_default()
        })
    }

    /// How it is: a key that was tapped. What was said of it besides stays.
    pub fn rate_entry(&self, entry: Entry, value: u16) {
        self.change_rating(entry, Some(value), |rating| rating);
    }

    /// How it is, as it was typed; or what is wrong with that.
    pub fn rate_typed(&self, entry: Entry, text: &str) -> Result<(), &'static str> {
        let Some(now) = wall_clock::now() else { return Ok(()) };
        let typed = text.trim();
        let answer = (!typed.is_empty()).then(|| RawAnswer::Typed(typed.to_owned()));
        let thing = entry.thing(&now);
        let draft = RatingDraft { answer, ..RatingDraft::of(thing.day, thing.symptom) };
        let (_, rating) =
            draft.check(&now).map_err(|problems| problems.first().map_or("", |problem| problem.sentence()))?;
        self.change_rating(entry, rating.answer.value(), |rating| rating);
        Ok(())
    }

    /// How much it gets in the way, once it is rated.
    pub fn rate_in_the_way(&self, entry: Entry, step: u16) {
        let step = u8::try_from(step).ok();
        self.change_rating(entry, None, move |rating| Rating { in_the_way: step, ..rating });
    }

    /// Ticks a flag of what is rated, or takes the tick away.
    pub fn turn_flag(&self, entry: Entry, flag: Flag) {
        self.change_rating(entry, None, move |rating| {
            let flags = if rating.flags.has(flag) { rating.flags.without(flag) } else { rating.flags.with(flag) };
            Rating { flags, ..rating }
        });
    }

    /// Takes a place off. Undo brings it back.
    pub fn take_off(&self, entry: Entry) {
        let (Some(now), Some(site)) = (wall_clock::now(), entry.site) else { return };
        self.change(move |state, clock| {
            let id = entry.thing(&now).id();
            let sentence = words::place_taken_off(&in_a_sentence(site));
            Some(Change { ops: state.delete(&id, clock), sentence, before: vec![state.before(&id)] })
        });
    }

    pub(super) fn change_rating(
        &self,
        entry: Entry,
        value: Option<u16>,
        more: impl FnOnce(Rating) -> Rating + 'static,
    ) {
        let (Some(now), Some(symptom)) = (wall_clock::now(), symptom(entry.symptom)) else { return };
        self.change(move |state, clock| {
            let thing = entry.thing(&now);
            let earlier = state.journal().rating(thing).cloned();
            let chosen = match value {
                Some(value) => {
                    let answer = Some(RawAnswer::Chosen(value));
                    // The keys offer nothing else than what is on the scale.
                    let draft = RatingDraft { answer, site: entry.site, ..RatingDraft::of(thing.day, entry.symptom) };
                    let (_, rating) = draft.check(&now).ok()?;
                    earlier.map_or_else(
                        || rating.clone(),
                        |earlier| Rating { answer: rating.answer, at: now.clone(), copied: false, ..earlier },
                    )
                }
                None => earlier?,
            };
            let rating = more(chosen);
            let sentence = kept(symptom, thing, &now, rating.answer.value().unwrap_or(0));
            Some(set(state, clock, &thing.id(), &Record::Rating(rating), sentence))
        });
    }
}

fn marked(journal: &Journal, number: SymptomNumber, day: CivilDay) -> Vec<Marked> {
    let mut marked: Vec<Marked> = journal
        .ratings_of(number, day..=day)
        .filter_map(|(thing, rating)| Some(Marked { site: thing.site?, value: rating.answer.value() }))
        .collect();
    marked.sort_by_key(|mark| (std::cmp::Reverse(mark.value), mark.site));
    marked
}

fn safety_of_day(journal: &Journal, number: SymptomNumber, day: CivilDay) -> Vec<Safety> {
    let mut shown = Vec::new();
    for piece in journal.ratings_of(number, day..=day).flat_map(|(thing, rating)| safety::about_rating(thing, rating)) {
        if !shown.contains(&piece) {
            shown.push(piece);
        }
    }
    shown
}

/// "Joint pain, left knee 4 of 10, yesterday. Saved."
fn kept(symptom: &Symptom, thing: RatedThing, now: &Moment, value: u16) -> String {
    let place = thing.site.map_or_else(String::new, |site| [", ", &site_words(site)].concat());
    let day = match thing.day {
        day if day == now.day() => String::new(),
        day if Some(day) == now.day().plus(-1) => words::AND_YESTERDAY.to_owned(),
        day => [", ", &wording::date(day)].concat(),
    };
    [symptom.name, &place, " ", &wording::value_words(symptom.scale, value), &day, ". Saved."].concat()
}

/// "left knee", "lower back", "knee, both sides".
pub fn site_words(site: Site) -> String {
    let Some(entry) = site.place.entry() else { return words::PLACE_NOT_KNOWN.to_owned() };
    let name = entry.name.to_lowercase();
    match site.side {
        Side::Middle => name,
        Side::Left => ["left ", &name].concat(),
        Side::Right => ["right ", &name].concat(),
        Side::Both => [&name, ", both sides"].concat(),
    }
}

/// The same where a sentence or a line begins: "Left knee".
pub fn in_a_sentence(site: Site) -> String {
    let words = site_words(site);
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| [&first.to_uppercase().to_string(), letters.as_str()].concat())
}

#[cfg(test)]
mod tests {
    use ebb_journal::catalogue::Place;
    use ebb_journal::{Answer, Flags};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn at(day: i8) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new((days * 24 + 9) * 3_600_000, 0, None).unwrap()
    }

    fn rate(journal: &mut Journal, day: i8, site: Option<Site>, value: u16) {
        let thing = RatedThing { day: at(day).day(), symptom: SymptomNumber::JOINT_PAIN, site };
        journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(value), at(day)))));
    }

    #[wasm_bindgen_test]
    fn the_places_of_a_day_are_told_apart_from_the_whole_and_from_other_days() {
        let mut journal = Journal::default();
        let (knee, hand) = (Site::left(Place::KNEE), Site::right(Place::HAND));
        rate(&mut journal, 22, Some(hand), 9);
        rate(&mut journal, 23, None, 3);
        rate(&mut journal, 23, Some(knee), 4);
        rate(&mut journal, 23, Some(hand), 6);
        let marked = marked(&journal, SymptomNumber::JOINT_PAIN, at(23).day());
        let expected = [Marked { site: hand, value: Some(6) }, Marked { site: knee, value: Some(4) }];
        assert_eq!(marked, expected);
        let whole = row(&journal, symptom(SymptomNumber::JOINT_PAIN).unwrap(), at(23).day());
        assert_eq!((whole.chosen, whole.flags), (Some(3), Flags::NONE), "the whole is what was said of the whole");
    }

    #[wasm_bindgen_test]
    fn a_place_that_can_be_a_sign_of_danger_says_so_once() {
        let mut journal = Journal::default();
        let day = at(23).day();
        rate(&mut journal, 23, Some(Site::left(Place::JAW)), 0);
        assert_eq!(safety_of_day(&journal, SymptomNumber::JOINT_PAIN, day), []);
        rate(&mut journal, 23, Some(Site::left(Place::JAW)), 2);
        rate(&mut journal, 23, Some(Site::right(Place::JAW)), 2);
        assert_eq!(safety_of_day(&journal, SymptomNumber::JOINT_PAIN, day), [Safety::JAW]);
    }

    #[wasm_bindgen_test]
    fn what_is_kept_says_where_and_when() {
        let joint_pain = symptom(SymptomNumber::JOINT_PAIN).unwrap();
        let said = |site, day: i8, value| {
            let thing = RatedThing { day: at(day).day(), symptom: SymptomNumber::JOINT_PAIN, site };
            kept(joint_pain, thing, &at(23), value)
        };
        assert_eq!(said(None, 23, 4), "Joint pain 4 of 10. Saved.");
        assert_eq!(said(Some(Site::left(Place::KNEE)), 22, 0), "Joint pain, left knee 0 of 10, yesterday. Saved.");
        assert_eq!(said(None, 1, 10), "Joint pain 10 of 10, 1 November 2026. Saved.");
        let both = Site { place: Place::HIP, side: Side::Both };
        assert_eq!([in_a_sentence(both), in_a_sentence(Site::of(Place::NECK))], ["Hip, both sides", "Neck"]);
        assert_eq!(site_words(Site::left(Place(999))), "a place of a newer Ebb");
    }
}
