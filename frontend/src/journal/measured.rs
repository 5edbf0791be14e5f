//! What labs, cuffs and bone scans measured: kept as it stood on the report, and told again.

mod telling;

use ebb_journal::draft::{BoneDraft, LabDraft, PressureDraft, Problem};
use ebb_journal::{
    AromataseInhibitor, BoneScan, CivilDay, CivilTime, Journal, LabNumber, LabValue, Moment, Record, RecordId,
    Substance, UnitSystem,
};
use leptos::prelude::*;

use super::commands::Change;
use super::{JournalHandle, wording};
use crate::platform::wall_clock;
use crate::words;

pub use self::telling::{lab_name, reported, scan_name, scan_title, told_of_lab, told_of_scan};

/// A value or a scan in a list of such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredLine {
    /// The name of its record.
    pub id: RecordId,
    /// Its day.
    pub day: CivilDay,
    /// "< 5 pg/mL"; of a scan "Hip".
    pub what: String,
    /// "less than about 18.4 pmol/L"; of a scan its numbers; empty where there is nothing to say.
    pub besides: String,
    /// "3 March 2026, by immunoassay".
    pub when: String,
}

/// A lab of which there is a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastValue {
    /// Of what.
    pub lab: LabNumber,
    /// "< 5 pg/mL, 3 March 2026".
    pub told: String,
}

/// Of a lab report the day is known, and not the time.
const NOON: Option<CivilTime> = CivilTime::of_minutes(12 * 60);

impl JournalHandle {
    /// Keeps a lab value; or says what is wrong with it. `then` is told whether it is durable.
    pub fn keep_lab(&self, draft: &LabDraft, then: impl FnOnce(bool) + 'static) -> Result<(), Vec<Problem>> {
        let check = |now: &Moment| draft.check(now).map(|value| vec![Record::LabValue(value)]);
        self.keep_measured(check, |records| records.first().map(said_of).unwrap_or_default(), then)
    }

    /// Keeps a blood pressure: two values, kept and undone as one.
    pub fn keep_pressure(&self, draft: &PressureDraft, then: impl FnOnce(bool) + 'static) -> Result<(), Vec<Problem>> {
        let check = |now: &Moment| draft.check(now).map(|values| values.map(Record::LabValue).to_vec());
        let said = |records: &[Record]| match records {
            [Record::LabValue(upper), Record::LabValue(lower)] => {
                words::is_saved(&[words::BLOOD_PRESSURE, &both(upper, lower)].join(" "))
            }
            _ => String::new(),
        };
        self.keep_measured(check, said, then)
    }

    /// Keeps a part of a bone scan; or says what is wrong with it. `then` is told whether it is durable.
    pub fn keep_scan(&self, draft: &BoneDraft, then: impl FnOnce(bool) + 'static) -> Result<(), Vec<Problem>> {
        let check = |now: &Moment| draft.check(now).map(|scan| vec![Record::BoneScan(scan)]);
        self.keep_measured(check, |records| records.first().map(said_of).unwrap_or_default(), then)
    }

    /// All values of a lab, the newest first, with what each is in these units.
    pub fn values_of(&self, lab: LabNumber, units: UnitSystem) -> Memo<Vec<MeasuredLine>> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(|journal, _| values(journal, lab, units)).unwrap_or_default())
    }

    /// All blood pressures, the newest first.
    pub fn pressures(&self) -> Memo<Vec<MeasuredLine>> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(|journal, _| pressures(journal)).unwrap_or_default())
    }

    /// All parts of bone scans, the newest first.
    pub fn scans(&self) -> Memo<Vec<MeasuredLine>> {
        let handle = *self;
        let line = |(id, scan): (&RecordId, &BoneScan)| MeasuredLine {
            id: id.clone(),
            day: scan.at.day(),
            what: scan_name(scan).to_owned(),
            besides: telling::numbers_of_scan(scan),
            when: dated(scan.at.day(), scan.place.as_deref().unwrap_or_default()),
        };
        Memo::new(move |_| {
            let read = |journal: &Journal, _: &Moment| journal.bone_scans().into_iter().map(line).collect();
            handle.of_today(read).unwrap_or_default()
        })
    }

    /// The labs of which there is a value, the newest first, each with the last one.
    pub fn last_values(&self) -> Memo<Vec<LastValue>> {
        let handle = *self;
        Memo::new(move |_| handle.of_today(|journal, _| last_values(journal)).unwrap_or_default())
    }

    /// The aromatase inhibitor that is taken on a day, if one is.
    pub fn inhibitor_on(&self, day: CivilDay) -> Option<AromataseInhibitor> {
        self.of_today(|journal, _| {
            journal.medications_in_use(day).find_map(|(_, medication)| match medication.substance {
                Substance::Inhibitor(which) => Some(which),
                Substance::Listed(_) | Substance::Own(_) => None,
            })
        })
        .flatten()
    }

    fn keep_measured(
        &self,
        check: impl FnOnce(&Moment) -> Result<Vec<Record>, Vec<Problem>>,
        said: impl FnOnce(&[Record]) -> String,
        then: impl FnOnce(bool) + 'static,
    ) -> Result<(), Vec<Problem>> {
        let Some(now) = wall_clock::now() else {
            then(false);
            return Ok(());
        };
        let records = check(&now)?;
        let sentence = said(&records);
        let named: Option<Vec<(RecordId, Record)>> =
            records.into_iter().map(|record| Some((self.new_id(record.kind())?, record))).collect();
        let Some(named) = named else {
            then(false);
            return Ok(());
        };
        let make = move |state: &ebb_replica::State, clock: ebb_replica::Clock| {
            let before = named.iter().map(|(id, _)| state.before(id)).collect();
            let ops = named.iter().flat_map(|(id, record)| state.save(id, record, clock)).collect();
            Some(Change { ops, sentence, before })
        };
        self.change_then(make, then);
        Ok(())
    }
}

/// The moment that stands for a day: now for today, else noon; what a record said of that day before stays.
pub fn moment_of_day(day: CivilDay, before: Option<&Moment>) -> Option<Moment> {
    let before = before.filter(|before| before.day() == day).cloned();
    before.or_else(|| wall_clock::now().filter(|now| now.day() == day)).or_else(|| wall_clock::at(day, NOON?))
}

/// "Estradiol < 5 pg/mL. Saved."
fn said_of(record: &Record) -> String {
    match record {
        Record::LabValue(value) => words::is_saved(&[lab_name(value.lab), &reported(value)].join(" ")),
        Record::BoneScan(scan) => words::is_saved(&[scan_name(scan), &telling::numbers_of_scan(scan)].join(" ")),
        _ => String::new(),
    }
}

fn values(journal: &Journal, lab: LabNumber, units: UnitSystem) -> Vec<MeasuredLine> {
    let line = |(id, value): (&RecordId, &LabValue)| MeasuredLine {
        id: id.clone(),
        day: value.at.day(),
        what: reported(value),
        besides: telling::converted(value, units).unwrap_or_default(),
        when: dated(value.at.day(), &telling::said_besides(value)),
    };
    journal.values_of(lab).into_iter().map(line).collect()
}

/// Both numbers of a blood pressure are one line.
fn last_values(journal: &Journal) -> Vec<LastValue> {
    let pressure = pressures(journal).into_iter().next();
    let values = journal.last_lab_values().into_iter().filter(|value| value.lab != LabNumber::BP_DIA);
    let line = |value: &LabValue| {
        let both = pressure.as_ref().filter(|_| value.lab == LabNumber::BP_SYS).map(|line| line.what.clone());
        LastValue { lab: value.lab, told: dated(value.at.day(), &both.unwrap_or_else(|| reported(value))) }
    };
    values.map(line).collect()
}

fn pressures(journal: &Journal) -> Vec<MeasuredLine> {
    let lowers = journal.values_of(LabNumber::BP_DIA);
    let is_partner = |upper: &LabValue, lower: &LabValue| upper.at == lower.at && upper.unit == lower.unit;
    let line = |(id, upper): (&RecordId, &LabValue)| {
        // Both were kept at one moment; either can have been taken out or moved since.
        let lower = lowers.iter().find(|(_, lower)| is_partner(upper, lower)).map(|row| row.1);
        MeasuredLine {
            id: id.clone(),
            day: upper.at.day(),
            what: lower.map_or_else(|| reported(upper), |lower| both(upper, lower)),
            besides: String::new(),
            when: dated(upper.at.day(), upper.note.as_deref().unwrap_or_default()),
        }
    };
    journal.values_of(LabNumber::BP_SYS).into_iter().map(line).collect()
}

/// "128 / 82 mmHg".
fn both(upper: &LabValue, lower: &LabValue) -> String {
    [upper.value.to_string(), reported(lower)].join("\u{a0}/\u{a0}")
}

fn dated(day: CivilDay, told: &str) -> String {
    let date = wording::date(day);
    if told.is_empty() { date } else { [told, date.as_str()].join(", ") }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use ebb_journal::{Kind, Sitting};

    fn at(day: i8) -> Moment {
        let days = i64::from(CivilDay::of_ymd(2026, 11, day).unwrap().days());
        Moment::new((days * 24 + 9) * 3_600_000, 0, None).unwrap()
    }

    fn journal(values: &[(LabNumber, &str, &str, i8)]) -> Journal {
        let mut journal = Journal::default();
        for (counter, (lab, value, unit, day)) in (1..).zip(values) {
            let (value, unit) = (value.parse().unwrap(), (*unit).into());
            let value = LabValue { lab: *lab, value, unit, at: at(*day), comparator: None, method: None, note: None };
            let id = RecordId::made(Kind::LAB_VALUE, Sitting([1; 8]), counter);
            journal.put(&id, Some(Record::LabValue(value)));
        }
        journal
    }

    #[wasm_bindgen_test]
    fn each_value_stands_in_its_own_unit_with_the_other_one_beside_it() {
        let journal = journal(&[(LabNumber::VITD, "30", "ng/mL", 3), (LabNumber::VITD, "80", "nmol/L", 20)]);
        let lines = |units| {
            let lines = values(&journal, LabNumber::VITD, units).into_iter();
            lines.map(|line| [line.what, line.besides, line.when].join("|").replace('\u{a0}', " ")).collect::<Vec<_>>()
        };
        let expected = ["80 nmol/L||20 November 2026", "30 ng/mL|about 74.9 nmol/L|3 November 2026"];
        assert_eq!(lines(UnitSystem::Si), expected);
        let expected = ["80 nmol/L|about 32.1 ng/mL|20 November 2026", "30 ng/mL||3 November 2026"];
        assert_eq!(lines(UnitSystem::Conventional), expected);
    }

    #[wasm_bindgen_test]
    fn the_numbers_of_a_blood_pressure_are_one_line_as_long_as_both_are_there() {
        let (upper, lower, unit) = (LabNumber::BP_SYS, LabNumber::BP_DIA, "mm[Hg]");
        let journal = journal(&[
            (upper, "128", unit, 3),
            (lower, "82", unit, 3),
            (upper, "131", unit, 4),
            (lower, "80", unit, 5),
        ]);
        let said: Vec<_> = pressures(&journal).into_iter().map(|line| line.what.replace('\u{a0}', " ")).collect();
        assert_eq!(said, ["131 mmHg", "128 / 82 mmHg"]);
        assert_eq!(last_values(&journal).len(), 1, "one place for both");
    }
}
