//! Changing what was logged. What is wrong with a change is said, and nothing of it is saved then.

use ebb_journal::draft::{
    BoneDraft, DraftField, EpisodeDraft, FactorDraft, HotFlashDraft, LabDraft, NoteDraft, Problem, QuestionDraft,
    RatingDraft, RawAnswer, Wrong,
};
use ebb_journal::{CivilTime, Effect, FactorWhat, Moment, RatedThing, Rating, Record, RecordId};

use super::telling;
use crate::journal::commands::{Change, set};
use crate::journal::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;
use leptos::prelude::Track;

const MINUTE_MS: i64 = 60_000;

/// What a form changes of an entry. Texts are as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// How it was.
    Value(u16),
    /// How much it got in the way, 0 to 4.
    InTheWay(u16),
    /// When it started, how many minutes it lasted (empty: it only counts), how strong it was.
    Event {
        /// "9:41".
        at: String,
        /// "4".
        minutes: String,
        /// On the symptom's scale.
        how_strong: Option<u16>,
    },
    /// A note's text.
    Text(String),
    /// A question and what the team said.
    Question {
        /// The question.
        text: String,
        /// The answer; empty where there is none yet.
        answer: String,
    },
    /// A lab value; of what it is stays.
    Lab(LabDraft),
    /// A part of a bone scan.
    Scan(BoneDraft),
    /// How much, and what it did.
    Factor {
        /// In its unit; empty for none.
        amount: String,
        /// What it did.
        effect: Option<Effect>,
    },
}

impl JournalHandle {
    /// Changes an entry, or says all that is wrong with the change.
    pub fn change_entry(&self, id: &RecordId, changed: &Changed) -> Result<(), Vec<Problem>> {
        let Some(now) = wall_clock::now() else { return Ok(()) };
        let current = self.with_state(|state| state.journal().record(id).cloned());
        // Another device may have taken it out meanwhile.
        let Some(Some(current)) = current else { return Ok(()) };
        let record = changed_record(id, &current, changed, &now)?;
        let (id, sentence) = (id.clone(), saved_words(id, &record));
        self.change(move |state, clock| Some(set(state, clock, &id, &record, sentence)));
        Ok(())
    }

    /// Marks an entry as private, or no longer so: a private one is shown to nobody who follows.
    pub fn turn_entry_private(&self, id: RecordId) {
        self.change(move |state, clock| {
            let is_private = !state.is_private(&id);
            let (before, ops) = (state.before(&id), state.mark_private(&id, is_private, clock));
            Some(Change { ops, sentence: words::private_marked(is_private).to_owned(), before: vec![before] })
        });
    }

    /// Whether an entry is marked as private.
    pub fn is_entry_private(&self, id: &RecordId) -> bool {
        self.changed.track();
        self.with_state(|state| state.is_private(id)).unwrap_or(false)
    }

    /// Takes an entry out. Undo brings it back, and so does its history.
    pub fn remove_entry(&self, id: &RecordId) {
        self.take_out(id.clone(), wording::ENTRY_REMOVED);
    }
}

fn saved_words(id: &RecordId, record: &Record) -> String {
    let (what, told) = telling::tell(id, record);
    match record {
        Record::Note(_) | Record::Question(_) => words::is_saved(&what),
        _ => words::is_saved(&[what, told].join(" ")),
    }
}

/// The same with another value; what else was said of it stays.
fn rated(before: &Rating, thing: RatedThing, value: u16, now: &Moment) -> Result<Rating, Vec<Problem>> {
    let draft = RatingDraft { site: thing.site, ..RatingDraft::of(thing.day, thing.symptom) };
    let (_, rating) = RatingDraft { answer: Some(RawAnswer::Chosen(value)), ..draft }.check(now)?;
    Ok(Rating { answer: rating.answer, at: rating.at, copied: false, ..before.clone() })
}

fn changed_record(id: &RecordId, record: &Record, changed: &Changed, now: &Moment) -> Result<Record, Vec<Problem>> {
    match (record, changed) {
        (Record::Rating(rating), Changed::Value(value)) => {
            let Some(thing) = RatedThing::of(id) else { return Ok(record.clone()) };
            rated(rating, thing, *value, now).map(Record::Rating)
        }
        (Record::Rating(rating), Changed::InTheWay(step)) => {
            Ok(Record::Rating(Rating { in_the_way: u8::try_from(*step).ok(), ..rating.clone() }))
        }
        (Record::HotFlash(flash), Changed::Event { at, minutes, how_strong }) => {
            let (started, ended, just_counted) = span(&flash.started, at, minutes)?;
            let how_strong = how_strong.and_then(|value| u8::try_from(value).ok());
            let draft = HotFlashDraft { started, ended, how_strong, flags: flash.flags, just_counted };
            draft.check(now).map(Record::HotFlash)
        }
        (Record::Episode(episode), Changed::Event { at, minutes, how_strong }) => {
            let (started, ended, just_counted) = span(&episode.started, at, minutes)?;
            let (symptom, site, flags) = (Some(episode.symptom), episode.site, episode.flags);
            let draft = EpisodeDraft { symptom, site, started, ended, how_strong: *how_strong, flags, just_counted };
            draft.check(now).map(Record::Episode)
        }
        (Record::Note(note), Changed::Text(text)) => {
            let draft = NoteDraft { text: text.clone(), at: Some(note.at.clone()), about: note.about };
            draft.check(now).map(Record::Note)
        }
        (Record::Question(question), Changed::Question { text, answer }) => {
            let answered = !answer.trim().is_empty();
            // What was answered was asked, at the latest now.
            let asked = question.asked.clone().or_else(|| answered.then(|| now.clone()));
            let draft =
                QuestionDraft { text: text.clone(), at: Some(question.at.clone()), asked, answer: answer.clone() };
            draft.check(now).map(Record::Question)
        }
        (Record::Factor(factor), Changed::Factor { amount, effect }) => {
            let (what, own_words) = match &factor.what {
                FactorWhat::Listed(number) => (Some(*number), String::new()),
                FactorWhat::Own(own) => (None, own.to_string()),
            };
            let (at, effect, on) = (Some(factor.at.clone()), *effect, factor.on);
            FactorDraft { what, own_words, at, amount: amount.clone(), effect, on }.check(now).map(Record::Factor)
        }
        (Record::LabValue(value), Changed::Lab(draft)) => {
            LabDraft { lab: Some(value.lab), ..draft.clone() }.check(now).map(Record::LabValue)
        }
        (Record::BoneScan(_), Changed::Scan(draft)) => draft.check(now).map(Record::BoneScan),
        _ => Ok(record.clone()),
    }
}

/// A start at another time of the same day, the end by the minutes, and whether it only counts.
fn span(was: &Moment, at: &str, minutes: &str) -> Result<(Option<Moment>, Option<Moment>, bool), Vec<Problem>> {
    let wrong = |field, wrong| vec![Problem { field, wrong }];
    let time = CivilTime::of_text(at).ok_or_else(|| wrong(DraftField::Start, Wrong::NotATime))?;
    let later = i64::from(time.minutes()) - i64::from(was.time().minutes());
    let moved = |from: &Moment, minutes: i64| {
        let instant_ms = from.instant_ms().checked_add(minutes.checked_mul(MINUTE_MS)?)?;
        Moment::new(instant_ms, from.offset_minutes(), from.zone().cloned()).ok()
    };
    let started = if later == 0 { Some(was.clone()) } else { moved(was, later) };
    let minutes = minutes.trim();
    if minutes.is_empty() {
        return Ok((started, None, true));
    }
    let minutes: u32 = minutes.parse().map_err(|_| wrong(DraftField::End, Wrong::NotANumber))?;
    let ended = started.as_ref().and_then(|started| moved(started, minutes.into()));
    if ended.is_none() {
        return Err(wrong(DraftField::End, Wrong::NotANumber));
    }
    Ok((started, ended, false))
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::{CivilDay, HotFlash, Kind, Sitting};

    fn at(hour: i64, minute: i64) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, 23).unwrap().days());
        Moment::new(((days * 24 + hour) * 60 + minute) * MINUTE_MS, 60, None).unwrap()
    }

    fn changed(flash: &HotFlash, at_text: &str, minutes: &str) -> Result<HotFlash, Wrong> {
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
        let event = Changed::Event { at: at_text.to_owned(), minutes: minutes.to_owned(), how_strong: None };
        match changed_record(&id, &Record::HotFlash(flash.clone()), &event, &at(12, 0)) {
            Ok(Record::HotFlash(flash)) => Ok(flash),
            Ok(other) => panic!("{other:?}"),
            Err(problems) => Err(problems[0].wrong),
        }
    }

    #[wasm_bindgen_test]
    fn an_event_moves_within_its_day_and_takes_its_length_along() {
        let flash = HotFlash::starting(at(9, 0));
        let moved = changed(&flash, "8:30", "4").unwrap();
        // 9:00 UTC is 10:00 on the wall.
        assert_eq!((moved.started.time().to_string().as_str(), moved.length_ms()), ("8:30", Some(4 * MINUTE_MS)));
        assert_eq!(moved.started.day(), flash.started.day());
        let counted = changed(&moved, "8:30", " ").unwrap();
        assert!(counted.just_counted && counted.ended.is_none());
        assert_eq!(
            changed(&flash, "10:00", "").unwrap().started,
            flash.started,
            "what is not changed keeps its seconds"
        );
    }

    #[wasm_bindgen_test]
    fn what_cannot_be_is_refused_with_its_reason() {
        let flash = HotFlash::starting(at(9, 0));
        assert_eq!(changed(&flash, "half past", "4"), Err(Wrong::NotATime));
        assert_eq!(changed(&flash, "23:00", ""), Err(Wrong::InTheFuture));
        assert_eq!(changed(&flash, "9:00", "-3"), Err(Wrong::NotANumber));
        assert_eq!(changed(&flash, "9:00", "99999999999"), Err(Wrong::NotANumber));
        assert!(changed(&flash, "9:00", "400").is_err(), "the end would be still to come");
    }
}
