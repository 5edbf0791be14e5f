//! What was measured: blood drawn about twice a year, written down in the evening when the report has come; a bone scan each two
//! years. Numbers are as a report tells them: whole, with one place, or "less than 5".

use ebb_journal::draft::{BoneDraft, LabDraft, PressureDraft};
use ebb_journal::{BoneSiteNumber, CivilDay, Comparator, LabMethod, LabNumber, Moment, Record};
use ebb_testkit::seeded::Seeded;

use super::drawing::Drawing;
use super::entry::{Entry, checked};
use super::treatment::Phase;
use super::wall::{self, HOUR_MS, MINUTE_MS};
use super::{Source, Today};

const SATURDAY: i8 = 5;
/// The first blood is drawn so many days after the first day, and the next so many days later.
const FIRST_BLOOD_DAYS: i32 = 40;
const BLOOD_EACH_DAYS: i32 = 182;
/// Two years apart, and the first soon: a scan is usual as such a treatment begins.
const FIRST_SCAN_DAYS: i32 = 75;
const SCAN_EACH_DAYS: i32 = 730;

/// A number of a report, in tenths: where it begins, and how far it swings.
struct Panel {
    lab: LabNumber,
    unit: &'static str,
    tenths: i64,
    swing: i64,
    has_places: bool,
}

static PANEL: [Panel; 4] = [
    Panel { lab: LabNumber::VITD, unit: "nmol/L", tenths: 640, swing: 180, has_places: false },
    Panel { lab: LabNumber::CHOL, unit: "mmol/L", tenths: 54, swing: 7, has_places: true },
    Panel { lab: LabNumber::LDL, unit: "mmol/L", tenths: 33, swing: 6, has_places: true },
    Panel { lab: LabNumber::CALCIUM, unit: "mmol/L", tenths: 23, swing: 2, has_places: true },
];

/// Writes down what was measured.
pub(super) struct Measured {
    random: Seeded,
    next_blood: Option<CivilDay>,
    next_scan: Option<CivilDay>,
    /// How many scans there were: the bones change little, and slowly.
    scans: i64,
}

impl Measured {
    pub(super) fn new(random: Seeded, first: CivilDay) -> Self {
        Self { random, next_blood: first.plus(FIRST_BLOOD_DAYS), next_scan: first.plus(FIRST_SCAN_DAYS), scans: 0 }
    }

    fn blood(&mut self, today: &Today, written: &Moment) -> Vec<Entry> {
        let at = wall::at(today.day, 8 * HOUR_MS);
        let mut records = Vec::new();
        for panel in &PANEL {
            let tenths = panel.tenths + self.random.up_to(2 * panel.swing + 1) - panel.swing;
            records.extend(value(panel.lab, &number(tenths, panel.has_places), panel.unit, &at, written));
        }
        // What the usual method cannot tell: the report says "less than".
        let method = Some(LabMethod::Immunoassay);
        let estradiol = LabDraft {
            comparator: matches!(today.phase, Phase::Letrozole(_) | Phase::Exemestane(_))
                .then_some(Comparator::LessThan),
            method,
            ..draft(LabNumber::ESTRADIOL, "18", "pmol/L", &at)
        };
        records.extend(checked(estradiol.check(written)).map(Record::LabValue));
        let (upper, lower) = (122 + self.random.up_to(18), 74 + self.random.up_to(12));
        let pressure =
            PressureDraft { upper: upper.to_string(), lower: lower.to_string(), at: Some(at), note: String::new() };
        records.extend(checked(pressure.check(written)).into_iter().flatten().map(Record::LabValue));
        records.into_iter().map(|record| Entry::made(written.clone(), record)).collect()
    }

    fn scan(&mut self, today: &Today, written: &Moment) -> Vec<Entry> {
        let at = wall::at(today.day, 11 * HOUR_MS);
        let parts = [(BoneSiteNumber::LUMBAR_SPINE, 13, 948), (BoneSiteNumber::HIP, 9, 871)];
        let mut records = Vec::new();
        for (site, t_tenths, density) in parts {
            let draft = BoneDraft {
                site: Some(site),
                t_score: number(-(t_tenths + self.scans * (1 + self.random.up_to(2))), true),
                z_score: number(2 - self.random.up_to(3), true),
                density: format!("0.{}", density - self.scans * (8 + self.random.up_to(8))),
                at: Some(at.clone()),
                place: "Bone clinic, the same machine each time".to_owned(),
            };
            records.extend(checked(draft.check(written)).map(Record::BoneScan));
        }
        self.scans += 1;
        records.into_iter().map(|record| Entry::made(written.clone(), record)).collect()
    }
}

impl Source for Measured {
    fn entries(&mut self, today: &Today) -> Vec<Entry> {
        // Blood is drawn on working days, and a day of which nothing is told is none: the next one takes its place.
        if today.is_silent || today.day.weekday() >= SATURDAY {
            return Vec::new();
        }
        let written = wall::at(today.day, 18 * HOUR_MS + self.random.up_to(120) * MINUTE_MS);
        let is_due = |next: Option<CivilDay>| next.is_some_and(|next| next <= today.day);
        let mut entries = Vec::new();
        if is_due(self.next_blood) {
            self.next_blood = today.day.plus(BLOOD_EACH_DAYS);
            entries.extend(self.blood(today, &written));
        }
        if is_due(self.next_scan) {
            self.next_scan = today.day.plus(SCAN_EACH_DAYS);
            entries.extend(self.scan(today, &written));
        }
        entries
    }
}

fn value(lab: LabNumber, number: &str, unit: &str, at: &Moment, written: &Moment) -> Option<Record> {
    checked(draft(lab, number, unit, at).check(written)).map(Record::LabValue)
}

fn draft(lab: LabNumber, number: &str, unit: &str, at: &Moment) -> LabDraft {
    let (value, unit) = (number.to_owned(), unit.to_owned());
    LabDraft { lab: Some(lab), value, unit, at: Some(at.clone()), ..LabDraft::default() }
}

/// Tenths as a report writes them.
fn number(tenths: i64, has_places: bool) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let whole = tenths.abs() / 10;
    if has_places { format!("{sign}{whole}.{}", tenths.abs() % 10) } else { format!("{sign}{whole}") }
}
