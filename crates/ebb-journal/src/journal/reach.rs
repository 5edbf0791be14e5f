//! How far a journal reaches: its first day, and which symptoms stand in it.

use std::collections::BTreeSet;

use super::Journal;
use crate::catalogue::SymptomNumber;
use crate::civil::CivilDay;
use crate::rating::RatedThing;
use crate::record::Record;
use crate::record_id::{Kind, Name};

impl Journal {
    /// The first day of which anything was logged: a rating, a dose, or something that happened. Not what was measured: an old report
    /// would stretch the journal over years of which nobody told.
    pub fn first_day(&self) -> Option<CivilDay> {
        let rated = self.of_kind(Kind::RATING).find_map(|(id, _)| RatedThing::of(id)).map(|thing| thing.day);
        let made = self.first_told_day();
        let dosed = self.of_kind(Kind::DOSE).filter_map(|(id, _)| match id.name {
            Name::Dose { day, .. } => Some(day),
            _ => None,
        });
        dosed.chain(rated).chain(made).min()
    }

    /// The symptoms that were ever rated or happened, by their numbers.
    pub fn symptoms_logged(&self) -> BTreeSet<SymptomNumber> {
        let rated = self.of_kind(Kind::RATING).filter_map(|(id, _)| Some(RatedThing::of(id)?.symptom));
        let flashes = self.of_kind(Kind::HOT_FLASH).take(1).map(|_| SymptomNumber::HOT_FLASH);
        let episodes = self.of_kind(Kind::EPISODE).filter_map(|(_, record)| match record {
            Record::Episode(episode) => Some(episode.symptom),
            _ => None,
        });
        rated.chain(flashes).chain(episodes).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dose::{Dose, DoseState};
    use crate::hot_flash::HotFlash;
    use crate::moment::Moment;
    use crate::rating::{Answer, Rating};
    use crate::record_id::{RecordId, Sitting, SittingId};

    #[test]
    fn the_first_day_is_that_of_the_first_entry_of_any_kind() {
        let day = |days| CivilDay::of_days(days).unwrap();
        let at = |days: i64| Moment::new(days * 86_400_000, 0, None).unwrap();
        let mut journal = Journal::default();
        assert_eq!((journal.first_day(), journal.symptoms_logged().len()), (None, 0));
        let thing = RatedThing { day: day(30), symptom: SymptomNumber(7), site: None };
        journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(0), at(30)))));
        assert_eq!(journal.first_day(), Some(day(30)));
        let flash = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 1);
        journal.put(&flash, Some(Record::HotFlash(HotFlash::starting(at(20)))));
        assert_eq!(journal.first_day(), Some(day(20)));
        let medication = SittingId { sitting: Sitting([2; 8]), counter: 1 };
        let dose = Dose { state: DoseState::Taken, at: at(10) };
        journal.put(&RecordId::dose(medication, day(10), 0), Some(Record::Dose(dose)));
        assert_eq!(journal.first_day(), Some(day(10)));
        let symptoms: Vec<_> = journal.symptoms_logged().into_iter().collect();
        assert_eq!(symptoms, [SymptomNumber(7), SymptomNumber::HOT_FLASH]);
    }
}
