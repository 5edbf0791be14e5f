//! Typed things in words: medicines, plans, ratings. The texts themselves stand in `crate::words`.

use ebb_journal::catalogue::Symptom;
use ebb_journal::{CivilDay, CivilTime, DoseState, DueDose, Medication, Schedule, Since, Substance};

pub use super::dates::{
    clock, date, date_title, from_to, from_to_dates, month_of_year, month_short, named_month, near_date, weekday,
    weekday_names,
};
pub use super::rating::value_words;
use crate::words;
pub use crate::words::kept::*;
pub use crate::words::troubles::*;

/// What the person calls it, else its name.
pub fn medicine_name(medication: &Medication) -> String {
    use ebb_journal::AromataseInhibitor::{Anastrozole, Exemestane, Letrozole};
    if let Some(called) = &medication.called {
        return called.to_string();
    }
    match &medication.substance {
        Substance::Inhibitor(Anastrozole) => words::ANASTROZOLE.to_owned(),
        Substance::Inhibitor(Letrozole) => words::LETROZOLE.to_owned(),
        Substance::Inhibitor(Exemestane) => words::EXEMESTANE.to_owned(),
        Substance::Listed(_) | Substance::Own(_) => medication.name().to_owned(),
    }
}

/// "2.5 mg".
pub fn strength(medication: &Medication) -> Option<String> {
    medication.strength.map(|strength| format!("{}\u{a0}{}", strength.amount, strength.unit.shown()))
}

/// "each day at 8:00 and 20:00".
pub fn plan(schedule: &Schedule) -> String {
    let days = match schedule {
        Schedule::Daily(_) => words::EACH_DAY.to_owned(),
        Schedule::Weekdays { on, .. } => {
            let name = |day| weekday_names().get(usize::try_from(day).ok()?).copied();
            let names: Vec<_> = on.days().filter_map(name).collect();
            words::on_days(&listed(&names))
        }
        Schedule::Unplanned => return words::NO_DOSES_PLANNED.to_owned(),
        Schedule::Newer(_) => return words::PLAN_OF_A_NEWER_EBB.to_owned(),
    };
    let times: Vec<String> = schedule.slots().iter().filter_map(|slot| slot.at).map(clock).collect();
    match schedule.slots().len() {
        count if count == times.len() => words::plan_at(&days, &listed(&times)),
        1 => days,
        count => words::plan_times(&days, count),
    }
}

/// "Monday, Wednesday and Friday".
fn listed(things: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for (at, thing) in things.iter().enumerate() {
        text.push_str(match things.len() - at {
            _ if at == 0 => "",
            1 => words::AND,
            _ => ", ",
        });
        text.push_str(thing.as_ref());
    }
    text
}

/// "March 2023 – 30 May 2026, joint pain".
pub fn taken_until(medication: &Medication) -> String {
    let since = medication.since.map(since);
    let last = medication.stopped.and_then(|stopped| stopped.plus(-1)).map(date).unwrap_or_default();
    words::taken_from_to(since.as_deref(), &last, medication.why_stopped.as_deref())
}

/// "3 March 2023", "March 2023", "2023", "before 2023".
pub fn since(since: Since) -> String {
    match since {
        Since::Day(day) => date(day),
        Since::Month { year, month } => named_month(year, month),
        Since::Year(year) => year.to_string(),
        Since::BeforeYear(year) => words::before_year(year),
    }
}

/// What became of a medicine's doses of today.
pub fn doses_of_today(doses: &[DueDose<'_>]) -> String {
    let taken: Vec<_> = doses.iter().filter_map(|due| due.dose.filter(|dose| dose.state == DoseState::Taken)).collect();
    match (doses, taken.as_slice()) {
        ([], _) => String::new(),
        ([DueDose { dose: None, .. }], _) => words::DOSE_OPEN_TODAY.to_owned(),
        ([_], []) => words::SKIPPED.to_owned(),
        ([_], [dose]) => words::taken_at(&clock(dose.at.time())),
        _ => words::taken_of(taken.len(), doses.len()),
    }
}

/// "Sunday is not logged", "Sunday 20:00 is not logged".
pub fn not_logged(day: CivilDay, at: Option<CivilTime>) -> String {
    let at = at.map(|at| [" ", clock(at).as_str()].concat()).unwrap_or_default();
    words::is_not_logged(&[weekday(day), at.as_str()].concat())
}

/// A time as the phone's own field for times wants it: "08:00".
pub fn time_field(time: CivilTime) -> String {
    format!("{:02}:{:02}", time.minutes() / 60, time.minutes() % 60)
}

/// "Joint pain 4 of 10".
pub fn rated(symptom: &Symptom, value: u16) -> String {
    format!("{} {}", symptom.name, value_words(symptom.scale, value))
}
