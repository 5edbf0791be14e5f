//! Every record reads back from its fields, the fields of each kind are frozen, and what is newer is said.

use super::*;
use crate::catalogue::{
    BoneSiteNumber, FactorNumber, Flag, Flags, LabNumber, MedicineNumber, Place, Side, Site, SymptomNumber,
};
use crate::factor::{Effect, FactorWhat};
use crate::lab_value::{Comparator, LabMethod};
use crate::rating::Answer;
use crate::{
    AromataseInhibitor, CivilDay, CivilTime, Decimal, DoseState, Moment, Schedule, Since, Strength, Substance, Unit,
    Weekdays, Who,
};
use proptest::prelude::*;

fn read_back(record: &Record) -> Result<Record, Unreadable> {
    let fields = record.fields();
    let lookup = |field| fields.iter().find(|row| row.0 == field).map(|row| &row.1);
    Record::read(record.kind(), &lookup)
}

fn at() -> Moment {
    Moment::new(1_795_476_600_000, 60, None).unwrap()
}

#[test]
fn every_record_of_the_first_kinds_reads_back_from_its_fields() {
    let at = at();
    let today = CivilDay::of_ymd(2026, 11, 23).unwrap();
    let strong =
        HotFlash { how_strong: Some(3), flags: Flags::NONE.with(Flag::WOKE_ME), ..HotFlash::starting(at.clone()) };
    let mut records = vec![
        Record::HotFlash(HotFlash::starting(at.clone())),
        Record::HotFlash(HotFlash::starting(at.clone()).ending(at.clone()).unwrap()),
        Record::HotFlash(HotFlash::starting(at.clone()).counted()),
        Record::HotFlash(strong),
        Record::Dose(Dose { state: DoseState::Taken, at: at.clone() }),
        Record::Dose(Dose { state: DoseState::Skipped, at }),
    ];
    for who in [Who::AfterMenopause, Who::WithOvarianSuppression, Who::Man, Who::NotSaid] {
        records.push(Record::Person(Person { who }));
    }
    let drugs = [AromataseInhibitor::Anastrozole, AromataseInhibitor::Letrozole, AromataseInhibitor::Exemestane];
    let drugs = drugs.map(|drug| (Substance::Inhibitor(drug), Some(drug.label_strength())));
    let units = Unit::ALL.iter().map(|unit| {
        (Substance::Listed(MedicineNumber::TAMOXIFEN), Some(Strength { amount: Decimal::whole(20), unit: *unit }))
    });
    for (substance, strength) in drugs.into_iter().chain(units).chain([(Substance::own("x").unwrap(), None)]) {
        let since = Some(Since::earlier(today));
        records.push(Record::Medication(Medication { strength, since, ..Medication::of(substance) }));
    }
    let slots = Schedule::daily(&[CivilTime::of_minutes(480)], None).slots().to_vec();
    records.push(Record::Medication(Medication {
        schedule: Schedule::Weekdays { on: Weekdays::of(&[0, 3]), slots },
        called: Some("morning tablet".into()),
        stopped: Some(today),
        why_stopped: Some("sore hands".into()),
        ..Medication::of(Substance::Listed(MedicineNumber(60_000)))
    }));
    for (card, follows) in [(None, Some("My daughter".into())), (Some("9c".into()), None)] {
        records.push(Record::Invitation(Invitation { held: "01ab".into(), ends_ms: 1_795_420_000_000, card, follows }));
    }
    records.extend([followed_journal(), caregiver_note()]);
    records.push(Record::CallRequest(CallRequest { follow: "0a".into(), asked_ms: -5 }));
    records.push(Record::Supply(Supply::of(28, self::at()).unwrap()));
    for record in records {
        assert_eq!(read_back(&record), Ok(record.clone()));
    }
}

fn followed_journal() -> Record {
    Record::FollowedJournal(FollowedJournal { held: "01ab".into(), called: Some("Mum".into()) })
}

fn caregiver_note() -> Record {
    Record::CaregiverNote(CaregiverNote {
        follow: "0a".into(),
        text: "seemed very tired".into(),
        written_ms: 1_795_420_000_000,
        answer: Some("yes".into()),
        answered_ms: Some(1_795_420_000_001),
        is_hidden: true,
    })
}

#[test]
fn every_record_of_the_later_kinds_reads_back_from_its_fields() {
    let at = at();
    let flags = Flags::NONE.with(Flag::AT_NIGHT);
    let site = Some(Site { place: Place::KNEE, side: Side::Both });
    let mut records = Vec::new();
    for answer in [Answer::Value(0), Answer::Value(1440), Answer::DoesNotApply, Answer::RatherNotSay] {
        let rating = Rating { in_the_way: Some(4), copied: true, flags, ..Rating::of(answer, at.clone()) };
        records.extend([Record::Rating(Rating::of(answer, at.clone())), Record::Rating(rating)]);
    }
    let cramp = Episode::starting(SymptomNumber::MUSCLE_CRAMP, at.clone());
    records.push(Record::Episode(cramp.clone()));
    records.push(Record::Episode(Episode { just_counted: true, ..cramp.clone() }));
    records.push(Record::Episode(Episode { site, ended: Some(at.clone()), how_strong: Some(4), flags, ..cramp }));
    for about in [None, Some(SymptomNumber::INSOMNIA)] {
        records.push(Record::Note(Note { text: "שלום 🙂\n ".into(), at: at.clone(), about }));
    }
    for (what, effect) in [
        (FactorWhat::Listed(FactorNumber::EXERCISE), Some(Effect::Helped)),
        (FactorWhat::Listed(FactorNumber(60_000)), Some(Effect::NoChange)),
        (FactorWhat::Own("a long bath".into()), Some(Effect::MadeWorse)),
        (FactorWhat::Own("a short one".into()), None),
    ] {
        let amount = effect.map(|_| Decimal::whole(30));
        let on = effect.map(|_| SymptomNumber::JOINT_PAIN);
        records.push(Record::Factor(Factor { what, at: at.clone(), amount, effect, on }));
    }
    let question = Question { text: "Is this usual?".into(), at: at.clone(), asked: None, answer: None };
    records.push(Record::Question(question.clone()));
    records.push(Record::Question(Question { asked: Some(at), answer: Some("Yes.".into()), ..question }));
    for (is_followed, rank, in_quick_row) in
        [(true, Some(3), Some(false)), (false, None, None), (true, None, Some(true))]
    {
        records.push(Record::Following(Following { is_followed, rank, in_quick_row }));
    }
    for record in records {
        assert_eq!(read_back(&record), Ok(record.clone()));
    }
}

fn estradiol() -> LabValue {
    LabValue {
        lab: LabNumber::ESTRADIOL,
        value: Decimal::whole(5),
        unit: "pg/mL".into(),
        at: at(),
        comparator: None,
        method: None,
        note: None,
    }
}

fn hip() -> BoneScan {
    let score: Option<Decimal> = "-1.8".parse().ok();
    BoneScan { site: BoneSiteNumber::HIP, t_score: score, z_score: None, density: None, at: at(), place: None }
}

#[test]
fn every_record_of_what_was_measured_reads_back_from_its_fields() {
    let mut records = vec![Record::LabValue(estradiol()), Record::BoneScan(hip())];
    for comparator in [Comparator::LessThan, Comparator::MoreThan] {
        records.push(Record::LabValue(LabValue {
            comparator: Some(comparator),
            note: Some("x".into()),
            ..estradiol()
        }));
    }
    for method in [LabMethod::LcMsMs, LabMethod::GcMsMs, LabMethod::Immunoassay] {
        records.push(Record::LabValue(LabValue { method: Some(method), ..estradiol() }));
    }
    let newer = LabValue { lab: LabNumber(60_000), unit: "furlong".into(), ..estradiol() };
    records.push(Record::LabValue(newer));
    let (z_score, density) = ("0.3".parse().ok(), "0.812".parse().ok());
    records.push(Record::BoneScan(BoneScan { z_score, density, place: Some("the clinic".into()), ..hip() }));
    records.push(Record::BoneScan(BoneScan { t_score: None, density, site: BoneSiteNumber(60_000), ..hip() }));
    for record in records {
        assert_eq!(read_back(&record), Ok(record.clone()));
        let is_newer = matches!(&record, Record::LabValue(value) if value.lab == LabNumber(60_000));
        let kind = (!is_newer).then_some(SharingKind::LabsAndBone);
        assert_eq!(record.sharing(&RecordId::sole(record.kind())), kind);
    }
}

#[test]
fn a_number_is_not_shown_without_what_the_report_said_of_it() {
    let mut fields = Record::LabValue(estradiol()).fields();
    fields[4].1 = Value::Int(3);
    let lookup = |field| fields.iter().find(|row| row.0 == field).map(|row| &row.1);
    assert_eq!(Record::read(Kind::LAB_VALUE, &lookup), Err(Unreadable::Newer(FieldId(5))));
    let mut fields = Record::BoneScan(hip()).fields();
    fields[1].1 = Value::Nothing;
    let lookup = |field| fields.iter().find(|row| row.0 == field).map(|row| &row.1);
    assert_eq!(Record::read(Kind::BONE_SCAN, &lookup), Err(Unreadable::Missing(FieldId(2))), "a scan without a number");
}

/// If these move, a field of one version becomes another one in the next.
#[test]
fn the_numbers_of_kinds_and_fields_are_frozen() {
    let at = at();
    let records = [
        (Record::Person(Person { who: Who::Man }), 1, 1),
        (Record::Medication(Medication::of(Substance::own("x").unwrap())), 2, 10),
        (Record::Dose(Dose { state: DoseState::Taken, at: at.clone() }), 3, 2),
        (Record::HotFlash(HotFlash::starting(at.clone())), 4, 5),
        (Record::Rating(Rating::of(Answer::Value(1), at.clone())), 5, 5),
        (Record::Episode(Episode::starting(SymptomNumber(1), at.clone())), 6, 7),
        (Record::Note(Note { text: "x".into(), at: at.clone(), about: None }), 7, 3),
        (
            Record::Factor(Factor {
                what: FactorWhat::Own("x".into()),
                at: at.clone(),
                amount: None,
                effect: None,
                on: None,
            }),
            8,
            6,
        ),
        (Record::Invitation(Invitation { held: "01".into(), ends_ms: 5, card: None, follows: None }), 13, 4),
        (followed_journal(), 14, 2),
        (caregiver_note(), 15, 6),
        (Record::CallRequest(CallRequest { follow: "0a".into(), asked_ms: 5 }), 16, 2),
        (Record::Supply(Supply::of(28, at.clone()).unwrap()), 17, 1),
        (Record::Question(Question { text: "x".into(), at, asked: None, answer: None }), 9, 4),
        (Record::Following(Following { is_followed: true, rank: None, in_quick_row: None }), 10, 3),
        (Record::LabValue(estradiol()), 11, 7),
        (Record::BoneScan(hip()), 12, 6),
    ];
    for (record, kind, last_field) in records {
        assert_eq!(record.kind(), Kind(kind));
        let fields: Vec<u16> = record.fields().iter().map(|row| row.0.0).collect();
        assert_eq!(fields, (1..=last_field).collect::<Vec<_>>(), "kind {kind}");
        assert!(!fields.contains(&FieldId::PRIVATE.0) && !fields.contains(&FieldId::DELETED.0));
    }
    assert_eq!((FieldId::DELETED, FieldId::PRIVATE), (FieldId(0), FieldId(250)));
}

#[test]
fn a_rating_says_in_numbers_what_it_says() {
    let flags = Flags::NONE.with(Flag::AT_NIGHT);
    let rating = Rating { in_the_way: Some(2), copied: true, flags, ..Rating::of(Answer::Value(7), at()) };
    let values: Vec<_> = rating.fields().into_iter().map(|row| row.1).collect();
    assert_eq!(values, [Value::Int(7), Value::Moment(at()), Value::Int(2), Value::Int(1), Value::Int(8)]);
    let declined = Rating::of(Answer::RatherNotSay, at()).fields();
    assert_eq!(declined[0].1, Value::Int(-2));
}

#[test]
fn what_this_version_does_not_know_is_said_not_guessed() {
    let nothing = |_| None;
    assert_eq!(Record::read(Kind(999), &nothing), Err(Unreadable::NewerKind(Kind(999))));
    for kind in 1..=17 {
        assert_eq!(Record::read(Kind(kind), &nothing), Err(Unreadable::Missing(FieldId(1))), "kind {kind}");
    }
    let newer = Value::Int(77);
    let lookup = |field| (field == FieldId(1)).then_some(&newer);
    assert_eq!(Record::read(Kind::DOSE, &lookup), Err(Unreadable::Newer(FieldId(1))));
    let too_large = Value::Int(70_000);
    let lookup = |field| (field == FieldId(1)).then_some(&too_large);
    for kind in [Kind::RATING, Kind::EPISODE, Kind::FACTOR, Kind::LAB_VALUE, Kind::BONE_SCAN] {
        assert_eq!(Record::read(kind, &lookup), Err(Unreadable::Newer(FieldId(1))));
    }
}

#[test]
fn what_is_shared_follows_from_what_it_is() {
    let day = at().day();
    let id = |symptom| RatedThing { day, symptom, site: None }.id();
    let rating = Record::Rating(Rating::of(Answer::Value(1), at()));
    assert_eq!(rating.sharing(&id(SymptomNumber::JOINT_PAIN)), Some(SharingKind::JointsAndMuscles));
    assert_eq!(rating.sharing(&id(SymptomNumber::LIBIDO)), Some(SharingKind::Intimate));
    assert_eq!(rating.sharing(&id(SymptomNumber(60_000))), None, "a symptom of a newer version is not shown");
    assert_eq!(rating.sharing(&RecordId::sole(Kind::RATING)), None);
    let following = Record::Following(Following { is_followed: true, rank: None, in_quick_row: None });
    assert_eq!(following.sharing(&Following::id(SymptomNumber::LIBIDO)), None);
}

proptest! {
    #[test]
    fn whatever_the_fields_hold_reading_ends_and_what_is_read_reads_back(
        kind in 1_u16..=12,
        ints in prop::collection::vec(prop::option::of(-3_i64..70_000), 12),
        as_text in 0_usize..12,
    ) {
        let mut values: Vec<_> = ints.into_iter().map(|int| int.map_or(Value::Nothing, Value::Int)).collect();
        values[as_text] = Value::text("weekdays 1 0@480");
        for field in [2, 3, 4].into_iter().filter(|field| *field != as_text) {
            values[field] = Value::Moment(at());
        }
        if Kind(kind) == Kind::LAB_VALUE && as_text == 3 {
            values[2] = Value::Decimal(Decimal::whole(7));
        }
        let lookup = |field: FieldId| values.get(usize::from(field.0));
        if let Ok(record) = Record::read(Kind(kind), &lookup) {
            prop_assert_eq!(read_back(&record), Ok(record));
        }
    }
}
