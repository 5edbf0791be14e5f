//! When somebody last told of anything.

use super::Journal;
use crate::civil::CivilDay;
use crate::moment::Moment;
use crate::record::Record;
use crate::record_id::RecordId;

/// Most people told of something in this time; only of the others the whole journal is looked through.
const LOOKED_BACK_DAYS: i32 = 31;

impl Journal {
    /// When the last entry was told or happened, of those that are not after `by`. What was measured does not count: a report is
    /// written down weeks or years later.
    pub fn last_entry(&self, by: &Moment) -> Option<&Moment> {
        let first = by.day().plus(-LOOKED_BACK_DAYS).unwrap_or(CivilDay::FIRST);
        let days = first..=by.day().plus(1).unwrap_or(by.day());
        let rated = self.ratings(days.clone()).map(|(_, rating)| &rating.at);
        let made = self.made(days.clone()).filter_map(|(_, record)| told_at(record));
        let dosed = self.medications().flat_map(|(medication, _)| {
            let of_days =
                RecordId::dose(medication, *days.start(), 0)..=RecordId::dose(medication, *days.end(), u16::MAX);
            self.records.range(of_days).filter_map(|(_, record)| told_at(record))
        });
        let last = rated.chain(made).chain(dosed).filter(|at| at.instant_ms() <= by.instant_ms());
        last.max_by_key(|at| at.instant_ms()).or_else(|| {
            let all = self.entries().filter(|at| at.instant_ms() <= by.instant_ms());
            all.max_by_key(|at| at.instant_ms())
        })
    }

    /// The same moment as the clock shows it where whoever keeps the journal is, as far as their last entry tells that.
    pub fn now_there(&self, now: &Moment) -> Moment {
        let last = self.last_entry(now).filter(|last| last.zone().is_some() && last.zone() != now.zone());
        let there = last.map(|last| Moment::new(now.instant_ms(), last.offset_minutes(), last.zone().cloned()));
        there.and_then(Result::ok).unwrap_or_else(|| now.clone())
    }

    /// When each entry was told or happened, as [`Self::last_entry`] counts them.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Moment> {
        self.records().filter_map(|(_, record)| told_at(record))
    }
}

/// When it was told, or happened; what lasts, when it ended.
fn told_at(record: &Record) -> Option<&Moment> {
    match record {
        Record::Rating(rating) => Some(&rating.at),
        Record::Dose(dose) => Some(&dose.at),
        Record::HotFlash(flash) => Some(flash.ended.as_ref().unwrap_or(&flash.started)),
        Record::Episode(episode) => Some(episode.ended.as_ref().unwrap_or(&episode.started)),
        Record::Note(note) => Some(&note.at),
        Record::Factor(factor) => Some(&factor.at),
        Record::Question(question) => Some(&question.at),
        _ => None,
    }
}
