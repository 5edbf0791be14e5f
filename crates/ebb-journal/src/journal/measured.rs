//! What labs and bone scans measured, by day and by what it is of.

use std::cmp::Reverse;

use super::Journal;
use crate::bone_scan::BoneScan;
use crate::catalogue::LabNumber;
use crate::civil::CivilDay;
use crate::lab_value::LabValue;
use crate::record::Record;
use crate::record_id::{Kind, RecordId};

impl Journal {
    /// The lab values of a day, in the order in which they were made.
    pub fn lab_values_on(&self, day: CivilDay) -> impl Iterator<Item = (&RecordId, &LabValue)> {
        self.made(day..=day).filter_map(|(id, record)| match record {
            Record::LabValue(value) => Some((id, value)),
            _ => None,
        })
    }

    /// The parts of bone scans of a day, in the order in which they were made.
    pub fn bone_scans_on(&self, day: CivilDay) -> impl Iterator<Item = (&RecordId, &BoneScan)> {
        self.made(day..=day).filter_map(|(id, record)| match record {
            Record::BoneScan(scan) => Some((id, scan)),
            _ => None,
        })
    }

    /// All values of a lab, the newest first.
    pub fn values_of(&self, lab: LabNumber) -> Vec<(&RecordId, &LabValue)> {
        let mut values: Vec<_> = self.lab_values().filter(|(_, value)| value.lab == lab).collect();
        values.sort_by_key(|(_, value)| Reverse(value.at.instant_ms()));
        values
    }

    /// All parts of all bone scans, the newest first.
    pub fn bone_scans(&self) -> Vec<(&RecordId, &BoneScan)> {
        let mut scans: Vec<_> = self
            .of_kind(Kind::BONE_SCAN)
            .filter_map(|(id, record)| match record {
                Record::BoneScan(scan) => Some((id, scan)),
                _ => None,
            })
            .collect();
        scans.sort_by_key(|(_, scan)| Reverse(scan.at.instant_ms()));
        scans
    }

    /// The last value of each lab of which there is one, the newest first.
    pub fn last_lab_values(&self) -> Vec<&LabValue> {
        let mut values: Vec<_> = self.lab_values().map(|(_, value)| value).collect();
        values.sort_by_key(|value| Reverse(value.at.instant_ms()));
        let mut last: Vec<&LabValue> = Vec::new();
        for value in values {
            if last.iter().all(|other| other.lab != value.lab) {
                last.push(value);
            }
        }
        last
    }

    fn lab_values(&self) -> impl Iterator<Item = (&RecordId, &LabValue)> {
        self.of_kind(Kind::LAB_VALUE).filter_map(|(id, record)| match record {
            Record::LabValue(value) => Some((id, value)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::BoneSiteNumber;
    use crate::decimal::Decimal;
    use crate::hot_flash::HotFlash;
    use crate::moment::Moment;
    use crate::record_id::Sitting;

    fn at(days: i64) -> Moment {
        Moment::new(days * 86_400_000, 0, None).unwrap()
    }

    #[test]
    fn values_are_found_by_day_and_by_lab_the_newest_first() {
        let mut journal = Journal::default();
        let mut counter = 0;
        for (lab, days) in
            [(LabNumber::VITD, 10), (LabNumber::ESTRADIOL, 20), (LabNumber::VITD, 30), (LabNumber::VITD, 20)]
        {
            counter += 1;
            let (value, unit) = (Decimal::whole(counter), "ng/mL".into());
            let value = LabValue { lab, value, unit, at: at(days), comparator: None, method: None, note: None };
            let id = RecordId::made(Kind::LAB_VALUE, Sitting([1; 8]), counter);
            journal.put(&id, Some(Record::LabValue(value)));
        }
        let numbers = |values: Vec<&LabValue>| values.iter().map(|value| value.value.digits()).collect::<Vec<_>>();
        let of_vitamin_d = journal.values_of(LabNumber::VITD);
        assert_eq!(numbers(of_vitamin_d.into_iter().map(|row| row.1).collect()), [3, 4, 1]);
        assert_eq!(numbers(journal.last_lab_values()), [3, 2]);
        let day = CivilDay::of_days(20).unwrap();
        assert_eq!(numbers(journal.lab_values_on(day).map(|row| row.1).collect()), [2, 4]);
        assert!(journal.bone_scans().is_empty());

        let scan = |days| BoneScan {
            site: BoneSiteNumber::HIP,
            t_score: Some(Decimal::whole(1)),
            z_score: None,
            density: None,
            at: at(days),
            place: None,
        };
        for days in [40, 50] {
            let id = RecordId::made(Kind::BONE_SCAN, Sitting([1; 8]), u32::try_from(days).unwrap());
            journal.put(&id, Some(Record::BoneScan(scan(days))));
        }
        assert_eq!(journal.bone_scans().first().map(|row| &row.1.at), Some(&at(50)));
        assert_eq!(journal.bone_scans_on(CivilDay::of_days(40).unwrap()).count(), 1);
    }

    #[test]
    fn an_old_report_makes_no_day_a_day_that_somebody_told_of() {
        let (mut journal, day) = (Journal::default(), CivilDay::of_days(20).unwrap());
        let value = LabValue {
            lab: LabNumber::VITD,
            value: Decimal::whole(30),
            unit: "ng/mL".into(),
            at: at(20),
            comparator: None,
            method: None,
            note: None,
        };
        journal.put(&RecordId::made(Kind::LAB_VALUE, Sitting([1; 8]), 1), Some(Record::LabValue(value)));
        assert!(!journal.is_logged(day), "else it would count as a day without a hot flash");
        assert_eq!((journal.first_day(), journal.first_logged_day()), (None, None));
        let flash = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), 2);
        journal.put(&flash, Some(Record::HotFlash(HotFlash::starting(at(20)))));
        assert!(journal.is_logged(day));
        assert_eq!((journal.first_day(), journal.first_logged_day()), (Some(day), Some(day)));
    }
}
