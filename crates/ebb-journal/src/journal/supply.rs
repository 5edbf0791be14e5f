//! How long what is left of a medicine lasts.

use super::{DueDose, Journal};
use crate::civil::CivilDay;
use crate::dose::DoseState;
use crate::medication::Medication;
use crate::moment::Moment;
use crate::record::Record;
use crate::record_id::{Kind, Name, RecordId, SittingId};
use crate::supply::{FOLLOWED_DAYS, Supply};

/// What is left of a medicine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyLeft<'a> {
    /// The last count.
    pub supply: &'a Supply,
    /// The day of its last dose; `None` where no day can be told.
    pub runs_out: Option<CivilDay>,
}

impl Journal {
    /// What is left of a medicine, and for how long; `None` where nobody counted it.
    ///
    /// From the count on, each dose that is logged as taken after the moment of the count takes one, and so does each planned dose
    /// after it that is not logged: it may have been taken, or it is still to come. What is logged as left out takes none; nor does
    /// a dose of a day before the count's, whenever it was logged. Both are told by the clock on the wall; a dose without a time
    /// is due all day. The plan is the one of now, also for days that are over, as everywhere. None at all left: the day of the
    /// count. No day is told of a medicine without planned doses, of one that was stopped, and of what lasts for more than 400
    /// days from the count on.
    pub fn supply(&self, medication: SittingId, today: CivilDay) -> Option<SupplyLeft<'_>> {
        let of_it = RecordId { kind: Kind::MEDICATION, name: Name::Made(medication) };
        match (self.record(&Supply::id(medication))?, self.record(&of_it)?) {
            (Record::Supply(supply), Record::Medication(taken)) => {
                Some(SupplyLeft { supply, runs_out: self.runs_out(medication, taken, supply, today) })
            }
            _ => None,
        }
    }

    fn runs_out(&self, name: SittingId, medication: &Medication, supply: &Supply, today: CivilDay) -> Option<CivilDay> {
        let is_over = medication.stopped.is_some_and(|stopped| stopped <= today);
        if is_over || medication.schedule.slots().is_empty() {
            return None;
        }
        let first = supply.counted().day();
        let mut left = usize::from(supply.doses());
        let mut days = (0..=FOLLOWED_DAYS).filter_map(|later| first.plus(later));
        days.find(|day| {
            let doses = self.doses_of_on(name, medication, *day);
            left = left.saturating_sub(doses.iter().filter(|due| takes_one(supply, *day, due)).count());
            left == 0
        })
    }
}

/// Whether a dose of the count's day or a later one is taken from what was counted.
fn takes_one(supply: &Supply, day: CivilDay, due: &DueDose<'_>) -> bool {
    let counted = supply.counted();
    match due.dose {
        Some(dose) => dose.state == DoseState::Taken && wall_ms(&dose.at) > wall_ms(counted),
        None => day > counted.day() || due.slot.at.is_none_or(|at| at > counted.time()),
    }
}

/// A moment as the clock on the wall showed it, in milliseconds.
fn wall_ms(at: &Moment) -> i64 {
    at.instant_ms() + i64::from(at.offset_minutes()) * 60_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::civil::CivilTime;
    use crate::dose::Dose;
    use crate::medication::Substance;
    use crate::record_id::Sitting;
    use crate::schedule::{Schedule, Weekdays};
    use proptest::prelude::*;

    const PILL: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };
    const HOUR_MS: i64 = 3_600_000;

    fn day(number: i32) -> CivilDay {
        CivilDay::of_days(20_000 + number).unwrap()
    }

    fn at(number: i32, hour: i64) -> Moment {
        Moment::new((i64::from(day(number).days()) * 24 + hour) * HOUR_MS - HOUR_MS, 60, None).unwrap()
    }

    fn hours(hours: &[u16]) -> Vec<Option<CivilTime>> {
        hours.iter().map(|hour| CivilTime::of_minutes(hour * 60)).collect()
    }

    fn with(schedule: Schedule) -> Journal {
        let mut journal = Journal::default();
        let medication = Medication { schedule, ..Medication::of(Substance::own("x").unwrap()) };
        journal
            .put(&RecordId::made(Kind::MEDICATION, PILL.sitting, PILL.counter), Some(Record::Medication(medication)));
        journal
    }

    fn count(journal: &mut Journal, doses: u16, counted: Moment) {
        journal.put(&Supply::id(PILL), Some(Record::Supply(Supply::of(doses, counted).unwrap())));
    }

    fn log(journal: &mut Journal, number: i32, slot: u16, state: DoseState, at: Moment) {
        journal.put(&RecordId::dose(PILL, day(number), slot), Some(Record::Dose(Dose { state, at })));
    }

    /// The number of the day.
    fn runs_out(journal: &Journal) -> Option<i32> {
        journal.supply(PILL, day(0)).unwrap().runs_out.map(|day| day.days() - 20_000)
    }

    #[test]
    fn the_plan_goes_on_from_the_count() {
        let mut journal = with(Schedule::daily(&hours(&[8, 20]), None));
        assert_eq!(journal.supply(PILL, day(0)), None, "nobody counted");
        count(&mut journal, 4, at(0, 12));
        assert_eq!(runs_out(&journal), Some(2), "one this evening, two tomorrow, the last one after that");
        count(&mut journal, 4, at(0, 7));
        assert_eq!(runs_out(&journal), Some(1));
        count(&mut journal, 0, at(0, 7));
        assert_eq!(runs_out(&journal), Some(0), "none is left");
        count(&mut journal, 802, at(0, 7));
        assert_eq!(runs_out(&journal), Some(400));
        count(&mut journal, 803, at(0, 7));
        assert_eq!(runs_out(&journal), None, "too far to tell");
    }

    #[test]
    fn what_was_taken_before_the_count_or_left_out_after_it_takes_none() {
        let mut journal = with(Schedule::once_a_day());
        count(&mut journal, 3, at(0, 12));
        assert_eq!(runs_out(&journal), Some(2), "without a time it is due all day, and may still be taken");
        log(&mut journal, 0, 0, DoseState::Taken, at(0, 11));
        assert_eq!(runs_out(&journal), Some(3));
        log(&mut journal, 1, 0, DoseState::Skipped, at(1, 8));
        assert_eq!(runs_out(&journal), Some(4));
        log(&mut journal, -1, 0, DoseState::Taken, at(0, 13));
        assert_eq!(runs_out(&journal), Some(4), "told today, of yesterday");
        log(&mut journal, 0, 7, DoseState::Taken, at(0, 13));
        assert_eq!(runs_out(&journal), Some(3), "one more than was planned");
    }

    #[test]
    fn without_a_plan_and_when_it_is_over_there_is_no_day() {
        for schedule in [Schedule::Unplanned, Schedule::Newer("moon 3".into())] {
            let mut journal = with(schedule);
            count(&mut journal, 3, at(0, 12));
            assert_eq!(runs_out(&journal), None);
        }
        let mut journal = with(Schedule::once_a_day());
        count(&mut journal, 3, at(0, 7));
        let stop = |journal: &mut Journal, number: i32| {
            let stopped = Some(day(number));
            let medication = Medication { stopped, ..Medication::of(Substance::own("x").unwrap()) };
            let id = RecordId::made(Kind::MEDICATION, PILL.sitting, PILL.counter);
            journal.put(&id, Some(Record::Medication(medication)));
            runs_out(journal)
        };
        assert_eq!([3, 2, 0].map(|number| stop(&mut journal, number)), [Some(2), None, None]);
        journal.put(&RecordId::made(Kind::MEDICATION, PILL.sitting, PILL.counter), None);
        assert_eq!(journal.supply(PILL, day(0)), None, "the medicine is gone");
    }

    #[test]
    fn the_clock_on_the_wall_counts_wherever_one_is() {
        let mut journal = with(Schedule::daily(&hours(&[8]), None));
        // Counted at seven in Tokyo, which is an earlier instant than six there would be in Madrid.
        let tokyo = Moment::new(at(0, 0).instant_ms() - HOUR_MS, 540, None).unwrap();
        assert_eq!((tokyo.day(), tokyo.time().hour()), (day(0), 7));
        count(&mut journal, 1, tokyo);
        assert_eq!(runs_out(&journal), Some(0));
        log(&mut journal, 0, 0, DoseState::Taken, at(0, 6));
        assert_eq!(runs_out(&journal), Some(1), "taken before, as the walls showed it");
    }

    fn schedules() -> impl Strategy<Value = Schedule> {
        let times = prop::collection::vec(prop::option::of(0_u16..24), 1..4);
        (times, 1_u8..128).prop_map(|(times, on)| {
            let times: Vec<_> =
                times.into_iter().map(|hour| hour.and_then(|hour| CivilTime::of_minutes(hour * 60))).collect();
            let on = (0..7).filter(|day| on & 1 << day != 0).fold(Weekdays::default(), Weekdays::with);
            if on == Weekdays::of(&[0]) { Schedule::daily(&times, None) } else { Schedule::weekdays(on, &times, None) }
        })
    }

    /// Some doses of the days from -3 to 20, with what became of them, and in which hour after midnight of their day that was said.
    fn logs() -> impl Strategy<Value = Vec<(i32, u16, bool, i64)>> {
        prop::collection::vec((-3_i32..20, 0_u16..3, any::<bool>(), 0_i64..30), 0..12)
    }

    proptest! {
        #[test]
        fn more_doses_never_last_shorter_and_nothing_ends_before_it_was_counted(
            schedule in schedules(), told in logs(), doses in 0_u16..60, more in 0_u16..60, hour in 0_i64..24,
        ) {
            let mut journal = with(schedule);
            for (number, slot, is_taken, hour) in told {
                let state = if is_taken { DoseState::Taken } else { DoseState::Skipped };
                log(&mut journal, number, slot, state, at(number, hour));
            }
            count(&mut journal, doses, at(0, hour));
            let fewer = runs_out(&journal).unwrap_or(i32::MAX);
            prop_assert!(fewer >= 0);
            count(&mut journal, doses + more, at(0, hour));
            prop_assert!(runs_out(&journal).unwrap_or(i32::MAX) >= fewer);
            count(&mut journal, doses, at(0, hour));
            prop_assert_eq!(runs_out(&journal).unwrap_or(i32::MAX), fewer, "counting anew replaces");
        }

        #[test]
        fn whether_a_kept_plan_is_logged_or_assumed_is_the_same(
            schedule in schedules(), doses in 0_u16..60, hour in 0_i64..24, logged in prop::collection::btree_set(0_i32..30, 0..30),
        ) {
            let mut journal = with(schedule.clone());
            count(&mut journal, doses, at(0, hour));
            let assumed = runs_out(&journal);
            for number in logged {
                for slot in schedule.planned_on(day(number)) {
                    // Each at its time, or late in the evening.
                    let taken = at(number, slot.at.map_or(23, |at| at.hour().into()));
                    if slot.at.is_some() || hour < 23 {
                        log(&mut journal, number, slot.number, DoseState::Taken, taken);
                    }
                }
            }
            prop_assert_eq!(runs_out(&journal), assumed);
        }

        #[test]
        fn what_is_left_out_never_brings_the_day_forward(schedule in schedules(), doses in 0_u16..60, number in 0_i32..30, slot in 0_u16..3) {
            let mut journal = with(schedule);
            count(&mut journal, doses, at(0, 0));
            let before = runs_out(&journal).unwrap_or(i32::MAX);
            log(&mut journal, number, slot, DoseState::Skipped, at(number, 12));
            prop_assert!(runs_out(&journal).unwrap_or(i32::MAX) >= before);
        }
    }
}
