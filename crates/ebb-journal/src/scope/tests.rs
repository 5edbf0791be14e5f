//! The rules of projection, one by one. What holds for any journal and any scope is in `tests/sharing.rs`.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::journal::Journal;
use crate::record::Record;
use crate::record_id::{Kind, RecordId, Sitting, SittingId};
use crate::{
    Answer, CallRequest, CaregiverNote, CivilDay, Dose, DoseState, Effect, Episode, Factor, FactorNumber, FactorWhat,
    Following, HotFlash, Invitation, LabNumber, LabValue, Medication, Moment, Note, Person, Question, RatedThing,
    Rating, Since, Substance, SymptomNumber, Value, Who, Zone,
};

const HOUR_MS: i64 = 3_600_000;
const PILL: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };

/// A day around the end of 2026.
fn day(number: i32) -> CivilDay {
    CivilDay::of_days(20_780 + number).unwrap()
}

fn at(number: i32, hour: i64) -> Moment {
    let instant_ms = i64::from(day(number).days()) * 24 * HOUR_MS + hour * HOUR_MS;
    Moment::new(instant_ms, 0, Zone::new("Europe/Madrid").ok()).unwrap()
}

fn made(kind: Kind, counter: u32) -> RecordId {
    RecordId::made(kind, Sitting([1; 8]), counter)
}

fn pill() -> RecordId {
    made(Kind::MEDICATION, 1)
}

fn medication() -> Medication {
    Medication::of(Substance::own("x").unwrap())
}

fn taken(moment: Moment) -> Record {
    Record::Dose(Dose { state: DoseState::Taken, at: moment })
}

fn rating(symptom: SymptomNumber, number: i32) -> (RecordId, Record) {
    let id = RatedThing { day: day(number), symptom, site: None }.id();
    (id, Record::Rating(Rating::of(Answer::Value(3), at(number, 9))))
}

fn journal(records: impl IntoIterator<Item = (RecordId, Record)>) -> Journal {
    let mut journal = Journal::default();
    for (id, record) in records {
        journal.put(&id, Some(record));
    }
    journal
}

/// Everything, from the tenth day to the twentieth, the fifteenth and sixteenth left out.
fn ten_days() -> Scope {
    let mut scope = Scope::of(SharingKind::ALL);
    scope.set_from(Some(day(10)));
    scope.leave_out(&(day(15)..=day(16))).unwrap();
    scope.pause(day(21));
    scope
}

/// What is shown of one record in a journal of nothing else.
fn shown(scope: &Scope, id: &RecordId, record: Record) -> Option<Record> {
    let journal = journal([(id.clone(), record)]);
    scope.project(Marked::new(&journal, &|_| None), id).map(Shown::into_record)
}

fn shown_medication(medication: Medication) -> Option<Medication> {
    match shown(&ten_days(), &pill(), Record::Medication(medication))? {
        Record::Medication(medication) => Some(medication),
        other => panic!("{other:?}"),
    }
}

fn shown_flash(started: Moment, ended: Option<Moment>) -> Option<(Moment, Option<Moment>)> {
    let flash = HotFlash { ended, ..HotFlash::starting(started) };
    match shown(&ten_days(), &made(Kind::HOT_FLASH, 2), Record::HotFlash(flash))? {
        Record::HotFlash(flash) => Some((flash.started, flash.ended)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn presets_share_nothing_intimate_no_mood_no_sleep_and_no_notes() {
    let off =
        [SharingKind::Intimate, SharingKind::Mood, SharingKind::SleepMemoryFatigue, SharingKind::NotesAndQuestions];
    for kind in SharingKind::ALL {
        assert!(!Scope::default().shares(kind));
        assert_eq!(Scope::medicines_only().shares(kind), kind == SharingKind::Medicines);
        assert_eq!(Scope::how_i_am().shares(kind), !off.contains(&kind), "{kind:?}");
    }
}

#[test]
fn a_pause_ends_with_or_without_its_days_and_none_of_before() {
    let mut scope = Scope::medicines_only();
    scope.leave_out(&(day(1)..=day(2))).unwrap();
    scope.pause(day(3));
    scope.pause(day(5));
    assert_eq!(scope.paused_from(), Some(day(3)));
    let mut let_in = scope.clone();
    let_in.go_on(day(8), DaysBetween::LetIn).unwrap();
    assert_eq!([1, 2, 3, 7, 8].map(|number| let_in.admits(day(number))), [false, false, true, true, true]);
    scope.go_on(day(8), DaysBetween::LeftOut).unwrap();
    assert_eq!(scope.left_out().collect::<Vec<_>>(), [day(1)..=day(7)]);
    scope.let_in(&(day(3)..=day(4))).unwrap();
    assert_eq!(scope.left_out().collect::<Vec<_>>(), [day(1)..=day(2), day(5)..=day(7)]);
    scope.pause(day(30));
    scope.go_on(day(20), DaysBetween::LeftOut).unwrap();
    assert!(scope.paused_from().is_none() && scope.admits(day(30)), "a pause that never came leaves nothing out");
}

#[test]
fn too_many_spans_change_nothing() {
    let mut scope = Scope::default();
    for number in 0..200 {
        scope.leave_out(&(day(3 * number)..=day(3 * number + 1))).unwrap();
    }
    scope.pause(day(900));
    let before = scope.clone();
    assert_eq!(scope.leave_out(&(day(700)..=day(700))), Err(TooManySpans));
    assert_eq!(scope.go_on(day(901), DaysBetween::LeftOut), Err(TooManySpans));
    assert_eq!(scope, before);
    assert_eq!(scope.leave_out(&(day(2)..=day(2))), Ok(()), "what joins two spans is always taken");
    assert_eq!(scope.left_out().count(), 199);
}

#[test]
fn what_is_for_one_follow_alone_is_seen_by_that_one_whatever_its_scope() {
    let follow = "0a".repeat(16);
    let note = CaregiverNote {
        follow: follow.as_str().into(),
        text: "seemed very tired".into(),
        written_ms: 5,
        answer: Some("I was".into()),
        answered_ms: Some(6),
        is_hidden: true,
    };
    let request = CallRequest { follow: follow.as_str().into(), asked_ms: 7 };
    let mut journal = Journal::default();
    let (note_id, request_id) = (CaregiverNote::id([3; 12]), made(Kind::CALL_REQUEST, 1));
    journal.put(&note_id, Some(Record::CaregiverNote(note.clone())));
    journal.put(&request_id, Some(Record::CallRequest(request.clone())));
    let marked = Marked::new(&journal, &|_| None);
    for scope in [Scope::default(), Scope::of(SharingKind::ALL)] {
        assert_eq!(scope.projection(marked), BTreeMap::new());
        assert_eq!(scope.projection(marked.read_by("0b")), BTreeMap::new());
        let seen = scope.projection(marked.read_by(&follow));
        let seen: Vec<_> = seen.into_values().map(Shown::into_record).collect();
        let open = CaregiverNote { is_hidden: false, ..note.clone() };
        assert_eq!(seen, [Record::CaregiverNote(open), Record::CallRequest(request.clone())], "not that it is hidden");
    }
    let private = Value::Int(1);
    let mark = |_: &RecordId| Some(&private);
    let marked = Marked::new(&journal, &mark);
    assert_eq!(Scope::default().projection(marked.read_by(&follow)), BTreeMap::new());
}

#[test]
fn what_no_kind_names_is_never_shown() {
    let scope = Scope::of(SharingKind::ALL);
    let followed = Following { is_followed: true, rank: None, in_quick_row: None };
    let unshared = [
        (RecordId::sole(Kind::PERSON), Record::Person(Person { who: Who::Man })),
        (Following::id(SymptomNumber::LIBIDO), Record::Following(followed)),
        (
            made(Kind::INVITATION, 1),
            Record::Invitation(Invitation { held: "01".into(), ends_ms: 5, card: None, follows: None }),
        ),
    ];
    for (id, record) in unshared {
        assert_eq!(shown(&scope, &id, record), None, "{id:?}");
    }
    let flash = Record::HotFlash(HotFlash::starting(at(1, 1)));
    assert!(shown(&scope, &made(Kind::HOT_FLASH, 1), flash.clone()).is_some());
    let newer = RecordId::newer(Kind::HOT_FLASH, 9, b"next year").unwrap();
    for id in [RecordId::sole(Kind::HOT_FLASH), newer, rating(SymptomNumber::HOT_FLASH, 1).0, made(Kind::NOTE, 1)] {
        assert_eq!(shown(&scope, &id, flash.clone()), None, "a name that no flash has: {id:?}");
    }
}

#[test]
fn each_thing_is_shown_by_its_own_kind_alone() {
    let lab = |lab| LabValue {
        lab,
        value: crate::Decimal::whole(5),
        unit: "kg".into(),
        at: at(1, 1),
        comparator: None,
        method: None,
        note: None,
    };
    let episode = |symptom| Record::Episode(Episode::starting(symptom, at(1, 1)));
    let question = Question { text: "Why?".into(), at: at(1, 1), asked: None, answer: None };
    let cases = [
        (SharingKind::Medicines, (pill(), Record::Medication(medication()))),
        (SharingKind::JointsAndMuscles, rating(SymptomNumber::JOINT_PAIN, 1)),
        (SharingKind::HeatAndSweat, (made(Kind::HOT_FLASH, 1), Record::HotFlash(HotFlash::starting(at(1, 1))))),
        (SharingKind::Intimate, rating(SymptomNumber::LIBIDO, 1)),
        (SharingKind::Intimate, (made(Kind::EPISODE, 1), episode(SymptomNumber::VAGINAL_BLEEDING))),
        (SharingKind::HeartAndBlood, (made(Kind::EPISODE, 1), episode(SymptomNumber::PALPITATIONS))),
        (SharingKind::HeartAndBlood, (made(Kind::LAB_VALUE, 1), Record::LabValue(lab(LabNumber::BP_SYS)))),
        (SharingKind::Mood, rating(SymptomNumber::LOW_MOOD, 1)),
        (SharingKind::SleepMemoryFatigue, rating(SymptomNumber::INSOMNIA, 1)),
        (SharingKind::Body, (made(Kind::LAB_VALUE, 1), Record::LabValue(lab(LabNumber::WEIGHT)))),
        (SharingKind::LabsAndBone, (made(Kind::LAB_VALUE, 1), Record::LabValue(lab(LabNumber::ESTRADIOL)))),
        (SharingKind::NotesAndQuestions, (made(Kind::QUESTION, 1), Record::Question(question))),
    ];
    for (kind, (id, record)) in cases {
        for other in SharingKind::ALL {
            let is_shown = shown(&Scope::of([other]), &id, record.clone()).is_some();
            assert_eq!(is_shown, other == kind, "{record:?} by {other:?}");
        }
    }
    let all = Scope::of(SharingKind::ALL);
    let newer = Record::LabValue(lab(LabNumber(60_000)));
    assert_eq!(shown(&all, &made(Kind::LAB_VALUE, 1), newer), None, "a lab of a newer version");
    let (id, record) = rating(SymptomNumber(60_000), 1);
    assert_eq!(shown(&all, &id, record), None, "a symptom of a newer version");
}

#[test]
fn a_note_about_a_symptom_needs_both_kinds() {
    let note = |about| Record::Note(Note { text: "x".into(), at: at(1, 1), about });
    let notes = Scope::of([SharingKind::NotesAndQuestions]);
    let with_intimate = Scope::of([SharingKind::NotesAndQuestions, SharingKind::Intimate]);
    let is_shown = |scope, about| shown(scope, &made(Kind::NOTE, 1), note(about)).is_some();
    assert!(is_shown(&notes, None));
    assert!(!is_shown(&notes, Some(SymptomNumber::LIBIDO)) && !is_shown(&with_intimate, Some(SymptomNumber(60_000))));
    assert!(is_shown(&with_intimate, Some(SymptomNumber::LIBIDO)));
}

#[test]
fn a_factor_tells_nothing_of_a_kind_that_is_not_shared() {
    let factor = |what, on| Factor { what, at: at(1, 1), amount: None, effect: Some(Effect::Helped), on };
    let listed = |number| FactorWhat::Listed(number);
    let daily = Scope::of([SharingKind::DailyLife]);
    let project = |scope: &Scope, factor| match shown(scope, &made(Kind::FACTOR, 1), Record::Factor(factor)) {
        Some(Record::Factor(factor)) => Some(factor),
        _ => None,
    };
    let walk = factor(listed(FactorNumber::WALK), Some(SymptomNumber::LIBIDO));
    let without = Factor { effect: None, on: None, ..walk.clone() };
    assert_eq!(project(&daily, walk.clone()), Some(without));
    let with_intimate = Scope::of([SharingKind::DailyLife, SharingKind::Intimate]);
    assert_eq!(project(&with_intimate, walk.clone()), Some(walk));
    let own = factor(FactorWhat::Own("a long bath".into()), None);
    assert_eq!(project(&daily, own.clone()), Some(own));
    for (number, kind) in [
        (FactorNumber::SLEEP, SharingKind::SleepMemoryFatigue),
        (FactorNumber::PELVIC_FLOOR, SharingKind::Intimate),
        (FactorNumber::TALKING_THERAPY, SharingKind::Mood),
    ] {
        assert_eq!(project(&daily, factor(listed(number), None)), None);
        assert!(project(&Scope::of([SharingKind::DailyLife, kind]), factor(listed(number), None)).is_some());
    }
    assert_eq!(project(&Scope::of(SharingKind::ALL), factor(listed(FactorNumber(60_000)), None)), None);
}

#[test]
fn a_medicine_is_shown_if_it_is_in_use_on_an_admitted_day_and_clipped_to_those() {
    let taken = |since, stopped: Option<i32>| {
        let why_stopped = stopped.map(|_| "sore hands".into());
        let stopped = stopped.map(day);
        shown_medication(Medication { since, stopped, why_stopped, ..medication() })
            .map(|medication| (medication.since, medication.stopped, medication.why_stopped.is_some()))
    };
    let on = |number| Some(Since::Day(day(number)));
    assert_eq!(taken(on(12), Some(14)), Some((on(12), Some(day(14)), true)), "within");
    assert_eq!(taken(on(1), None), Some((on(10), None, false)), "begun before");
    assert_eq!(taken(Some(Since::BeforeYear(2020)), None), Some((on(10), None, false)));
    assert_eq!(taken(None, None), Some((None, None, false)), "nothing was told, and nothing is made up");
    assert_eq!(taken(on(1), Some(10)), None, "stopped before the first day");
    assert_eq!(taken(on(21), None), None, "begun while it is paused");
    assert_eq!(taken(on(15), Some(17)), None, "in use on days alone that are left out");
    assert_eq!(taken(on(15), None), Some((on(17), None, false)), "begun on such a day");
    assert_eq!(taken(on(12), Some(16)), Some((on(12), Some(day(17)), false)), "stopped on such a day");
    assert_eq!(taken(on(12), Some(25)), Some((on(12), None, false)), "a stop in the pause says nothing while it lasts");
    assert_eq!(taken(on(12), Some(12)), None, "never in use");
}

#[test]
fn what_lasts_is_clipped_to_admitted_days_in_a_row() {
    let midnight = |number| Some((at(number, 0), Some(at(number, 2))));
    let (late, early) = (|number| at(number, 22), |number| at(number, 2));
    assert_eq!(shown_flash(late(12), Some(early(13))), Some((late(12), Some(early(13)))), "within");
    assert_eq!(shown_flash(late(9), Some(early(10))), midnight(10), "begun before");
    assert_eq!(shown_flash(late(16), Some(early(17))), midnight(17), "begun on a day that is left out");
    assert_eq!(shown_flash(late(14), Some(early(15))), Some((late(14), None)), "ended on one");
    assert_eq!(shown_flash(late(14), Some(early(17))), Some((late(14), None)), "through some");
    assert_eq!(shown_flash(late(20), Some(early(21))), Some((late(20), None)), "ended in the pause");
    assert_eq!(shown_flash(late(9), None), None, "open: it is known of its first day alone");
    assert_eq!(shown_flash(late(15), Some(early(16))), None);
    assert_eq!(shown_flash(late(12), Some(early(11))), Some((late(12), Some(early(11)))), "a slip, as it stands");
    assert_eq!(shown_flash(late(12), Some(early(9))), Some((late(12), None)), "a slip, on a day that is not shared");
    let through = shown_flash(late(1), Some(early(30))).unwrap();
    assert_eq!((through.0.day(), through.0.zone(), through.1), (day(10), None, None));
}

#[test]
fn what_happened_while_it_is_paused_changes_nothing_that_is_shown() {
    let flash = HotFlash::starting(at(20, 23));
    let question = Question { text: "Why?".into(), at: at(20, 9), asked: None, answer: None };
    let before = journal([
        (pill(), Record::Medication(medication())),
        (made(Kind::HOT_FLASH, 2), Record::HotFlash(flash.clone())),
        (made(Kind::QUESTION, 3), Record::Question(question.clone())),
    ]);
    let mut after = before.clone();
    let stopped = Medication { stopped: Some(day(22)), why_stopped: Some("sore".into()), ..medication() };
    after.put(&pill(), Some(Record::Medication(stopped)));
    after.put(&made(Kind::HOT_FLASH, 2), Some(Record::HotFlash(flash.ending(at(21, 1)).unwrap())));
    let asked = Question { asked: Some(at(22, 9)), answer: Some("Because.".into()), ..question };
    after.put(&made(Kind::QUESTION, 3), Some(Record::Question(asked)));
    after.put(&RecordId::dose(PILL, day(22), 0), Some(taken(at(22, 8))));
    let of = |journal| ten_days().projection(Marked::new(journal, &|_| None));
    assert_eq!(of(&before), of(&after));
    let mut going_on = ten_days();
    going_on.go_on(day(25), DaysBetween::LeftOut).unwrap();
    let projection = going_on.projection(Marked::new(&after, &|_| None));
    let Some(Record::Medication(pill)) = projection.get(&pill()).map(Shown::record) else { panic!("no medicine") };
    assert_eq!((pill.stopped, pill.why_stopped.as_deref()), (Some(day(25)), None), "then it is known to be over");
}

#[test]
fn when_it_was_written_down_does_not_matter_and_is_not_told_of_other_days() {
    let told = |number: i32, moment: Moment| {
        let (id, _) = rating(SymptomNumber::JOINT_PAIN, number);
        let copied = Rating { copied: true, ..Rating::of(Answer::Value(3), moment) };
        match shown(&ten_days(), &id, Record::Rating(copied))? {
            Record::Rating(rating) => Some((rating.at, rating.copied)),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(told(12, at(13, 9)), Some((at(13, 9), true)), "said the day after");
    let (last_minute, copied) = told(14, at(15, 9)).unwrap();
    assert_eq!((last_minute.to_string().as_str(), copied), ("2026-12-07 23:59", true), "said on a day left out");
    assert_eq!(last_minute.zone(), None);
    let (midnight, copied) = told(10, at(9, 9)).unwrap();
    assert_eq!((midnight.to_string().as_str(), copied), ("2026-12-03 0:00", false), "copied from a day not shared");
    assert_eq!(told(9, at(12, 9)), None, "what happened before is not shared, though it was written down since");
}

#[test]
fn a_private_medicine_takes_its_doses_along_and_so_does_one_that_is_not_shown() {
    let dose = RecordId::dose(PILL, day(12), 0);
    let mut journal = journal([(pill(), Record::Medication(medication())), (dose.clone(), taken(at(12, 8)))]);
    let scope = ten_days();
    let ids = |journal: &Journal, mark: Option<(&RecordId, &Value)>| {
        let mark = |id: &RecordId| mark.filter(|(marked, _)| *marked == id).map(|(_, value)| value);
        scope.projection(Marked::new(journal, &mark)).into_keys().collect::<Vec<_>>()
    };
    assert_eq!(ids(&journal, None), [pill(), dose.clone()]);
    let newer = Value::Newer { tag: 99, bytes: [7].into() };
    for mark in [Value::Int(1), Value::Int(2), newer] {
        assert!(ids(&journal, Some((&pill(), &mark))).is_empty(), "{mark:?}");
        assert_eq!(ids(&journal, Some((&dose, &mark))), [pill()]);
    }
    for mark in [Value::Int(0), Value::Nothing] {
        assert_eq!(ids(&journal, Some((&pill(), &mark))).len(), 2);
    }
    let stopped = Medication { stopped: Some(day(5)), ..medication() };
    journal.put(&pill(), Some(Record::Medication(stopped)));
    assert!(ids(&journal, None).is_empty(), "not in use on an admitted day");
    journal.put(&pill(), None);
    assert!(ids(&journal, None).is_empty(), "deleted");
}

#[test]
fn in_a_feed_a_medicine_comes_before_its_doses_and_goes_after_them() {
    let dose = RecordId::dose(PILL, day(12), 0);
    let journal = journal([(pill(), Record::Medication(medication())), (dose.clone(), taken(at(12, 8)))]);
    let pseudonym = |_: &RecordId| SittingId { sitting: Sitting(*b"pseudony"), counter: 7 };
    let feed = ten_days().feed(Marked::new(&journal, &|_| None), &pseudonym);
    let told = |changes: Vec<FeedChange>| changes.iter().map(|change| change.id().record_id().kind).collect::<Vec<_>>();
    let is_same = |held: &Shown, shown: &Shown| held == shown;
    assert_eq!(told(difference(&BTreeMap::new(), &feed, is_same)), [Kind::MEDICATION, Kind::DOSE]);
    assert_eq!(told(difference(&feed, &BTreeMap::new(), is_same)), [Kind::DOSE, Kind::MEDICATION]);
    let in_feed = FeedId::of(&dose, &pseudonym).unwrap();
    assert_eq!(in_feed.record_id(), &RecordId::dose(pseudonym(&dose), day(12), 0));
    assert_eq!(FeedId::read(in_feed.record_id().clone()), Some(in_feed));
    assert_eq!(FeedId::of(&RecordId::sole(Kind::PERSON), &pseudonym), None);
    assert_eq!(reached_by(&journal, [&pill()]), BTreeSet::from([pill(), dose]));
}

#[test]
fn what_is_shown_has_the_fields_that_say_something_and_reads_back() {
    let (id, record) = rating(SymptomNumber::JOINT_PAIN, 12);
    let journal = journal([(id.clone(), record.clone())]);
    let shown = ten_days().project(Marked::new(&journal, &|_| None), &id).unwrap();
    let fields: BTreeMap<_, _> = shown.fields().collect();
    assert_eq!(fields.keys().map(|field| field.0).collect::<Vec<_>>(), [1, 2]);
    let read = Shown::of_feed(shown.kind(), &|field| fields.get(&field)).unwrap();
    assert_eq!((read.record(), &read), (&record, &shown));
}
