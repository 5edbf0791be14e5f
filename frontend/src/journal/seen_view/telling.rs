//! A day and a moment as somebody who follows reads them.

use ebb_journal::{CivilDay, CivilTime, DoseState, DueDose, Journal, Medication, Moment, SittingId, Substance};

use super::strips::LevelStrip;
use crate::journal::wording;
use crate::words::seen as words;
use crate::words::seen::{DayWord, Taken};

pub(super) const HOUR_MS: i64 = 60 * 60 * 1000;
const MINUTE_MS: i64 = 60 * 1000;
/// So many days back a weekday alone tells which day is meant.
const WEEKDAYS_BACK: i32 = 6;
/// So many symptoms of today are told in the sentence; the strips tell the others.
const SYMPTOMS_TOLD: usize = 2;

/// A day as it is told from today.
pub fn day_word(day: CivilDay, today: CivilDay) -> DayWord {
    match today.days() - day.days() {
        0 => DayWord::Today,
        1 => DayWord::Yesterday,
        2..=WEEKDAYS_BACK => DayWord::Weekday(wording::weekday(day)),
        _ => DayWord::Date(wording::date(day)),
    }
}

/// "yesterday 20:30".
pub fn moment(at: &Moment, now: &Moment) -> String {
    words::day_and_time(&day_word(at.day(), now.day()), &wording::clock(at.time()))
}

/// The same moment as the clock of another place showed it.
pub fn at_clock_of(at: &Moment, place: &Moment) -> Moment {
    Moment::new(at.instant_ms(), place.offset_minutes(), place.zone().cloned()).unwrap_or_else(|_| at.clone())
}

/// "4 minutes ago".
pub fn ago(ms: i64) -> String {
    words::minutes_ago(u32::try_from(ms.max(0) / MINUTE_MS).unwrap_or(u32::MAX))
}

/// "Logged this morning. Today’s tablet taken. Joint pain 4 of 10."
pub fn sentence(journal: &Journal, hour: u16, there: &Moment, levels: &[LevelStrip]) -> String {
    let doses = doses_of_today(&journal.doses_on(there.day()), there);
    let told = levels.iter().filter_map(|strip| strip.last_told.clone()).take(SYMPTOMS_TOLD);
    let told = told.map(|told| told + ".");
    [words::logged_at_hour(hour).to_owned()].into_iter().chain(doses).chain(told).collect::<Vec<_>>().join(" ")
}

/// What became of today's doses; `None` where none is planned, or no medicine shared.
fn doses_of_today(doses: &[DueDose<'_>], there: &Moment) -> Option<String> {
    let count = |state| doses.iter().filter(|due| due.dose.is_some_and(|dose| dose.state == state)).count();
    match doses {
        [] => None,
        [due] => {
            let what = taken_word(due);
            Some(match (due.dose.map(|dose| dose.state), due.slot.at.filter(|at| *at > there.time())) {
                (Some(DoseState::Taken), _) => words::todays_taken(what),
                (Some(DoseState::Skipped), _) => words::todays_skipped(what),
                (None, Some(at)) => words::todays_due(what, &wording::clock(at)),
                (None, None) => words::todays_open(what),
            })
        }
        doses => Some(words::doses_taken(count(DoseState::Taken), count(DoseState::Skipped), doses.len())),
    }
}

fn taken_word(due: &DueDose<'_>) -> Taken {
    if matches!(due.medication.substance, Substance::Inhibitor(_)) { Taken::Tablet } else { Taken::Dose }
}

/// What was seen last, of the day on which it was heard from last: "tablet taken", "joint pain 3 of 10".
pub fn then(journal: &Journal, heard: &Moment, levels: &[LevelStrip]) -> Vec<String> {
    let doses = journal.doses_on(heard.day());
    let taken = match doses.as_slice() {
        [due] => due.dose.map(|dose| {
            let what = words::taken_word(taken_word(due));
            let state = if dose.state == DoseState::Skipped { crate::words::SKIPPED } else { crate::words::DOSE_TAKEN };
            [what, " ", state].concat()
        }),
        _ => None,
    };
    let told = levels.iter().filter_map(|strip| strip.told_on(heard.day())).take(SYMPTOMS_TOLD);
    taken.into_iter().chain(told.map(|told| lower_case(&told))).collect()
}

fn lower_case(told: &str) -> String {
    let mut letters = told.chars();
    letters.next().map_or_else(String::new, |first| [&first.to_lowercase().to_string(), letters.as_str()].concat())
}

/// "The tablet of 8:00 is not logged yet."
pub fn dose_not_logged(
    journal: &Journal,
    medication: SittingId,
    day: CivilDay,
    planned: Option<CivilTime>,
    there: &Moment,
) -> String {
    let found = medication_of(journal, medication);
    let what = match found {
        Some(medication) if matches!(medication.substance, Substance::Inhibitor(_)) => words::THE_TABLET.to_owned(),
        found => found.map(wording::medicine_name).unwrap_or_default(),
    };
    let of = match (day_word(day, there.day()), planned.map(wording::clock)) {
        (DayWord::Today, Some(at)) => at,
        (day, Some(at)) => words::day_and_time(&day, &at),
        (day, None) => words::day_alone(&day),
    };
    words::dose_of(&what, &of)
}

/// "The doses of Letrozole last until about 3 December, by the plan."
pub fn refill_due(journal: &Journal, medication: SittingId, day: CivilDay, there: &Moment) -> String {
    let name = medication_of(journal, medication).map(wording::medicine_name).unwrap_or_default();
    words::doses_last(&name, day < there.day(), &wording::near_date(day, there.day()))
}

fn medication_of(journal: &Journal, name: SittingId) -> Option<&Medication> {
    journal.medications().find(|(of, _)| *of == name).map(|(_, medication)| medication)
}
