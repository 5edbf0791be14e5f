//! Judges what is shown by plain rules, day by day and field by field. It calls nothing of the code that projects.

use ebb_journal::scope::SharingKind as K;
use ebb_journal::{
    CivilDay, FactorNumber, FactorWhat, Kind, LabNumber, Medication, Moment, Name, Record, RecordId, Since, Supply,
    SymptomNumber as S, Value,
};

use crate::journals::Written;
use crate::plan::{Plan, day};

/// Days before and after everything that the journals of these tests tell of.
const LONG: std::ops::Range<i32> = -400..60;

fn kind_of_symptom(symptom: S) -> Option<K> {
    Some(match symptom {
        S::JOINT_PAIN => K::JointsAndMuscles,
        S::HOT_FLASH => K::HeatAndSweat,
        S::LIBIDO | S::VAGINAL_BLEEDING | S::ERECTILE => K::Intimate,
        S::PALPITATIONS => K::HeartAndBlood,
        S::LOW_MOOD => K::Mood,
        S::INSOMNIA => K::SleepMemoryFatigue,
        S::NAUSEA => K::Body,
        S::FALL => K::LabsAndBone,
        _ => return None,
    })
}

/// All kinds that must be shared for a record to be shown; `None` where it never is.
fn kinds_of(id: &RecordId, record: &Record) -> Option<Vec<K>> {
    Some(match record {
        Record::Medication(_) | Record::Dose(_) => vec![K::Medicines],
        Record::Supply(_) if matches!(id.name, Name::Dose { .. }) => vec![K::Medicines],
        Record::HotFlash(_) if matches!(id.name, Name::Made(_)) => vec![K::HeatAndSweat],
        Record::Person(_)
        | Record::Following(_)
        | Record::Invitation(_)
        | Record::HotFlash(_)
        | Record::Supply(_)
        | Record::FollowedJournal(_)
        | Record::CaregiverNote(_)
        | Record::CallRequest(_) => return None,
        Record::Rating(_) => match id.name {
            Name::Rating { symptom, .. } => vec![kind_of_symptom(S(symptom))?],
            _ => return None,
        },
        Record::Episode(episode) => vec![kind_of_symptom(episode.symptom)?],
        Record::Note(note) => match note.about {
            Some(symptom) => vec![K::NotesAndQuestions, kind_of_symptom(symptom)?],
            None => vec![K::NotesAndQuestions],
        },
        Record::Question(_) => vec![K::NotesAndQuestions],
        Record::Factor(factor) => match factor.what {
            FactorWhat::Listed(FactorNumber::SLEEP) => vec![K::DailyLife, K::SleepMemoryFatigue],
            FactorWhat::Listed(FactorNumber::PELVIC_FLOOR) => vec![K::DailyLife, K::Intimate],
            FactorWhat::Listed(FactorNumber(60_000)) => return None,
            FactorWhat::Listed(_) | FactorWhat::Own(_) => vec![K::DailyLife],
        },
        Record::LabValue(value) => match value.lab {
            LabNumber::WEIGHT => vec![K::Body],
            LabNumber::BP_SYS => vec![K::HeartAndBlood],
            LabNumber(60_000) => return None,
            _ => vec![K::LabsAndBone],
        },
        Record::BoneScan(_) => vec![K::LabsAndBone],
    })
}

fn kinds_are_shared(plan: &Plan, id: &RecordId, record: &Record) -> bool {
    kinds_of(id, record).is_some_and(|kinds| kinds.iter().all(|kind| plan.kinds.contains(kind)))
}

fn is_in_use_on_an_admitted_day(plan: &Plan, medication: &Medication) -> bool {
    LONG.map(day).any(|day| plan.admits(day) && medication.is_in_use_on(day))
}

/// Whether the medication of a dose is shown.
fn medication_is_shown(plan: &Plan, written: &Written, id: &RecordId) -> bool {
    let Name::Dose { medication, .. } = id.name else { return true };
    let named = RecordId { kind: Kind::MEDICATION, name: Name::Made(medication) };
    written.get(&named).is_some_and(|entry| {
        let Record::Medication(medication) = &entry.record else { return false };
        !entry.is_private && plan.kinds.contains(&K::Medicines) && is_in_use_on_an_admitted_day(plan, medication)
    })
}

/// The days on which what a record tells of was: its first, its last, and all between.
pub(crate) fn days_of(id: &RecordId, record: &Record) -> Vec<CivilDay> {
    let span = |first: CivilDay, last: CivilDay| (first.days()..=last.days()).filter_map(CivilDay::of_days).collect();
    let one = |day| vec![day];
    match record {
        Record::Medication(medication) => LONG.map(day).filter(|day| medication.is_in_use_on(*day)).collect(),
        Record::HotFlash(flash) => {
            span(flash.started.day(), flash.ended.as_ref().unwrap_or(&flash.started).day().max(flash.started.day()))
        }
        Record::Episode(episode) => span(
            episode.started.day(),
            episode.ended.as_ref().unwrap_or(&episode.started).day().max(episode.started.day()),
        ),
        Record::Note(note) => one(note.at.day()),
        Record::Factor(factor) => one(factor.at.day()),
        Record::Question(question) => one(question.at.day()),
        Record::LabValue(value) => one(value.at.day()),
        Record::BoneScan(bone) => one(bone.at.day()),
        // It may still be there on any later day.
        Record::Supply(supply) => {
            (supply.counted().day().days()..day(LONG.end).days()).filter_map(CivilDay::of_days).collect()
        }
        Record::Dose(_) | Record::Rating(_) => match id.name {
            Name::Dose { day, .. } | Name::Rating { day, .. } => one(day),
            _ => Vec::new(),
        },
        Record::Person(_)
        | Record::Following(_)
        | Record::Invitation(_)
        | Record::FollowedJournal(_)
        | Record::CaregiverNote(_)
        | Record::CallRequest(_) => Vec::new(),
    }
}

/// Every day that stands in a record, in its name or in a field.
fn days_told(id: &RecordId, record: &Record) -> Vec<CivilDay> {
    let mut days = match (id.kind, &id.name) {
        (Kind::DOSE | Kind::RATING, Name::Dose { day, .. } | Name::Rating { day, .. }) => vec![*day],
        _ => Vec::new(),
    };
    for (_, value) in record.fields() {
        match value {
            Value::Moment(moment) => days.push(moment.day()),
            Value::Day(day) => days.push(day),
            _ => {}
        }
    }
    match record {
        Record::Medication(medication) => days.extend(medication.since.and_then(Since::first_day)),
        Record::Supply(supply) => days.push(supply.counted().day()),
        _ => {}
    }
    days
}

/// What is left of a medicine that is taken once a day, on the first admitted day from the count on.
fn told_supply(plan: &Plan, supply: &Supply) -> Option<Supply> {
    let counted = supply.counted().day();
    if plan.admits(counted) {
        return Some(supply.clone());
    }
    let later = (1..supply.doses()).map(|later| (later, counted.plus(later.into()).unwrap()));
    let (gone, day) = later.into_iter().find(|(_, day)| plan.admits(*day))?;
    let midnight = Moment::new(i64::from(day.days()) * 24 * 3_600_000, 0, None).unwrap();
    Supply::of(supply.doses() - gone, midnight)
}

fn check(holds: bool, why: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(why) }
}

/// Whether a record may be shown so.
pub(crate) fn may_be_shown(plan: &Plan, written: &Written, id: &RecordId, shown: &Record) -> Result<(), &'static str> {
    let entry = written.get(id).ok_or("nobody wrote it")?;
    let whole = &entry.record;
    check(!entry.is_private, "it is private")?;
    check(kinds_are_shared(plan, id, whole), "its kind is not shared")?;
    check(medication_is_shown(plan, written, id), "its medicine is not shown")?;
    check(days_of(id, whole).iter().any(|day| plan.admits(*day)), "it was on no admitted day")?;
    check(days_told(id, shown).iter().all(|day| plan.admits(*day)), "it tells of a day that is left out")?;
    match shown {
        Record::Supply(supply) => {
            let Record::Supply(whole) = whole else { return Err("another kind") };
            return check(told_supply(plan, whole).as_ref() == Some(supply), "it tells another count");
        }
        Record::HotFlash(_) | Record::Episode(_) => {
            check(days_of(id, shown).iter().all(|day| plan.admits(*day)), "it lasts through a day that is left out")?;
        }
        Record::Medication(medication) => {
            let tells_of_years_ago = matches!(medication.since, Some(Since::BeforeYear(_)));
            check(!tells_of_years_ago || plan.from.is_none(), "it tells of all the past")?;
            let Record::Medication(whole) = whole else { return Err("another kind") };
            let why_is_told = medication.why_stopped.is_some();
            check(!why_is_told || whole.stopped.is_some_and(|day| plan.admits(day)), "it tells why it was stopped")?;
        }
        Record::Factor(factor) => {
            let of_shared = |symptom| kind_of_symptom(symptom).is_some_and(|kind| plan.kinds.contains(&kind));
            check(factor.on.is_none_or(of_shared), "it tells of a symptom that is not shared")?;
            let Record::Factor(whole) = whole else { return Err("another kind") };
            check(factor.effect.is_none() || whole.on == factor.on, "it tells what it did to such a symptom")?;
        }
        Record::Rating(rating) => {
            let before = days_of(id, shown).first().and_then(|day| day.plus(-1));
            let is_shared = before.is_some_and(|before| plan.admits(before));
            check(!rating.copied || is_shared, "it tells how the day before was")?;
        }
        Record::Question(question) => {
            let Record::Question(whole) = whole else { return Err("another kind") };
            let of_hidden_day = whole.asked.as_ref().is_some_and(|asked| !plan.admits(asked.day()));
            check(!of_hidden_day || question.answer.is_none(), "it tells what was answered")?;
        }
        _ => {}
    }
    only_days_differ(shown, whole)
}

/// A field is as it was written, or empty, or of another day.
fn only_days_differ(shown: &Record, whole: &Record) -> Result<(), &'static str> {
    for ((field, now), (_, was)) in shown.fields().into_iter().zip(whole.fields()) {
        let is_since = matches!(shown, Record::Medication(_)) && field.0 == 5;
        let is_clipped = is_since
            || match (&now, &was) {
                (Value::Moment(now), Value::Moment(was)) => now.zone().is_none() || now.day() != was.day(),
                (now, was) => matches!((now, was), (Value::Day(_), Value::Day(_)) | (Value::Nothing, _)),
            };
        check(now == was || is_clipped, "it tells something that nobody wrote")?;
    }
    Ok(())
}

/// Whether what must be shown is, and whole where no day of it is left out.
pub(crate) fn is_shown_as_it_must_be(
    plan: &Plan,
    written: &Written,
    id: &RecordId,
    shown: Option<&Record>,
) -> Result<(), &'static str> {
    let Some(entry) = written.get(id) else { return Ok(()) };
    let whole = &entry.record;
    let is_open = !entry.is_private && kinds_are_shared(plan, id, whole) && medication_is_shown(plan, written, id);
    let is_left = match whole {
        Record::Supply(supply) => told_supply(plan, supply).is_some(),
        _ => days_of(id, whole).iter().any(|day| plan.admits(*day)),
    };
    let must = is_open && is_left;
    check(!must || shown.is_some(), "it is not shown")?;
    let is_wholly_shared = match whole {
        // What it did, or that it was copied, may be of something else.
        Record::Factor(factor) => factor.on.is_none(),
        Record::Rating(rating) => !rating.copied,
        Record::Medication(medication) => !matches!(medication.since, Some(Since::BeforeYear(_))),
        _ => true,
    };
    let all_days = days_told(id, whole).into_iter().chain(days_of(id, whole)).all(|day| plan.admits(day));
    let why_is_dated = match whole {
        Record::Medication(medication) => medication.stopped.is_some() || medication.why_stopped.is_none(),
        _ => true,
    };
    let must_be_whole = must && is_wholly_shared && all_days && why_is_dated;
    check(!must_be_whole || shown == Some(whole), "it is not shown whole")
}
