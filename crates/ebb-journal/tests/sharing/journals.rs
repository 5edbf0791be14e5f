//! Small journals with records of every kind, close together in time, so that scopes cut through them; some marked private.

use std::collections::BTreeMap;

use ebb_journal::{
    Answer, BoneScan, BoneSiteNumber, CaregiverNote, Decimal, Dose, DoseState, Effect, Episode, Factor, FactorNumber,
    FactorWhat, Flags, FollowedJournal, Following, HotFlash, Kind, LabNumber, LabValue, Medication, MedicineNumber,
    Moment, Note, Person, Question, RatedThing, Rating, Record, RecordId, Since, Sitting, SittingId, Substance, Supply,
    SymptomNumber as S, Who, Zone,
};
use proptest::prelude::*;

use crate::plan::day;

/// In which all of it was made: no part of it may stand in a feed.
pub(crate) const SITTING: Sitting = Sitting(*b"sitting!");

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) record: Record,
    pub(crate) is_private: bool,
}

pub(crate) type Written = BTreeMap<RecordId, Entry>;

pub(crate) fn written() -> impl Strategy<Value = Written> {
    let private = prop_oneof![5 => Just(false), 1 => Just(true)];
    let entry = (records(), private).prop_map(|((id, record), is_private)| (id, Entry { record, is_private }));
    prop::collection::vec(entry, 0..24).prop_map(|entries| entries.into_iter().collect())
}

fn moments() -> impl Strategy<Value = Moment> {
    let zones = prop_oneof![Just(None), Just(Zone::new("Europe/Madrid").ok()), Just(Zone::new("Asia/Tokyo").ok())];
    (0_i32..14, 0_i64..1440, prop_oneof![Just(0_i16), -600_i16..=600], zones).prop_map(
        |(number, minute, offset, zone)| {
            let minutes = i64::from(day(number).days()) * 1440 + minute;
            Moment::new(minutes * 60_000, offset, zone).unwrap()
        },
    )
}

fn symptoms() -> impl Strategy<Value = S> {
    prop::sample::select(vec![
        S::JOINT_PAIN,
        S::HOT_FLASH,
        S::LIBIDO,
        S::VAGINAL_BLEEDING,
        S::ERECTILE,
        S::PALPITATIONS,
        S::LOW_MOOD,
        S::INSOMNIA,
        S::NAUSEA,
        S::FALL,
        S(60_000),
    ])
}

fn records() -> impl Strategy<Value = (RecordId, Record)> {
    let told = prop_oneof![notes(), factors(), questions(), labs(), scans()];
    let events = prop_oneof![flashes(), episodes()];
    prop_oneof![3 => medications(), 4 => doses(), 2 => supplies(), 4 => ratings(), 4 => events, 5 => told, 1 => never_shared()]
}

fn made(kind: Kind) -> impl Strategy<Value = RecordId> {
    (1_u32..6).prop_map(move |counter| RecordId::made(kind, SITTING, counter))
}

fn medications() -> impl Strategy<Value = (RecordId, Record)> {
    let since = prop_oneof![
        Just(Since::BeforeYear(2026)),
        Just(Since::Year(2026)),
        Just(Since::this_month(day(0))),
        (-3_i32..16).prop_map(|number| Since::Day(day(number))),
    ];
    let substances = prop_oneof![
        Just(Substance::own("own").unwrap()),
        Just(Substance::of_catalogue(MedicineNumber::LETROZOLE)),
        Just(Substance::Listed(MedicineNumber(60_000))),
    ];
    let stopped = prop::option::of((-2_i32..18).prop_map(day));
    let parts = (substances, prop::option::of(since), stopped, any::<bool>());
    ((1_u32..4), parts).prop_map(|(counter, (substance, since, stopped, why))| {
        let why_stopped = why.then(|| "sore hands".into());
        let medication = Medication { since, stopped, why_stopped, ..Medication::of(substance) };
        (RecordId::made(Kind::MEDICATION, SITTING, counter), Record::Medication(medication))
    })
}

fn doses() -> impl Strategy<Value = (RecordId, Record)> {
    (1_u32..5, 0_i32..14, 0_u16..2, moments()).prop_map(|(counter, number, slot, at)| {
        let medication = SittingId { sitting: SITTING, counter };
        (RecordId::dose(medication, day(number), slot), Record::Dose(Dose { state: DoseState::Taken, at }))
    })
}

fn supplies() -> impl Strategy<Value = (RecordId, Record)> {
    (1_u32..5, 0_u16..9, moments()).prop_map(|(counter, doses, counted)| {
        let medication = SittingId { sitting: SITTING, counter };
        (Supply::id(medication), Record::Supply(Supply::of(doses, counted).unwrap()))
    })
}

fn ratings() -> impl Strategy<Value = (RecordId, Record)> {
    (symptoms(), 0_i32..14, moments(), any::<bool>()).prop_map(|(symptom, number, at, copied)| {
        let rating = Rating { copied, ..Rating::of(Answer::Value(4), at) };
        (RatedThing { day: day(number), symptom, site: None }.id(), Record::Rating(rating))
    })
}

fn spans() -> impl Strategy<Value = (Moment, Option<Moment>)> {
    let length = prop_oneof![2 => 0_i64..90, 2 => 0_i64..4 * 1440, 1 => -1440_i64..0];
    (moments(), prop::option::of(length)).prop_map(|(started, length)| {
        let later = |minutes: i64| started.instant_ms() + minutes * 60_000;
        let ended = length.map(|minutes| {
            Moment::new(later(minutes), started.offset_minutes(), Zone::new("Asia/Tokyo").ok()).unwrap()
        });
        (started, ended)
    })
}

fn flashes() -> impl Strategy<Value = (RecordId, Record)> {
    (made(Kind::HOT_FLASH), spans(), any::<bool>()).prop_map(|(id, (started, ended), just_counted)| {
        (id, Record::HotFlash(HotFlash { ended, just_counted, how_strong: Some(2), ..HotFlash::starting(started) }))
    })
}

fn episodes() -> impl Strategy<Value = (RecordId, Record)> {
    (made(Kind::EPISODE), spans(), symptoms()).prop_map(|(id, (started, ended), symptom)| {
        let flags = Flags::of_number(2);
        (id, Record::Episode(Episode { ended, flags, ..Episode::starting(symptom, started) }))
    })
}

fn notes() -> impl Strategy<Value = (RecordId, Record)> {
    (made(Kind::NOTE), moments(), prop::option::of(symptoms()))
        .prop_map(|(id, at, about)| (id, Record::Note(Note { text: "a note".into(), at, about })))
}

fn factors() -> impl Strategy<Value = (RecordId, Record)> {
    let what = prop_oneof![
        Just(FactorWhat::Own("own".into())),
        prop::sample::select(vec![
            FactorNumber::WALK,
            FactorNumber::SLEEP,
            FactorNumber::PELVIC_FLOOR,
            FactorNumber(60_000)
        ])
        .prop_map(FactorWhat::Listed),
    ];
    (made(Kind::FACTOR), what, moments(), prop::option::of(symptoms())).prop_map(|(id, what, at, on)| {
        (id, Record::Factor(Factor { what, at, amount: None, effect: Some(Effect::Helped), on }))
    })
}

fn questions() -> impl Strategy<Value = (RecordId, Record)> {
    (made(Kind::QUESTION), moments(), prop::option::of(moments()), any::<bool>()).prop_map(
        |(id, at, asked, answered)| {
            let answer = answered.then(|| "an answer".into());
            (id, Record::Question(Question { text: "a question".into(), at, asked, answer }))
        },
    )
}

fn labs() -> impl Strategy<Value = (RecordId, Record)> {
    let labs =
        prop::sample::select(vec![LabNumber::ESTRADIOL, LabNumber::WEIGHT, LabNumber::BP_SYS, LabNumber(60_000)]);
    (made(Kind::LAB_VALUE), labs, moments()).prop_map(|(id, lab, at)| {
        let (value, unit) = (Decimal::whole(7), "1".into());
        (id, Record::LabValue(LabValue { lab, value, unit, at, comparator: None, method: None, note: None }))
    })
}

fn scans() -> impl Strategy<Value = (RecordId, Record)> {
    (made(Kind::BONE_SCAN), moments()).prop_map(|(id, at)| {
        let t_score = Some(Decimal::whole(1));
        let (site, place) = (BoneSiteNumber::HIP, Some("the clinic".into()));
        (id, Record::BoneScan(BoneScan { site, t_score, z_score: None, density: None, at, place }))
    })
}

fn never_shared() -> impl Strategy<Value = (RecordId, Record)> {
    let followed = Record::Following(Following { is_followed: true, rank: None, in_quick_row: None });
    let card = None;
    let invitation =
        Record::Invitation(ebb_journal::Invitation { held: "secret".into(), ends_ms: 5, card, follows: None });
    let followed_journal = Record::FollowedJournal(FollowedJournal { held: "secret".into(), called: None });
    let note = Record::CaregiverNote(CaregiverNote {
        follow: "0a".into(),
        text: "to the owner alone".into(),
        written_ms: 5,
        answer: None,
        answered_ms: None,
        is_hidden: false,
    });
    let at = Moment::new(1_795_476_600_000, 0, None).unwrap();
    let supply = Record::Supply(Supply::of(7, at.clone()).unwrap());
    let flash = Record::HotFlash(HotFlash::starting(at));
    prop_oneof![
        Just((RecordId::sole(Kind::PERSON), Record::Person(Person { who: Who::Man }))),
        Just((Following::id(S::LIBIDO), followed)),
        Just((RecordId::made(Kind::INVITATION, SITTING, 1), invitation)),
        Just((RecordId::made(Kind::FOLLOWED_JOURNAL, SITTING, 1), followed_journal)),
        Just((CaregiverNote::id([1; 12]), note)),
        Just((RecordId::newer(Kind::HOT_FLASH, 7, b"newer").unwrap(), flash.clone())),
        Just((RecordId::sole(Kind::HOT_FLASH), flash)),
        Just((RecordId::made(Kind::SUPPLY, SITTING, 1), supply)),
    ]
}
