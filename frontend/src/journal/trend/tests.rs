//! What Trends shows of journals made here.

use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use ebb_journal::{Answer, Kind, RatedThing, Rating, Record, RecordId, Since, Sitting};

fn at(days_ago: i32) -> Moment {
    let today = CivilDay::of_ymd(2026, 11, 23).unwrap();
    let day = today.plus(-days_ago).unwrap();
    Moment::new((i64::from(day.days()) * 24 + 9) * 3_600_000, 0, None).unwrap()
}

fn rate(journal: &mut Journal, days_ago: i32, value: u16) {
    let at = at(days_ago);
    let thing = RatedThing { day: at.day(), symptom: SymptomNumber::JOINT_PAIN, site: None };
    journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(value), at))));
}

fn take(journal: &mut Journal, counter: u32, medication: Medication) {
    journal.put(&RecordId::made(Kind::MEDICATION, Sitting([1; 8]), counter), Some(Record::Medication(medication)));
}

fn shown(journal: &Journal, range: Range) -> TrendView {
    trend(journal, &KnownDays::default(), &at(0), symptom(SymptomNumber::JOINT_PAIN).unwrap(), range).unwrap()
}

#[wasm_bindgen_test]
fn before_anything_was_logged_it_says_what_to_do() {
    let view = shown(&Journal::default(), Range::Year);
    assert_eq!((view.extent, view.said.as_str(), view.has_ranges), (Extent::Nothing, "Nothing logged yet.", false));
}

#[wasm_bindgen_test]
fn on_day_six_it_counts_the_days_and_claims_nothing() {
    let mut journal = Journal::default();
    for (days_ago, value) in [(5, 5), (4, 4), (2, 6), (1, 4), (0, 5)] {
        rate(&mut journal, days_ago, value);
    }
    let view = shown(&journal, Range::Year);
    assert_eq!((view.extent, view.said.as_str()), (Extent::Early, "5 days logged."));
    assert_eq!(view.counted, "Logged on 5 of 6 days.", "from the first entry on");
    assert!(!view.has_ranges);
}

#[wasm_bindgen_test]
fn where_more_was_logged_before_it_says_so() {
    let mut journal = Journal::default();
    (40..90).for_each(|days_ago| rate(&mut journal, days_ago, 5));
    let month = shown(&journal, Range::Month);
    assert_eq!((month.extent, month.said.as_str()), (Extent::Nothing, "Nothing logged in this time."));
    rate(&mut journal, 0, 5);
    let month = shown(&journal, Range::Month);
    assert_eq!(
        (month.said.as_str(), month.said_further.as_str()),
        ("1 day logged.", "A longer time shows what you logged before.")
    );
}

#[wasm_bindgen_test]
fn two_therapies_are_told_in_the_persons_own_names() {
    let mut journal = Journal::default();
    let (letrozole, exemestane) = (AromataseInhibitor::Letrozole, AromataseInhibitor::Exemestane);
    let stopped = Some(at(50).day());
    take(&mut journal, 1, Medication { stopped, ..Medication::of(Substance::Inhibitor(letrozole)) });
    let since = Some(Since::Day(at(40).day()));
    let called = Some("Morning tablet".into());
    take(&mut journal, 2, Medication { since, called, ..Medication::of(Substance::Inhibitor(exemestane)) });
    (51..90).for_each(|days_ago| rate(&mut journal, days_ago, 5));
    (0..30).for_each(|days_ago| rate(&mut journal, days_ago, 2));
    let view = shown(&journal, Range::HalfYear);
    assert_eq!(view.said, "Lower on Morning tablet than on letrozole.");
    assert_eq!(view.said_further, "A typical day was 2 of\u{a0}10, before that 5 of\u{a0}10.");
    assert_eq!(view.counted, "Logged on 69 of 90 days. This does not show why.");
    assert_eq!(view.therapy.len(), 3);
    assert_eq!(view.table.last().unwrap().taken, "Morning tablet");
    assert_eq!(view.table.last().unwrap().logged, "23 of 23");
    let month = shown(&journal, Range::Month);
    assert_eq!((month.said.as_str(), month.by_week), ("A typical day was 2 of\u{a0}10.", false));
}

#[wasm_bindgen_test]
fn what_is_followed_can_be_chosen_and_flashes_always() {
    let mut journal = Journal::default();
    let (first, others) = choices(&journal, &KnownDays::default());
    assert!(first.iter().any(|choice| choice.symptom == SymptomNumber::HOT_FLASH) && others.is_empty());
    assert_eq!(first[1].name, "Hot flashes");
    let thing = RatedThing { day: at(0).day(), symptom: SymptomNumber(46), site: None };
    journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(1), at(0)))));
    let (first, others) = choices(&journal, &KnownDays::default());
    assert_eq!(first.iter().chain(&others).filter(|choice| choice.symptom == SymptomNumber(46)).count(), 1);
}

#[wasm_bindgen_test]
fn of_a_journal_that_is_shared_days_that_are_not_shared_are_not_counted_as_not_logged() {
    use ebb_journal::scope::{FeedNews, Scope, SharingKind};

    use crate::journal::{Follow, SeenJournal};

    let mut journal = Journal::default();
    for back in (0..40).filter(|back| !(10..16).contains(back)) {
        rate(&mut journal, back, 4);
    }
    let now = at(0);
    let (first, last) = (now.day().plus(-15).unwrap(), now.day().plus(-10).unwrap());
    let mut scope = Scope::of(SharingKind::ALL);
    scope.leave_out(&(first..=last)).unwrap();
    let news = FeedNews { heard_ms: Some(now.instant_ms()), call_known_ms: None };
    let seen = SeenJournal::new(ebb_replica::State::default(), Follow { scope, news, ..Follow::default() });
    let known = seen.known_days(&now);
    let shown = trend(&journal, &known, &now, symptom(SymptomNumber::JOINT_PAIN).unwrap(), Range::All).unwrap();
    assert_eq!(shown.counted, "Logged on 34 of 34 days. 6 other days are not shared.");
    assert!(shown.has_unshared);
    let (first, others) = choices(&journal, &known);
    let names: Vec<_> = first.iter().map(|choice| choice.name).collect();
    assert_eq!((names, others.len()), (vec!["Joint pain"], 0), "what they follow is not shared");
    let hints =
        trend(&Journal::default(), &known, &now, symptom(SymptomNumber::JOINT_PAIN).unwrap(), Range::All).unwrap();
    assert_eq!(hints.said_further, "Once it is logged on 14 days, Ebb draws the weeks here.");
}
