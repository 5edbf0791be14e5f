//! What is left of a medicine is shown where its medicine is, and tells of no day that is left out.

use super::*;
use crate::journal::Journal;
use crate::record::Record;
use crate::record_id::{Kind, RecordId, Sitting, SittingId};
use crate::{Medication, Moment, Substance, Supply, Value, Zone};

const PILL: SittingId = SittingId { sitting: Sitting([1; 8]), counter: 1 };

fn day(number: i32) -> CivilDay {
    CivilDay::of_days(20_780 + number).unwrap()
}

fn counted(doses: u16, number: i32) -> Supply {
    let at_nine = (i64::from(day(number).days()) * 24 + 9) * 3_600_000;
    Supply::of(doses, Moment::new(at_nine, 0, Zone::new("Europe/Madrid").ok()).unwrap()).unwrap()
}

fn pill() -> RecordId {
    RecordId::made(Kind::MEDICATION, PILL.sitting, PILL.counter)
}

fn with(supply: &Supply) -> Journal {
    let mut journal = Journal::default();
    journal.put(&pill(), Some(Record::Medication(Medication::of(Substance::own("x").unwrap()))));
    journal.put(&Supply::id(PILL), Some(Record::Supply(supply.clone())));
    journal
}

fn shown(scope: &Scope, supply: &Supply) -> Option<Supply> {
    let journal = with(supply);
    match scope.project(Marked::new(&journal, &|_| None), &Supply::id(PILL))?.into_record() {
        Record::Supply(supply) => Some(supply),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_is_shown_where_its_medicine_is() {
    let supply = counted(28, 3);
    assert_eq!(shown(&Scope::medicines_only(), &supply), Some(supply.clone()));
    let mut all_but_medicines = Scope::of(SharingKind::ALL);
    all_but_medicines.narrow(SharingKind::Medicines);
    assert_eq!(shown(&all_but_medicines, &supply), None);
    let (journal, mark) = (with(&supply), Value::Int(1));
    for private in [pill(), Supply::id(PILL)] {
        let mark = |id: &RecordId| (*id == private).then_some(&mark);
        let projection = Scope::medicines_only().projection(Marked::new(&journal, &mark));
        assert!(!projection.contains_key(&Supply::id(PILL)), "a private medicine takes it along");
        assert_eq!(projection.len(), usize::from(private != pill()));
    }
}

#[test]
fn in_a_feed_it_has_the_name_of_its_medicine_there_and_goes_with_it() {
    let journal = with(&counted(28, 3));
    let pseudonym = |id: &RecordId| {
        assert_eq!(id.kind, Kind::MEDICATION, "one pseudonym for both");
        SittingId { sitting: Sitting(*b"pseudony"), counter: 7 }
    };
    let feed = Scope::medicines_only().feed(Marked::new(&journal, &|_| None), &pseudonym);
    let ids: Vec<_> = feed.keys().map(|id| id.record_id().clone()).collect();
    let named = pseudonym(&pill());
    assert_eq!(ids, [RecordId::made(Kind::MEDICATION, named.sitting, named.counter), Supply::id(named)]);
    assert_eq!(reached_by(&journal, [&pill()]), BTreeSet::from([pill(), Supply::id(PILL)]));
}

#[test]
fn counted_on_a_day_left_out_it_is_told_of_the_next_admitted_day_by_the_plan() {
    let mut scope = Scope::medicines_only();
    scope.set_from(Some(day(10)));
    let told = shown(&scope, &counted(28, 3)).unwrap();
    assert_eq!((told.doses(), told.counted().day(), told.counted().time().minutes()), (21, day(10), 0));
    assert_eq!(told.counted().zone(), None, "nor where it was counted");
    assert_eq!(shown(&scope, &counted(7, 3)), None, "it was used up before");
    assert_eq!(shown(&scope, &counted(500, -391)), None, "counted too long ago");
    scope.pause(day(12));
    assert_eq!(shown(&scope, &counted(28, 11)), Some(counted(28, 11)));
    assert_eq!(shown(&scope, &counted(28, 12)), None, "counted in the pause");
    scope.go_on(day(14), DaysBetween::LeftOut).unwrap();
    assert_eq!(shown(&scope, &counted(28, 12)).map(|supply| supply.doses()), Some(26));
}
