//! The check-in: on its scales, at its places, on its course, for who keeps the journal.

use super::*;
use ebb_journal::catalogue::{SharingKind, starting_set, symptom};
use ebb_journal::{RatedThing, Rating, Side, SymptomNumber, safety};

const EVERYBODY: [Who; 4] = [Who::AfterMenopause, Who::WithOvarianSuppression, Who::Man, Who::NotSaid];

fn ratings(state: &State) -> Vec<(RatedThing, Rating)> {
    let ids = state.ids_of_kind(Kind::RATING);
    let ratings = ids.filter_map(|id| match state.journal().record(id) {
        Some(Record::Rating(rating)) => Some((RatedThing::of(id)?, rating.clone())),
        _ => None,
    });
    ratings.collect()
}

/// The mean of a symptom at no place over some days, and on how many it was rated.
fn mean(state: &State, number: SymptomNumber, days: &[CivilDay]) -> (f64, usize) {
    let of_days = state.journal().ratings_of(number, days[0]..=days[days.len() - 1]);
    let values: Vec<f64> =
        of_days.filter(|row| row.0.site.is_none()).filter_map(|row| row.1.answer.value().map(f64::from)).collect();
    (values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap()), values.len())
}

#[test]
fn every_rating_is_one_that_the_app_could_have_written() {
    for who in EVERYBODY {
        let state = demo(5, who).journal();
        let ratings = ratings(&state);
        assert_eq!(ratings.len(), state.ids_of_kind(Kind::RATING).count());
        for (thing, rating) in ratings {
            let symptom = symptom(thing.symptom).unwrap();
            assert!(rating.answer.value().unwrap() <= symptom.scale.most().unwrap(), "{thing:?}");
            assert!(rating.in_the_way.is_none_or(|step| step <= 4));
            assert!(rating.flags.known().all(|entry| symptom.flags.contains(&entry.flag)), "{thing:?}");
            assert_eq!(rating.at.day(), thing.day);
            assert!(thing.site.is_none_or(|site| symptom.places.contains(&site.place) && site.side != Side::Middle));
            assert_eq!(safety::about_rating(thing, &rating), [], "a sample alarms nobody");
        }
    }
}

#[test]
fn what_is_rated_is_what_is_followed() {
    for who in EVERYBODY {
        let state = demo(2, who).journal();
        let journal = state.journal();
        let (mut may_be_rated, followed) = (starting_set(who).to_vec(), journal.followed());
        may_be_rated.push(SymptomNumber::BRAIN_FOG);
        assert!(ratings(&state).iter().all(|(thing, _)| may_be_rated.contains(&thing.symptom)));
        let is_intimate = |number| symptom(number).unwrap().sharing == SharingKind::Intimate;
        assert!(may_be_rated.iter().all(|number| !is_intimate(*number)));
        let gone: Vec<_> = starting_set(who).iter().filter(|number| !followed.contains(number)).collect();
        assert!(followed.contains(&SymptomNumber::BRAIN_FOG));
        assert_eq!((gone.len(), followed.len()), (1, starting_set(who).len()));
        let last = ratings(&state).iter().filter(|(thing, _)| thing.symptom == *gone[0]).map(|row| row.0.day).max();
        let all: Vec<CivilDay> = days(&demo(2, who)).collect();
        assert!(last.unwrap() < all[515] && last.unwrap() > all[400], "it is not asked for any more");
        assert!(mean(&state, SymptomNumber::BRAIN_FOG, &all[..155]).1 == 0, "not asked for yet");
    }
}

#[test]
fn joints_get_worse_with_letrozole_ease_in_the_pause_and_settle_lower_with_exemestane() {
    for seed in [1, 2, 3] {
        let demo = demo(seed, Who::AfterMenopause);
        let state = demo.journal();
        let all: Vec<CivilDay> = days(&demo).collect();
        let spans = [&all[1..40], &all[250..400], &all[418..431], &all[500..729]];
        let pain = spans.map(|days| mean(&state, SymptomNumber::JOINT_PAIN, days).0);
        assert!(pain[0] < 3.0 && (4.5..6.8).contains(&pain[1]), "{pain:?}");
        assert!(pain[2] < pain[1] - 0.5 && (1.8..3.8).contains(&pain[3]), "{pain:?}");
        let stiff = spans.map(|days| mean(&state, SymptomNumber::JOINT_STIFFNESS, days).0);
        assert!(stiff[0] < 20.0 && (35.0..60.0).contains(&stiff[1]) && (8.0..25.0).contains(&stiff[3]), "{stiff:?}");
        for number in [SymptomNumber::FATIGUE, SymptomNumber::INSOMNIA] {
            let tired = spans.map(|days| mean(&state, number, days).0);
            assert!(tired[0] < tired[1] && tired[3] < tired[1] - 0.3, "{tired:?}");
        }
        let checked_in = mean(&state, SymptomNumber::JOINT_PAIN, &all).1;
        assert!((480..640).contains(&checked_in), "{checked_in} check-ins");
        let mood = mean(&state, SymptomNumber::LOW_MOOD, &all).1;
        assert!((40..160).contains(&mood), "{mood} times mood");
    }
}

#[test]
fn what_was_copied_is_as_the_day_before() {
    let state = demo(4, Who::AfterMenopause).journal();
    let copied: Vec<_> = ratings(&state).into_iter().filter(|(_, rating)| rating.copied).collect();
    assert!((150..700).contains(&copied.len()), "{}", copied.len());
    for (thing, rating) in copied {
        let yesterday = state.journal().rating(RatedThing { day: thing.day.plus(-1).unwrap(), ..thing });
        let same = yesterday.map(|before| (before.answer, before.in_the_way, before.flags));
        assert_eq!(same, Some((rating.answer, rating.in_the_way, rating.flags)));
    }
}

#[test]
fn some_places_are_told_left_and_right_and_none_is_worse_than_the_whole() {
    let state = demo(6, Who::Man).journal();
    let told: Vec<_> = ratings(&state).into_iter().filter(|(thing, _)| thing.site.is_some()).collect();
    assert!(told.len() > 100, "{}", told.len());
    for side in [Side::Left, Side::Right] {
        assert!(told.iter().any(|(thing, _)| thing.site.is_some_and(|site| site.side == side)));
    }
    for (thing, rating) in told {
        let whole = state.journal().rating(RatedThing { site: None, ..thing }).unwrap();
        assert!(rating.answer <= whole.answer, "{thing:?}");
    }
}
