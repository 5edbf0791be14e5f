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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::SymptomNumber;
    use crate::hot_flash::HotFlash;
    use crate::moment::Zone;
    use crate::rating::{Answer, RatedThing, Rating};
    use crate::record_id::{Kind, Sitting};

    fn at(day: i64, hour: i64, offset: i16, zone: &str) -> Moment {
        let minutes = (day * 24 + hour) * 60 - i64::from(offset);
        Moment::new(minutes * 60_000, offset, Zone::new(zone).ok()).unwrap()
    }

    #[test]
    fn the_last_entry_is_the_one_told_last_and_not_of_days_to_come() {
        let mut journal = Journal::default();
        let now = at(1000, 12, 0, "Europe/Lisbon");
        assert_eq!((journal.last_entry(&now), journal.now_there(&now)), (None, now.clone()));
        let rate = |journal: &mut Journal, day: i32, at: &Moment| {
            let thing = RatedThing { day: CivilDay::of_days(day).unwrap(), symptom: SymptomNumber(1), site: None };
            journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(1), at.clone()))));
        };
        let long_ago = at(100, 9, 0, "Europe/Lisbon");
        rate(&mut journal, 100, &long_ago);
        assert_eq!(journal.last_entry(&now), Some(&long_ago));
        let flash = at(999, 9, 0, "Europe/Lisbon");
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
        journal.put(&id, Some(Record::HotFlash(HotFlash::starting(flash.clone()))));
        assert_eq!(journal.last_entry(&now), Some(&flash));
        let later = at(1000, 9, 0, "Europe/Lisbon");
        rate(&mut journal, 998, &later);
        assert_eq!(journal.last_entry(&now), Some(&later), "told today, of the day before yesterday");
        rate(&mut journal, 1000, &at(1000, 13, 0, "Europe/Lisbon"));
        assert_eq!(journal.last_entry(&now), Some(&later), "not known yet at noon");
    }

    #[test]
    fn elsewhere_it_is_another_time_of_another_day() {
        let mut journal = Journal::default();
        let flash = at(1000, 7, 600, "Australia/Sydney");
        let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
        journal.put(&id, Some(Record::HotFlash(HotFlash::starting(flash))));
        let here = at(999, 23, 60, "Europe/Madrid");
        let there = journal.now_there(&here);
        assert_eq!((there.instant_ms(), there.day().days(), there.time().hour()), (here.instant_ms(), 1000, 8));
    }
}
