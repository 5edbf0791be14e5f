//! What the numbers of kinds and fields stand for, as a line of the file: for a person who has the file and nothing else.
//! No reader needs it.

/// One object: a kind's number, then its name and its fields by their numbers. `docs/archive.md` shows the same.
pub(super) const LEGEND: &str = concat!(
    r#"{"legend":{"#,
    r#""every kind":{"0":"deleted: 1 yes","250":"private: 1 yes"},"#,
    r#""1":{"kind":"person","1":"who: 1 woman after menopause, 2 woman with ovarian suppression, 3 man, 4 not said"},"#,
    r#""2":{"kind":"medication","1":"1 anastrozole, 2 letrozole, 3 exemestane","2":"own name","3":"strength","4":"unit","#,
    r#""5":"since","6":"schedule: slots of a day, each a number and minutes after midnight","7":"number in the catalogue","#,
    r#""8":"called","9":"first day without it","10":"why it was stopped"},"#,
    r#""3":{"kind":"dose","1":"state: 1 taken, 2 skipped on purpose","2":"at"},"#,
    r#""4":{"kind":"hot flash","1":"started","2":"passed","3":"just counted: 1 yes","4":"how strong, 1 to 4","5":"flags"},"#,
    r#""5":{"kind":"rating","1":"value on the symptom's scale, -1 does not apply, -2 rather not say","2":"said at","#,
    r#""3":"in the way, 0 to 4","4":"copied from the day before: 1 yes","5":"flags"},"#,
    r#""6":{"kind":"episode","1":"symptom","2":"site","3":"started","4":"passed","5":"how strong","6":"flags","7":"just counted: 1 yes"},"#,
    r#""7":{"kind":"note","1":"text","2":"of when","3":"about symptom"},"#,
    r#""8":{"kind":"factor","1":"number in the catalogue, 0 own words","2":"own words","3":"at","4":"how much","#,
    r#""5":"1 helped, 2 changed nothing, 3 made it worse","6":"on symptom"},"#,
    r#""9":{"kind":"question","1":"text","2":"written down at","3":"asked at","4":"answer"},"#,
    r#""10":{"kind":"following","1":"followed: 1 yes","2":"rank","3":"in the quick row: 1 yes"},"#,
    r#""11":{"kind":"lab value","1":"lab","2":"number as reported","3":"unit in UCUM","4":"of when","5":"1 less than, 2 more than","#,
    r#""6":"method: 1 LC-MS/MS, 2 GC-MS/MS, 3 immunoassay","7":"note"},"#,
    r#""12":{"kind":"bone scan","1":"part of the skeleton","2":"T-score","3":"Z-score","4":"density in g/cm2","5":"of when","6":"clinic or machine"},"#,
    r#""17":{"kind":"what is left of a medicine","1":"doses left, when counted in milliseconds since 1970, minutes ahead of UTC, zone"}"#,
    r#"}}"#,
);

#[cfg(test)]
mod tests {
    use super::LEGEND;
    use crate::archive::json::{Json, MalformedJson};
    use ebb_journal::{
        Answer, AromataseInhibitor, BoneScan, BoneSiteNumber, Decimal, Dose, DoseState, Episode, Factor, FactorNumber,
        FactorWhat, Following, HotFlash, LabNumber, LabValue, Medication, Moment, Note, Person, Question, Rating,
        Record, Substance, Supply, SymptomNumber, Who,
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
        let symptom = SymptomNumber::JOINT_PAIN;
        let what = FactorWhat::Listed(FactorNumber(1));
        let records = [
            Record::Person(Person { who: Who::NotSaid }),
            Record::Medication(Medication::of(substance)),
            Record::Dose(Dose { state: DoseState::Taken, at: at.clone() }),
            Record::HotFlash(HotFlash::starting(at.clone())),
            Record::Rating(Rating::of(Answer::Value(4), at.clone())),
            Record::Episode(Episode::starting(symptom, at.clone())),
            Record::Note(Note { text: "x".into(), at: at.clone(), about: None }),
            Record::Factor(Factor { what, at: at.clone(), amount: None, effect: None, on: None }),
            Record::Question(Question { text: "x".into(), at: at.clone(), asked: None, answer: None }),
            Record::Following(Following { is_followed: true, rank: None, in_quick_row: None }),
            Record::LabValue(LabValue {
                lab: LabNumber::VITD,
                value: Decimal::whole(30),
                unit: "ng/mL".into(),
                at: at.clone(),
                comparator: None,
                method: None,
                note: None,
            }),
            Record::Supply(Supply::of(28, at.clone()).unwrap()),
            Record::BoneScan(BoneScan {
                site: BoneSiteNumber::HIP,
                t_score: None,
                z_score: None,
                density: Some(Decimal::whole(1)),
                at,
                place: None,
            }),
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
