//! What is left of a medicine, and until when it lasts, in words; and what counting does.

use ebb_journal::draft::{Problem, SupplyDraft};
use ebb_journal::{CivilDay, Journal, Moment, Record, SittingId, Supply};

use super::commands::set;
use super::seen::KnownDays;
use super::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

/// So many days before the last dose, and after it, the list of medicines tells of it.
const NEAR_DAYS: i32 = 7;

/// What is left of a medicine, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SupplyWords {
    /// "28 left, counted today. By your plan they last until about 23 December."; empty where nobody counted.
    pub told: String,
    /// "Lasts until about 3 December", near that day; else empty.
    pub near: String,
}

impl JournalHandle {
    /// So many doses of a medicine are left now; or says what is wrong with that. `then` is told whether it is durable.
    pub fn count_supply(
        &self,
        name: SittingId,
        doses: &str,
        then: impl FnOnce(bool) + 'static,
    ) -> Result<(), Vec<Problem>> {
        let Some(now) = wall_clock::now() else {
            then(false);
            return Ok(());
        };
        let supply = SupplyDraft { doses: doses.to_owned() }.check(&now)?;
        let sentence = words::supply_kept(supply.doses());
        self.change_then(
            move |state, clock| Some(set(state, clock, &Supply::id(name), &Record::Supply(supply), sentence)),
            then,
        );
        Ok(())
    }
}

/// What is left of a medicine.
pub(super) fn supply_words(journal: &Journal, known: &KnownDays, name: SittingId, now: &Moment) -> SupplyWords {
    let today = now.day();
    let Some(left) = journal.supply(name, today) else { return SupplyWords::default() };
    let doses = left.supply.doses();
    let counted = words::left_counted(doses, &counted_on(left.supply.counted().day(), today));
    let Some(day) = left.runs_out.filter(|_| doses > 0) else {
        return SupplyWords { told: counted, near: String::new() };
    };
    let (is_over, about) = (day < today, wording::near_date(day, today));
    let plan = if known.is_seen() { words::BY_THE_PLAN } else { words::BY_YOUR_PLAN };
    let is_near = (day.days() - today.days()).abs() <= NEAR_DAYS;
    SupplyWords {
        told: [counted, words::last_until(plan, doses, is_over, &about)].join(" "),
        near: if is_near { words::lasts_until(is_over, &about) } else { String::new() },
    }
}

fn counted_on(day: CivilDay, today: CivilDay) -> String {
    match today.days() - day.days() {
        0 => words::COUNTED_TODAY.to_owned(),
        1 => words::COUNTED_YESTERDAY.to_owned(),
        _ => words::counted_on(&wording::near_date(day, today)),
    }
}

#[cfg(test)]
mod tests {
    use ebb_journal::{Kind, Medication, RecordId, Schedule, Sitting, Substance};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    const NAME: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };

    fn at(month: i8, day: i8) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, month, day).unwrap().days());
        Moment::new((days * 24 + 9) * 3_600_000, 0, None).unwrap()
    }

    fn told(doses: u16, now: &Moment) -> [String; 2] {
        let mut journal = Journal::default();
        let medication = Medication::of(Substance::own("Morning tablet").unwrap());
        journal.put(&RecordId::made(Kind::MEDICATION, NAME.sitting, 1), Some(Record::Medication(medication)));
        journal.put(&Supply::id(NAME), Some(Record::Supply(Supply::of(doses, at(11, 23)).unwrap())));
        let SupplyWords { told, near } = supply_words(&journal, &KnownDays::default(), NAME, now);
        [told, near]
    }

    #[wasm_bindgen_test]
    fn what_is_left_is_told_with_the_day_until_which_it_lasts() {
        let today = at(11, 23);
        let month = "28 left, counted today. By your plan they last until about 20 December.";
        assert_eq!(told(28, &today), [month, ""]);
        let tomorrow = "1 left, counted yesterday. By your plan it lasted until about 23 November.";
        assert_eq!(told(1, &at(11, 24)), [tomorrow, "Lasted until about 23 November"]);
        let few = "8 left, counted on 23 November. By your plan they last until about 30 November.";
        assert_eq!(told(8, &at(11, 25)), [few, "Lasts until about 30 November"]);
        assert_eq!(told(0, &today), ["None left, counted today.", ""]);
        assert_eq!(told(9_999, &today), ["9999 left, counted today.", ""]);
    }

    #[wasm_bindgen_test]
    fn without_a_plan_no_day_is_told_and_uncounted_nothing() {
        let mut journal = Journal::default();
        let medication = Medication { schedule: Schedule::Unplanned, ..Medication::of(Substance::own("x").unwrap()) };
        journal.put(&RecordId::made(Kind::MEDICATION, NAME.sitting, 1), Some(Record::Medication(medication)));
        let words = |journal: &Journal| supply_words(journal, &KnownDays::default(), NAME, &at(11, 23));
        assert_eq!(words(&journal), SupplyWords::default());
        journal.put(&Supply::id(NAME), Some(Record::Supply(Supply::of(12, at(11, 23)).unwrap())));
        assert_eq!(words(&journal).told, "12 left, counted today.");
    }
}
