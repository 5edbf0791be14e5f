//! What of a record is shown: whole, less what tells of days or kinds that the scope leaves out. It then reads as if what happened on
//! those days had never been written down.

use super::Scope;
use super::days::AdmittedDays;
use crate::caregiver_note::CaregiverNote;
use crate::civil::CivilDay;
use crate::dose::Dose;
use crate::episode::Episode;
use crate::factor::Factor;
use crate::hot_flash::HotFlash;
use crate::medication::{Medication, Since};
use crate::moment::Moment;
use crate::question::Question;
use crate::rating::Rating;
use crate::record::Record;
use crate::record_id::{Name, RecordId};
use crate::supply::Supply;

/// What of a record the days of a scope leave; `None` where that is nothing. What has another form of name than its kind has is
/// of a newer version, or of nobody's making.
pub(super) fn clipped(scope: &Scope, id: &RecordId, record: &Record) -> Option<Record> {
    let days = &scope.days;
    let if_at = |at: &Moment| days.admits(at.day()).then(|| record.clone());
    match (record, &id.name) {
        (Record::Medication(medication), Name::Made(_)) => clipped_medication(medication, days).map(Record::Medication),
        (Record::Dose(dose), Name::Dose { day, .. }) => {
            Some(Record::Dose(Dose { state: dose.state, at: told_of(*day, &dose.at, days)? }))
        }
        (Record::Rating(rating), Name::Rating { day, .. }) => clipped_rating(rating, *day, days).map(Record::Rating),
        (Record::HotFlash(flash), Name::Made(_)) => {
            let (started, ended) = clipped_span(&flash.started, flash.ended.as_ref(), days)?;
            Some(Record::HotFlash(HotFlash { started, ended, ..flash.clone() }))
        }
        (Record::Episode(episode), Name::Made(_)) => {
            let (started, ended) = clipped_span(&episode.started, episode.ended.as_ref(), days)?;
            Some(Record::Episode(Episode { started, ended, ..episode.clone() }))
        }
        (Record::Factor(factor), Name::Made(_)) => {
            days.admits(factor.at.day()).then(|| Record::Factor(without_hidden_symptom(factor, scope)))
        }
        (Record::Question(question), Name::Made(_)) => {
            days.admits(question.at.day()).then(|| Record::Question(clipped_question(question, days)))
        }
        (Record::Note(note), Name::Made(_)) => if_at(&note.at),
        (Record::LabValue(value), Name::Made(_)) => if_at(&value.at),
        (Record::BoneScan(scan), Name::Made(_)) => if_at(&scan.at),
        _ => None,
    }
}

/// What a follow sees of what is for it alone, whatever its scope: not that the owner hides a note.
pub(super) fn clipped_own(id: &RecordId, record: &Record) -> Option<Record> {
    match (record, &id.name) {
        (Record::CaregiverNote(note), Name::Made(_)) => {
            Some(Record::CaregiverNote(CaregiverNote { is_hidden: false, ..note.clone() }))
        }
        (Record::CallRequest(_), Name::Made(_)) => Some(record.clone()),
        _ => None,
    }
}

/// In use on an admitted day, it is shown as from the first of those. That it was stopped shows from the first admitted day without it.
fn clipped_medication(medication: &Medication, days: &AdmittedDays) -> Option<Medication> {
    let began = medication.since.and_then(Since::first_day).unwrap_or(CivilDay::FIRST);
    let first = days.first_admitted_from(began)?;
    let stopped = medication.stopped;
    if stopped.is_some_and(|stopped| stopped <= first) {
        return None;
    }
    let since = medication.since.map(|since| if first == began { since } else { Since::Day(first) });
    let why_is_shared = stopped.is_some_and(|stopped| days.admits(stopped));
    Some(Medication {
        since,
        stopped: stopped.and_then(|stopped| days.first_admitted_from(stopped)),
        why_stopped: medication.why_stopped.clone().filter(|_| why_is_shared),
        ..medication.clone()
    })
}

/// Counted on a day that is left out, it is told of the next admitted day instead: what is left then by the plan, without a zone.
pub(super) fn clipped_supply(supply: &Supply, medication: &Medication, days: &AdmittedDays) -> Option<Supply> {
    let counted = supply.counted().day();
    let shown_from = days.first_admitted_from(counted)?;
    if shown_from == counted { Some(supply.clone()) } else { supply.by_plan_on(&medication.schedule, shown_from) }
}

fn clipped_rating(rating: &Rating, day: CivilDay, days: &AdmittedDays) -> Option<Rating> {
    // "Same as the day before" tells how the day before was.
    let copied = rating.copied && day.plus(-1).is_some_and(|before| days.admits(before));
    Some(Rating { at: told_of(day, &rating.at, days)?, copied, ..rating.clone() })
}

/// What was asked, or answered, on a day that is left out, reads as not asked yet.
fn clipped_question(question: &Question, days: &AdmittedDays) -> Question {
    let is_hidden = question.asked.as_ref().is_some_and(|asked| !days.admits(asked.day()));
    if is_hidden { Question { asked: None, answer: None, ..question.clone() } } else { question.clone() }
}

/// What it did to a symptom is told where that symptom is shared.
fn without_hidden_symptom(factor: &Factor, scope: &Scope) -> Factor {
    let is_shared = |symptom: crate::SymptomNumber| symptom.sharing().is_some_and(|kind| scope.shares(kind));
    if factor.on.is_none_or(is_shared) { factor.clone() } else { Factor { effect: None, on: None, ..factor.clone() } }
}

/// When something of an admitted day was told, or done. Where that was on a day that is left out, the nearest minute of the day
/// itself stands for it, without a zone: where somebody was on such a day is not shown either.
fn told_of(day: CivilDay, at: &Moment, days: &AdmittedDays) -> Option<Moment> {
    if !days.admits(day) {
        return None;
    }
    if days.admits(at.day()) {
        return Some(at.clone());
    }
    moment_of(day, if at.day() < day { 0 } else { LAST_MINUTE }, None)
}

/// Start and end of what spans days, clipped to the first admitted ones in a row. An end that lies beyond them is left out: it is
/// not known that it ended, nor when.
fn clipped_span(started: &Moment, ended: Option<&Moment>, days: &AdmittedDays) -> Option<(Moment, Option<Moment>)> {
    let first = started.day();
    let last = ended.map_or(first, |ended| ended.day().max(first));
    let shown_from = days.first_admitted_from(first).filter(|day| *day <= last)?;
    let left_out_from = days.first_left_out_after(shown_from);
    let ended = ended.filter(|ended| {
        // An end before the start is a slip, and says nothing of the days between.
        let is_slip = ended.day() < first;
        if is_slip { days.admits(ended.day()) } else { left_out_from.is_none_or(|left_out| ended.day() < left_out) }
    });
    let started = if shown_from == first { started.clone() } else { moment_of(shown_from, 0, ended)? };
    Some((started, ended.cloned()))
}

const LAST_MINUTE: i64 = 24 * 60 - 1;

/// A minute of a day, where the clock stood as it does in `like`.
fn moment_of(day: CivilDay, minute: i64, like: Option<&Moment>) -> Option<Moment> {
    let offset = like.map_or(0, Moment::offset_minutes);
    let minutes = i64::from(day.days()) * 24 * 60 + minute - i64::from(offset);
    Moment::new(minutes * 60_000, offset, like.and_then(Moment::zone).cloned()).ok()
}
