//! What comes and goes, one time of it: when it was, how strong, how long, where. Hot flashes are a kind of record of their own; here
//! they are told like any other.

use ebb_journal::catalogue::{Scale, symptom};
use ebb_journal::draft::{DraftField, EpisodeDraft, Problem, Wrong};
use ebb_journal::{CivilDay, Episode, Event, HotFlash, Journal, Kind, Moment, Record, RecordId, Site, SymptomNumber};
use leptos::prelude::*;

use super::commands::set;
use super::{JournalHandle, today, wording};
use crate::platform::wall_clock;
use crate::words;

/// One time of something that comes and goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The name of its record.
    pub id: RecordId,
    /// "9:41", or "24 November 2026, 9:41".
    pub at: String,
    /// How strong it was, 1 to 4, if that was said.
    pub how_strong: Option<u16>,
    /// How many minutes it lasted, if that was said.
    pub minutes: Option<u16>,
    /// Whether it may still be going on.
    pub may_be_going: bool,
    /// Where, if that was said.
    pub site: Option<Site>,
}

/// What can be said of it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// How strong it was, 1 to 4.
    Strong(u16),
    /// It has passed just now.
    Now,
    /// It lasted so many minutes.
    Minutes(u16),
    /// Where it was.
    Where(Option<Site>),
}

const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: u16 = 24 * 60;
/// What nobody said had passed is not going on for ever.
const GOING_AT_MOST_MS: i64 = 4 * 60 * MINUTE_MS;

impl JournalHandle {
    /// The last time of a symptom on a day.
    pub fn last_on(&self, number: SymptomNumber, day: Signal<Option<CivilDay>>) -> Memo<Option<Happening>> {
        let handle = *self;
        Memo::new(move |_| {
            let day = day.get();
            handle.of_today(|journal, now| last(journal, number, day.unwrap_or_else(|| now.day()), now)).flatten()
        })
    }

    /// It was there at a moment up to now; or what is wrong with that. `None` is now.
    pub fn log_happening(&self, number: SymptomNumber, at: Option<Moment>) -> Result<(), &'static str> {
        let (Some(now), Some(symptom)) = (wall_clock::now(), symptom(number)) else { return Ok(()) };
        let is_flash = number == SymptomNumber::HOT_FLASH;
        let kind = if is_flash { Kind::HOT_FLASH } else { Kind::EPISODE };
        let Some(id) = self.new_id(kind) else { return Ok(()) };
        let is_now = at.is_none();
        let at = at.unwrap_or_else(|| now.clone());
        if at.instant_ms() > now.instant_ms() {
            return Err(Problem { field: DraftField::Start, wrong: Wrong::InTheFuture }.sentence());
        }
        let sentence = match at.day() {
            day if day == now.day() => wording::episode_kept(symptom.name, &wording::clock(at.time())),
            day => format!("{}, {}. Saved.", symptom.name, moment_words(day, &at, &now)),
        };
        let record = if is_flash {
            let flash = HotFlash::starting(at);
            Record::HotFlash(if is_now { flash } else { flash.counted() })
        } else {
            let draft = EpisodeDraft {
                symptom: Some(number),
                started: Some(at),
                just_counted: true,
                ..EpisodeDraft::default()
            };
            let checked: Result<Episode, _> = draft.check(&now);
            Record::Episode(checked.map_err(|problems| problems.first().map_or("", |problem| problem.sentence()))?)
        };
        self.change(move |state, clock| Some(set(state, clock, &id, &record, sentence)));
        Ok(())
    }

    /// Takes one time of it out. Undo brings it back.
    pub fn take_happening_out(&self, id: RecordId) {
        self.take_out(id, wording::ENTRY_REMOVED);
    }

    /// Says more of what happened; or what is wrong with that.
    pub fn say_of(&self, id: RecordId, what: Passing) -> Result<(), &'static str> {
        let Some(now) = wall_clock::now() else { return Ok(()) };
        let ends_too_late = |started: &Moment| matches!(what, Passing::Minutes(minutes) if started.instant_ms() + i64::from(minutes) * MINUTE_MS > now.instant_ms());
        let starts = self.with_state(|state| started(state.journal().record(&id)?));
        if starts.flatten().is_some_and(|started| ends_too_late(&started)) {
            return Err(words::ENDS_TOO_LATE);
        }
        let now = now.clone();
        self.change(move |state, clock| {
            // Another device may have taken it out meanwhile.
            let record = state.journal().record(&id)?;
            let name = match record {
                Record::Episode(episode) => symptom(episode.symptom)?.name,
                _ => words::HOT_FLASH,
            };
            let sentence = said(name, what, &started(record)?, &now);
            let record = with(record, what, &now)?;
            Some(set(state, clock, &id, &record, sentence))
        });
        Ok(())
    }

    /// The same with minutes as they were typed.
    pub fn say_minutes(&self, id: RecordId, text: &str) -> Result<(), &'static str> {
        let typed = text.trim();
        let is_number = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_digit());
        let minutes = is_number.then(|| typed.parse().ok()).flatten().filter(|minutes| *minutes <= DAY_MINUTES);
        let wrong = Problem { field: DraftField::Value, wrong: Wrong::OffScale(Scale::Minutes) };
        minutes.map_or(Err(wrong.sentence()), |minutes| self.say_of(id, Passing::Minutes(minutes)))
    }
}

fn started(record: &Record) -> Option<Moment> {
    match record {
        Record::Episode(episode) => Some(episode.started.clone()),
        Record::HotFlash(flash) => Some(flash.started.clone()),
        _ => None,
    }
}

/// The same, with more said of it.
fn with(record: &Record, what: Passing, now: &Moment) -> Option<Record> {
    let end = |started: &Moment| match what {
        Passing::Now => Some(now.clone()),
        Passing::Minutes(minutes) => {
            let end_ms = started.instant_ms() + i64::from(minutes) * MINUTE_MS;
            Moment::new(end_ms, started.offset_minutes(), started.zone().cloned()).ok()
        }
        Passing::Strong(_) | Passing::Where(_) => None,
    };
    match record {
        Record::Episode(episode) => {
            let episode = episode.clone();
            Some(Record::Episode(match what {
                Passing::Strong(step) => Episode { how_strong: Some(step), ..episode },
                Passing::Where(site) => Episode { site, ..episode },
                Passing::Now | Passing::Minutes(_) => {
                    Episode { ended: end(&episode.started), just_counted: false, ..episode }
                }
            }))
        }
        Record::HotFlash(flash) => {
            let flash = flash.clone();
            Some(Record::HotFlash(match what {
                Passing::Strong(step) => HotFlash { how_strong: u8::try_from(step).ok(), ..flash },
                Passing::Where(_) => flash,
                Passing::Now | Passing::Minutes(_) => {
                    HotFlash { ended: end(&flash.started), just_counted: false, ..flash }
                }
            }))
        }
        _ => None,
    }
}

/// "Cramps, 15 minutes. Saved."
fn said(name: &str, what: Passing, started: &Moment, now: &Moment) -> String {
    let more = match what {
        Passing::Strong(step) => wording::value_words(Scale::FiveSteps, step),
        Passing::Now => words::minutes_long(today::minutes(now.instant_ms() - started.instant_ms())),
        Passing::Minutes(minutes) => words::minutes_long(minutes.into()),
        Passing::Where(Some(site)) => super::site_words(site),
        Passing::Where(None) => words::NO_PLACE.to_owned(),
    };
    [name, ", ", &more, ". Saved."].concat()
}

fn last(journal: &Journal, number: SymptomNumber, day: CivilDay, now: &Moment) -> Option<Happening> {
    let event = journal.events_on(day).into_iter().rfind(|event| event.symptom() == number)?;
    Some(happening(event, now))
}

fn happening(event: Event<'_>, now: &Moment) -> Happening {
    let started = event.started();
    let length_ms = event.length_ms();
    let since_ms = now.instant_ms() - started.instant_ms();
    Happening {
        id: event.id().clone(),
        at: moment_words(started.day(), started, now),
        how_strong: event.how_strong(),
        minutes: length_ms.and_then(|length_ms| u16::try_from(today::minutes(length_ms)).ok()),
        may_be_going: length_ms.is_none() && (0..GOING_AT_MOST_MS).contains(&since_ms),
        site: event.site(),
    }
}

/// "9:41", "yesterday, 9:41", "24 November 2026, 9:41".
fn moment_words(day: CivilDay, at: &Moment, now: &Moment) -> String {
    let time = wording::clock(at.time());
    match day {
        day if day == now.day() => time,
        day if Some(day) == now.day().plus(-1) => ["yesterday, ", &time].concat(),
        day => [&wording::date(day), ", ", &time].concat(),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn at(minutes: i64) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, 23).unwrap().days());
        Moment::new((days * 24 * 60 + minutes) * MINUTE_MS, 0, None).unwrap()
    }

    #[wasm_bindgen_test]
    fn what_happened_is_told_with_what_was_said_of_it() {
        let record =
            Record::Episode(Episode { just_counted: true, ..Episode::starting(SymptomNumber::MUSCLE_CRAMP, at(540)) });
        let record = with(&record, Passing::Strong(3), &at(600)).unwrap();
        let record = with(&record, Passing::Minutes(15), &at(600)).unwrap();
        let Record::Episode(episode) = &record else { panic!("it stays what it is") };
        let id = RecordId::made(Kind::EPISODE, ebb_journal::Sitting([1; 8]), 1);
        let told = happening(Event::Episode(&id, episode), &at(600));
        assert_eq!(
            (told.at.as_str(), told.how_strong, told.minutes, told.may_be_going),
            ("9:00", Some(3), Some(15), false)
        );
        assert_eq!(said("Cramps", Passing::Minutes(15), &at(540), &at(600)), "Cramps, 15 minutes. Saved.");
        assert_eq!(said("Cramps", Passing::Now, &at(540), &at(600)), "Cramps, 60 minutes. Saved.");
    }

    #[wasm_bindgen_test]
    fn a_hot_flash_is_told_alike_and_has_no_place() {
        let record = Record::HotFlash(HotFlash::starting(at(540)));
        let record = with(&record, Passing::Now, &at(544)).unwrap();
        let Record::HotFlash(flash) = &record else { panic!("it stays what it is") };
        assert_eq!(flash.length_ms(), Some(4 * MINUTE_MS));
        assert_eq!(with(&record, Passing::Where(None), &at(544)), Some(record));
    }
}
