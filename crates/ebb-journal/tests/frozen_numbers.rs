//! Numbers of the catalogue are for ever: records hold them. Whoever moves one makes old entries mean something else. A new thing
//! gets a new line at the end of its part of `frozen_numbers.txt`.

use std::collections::BTreeSet;

use ebb_journal::catalogue::{
    BONE_SITES, FACTORS, FLAGS, LABS, MEDICINES, PLACES, Rhythm, Scale, SharingKind, starting_set, symptom, symptoms,
};
use ebb_journal::{Unit, Who};

const FROZEN: &str = include_str!("frozen_numbers.txt");

fn now() -> BTreeSet<String> {
    let of_symptoms = symptoms().map(|symptom| {
        let (number, id) = (symptom.number.0, symptom.id);
        format!("symptom {number} {id} {} {:?}", symptom.scale.id(), symptom.sharing)
    });
    let whos = [Who::AfterMenopause, Who::WithOvarianSuppression, Who::Man, Who::NotSaid];
    let of_starting_sets = whos.map(|who| {
        let set: Vec<_> = starting_set(who).iter().map(|number| number.0.to_string()).collect();
        format!("start {who:?} {}", set.join(" "))
    });
    of_symptoms
        .chain(PLACES.iter().map(|entry| format!("place {} {}", entry.place.0, entry.id)))
        .chain(FLAGS.iter().map(|entry| format!("flag {} {}", entry.flag.0, entry.id)))
        .chain(FACTORS.iter().map(|entry| format!("factor {} {}", entry.number.0, entry.id)))
        .chain(MEDICINES.iter().map(|entry| format!("medicine {} {}", entry.number.0, entry.id)))
        .chain(LABS.iter().map(|entry| format!("lab {} {}", entry.number.0, entry.id)))
        .chain(BONE_SITES.iter().map(|entry| format!("bone {} {}", entry.number.0, entry.id)))
        .chain(Unit::ALL.iter().map(|unit| format!("unit {}", unit.ucum())))
        .chain(of_starting_sets)
        .collect()
}

#[test]
fn the_numbers_of_the_catalogue_are_frozen() {
    let (now, frozen) = (now(), FROZEN.lines().map(str::to_owned).collect::<BTreeSet<_>>());
    let moved: Vec<_> = frozen.difference(&now).collect();
    let added: Vec<_> = now.difference(&frozen).collect();
    assert!(moved.is_empty(), "moved or gone, which loses entries: {moved:#?}");
    assert!(added.is_empty(), "new; write it into frozen_numbers.txt: {added:#?}");
}

#[test]
fn a_starting_set_asks_for_nothing_intimate_and_only_for_what_is_offered() {
    for who in [Who::AfterMenopause, Who::WithOvarianSuppression, Who::Man, Who::NotSaid] {
        let set = starting_set(who);
        assert!((4..=8).contains(&set.len()), "a check-in takes three taps a symptom");
        for number in set {
            let symptom = symptom(*number).unwrap();
            assert!(symptom.offered_to.includes(who), "{}", symptom.id);
            assert_ne!(symptom.sharing, SharingKind::Intimate, "{}", symptom.id);
            assert!(!matches!(symptom.rhythm, Rhythm::WhenFound | Rhythm::Never), "{}", symptom.id);
        }
    }
}

#[test]
fn how_a_symptom_is_logged_and_how_often_it_is_asked_for_agree() {
    for symptom in symptoms() {
        let happens = symptom.rhythm == Rhythm::WhenItHappens;
        assert_eq!(symptom.scale == Scale::Episode, happens, "{}", symptom.id);
        assert_eq!(symptom.scale == Scale::NeverRated, symptom.rhythm == Rhythm::Never, "{}", symptom.id);
        assert!(!symptom.name.is_empty() && !symptom.clinical.is_empty(), "{}", symptom.id);
    }
    assert_eq!(symptoms().count(), 73);
}
