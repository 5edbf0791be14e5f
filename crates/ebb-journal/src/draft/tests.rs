//! Drafts become records, or tell every one of their problems in plain sentences.

use proptest::prelude::*;

use super::DraftField as F;
use super::*;
use crate::catalogue::{Flags, Place, Side, symptoms};
use crate::{
    Answer, DoseState, FactorNumber, FactorWhat, Medication, MedicineNumber, RatedThing, Schedule, Since, Substance,
    SymptomNumber, Unit, Weekdays,
};

fn at(hour: i64) -> Moment {
    Moment::new(1_795_392_000_000 + hour * 3_600_000, 0, None).unwrap()
}

fn told<T: std::fmt::Debug>(checked: Result<T, Vec<Problem>>) -> Vec<(DraftField, Wrong)> {
    checked.unwrap_err().into_iter().map(|problem| (problem.field, problem.wrong)).collect()
}

#[test]
fn a_rating_on_its_scale_is_taken() {
    let now = at(9);
    let site = Some(Site { place: Place::KNEE, side: Side::Both });
    let answer = Some(RawAnswer::Chosen(7));
    let draft =
        RatingDraft { site, answer, in_the_way: Some(2), ..RatingDraft::of(now.day(), SymptomNumber::JOINT_PAIN) };
    let (thing, rating) = draft.check(&now).unwrap();
    assert_eq!(thing, RatedThing { day: now.day(), symptom: SymptomNumber::JOINT_PAIN, site });
    assert_eq!((rating.answer, rating.in_the_way, rating.at), (Answer::Value(7), Some(2), now));
}

#[test]
fn each_scale_has_its_own_end() {
    let now = at(9);
    for symptom in symptoms() {
        let check = |value: u16| {
            let typed = Some(RawAnswer::Typed(format!(" {value} ")));
            RatingDraft { answer: typed, ..RatingDraft::of(now.day(), symptom.number) }.check(&now)
        };
        match symptom.scale {
            Scale::NeverRated => assert_eq!(told(check(1)), [(DraftField::Symptom, Wrong::NeverRated)]),
            Scale::Episode => assert_eq!(told(check(1)), [(DraftField::Symptom, Wrong::HappensByItself)]),
            scale => {
                let most = scale.most().unwrap();
                assert_eq!(check(most).unwrap().1.answer, Answer::Value(most));
                assert_eq!(told(check(most + 1)), [(DraftField::Value, Wrong::OffScale(scale))], "{}", symptom.id);
            }
        }
    }
}

#[test]
fn only_what_may_be_declined_is_declined() {
    let now = at(9);
    for answer in [RawAnswer::DoesNotApply, RawAnswer::RatherNotSay] {
        let check =
            |symptom| RatingDraft { answer: Some(answer.clone()), ..RatingDraft::of(now.day(), symptom) }.check(&now);
        assert!(check(SymptomNumber::DYSPAREUNIA).is_ok());
        assert_eq!(told(check(SymptomNumber::FATIGUE)), [(DraftField::Value, Wrong::CannotBeDeclined)]);
    }
}

#[test]
fn all_problems_of_a_rating_are_told_at_once() {
    let now = at(9);
    let draft = RatingDraft {
        site: Some(Site { place: Place::NECK, side: Side::Left }),
        in_the_way: Some(5),
        ..RatingDraft::of(now.day().plus(1).unwrap(), SymptomNumber::JOINT_PAIN)
    };
    let expected = [
        (DraftField::Start, Wrong::InTheFuture),
        (DraftField::InTheWay, Wrong::OffScale(Scale::FiveSteps)),
        (DraftField::Site, Wrong::NoSides),
        (DraftField::Value, Wrong::Missing),
    ];
    assert_eq!(told(draft.check(&now)), expected);
    let unknown = RatingDraft::of(now.day(), SymptomNumber(60_000)).check(&now);
    assert_eq!(told(unknown), [(DraftField::Symptom, Wrong::NotKnown)]);
    let nowhere = RatingDraft {
        site: Some(Site { place: Place::KNEE, side: Side::Left }),
        answer: Some(RawAnswer::Chosen(1)),
        ..RatingDraft::of(now.day(), SymptomNumber::FATIGUE)
    };
    assert_eq!(told(nowhere.check(&now)), [(DraftField::Site, Wrong::NoSuchPlace)]);
}

#[test]
fn what_is_typed_for_a_number_must_be_one() {
    let now = at(9);
    for text in ["", "x", "-1", "+3", "2.5", "1e1", "٣", "99999", "1 2"] {
        let answer = Some(RawAnswer::Typed(text.to_owned()));
        let draft = RatingDraft { answer, ..RatingDraft::of(now.day(), SymptomNumber::JOINT_STIFFNESS) };
        assert_eq!(told(draft.check(&now)), [(DraftField::Value, Wrong::OffScale(Scale::Minutes))], "{text}");
    }
}

#[test]
fn an_episode_ends_after_it_started_and_not_in_the_future() {
    let now = at(9);
    let cramp = EpisodeDraft {
        symptom: Some(SymptomNumber::MUSCLE_CRAMP),
        started: Some(at(8)),
        how_strong: Some(4),
        ..EpisodeDraft::default()
    };
    assert!(cramp.check(&now).unwrap().is_open());
    let backwards = EpisodeDraft { ended: Some(at(7)), ..cramp.clone() };
    assert_eq!(told(backwards.check(&now)), [(DraftField::End, Wrong::EndsBeforeItStarts)]);
    let late = EpisodeDraft { started: Some(at(10)), ended: Some(at(11)), how_strong: Some(5), ..cramp.clone() };
    let expected = [
        (DraftField::HowStrong, Wrong::OffScale(Scale::Episode)),
        (DraftField::Start, Wrong::InTheFuture),
        (DraftField::End, Wrong::InTheFuture),
    ];
    assert_eq!(told(late.check(&now)), expected);
    let long = EpisodeDraft { started: Some(at(-32 * 24)), ended: Some(at(0)), ..cramp.clone() };
    assert_eq!(told(long.check(&now)), [(DraftField::End, Wrong::LastsTooLong(LongestLength::Month))]);
    let flash = EpisodeDraft { symptom: Some(SymptomNumber::HOT_FLASH), ..cramp.clone() };
    assert_eq!(told(flash.check(&now)), [(DraftField::Symptom, Wrong::IsAHotFlash)]);
    let harm = EpisodeDraft { symptom: Some(SymptomNumber::SUICIDAL), ..cramp };
    assert_eq!(told(harm.check(&now)), [(DraftField::Symptom, Wrong::NeverRated)]);
    let nothing = [(DraftField::Symptom, Wrong::Missing), (DraftField::Start, Wrong::Missing)];
    assert_eq!(told(EpisodeDraft::default().check(&now)), nothing);
}

#[test]
fn a_hot_flash_and_a_dose_are_checked_alike() {
    let now = at(9);
    let flash =
        HotFlashDraft { started: Some(at(8)), ended: Some(at(9)), how_strong: Some(3), ..HotFlashDraft::default() };
    assert_eq!(flash.check(&now).unwrap().length_ms(), Some(3_600_000));
    let long = HotFlashDraft { started: Some(at(-17)), how_strong: Some(0), ..flash };
    let expected = [
        (DraftField::HowStrong, Wrong::OffScale(Scale::Episode)),
        (DraftField::End, Wrong::LastsTooLong(LongestLength::Day)),
    ];
    assert_eq!(told(long.check(&now)), expected);
    let dose = DoseDraft { state: Some(DoseState::Taken), at: Some(at(10)) };
    assert_eq!(told(dose.check(&now)), [(DraftField::Start, Wrong::InTheFuture)]);
    assert_eq!(told(DoseDraft::default().check(&now)).len(), 2);
    assert!(DoseDraft { at: Some(at(9)), ..dose }.check(&now).is_ok());
}

#[test]
fn notes_keep_any_writing_and_have_an_end() {
    let now = at(9);
    let note = |text: &str| NoteDraft { text: text.to_owned(), at: Some(at(9)), about: None }.check(&now);
    for text in [" كتبت هذا \u{200f}", "👩‍🔬🙂", "zwei\nZeilen ", &"🙂".repeat(4_000)] {
        assert_eq!(&*note(text).unwrap().text, text);
    }
    for text in ["", " \n\t\u{a0}"] {
        assert_eq!(told(note(text)), [(DraftField::Text, Wrong::Missing)]);
    }
    assert_eq!(told(note(&"x".repeat(4_001))), [(DraftField::Text, Wrong::TooLong(TextLimit::Long))]);
    let empty = NoteDraft { about: Some(SymptomNumber(0)), ..NoteDraft::default() };
    assert_eq!(told(empty.check(&now)).len(), 3);
}

#[test]
fn questions_may_be_asked_and_answered() {
    let now = at(9);
    let asked = QuestionDraft {
        text: "Is this usual?".to_owned(),
        at: Some(at(1)),
        asked: Some(at(8)),
        answer: "Yes.".to_owned(),
    };
    assert!(!asked.check(&now).unwrap().is_open());
    let open = QuestionDraft { asked: None, answer: " ".to_owned(), ..asked.clone() };
    assert!(open.check(&now).unwrap().is_open());
    let wrong = QuestionDraft { text: "x".repeat(1_001), asked: Some(at(10)), answer: "x".repeat(4_001), ..asked };
    assert_eq!(told(wrong.check(&now)).len(), 3);
}

#[test]
fn a_factor_is_one_of_the_catalogue_or_in_ones_own_words() {
    let now = at(9);
    let walk = FactorDraft {
        what: Some(FactorNumber::WALK),
        at: Some(at(8)),
        amount: " 2,5 ".to_owned(),
        ..FactorDraft::default()
    };
    assert_eq!(walk.check(&now).unwrap().amount.unwrap().to_string(), "2.5");
    let own = FactorDraft { what: None, own_words: "a long bath".to_owned(), amount: String::new(), ..walk.clone() };
    assert_eq!(own.check(&now).unwrap().what, FactorWhat::Own("a long bath".into()));
    assert_eq!(told(FactorDraft::default().check(&now)).len(), 2);
    for (amount, wrong) in [("0", Wrong::NotAboveZero), ("-3", Wrong::NotAboveZero), ("a lot", Wrong::NotANumber)] {
        let draft = FactorDraft { amount: amount.to_owned(), ..walk.clone() };
        assert_eq!(told(draft.check(&now)), [(DraftField::Amount, wrong)]);
    }
}

#[test]
fn a_medication_of_the_catalogue_or_of_ones_own_is_taken() {
    let today = at(9).day();
    let letrozole = MedicationDraft {
        what: Some(MedicineNumber::LETROZOLE),
        amount: "2.5".to_owned(),
        unit: Some(Unit::Milligram),
        since: Some(Since::this_year(today)),
        plan: PlanDraft::Weekdays(Weekdays::of(&[0, 2]), vec!["8:30".to_owned(), String::new()]),
        before: Some(Schedule::once_a_day()),
        ..MedicationDraft::default()
    };
    let medication = letrozole.check(today).unwrap();
    assert_eq!(medication.substance, Substance::of_catalogue(MedicineNumber::LETROZOLE));
    assert_eq!(medication.schedule.to_text(), "weekdays 13 0@510 1");
    let own = MedicationDraft { own_name: "  tea ".to_owned(), ..MedicationDraft::default() };
    assert_eq!(own.check(today).unwrap(), Medication::of(Substance::own("tea").unwrap()));
    let newer = Schedule::of_text("cycle 21/7");
    let kept = MedicationDraft { plan: PlanDraft::AsBefore, before: Some(newer.clone()), ..own };
    assert_eq!(kept.check(today).unwrap().schedule, newer);
}

#[test]
fn all_problems_of_a_medication_are_told_at_once() {
    let today = at(9).day();
    let draft = MedicationDraft {
        own_name: "x".repeat(121),
        called: "x".repeat(121),
        amount: "one".to_owned(),
        since: Some(Since::Day(today.plus(9).unwrap())),
        stopped: today.plus(2),
        why_stopped: "x".repeat(1_001),
        plan: PlanDraft::Weekdays(Weekdays::default(), vec!["late".to_owned(); 25]),
        ..MedicationDraft::default()
    };
    let fields: Vec<_> = told(draft.check(today)).into_iter().map(|row| row.0).collect();
    let expected = [
        F::OwnWords,
        F::Called,
        F::Amount,
        F::Unit,
        F::Since,
        F::Stopped,
        F::Stopped,
        F::WhyStopped,
        F::Weekdays,
        F::Times,
        F::Times,
    ];
    assert_eq!(fields, expected);
    let nothing = MedicationDraft { plan: PlanDraft::Daily(Vec::new()), ..MedicationDraft::default() };
    assert_eq!(told(nothing.check(today)), [(F::What, Wrong::Missing), (F::Times, Wrong::Missing)]);
}

#[test]
fn sentences_are_plain_and_name_the_limits_that_hold() {
    for (limit, words) in [(TextLimit::Long, "4,000"), (TextLimit::Middle, "1,000"), (TextLimit::Short, "120")] {
        assert!(limit.sentence().contains(words));
        assert_eq!(words.replace(',', "").parse(), Ok(limit.chars()));
    }
    for (scale, words) in [(Scale::Count, "99"), (Scale::Minutes, "1,440"), (Scale::ZeroToTen, "10")] {
        let problem = Problem { field: DraftField::Value, wrong: Wrong::OffScale(scale) };
        assert!(problem.sentence().contains(words));
        assert_eq!(words.replace(',', "").parse().ok(), scale.most());
    }
    let wrongs = [Wrong::Missing, Wrong::InTheFuture, Wrong::EndsBeforeItStarts, Wrong::NotKnown, Wrong::NeverRated];
    for wrong in wrongs {
        let sentence = Problem { field: DraftField::What, wrong }.sentence();
        assert!(sentence.ends_with('.') && !sentence.to_lowercase().contains("error"), "{sentence}");
    }
}

proptest! {
    #[test]
    fn a_rating_that_is_taken_is_on_its_scale(symptom in 0_u16..90, site in 0_u16..120, value in 0_u16..1500, in_the_way in 0_u8..7) {
        let now = at(9);
        let draft = RatingDraft {
            day: now.day(),
            symptom: SymptomNumber(symptom),
            site: Site::of_number(site),
            answer: Some(RawAnswer::Chosen(value)),
            in_the_way: Some(in_the_way),
            flags: Flags::NONE,
        };
        match draft.check(&now) {
            Ok((thing, rating)) => {
                let symptom = crate::catalogue::symptom(thing.symptom).unwrap();
                prop_assert!(symptom.scale.most().is_some_and(|most| value <= most));
                prop_assert!(thing.site.is_none_or(|site| site.place.entry().is_some() && !symptom.places.is_empty()));
                prop_assert!(rating.in_the_way.is_some_and(|step| step <= 4));
            }
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    #[test]
    fn no_text_is_changed_and_none_that_is_too_long_is_taken(text in "\\PC{0,200}") {
        let now = at(9);
        let draft = QuestionDraft { text: text.repeat(6), at: Some(at(0)), ..QuestionDraft::default() };
        match draft.check(&now) {
            Ok(question) => prop_assert_eq!(&*question.text, draft.text.as_str()),
            Err(_) => prop_assert!(draft.text.trim().is_empty() || draft.text.chars().count() > 1_000),
        }
    }
}
