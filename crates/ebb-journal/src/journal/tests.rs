//! The read model answers by day, whatever the order in which it was filled.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::SymptomNumber as S;
use crate::{
    Answer, AromataseInhibitor, CivilTime, Dose, DoseStanding, DoseState, Episode, Factor, FactorNumber, FactorWhat,
    Following, HotFlash, Medication, Moment, Name, Note, Person, Question, RatedThing, Rating, Schedule, Since, Site,
    Sitting, SittingId, Substance, SymptomNumber, Who,
};

fn at(hour: i64) -> Moment {
    Moment::new(1_795_392_000_000 + hour * 3_600_000, 0, None).unwrap()
}

fn made(kind: Kind, counter: u32) -> RecordId {
    RecordId::made(kind, Sitting([1; 8]), counter)
}

fn letrozole() -> Medication {
    let drug = AromataseInhibitor::Letrozole;
    Medication { strength: Some(drug.label_strength()), ..Medication::of(Substance::Inhibitor(drug)) }
}

fn rated(day: CivilDay, symptom: SymptomNumber) -> RatedThing {
    RatedThing { day, symptom, site: None }
}

#[test]
fn doses_of_a_day_tell_what_became_of_them() {
    let mut journal = Journal::default();
    journal.put(&made(Kind::MEDICATION, 1), Some(Record::Medication(letrozole())));
    let today = at(8).day();
    let id = journal.doses_on(today)[0].id.clone();
    assert!(journal.doses_on(today)[0].dose.is_none());
    journal.put(&id, Some(Record::Dose(Dose { state: DoseState::Skipped, at: at(8) })));
    assert_eq!(journal.doses_on(today)[0].dose.map(|dose| dose.state), Some(DoseState::Skipped));
    assert!(journal.doses_on(today.plus(1).unwrap())[0].dose.is_none());
    journal.put(&id, None);
    assert!(journal.doses_on(today)[0].dose.is_none());
}

#[test]
fn a_dose_stands_in_one_of_four_ways() {
    let mut journal = Journal::default();
    let name = SittingId { sitting: Sitting([1; 8]), counter: 1 };
    let today = at(9).day();
    let times = [CivilTime::of_minutes(8 * 60), CivilTime::of_minutes(20 * 60)];
    let schedule = Schedule::daily(&times, None);
    let medication = Medication { schedule, since: Some(Since::Day(today)), ..letrozole() };
    journal.put(&made(Kind::MEDICATION, 1), Some(Record::Medication(medication)));
    let stands = |journal: &Journal, day, slot| journal.dose_standing(name, day, slot, &at(9));
    assert_eq!(stands(&journal, today, 0), DoseStanding::NotLogged);
    assert_eq!(stands(&journal, today, 1), DoseStanding::NotDue, "it is not yet evening");
    assert_eq!(stands(&journal, today, 2), DoseStanding::NotDue, "no such slot");
    for other in [-1, 1] {
        assert_eq!(stands(&journal, today.plus(other).unwrap(), 0), DoseStanding::NotDue);
    }
    for (state, standing) in [(DoseState::Taken, DoseStanding::Taken), (DoseState::Skipped, DoseStanding::Skipped)] {
        journal.put(&RecordId::dose(name, today, 1), Some(Record::Dose(Dose { state, at: at(9) })));
        assert_eq!(stands(&journal, today, 1), standing);
    }
}

#[test]
fn a_dose_that_was_logged_stays_though_its_medication_was_stopped_or_planned_anew() {
    let mut journal = Journal::default();
    let name = SittingId { sitting: Sitting([1; 8]), counter: 1 };
    let today = at(9).day();
    let stopped = Medication { stopped: Some(today), ..letrozole() };
    journal.put(&made(Kind::MEDICATION, 1), Some(Record::Medication(stopped)));
    assert!(journal.doses_on(today).is_empty());
    assert_eq!(journal.medications_in_use(today).count(), 0);
    assert_eq!(journal.medications_in_use(today.plus(-1).unwrap()).count(), 1);
    let dose = Dose { state: DoseState::Taken, at: at(8) };
    journal.put(&RecordId::dose(name, today, 7), Some(Record::Dose(dose)));
    let due = journal.doses_on(today);
    assert_eq!((due.len(), due[0].slot.number, due[0].standing(&at(9))), (1, 7, DoseStanding::Taken));
    assert!(journal.is_logged(today) && !journal.is_logged(today.plus(1).unwrap()));
}

#[test]
fn a_flash_moves_with_its_day_and_leaves_when_taken_out() {
    let mut journal = Journal::default();
    let id = made(Kind::HOT_FLASH, 2);
    journal.put(&id, Some(Record::HotFlash(HotFlash::starting(at(9)))));
    let earlier = made(Kind::HOT_FLASH, 3);
    journal.put(&earlier, Some(Record::HotFlash(HotFlash::starting(at(1)))));
    let today = at(9).day();
    assert_eq!(journal.flashes_on(today).iter().map(|row| row.0).collect::<Vec<_>>(), [&earlier, &id]);
    journal.put(&id, Some(Record::HotFlash(HotFlash::starting(at(9 + 24)))));
    assert_eq!(journal.flashes_on(today).len(), 1);
    assert_eq!(journal.flashes_on(today.plus(1).unwrap()).len(), 1);
    journal.put(&id, None);
    journal.put(&earlier, None);
    assert_eq!(journal, Journal::default());
}

#[test]
fn a_day_shows_all_that_was_logged_on_it() {
    let mut journal = Journal::default();
    let today = at(9).day();
    let thing = RatedThing { site: Site::of_number(21), ..rated(today, SymptomNumber::JOINT_PAIN) };
    journal.put(&thing.id(), Some(Record::Rating(Rating::of(Answer::Value(6), at(9)))));
    let cramp = Episode::starting(SymptomNumber::MUSCLE_CRAMP, at(2));
    journal.put(&made(Kind::EPISODE, 1), Some(Record::Episode(cramp)));
    journal.put(&made(Kind::HOT_FLASH, 2), Some(Record::HotFlash(HotFlash::starting(at(1)).counted())));
    journal.put(&made(Kind::NOTE, 3), Some(Record::Note(Note { text: "x".into(), at: at(3), about: None })));
    let what = FactorWhat::Listed(FactorNumber::EXERCISE);
    let factor = Factor { what, at: at(4), amount: None, effect: None, on: None };
    journal.put(&made(Kind::FACTOR, 4), Some(Record::Factor(factor)));
    let question = Question { text: "Why?".into(), at: at(5), asked: None, answer: None };
    journal.put(&made(Kind::QUESTION, 5), Some(Record::Question(question)));
    assert_eq!(journal.rating(thing).map(|rating| rating.answer), Some(Answer::Value(6)));
    assert_eq!(journal.ratings_on(today).map(|row| row.0).collect::<Vec<_>>(), [thing]);
    let events: Vec<_> = journal.events_on(today).into_iter().map(Event::symptom).collect();
    assert_eq!(events, [SymptomNumber::HOT_FLASH, SymptomNumber::MUSCLE_CRAMP]);
    assert_eq!(journal.open_events(today..=today).len(), 1);
    let counts = (journal.notes_on(today).count(), journal.factors_on(today).count());
    assert_eq!((counts, journal.questions_on(today).count(), journal.questions().count()), ((1, 1), 1, 1));
    let yesterday = today.plus(-1).unwrap();
    assert!(journal.is_logged(today) && !journal.is_logged(yesterday));
    assert_eq!(journal.ratings_of(thing.symptom, today..=yesterday).count(), 0, "days the wrong way round are none");
    assert!(journal.events_on(yesterday).is_empty() && journal.open_events(today..=yesterday).is_empty());
}

#[test]
fn one_follows_the_starting_set_until_one_chooses() {
    let mut journal = Journal::default();
    let first = journal.followed();
    assert_eq!(first, crate::catalogue::starting_set(Who::NotSaid));
    journal.put(&RecordId::sole(Kind::PERSON), Some(Record::Person(Person { who: Who::Man })));
    assert!(journal.is_followed(SymptomNumber::GYNECOMASTIA) && !journal.is_followed(SymptomNumber::HOT_FLASH));
    let mut choose = |symptom, is_followed, rank| {
        let following = Following { is_followed, rank, in_quick_row: None };
        journal.put(&Following::id(symptom), Some(Record::Following(following)));
    };
    choose(SymptomNumber::JOINT_PAIN, false, None);
    choose(SymptomNumber::LIBIDO, true, None);
    choose(SymptomNumber::HEADACHE, true, Some(250));
    choose(SymptomNumber(60_000), true, None);
    let expected = [S::MUSCLE_PAIN, S::HEADACHE, S::FATIGUE, S::INSOMNIA, S::LOW_MOOD, S::GYNECOMASTIA, S::LIBIDO];
    assert_eq!(journal.followed(), expected);
}

#[test]
fn the_quick_row_has_what_was_chosen_then_what_is_used_and_nothing_intimate_unasked() {
    let mut journal = Journal::default();
    let today = at(9).day();
    let mut counter = 0;
    let mut log = |journal: &mut Journal, symptom| {
        counter += 1;
        let episode = Record::Episode(Episode::starting(symptom, at(2)));
        journal.put(&made(Kind::EPISODE, counter), Some(episode));
    };
    for symptom in [S::HEADACHE, S::FALL, S::FALL, S::DYSURIA, S::DYSURIA, S::DYSURIA] {
        log(&mut journal, symptom);
    }
    assert_eq!(journal.most_used_events(today..=today), [S::DYSURIA, S::FALL, S::HEADACHE]);
    assert_eq!(journal.quick_row(today..=today), [S::FALL, S::HEADACHE, S::HOT_FLASH]);
    let mut choose = |symptom, shown| {
        let following = Following { is_followed: false, rank: None, in_quick_row: Some(shown) };
        journal.put(&Following::id(symptom), Some(Record::Following(following)));
    };
    choose(S::DYSURIA, true);
    choose(S::FALL, false);
    assert_eq!(journal.quick_row(today..=today), [S::DYSURIA, S::HEADACHE, S::HOT_FLASH]);
}

/// A few names, and for each some records that it may have.
fn changes() -> impl Strategy<Value = Vec<(RecordId, Option<Record>)>> {
    let change = (0_u8..5, 1_u32..6, 0_i64..96, 0_u16..4).prop_map(|(what, counter, hour, value)| {
        let (day, at) = (at(hour).day(), at(hour));
        let symptom = SymptomNumber(value + 1);
        let (id, record) = match what {
            0 => (rated(day, symptom).id(), Record::Rating(Rating::of(Answer::Value(value), at))),
            1 => (made(Kind::HOT_FLASH, counter), Record::HotFlash(HotFlash::starting(at))),
            2 => (made(Kind::EPISODE, counter), Record::Episode(Episode::starting(symptom, at))),
            3 => (made(Kind::NOTE, counter), Record::Note(Note { text: "x".into(), at, about: None })),
            _ => (
                Following::id(symptom),
                Record::Following(Following { is_followed: value > 1, rank: None, in_quick_row: None }),
            ),
        };
        (id, (value != 3).then_some(record))
    });
    prop::collection::vec(change, 0..40)
}

proptest! {
    #[test]
    fn a_journal_is_what_it_holds_however_it_was_filled(changes in changes()) {
        let mut journal = Journal::default();
        let mut held: BTreeMap<RecordId, Record> = BTreeMap::new();
        for (id, record) in changes {
            journal.put(&id, record.clone());
            match record {
                Some(record) => held.insert(id, record),
                None => held.remove(&id),
            };
        }
        let mut filled_backwards = Journal::default();
        for (id, record) in held.iter().rev() {
            filled_backwards.put(id, Some(record.clone()));
        }
        prop_assert_eq!(&journal, &filled_backwards);
        prop_assert_eq!(journal.len(), held.len());
        for day in (-1..5).filter_map(|days| at(0).day().plus(days)) {
            let is_of_day = |id: &RecordId, record: &Record| match (&id.name, record) {
                (Name::Rating { day: rated, .. }, Record::Rating(_)) => *rated == day,
                _ => made_on(record) == Some(day),
            };
            let of_day = held.iter().filter(|(id, record)| is_of_day(id, record)).count();
            let found = journal.ratings_on(day).count() + journal.events_on(day).len() + journal.notes_on(day).count();
            prop_assert_eq!(found, of_day);
            prop_assert_eq!(journal.is_logged(day), of_day > 0);
            let flashes = journal.event_counts(SymptomNumber::HOT_FLASH, day..=day);
            prop_assert_eq!(flashes.first().map_or(0, |row| row.1 as usize), journal.flashes_on(day).len());
        }
    }
}

#[test]
fn the_first_day_is_that_of_the_first_entry_of_any_kind() {
    let mut journal = Journal::default();
    let name = SittingId { sitting: Sitting([1; 8]), counter: 1 };
    journal.put(&made(Kind::MEDICATION, 1), Some(Record::Medication(letrozole())));
    assert_eq!(journal.first_logged_day(), None, "what is taken is no entry of a day");
    let day = |back: i32| at(8).day().plus(-back).unwrap();
    let rating = Record::Rating(Rating::of(Answer::Value(0), at(8)));
    journal.put(&rated(day(1), S::JOINT_PAIN).id(), Some(rating));
    assert_eq!(journal.first_logged_day(), Some(day(1)));
    let dose = Record::Dose(Dose { state: DoseState::Skipped, at: at(8) });
    journal.put(&RecordId::dose(name, day(3), 0), Some(dose));
    assert_eq!(journal.first_logged_day(), Some(day(3)));
    journal.put(&made(Kind::HOT_FLASH, 2), Some(Record::HotFlash(HotFlash::starting(at(8 - 9 * 24)))));
    assert_eq!(journal.first_logged_day(), Some(day(9)));
}
