//! Ten years of a journal, drawn from a seed: 70,000 records of six fields, half of them named by their parts. What
//! compresses in it is what compresses in a person's journal: ratings that resemble yesterday's, doses at the same time of
//! day, entries of one evening within a minute, times in milliseconds.
//!
//! The records are of kinds that Ebb knows, and read as such. Where a kind has fewer fields than six, the others are ones that a
//! later version may have: a journal of ten years has such.

mod day;
mod notes;
mod writer;

use ebb_journal::{CivilDay, RecordId};
use ebb_replica::Op;
use ebb_testkit::seeded::Seeded;

use day::{Habits, Plan};
use writer::Writer;

/// Records in the journal.
pub const RECORDS: u32 = 70_000;
/// Days that it spans.
pub const DAYS: u32 = 3_652;

/// The ops of each day, in the order in which they were written; a record may be corrected on a later day.
pub fn ten_years(seed: u64) -> Vec<Vec<Op>> {
    let mut random = Seeded::new(seed);
    let mut writer = Writer::new(&mut random);
    let mut habits = Habits::new(&mut random);
    let (mut derived, mut made) = (0, 0);
    let mut days = Vec::new();
    for day in 0..DAYS {
        let due = |of: u32| of * (day + 1) / DAYS;
        let plan = Plan::new(&mut random, due(RECORDS / 2) - derived, due(RECORDS / 2) - made, day + 1 == DAYS);
        derived += plan.derived();
        made += plan.made();
        let civil_day = CivilDay::of_days(FIRST_DAY + i32::try_from(day).unwrap_or(0)).unwrap_or(FALLBACK_DAY);
        habits.live(&mut random, &mut writer, civil_day, &plan);
        days.push(writer.take());
    }
    days
}

/// 1 March 2027.
const FIRST_DAY: i32 = 20_878;
const FALLBACK_DAY: CivilDay = match CivilDay::of_days(FIRST_DAY) {
    Some(day) => day,
    None => unreachable!(),
};

/// How many records ops are about.
pub fn records(ops: &[Op]) -> usize {
    ops.iter().map(|op| &op.record).collect::<std::collections::BTreeSet<&RecordId>>().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    use ebb_journal::catalogue::symptom;
    use ebb_journal::{Kind, Name, RatedThing, Record, Value};
    use ebb_replica::State;

    #[test]
    fn it_is_what_it_says_it_is() {
        let days = ten_years(1);
        let ops = days.concat();
        assert_eq!((days.len(), records(&ops)), (3_652, 70_000));
        let mut fields: BTreeMap<&RecordId, std::collections::BTreeSet<u16>> = BTreeMap::new();
        for op in &ops {
            fields.entry(&op.record).or_default().insert(op.field.0);
        }
        let derived = fields.keys().filter(|id| !matches!(id.name, Name::Made(_))).count();
        assert_eq!(derived, 35_000);
        let with_note = fields.values().filter(|fields| fields.contains(&writer::NOTE.0)).count();
        assert!((1_800..2_400).contains(&with_note), "{with_note} notes");
        assert!(fields.values().all(|fields| fields.iter().filter(|field| **field != writer::NOTE.0).count() == 6));
        let notes = ops.iter().filter_map(|op| op.value.as_text()).filter(|text| text.contains(' '));
        assert!(notes.map(|note| note.split(' ').count()).all(|words| (3..=12).contains(&words)));
        assert!(!ops.iter().any(|op| op.value == Value::Nothing));
    }

    #[test]
    fn every_record_is_read_as_what_it_is() {
        let ops = ten_years(1)[..200].concat();
        let count = records(&ops);
        let mut state = State::default();
        state.merge(ops);
        let rated = state.ids_of_kind(Kind::RATING).filter_map(|id| match state.journal().record(id) {
            Some(Record::Rating(rating)) => RatedThing::of(id).zip(rating.answer.value()),
            _ => None,
        });
        for (thing, value) in rated {
            assert!(symptom(thing.symptom).unwrap().scale.most().unwrap() >= value, "{thing:?}");
        }
        assert_eq!(state.journal().len(), count);
    }

    #[test]
    fn the_same_seed_gives_the_same_journal() {
        assert_eq!(ten_years(7), ten_years(7));
        assert_ne!(ten_years(7), ten_years(8));
    }
}
