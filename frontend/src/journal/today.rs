//! From the journal to Today: a pure function of the journal and the moment.

use ebb_journal::{CivilDay, DoseState, DueDose, HotFlash, Journal, Moment, RecordId};

use super::view::{DoseDue, DoseLine, DoseLineState, FlashLength, FlashLine, Today};
use super::wording;

/// A flash whose end nobody tapped is not going on for ever.
const GOING_AT_MOST_MINUTES: i64 = 120;
const NIGHT_FROM_HOUR: u16 = 22;
const NIGHT_UNTIL_HOUR: u16 = 6;
/// Flashes after this hour belong to the night that begins.
const EVENING_HOUR: u16 = 20;
const MINUTE_MS: i64 = 60_000;

/// Today at a moment.
pub fn today(journal: &Journal, now: &Moment) -> Today {
    let (day, hour) = (now.day(), now.time().hour());
    let mut flashes: Vec<_> =
        journal.flashes_on(day).into_iter().map(|(id, flash)| flash_line(id, flash, now)).collect();
    flashes.reverse();
    let going = all_recent(journal, now)
        .filter(|(_, flash)| flash.is_open())
        .map(|(id, flash)| flash_line(id, flash, now))
        .filter(|line| matches!(line.length, FlashLength::Going { .. }))
        .last();
    Today {
        date_title: wording::date_title(day),
        doses: journal.doses_on(day).into_iter().map(dose_line).collect(),
        flashes,
        going,
        tonight: tonight(journal, now),
        has_medicine: journal.medications().next().is_some(),
        is_night: !(NIGHT_UNTIL_HOUR..NIGHT_FROM_HOUR).contains(&hour),
        clock: wording::clock(now.time()),
    }
}

fn dose_line(due: DueDose<'_>) -> DoseLine {
    let name = wording::medicine_name(due.medication);
    DoseLine {
        due: DoseDue { id: due.id, name: name.clone() },
        name,
        strength: wording::strength(due.medication),
        planned: due.slot.at.map(wording::clock),
        state: match due.dose {
            None => DoseLineState::Due,
            Some(dose) if dose.state == DoseState::Skipped => DoseLineState::Skipped,
            Some(dose) => DoseLineState::Taken { at: wording::clock(dose.at.time()) },
        },
    }
}

fn flash_line(id: &RecordId, flash: &HotFlash, now: &Moment) -> FlashLine {
    let since_ms = now.instant_ms() - flash.started.instant_ms();
    let going = flash.is_open() && (-MINUTE_MS..GOING_AT_MOST_MINUTES * MINUTE_MS).contains(&since_ms);
    let length = match flash.length_ms() {
        Some(length_ms) => FlashLength::Lasted { minutes: minutes(length_ms) },
        None if going => FlashLength::Going { minutes: minutes(since_ms) },
        None => FlashLength::Counted,
    };
    FlashLine { id: id.clone(), at: wording::clock(flash.started.time()), length }
}

/// Whole minutes of a time; 0 for a negative one.
pub fn minutes(ms: i64) -> u32 {
    u32::try_from(ms.max(0) / MINUTE_MS).unwrap_or(u32::MAX)
}

/// The flashes of yesterday and today, by their start.
fn all_recent<'a>(journal: &'a Journal, now: &Moment) -> impl Iterator<Item = (&'a RecordId, &'a HotFlash)> {
    let yesterday = now.day().plus(-1);
    yesterday.into_iter().chain([now.day()]).flat_map(|day| journal.flashes_on(day))
}

fn tonight(journal: &Journal, now: &Moment) -> usize {
    // Before noon the night is the one that began yesterday.
    let evening: Option<CivilDay> = if now.time().hour() < 12 { now.day().plus(-1) } else { Some(now.day()) };
    let Some(evening) = evening else { return 0 };
    all_recent(journal, now)
        .filter(|(_, flash)| {
            let (day, hour) = (flash.started.day(), flash.started.time().hour());
            day > evening || (day == evening && hour >= EVENING_HOUR)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::{Dose, Kind, Medication, Record, Sitting, Substance};

    fn at(day: i8, hour: i64, minute: i64) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new(((days * 24 + hour) * 60 + minute) * MINUTE_MS, 0, None).unwrap()
    }

    fn flash_id(counter: u32) -> RecordId {
        RecordId::made(Kind::HOT_FLASH, Sitting([1; 8]), counter)
    }

    #[wasm_bindgen_test]
    fn a_flash_goes_on_until_it_has_passed_and_not_for_ever() {
        let mut journal = Journal::default();
        journal.put(&flash_id(1), Some(Record::HotFlash(HotFlash::starting(at(23, 9, 41)))));
        let going = today(&journal, &at(23, 9, 45)).going.unwrap();
        assert_eq!((going.at.as_str(), going.length), ("9:41", FlashLength::Going { minutes: 4 }));
        let forgotten = today(&journal, &at(23, 14, 0));
        assert_eq!(forgotten.going, None);
        assert_eq!(forgotten.flashes[0].length, FlashLength::Counted);
        let passed = HotFlash::starting(at(23, 9, 41)).ending(at(23, 9, 46)).unwrap();
        journal.put(&flash_id(1), Some(Record::HotFlash(passed)));
        let shown = today(&journal, &at(23, 9, 50));
        assert_eq!(shown.going, None);
        assert_eq!(shown.flashes[0].length, FlashLength::Lasted { minutes: 5 });
    }

    #[wasm_bindgen_test]
    fn a_flash_before_midnight_is_still_going_after_it_and_counts_for_the_night() {
        let mut journal = Journal::default();
        journal.put(&flash_id(1), Some(Record::HotFlash(HotFlash::starting(at(22, 19, 0)).counted())));
        journal.put(&flash_id(2), Some(Record::HotFlash(HotFlash::starting(at(22, 23, 58)))));
        journal.put(&flash_id(3), Some(Record::HotFlash(HotFlash::starting(at(23, 0, 30)).counted())));
        let night = today(&journal, &at(23, 0, 40));
        assert!(night.is_night);
        assert_eq!(night.tonight, 2);
        assert_eq!(night.going.unwrap().at, "23:58");
        assert_eq!(night.flashes.len(), 1);
    }

    #[wasm_bindgen_test]
    fn doses_say_what_became_of_them() {
        let mut journal = Journal::default();
        let substance = Substance::own("Morning tablet").unwrap();
        let medication = Medication::of(substance);
        journal.put(&RecordId::made(Kind::MEDICATION, Sitting([1; 8]), 1), Some(Record::Medication(medication)));
        let due = today(&journal, &at(23, 8, 0)).doses.remove(0);
        assert_eq!((due.name.as_str(), due.strength, due.state), ("Morning tablet", None, DoseLineState::Due));
        let taken = Dose { state: DoseState::Taken, at: at(23, 8, 4) };
        journal.put(&due.due.id, Some(Record::Dose(taken)));
        assert_eq!(today(&journal, &at(23, 8, 5)).doses[0].state, DoseLineState::Taken { at: "8:04".into() });
        assert_eq!(today(&journal, &at(24, 8, 5)).doses[0].state, DoseLineState::Due);
    }
}
