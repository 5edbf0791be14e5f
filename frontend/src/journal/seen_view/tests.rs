//! The sentence of the day, and how each state is told.

use ebb_journal::scope::{Alert, FollowTerms, Scope, SharingKind};
use ebb_journal::{
    Answer, AromataseInhibitor, CallRequest, CivilDay, CivilTime, Dose, DoseState, HotFlash, Kind, Medication,
    RatedThing, Rating, Record, RecordId, Schedule, Sitting, SittingId, Substance, Supply, SymptomNumber,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::journal::DoseMark;

const TABLET: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };

/// A time of November 2026; the 23rd is a Monday.
fn at(day: i8, hour: i64, minute: i64) -> Moment {
    let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
    Moment::new(((days * 24 + hour) * 60 + minute) * 60_000, 0, None).unwrap()
}

fn with_tablet() -> Journal {
    let mut journal = Journal::default();
    let schedule = Schedule::daily(&[CivilTime::of_minutes(8 * 60)], None);
    let medication = Medication { schedule, ..Medication::of(Substance::Inhibitor(AromataseInhibitor::Exemestane)) };
    journal.put(&RecordId::made(Kind::MEDICATION, TABLET.sitting, 1), Some(Record::Medication(medication)));
    for day in 10..22 {
        dose(&mut journal, day, DoseState::Taken);
    }
    journal
}

fn dose(journal: &mut Journal, day: i8, state: DoseState) {
    let dose = Dose { state, at: at(day, 8, 4) };
    journal.put(&RecordId::dose(TABLET, at(day, 0, 0).day(), 0), Some(Record::Dose(dose)));
}

fn rate(journal: &mut Journal, day: i8, symptom: SymptomNumber, value: u16) {
    let thing = RatedThing { day: at(day, 0, 0).day(), symptom, site: None };
    journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(value), at(day, 9, 12)))));
}

fn follow(heard: &Moment) -> Follow {
    let mut follow = Follow { scope: Scope::of(SharingKind::ALL), ..Follow::default() };
    follow.terms.owner = "Mum".to_owned();
    follow.news.heard_ms = Some(heard.instant_ms());
    follow
}

fn view(journal: &Journal, follow: &Follow, now: &Moment) -> SeenView {
    let seen = crate::journal::SeenJournal::new(ebb_replica::State::default(), follow.clone());
    seen_view(journal, follow, &seen.known_days(now), &Clocks { here: now.clone(), there: now.clone() })
}

fn told(view: &SeenView) -> (SeenForm, &str, &str) {
    (view.form, &view.sentence, &view.more)
}

#[wasm_bindgen_test]
fn the_sentence_of_the_day() {
    let mut journal = with_tablet();
    dose(&mut journal, 23, DoseState::Taken);
    rate(&mut journal, 22, SymptomNumber::FATIGUE, 3);
    rate(&mut journal, 23, SymptomNumber::JOINT_PAIN, 4);
    let now = at(23, 9, 49);
    let seen = view(&journal, &follow(&at(23, 9, 45)), &now);
    assert_eq!(told(&seen), (SeenForm::Fresh, "Logged this morning. Today’s tablet taken. Joint pain 4 of 10.", ""));
    assert_eq!(
        (seen.name.as_str(), seen.initial.as_str(), seen.heard.as_str()),
        ("Mum", "M", "heard from 4 minutes ago")
    );
    assert_eq!(seen.doses[0].days[5].spoken, "Sunday: not logged");
    assert!(seen.doses[0].has_unsaid && seen.days_told.is_empty());
    let days: Vec<_> = seen.levels.iter().map(|strip| (strip.name, strip.days[6].form)).collect();
    assert_eq!(days, [("Joint pain", LevelForm::Level(4, 10)), ("Fatigue", LevelForm::Unsaid)]);
    let flash = HotFlash::starting(at(23, 14, 0)).counted();
    journal.put(&RecordId::made(Kind::HOT_FLASH, TABLET.sitting, 7), Some(Record::HotFlash(flash)));
    dose(&mut journal, 23, DoseState::Skipped);
    let seen = view(&journal, &follow(&at(23, 15, 0)), &at(23, 15, 0));
    let sentence = "Logged this afternoon. Today’s tablet skipped on purpose. Joint pain 4 of 10. 1 hot flash.";
    assert_eq!(seen.sentence, sentence);
    assert_eq!(seen.heard, "heard from just now");
}

#[wasm_bindgen_test]
fn nothing_today_nothing_heard_and_no_news_are_told_apart() {
    let mut journal = with_tablet();
    rate(&mut journal, 21, SymptomNumber::JOINT_PAIN, 3);
    let now = at(23, 9, 45);
    let seen = view(&journal, &follow(&at(23, 7, 0)), &now);
    assert_eq!(told(&seen), (SeenForm::Quiet, "Connected. Nothing logged today.", "Last entry Saturday 9:12."));
    assert_eq!(seen.doses[0].days[6].mark, DoseMark::Open);
    let seen = view(&journal, &follow(&at(22, 20, 30)), &now);
    assert_eq!(told(&seen), (SeenForm::Quiet, "Nothing heard yet today.", "Last entry Saturday 9:12."));
    assert_eq!((seen.heard.as_str(), seen.doses[0].days[6].mark), ("heard from yesterday 20:30", DoseMark::NotHeard));
    let seen = view(&journal, &follow(&at(21, 21, 10)), &now);
    assert_eq!((seen.form, seen.sentence.as_str()), (SeenForm::NoNews, "Nothing heard since Saturday 21:10."));
    assert_eq!(seen.then, "Then: tablet taken, joint pain 3 of 10");
    assert_eq!(seen.doses[0].days[5].spoken, "Sunday: nothing heard yet", "not: not logged");
    let seen = view(&journal, &follow(&at(10, 21, 10)), &now);
    assert_eq!(seen.sentence, "Nothing heard since 10 November 2026, 21:10.");
    let mut never = follow(&now);
    never.news.heard_ms = None;
    assert_eq!(view(&Journal::default(), &never, &now).form, SeenForm::Waiting);
}

#[wasm_bindgen_test]
fn a_day_and_a_half_without_a_sign_is_no_news_yet() {
    let journal = with_tablet();
    for (hour, form) in [(19, SeenForm::Quiet), (20, SeenForm::NoNews)] {
        assert_eq!(view(&journal, &follow(&at(21, 8, 0)), &at(22, hour, 0)).form, form);
    }
}

#[wasm_bindgen_test]
fn a_pause_and_days_left_out_are_not_silence() {
    let mut journal = with_tablet();
    let now = at(23, 9, 45);
    let mut paused = follow(&now);
    paused.scope.pause(at(21, 0, 0).day());
    let seen = view(&journal, &paused, &now);
    let pause = "A pause says nothing about how they are.";
    assert_eq!(told(&seen), (SeenForm::Paused, "Paused by them on Saturday.", pause));
    let mut today_out = follow(&now);
    today_out.scope.leave_out(&(at(22, 0, 0).day()..=now.day())).unwrap();
    let seen = view(&journal, &today_out, &now);
    assert_eq!((seen.form, seen.sentence.as_str()), (SeenForm::Quiet, "Today is not shared."));
    assert_eq!(seen.doses[0].days[5].spoken, "Sunday: not shared");
    assert_eq!(seen.days_told, "Striped days are not shared.");
    journal.put(&RecordId::made(Kind::MEDICATION, TABLET.sitting, 1), None);
    rate(&mut journal, 23, SymptomNumber::JOINT_PAIN, 0);
    let seen = view(&journal, &follow(&now), &now);
    assert_eq!(seen.sentence, "Logged this morning. Joint pain 0 of 10.", "nothing of doses that are not shared");
}

#[wasm_bindgen_test]
fn the_end_says_so_and_shows_nothing_more() {
    let mut ended = follow(&at(23, 9, 0));
    ended.ended = Some(FollowEnd::Stopped);
    ended.terms.takes_notes = true;
    let seen = view(&with_tablet(), &ended, &at(23, 9, 45));
    let gone = "What you saw of it was deleted here.";
    assert_eq!(told(&seen), (SeenForm::Ended, "They have stopped sharing with you.", gone));
    assert!(seen.doses.is_empty() && !seen.takes_notes);
}

#[wasm_bindgen_test]
fn what_was_agreed_is_told_calmly() {
    let mut journal = with_tablet();
    let request = CallRequest { follow: "0a".into(), asked_ms: at(22, 20, 30).instant_ms() };
    journal.put(&RecordId::made(Kind::CALL_REQUEST, TABLET.sitting, 9), Some(Record::CallRequest(request)));
    let now = at(23, 10, 30);
    let mut agreed = follow(&now);
    let mut terms = FollowTerms::default();
    terms.set_alert(Alert::MissedDose, Some(120));
    terms.set_alert(Alert::NothingLogged, Some(24 * 60));
    terms.set_alert(Alert::RefillDue, Some(7 * 24 * 60));
    let supply = Supply::of(12, at(17, 9, 0)).unwrap();
    journal.put(&Supply::id(TABLET), Some(Record::Supply(supply)));
    agreed.terms = terms;
    let seen = view(&journal, &agreed, &now);
    let alerts: Vec<_> = seen.alerts.iter().map(|alert| [alert.sentence.as_str(), alert.more.as_str()]).collect();
    let expected = [
        ["They ask you to call.", "Asked yesterday 20:30."],
        ["The tablet of 8:00 is not logged yet.", "It may still have been taken."],
        ["Nothing logged since Saturday 8:04.", "There can be many reasons."],
        ["The doses of Exemestane last until about 29 November, by the plan.", "They may have new ones already."],
    ];
    assert_eq!(alerts, expected);
    assert_eq!((seen.name.as_str(), seen.more.as_str()), ("Somebody who shares with you", ""));
}
