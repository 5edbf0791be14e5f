//! What the numbers of kinds and fields stand for, as a line of the file: for a person who has the file and nothing else.
//! No reader needs it.

/// One object: a kind's number, then its name and its fields by their numbers. `docs/archive.md` shows the same.
pub(super) const LEGEND: &str = concat!(
    r#"{"legend":{"#,
    r#""every kind":{"0":"deleted: 1 yes"},"#,
    r#""1":{"kind":"person","1":"who: 1 woman after menopause, 2 woman with ovarian suppression, 3 man, 4 not said"},"#,
    r#""2":{"kind":"medication","1":"1 anastrozole, 2 letrozole, 3 exemestane","2":"own name","3":"strength","4":"unit","#,
    r#""5":"since","6":"schedule: slots of a day, each a number and minutes after midnight"},"#,
    r#""3":{"kind":"dose","1":"state: 1 taken, 2 skipped on purpose","2":"at"},"#,
    r#""4":{"kind":"hot flash","1":"started","2":"passed","3":"just counted: 1 yes"}"#,
    r#"}}"#,
);

#[cfg(test)]
mod tests {
    use super::LEGEND;
    use crate::archive::json::{Json, MalformedJson};
    use ebb_journal::{
        AromataseInhibitor, Dose, DoseState, HotFlash, Medication, Moment, Person, Record, Schedule, Substance, Who,
    };

    #[test]
    fn the_legend_is_one_line_of_json() {
        let mut json = Json::new(LEGEND);
        assert_eq!(json.skip().and_then(|()| json.end()), Ok::<(), MalformedJson>(()));
        assert!(!LEGEND.contains('\n'));
    }

    #[test]
    fn every_field_that_this_version_writes_has_a_name() {
        let at = Moment::new(1_795_476_600_000, 60, None).unwrap();
        let substance = Substance::Inhibitor(AromataseInhibitor::Letrozole);
        let schedule = Schedule::once_a_day();
        let records = [
            Record::Person(Person { who: Who::NotSaid }),
            Record::Medication(Medication { substance, strength: None, since: None, schedule }),
            Record::Dose(Dose { state: DoseState::Taken, at: at.clone() }),
            Record::HotFlash(HotFlash::starting(at)),
        ];
        for record in records {
            let start = format!("\"{}\":{{\"kind\":", record.kind().0);
            let of_kind = LEGEND.split_once(&start).unwrap_or_else(|| panic!("no kind {:?}", record.kind())).1;
            let of_kind = of_kind.split_once('}').unwrap().0;
            for (field, _) in record.fields() {
                assert!(of_kind.contains(&format!("\"{}\":", field.0)), "{:?} {field:?}", record.kind());
            }
        }
    }
}
