//! Journals for the tests: made by few words.

use ebb_journal::{
    Answer, AromataseInhibitor, CivilDay, HotFlash, Journal, Kind, Medication, Moment, Place, RatedThing, Rating,
    Record, RecordId, Since, Site, Sitting, Substance, SymptomNumber,
};

/// The day that many days after Thursday 1 January 2026.
pub(crate) fn day(after: i32) -> CivilDay {
    CivilDay::of_ymd(2026, 1, 1).unwrap().plus(after).unwrap()
}

fn at(day: CivilDay) -> Moment {
    Moment::new((i64::from(day.days()) * 24 + 9) * 3_600_000, 0, None).unwrap()
}

pub(crate) const fn place(number: u16) -> Site {
    Site::of(Place(number))
}

pub(crate) fn rate(journal: &mut Journal, on: CivilDay, value: u16) {
    rate_at(journal, on, None, value);
}

pub(crate) fn rate_at(journal: &mut Journal, on: CivilDay, site: Option<Site>, value: u16) {
    let thing = RatedThing { day: on, symptom: SymptomNumber::JOINT_PAIN, site };
    journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(value), at(on)))));
}

pub(crate) fn flash(journal: &mut Journal, on: CivilDay, counter: u32) {
    let id = RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), counter);
    journal.put(&id, Some(Record::HotFlash(HotFlash::starting(at(on)).counted())));
}

pub(crate) fn take(
    journal: &mut Journal,
    counter: u32,
    drug: AromataseInhibitor,
    since: Option<Since>,
    stopped: Option<CivilDay>,
) {
    take_it(journal, counter, Medication { since, stopped, ..Medication::of(Substance::Inhibitor(drug)) });
}

pub(crate) fn take_it(journal: &mut Journal, counter: u32, medication: Medication) {
    journal.put(&RecordId::made(Kind::MEDICATION, Sitting([2; 8]), counter), Some(Record::Medication(medication)));
}
