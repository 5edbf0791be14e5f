//! What was logged on a day, and on which days a symptom was.

use std::ops::RangeInclusive;

use super::Journal;
use crate::catalogue::{Flags, Site, SymptomNumber};
use crate::civil::CivilDay;
use crate::episode::Episode;
use crate::factor::Factor;
use crate::hot_flash::HotFlash;
use crate::moment::Moment;
use crate::note::Note;
use crate::question::Question;
use crate::rating::{RatedThing, Rating};
use crate::record::Record;
use crate::record_id::{Kind, Name, RecordId};

/// Something that came and went: a hot flash, or an episode of another symptom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// A hot flash.
    Flash(&'a RecordId, &'a HotFlash),
    /// An episode of another symptom.
    Episode(&'a RecordId, &'a Episode),
}

impl<'a> Event<'a> {
    /// The name of its record.
    pub const fn id(self) -> &'a RecordId {
        match self {
            Self::Flash(id, _) | Self::Episode(id, _) => id,
        }
    }

    /// Of which symptom.
    pub const fn symptom(self) -> SymptomNumber {
        match self {
            Self::Flash(..) => SymptomNumber::HOT_FLASH,
            Self::Episode(_, episode) => episode.symptom,
        }
    }

    /// Where, if that was told.
    pub const fn site(self) -> Option<Site> {
        match self {
            Self::Flash(..) => None,
            Self::Episode(_, episode) => episode.site,
        }
    }

    /// When it started.
    pub const fn started(self) -> &'a Moment {
        match self {
            Self::Flash(_, flash) => &flash.started,
            Self::Episode(_, episode) => &episode.started,
        }
    }

    /// How long it lasted in milliseconds, if that was said and makes sense.
    pub fn length_ms(self) -> Option<i64> {
        match self {
            Self::Flash(_, flash) => flash.length_ms(),
            Self::Episode(_, episode) => episode.length_ms(),
        }
    }

    /// Whether it is still waiting for its end.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Flash(_, flash) => flash.is_open(),
            Self::Episode(_, episode) => episode.is_open(),
        }
    }

    /// How strong it was, if that was said.
    pub fn how_strong(self) -> Option<u16> {
        match self {
            Self::Flash(_, flash) => flash.how_strong.map(Into::into),
            Self::Episode(_, episode) => episode.how_strong,
        }
    }

    /// What was ticked.
    pub const fn flags(self) -> Flags {
        match self {
            Self::Flash(_, flash) => flash.flags,
            Self::Episode(_, episode) => episode.flags,
        }
    }

    fn of(id: &'a RecordId, record: &'a Record) -> Option<Self> {
        match record {
            Record::HotFlash(flash) => Some(Self::Flash(id, flash)),
            Record::Episode(episode) => Some(Self::Episode(id, episode)),
            _ => None,
        }
    }
}

impl Journal {
    /// How something was rated.
    pub fn rating(&self, thing: RatedThing) -> Option<&Rating> {
        match self.record(&thing.id()) {
            Some(Record::Rating(rating)) => Some(rating),
            _ => None,
        }
    }

    /// The ratings of a day, by symptom and site.
    pub fn ratings_on(&self, day: CivilDay) -> impl Iterator<Item = (RatedThing, &Rating)> {
        self.ratings(day..=day)
    }

    /// A symptom's ratings in some days, by day and site.
    pub fn ratings_of(
        &self,
        symptom: SymptomNumber,
        days: RangeInclusive<CivilDay>,
    ) -> impl Iterator<Item = (RatedThing, &Rating)> {
        self.ratings(days).filter(move |(thing, _)| thing.symptom == symptom)
    }

    /// The events that started on a day, by their start.
    pub fn events_on(&self, day: CivilDay) -> Vec<Event<'_>> {
        let mut events: Vec<_> = self.made(day..=day).filter_map(|(id, record)| Event::of(id, record)).collect();
        events.sort_by_key(|event| event.started().instant_ms());
        events
    }

    /// How many events of a symptom started on each of some days; days without one are left out.
    pub fn event_counts(&self, symptom: SymptomNumber, days: RangeInclusive<CivilDay>) -> Vec<(CivilDay, u32)> {
        let mut counts: Vec<(CivilDay, u32)> = Vec::new();
        for event in self.made(days).filter_map(|(id, record)| Event::of(id, record)) {
            if event.symptom() != symptom {
                continue;
            }
            let day = event.started().day();
            match counts.last_mut() {
                Some((last, count)) if *last == day => *count += 1,
                _ => counts.push((day, 1)),
            }
        }
        counts
    }

    /// The events that still wait for their end and started on one of some days, by their start.
    pub fn open_events(&self, days: RangeInclusive<CivilDay>) -> Vec<Event<'_>> {
        let events = self.made(days).filter_map(|(id, record)| Event::of(id, record));
        let mut open: Vec<_> = events.filter(|event| event.is_open()).collect();
        open.sort_by_key(|event| event.started().instant_ms());
        open
    }

    /// The symptoms whose events were logged most in some days, the most used first.
    pub fn most_used_events(&self, days: RangeInclusive<CivilDay>) -> Vec<SymptomNumber> {
        let mut counts: Vec<(u32, SymptomNumber)> = Vec::new();
        for event in self.made(days).filter_map(|(id, record)| Event::of(id, record)) {
            match counts.iter_mut().find(|(_, symptom)| *symptom == event.symptom()) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, event.symptom())),
            }
        }
        counts.sort_by_key(|(count, symptom)| (u32::MAX - count, *symptom));
        counts.into_iter().map(|(_, symptom)| symptom).collect()
    }

    /// The hot flashes that started on a day, by their start.
    pub fn flashes_on(&self, day: CivilDay) -> Vec<(&RecordId, &HotFlash)> {
        let flash = |event| match event {
            Event::Flash(id, flash) => Some((id, flash)),
            Event::Episode(..) => None,
        };
        self.events_on(day).into_iter().filter_map(flash).collect()
    }

    /// The notes of a day, in the order in which they were made.
    pub fn notes_on(&self, day: CivilDay) -> impl Iterator<Item = (&RecordId, &Note)> {
        self.made(day..=day).filter_map(|(id, record)| match record {
            Record::Note(note) => Some((id, note)),
            _ => None,
        })
    }

    /// All notes, in the order in which they were made.
    pub fn notes(&self) -> impl Iterator<Item = (&RecordId, &Note)> {
        self.of_kind(Kind::NOTE).filter_map(|(id, record)| match record {
            Record::Note(note) => Some((id, note)),
            _ => None,
        })
    }

    /// The factors of a day, in the order in which they were made.
    pub fn factors_on(&self, day: CivilDay) -> impl Iterator<Item = (&RecordId, &Factor)> {
        self.made(day..=day).filter_map(|(id, record)| match record {
            Record::Factor(factor) => Some((id, factor)),
            _ => None,
        })
    }

    /// The questions written down on a day, in the order in which they were made.
    pub fn questions_on(&self, day: CivilDay) -> impl Iterator<Item = (&RecordId, &Question)> {
        self.made(day..=day).filter_map(|(id, record)| match record {
            Record::Question(question) => Some((id, question)),
            _ => None,
        })
    }

    /// All questions for the team, in the order in which they were made.
    pub fn questions(&self) -> impl Iterator<Item = (&RecordId, &Question)> {
        self.of_kind(Kind::QUESTION).filter_map(|(id, record)| match record {
            Record::Question(question) => Some((id, question)),
            _ => None,
        })
    }

    /// Whether anything was logged of a day: a rating, a dose, or something that happened. What was measured does not say that somebody
    /// told of the day: a report is written down weeks or years later.
    pub fn is_logged(&self, day: CivilDay) -> bool {
        let has_dose = || self.medications().any(|(medication, _)| self.logged_doses(medication, day).next().is_some());
        let is_told = self.made_on.get(&day).is_some_and(|ids| tells_of_its_day(ids));
        is_told || self.ratings_on(day).next().is_some() || has_dose()
    }

    /// The first day of which anything was logged, as [`Self::is_logged`] has it; `None` in a journal without such an entry.
    pub fn first_logged_day(&self) -> Option<CivilDay> {
        let made = self.first_told_day();
        let rated = self.of_kind(Kind::RATING).find_map(|(id, _)| RatedThing::of(id)).map(|thing| thing.day);
        let dosed = self.medications().filter_map(|(medication, _)| self.first_dose_day(medication)).min();
        [made, rated, dosed].into_iter().flatten().min()
    }

    pub(super) fn ratings(&self, days: RangeInclusive<CivilDay>) -> impl Iterator<Item = (RatedThing, &Rating)> {
        let name = |day, symptom, site| RecordId { kind: Kind::RATING, name: Name::Rating { day, symptom, site } };
        let (first, last) = (*days.start(), *days.end());
        let records = (first <= last).then(|| self.records.range(name(first, 0, 0)..=name(last, u16::MAX, u16::MAX)));
        records.into_iter().flatten().filter_map(|(id, record)| match record {
            Record::Rating(rating) => Some((RatedThing::of(id)?, rating)),
            _ => None,
        })
    }

    /// The first day on which something was made that tells of its day.
    pub(super) fn first_told_day(&self) -> Option<CivilDay> {
        self.made_on.iter().find(|(_, ids)| tells_of_its_day(ids)).map(|(day, _)| *day)
    }

    /// What was made on some days: by day, and within it by kind and name.
    pub(super) fn made(&self, days: RangeInclusive<CivilDay>) -> impl Iterator<Item = (&RecordId, &Record)> {
        let ids = (days.start() <= days.end()).then(|| self.made_on.range(days).flat_map(|(_, ids)| ids));
        ids.into_iter().flatten().filter_map(|id| self.records.get_key_value(id))
    }
}

/// Whether one of a day's records tells how the day was, and not alone what was measured on it.
fn tells_of_its_day(ids: &[RecordId]) -> bool {
    ids.iter().any(|id| id.kind != Kind::LAB_VALUE && id.kind != Kind::BONE_SCAN)
}
