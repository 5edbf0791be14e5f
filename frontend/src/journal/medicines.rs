//! What is taken, and what was taken before, as the place Medicines shows it; and what its forms do.

use ebb_journal::draft::{DraftField, MedicationDraft, PlanDraft, Problem, Wrong};
use ebb_journal::{
    CivilDay, DoseStanding, DueDose, Journal, Kind, Medication, Moment, Name, Record, RecordId, Schedule, Since,
    SittingId, Slot, Substance,
};
use leptos::prelude::*;

use super::commands::set;
use super::seen::{DayKnown, KnownDays};
use super::supply::{SupplyWords, supply_words};
use super::view::DoseDue;
use super::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

pub use ebb_journal::draft::MedicationDraft as MedicineDraft;

const WEEK_DAYS: i32 = 7;

/// What is taken now, and what was taken before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Medicines {
    /// In the order in which they were added, the aromatase inhibitors first.
    pub taken: Vec<MedicineCard>,
    /// Those that were stopped, the last one first.
    pub before: Vec<MedicineCard>,
}

/// A medicine with its last seven days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedicineCard {
    /// The name of its record.
    pub name: SittingId,
    /// How it is named on a screen.
    pub title: String,
    /// "2.5 mg".
    pub strength: Option<String>,
    /// "each day at 8:00"; of one that was stopped "March 2023 – 30 May 2026, joint pain".
    pub plan: String,
    /// "March 2023": since when, as it was told.
    pub since: Option<String>,
    /// The last seven days, today last; empty where no doses are planned.
    pub week: Vec<DoseDay>,
    /// The last days before today whose doses nobody logged, the last one first.
    pub open: Vec<OpenDose>,
    /// What became of today's doses.
    pub today: String,
    /// What is left of it, unless it was stopped.
    pub supply: SupplyWords,
    /// Whether it is one of the drugs that Ebb is made for.
    pub is_inhibitor: bool,
    /// Whether it is marked as private.
    pub is_private: bool,
    /// Whether it was stopped.
    pub is_stopped: bool,
}

/// A day of a medicine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseDay {
    /// "Mo".
    pub short: &'static str,
    /// "Monday: taken".
    pub spoken: String,
    /// How its doses stand.
    pub mark: DoseMark,
}

/// How the doses of a day stand: the four states of a dose, and today's that is still to come. Of several the one that a tap could
/// still mend comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoseMark {
    /// All taken.
    Taken,
    /// One was skipped on purpose.
    Skipped,
    /// Of one nobody said what became of it.
    NotLogged,
    /// One of today is open.
    Open,
    /// None was planned.
    NotDue,
    /// The day is not shared.
    NotShared,
    /// Nothing was heard of the day yet.
    NotHeard,
}

/// A dose that nobody logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDose {
    /// Which one.
    pub due: DoseDue,
    /// "Sunday is not logged", "Sunday 20:00 is not logged".
    pub sentence: String,
}

impl JournalHandle {
    /// What is taken now and was taken before. Made anew when the journal changes and when the minute turns.
    pub fn medicines(&self) -> Memo<Medicines> {
        let handle = *self;
        Memo::new(move |_| {
            let read = |journal: &Journal, known: &KnownDays, now: &Moment| {
                list(journal, known, now, &|name| handle.is_private(name))
            };
            handle.of_known_days(read).unwrap_or_default()
        })
    }

    /// One medicine; `None` where it is not in the journal (any more).
    pub fn medicine(&self, name: SittingId) -> Memo<Option<MedicineCard>> {
        let handle = *self;
        Memo::new(move |_| {
            let read = |journal: &Journal, known: &KnownDays, now: &Moment| {
                let card = card(journal, known, name, find(journal, name)?, now);
                Some(MedicineCard { is_private: handle.is_private(name), ..card })
            };
            handle.of_known_days(read).flatten()
        })
    }

    /// A form filled with a medicine as it is.
    pub fn medicine_draft(&self, name: SittingId) -> Option<MedicationDraft> {
        self.of_today(|journal, _| find(journal, name).map(draft_of)).flatten()
    }

    /// Saves a new medicine, or says all that is wrong with the form. What it is taken in the place of is stopped in the same
    /// breath, on the day on which this one began, if that is told.
    pub fn add_medicine(&self, draft: &MedicationDraft, replaces: Option<SittingId>) -> Result<(), Vec<Problem>> {
        let (Some(now), Some(id)) = (wall_clock::now(), self.new_id(Kind::MEDICATION)) else { return Ok(()) };
        let medication = draft.check(now.day())?;
        let sentence = words::medicine_added(&wording::medicine_name(&medication));
        let first_day = medication.since.and_then(Since::first_day).unwrap_or(now.day());
        self.change(move |state, clock| {
            let mut change = set(state, clock, &id, &Record::Medication(medication), sentence);
            let old = replaces.and_then(|name| Some((id_of(name), find(state.journal(), name)?.clone())));
            if let Some((old_id, old)) = old {
                let stopped = old.stopped.or(Some(first_day));
                change.before.push(state.before(&old_id));
                change.ops.extend(state.save(&old_id, &Record::Medication(Medication { stopped, ..old }), clock));
            }
            Some(change)
        });
        Ok(())
    }

    /// Saves what was changed of a medicine, or says all that is wrong with the form.
    pub fn change_medicine(&self, name: SittingId, draft: &MedicationDraft) -> Result<(), Vec<Problem>> {
        let Some(now) = wall_clock::now() else { return Ok(()) };
        let medication = draft.check(now.day())?;
        let sentence = words::medicine_changed(&wording::medicine_name(&medication));
        self.change(move |state, clock| {
            Some(set(state, clock, &id_of(name), &Record::Medication(medication), sentence))
        });
        Ok(())
    }

    /// It is no longer taken, from a day on; or says what is wrong with that.
    pub fn stop_medicine(&self, name: SittingId, stopped: &str, why: &str) -> Result<(), Vec<Problem>> {
        let Some(mut draft) = untrack(|| self.medicine_draft(name)) else { return Ok(()) };
        draft.stopped = CivilDay::of_text(stopped);
        why.clone_into(&mut draft.why_stopped);
        if draft.stopped.is_none() {
            return Err(vec![Problem { field: DraftField::Stopped, wrong: Wrong::Missing }]);
        }
        self.change_medicine(name, &draft)
    }

    /// A medicine that was put in by mistake is taken out. Undo brings it back.
    pub fn remove_medicine(&self, name: SittingId) {
        self.take_out(id_of(name), words::MEDICINE_REMOVED);
    }

    /// Marks a medicine as private, or no longer so: a private one is shown to nobody who follows.
    pub fn turn_private(&self, name: SittingId) {
        self.turn_entry_private(id_of(name));
    }

    fn is_private(&self, name: SittingId) -> bool {
        self.is_entry_private(&id_of(name))
    }
}

/// What is taken and was taken before.
pub(super) fn list(
    journal: &Journal,
    known: &KnownDays,
    now: &Moment,
    is_private: &dyn Fn(SittingId) -> bool,
) -> Medicines {
    let cards = journal.medications().map(|(name, medication)| {
        let last = medication.stopped.filter(|stopped| *stopped <= now.day());
        let card = card(journal, known, name, medication, now);
        (last, MedicineCard { is_private: is_private(name), ..card })
    });
    let (mut before, mut taken): (Vec<_>, Vec<_>) = cards.partition(|(last, _)| last.is_some());
    taken.sort_by_key(|(_, card)| !card.is_inhibitor);
    before.sort_by_key(|(last, _)| std::cmp::Reverse(*last));
    let cards = |rows: Vec<(Option<CivilDay>, MedicineCard)>| rows.into_iter().map(|(_, card)| card).collect();
    Medicines { taken: cards(taken), before: cards(before) }
}

fn card(journal: &Journal, known: &KnownDays, name: SittingId, medication: &Medication, now: &Moment) -> MedicineCard {
    let is_stopped = medication.stopped.is_some_and(|stopped| stopped <= now.day());
    // Of the days before the journal began nobody can have logged anything.
    let begun = journal.first_logged_day().unwrap_or(now.day()).min(now.day());
    let day = |back: i32| Some(doses_of(journal, name, now.day().plus(-back)?, begun));
    let days: Vec<Day> = (0..WEEK_DAYS).filter_map(day).collect();
    let planned = days.iter().any(|day| !day.doses.is_empty());
    let open = if known.is_seen() { &[] } else { days.get(1..).unwrap_or_default() };
    let supply = if is_stopped { SupplyWords::default() } else { supply_words(journal, known, name, now) };
    MedicineCard {
        name,
        supply,
        title: wording::medicine_name(medication),
        strength: wording::strength(medication),
        plan: if is_stopped { wording::taken_until(medication) } else { wording::plan(&medication.schedule) },
        since: medication.since.map(wording::since),
        week: if planned { days.iter().rev().map(|day| dose_day(day, known, now)).collect() } else { Vec::new() },
        open: open.iter().flat_map(|day| open_doses(day, medication, now)).collect(),
        today: days.first().map(|day| wording::doses_of_today(&day.doses)).unwrap_or_default(),
        is_inhibitor: matches!(medication.substance, Substance::Inhibitor(_)),
        is_private: false,
        is_stopped,
    }
}

/// The doses of a medicine on a day: when each is planned and how it stands.
struct Day<'a> {
    day: CivilDay,
    doses: Vec<DueDose<'a>>,
}

/// The doses of a day; none for a day before the journal began.
fn doses_of(journal: &Journal, name: SittingId, day: CivilDay, begun: CivilDay) -> Day<'_> {
    let is_of_it = |id: &RecordId| matches!(id.name, Name::Dose { medication, .. } if medication == name);
    let doses = if day < begun { Vec::new() } else { journal.doses_on(day) };
    Day { day, doses: doses.into_iter().filter(|due| is_of_it(&due.id)).collect() }
}

fn dose_day(day: &Day<'_>, known: &KnownDays, now: &Moment) -> DoseDay {
    let standings: Vec<_> = day.doses.iter().map(|due| due.standing(now)).collect();
    let has = |standing| standings.contains(&standing);
    let (mark, told) = if known.of(day.day) == DayKnown::NotShared {
        (DoseMark::NotShared, words::seen::NOT_SHARED)
    } else if known.of(day.day) == DayKnown::NotHeard {
        (DoseMark::NotHeard, words::seen::NOT_HEARD)
    } else if day.day == now.day() && day.doses.iter().any(|due| due.dose.is_none()) {
        (DoseMark::Open, words::DOSE_OPEN_TODAY)
    } else if has(DoseStanding::NotLogged) {
        (DoseMark::NotLogged, words::NOT_LOGGED)
    } else if has(DoseStanding::Skipped) {
        (DoseMark::Skipped, words::SKIPPED)
    } else if has(DoseStanding::Taken) {
        (DoseMark::Taken, words::DOSE_TAKEN)
    } else {
        (DoseMark::NotDue, words::DOSE_NOT_DUE)
    };
    let weekday = wording::weekday(day.day);
    DoseDay { short: weekday.get(..2).unwrap_or(weekday), spoken: [weekday, ": ", told].concat(), mark }
}

fn open_doses(day: &Day<'_>, medication: &Medication, now: &Moment) -> Vec<OpenDose> {
    let several = day.doses.len() > 1;
    let open = day.doses.iter().filter(|due| due.standing(now) == DoseStanding::NotLogged);
    open.map(|due| OpenDose {
        due: DoseDue { id: due.id.clone(), name: wording::medicine_name(medication) },
        sentence: wording::not_logged(day.day, due.slot.at.filter(|_| several)),
    })
    .collect()
}

fn id_of(name: SittingId) -> RecordId {
    RecordId::made(Kind::MEDICATION, name.sitting, name.counter)
}

fn find(journal: &Journal, name: SittingId) -> Option<&Medication> {
    match journal.record(&id_of(name)) {
        Some(Record::Medication(medication)) => Some(medication),
        _ => None,
    }
}

fn draft_of(medication: &Medication) -> MedicationDraft {
    let times =
        |slots: &[Slot]| slots.iter().map(|slot| slot.at.map(wording::time_field).unwrap_or_default()).collect();
    let plan = match &medication.schedule {
        Schedule::Daily(slots) => PlanDraft::Daily(times(slots)),
        Schedule::Weekdays { on, slots } => PlanDraft::Weekdays(*on, times(slots)),
        Schedule::Unplanned => PlanDraft::Unplanned,
        Schedule::Newer(_) => PlanDraft::AsBefore,
    };
    let (what, own_name) = match &medication.substance {
        Substance::Inhibitor(drug) => (Some(drug.medicine()), String::new()),
        Substance::Listed(number) => (Some(*number), String::new()),
        Substance::Own(name) => (None, name.to_string()),
    };
    MedicationDraft {
        what,
        own_name,
        called: medication.called.as_deref().unwrap_or_default().to_owned(),
        amount: medication.strength.map(|strength| strength.amount.to_string()).unwrap_or_default(),
        unit: medication.strength.map(|strength| strength.unit),
        since: medication.since,
        stopped: medication.stopped,
        why_stopped: medication.why_stopped.as_deref().unwrap_or_default().to_owned(),
        plan,
        before: Some(medication.schedule.clone()),
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::{CivilTime, Dose, DoseState, Sitting, Weekdays};

    fn at(day: i8, hour: i64) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new((days * 24 + hour) * 3_600_000, 0, None).unwrap()
    }

    const NAME: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };

    fn with(schedule: Schedule) -> Journal {
        let mut journal = Journal::default();
        let since = Some(Since::Day(at(19, 0).day()));
        let medication = Medication { schedule, since, ..Medication::of(Substance::own("Morning tablet").unwrap()) };
        journal.put(&id_of(NAME), Some(Record::Medication(medication)));
        journal
    }

    fn marks(journal: &Journal, now: &Moment) -> Vec<DoseMark> {
        let begun = at(19, 0).day();
        (0..6)
            .rev()
            .map(|back| {
                dose_day(&doses_of(journal, NAME, now.day().plus(-back).unwrap(), begun), &KnownDays::default(), now)
                    .mark
            })
            .collect()
    }

    #[wasm_bindgen_test]
    fn four_states_of_a_dose_and_today_still_open() {
        let mut journal = with(Schedule::once_a_day());
        for (day, state) in [(20, DoseState::Taken), (21, DoseState::Skipped)] {
            let dose = Dose { state, at: at(day, 8) };
            journal.put(&RecordId::dose(NAME, at(day, 8).day(), 0), Some(Record::Dose(dose)));
        }
        let expected = [
            DoseMark::NotDue,
            DoseMark::NotLogged,
            DoseMark::Taken,
            DoseMark::Skipped,
            DoseMark::NotLogged,
            DoseMark::Open,
        ];
        assert_eq!(marks(&journal, &at(23, 9)), expected);
        let medication = find(&journal, NAME).unwrap();
        let sunday = doses_of(&journal, NAME, at(22, 0).day(), at(19, 0).day());
        let open = open_doses(&sunday, medication, &at(23, 9));
        assert_eq!(open.iter().map(|dose| dose.sentence.as_str()).collect::<Vec<_>>(), ["Sunday is not logged"]);
    }

    #[wasm_bindgen_test]
    fn a_form_gives_back_the_medicine_it_was_filled_with() {
        let time = CivilTime::of_minutes(8 * 60 + 5);
        let weekdays = Schedule::weekdays(Weekdays::of(&[0, 2, 4]), &[time, None], None);
        for schedule in [Schedule::once_a_day(), weekdays, Schedule::Unplanned, Schedule::Newer("moon 3".into())] {
            let journal = with(schedule);
            let medication = find(&journal, NAME).unwrap();
            assert_eq!(draft_of(medication).check(at(23, 9).day()).as_ref(), Ok(medication));
        }
    }

    #[wasm_bindgen_test]
    fn plans_are_told_in_words() {
        let time = |hour: u16| CivilTime::of_minutes(hour * 60);
        let plan = |schedule: &Schedule| wording::plan(schedule);
        assert_eq!(plan(&Schedule::once_a_day()), "each day");
        assert_eq!(plan(&Schedule::daily(&[time(8), time(20)], None)), "each day at 8:00 and 20:00");
        assert_eq!(plan(&Schedule::daily(&[None, None, None], None)), "each day, 3 times");
        let weekdays = Schedule::weekdays(Weekdays::of(&[0, 2, 4]), &[time(9)], None);
        assert_eq!(plan(&weekdays), "on Monday, Wednesday and Friday at 9:00");
        assert_eq!(plan(&Schedule::Unplanned), "no doses planned");
    }
}
