//! What is to be shown now: only what was agreed, is shared, and is known.

use proptest::prelude::*;

use super::*;
use crate::call_request::CallRequest;
use crate::dose::{Dose, DoseState};
use crate::medication::{Medication, Substance};
use crate::record::Record;
use crate::record_id::{Kind, RecordId, Sitting};
use crate::schedule::Schedule;
use crate::scope::SharingKind;
use crate::supply::Supply;

const HOUR_MS: i64 = 60 * MINUTE_MS;
const PILL: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };
/// Somewhere an hour ahead of UTC.
const OFFSET: i16 = 60;

fn at(day: i32, hour: i64) -> Moment {
    let minutes = (i64::from(day) * 24 + hour) * 60 - i64::from(OFFSET);
    Moment::new(minutes * MINUTE_MS, OFFSET, None).unwrap()
}

fn day(number: i32) -> CivilDay {
    CivilDay::of_days(number).unwrap()
}

/// One tablet a day at this hour; none has a time where there is none.
fn with_tablet(hour: Option<u16>) -> Journal {
    let mut journal = Journal::default();
    let schedule = Schedule::daily(&[hour.and_then(|hour| CivilTime::of_minutes(hour * 60))], None);
    let medication = Medication { schedule, ..Medication::of(Substance::own("Morning tablet").unwrap()) };
    let id = RecordId::made(Kind::MEDICATION, PILL.sitting, PILL.counter);
    journal.put(&id, Some(Record::Medication(medication)));
    journal
}

fn take(journal: &mut Journal, number: i32, hour: i64) {
    let dose = Dose { state: DoseState::Taken, at: at(number, hour) };
    journal.put(&RecordId::dose(PILL, day(number), 0), Some(Record::Dose(dose)));
}

fn agreed(alert: Alert, minutes: u32) -> FollowTerms {
    let mut terms = FollowTerms::default();
    terms.set_alert(alert, Some(minutes));
    terms
}

fn heard(at: &Moment) -> FeedNews {
    FeedNews { heard_ms: Some(at.instant_ms()), call_known_ms: None }
}

fn not_logged(number: i32, hour: Option<u16>) -> AlertNow {
    let planned = hour.and_then(|hour| CivilTime::of_minutes(hour * 60));
    AlertNow::DoseNotLogged { medication: PILL, day: day(number), planned }
}

fn doses(journal: &Journal, scope: &Scope, heard_at: &Moment, now: &Moment) -> Vec<AlertNow> {
    alerts_now(journal, scope, &agreed(Alert::MissedDose, 120), heard(heard_at), now)
}

#[test]
fn a_dose_is_told_of_after_its_time_and_once_the_phone_was_heard_from_after_that() {
    let (mut journal, scope) = (with_tablet(Some(8)), Scope::medicines_only());
    let yesterdays = doses(&journal, &scope, &at(100, 9), &at(100, 9));
    assert_eq!(yesterdays, [not_logged(99, Some(8))], "that of yesterday, which nobody logged");
    take(&mut journal, 99, 8);
    let told = |heard_at: Moment, now: Moment| doses(&journal, &scope, &heard_at, &now);
    assert_eq!(told(at(100, 9), at(100, 9)), [], "two hours were agreed");
    assert_eq!(told(at(100, 9), at(100, 15)), [], "heard before that: it may have been logged since");
    assert_eq!(told(at(100, 10), at(100, 10)), [not_logged(100, Some(8))]);
    assert_eq!(told(at(100, 10), at(101, 9)), [not_logged(100, Some(8))]);
    assert_eq!(told(at(100, 10), at(101, 10)), [], "after a day the days tell it");
    take(&mut journal, 100, 11);
    assert_eq!(doses(&journal, &scope, &at(100, 12), &at(100, 12)), []);
}

#[test]
fn a_dose_without_a_time_is_due_all_day() {
    let (mut journal, scope) = (with_tablet(None), Scope::medicines_only());
    take(&mut journal, 99, 8);
    assert_eq!(doses(&journal, &scope, &at(100, 23), &at(100, 23)), []);
    assert_eq!(doses(&journal, &scope, &at(101, 1), &at(101, 1)), []);
    assert_eq!(doses(&journal, &scope, &at(101, 2), &at(101, 2)), [not_logged(100, None)]);
}

#[test]
fn nothing_is_told_that_was_not_agreed_or_is_not_shared() {
    let (mut journal, ten) = (with_tablet(Some(8)), at(100, 10));
    take(&mut journal, 99, 8);
    let shared = Scope::medicines_only();
    let told = |scope: &Scope, terms: &FollowTerms| alerts_now(&journal, scope, terms, heard(&ten), &ten);
    assert_eq!(told(&shared, &FollowTerms::default()), []);
    let terms = agreed(Alert::MissedDose, 120);
    assert_eq!(told(&Scope::of([SharingKind::Mood]), &terms), []);
    let mut paused = shared.clone();
    paused.pause(day(100));
    assert_eq!(told(&paused, &terms), []);
    let mut left_out = shared.clone();
    left_out.leave_out(&(day(100)..=day(100))).unwrap();
    assert_eq!(told(&left_out, &terms), []);
    let never_heard = FeedNews::default();
    assert_eq!(alerts_now(&journal, &shared, &terms, never_heard, &ten), []);
    assert_eq!(told(&shared, &terms), [not_logged(100, Some(8))]);
}

#[test]
fn silence_is_told_only_of_days_that_are_all_shared_and_known() {
    let (mut journal, mut scope) = (with_tablet(Some(8)), Scope::medicines_only());
    let terms = agreed(Alert::NothingLogged, 2 * 24 * 60);
    let told = |journal: &Journal, scope: &Scope, heard_at: Moment, now: Moment| {
        alerts_now(journal, scope, &terms, heard(&heard_at), &now)
    };
    assert_eq!(told(&journal, &scope, at(103, 8), at(103, 8)), [], "nothing was logged ever: since when?");
    take(&mut journal, 100, 8);
    assert_eq!(told(&journal, &scope, at(102, 7), at(104, 8)), [], "it was not heard of two days");
    let since = AlertNow::NothingLogged { since: at(100, 8) };
    assert_eq!(told(&journal, &scope, at(102, 8), at(102, 8)), [since]);
    scope.leave_out(&(day(101)..=day(101))).unwrap();
    assert_eq!(told(&journal, &scope, at(104, 8), at(104, 8)), [], "it may have been logged on the day left out");
}

#[test]
fn a_wish_to_be_called_is_told_until_it_is_known_and_in_a_pause_too() {
    let mut journal = Journal::default();
    for asked_ms in [HOUR_MS, 3 * HOUR_MS] {
        let request = CallRequest { follow: "0a".into(), asked_ms };
        let id = RecordId::made(Kind::CALL_REQUEST, PILL.sitting, u32::try_from(asked_ms).unwrap());
        journal.put(&id, Some(Record::CallRequest(request)));
    }
    let mut scope = Scope::default();
    scope.pause(day(0));
    let told = |call_known_ms| {
        let news = FeedNews { heard_ms: None, call_known_ms };
        alerts_now(&journal, &scope, &FollowTerms::default(), news, &at(0, 4))
    };
    let last = [AlertNow::CallMe { asked_ms: 3 * HOUR_MS }];
    assert_eq!(told(None), last);
    assert_eq!(told(Some(HOUR_MS)), last);
    assert_eq!(told(Some(3 * HOUR_MS)), []);
}

#[test]
fn an_entry_that_a_wrong_clock_puts_into_days_to_come_is_an_entry() {
    let mut journal = with_tablet(Some(8));
    take(&mut journal, 400, 8);
    let terms = agreed(Alert::NothingLogged, 60);
    let now = at(100, 12);
    assert_eq!(alerts_now(&journal, &Scope::medicines_only(), &terms, heard(&now), &now), []);
}

/// Once a day, and so many tablets counted then.
fn with_tablets(doses: u16, counted: Moment) -> Journal {
    let mut journal = with_tablet(None);
    journal.put(&Supply::id(PILL), Some(Record::Supply(Supply::of(doses, counted).unwrap())));
    journal
}

const WEEK_MINUTES: u32 = 7 * 24 * 60;

#[test]
fn a_refill_is_told_from_the_agreed_time_before_the_last_dose_until_a_week_after_it() {
    // The last of ten is that of day 109.
    let journal = with_tablets(10, at(100, 9));
    let (terms, scope) = (agreed(Alert::RefillDue, WEEK_MINUTES), Scope::medicines_only());
    let told = |heard_at: Moment, now: Moment| alerts_now(&journal, &scope, &terms, heard(&heard_at), &now);
    let due = [AlertNow::RefillDue { medication: PILL, day: day(109) }];
    assert_eq!(told(at(101, 23), at(101, 23)), []);
    assert_eq!(told(at(101, 23), at(105, 9)), [], "it may have been counted anew since");
    assert_eq!(told(at(102, 0), at(105, 9)), due);
    assert_eq!(told(at(116, 23), at(116, 23)), due);
    assert_eq!(told(at(117, 0), at(117, 0)), [], "a week later");
    let few = with_tablets(2, at(100, 9));
    let told = |heard_at| alerts_now(&few, &scope, &terms, heard(&heard_at), &at(100, 10));
    assert_eq!(
        told(at(100, 8)),
        [AlertNow::RefillDue { medication: PILL, day: day(101) }],
        "two clocks are never the same"
    );
    assert_eq!(told(at(100, 9)), [AlertNow::RefillDue { medication: PILL, day: day(101) }]);
}

#[test]
fn a_refill_is_told_where_medicines_are_shared_and_not_in_a_pause_and_no_more_once_counted_anew() {
    let now = at(105, 12);
    let (terms, scope) = (agreed(Alert::RefillDue, WEEK_MINUTES), Scope::medicines_only());
    let told = |journal: &Journal, scope: &Scope, terms: &FollowTerms| {
        alerts_now(journal, scope, terms, heard(&now), &now).len()
    };
    let journal = with_tablets(10, at(100, 9));
    assert_eq!(told(&journal, &scope, &terms), 1);
    assert_eq!(told(&journal, &Scope::of([SharingKind::Mood]), &terms), 0);
    assert_eq!(told(&journal, &scope, &FollowTerms::default()), 0);
    let mut paused = scope.clone();
    paused.pause(day(105));
    assert_eq!(told(&journal, &paused, &terms), 0);
    assert_eq!(told(&with_tablets(38, at(105, 11)), &scope, &terms), 0, "counted anew");
    assert_eq!(alerts_now(&journal, &scope, &terms, FeedNews::default(), &now), [], "never heard from");
}

proptest! {
    /// Whatever clocks say: a refill is told of what the owner's phone has counted, and could have counted anew.
    #[test]
    fn a_refill_is_never_told_of_stale_data(
        doses in 0_u16..40, counted_hours in 2400_i64..2640, minutes in 0_u32..40_000, heard_hours in 2300_i64..3400, now_hours in 2300_i64..3400,
    ) {
        let (counted, heard_at, now) = (at(0, counted_hours), at(0, heard_hours), at(0, now_hours));
        let journal = with_tablets(doses, counted.clone());
        for told in alerts_now(&journal, &Scope::medicines_only(), &agreed(Alert::RefillDue, minutes), heard(&heard_at), &now) {
            let AlertNow::RefillDue { day, .. } = told else { panic!("only this was agreed") };
            let due_ms = moment_ms(day, 0, &now) - i64::from(minutes) * MINUTE_MS;
            for known in [&heard_at, &now] {
                prop_assert!(due_ms <= known.instant_ms());
            }
            prop_assert!(day >= counted.day() && now.day().days() - day.days() <= 7);
        }
    }

    /// Whatever clocks say: nothing is told that the owner's phone could not have said, and nothing of what is not shared.
    #[test]
    fn stale_data_and_clocks_that_lie_never_alarm(
        hour in prop::option::of(0_u16..24),
        taken in prop::collection::btree_set(90_i32..110, 0..20),
        left_out in prop::collection::btree_set(90_i32..110, 0..6),
        minutes in 0_u32..4000,
        heard_hours in -2000_i64..4000,
        now_hours in 2160_i64..2640,
        is_shared: bool,
    ) {
        let mut journal = with_tablet(hour);
        for number in &taken {
            take(&mut journal, *number, 9);
        }
        let mut scope = if is_shared { Scope::medicines_only() } else { Scope::of([SharingKind::Mood]) };
        for number in &left_out {
            scope.leave_out(&(day(*number)..=day(*number))).unwrap();
        }
        let mut terms = agreed(Alert::MissedDose, minutes);
        terms.set_alert(Alert::NothingLogged, Some(minutes));
        let (heard_at, now) = (at(0, heard_hours), at(0, now_hours));
        for told in alerts_now(&journal, &scope, &terms, heard(&heard_at), &now) {
            match told {
                AlertNow::CallMe { .. } | AlertNow::RefillDue { .. } => prop_assert!(false, "nobody asked"),
                AlertNow::DoseNotLogged { day: of, planned, .. } => {
                    prop_assert!(is_shared && scope.admits(of) && !taken.contains(&of.days()));
                    let due_ms = moment_ms(of, planned.map_or(DAY_MINUTES, |at| at.minutes().into()), &now);
                    let known_from_ms = due_ms + i64::from(minutes) * MINUTE_MS;
                    prop_assert!(known_from_ms <= heard_at.instant_ms() && known_from_ms <= now.instant_ms());
                }
                AlertNow::NothingLogged { since } => {
                    let known_from_ms = since.instant_ms() + i64::from(minutes) * MINUTE_MS;
                    prop_assert!(known_from_ms <= heard_at.instant_ms() && known_from_ms <= now.instant_ms());
                    let days = since.day().days()..=now.day().days();
                    prop_assert!(left_out.iter().all(|number| !days.contains(number)));
                }
            }
        }
    }
}
