//! The sample that people look around in: an archive that was made once, as if it had been kept until now and here.
//!
//! Arrives: an opened archive, the moment. Leaves: ops that carry a mark, so that nothing of a sample is ever taken for somebody's
//! journal.

use std::collections::BTreeSet;

use ebb_journal::{CivilDay, Kind, Moment, Name, RecordId, Since, Supply, Value};
use ebb_replica::{Op, ReplicaId, Stamp};

use crate::archive::Opened;

/// How the names of all replicas begin that write samples. A replica's name is drawn by chance otherwise: none begins so.
const MARK: &[u8; 12] = b"ebb's sample";

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
const MINUTE_MS: i64 = 60_000;
/// Weekdays stay weekdays.
const WEEK_DAYS: i32 = 7;
/// The last day has just begun: its dose waits.
const LAST_DAY_UNTIL_MS: i64 = (6 * 60 + 30) * MINUTE_MS;

/// A replica that writes samples.
pub const fn sample_replica(number: u32) -> ReplicaId {
    let mut name = [0; 16];
    let (mut at, number) = (0, number.to_le_bytes());
    while at < name.len() {
        name[at] = if at < MARK.len() { MARK[at] } else { number[at - MARK.len()] };
        at += 1;
    }
    ReplicaId(name)
}

/// Whether an op was written in a sample.
pub fn is_of_sample(op: &Op) -> bool {
    op.replica.0.starts_with(MARK)
}

/// The ops of an archive as if it had been kept until today and where one is now. All of it moves by whole weeks; what would lie
/// after this morning, or after now, is left out. None where the archive does not say when it was made.
pub fn sample_until(opened: &Opened, now: &Moment) -> Vec<Op> {
    let Some(made) = &opened.made else { return Vec::new() };
    let days = now.day().days() - made.day().days();
    let moving = Moving { days: days + (-days).rem_euclid(WEEK_DAYS), now };
    let began_ms = i64::from(now.day().days()) * DAY_MS - i64::from(now.offset_minutes()) * MINUTE_MS;
    let until_ms = now.instant_ms().min(began_ms + LAST_DAY_UNTIL_MS);
    // In their order, so that of two changes at one time the same counts.
    let replicas: BTreeSet<ReplicaId> = opened.ops.iter().map(|op| op.replica).collect();
    let later_ms = i64::from(moving.days) * DAY_MS
        + (i64::from(made.offset_minutes()) - i64::from(now.offset_minutes())) * MINUTE_MS;
    let moved = |op: &Op| {
        let ms = i64::try_from(op.stamp.ms()).ok()?.checked_add(later_ms).filter(|ms| *ms <= until_ms)?;
        let number = replicas.iter().position(|replica| *replica == op.replica)?;
        Some(Op {
            record: moving.id(&op.record)?,
            field: op.field,
            value: moving.value(op.record.kind, &op.value)?,
            stamp: Stamp::of_ms(u64::try_from(ms).ok()?).ok()?,
            replica: sample_replica(u32::try_from(number).ok()?),
        })
    };
    opened.ops.iter().filter_map(moved).collect()
}

/// Moves everything that has a day by the same number of days, and every clock on a wall to the wall here.
struct Moving<'a> {
    days: i32,
    now: &'a Moment,
}

impl Moving<'_> {
    fn id(&self, id: &RecordId) -> Option<RecordId> {
        // What is named like a dose or a rating and is none has a day that says nothing.
        if !matches!(id.kind, Kind::DOSE | Kind::RATING) {
            return Some(id.clone());
        }
        let name = match id.name.clone() {
            Name::Dose { medication, day, slot } => Name::Dose { medication, day: day.plus(self.days)?, slot },
            Name::Rating { day, symptom, site } => Name::Rating { day: day.plus(self.days)?, symptom, site },
            name @ (Name::Sole | Name::Made(_) | Name::Newer { .. }) => name,
        };
        Some(RecordId { kind: id.kind, name })
    }

    fn value(&self, kind: Kind, value: &Value) -> Option<Value> {
        Some(match value {
            Value::Moment(moment) => Value::Moment(self.moment(moment)?),
            Value::Day(day) => Value::Day(day.plus(self.days)?),
            // Of a medicine's texts, only the one that tells since when it is taken reads so.
            Value::Text(text) if kind == Kind::MEDICATION => match Since::of_text(text) {
                Some(since) => Value::text(&self.since(since)?.to_string()),
                None => value.clone(),
            },
            Value::Text(text) if kind == Kind::SUPPLY => match Supply::of_text(text) {
                Some(supply) => Value::text(&Supply::of(supply.doses(), self.moment(supply.counted())?)?.to_text()),
                None => value.clone(),
            },
            other => other.clone(),
        })
    }

    /// The same time on the wall.
    fn moment(&self, moment: &Moment) -> Option<Moment> {
        let wall_ms = moment.instant_ms() + i64::from(moment.offset_minutes()) * MINUTE_MS;
        let offset = self.now.offset_minutes();
        let instant_ms = wall_ms + i64::from(self.days) * DAY_MS - i64::from(offset) * MINUTE_MS;
        Moment::new(instant_ms, offset, self.now.zone().cloned()).ok()
    }

    fn since(&self, since: Since) -> Option<Since> {
        let moved = |year, month, day| CivilDay::of_ymd(year, month, day)?.plus(self.days);
        Some(match since {
            Since::Day(day) => Since::Day(day.plus(self.days)?),
            Since::Month { year, month } => Since::this_month(moved(year, month, 15)?),
            Since::Year(year) => Since::this_year(moved(year, 7, 1)?),
            Since::BeforeYear(year) => Since::earlier(moved(year, 7, 1)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use ebb_journal::{FieldId, Sitting, SittingId, Zone};
    use ebb_testkit::strategies::{moments, ops};
    use proptest::prelude::*;

    use super::*;

    fn at(day: CivilDay, minute: i64, offset: i16) -> Moment {
        let wall = i64::from(day.days()) * 24 * 60 + minute;
        Moment::new((wall - i64::from(offset)) * MINUTE_MS, offset, Zone::new("Europe/Madrid").ok()).unwrap()
    }

    fn opened(made: Moment, ops: Vec<Op>) -> Opened {
        Opened { made: Some(made), records: 1, ops, damage: Vec::new() }
    }

    /// A dose that was marked at a time: its day is in the record's name, the time in a field.
    fn marked(taken: &Moment) -> Op {
        let medication = SittingId { sitting: Sitting([7; 8]), counter: 1 };
        Op {
            record: RecordId::dose(medication, taken.day(), 0),
            field: FieldId(2),
            value: Value::Moment(taken.clone()),
            stamp: Stamp::of_ms(u64::try_from(taken.instant_ms()).unwrap()).unwrap(),
            replica: ReplicaId([9; 16]),
        }
    }

    #[test]
    fn the_last_day_is_today_wherever_one_is_and_times_stay_as_the_wall_showed_them() {
        let monday = CivilDay::of_ymd(2026, 11, 23).unwrap();
        let days = |from, to| (from..to).map(|day| marked(&at(monday.plus(day).unwrap(), 8 * 60 + 4, 60)));
        let archive = opened(at(monday, 6 * 60 + 30, 60), days(-30, 0).collect());
        for (later, offset) in [(0, 60), (1, -600), (6, 840), (7, 0), (400, -300), (-3, 60)] {
            let today = monday.plus(later).unwrap();
            let now = at(today, 9 * 60, offset);
            let moved = sample_until(&archive, &now);
            let last = moved.iter().filter_map(|op| match &op.value {
                Value::Moment(moment) => Some(moment.clone()),
                _ => None,
            });
            let last = last.max_by_key(Moment::instant_ms).unwrap();
            assert_eq!((last.day(), last.time().minutes()), (today.plus(-1).unwrap(), 8 * 60 + 4), "{later} {offset}");
            assert!(moved.iter().all(is_of_sample) && !archive.ops.iter().any(is_of_sample));
        }
    }

    #[test]
    fn since_when_a_medicine_is_taken_moves_along() {
        let monday = CivilDay::of_ymd(2026, 11, 23).unwrap();
        let made = at(monday, 390, 60);
        let op = |text: &str| Op {
            record: RecordId::made(Kind::MEDICATION, Sitting([7; 8]), 1),
            value: Value::text(text),
            ..marked(&at(monday.plus(-700).unwrap(), 480, 60))
        };
        let archive = opened(made, ["2024-12", "2024", "<2024", "daily 0@480", "Letrozole"].map(op).to_vec());
        let moved = sample_until(&archive, &at(monday.plus(364).unwrap(), 540, 60));
        let texts: Vec<_> = moved.into_iter().map(|op| op.value).collect();
        assert_eq!(texts, ["2025-12", "2025", "<2025", "daily 0@480", "Letrozole"].map(Value::text));
    }

    #[test]
    fn when_doses_were_counted_moves_along_and_the_name_of_the_count_stays() {
        let monday = CivilDay::of_ymd(2026, 11, 23).unwrap();
        let counted = at(monday.plus(-3).unwrap(), 540, 60);
        let text = |counted: Moment| Value::text(&Supply::of(28, counted).unwrap().to_text());
        let medication = SittingId { sitting: Sitting([7; 8]), counter: 1 };
        let op = Op { record: Supply::id(medication), value: text(counted.clone()), ..marked(&counted) };
        let archive = opened(at(monday, 390, 60), vec![op]);
        let moved = sample_until(&archive, &at(monday.plus(7).unwrap(), 540, 60));
        let told: Vec<_> = moved.into_iter().map(|op| (op.record, op.value)).collect();
        assert_eq!(told, [(Supply::id(medication), text(at(monday.plus(4).unwrap(), 540, 60)))]);
    }

    proptest! {
        #[test]
        fn nothing_lies_after_now_and_every_weekday_stays(all in prop::collection::vec(ops(), 0..20), made in moments(), now in moments()) {
            let archive = opened(made, all);
            let moved = sample_until(&archive, &now);
            prop_assert!(moved.iter().all(|op| i64::try_from(op.stamp.ms()).unwrap() <= now.instant_ms()));
            prop_assert!(moved.iter().all(is_of_sample));
            let weekday = |op: &Op| match &op.record.name {
                Name::Rating { day, .. } | Name::Dose { day, .. } => Some(day.weekday()),
                _ => None,
            };
            let weekdays: BTreeSet<_> = archive.ops.iter().map(weekday).collect();
            prop_assert!(moved.iter().all(|op| weekdays.contains(&weekday(op))));
        }
    }
}
