//! Episodes, notes, factors, questions; and that every record is one.

use super::*;
use ebb_journal::catalogue::{Scale, symptom};
use ebb_journal::{Effect, Event, FactorWhat, LabNumber, SymptomNumber, safety};

fn records(state: &State, kind: Kind) -> Vec<&Record> {
    state.ids_of_kind(kind).filter_map(|id| state.journal().record(id)).collect()
}

#[test]
fn every_record_that_is_not_deleted_is_read_as_what_it_is() {
    for who in [Who::AfterMenopause, Who::Man] {
        let state = demo(1, who).journal();
        for kind in (1..=12).map(Kind) {
            let ids: Vec<_> = state.ids_of_kind(kind).filter(|id| !state.is_deleted(id)).collect();
            assert!(!ids.is_empty(), "{kind:?}");
            for id in ids {
                let record = Record::read(kind, &|field| state.value(id, field)).unwrap();
                assert_eq!(state.journal().record(id), Some(&record));
            }
        }
        assert!(state.ops().all(|op| (1..=12).contains(&op.record.kind.0)), "and there is nothing else");
    }
}

#[test]
fn what_is_taken_was_stopped_before_the_next_began() {
    let demo = demo(1, Who::AfterMenopause);
    let state = demo.journal();
    for day in days(&demo) {
        assert!(state.journal().medications_in_use(day).count() <= 1, "{day}");
    }
    let stopped = state.journal().medications().filter(|(_, medication)| medication.stopped.is_some()).count();
    assert_eq!(stopped, 1);
}

#[test]
fn nights_and_headaches_are_episodes_with_a_strength_and_mostly_an_end() {
    let demo = demo(1, Who::AfterMenopause);
    let state = demo.journal();
    let (mut sweats, mut headaches, mut open) = (0, 0, 0);
    for day in days(&demo) {
        for event in state.journal().events_on(day) {
            assert_eq!(safety::about_event(event), []);
            let Event::Episode(_, episode) = event else { continue };
            let symptom = symptom(episode.symptom).unwrap();
            assert_eq!(symptom.scale, Scale::Episode);
            assert!(episode.how_strong.is_none_or(|step| (1..=4).contains(&step)));
            assert!(episode.flags.known().all(|entry| symptom.flags.contains(&entry.flag)));
            assert!(episode.ended.is_none() || episode.length_ms().is_some());
            open += u32::from(episode.is_open());
            sweats += u32::from(episode.symptom == SymptomNumber::NIGHT_SWEAT);
            headaches += u32::from(episode.symptom == SymptomNumber::HEADACHE);
        }
    }
    assert!((80..200).contains(&sweats) && (15..50).contains(&headaches) && open < 15, "{sweats} {headaches} {open}");
}

#[test]
fn notes_are_short_and_do_not_repeat_themselves_soon() {
    let state = demo(1, Who::AfterMenopause).journal();
    let texts: Vec<&str> = records(&state, Kind::NOTE)
        .into_iter()
        .filter_map(|record| if let Record::Note(note) = record { Some(&*note.text) } else { None })
        .collect();
    assert!((45..95).contains(&texts.len()), "{} notes", texts.len());
    assert!(texts.iter().all(|text| (10..100).contains(&text.len())));
    let different = texts.iter().collect::<std::collections::BTreeSet<_>>().len();
    assert!(different * 4 > texts.len() * 3, "{different} of {}", texts.len());
}

#[test]
fn factors_say_what_they_did_and_do_not_always_agree() {
    let state = demo(1, Who::AfterMenopause).journal();
    let factors: Vec<_> = records(&state, Kind::FACTOR)
        .into_iter()
        .filter_map(|record| if let Record::Factor(factor) = record { Some(factor) } else { None })
        .collect();
    assert!((200..350).contains(&factors.len()), "{} factors", factors.len());
    for effect in [None, Some(Effect::Helped), Some(Effect::NoChange), Some(Effect::MadeWorse)] {
        assert!(factors.iter().filter(|factor| factor.effect == effect).count() > 20, "{effect:?}");
    }
    assert!(factors.iter().all(|factor| factor.effect.is_some() == factor.on.is_some()));
    assert!(factors.iter().any(|factor| matches!(factor.what, FactorWhat::Own(_))));
    for factor in factors {
        if let FactorWhat::Listed(number) = factor.what {
            assert_eq!(number.entry().unwrap().unit.is_some(), factor.amount.is_some());
        }
    }
}

#[test]
fn questions_were_asked_answered_or_still_wait() {
    for years in [1, 2, 7] {
        let state = Demo { years, ..demo(1, Who::Man) }.journal();
        let questions: Vec<_> = state.journal().questions().map(|row| row.1).collect();
        assert_eq!(questions.len(), 4);
        assert_eq!(questions.iter().filter(|question| question.is_open()).count(), 1);
        assert_eq!(questions.iter().filter(|question| question.answer.is_some()).count(), 2);
        assert!(questions.iter().all(|question| question.asked.as_ref().is_none_or(|asked| *asked > question.at)));
    }
}

#[test]
fn blood_is_drawn_about_twice_a_year_and_bones_are_scanned_each_two_years() {
    for (years, drawn, scanned) in [(1, 2, 1), (2, 4, 1), (5, 10, 3)] {
        let state = Demo { years, ..demo(1, Who::AfterMenopause) }.journal();
        let journal = state.journal();
        let vitamins = journal.values_of(LabNumber::VITD);
        assert!(vitamins.len().abs_diff(drawn) <= 1, "{years} years: {} times", vitamins.len());
        assert_eq!(journal.values_of(LabNumber::ESTRADIOL).len(), vitamins.len());
        assert_eq!(journal.bone_scans().len(), 2 * scanned, "{years} years");
        for value in journal.last_lab_values() {
            let lab = value.lab.entry().unwrap();
            assert!(lab.can_be(value.value, &value.unit) && lab.is_common(value.value, &value.unit), "{}", lab.id);
        }
    }
}
